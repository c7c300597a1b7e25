//! The command line: what may be said, and what help says of it.

use clap::Arg;
use clap::ArgAction;
use clap::Command;
use clap::value_parser;
use std::path::PathBuf;

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Args {
    /// The archive: a folder or a file; none for the one that the configuration or the working folder has.
    pub archive: Option<PathBuf>,
    /// The configuration to read instead of the user's own.
    pub config: Option<PathBuf>,
    /// The interface's language, by its name in the configuration.
    pub language: Option<String>,
    /// Nothing is written: no file, no draft.
    pub read_only: bool,
}

/// The command line's definition, from which help comes too.
pub fn command() -> Command {
    Command::new("annals")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Keep records in a terminal: browse, find and edit TOML archives, byte for byte.")
        .after_help(
            "Without a terminal on standard output, the outline is printed with its counts.\n\
             Exit status: 0 done, 2 wrong use or an archive that cannot be opened, 128+n ended by signal n.",
        )
        .arg(
            Arg::new("archive")
                .value_name("DIR|FILE")
                .help("The archive to open [default: the configured one, else ./data, else a built-in sample]")
                .value_parser(value_parser!(PathBuf)),
        )
        .arg(
            Arg::new("config")
                .long("config")
                .value_name("FILE")
                .help("Read these settings, not $XDG_CONFIG_HOME/annals/config.toml")
                .value_parser(value_parser!(PathBuf)),
        )
        .arg(
            Arg::new("language")
                .long("language")
                .value_name("LANG")
                .help("The language of the interface: en, zh-TW or auto"),
        )
        .arg(
            Arg::new("read-only")
                .long("read-only")
                .short('R')
                .help("Write nothing: no file, no draft")
                .action(ArgAction::SetTrue),
        )
}

/// Reads the command line.
///
/// # Errors
/// Also for `--help` and `--version`, whose text the error carries, as clap has it.
pub fn read(words: impl IntoIterator<Item = std::ffi::OsString>) -> Result<Args, clap::Error> {
    let matches = command().try_get_matches_from(words)?;
    Ok(Args {
        archive: matches.get_one::<PathBuf>("archive").cloned(),
        config: matches.get_one::<PathBuf>("config").cloned(),
        language: matches.get_one::<String>("language").cloned(),
        read_only: matches.get_flag("read-only"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_to_meaning() {
        let read = |words: &[&str]| read(std::iter::once("annals").chain(words.iter().copied()).map(Into::into));
        assert_eq!(read(&[]).unwrap().archive, None);
        assert_eq!(
            read(&["data", "-R"]).unwrap(),
            Args { archive: Some("data".into()), config: None, language: None, read_only: true }
        );
        assert_eq!(read(&["--language", "en"]).unwrap().language.as_deref(), Some("en"));
        assert!(read(&["a", "b"]).is_err());
        assert!(read(&["--verison"]).unwrap_err().to_string().contains("--version"));
    }

    #[test]
    fn the_definition_is_sound() {
        command().debug_assert();
    }
}
