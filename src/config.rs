//! `config.toml` as strings, each with the place it stands at. What they mean is for their owners to say.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt;
use toml::Spanned;

/// The defaults, which are also the manual: the file at the project's root, compiled in.
pub const DEFAULTS: &str = include_str!("../config.toml");

/// The settings in force.
#[derive(Clone, Debug)]
pub struct Config {
    /// The archive to open; empty where none is set.
    pub archive: Setting,
    /// The interface's language.
    pub language: Setting,
    /// Dark or light.
    pub theme: Setting,
    /// How many colours.
    pub colour: Setting,
    /// How borders are drawn.
    pub borders: Setting,
    /// Cells of a character of ambiguous width.
    pub ambiguous_width: Setting,
    /// Whether the mouse is used.
    pub mouse: Setting,
    /// How Chinese can be found without an input method.
    pub phonetic: Setting,
    /// Questions kept under a name: the name and what is typed for it.
    pub views: Vec<(Setting, Setting)>,
    /// The keys of every command, defaults first, each command named once per context.
    pub keys: Vec<Binding>,
}

/// A text and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The text.
    pub value: String,
    /// Where it stands.
    pub place: Place,
    /// Whether the person says so, by their own file or on the command line.
    pub own: bool,
}

/// The keys of one command.
#[derive(Clone, Debug)]
pub struct Binding {
    /// `browse`, `edit` or `list`.
    pub context: Setting,
    /// The command's name.
    pub command: Setting,
    /// The keys as written.
    pub keys: Vec<Setting>,
    /// Whether the user's own file says so.
    pub own: bool,
}

/// A place in a configuration file; line and column count from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file's name as it is shown; an option's, on the command line.
    pub file: String,
    /// Line; 0 on the command line, which has none.
    pub line: usize,
    /// Column, in characters.
    pub column: usize,
}

/// What is wrong with a configuration, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// Where.
    pub place: Place,
    /// What, with the remedy, on one line.
    pub message: String,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => f.write_str(&self.file),
            line => write!(f, "{}:{line}:{}", self.file, self.column),
        }
    }
}

impl std::error::Error for ConfigError {}

impl Config {
    /// Every setting but the keys, by its name.
    pub fn settings(&self) -> [(&'static str, &Setting); 8] {
        [
            ("archive", &self.archive),
            ("language", &self.language),
            ("theme", &self.theme),
            ("colour", &self.colour),
            ("borders", &self.borders),
            ("ambiguous-width", &self.ambiguous_width),
            ("mouse", &self.mouse),
            ("phonetic", &self.phonetic),
        ]
    }
}

impl Setting {
    /// What an option on the command line says.
    pub fn said(option: &str, value: String) -> Setting {
        Setting { value, place: Place { file: option.to_string(), line: 0, column: 0 }, own: true }
    }

    /// Reads the text as one of the words that are allowed here.
    ///
    /// # Errors
    /// Says where the text stands and what may stand there.
    pub fn one_of<T: Copy>(&self, words: &[(&str, T)]) -> Result<T, ConfigError> {
        words.iter().find(|(word, _)| *word == self.value).map(|(_, meaning)| *meaning).ok_or_else(|| {
            let known: Vec<String> = words.iter().map(|(word, _)| format!("\"{word}\"")).collect();
            self.wrong(format!("\"{}\" is not known here; write {}", self.value, known.join(" or ")))
        })
    }

