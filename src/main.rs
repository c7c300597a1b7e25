//! Arguments → configuration → archive → screen or subcommand → exit code. The one place that prints an error.

use annals::app::App;
use annals::app::event::Leave;
use annals::app::keymap::Keymap;
use annals::app::recover;
use annals::cli;
use annals::cli::args;
use annals::cli::args::Args;
use annals::cli::args::Wanted;
use annals::cli::outline;
use annals::cli::session::Session;
use annals::config;
use annals::config::Config;
use annals::config::ConfigError;
use annals::lang::Lang;
use annals::lang::words;
use annals::run;
use annals::run::End;
use annals::run::Face;
use annals::run::desk::Desk;
use annals::run::desk::Opening;
use annals::safe::Safe;
use annals::sample;
use annals::store::archive::Archive;
use annals::store::disk;
use annals::store::disk::problem::OpenError;
use annals::ui::layout::AMBIGUOUS;
use annals::ui::theme;
use annals::ui::theme::Colours;
use annals::ui::theme::Theme;
use etcetera::BaseStrategy;
use std::io;
use std::io::IsTerminal;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args = match args::read(std::env::args_os()) {
        Ok(args) => args,
        Err(told) => return tell_usage(&told),
    };
    match start(&args) {
        Ok(code) => code,
        // Whoever read the output has had enough of it.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            // In one piece, so that the words of several at once do not run into each other.
            let _ = io::stderr().write_all(format!("annals: {}\n", Safe::new(&error.to_string())).as_bytes());
            ExitCode::from(cli::WRONG)
        }
    }
}

/// Help and version go to standard output, with success; wrong use to standard error. Clap repeats what was typed, so its
/// words are made safe like any other.
fn tell_usage(told: &clap::Error) -> ExitCode {
    let text = told.render().to_string();
    let text: String = text.lines().map(|line| Safe::new(line).into_string() + "\n").collect();
    if told.use_stderr() {
        let _ = io::stderr().write_all(text.as_bytes());
        return ExitCode::from(cli::WRONG);
    }
    let _ = io::stdout().write_all(text.as_bytes());
    ExitCode::SUCCESS
}

fn start(args: &Args) -> io::Result<ExitCode> {
    let folders = etcetera::base_strategy::Xdg::new().map_err(io::Error::other)?;
    // Before the configuration is read, only the command line and the environment can tell the language.
    let named = args.language.as_deref().and_then(|own| Lang::NAMES.iter().find(|(name, _)| *name == own));
    let lang = named.map_or_else(|| Lang::of_environment(variable), |(_, lang)| *lang);
    let config = read_config(args, &folders.config_dir(), lang)?;
    let lang = language(&config, args).map_err(io::Error::other)?;
    let place = which_archive(args, &config, folders.home_dir());
    let drawn = io::stdout().is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb");
    match &args.wanted {
        Wanted::Screen => {
            let settings = Settings::of(&config).map_err(io::Error::other)?;
            if !drawn {
                let (_, opening) = open(place.as_deref(), None, true, lang)?;
                return print_outline(&Archive::read(opening.texts), lang);
            }
            let state = folders.state_dir().map(|state| state.join("annals"));
            let (desk, opening) = open(place.as_deref(), state.as_deref(), args.read_only, lang)?;
            show(desk, opening, settings, lang)
        }
        Wanted::Command(command, said) => {
            let mut out = io::BufWriter::new(io::stdout().lock());
            let on_terminal = io::stdout().is_terminal();
            let read_only = args.read_only;
            let words = &mut io::stderr();
            let mut session = Session { place, lang, read_only, out: &mut out, words, on_terminal };
            let status = (command.run)(said, &mut session)?;
            out.flush()?;
            Ok(ExitCode::from(status))
        }
    }
}

/// Opens the archive at `place`, or the built-in sample.
fn open(place: Option<&Path>, state: Option<&Path>, read_only: bool, lang: Lang) -> io::Result<(Desk, Opening)> {
    match place {
        Some(place) => Desk::open(place, state, read_only).map_err(|error| io::Error::other(error.describe(lang))),
        None => Ok((Desk::default(), Opening { texts: sample::texts(), ..Opening::default() })),
    }
}

