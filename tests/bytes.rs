//! How many bytes go to the terminal, counted over the real records: what a slow line has to carry. No time is measured.

use annals::app::App;
use annals::app::event::Event;
use annals::app::key::Key;
use annals::app::keymap::Keymap;
use annals::app::mode::Focus;
use annals::config;
use annals::lang::Lang;
use annals::store::archive::Archive;
use annals::store::file::Text;
use annals::terminal::screen;
use annals::terminal::screen::Screen;
use annals::ui;
use annals::ui::layout::Layout;
use annals::ui::signs;
use annals::ui::theme::Colours;
use annals::ui::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The archive on a screen whose bytes are kept.
struct Shown {
    app: App,
    theme: Theme,
    area: Rect,
    screen: Screen<Vec<u8>>,
    cells: Vec<String>,
}

/// What a frame took, and what of it was text that had not been there, in bytes; blanks are no text.
#[derive(Clone, Copy)]
struct Sent {
    bytes: usize,
    new: usize,
}

impl Shown {
    fn new(width: u16, height: u16, lang: Lang) -> Shown {
        let texts = annals::sample::texts().into_iter().map(|text| Text { locked: None, ..text });
        let keymap = Keymap::new(&config::read(None).unwrap().keys).unwrap();
        Shown {
            app: App::new(Archive::read(texts.collect()), keymap, lang),
            theme: Theme::new(false, Colours::Ansi256, &signs::LINE),
            area: Rect::new(0, 0, width, height),
            screen: Screen::new(Vec::new()),
            cells: Vec::new(),
        }
    }

    fn draw(&mut self) -> Sent {
        let layout = Layout::of(self.area, &self.app);
        self.app.fit(layout.screen(), layout.room());
        let mut frame = Buffer::empty(self.area);
        let caret = ui::draw(&mut frame, &self.app, &layout, &self.theme);
        screen::settle(&mut frame);
        let cells: Vec<String> = frame.content.iter().map(|cell| cell.symbol().trim().to_string()).collect();
        let changed = cells.iter().enumerate().filter(|(at, cell)| self.cells.get(*at) != Some(*cell));
        let new = changed.map(|(_, cell)| cell.len()).sum();
        let before = self.screen.output().len();
        self.screen.show(frame, caret).unwrap();
        self.cells = cells;
        Sent { bytes: self.screen.output().len() - before, new }
    }

    fn press(&mut self, key: &str) -> Sent {
        self.app.handle(Event::Key(key.parse().unwrap()));
        self.draw()
    }

    /// What each step down sends, through every item of both years.
    fn steps(&mut self) -> Vec<Sent> {
        let mut steps = Vec::new();
        for year in ["]", "["] {
            self.press(year);
            self.press("1");
            let parts = self.app.view.categories.iter().enumerate().filter(|(_, row)| row.depth == 0);
            let parts: Vec<usize> = parts.map(|(at, _)| at).collect();
            for part in parts {
                self.press("1");
                while self.app.pane(Focus::Categories).chosen().is_some_and(|at| at > part) {
                    self.press("k");
                }
                while self.app.pane(Focus::Categories).chosen().is_some_and(|at| at < part) {
                    self.press("j");
                }
                self.press("2");
                self.press("g");
                for _ in 1..self.app.view.items.len() {
                    steps.push(self.press("j"));
                }
            }
        }
        steps
    }
}

fn average(sent: &[Sent], of: impl Fn(&Sent) -> usize) -> usize {
    sent.iter().map(of).sum::<usize>() / sent.len()
}

#[test]
fn a_row_down_sends_little_more_than_its_text() {
    for (width, height) in [(80, 24), (120, 40), (200, 50)] {
        for lang in [Lang::Zh, Lang::En] {
            let mut shown = Shown::new(width, height, lang);
            shown.draw();
            let mut steps = shown.steps();
            assert!(steps.len() > 80, "{} steps are not all items", steps.len());
            steps.sort_by_key(|sent| sent.bytes);
            let (median, worst) = (steps[steps.len() / 2], steps[steps.len() - 1]);
            let (bytes, new) = (average(&steps, |sent| sent.bytes), average(&steps, |sent| sent.new));
            let small = steps.iter().filter(|sent| sent.bytes <= 1024).count() * 100 / steps.len();
            println!(
                "{width}×{height}, {lang:?}, {} steps: median {}, average {bytes} ({new} of new text), worst {} ({} of new text); \
                 {small}% within 1 KiB",
                steps.len(),
                median.bytes,
                worst.bytes,
                worst.new
            );
            assert!(median.bytes <= 1024, "{} bytes in the median at {width}×{height}", median.bytes);
            assert!(bytes <= new * 3 / 2 + 300, "{bytes} bytes for {new} of new text at {width}×{height}");
            for sent in &steps {
                assert!(sent.bytes <= sent.new * 2 + 600, "{} bytes for {} at {width}×{height}", sent.bytes, sent.new);
            }
        }
    }
}

#[test]
fn a_full_screen_sends_no_more_than_its_text() {
    for (width, height) in [(80, 24), (120, 40), (200, 50)] {
        let mut shown = Shown::new(width, height, Lang::Zh);
        let Sent { bytes, new } = shown.draw();
        let text: usize = shown.cells.iter().map(|cell| cell.len().max(1)).sum();
        println!("{width}×{height}: the first screen takes {bytes} bytes; its text {new}, {text} with the blanks");
        assert!(bytes <= text, "{bytes} bytes for {text} of text at {width}×{height}");
    }
}

#[test]
fn a_typed_character_sends_little() {
    let mut shown = Shown::new(80, 24, Lang::Zh);
    shown.draw();
    shown.press("e");
    let typed: Vec<Sent> = "臨時人員管理考核要點abc".chars().map(|c| shown.press(&Key::char(c).to_string())).collect();
    let (bytes, worst) = (average(&typed, |sent| sent.bytes), typed.iter().map(|sent| sent.bytes).max().unwrap());
    println!("80×24: a character typed into a field takes {bytes} bytes on average, {worst} at most");
    assert!(worst <= 200, "{worst} bytes for a typed character");
    shown.press("esc");
    shown.press("/");
    let typed: Vec<Sent> = "臨時人員".chars().map(|c| shown.press(&Key::char(c).to_string())).collect();
    println!("80×24: one typed to find takes {} bytes on average", average(&typed, |sent| sent.bytes));
}
