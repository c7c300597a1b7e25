//! How things look, by what they are. Meaning never hangs on colour alone: a sign or an attribute carries it too.

use crate::app::mode::Mode;
use crate::ui::signs;
use crate::ui::signs::Signs;
use ratatui::style::Color;
use ratatui::style::Modifier;
use ratatui::style::Style;

/// How many colours there are to draw with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    /// None: bold, reverse, underline and dim alone.
    None,
    /// The terminal's sixteen.
    Ansi16,
    /// The 256 of xterm.
    Ansi256,
    /// Any.
    True,
}

impl Colours {
    /// The words of the configuration; `auto` leaves it to the environment.
    pub const NAMES: &[(&str, Option<Colours>)] = &[
        ("auto", None),
        ("none", Some(Colours::None)),
        ("16", Some(Colours::Ansi16)),
        ("256", Some(Colours::Ansi256)),
        ("true", Some(Colours::True)),
    ];

    /// What the configuration says, else the environment: a `NO_COLOR` that is not empty (no-color.org), `TERM`,
    /// `COLORTERM`.
    pub fn detect(setting: Option<Colours>, variable: impl Fn(&str) -> Option<String>) -> Colours {
        let value = |name: &str| variable(name).unwrap_or_default();
        if let Some(colours) = setting {
            return colours;
        }
        let term = value("TERM");
        if !value("NO_COLOR").is_empty() || term == "dumb" {
            return Colours::None;
        }
        if matches!(value("COLORTERM").as_str(), "truecolor" | "24bit") {
            return Colours::True;
        }
        if term.ends_with("-256color") { Colours::Ansi256 } else { Colours::Ansi16 }
    }
}

/// The words of the configuration for the theme: whether it is the light one; `auto` leaves it to the environment.
pub const THEMES: &[(&str, Option<bool>)] = &[("auto", None), ("dark", Some(false)), ("light", Some(true))];

/// The words of the configuration for borders.
pub const BORDERS: &[(&str, &Signs)] = &[("line", &signs::LINE), ("ascii", &signs::ASCII)];

/// Whether to take the light theme: what the configuration says, else `COLORFGBG`, whose last part is the background as
/// one of the sixteen colours. Light are white (7) and the bright ones (from 9; 8 is dark grey).
pub fn is_light(setting: Option<bool>, variable: impl Fn(&str) -> Option<String>) -> bool {
    setting.unwrap_or_else(|| {
        let background = variable("COLORFGBG").and_then(|value| value.rsplit(';').next()?.parse::<u8>().ok());
        matches!(background, Some(7 | 9..=15))
    })
}

/// A style for everything that is drawn. The text and the ground below it stay what the terminal's owner chose.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is what its name says; those that are not are documented")]
pub struct Theme {
    pub signs: &'static Signs,
    /// What can be passed over: counts, hints, values of another record.
    pub dim: Style,
    pub border: Style,
    pub border_focused: Style,
    pub title: Style,
    pub title_focused: Style,
    /// A heading in a list, the years above the metrics.
    pub heading: Style,
    /// A field's name.
    pub label: Style,
    /// The chosen row of the pane that has the focus, and of those that have not.
    pub chosen: Style,
    pub chosen_elsewhere: Style,
    /// What was looked for.
    pub hit: Style,
    pub good: Style,
    pub bad: Style,
    pub warning: Style,
    pub added: Style,
    pub removed: Style,
    pub marked: Style,
    pub unsaved: Style,
    /// The selection in a text being edited.
    pub selection: Style,
    /// A key in a hint.
    pub key: Style,
    mode_browse: Style,
    mode_typing: Style,
    mode_edit: Style,
    mode_ask: Style,
}

