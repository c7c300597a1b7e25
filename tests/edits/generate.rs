//! Archives in every look that people give their files, made of a list of choices: no choices make the plainest.

/// Choices, taken one after the other; when they are used up, every choice is the first.
pub struct Choices<'a>(std::slice::Iter<'a, u8>);

impl<'a> Choices<'a> {
    pub fn new(bytes: &'a [u8]) -> Choices<'a> {
        Choices(bytes.iter())
    }

    pub fn below(&mut self, limit: usize) -> usize {
        self.0.next().map_or(0, |byte| usize::from(*byte) % limit.max(1))
    }

    pub fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    /// True once in so many; never where nothing is left to choose.
    pub fn once_in(&mut self, many: usize) -> bool {
        self.below(many) == many - 1
    }

    pub fn is_used_up(&self) -> bool {
        self.0.len() == 0
    }
}

pub const ABOUT: &str = "calendar = 'roc'\n\n[[category]]\nid = 'a'\ntitle = '甲'\n\n[[category]]\nid = 'a/b'\ntitle = '乙'\n\n[[category]]\nid = 'c'\ntitle = '丙'\n";

/// The files of an archive: what it is, and two years, the second in two files.
pub fn archive(choices: &mut Choices) -> Vec<(String, String)> {
    let mut files = vec![("archive.toml".to_string(), ABOUT.to_string())];
    for (number, (path, year)) in [("109/a.toml", 109), ("110/a.toml", 110), ("110/b.toml", 110)].iter().enumerate() {
        files.push((path.to_string(), file(choices, number, *year)));
    }
    files
}

fn file(choices: &mut Choices, number: usize, year: i64) -> String {
    let count = 1 + choices.below(4);
    let ids: Vec<String> = (0..count).map(|at| format!("i{number}.{at}")).collect();
    let mut text = choices.pick(&["", "# 檔案\n\n", "#:schema x.json\n"]).to_string();
    text += &format!("year = {year}\n");
    text += choices.pick(&["\n", "", "\n\n# ── 一 ──\n\n"]);
    match choices.once_in(5) {
        true => text += &inline(choices, &ids),
        false => {
            let look = Look::of(choices);
            let gap = choices.pick(&["\n", "", "\n\n", "\n# ── 間 ──\n\n"]);
            let records: Vec<String> = ids.iter().map(|id| look.record(choices, id)).collect();
            text += &records.join(gap);
        }
    }
    text += choices.pick(&["", "\n", "# 完\n", "\n\n# 完\n\n"]);
    if choices.once_in(3) {
        text.truncate(text.trim_end_matches('\n').len());
    }
    text = match choices.below(4) {
        1 => text.replace('\n', "\r\n"),
        // Lines that end in different ways.
        2 => text.split_inclusive('\n').enumerate().fold(String::new(), |text, (at, line)| match at % 3 {
            0 => text + &line.replace('\n', "\r\n"),
            _ => text + line,
        }),
        _ => text,
    };
    if choices.once_in(4) { format!("\u{feff}{text}") } else { text }
}

/// How a file under headers is written.
struct Look {
    outer: &'static str,
    inner: &'static str,
    brackets: (&'static str, &'static str),
    sign: &'static str,
    quote: char,
    inline_metrics: bool,
}

impl Look {
    fn of(choices: &mut Choices) -> Look {
        Look {
            outer: choices.pick(&["", "", "  ", "\t"]),
            inner: choices.pick(&["", "", "  ", "\t", "    "]),
            brackets: choices.pick(&[("[[", "]]"), ("[[", "]]"), ("[[ ", " ]]")]),
            sign: choices.pick(&[" = ", " = ", "=", "    = ", " =\t"]),
            quote: choices.pick(&['"', '\'']),
            inline_metrics: choices.once_in(3),
        }
    }

    fn header(&self, choices: &mut Choices, path: &str, about: &str) -> String {
        let (open, close) = self.brackets;
        let above = choices.pick(&["", "# about ID\n", "# about ID\n# and more of ID\n"]).replace("ID", about);
        let behind = choices.pick(&["", "", " # here", "  "]);
        let lines: String = above.split_inclusive('\n').map(|line| format!("{}{line}", self.outer)).collect();
        format!("{lines}{}{open}{path}{close}{behind}\n", self.outer)
    }

