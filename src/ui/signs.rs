//! The signs of the interface: lines and symbols, in a set for terminals that draw them and one of ASCII alone.

/// What is drawn besides words and data. Each sign is one cell wide where characters of ambiguous width are.
#[derive(Debug, PartialEq, Eq)]
pub struct Signs {
    /// The line that has these arms, of [`UP`], [`DOWN`], [`LEFT`] and [`RIGHT`].
    pub lines: [&'static str; 16],
    /// Stands where a text was cut off.
    pub more: &'static str,
    /// Before the chosen row, and before what is typed into a list.
    pub cursor: &'static str,
    /// Before a category whose subtree shows.
    pub open: &'static str,
    /// Before a category whose subtree is hidden.
    pub closed: &'static str,
    /// Before a marked item.
    pub marked: &'static str,
    /// Behind a count of metrics.
    pub metric: &'static str,
    /// Something is wrong here.
    pub flaw: &'static str,
    /// The source is cut off here.
    pub partial: &'static str,
    /// A value that is not there.
    pub gap: &'static str,
    /// Before a value that its entries come to.
    pub derived: &'static str,
    /// A part of a bar.
    pub bar: &'static str,
    /// A field that is not there.
    pub absent: &'static str,
    /// Between a year and a later one.
    pub arrow: &'static str,
    /// A value that grew.
    pub up: &'static str,
    /// A value that fell.
    pub down: &'static str,
    /// A target that is reached.
    pub met: &'static str,
    /// A target that is missed.
    pub missed: &'static str,
    /// Before a target that is to be reached.
    pub at_least: &'static str,
    /// Before a target that is not to be passed.
    pub at_most: &'static str,
    /// Something is not on disk.
    pub unsaved: &'static str,
    /// Around the year that shows.
    pub brackets: [&'static str; 2],
    /// Between parts of a title.
    pub dot: &'static str,
    /// The end of a bar that stands, in eighths of a row, from one to all.
    pub eighths: [&'static str; 8],
    /// The end of a bar that hangs, in halves of a row: a little, half, all.
    pub hanging: [&'static str; 3],
    /// A figure small among others, from the least to the greatest.
    pub levels: &'static [&'static str],
    /// A figure on a line.
    pub point: &'static str,
    /// The line of a target.
    pub aim: &'static str,
    /// A year without records.
    pub no_report: &'static str,
    /// A grade, where only figures have a place.
    pub grade: &'static str,
    /// A metric without a value, where there is one cell to say so.
    pub no_value: &'static str,
    /// A figure that is counted in something else.
    pub other_unit: &'static str,
}

/// A line that leads up; [`DOWN`], [`LEFT`] and [`RIGHT`] likewise. Or them together.
pub const UP: usize = 1;
#[allow(missing_docs, reason = "said at UP")]
pub const DOWN: usize = 2;
#[allow(missing_docs, reason = "said at UP")]
pub const LEFT: usize = 4;
#[allow(missing_docs, reason = "said at UP")]
pub const RIGHT: usize = 8;

/// Line drawing and symbols that any Unicode font for terminals has.
pub const LINE: Signs = Signs {
    lines: [" ", "╵", "╷", "│", "╴", "┘", "┐", "┤", "╶", "└", "┌", "├", "─", "┴", "┬", "┼"],
    more: "…",
    cursor: "›",
    open: "▾",
    closed: "▸",
    marked: "✓",
    metric: "▪",
    flaw: "⚠",
    partial: "⋯",
    gap: "—",
    derived: "Σ ",
    bar: "▇",
    absent: "·",
    arrow: "→",
    up: "▲",
    down: "▼",
    met: "✓",
    missed: "✗",
    at_least: "≥",
    at_most: "≤",
    unsaved: "●",
    brackets: ["‹", "›"],
    dot: "·",
    eighths: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
    hanging: ["▔", "▀", "█"],
    levels: &["▁", "▂", "▃", "▄", "▅", "▆", "▇"],
    point: "●",
    aim: "┄",
    no_report: "×",
    grade: "※",
    no_value: "—",
    other_unit: "≠",
};

/// ASCII alone.
pub const ASCII: Signs = Signs {
    lines: [" ", "|", "|", "|", "-", "+", "+", "+", "-", "+", "+", "+", "-", "+", "+", "+"],
    more: "~",
    cursor: ">",
    open: "v",
    closed: ">",
    marked: "*",
    metric: "#",
    flaw: "!",
    partial: "~",
    gap: "--",
    derived: "= ",
    bar: "#",
    absent: ".",
    arrow: ">",
    up: "^",
    down: "v",
    met: "+",
    missed: "x",
    at_least: ">=",
    at_most: "<=",
    unsaved: "*",
    brackets: ["<", ">"],
    dot: "-",
    eighths: ["_", "_", "_", "_", "#", "#", "#", "#"],
    hanging: ["'", "#", "#"],
    levels: &["_", "-", "^"],
    point: "o",
    aim: "=",
    no_report: "x",
    grade: "\"",
    no_value: "-",
    other_unit: "?",
};

impl Signs {
    /// The arms of a line; none for anything else. A crossing of ASCII does not tell which arms it has, so it has all
    /// that it can have.
    pub fn arms(&self, symbol: &str) -> usize {
        let alike = self.lines.iter().enumerate().filter(|(_, line)| **line == symbol);
        alike.fold(0, |all, (arms, _)| all | arms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_tells_its_arms() {
        for (arms, line) in LINE.lines.iter().enumerate() {
            assert_eq!(LINE.arms(line), arms, "{line}");
        }
        for line in ASCII.lines {
            assert_eq!(ASCII.lines[ASCII.arms(line)], line);
        }
    }
}