impl Theme {
    /// The light or dark theme in as many colours as there are.
    pub fn new(light: bool, colours: Colours, signs: &'static Signs) -> Theme {
        let plain = Style::new();
        // Each colour is given as one of the sixteen and as one of the 256, for the dark theme and for the light one.
        let ink = |dark: (Color, u8), bright: (Color, u8)| {
            let (ansi, index) = if light { bright } else { dark };
            match colours {
                Colours::None => plain,
                Colours::Ansi16 => plain.fg(ansi),
                Colours::Ansi256 => plain.fg(Color::Indexed(index)),
                Colours::True => plain.fg(rgb(index)),
            }
        };
        // Shades of grey. The sixteen have none that every palette can show on its ground, so attributes do.
        let grey = |dark: u8, bright: u8, otherwise: Style| match colours {
            Colours::None | Colours::Ansi16 => otherwise,
            Colours::Ansi256 | Colours::True => ink((Color::Reset, dark), (Color::Reset, bright)),
        };
        let ground = |dark: u8, bright: u8, otherwise: Style| match grey(dark, bright, otherwise).fg {
            Some(shade) => plain.bg(shade),
            None => otherwise,
        };
        let bold = plain.add_modifier(Modifier::BOLD);
        let dim = plain.add_modifier(Modifier::DIM);
        let reverse = plain.add_modifier(Modifier::REVERSED);
        let loud = |style: Style| style.add_modifier(Modifier::BOLD);
        let accent = ink((Color::Cyan, 80), (Color::Blue, 25));
        let good = ink((Color::Green, 114), (Color::Green, 28));
        let bad = ink((Color::LightRed, 203), (Color::Red, 160));
        let warning = ink((Color::Yellow, 215), (Color::Magenta, 130));
        Theme {
            signs,
            dim: grey(246, 242, dim),
            border: grey(240, 249, dim),
            border_focused: loud(accent),
            title: plain,
            title_focused: loud(accent),
            heading: bold,
            label: ink((Color::Cyan, 109), (Color::Blue, 24)),
            chosen: loud(ground(238, 252, reverse)),
            chosen_elsewhere: ground(236, 254, bold),
            hit: loud(ink((Color::Yellow, 221), (Color::Magenta, 130))).add_modifier(Modifier::UNDERLINED),
            good,
            bad: loud(bad),
            warning: loud(warning),
            added: good,
            removed: if colours == Colours::None { dim } else { bad },
            marked: loud(ink((Color::Magenta, 176), (Color::Magenta, 90))),
            unsaved: loud(warning),
            selection: reverse,
            key: bold,
            mode_browse: loud(accent.patch(reverse)),
            mode_typing: loud(warning.patch(reverse)),
            mode_edit: loud(good.patch(reverse)),
            mode_ask: loud(bad.patch(reverse)),
        }
    }

    /// The word that names the mode.
    pub fn mode(&self, mode: &Mode) -> Style {
        match mode {
            Mode::Page(page) if page.is_typing => self.mode_typing,
            Mode::Browse | Mode::List(_) | Mode::Trend(_) | Mode::Page(_) => self.mode_browse,
            Mode::Find(..) | Mode::Filter(..) => self.mode_typing,
            Mode::Edit(_) => self.mode_edit,
            Mode::Ask(_) => self.mode_ask,
        }
    }
}

/// The colour that xterm shows for one of its 256: six levels of each of red, green and blue from 16 on, greys from 232
/// on. Said so, it stays that colour in a terminal whose palette is another.
fn rgb(index: u8) -> Color {
    let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
    match index {
        // The sixteen are whatever the terminal makes them.
        0..16 => Color::Indexed(index),
        16..232 => {
            let cube = index - 16;
            Color::Rgb(level(cube / 36), level(cube / 6 % 6), level(cube % 6))
        }
        232.. => {
            let grey = 8 + 10 * (index - 232);
            Color::Rgb(grey, grey, grey)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(set: &[(&str, &str)], name: &str) -> Option<String> {
        set.iter().find(|(key, _)| *key == name).map(|(_, value)| value.to_string())
    }

    #[test]
    fn colours_by_setting_and_environment() {
        let check = |setting: Option<Colours>, set: &[(&str, &str)], expected: Colours| {
            assert_eq!(Colours::detect(setting, |name| find(set, name)), expected, "{setting:?} {set:?}");
        };
        check(None, &[], Colours::Ansi16);
        check(None, &[("TERM", "xterm-256color")], Colours::Ansi256);
        check(None, &[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")], Colours::True);
        check(None, &[("TERM", "xterm"), ("COLORTERM", "24bit")], Colours::True);
        check(None, &[("TERM", "xterm"), ("COLORTERM", "yes")], Colours::Ansi16);
        check(None, &[("TERM", "dumb"), ("COLORTERM", "truecolor")], Colours::None);
        check(None, &[("TERM", "xterm-256color"), ("NO_COLOR", "1")], Colours::None);
        check(None, &[("TERM", "xterm-256color"), ("NO_COLOR", "")], Colours::Ansi256);
        check(Some(Colours::Ansi256), &[("NO_COLOR", "1")], Colours::Ansi256);
        check(Some(Colours::None), &[("COLORTERM", "truecolor")], Colours::None);
    }

    #[test]
    fn the_theme_by_setting_and_environment() {
        let check = |setting: Option<bool>, value: &str, expected: bool| {
            let light = is_light(setting, |name| find(&[("COLORFGBG", value)], name));
            assert_eq!(light, expected, "{setting:?} {value:?}");
        };
        check(None, "", false);
        check(None, "15;0", false);
        check(None, "0;15", true);
        check(None, "0;default;7", true);
        check(None, "7;8", false);
        check(None, "15;default", false);
        check(Some(true), "15;0", true);
        check(Some(false), "0;15", false);
    }

    #[test]
    fn xterm_colours() {
        assert_eq!(rgb(16), Color::Rgb(0, 0, 0));
        assert_eq!(rgb(114), Color::Rgb(135, 215, 135));
        assert_eq!(rgb(231), Color::Rgb(255, 255, 255));
        assert_eq!(rgb(238), Color::Rgb(68, 68, 68));
        assert_eq!(rgb(255), Color::Rgb(238, 238, 238));
    }
}