    fn key(&self, choices: &mut Choices, key: &str, value: &str) -> String {
        let behind = choices.pick(&["", "", "", " # 註", "\t# x = 1"]);
        format!("{}{}{key}{}{value}{behind}\n", self.outer, self.inner, self.sign)
    }

    fn quoted(&self, text: &str) -> String {
        format!("{0}{text}{0}", self.quote)
    }

    fn record(&self, choices: &mut Choices, id: &str) -> String {
        let mut text = self.header(choices, "item", id);
        let mut keys = vec![
            self.key(choices, "id", &self.quoted(id)),
            self.key(choices, "category", &self.quoted(choices_category(id))),
            self.key(choices, "title", &self.quoted("市有宿舍")),
        ];
        let more: [(&str, &str); 10] = [
            ("text", "\"\"\"\n  一行\n[[item]]\n# 不是註\n\"\"\""),
            ("text", "'''\n共六十間。'''"),
            ("when", "[\"2021-03-04\", '2021-06'] "),
            ("tags", "[\n  'x', # one\n\n  \"y\\u202E\",\n]"),
            ("no", "1"),
            ("names", "[]"),
            ("x.a", "1"),
            ("\"q.r\"", "[1, {z = 2}]"),
            ("'其他'", "{ a = 1, b.c = 'd' }"),
            ("summary", "true"),
        ];
        for (key, value) in more {
            let again = keys.iter().any(|line| line.trim_start().starts_with(key));
            if !again && choices.once_in(3) {
                keys.push(self.key(choices, key, value));
                if choices.once_in(6) {
                    keys.push(format!("{}# 鍵下\n", self.inner));
                }
            }
        }
        if choices.once_in(4) {
            keys.reverse();
        }
        text += &keys.concat();
        for at in 0..choices.below(3) {
            text += &self.metric(choices, &format!("{id}.m{at}"), at);
        }
        if choices.once_in(5) {
            text += &format!("{0}[item.sub]\n{0}{1}k = 2021-03-04T05:06:07Z\n", self.outer, self.inner);
        }
        text + choices.pick(&["", "", "# behind\n"])
    }

    fn metric(&self, choices: &mut Choices, id: &str, at: usize) -> String {
        if self.inline_metrics {
            // A second one would be a second key of the name.
            let two = choices.pick(&["", ", { value = 2.50 }", ",\n  { id = 'two' }, # 二\n"]);
            return if at > 0 { String::new() } else { format!("metric = [{{ id = '{id}', value = 1 }}{two}]\n") };
        }
        let gap = choices.pick(&["\n", ""]);
        let mut text = format!("{gap}{}", self.header(choices, "item.metric", id));
        text += &self.key(choices, "id", &self.quoted(id));
        if choices.once_in(2) {
            let value = choices.pick(&["60", "1_000", "96.410", "\"特優\"", "-0.5e2"]);
            text += &self.key(choices, "value", value);
        }
        for _ in 0..choices.below(3) {
            let gap = choices.pick(&["\n", ""]);
            text += &format!("{gap}{}", self.header(choices, "item.metric.entry", id));
            text += &self.key(choices, "on", "2021-03-04");
            text += &self.key(choices, "value", "12");
        }
        text
    }
}

/// Records of one category and of others.
fn choices_category(id: &str) -> &'static str {
    if id.ends_with('0') { "a" } else { "a/b" }
}

/// Records within the braces of one array.
fn inline(choices: &mut Choices, ids: &[String]) -> String {
    let (open, gap, close) =
        choices.pick(&[("[", ", ", "]"), ("[\n  ", ",\n  ", ",\n]"), ("[ # items\n", " , # 間\n", "\n]")]);
    let record = |id: &String| {
        let metric = choices.pick(&[
            "",
            ", metric = [{ id = 'm', value = 1 }]",
            ", metric = [{entry = [{on = '2021-03', value = 2}]}]",
        ]);
        format!("{{ id = '{id}', category = 'a', title = \"t\"{metric} }}")
    };
    let records: Vec<String> = ids.iter().map(record).collect();
    format!("item = {open}{}{close}\n", records.join(gap))
}
