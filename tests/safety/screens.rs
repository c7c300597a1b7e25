//! The whole application over hostile archives, drawn as the loop draws it, byte by byte. `SAFETY=100` takes that many
//! archives; `SAFETY_SEED=7` repeats one.

use crate::desk::Desk;
use crate::nasty;
use crate::nasty::Dice;
use crate::vt::foreign_on_a_screen;
use annals::app::commands;
use annals::app::commands::Context;
use annals::app::event::Event;
use annals::app::key::Code;
use annals::app::key::Key;
use annals::app::mode::Mode;
use annals::config;
use annals::terminal::screen::Screen;
use annals::ui;
use annals::ui::layout::Layout;
use annals::ui::signs;
use annals::ui::theme::Colours;
use annals::ui::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// A terminal that remembers what is written to it.
struct Tube {
    screen: Screen<Vec<u8>>,
    read: usize,
}

const AREA: Rect = Rect { x: 0, y: 0, width: 100, height: 40 };

impl Tube {
    fn new() -> Tube {
        Tube { screen: Screen::new(Vec::new()), read: 0 }
    }

    /// Draws, and fails where anything but our own reaches the terminal.
    #[track_caller]
    fn draw(&mut self, desk: &mut Desk, after: &str) {
        let theme = Theme::new(false, Colours::Ansi256, &signs::LINE);
        let layout = Layout::of(AREA, &desk.app);
        desk.app.fit(layout.screen(), layout.room());
        let mut frame = Buffer::empty(AREA);
        let caret = ui::draw(&mut frame, &desk.app, &layout, &theme);
        self.screen.show(frame, caret).unwrap();
        let bytes = self.screen.output();
        let foreign = foreign_on_a_screen(&bytes[self.read..]);
        self.read = bytes.len();
        assert_eq!(foreign, None, "after {after}");
    }
}

fn open(seed: u64) -> (Desk, Dice) {
    let mut dice = Dice(seed);
    let files = nasty::archive(&mut dice);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    (Desk::new(&files), dice)
}

fn seeds() -> std::ops::Range<u64> {
    let number = |name: &str| std::env::var(name).ok()?.parse().ok();
    match (number("SAFETY_SEED"), number("SAFETY")) {
        (Some(seed), _) => seed..seed + 1,
        (None, many) => 0..many.unwrap_or(1),
    }
}

/// Ways to a place from which commands are given.
const STARTS: &[&str] =
    &["", "j", "jj", "h", "hjj", "3", "3j", "3jj", "4", "4jjj", "3t", "c", "o", "!", "<ctrl-p>", "s", "/"];

#[test]
fn every_command_from_everywhere() {
    let keys = config::read(None).unwrap().keys;
    for round in seeds() {
        for (at, command) in (0..).zip(commands::all()) {
            // Each round has other archives and other starts.
            let seed = round * 1000 + at;
            let bound = keys.iter().find(|bound| bound.command.value == command.name);
            let Some(key) = bound.and_then(|bound| bound.keys.first()) else { continue };
            let start = STARTS[(round + at) as usize % STARTS.len()];
            let (mut desk, mut dice) = open(seed);
            let mut tube = Tube::new();
            desk.press(start);
            tube.draw(&mut desk, start);
            let into = match command.context {
                Context::Browse | Context::List => "",
                Context::Edit => "4e",
                Context::Trend => "<esc><esc>3t",
                Context::Page => "<esc><esc>c",
            };
            desk.press(into);
            desk.press(&format!("<{}>", key.value));
            tube.draw(&mut desk, &format!("SAFETY_SEED={round}: {start}{into}{}", command.name));
            // What opens takes what is typed and pasted, and shows why it cannot.
            desk.paste(&nasty::text(&mut dice, 6));
            tube.draw(&mut desk, &format!("SAFETY_SEED={round}: {start}{into}{}, paste", command.name));
            for key in ["<enter>", "y", "<esc>"] {
                desk.press(key);
                tube.draw(&mut desk, &format!("SAFETY_SEED={round}: {start}{into}{}, {key}", command.name));
            }
        }
    }
}

#[test]
fn random_hands_bring_nothing_foreign() {
    const PLAIN: &str = "hjkljjkgGnNptcoaAiedDYmuUsRzf/[]{}xS*<>+-1234?:!yxq";
    for seed in seeds() {
        let (mut desk, mut dice) = open(seed);
        let mut tube = Tube::new();
        let plain: Vec<char> = PLAIN.chars().collect();
        for step in 0..400 {
            match dice.roll(12) {
                0 => desk.paste(&nasty::text(&mut dice, 5)),
                1 => desk.event(Event::Key(Key::plain(*dice.pick(&[Code::Enter, Code::Tab, Code::F(1), Code::F(5)])))),
                2 => desk.event(Event::Key(Key::plain(Code::Esc))),
                3 => {
                    desk.event(Event::Key(Key { ctrl: true, ..Key::char(*dice.pick(&['p', 's', 'r', 'k', 'y', 'v'])) }))
                }
                _ if matches!(desk.app.mode, Mode::Find(..) | Mode::Filter(..)) => {
                    desk.event(Event::Key(Key::plain(Code::Enter)));
                }
                _ => desk.event(Event::Key(Key::char(*dice.pick(&plain)))),
            }
            if let Some(lent) = desk.lent.take() {
                annals::app::outside::edited(&mut desk.app, &lent, &nasty::text(&mut dice, 9));
            }
            tube.draw(&mut desk, &format!("SAFETY_SEED={seed}, step {step}"));
        }
    }
}

#[test]
fn a_mistake_of_ours_does_not_reach_the_terminal() {
    // What the application forgot to make safe, the last step does not let through.
    let caught = std::panic::catch_unwind(|| {
        let mut screen = Screen::new(Vec::new());
        let mut frame = Buffer::empty(AREA);
        frame[(0, 0)].set_symbol("\u{202e}");
        screen.show(frame, None).unwrap();
        screen.output().clone()
    });
    // A debug build stops; any other writes a sign in its place.
    assert!(caught.is_err() || foreign_on_a_screen(&caught.unwrap()).is_none());
}
