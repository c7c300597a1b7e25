//! What is wrong with a file, where, and what to do about it. A problem hides nothing: the rest is shown.

use crate::lang::Lang;
use crate::lang::Words;
use crate::lang::words;
use crate::store::edit::Place;
use crate::store::source::Walk;
use crate::store::tree::crowd::MAX_TOKENS;
use crate::store::unreadable::ReadProblem;
use std::path::Path;
use std::path::PathBuf;

/// Something wrong at a place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, by its path below the archive.
    pub path: PathBuf,
    /// Line, from 1; 0 where the problem is of the whole file.
    pub line: usize,
    /// Column in characters, from 1; 0 where the problem is of the whole file.
    pub column: usize,
    /// The byte of the file's text.
    pub at: usize,
    /// The record or metric that has it; none where it is of no record.
    pub place: Option<Place>,
    /// What is wrong.
    pub flaw: Flaw,
}

/// What can be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is told in words by `Flaw::describe`")]
pub enum Flaw {
    Syntax(String),
    Unreadable(ReadProblem),
    Crowded,
    NoPermission,
    AskedReadOnly,
    Sample,
    YearMissing,
    Year(String),
    Figure(String),
    Date(String),
    On(String),
    OnMissing,
    Total(String),
    Backwards(String),
    Type(String, Words),
    Duplicate(String, String),
    Category(String),
    Id(String),
    Calendar(String),
    Better(String),
}

impl Problem {
    /// A problem at a byte of a text, which is being walked through.
    pub fn at(path: &Path, walk: &mut Walk, byte: usize, flaw: Flaw) -> Problem {
        let (line, column) = walk.to(byte);
        Problem { path: path.to_path_buf(), line, column, at: byte, place: None, flaw }
    }

    /// The same as that of a record or metric.
    pub fn of(self, place: Place) -> Problem {
        Problem { place: Some(place), ..self }
    }

    /// A problem of a file as a whole.
    pub fn of_file(path: &Path, flaw: Flaw) -> Problem {
        Problem { path: path.to_path_buf(), line: 0, column: 0, at: 0, place: None, flaw }
    }

    /// `file:line:column: what is wrong; what to do`, on one line.
    pub fn describe(&self, lang: Lang) -> String {
        let path = self.path.display();
        match self.line {
            0 => format!("{path}: {}", self.flaw.describe(lang)),
            line => format!("{path}:{line}:{}: {}", self.column, self.flaw.describe(lang)),
        }
    }
}

impl Flaw {
    /// Whether the file may not be written: what cannot be read whole must not be replaced, and some are not to be.
    pub fn locks(&self) -> bool {
        self.hides() || matches!(self, Flaw::NoPermission | Flaw::AskedReadOnly | Flaw::Sample)
    }

    /// Whether something of the file may not be shown for it.
    pub fn hides(&self) -> bool {
        matches!(self, Flaw::Syntax(_) | Flaw::Unreadable(_) | Flaw::Crowded)
    }

    /// What is wrong and what to do, without the file's name.
    pub fn describe(&self, lang: Lang) -> String {
        let say = |words: Words, parts: &[&str]| words.fill(lang, parts);
        match self {
            Flaw::Syntax(message) => say(words::FLAW_SYNTAX, &[message]),
            Flaw::Unreadable(problem) => problem.describe(lang),
            Flaw::Crowded => say(words::safe::FLAW_CROWDED, &[&MAX_TOKENS.to_string()]),
            Flaw::NoPermission => say(words::FLAW_NO_PERMISSION, &[]),
            Flaw::AskedReadOnly => say(words::FLAW_ASKED_READ_ONLY, &[]),
            Flaw::Sample => say(words::FLAW_SAMPLE, &[]),
            Flaw::YearMissing => say(words::FLAW_YEAR_MISSING, &[]),
            Flaw::Year(raw) => say(words::FLAW_YEAR, &[raw]),
            Flaw::Figure(raw) => say(words::FLAW_FIGURE, &[raw]),
            Flaw::Date(raw) => say(words::FLAW_DATE, &[raw]),
            Flaw::On(raw) => say(words::FLAW_ON, &[raw]),
            Flaw::OnMissing => say(words::FLAW_ON_MISSING, &[]),
            Flaw::Total(raw) => say(words::FLAW_TOTAL, &[raw]),
            Flaw::Backwards(raw) => say(words::FLAW_BACKWARDS, &[raw]),
            Flaw::Type(key, wanted) => say(words::FLAW_TYPE, &[key, wanted.say(lang)]),
            Flaw::Duplicate(id, first) => say(words::FLAW_DUPLICATE, &[id, first]),
            Flaw::Category(id) => say(words::FLAW_CATEGORY, &[id]),
            Flaw::Id(id) => say(words::FLAW_ID, &[id]),
            Flaw::Calendar(raw) => say(words::FLAW_CALENDAR, &[raw]),
            Flaw::Better(raw) => say(words::FLAW_BETTER, &[raw]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flaws_in_both_languages() {
        let (a, at) = (|| "x".to_string(), || "a.toml:1".to_string());
        for (flaw, locks) in [
            (Flaw::Syntax(a()), true),
            (Flaw::Unreadable(ReadProblem::Gone), true),
            (Flaw::Crowded, true),
            (Flaw::NoPermission, true),
            (Flaw::AskedReadOnly, true),
            (Flaw::Sample, true),
            (Flaw::YearMissing, false),
            (Flaw::Year(a()), false),
            (Flaw::Figure(a()), false),
            (Flaw::Date(a()), false),
            (Flaw::On(a()), false),
            (Flaw::OnMissing, false),
            (Flaw::Total(a()), false),
            (Flaw::Backwards(a()), false),
            (Flaw::Type(a(), words::TYPE_FLAG), false),
            (Flaw::Duplicate(a(), at()), false),
            (Flaw::Category(a()), false),
            (Flaw::Id(a()), false),
            (Flaw::Calendar(a()), false),
            (Flaw::Better(a()), false),
        ] {
            assert_eq!(flaw.locks(), locks, "{flaw:?}");
            let problem = Problem::of_file(Path::new("110/a.toml"), flaw);
            let (en, zh) = (problem.describe(Lang::En), problem.describe(Lang::Zh));
            assert_ne!(en, zh);
            assert!(!zh.is_ascii(), "{zh}");
            for text in [en, zh] {
                let told = text.strip_prefix("110/a.toml: ").unwrap();
                assert!(!told.is_empty() && text.lines().count() == 1 && !text.contains(['{', '}']), "{text}");
                assert!(!told.contains("110/a.toml"), "{text}");
            }
        }
    }
}
