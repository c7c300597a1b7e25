//! Random hands at the keyboard: keys, pastes, the mouse, other sizes, and others who write the same files meanwhile.
//!
//! Whatever they do: nothing panics, every mode draws at every size, no file on disk changes but by a save, and where
//! nobody else wrote, undoing all there is to undo gives the first bytes. `MONKEY=20000` takes that many strolls, else
//! there are few; `MONKEY_SEED=7` repeats one.

use crate::keys::desk::Desk;
use crate::keys::rules;
use crate::keys::rules::FIRST;
use annals::app::event::Event;
use annals::app::event::Mouse;
use annals::app::event::MouseKind;
use annals::app::key::Code;
use annals::app::key::Key;
use annals::app::mode::Mode;
use annals::ui::signs;
use annals::ui::theme::Colours;
use std::collections::BTreeMap;
use std::panic;

/// Texts that a paste may bring.
const PASTES: [&str; 9] =
    ["", "12", "1億2,660萬", "110-03-04", "甲\n乙", "\u{1b}[2J\r\n", "'''\"\"\"", "e\u{301}\u{200d}👨‍👩‍👧", "y\n:quit\n"];

/// SplitMix64 (Steele, Lea and Flood, 2014): small, and the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) as usize % sides
    }

    fn pick<'t, T>(&mut self, of: &'t [T]) -> &'t T {
        &of[self.roll(of.len())]
    }
}

/// A key: mostly one that does something; a way into each mode now and then.
fn key(dice: &mut Dice) -> Key {
    const PLAIN: &str = "hjklhjkljjjkgGnNpbtcoaAiedDYmuuUsRzfF/[]{}xS *<>+-1234?:!yyyExqv0宿";
    const CODES: [Code; 12] = [
        Code::Enter,
        Code::Enter,
        Code::Esc,
        Code::Esc,
        Code::Tab,
        Code::Backspace,
        Code::Delete,
        Code::Up,
        Code::Down,
        Code::Left,
        Code::Home,
        Code::End,
    ];
    let plain: Vec<char> = PLAIN.chars().collect();
    match dice.roll(20) {
        0..11 => Key::char(*dice.pick(&plain)),
        11..17 => Key::plain(*dice.pick(&CODES)),
        17 => {
            Key { ctrl: true, ..Key::char(*dice.pick(&['p', 's', 'r', 'u', 'd', 'w', 'k', 'z', 'y', 'x', 'v', 'j'])) }
        }
        18 => Key { shift: true, ..Key::plain(*dice.pick(&CODES)) },
        _ => Key::plain(Code::F(dice.roll(10) as u8 + 1)),
    }
}

/// What someone else makes of a file: a line more, a line less, a line twice, its end cut off, or all anew.
fn meddled(dice: &mut Dice, text: &str) -> String {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    let at = dice.roll(lines.len() + 1);
    match dice.roll(6) {
        0 => lines.insert(at, "# 註\n"),
        1 => lines.insert(at, "\n[[item]]\nid = 'theirs'\ntitle = '別人的'\n\n"),
        2 if at < lines.len() => _ = lines.remove(at),
        3 if at < lines.len() => lines.insert(at, lines[at]),
        4 => return text.replace("44", "43").replace("市有", "市管").replace("stock", "stack"),
        5 => lines.truncate(at),
        _ => {}
    }
    lines.concat()
}

/// One stroll of that many steps. With others, the files are written by them too.
fn stroll(seed: u64, steps: usize, others: bool) {
    let mut dice = Dice(seed);
    let mut desk = Desk::new(&FIRST);
    let mut disk: BTreeMap<String, String> = desk.files();
    for _ in 0..steps {
        let saved = desk.saves;
        match dice.roll(40) {
            0 => desk.paste(PASTES[dice.roll(PASTES.len())]),
            1 => {
                let kinds = [MouseKind::Down, MouseKind::Drag, MouseKind::Up, MouseKind::WheelUp, MouseKind::WheelDown];
                let (x, y) = (dice.roll(90) as u16, dice.roll(30) as u16);
                desk.event(Event::Mouse(Mouse { kind: *dice.pick(&kinds), x, y }));
            }
            2 if others => {
                let paths: Vec<String> = desk.files().into_keys().collect();
                let path = dice.pick(&paths).clone();
                match dice.roll(8) {
                    0 => desk.remove(&path),
                    1 => desk.write("111/new.toml", "year = 111\n[[item]]\nid = 'stock'\n"),
                    _ => {
                        let text = meddled(&mut dice, desk.disk(&path));
                        desk.write(&path, &text);
                    }
                }
                disk = desk.files();
                desk.stir();
            }
            // Out of where typing goes on and on, sooner than by chance.
            3..7 if matches!(desk.app.mode, Mode::List(_) | Mode::Find(..) | Mode::Filter(..)) => {
                let ways = [Code::Enter, Code::Enter, Code::Esc, Code::Down];
                desk.event(Event::Key(Key::plain(*dice.pick(&ways))));
            }
            _ => desk.event(Event::Key(key(&mut dice))),
        }
        if let Some(lent) = desk.lent.take() {
            let text = lent.text.replacen("title = '", "title = '外", dice.roll(2));
            annals::app::outside::edited(&mut desk.app, &lent, &text);
        }
        if desk.saves == saved {
            assert_eq!(desk.files(), disk, "a file on disk changed, and nothing was saved");
        }
        disk = desk.files();
        let signs = *dice.pick(&[&signs::LINE, &signs::ASCII]);
        rules::draw(&mut desk, *dice.pick(&rules::SIZES), *dice.pick(&[Colours::None, Colours::Ansi256]), signs);
        rules::sound(&desk);
    }
    if others {
        return;
    }
    rules::undo_all(&mut desk);
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

#[test]
fn random_hands_break_nothing() {
    let seeds = match (number("MONKEY_SEED"), number("MONKEY")) {
        (Some(seed), _) => seed..seed + 1,
        (None, many) => 0..many.unwrap_or(16),
    };
    for seed in seeds {
        let done = panic::catch_unwind(|| stroll(seed, 300, seed % 2 == 1));
        assert!(done.is_ok(), "MONKEY_SEED={seed} repeats what is told above");
    }
}
