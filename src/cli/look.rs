//! How answers look to a person: in colour or not, with which signs, how wide.

use crate::safe::Safe;
use std::ops::Range;

/// How answers look.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Whether there is colour.
    pub colour: bool,
    /// What is drawn besides words and data.
    pub signs: &'static Signs,
    /// The cells of a line; none where nothing limits them.
    pub width: Option<usize>,
    /// The cells that a text takes.
    pub cells: Cells,
    /// Breaks a text into rows of so many cells, which are counted so: the bytes of each.
    pub rows: fn(&str, usize, Cells) -> Vec<Range<usize>>,
}

/// How many cells a text takes.
pub type Cells = fn(&str) -> usize;

/// What is drawn besides words and data.
#[derive(Debug)]
pub struct Signs {
    /// A value that is not there.
    pub gap: &'static str,
    /// Stands where a text was cut off.
    pub more: &'static str,
    /// Between a value and a later one.
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
    /// Between parts of a line.
    pub dot: &'static str,
    /// Before what was asked for.
    pub here: &'static str,
    /// A full cell of a bar.
    pub bar: &'static str,
    /// The last cell of a bar in steps of equal size, the shortest first; a bar's end is rounded to such a step.
    pub ends: &'static [&'static str],
    /// Where bars begin.
    pub axis: &'static str,
}

/// Signs that any Unicode font for terminals has.
pub const LINE: Signs = Signs {
    gap: "—",
    more: "…",
    arrow: "→",
    up: "▲",
    down: "▼",
    met: "✓",
    missed: "✗",
    at_least: "≥",
    at_most: "≤",
    dot: "·",
    here: "›",
    bar: "█",
    ends: &["▏", "▎", "▍", "▌", "▋", "▊", "▉"],
    axis: "│",
};

/// Signs of ASCII alone.
pub const ASCII: Signs = Signs {
    gap: "-",
    more: "...",
    arrow: "->",
    up: "^",
    down: "v",
    met: "ok",
    missed: "x",
    at_least: ">=",
    at_most: "<=",
    dot: "-",
    here: ">",
    bar: "#",
    ends: &[],
    axis: "|",
};

impl Look {
    /// How answers look that a program reads, or that nothing is known of.
    pub fn plain() -> Look {
        Look { colour: false, signs: &ASCII, width: None, cells: |text| Safe::new(text).width(), rows: lines }
    }
}

/// The lines of a text as they are, however long.
fn lines(text: &str, _: usize, _: Cells) -> Vec<Range<usize>> {
    let mut start = 0;
    text.split('\n')
        .map(|line| {
            let range = start..start + line.len();
            start = range.end + 1;
            range
        })
        .collect()
}

/// Whether to write in colour: as `--color` says (`always`, `never`), else as the environment does, by the rules of
/// no-color.org and bixense.com/clicolors: `NO_COLOR` forbids, `CLICOLOR_FORCE` demands, `CLICOLOR=0` and a dumb terminal
/// have none, and else a terminal has some.
pub fn is_coloured(asked: &str, on_terminal: bool, variable: impl Fn(&str) -> Option<String>) -> bool {
    let set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
    let is = |name: &str, value: &str| variable(name).is_some_and(|own| own == value);
    match asked {
        "always" => true,
        "never" => false,
        _ if set("NO_COLOR") => false,
        _ if set("CLICOLOR_FORCE") && !is("CLICOLOR_FORCE", "0") => true,
        _ => on_terminal && !is("CLICOLOR", "0") && !is("TERM", "dumb"),
    }
}

/// Whether text goes out in an encoding that has more than ASCII: what the first of `LC_ALL`, `LC_CTYPE` and `LANG` that is
/// not empty says.
pub fn is_unicode(variable: impl Fn(&str) -> Option<String>) -> bool {
    let set = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(variable).find(|value| !value.is_empty());
    let locale = set.unwrap_or_default().to_ascii_lowercase();
    locale.contains("utf-8") || locale.contains("utf8")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(set: &str) -> impl Fn(&str) -> Option<String> {
        let pairs: Vec<(String, String)> = set
            .split_whitespace()
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name.to_string(), value.to_string()))
            .collect();
        move |name| pairs.iter().find(|(own, _)| own == name).map(|(_, value)| value.clone())
    }

    #[test]
    fn who_decides_on_colour() {
        for (asked, terminal, set, expected) in [
            ("auto", true, "", true),
            ("auto", false, "", false),
            ("auto", true, "NO_COLOR=1", false),
            ("auto", true, "NO_COLOR=", true),
            ("auto", false, "CLICOLOR_FORCE=1", true),
            ("auto", false, "CLICOLOR_FORCE=0", false),
            ("auto", false, "CLICOLOR_FORCE=1 NO_COLOR=1", false),
            ("auto", true, "CLICOLOR=0", false),
            ("auto", false, "CLICOLOR=1", false),
            ("auto", true, "TERM=dumb", false),
            ("always", false, "NO_COLOR=1", true),
            ("never", true, "CLICOLOR_FORCE=1", false),
        ] {
            assert_eq!(is_coloured(asked, terminal, environment(set)), expected, "{asked} {terminal} {set}");
        }
    }

    #[test]
    fn the_locale_decides_on_signs() {
        for (set, expected) in [
            ("", false),
            ("LANG=C", false),
            ("LANG=C.UTF-8", true),
            ("LANG=zh_TW.utf8", true),
            ("LANG=zh_TW.UTF-8 LC_ALL=C", false),
            ("LANG=C LC_CTYPE=UTF-8", true),
            ("LANG=zh_TW.Big5", false),
        ] {
            assert_eq!(is_unicode(environment(set)), expected, "{set}");
        }
    }
}
