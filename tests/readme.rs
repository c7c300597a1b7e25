//! The README shows what the program shows: its picture and its tables are drawn by the program itself.
//! `UPDATE_EXPECT=1 cargo test` brings them up to date.

use annals::app::App;
use annals::app::commands;
use annals::app::commands::Context;
use annals::app::event::Event;
use annals::app::key::Key;
use annals::app::keymap::Keymap;
use annals::config;
use annals::insight::check::rule;
use annals::lang::Lang;
use annals::sample;
use annals::store::archive::Archive;
use annals::terminal::screen;
use annals::ui;
use annals::ui::layout::Layout;
use annals::ui::signs;
use annals::ui::theme::Colours;
use annals::ui::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;
use ratatui::style::Modifier;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::PoisonError;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

/// Compares a file with what it must be, or writes it.
fn expect(path: &str, wanted: &str) {
    let path = root().join(path);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, wanted).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(found == wanted, "{} is out of date: run `UPDATE_EXPECT=1 cargo test`", path.display());
}

/// Compares the README with what it must be, or writes it; one test after the other.
fn rewrite_readme(wanted: impl Fn(&str) -> String) {
    static ONE: Mutex<()> = Mutex::new(());
    let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    expect("README.md", &wanted(&readme));
}

/// The screen after some keys, over the archive at the project's root.
fn draw(width: u16, height: u16, lang: Lang, keys: &[Key]) -> Buffer {
    let texts = sample::texts().into_iter().map(|text| annals::store::file::Text { locked: None, ..text });
    let keymap = Keymap::new(&config::read(None).unwrap().keys).unwrap();
    let mut app = App::new(Archive::read(texts.collect()), keymap, lang);
    let area = Rect::new(0, 0, width, height);
    let fit = |app: &mut App| {
        let layout = Layout::of(area, app);
        app.fit(layout.screen(), layout.room());
        layout
    };
    fit(&mut app);
    for key in keys {
        app.handle(Event::Key(*key));
        fit(&mut app);
    }
    let layout = fit(&mut app);
    let mut buffer = Buffer::empty(area);
    ui::draw(&mut buffer, &app, &layout, &Theme::new(false, Colours::Ansi256, &signs::LINE));
    screen::settle(&mut buffer);
    buffer
}

#[test]
fn the_picture_is_the_screen() {
    // On the outline's dormitories, at their first item, with the metrics in focus.
    let keys = ["h", "j", "j", "j", "j", "3"].map(|key| key.parse().unwrap());
    expect("docs/screen.svg", &svg(&draw(118, 34, Lang::En, &keys)));
}

#[test]
fn the_table_of_rules_is_the_program_s() {
    let mut table = String::from("| code | name | level | severity | finds |\n|---|---|---|---|---|\n");
    for rule in rule::ALL {
        let (level, severity) = (rule.level.name(), rule.severity.name());
        table += &format!("| {} | {} | {level} | {severity} | {} |\n", rule.code, rule.name, rule.about.say(Lang::En));
    }
    let text = fs::read_to_string(root().join("docs/checks.md")).unwrap();
    let (before, rest) = text.split_once("<!-- rules -->\n").expect("docs/checks.md has no `<!-- rules -->`");
    let (_, after) = rest.split_once("<!-- end of rules -->").expect("docs/checks.md has no `<!-- end of rules -->`");
    expect("docs/checks.md", &format!("{before}<!-- rules -->\n{table}<!-- end of rules -->{after}"));
}

#[test]
fn the_table_of_keys_is_the_program_s() {
    let keymap = Keymap::new(&config::read(None).unwrap().keys).unwrap();
    let mut table = String::from("| key | command | does |\n|---|---|---|\n");
    for command in commands::all().filter(|command| command.context == Context::Browse) {
        let keys: Vec<String> = keymap
            .keys(Context::Browse, command.name)
            .iter()
            .map(|key| format!("`{}`", key.to_string().replace('|', "\\|")))
            .collect();
        table += &format!("| {} | {} | {} |\n", keys.join(" "), command.name, command.says.say(Lang::En));
    }
    rewrite_readme(|readme| {
        let (before, rest) = readme.split_once("<!-- keys -->\n").expect("README.md has no `<!-- keys -->`");
        let (_, after) = rest.split_once("<!-- end of keys -->").expect("README.md has no `<!-- end of keys -->`");
        format!("{before}<!-- keys -->\n{table}<!-- end of keys -->{after}")
    });
}