    /// An error about this text.
    pub fn wrong(&self, message: String) -> ConfigError {
        ConfigError { place: self.place.clone(), message }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    archive: Option<Spanned<String>>,
    language: Option<Spanned<String>>,
    theme: Option<Spanned<String>>,
    colour: Option<Spanned<String>>,
    borders: Option<Spanned<String>>,
    ambiguous_width: Option<Spanned<String>>,
    mouse: Option<Spanned<String>>,
    phonetic: Option<Spanned<String>>,
    #[serde(default)]
    views: BTreeMap<Spanned<String>, Spanned<String>>,
    #[serde(default)]
    keys: BTreeMap<Spanned<String>, Commands>,
}

/// The keys of a context's commands, by command.
type Commands = BTreeMap<Spanned<String>, Vec<Spanned<String>>>;

/// The defaults with `own` (the name and text of the user's file) laid over them.
///
/// # Errors
/// Says where the user's file is not TOML, or has a setting that does not exist.
pub fn read(own: Option<(&str, &str)>) -> Result<Config, ConfigError> {
    let mut config = parse("config.toml", DEFAULTS, None)?;
    for binding in &mut config.keys {
        binding.own = false;
    }
    match own {
        None => Ok(config),
        Some((name, text)) => parse(name, text, Some(config)),
    }
}

/// The longest configuration that is read, in bytes.
const MOST: usize = 64 << 10;

fn parse(name: &str, text: &str, below: Option<Config>) -> Result<Config, ConfigError> {
    if text.len() > MOST {
        let place = Place { file: name.to_string(), line: 1, column: 1 };
        let message = format!("{} bytes, more than the {MOST} that are read; is this a configuration?", text.len());
        return Err(ConfigError { place, message });
    }
    let place = |at: usize| {
        let before = text.get(..at).unwrap_or(text);
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        Place { file: name.to_string(), line: before.matches('\n').count() + 1, column }
    };
    let file: File = toml::from_str(text).map_err(|error| ConfigError {
        place: place(error.span().map_or(0, |span| span.start)),
        message: error.message().lines().collect::<Vec<_>>().join(", "),
    })?;
    let own = below.is_some();
    let setting = |spanned: &Spanned<String>| Setting {
        value: spanned.get_ref().clone(),
        place: place(spanned.span().start),
        own,
    };
    let mut keys = below.as_ref().map_or(Vec::new(), |below| below.keys.clone());
    for (context, commands) in &file.keys {
        for (command, bound) in commands {
            let binding = Binding {
                context: setting(context),
                command: setting(command),
                keys: bound.iter().map(setting).collect(),
                own: true,
            };
            keys.retain(|old| {
                (&old.context.value, &old.command.value) != (&binding.context.value, &binding.command.value)
            });
            keys.push(binding);
        }
    }
    let missing = |key: &str| ConfigError { place: place(0), message: format!("`{key}` is missing") };
    let pick = |key: &str, own: &Option<Spanned<String>>, below: Option<&Setting>| {
        own.as_ref().map(setting).or(below.cloned()).ok_or_else(|| missing(key))
    };
    let under = below.as_ref();
    Ok(Config {
        archive: pick("archive", &file.archive, under.map(|c| &c.archive))?,
        language: pick("language", &file.language, under.map(|c| &c.language))?,
        theme: pick("theme", &file.theme, under.map(|c| &c.theme))?,
        colour: pick("colour", &file.colour, under.map(|c| &c.colour))?,
        borders: pick("borders", &file.borders, under.map(|c| &c.borders))?,
        ambiguous_width: pick("ambiguous-width", &file.ambiguous_width, under.map(|c| &c.ambiguous_width))?,
        mouse: pick("mouse", &file.mouse, under.map(|c| &c.mouse))?,
        phonetic: pick("phonetic", &file.phonetic, under.map(|c| &c.phonetic))?,
        views: file.views.iter().map(|(name, query)| (setting(name), setting(query))).collect(),
        keys,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_whole() {
        let config = read(None).unwrap();
        assert_eq!(config.language.value, "auto");
        assert!(config.keys.iter().all(|binding| !binding.own));
        assert!(config.keys.len() > 80);
    }

    #[test]
    fn own_settings_lie_over_the_defaults() {
        let config = read(Some(("mine", "theme = \"light\"\n[keys.browse]\nquit = [\"x\"]\n"))).unwrap();
        assert_eq!((config.theme.value.as_str(), config.theme.place.line), ("light", 1));
        assert_eq!(config.language.value, "auto");
        let quit: Vec<&Binding> = config.keys.iter().filter(|binding| binding.command.value == "quit").collect();
        assert_eq!(
            read(Some(("mine", "[views]\nlate = \"target:missed\"\n"))).unwrap().views[0].1.value,
            "target:missed"
        );
        assert_eq!((quit.len(), quit[0].keys[0].value.as_str(), quit[0].own), (1, "x", true));
    }

    #[test]
    fn a_slip_is_told_with_its_place() {
        let check = |text: &str, told: &str| {
            let error = read(Some(("mine.toml", text))).err().map(|error| error.to_string()).unwrap_or_default();
            assert!(error.starts_with(told), "{text:?} gave {error:?}");
        };
        check("theme = \n", "mine.toml:1:9: ");
        check(&"#".repeat(MOST + 1), "mine.toml:1:1: 65537 bytes, more than the 65536 that are read");
        check("\nthem = \"dark\"\n", "mine.toml:2:1: unknown field `them`");
        check("theme = 3\n", "mine.toml:1:9: invalid type");
        check("[keys.browse]\nup = \"k\"\n", "mine.toml:2:6: invalid type");
        let theme = read(Some(("mine", "theme = \"drak\""))).unwrap().theme;
        let error = theme.one_of(&[("dark", 1), ("light", 2)]).unwrap_err();
        assert_eq!(error.to_string(), "mine:1:9: \"drak\" is not known here; write \"dark\" or \"light\"");
    }
}
