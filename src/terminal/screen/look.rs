//! The style of a cell as the terminal's SGR state, and the shortest way from one to another.

use ratatui::buffer::Cell;
use ratatui::style::Color;
use ratatui::style::Modifier;

/// The modifiers drawn, with the number that sets each and the one that takes it away. Bold and dim share the latter.
const MODIFIERS: &[(Modifier, u8, u8)] = &[
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::REVERSED, 7, 27),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// The modifiers by which a blank shows ink.
const INKED: Modifier = Modifier::REVERSED.union(Modifier::UNDERLINED).union(Modifier::CROSSED_OUT);

/// Colours and modifiers in force; the default is what SGR 0 sets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    foreground: Color,
    background: Color,
    modifier: Modifier,
}

impl Look {
    pub(super) fn of(cell: &Cell) -> Look {
        Look { foreground: cell.fg, background: cell.bg, modifier: cell.modifier }
    }

    /// Whether a blank in this look shows the same as in that one: without a line through it, and not reversed, it has
    /// no ink.
    pub(super) fn is_like_on_blank(self, other: Look) -> bool {
        self == other || self.background == other.background && !(self.modifier | other.modifier).intersects(INKED)
    }

    /// What changes `from` (`None`: anything may be in force) into this one: only the differences, or all anew where
    /// that is shorter.
    pub(super) fn change(self, from: Option<Look>) -> String {
        if from == Some(self) {
            return String::new();
        }
        let anew = match self.difference(Look::default()).as_str() {
            "" => "\x1b[m".to_string(),
            parameters => format!("\x1b[0{parameters}m"),
        };
        let change = from.map(|from| match self.difference(from).split_at_checked(1) {
            Some((_, parameters)) => format!("\x1b[{parameters}m"),
            // They differ only in what is not drawn, such as blinking.
            None => String::new(),
        });
        change.filter(|change| change.len() <= anew.len()).unwrap_or(anew)
    }

    /// A look in which a blank shows as in this one, and what changes `from` into it. The ink in force may stay, which
    /// spares a change now and one back.
    pub(super) fn change_on_blank(self, from: Option<Look>) -> (Look, String) {
        let whole = self.change(from);
        let kept = from.filter(|_| !self.modifier.intersects(INKED)).map(|from| Look {
            background: self.background,
            modifier: from.modifier - INKED,
            ..from
        });
        match kept.map(|kept| (kept, kept.change(from))) {
            Some((kept, change)) if change.len() <= whole.len() => (kept, change),
            _ => (self, whole),
        }
    }

    /// The SGR parameters that lead from `from` here, each with a `;` before it.
    fn difference(self, from: Look) -> String {
        let gone = from.modifier - self.modifier;
        let weight = Modifier::BOLD | Modifier::DIM;
        // 22 takes bold and dim away together, so the one that stays is set again.
        let kept = from.modifier - if gone.intersects(weight) { gone | weight } else { gone };
        let mut parameters = String::new();
        for (_, _, off) in MODIFIERS.iter().filter(|(modifier, ..)| gone.contains(*modifier)) {
            parameters.push_str(&format!(";{off}"));
        }
        for (_, on, _) in MODIFIERS.iter().filter(|(modifier, ..)| (self.modifier - kept).contains(*modifier)) {
            parameters.push_str(&format!(";{on}"));
        }
        if self.foreground != from.foreground {
            parameters.push_str(&color(self.foreground, 30));
        }
        if self.background != from.background {
            parameters.push_str(&color(self.background, 40));
        }
        parameters
    }
}

/// The parameter of a colour, `;` first; `base` is 30 for the foreground and 40 for the background.
fn color(color: Color, base: u8) -> String {
    let named = |n: u8| format!(";{}", base + n);
    let bright = |n: u8| format!(";{}", base + 60 + n);
    match color {
        Color::Reset => named(9),
        Color::Black => named(0),
        Color::Red => named(1),
        Color::Green => named(2),
        Color::Yellow => named(3),
        Color::Blue => named(4),
        Color::Magenta => named(5),
        Color::Cyan => named(6),
        Color::Gray => named(7),
        Color::DarkGray => bright(0),
        Color::LightRed => bright(1),
        Color::LightGreen => bright(2),
        Color::LightYellow => bright(3),
        Color::LightBlue => bright(4),
        Color::LightMagenta => bright(5),
        Color::LightCyan => bright(6),
        Color::White => bright(7),
        Color::Indexed(n) => format!(";{};5;{n}", base + 8),
        Color::Rgb(r, g, b) => format!(";{};2;{r};{g};{b}", base + 8),
    }
}
