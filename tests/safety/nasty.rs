//! Texts that try to act on a terminal, to hide, or to reorder; and archives that are full of them.

/// SplitMix64 (Steele, Lea and Flood, 2014).
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) as usize % sides
    }

    pub fn pick<'t, T>(&mut self, of: &'t [T]) -> &'t T {
        &of[self.roll(of.len())]
    }
}

/// What terminals obey, drop or reorder by, and what is only unusual.
const PIECES: &[&str] = &[
    "\u{1b}[31m",
    "\u{1b}[2J",
    "\u{1b}[6n",
    "\u{1b}]0;owned\u{7}",
    "\u{1b}]52;c;?\u{1b}\\",
    "\u{1b}]8;;http://x\u{1b}\\",
    "\u{1b}P1$r0m\u{1b}\\",
    "\u{1b}_x\u{1b}\\",
    "\u{1b}c",
    "\u{1b}",
    "\u{9b}2J",
    "\u{9d}0;x\u{9c}",
    "\u{90}q",
    "\u{85}",
    "\u{7}",
    "\u{8}\u{8}",
    "\r",
    "\n",
    "\t",
    "\u{b}\u{c}",
    "\u{e}\u{f}",
    "\u{7f}",
    "\u{202e}",
    "\u{202a}\u{202c}",
    "\u{2066}\u{2069}",
    "\u{200e}\u{200f}\u{61c}",
    "\u{200b}",
    "\u{200d}",
    "\u{2060}\u{2064}",
    "\u{feff}",
    "\u{ad}",
    "\u{2028}\u{2029}",
    "\u{e0041}\u{e007f}",
    "\u{fe0f}\u{fe0f}",
    "\u{e0100}",
    "\u{301}\u{301}",
    "\u{20dd}",
    "\u{e000}",
    "\u{10fffe}",
    "\u{fff9}",
    "👨\u{200d}👩\u{200d}👧",
    "葛\u{e0100}",
    "e\u{301}",
    "宿舍",
    "①…—",
    "a",
    " ",
    "'",
    "\"",
    "\\",
    "[x]",
    "$(touch owned)",
    "`touch owned`",
    "; touch owned",
    "-rf",
    "%s%n",
    "{0}",
];

/// A text of up to so many pieces, with a random character now and then.
pub fn text(dice: &mut Dice, pieces: usize) -> String {
    let mut text = String::new();
    for _ in 0..=dice.roll(pieces.max(1)) {
        match dice.roll(5) {
            0 => {
                let range =
                    *dice.pick(&[(0u32, 0xa0), (0x300, 0x70), (0x2000, 0x70), (0xfe00, 0x100), (0xe0000, 0x200)]);
                text.extend(char::from_u32(range.0 + dice.roll(range.1 as usize) as u32));
            }
            _ => {
                let piece: &&str = dice.pick(PIECES);
                text.push_str(piece);
            }
        }
    }
    text
}

/// The text as a TOML basic string. What may stand raw in one does so now and then.
pub fn toml(dice: &mut Dice, text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        let may_stand = !matches!(c, '\0'..='\u{8}' | '\n'..='\u{1f}' | '"' | '\\' | '\u{7f}');
        match may_stand && dice.roll(2) == 0 {
            true => out.push(c),
            false => out.push_str(&format!("\\U{:08x}", c as u32)),
        }
    }
    out + "\""
}

/// An archive, as paths and texts: every place that takes a text has one of these. The names that commands ask for are
/// plain: the item `item`, the metric `metric` of the series `metric`, the category `cat`.
pub fn archive(dice: &mut Dice) -> Vec<(String, String)> {
    let mut nasty = |pieces| {
        let text = text(dice, pieces);
        toml(dice, &text)
    };
    let mut about = format!("title = {}\ncalendar = \"roc\"\n", nasty(6));
    for id in ["\"cat\"".to_string(), nasty(3), "\"cat/below\"".to_string()] {
        about += &format!("[[category]]\nid = {id}\nlabel = {}\ntitle = {}\n", nasty(3), nasty(6));
        about += &format!("in.110 = {{ title = {}, label = {} }}\n", nasty(3), nasty(3));
    }
    for id in ["\"metric\"".to_string(), nasty(3)] {
        about += &format!(
            "[[series]]\nid = {id}\nname = {}\nunit = {}\nbetter = \"lower\"\ntarget = 3\n",
            nasty(4),
            nasty(2)
        );
    }
    about += &format!("[[series]]\nid = \"all\"\nsum = [\"metric\", {}]\n{} = 1\n", nasty(3), nasty(3));
    let mut files = vec![("archive.toml".to_string(), about)];
    for (year, folder) in [(108, "108"), (109, "109"), (110, "110"), (111, "111")] {
        let mut file =
            format!("# {}\nyear = {year}\n", text(&mut Dice(year), 4).replace(|c: char| c.is_control(), "\u{9b}"));
        for id in ["\"item\"".to_string(), nasty(3), nasty(1)] {
            file += &format!(
                "\n[[item]]\nid = {id}\ncategory = {}\n",
                if year % 2 == 0 { "\"cat\"".into() } else { nasty(2) }
            );
            for key in ["no", "title", "text", "source"] {
                file += &format!("{key} = {}\n", nasty(8));
            }
            for key in ["names", "tags", "when", "accept"] {
                file += &format!("{key} = [{}, {}]\n", nasty(3), nasty(3));
            }
            file += &format!("{} = {}\nother = {{ {} = {} }}\n", nasty(3), nasty(3), nasty(3), nasty(3));
            file += &format!(
                "[[item.metric]]\nid = \"metric\"\nvalue = {}\nnote = {}\nformula = {}\n",
                year % 100,
                nasty(4),
                nasty(4)
            );
            file +=
                &format!("[[item.metric]]\nid = {}\nname = {}\nunit = {}\nvalue = 3\n", nasty(2), nasty(4), nasty(2));
            file += &format!(
                "[[item.metric]]\nname = {}\nvalue = {}\n[[item.metric]]\nname = {}\n",
                nasty(4),
                nasty(4),
                nasty(3)
            );
            file += &format!(
                "[[item.metric]]\nid = \"log\"\nname = {}\ntotal = {}\n[[item.metric.entry]]\non = 2021-03-04\nvalue = 1\nnote = {}\n[[item.metric.entry]]\non = {}\nvalue = {}\n",
                nasty(3),
                nasty(1),
                nasty(4),
                nasty(2),
                nasty(2)
            );
        }
        files.push((format!("{folder}/a.toml"), file));
    }
    files
        .push((format!("110/{}.toml", name(dice)), format!("year = 110\n[[item]]\nid = \"x\"\ntitle = {}\n", "\"x\"")));
    let broken = text(dice, 6);
    files.push((format!("{}.toml", name(dice)), format!("year = {}\n= {broken}\n[[ {}", broken, broken)));
    files
}

/// A text that a file may be called.
pub fn name(dice: &mut Dice) -> String {
    let name = text(dice, 4).replace(['/', '\0'], "\u{1b}");
    format!("n{}", name.chars().take(40).collect::<String>())
}