/// The archive on the screen, until the person leaves.
fn show(desk: Desk, opening: Opening, settings: Settings, lang: Lang) -> io::Result<ExitCode> {
    let mut app = App::new(Archive::read(opening.texts), settings.keymap, lang);
    app.light = settings.light;
    app.room.cells = settings.cells;
    if let Some(recovered) = opening.recovered {
        recover::offer(&mut app, recovered);
    }
    if let Some(damaged) = opening.damaged.first() {
        app.complain(words::NOTE_DRAFT_DAMAGED, &[damaged]);
    }
    if let Some(copy) = opening.kept.first() {
        app.complain(words::NOTE_COPY_LEFT, &[&copy.display().to_string()]);
    }
    match run::run(app, desk, &settings.face)? {
        End::Quit => Ok(ExitCode::SUCCESS),
        End::Left(Leave::Hangup) => Ok(ExitCode::from(129)),
        End::Left(Leave::Signal(signal)) => Ok(ExitCode::from(128u8.saturating_add(u8::try_from(signal).unwrap_or(0)))),
    }
}

/// The archive that is named, else the configured one, else the one in the working folder; else none.
fn which_archive(args: &Args, config: &Config, home: &Path) -> Option<PathBuf> {
    let configured = || (!config.archive.value.is_empty()).then(|| home_path(&config.archive.value, home));
    let here = || Path::new("data").is_dir().then(|| PathBuf::from("data"));
    args.archive.clone().or_else(configured).or_else(here)
}

fn print_outline(archive: &Archive, lang: Lang) -> io::Result<ExitCode> {
    let mut errors = io::stderr().lock();
    for problem in &archive.problems {
        writeln!(errors, "annals: {}", Safe::new(&problem.describe(lang)))?;
    }
    let mut out = io::BufWriter::new(io::stdout().lock());
    outline::print(archive, lang, &mut out)?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// The user's configuration over the defaults. A file that was named must be there; the usual one may be missing.
fn read_config(args: &Args, folder: &Path, lang: Lang) -> io::Result<Config> {
    let path = args.config.clone().unwrap_or_else(|| folder.join("annals").join("config.toml"));
    let text = match disk::read_archive(&path) {
        Ok(opened) => opened
            .files
            .into_iter()
            .next()
            .map(|file| file.text)
            .transpose()
            .map_err(|problem| io::Error::other(format!("{}: {}", path.display(), problem.describe(lang))))?,
        Err(OpenError::Missing(_)) if args.config.is_none() => None,
        Err(OpenError::Missing(path)) => {
            let told = words::CONFIG_MISSING.fill(lang, &[&path.display().to_string()]);
            return Err(io::Error::other(told));
        }
        Err(error) => return Err(io::Error::other(error.describe(lang))),
    };
    let name = path.display().to_string();
    config::read(text.as_deref().map(|text| (name.as_str(), text))).map_err(io::Error::other)
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// `~/…` as a shell would read it, which no shell does for a configuration file.
fn home_path(path: &str, home: &Path) -> PathBuf {
    path.strip_prefix("~/").map_or_else(|| PathBuf::from(path), |below| home.join(below))
}

/// The interface's language: what the command line says, else the configuration, else the environment.
fn language(config: &Config, args: &Args) -> Result<Lang, ConfigError> {
    let mut language = config.language.clone();
    if let Some(own) = &args.language {
        language.value.clone_from(own);
        language.place = config::Place { file: "--language".to_string(), line: 1, column: 1 };
    }
    match language.value.as_str() {
        "auto" => Ok(Lang::of_environment(variable)),
        _ => language.one_of(Lang::NAMES),
    }
}

/// The configuration as the screen's owners understand it.
struct Settings {
    light: bool,
    cells: fn(&str) -> usize,
    keymap: Keymap,
    face: Face,
}

impl Settings {
    fn of(config: &Config) -> Result<Settings, ConfigError> {
        let colours = Colours::detect(config.colour.one_of(Colours::NAMES)?, variable);
        let signs = config.borders.one_of(theme::BORDERS)?;
        Ok(Settings {
            light: theme::is_light(config.theme.one_of(theme::THEMES)?, variable),
            cells: config.ambiguous_width.one_of(AMBIGUOUS)?,
            keymap: Keymap::new(&config.keys)?,
            face: Face {
                dark: Theme::new(false, colours, signs),
                light: Theme::new(true, colours, signs),
                mouse: config.mouse.one_of(&[("on", true), ("off", false)])?,
            },
        })
    }
}