/// A cell's width and height in the picture.
const CELL: (u16, u16) = (9, 18);

/// The buffer as a picture. Every glyph stands at its own cell, whatever font the viewer has.
fn svg(buffer: &Buffer) -> String {
    let (width, height) = (buffer.area.width * CELL.0, buffer.area.height * CELL.1);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"ui-monospace, 'DejaVu Sans Mono', 'Noto Sans Mono CJK TC', monospace\" font-size=\"15\">\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#1c1c1c\"/>\n"
    );
    for y in 0..buffer.area.height {
        for x in 0..buffer.area.width {
            let cell = &buffer[(x, y)];
            let symbol = cell.symbol();
            let (mut ink, mut ground) = (colour(cell.fg, "#d0d0d0"), colour(cell.bg, "#1c1c1c"));
            if cell.modifier.contains(Modifier::REVERSED) {
                std::mem::swap(&mut ink, &mut ground);
            }
            let wide = buffer.area.contains((x + 1, y).into()) && buffer[(x + 1, y)].symbol().is_empty();
            let (left, top) = (x * CELL.0, y * CELL.1);
            if ground != "#1c1c1c" && !symbol.is_empty() {
                let width = CELL.0 * if wide { 2 } else { 1 };
                out += &format!(
                    "<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{}\" fill=\"{ground}\"/>\n",
                    CELL.1
                );
            }
            if symbol.trim().is_empty() {
                continue;
            }
            let weight = if cell.modifier.contains(Modifier::BOLD) { " font-weight=\"bold\"" } else { "" };
            let dim = if cell.modifier.contains(Modifier::DIM) { " opacity=\"0.6\"" } else { "" };
            let glyph = symbol.replace('&', "&amp;").replace('<', "&lt;");
            let base = top + 14;
            out += &format!("<text x=\"{left}\" y=\"{base}\" fill=\"{ink}\"{weight}{dim}>{glyph}</text>\n");
        }
    }
    out + "</svg>\n"
}

fn colour(colour: Color, reset: &str) -> String {
    const ANSI: [&str; 16] = [
        "#000000", "#cd3131", "#3fae5a", "#d7af5f", "#5f87d7", "#af87d7", "#5fafaf", "#d0d0d0", "#767676", "#ff6b6b",
        "#87d787", "#ffd787", "#87afff", "#d7afff", "#87d7d7", "#ffffff",
    ];
    match colour {
        Color::Indexed(n @ 0..=15) => ANSI[n as usize].to_string(),
        Color::Indexed(n @ 16..=231) => {
            let level = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
            let n = n - 16;
            format!("#{:02x}{:02x}{:02x}", level(n / 36), level(n / 6 % 6), level(n % 6))
        }
        Color::Indexed(n) => format!("#{0:02x}{0:02x}{0:02x}", 8 + 10 * (n - 232)),
        Color::Rgb(r, g, b) => format!("#{r:02x}{g:02x}{b:02x}"),
        _ => reset.to_string(),
    }
}

#[test]
fn the_outline_is_what_is_printed() {
    let mut printed = Vec::new();
    annals::cli::outline::print(&Archive::read(sample::texts()), Lang::En, &mut printed).unwrap();
    let first: String = String::from_utf8(printed).unwrap().lines().take(4).map(|line| format!("{line}\n")).collect();
    rewrite_readme(|readme| {
        let (before, rest) = readme.split_once("$ annals data | head -n 4\n").unwrap();
        let (_, after) = rest.split_once("```").unwrap();
        format!("{before}$ annals data | head -n 4\n{first}```{after}")
    });
}
