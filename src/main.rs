//! Arguments → configuration → archive → screen or subcommand → exit code. The one place that prints an error.

use annals::app::App;
use annals::app::event::Leave;
use annals::app::keymap::Keymap;
use annals::app::pick;
use annals::app::reading;
use annals::app::recover;
use annals::app::wrap;
use annals::cli;
use annals::cli::args;
use annals::cli::args::Args;
use annals::cli::args::Wanted;
use annals::cli::look;
use annals::cli::look::Look;
use annals::cli::outline;
use annals::cli::point::Excerpt;
use annals::cli::point::Pointed;
use annals::cli::session;
use annals::cli::session::Session;
use annals::config;
use annals::config::Config;
use annals::config::ConfigError;
use annals::config::Setting;
use annals::lang::Lang;
use annals::lang::words;
use annals::model::view::View;
use annals::run;
use annals::run::End;
use annals::run::Face;
use annals::run::desk::Desk;
use annals::run::desk::Opening;
use annals::run::first;
use annals::safe::Safe;
use annals::sample;
use annals::search::phonetic::Sounds;
use annals::store::archive::Archive;
use annals::store::disk;
use annals::store::disk::problem::OpenError;
use annals::store::unreadable::ReadProblem;
use annals::terminal::raw;
use annals::terminal::tty;
use annals::ui::layout::AMBIGUOUS;
use annals::ui::signs;
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
            let below = io::stderr().is_terminal().then(|| excerpt(&error)).flatten();
            let below = below.map_or(String::new(), |excerpt| excerpt.draw(raw::size().width.into(), wrap::cells));
            // In one piece, so that the words of several at once do not run into each other.
            let told = format!("annals: {}\n{below}", Safe::new(&error.to_string()));
            let _ = io::stderr().write_all(told.as_bytes());
            ExitCode::from(cli::WRONG)
        }
    }
}

/// The line that an error is about: of whatever file, or of the configuration.
fn excerpt(error: &io::Error) -> Option<Excerpt> {
    let inner = error.get_ref()?;
    if let Some(pointed) = inner.downcast_ref::<Pointed>() {
        return pointed.excerpt.clone();
    }
    let place = &inner.downcast_ref::<ConfigError>()?.place;
    let file = disk::read_file(Path::new(&place.file)).ok()?;
    Excerpt::of(&file.text.ok()?, place.line, place.column, 1)
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
    // Without a home there is neither a configuration nor a place for drafts. A home is an absolute path, as the folders
    // named beside it are (XDG Base Directory): another would mean another place in every working folder.
    let folders = etcetera::base_strategy::Xdg::new().ok().filter(|folders| folders.home_dir().is_absolute());
    let home = folders.as_ref().map_or(Path::new(""), |folders| folders.home_dir());
    let state = folders.as_ref().and_then(|folders| folders.state_dir()).map(|state| state.join("annals"));
    let own = folders.as_ref().map(|folders| folders.config_dir().join("annals").join("config.toml"));
    // Before the configuration is read, only the command line and the environment can tell the language.
    let named = args.language.as_deref().and_then(|own| Lang::NAMES.iter().find(|(name, _)| *name == own));
    let lang = named.map_or_else(|| Lang::of_environment(variable), |(_, lang)| *lang);
    let (config, broken) = match read_config(args, own, lang) {
        Ok(config) => (config, None),
        Err(error) if args.wanted.is_unconfigured() => (config::read(None).map_err(io::Error::other)?, Some(error)),
        Err(error) => return Err(error),
    };
    let lang = language(&config).map_err(io::Error::other)?;
    let place = which_archive(args, &config, home);
    let drawn = io::stdout().is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb");
    match &args.wanted {
        Wanted::Screen => {
            if let Some(told) = args.archive.as_deref().and_then(|place| mistyped(place, lang)) {
                return Err(io::Error::other(told));
            }
            let settings = Settings::of(&config, &args.colour).map_err(io::Error::other)?;
            if !drawn {
                let (_, opening) = open(place.as_deref(), None, true, lang)?;
                return print_outline(&Archive::read(opening.texts), lang);
            }
            let (desk, opening) = open_first(place.as_deref(), state.as_deref(), args.read_only, lang)?;
            show(desk, opening, settings, args, lang)
        }
        Wanted::Pick(query) => {
            let settings = Settings::of(&config, &args.colour).map_err(io::Error::other)?;
            let (desk, opening) = open_first(place.as_deref(), None, true, lang)?;
            pick(desk, opening, settings, query, lang)
        }
        Wanted::Command(command, said) => {
            let mut out = io::BufWriter::new(io::stdout().lock());
            let on_terminal = io::stdout().is_terminal();
            let read_only = args.read_only;
            let words = &mut io::stderr();
            let quiet = said.try_get_one::<bool>("quiet").ok().flatten().copied().unwrap_or_default();
            let look = look(&config, &args.colour, on_terminal).map_err(io::Error::other)?;
            // Whoever asks for the settings is also told of what only the screen would refuse.
            let is_asked = (command.define)().get_name() == "config" && !said.get_flag("default");
            let slip = if is_asked { Settings::of(&config, &args.colour).err() } else { None };
            let mut session = Session {
                place,
                lang,
                read_only,
                quiet,
                config: broken.map_or(Ok(config), Err),
                look,
                out: &mut out,
                words,
                on_terminal,
                words_on_terminal: io::stderr().is_terminal(),
            };
            let status = (command.run)(said, &mut session)?;
            out.flush()?;
            slip.map_or(Ok(ExitCode::from(status)), |slip| Err(io::Error::other(slip)))
        }
    }
}

/// What is wrong with a lone word that names no archive but is like a command.
fn mistyped(place: &Path, lang: Lang) -> Option<String> {
    let name = place.to_str().filter(|name| !name.contains('/') && !place.exists())?;
    let near = args::near(name, cli::names().iter().map(String::as_str), lang);
    (!near.is_empty()).then(|| words::look::NO_COMMAND.fill(lang, &[name, &near]))
}

/// How answers look: as the command line says, else the configuration, else the environment.
fn look(config: &Config, asked: &str, on_terminal: bool) -> Result<Look, ConfigError> {
    let none = config.colour.one_of(Colours::NAMES)? == Some(Colours::None);
    let asked = if asked == "auto" && none { "never" } else { asked };
    let ascii = std::ptr::eq(config.borders.one_of(theme::BORDERS)?, &signs::ASCII);
    Ok(Look {
        colour: look::is_coloured(asked, on_terminal, variable),
        signs: if ascii || !look::is_unicode(variable) { &look::ASCII } else { &look::LINE },
        width: on_terminal.then(|| usize::from(raw::size().width)),
        cells: config.ambiguous_width.one_of(AMBIGUOUS)?,
        rows: |text, width, cells| wrap::wrap(text, width, cells).into_iter().map(|row| row.range).collect(),
    })
}

/// Opens the archive at `place`, or the built-in sample.
fn open(place: Option<&Path>, state: Option<&Path>, read_only: bool, lang: Lang) -> io::Result<(Desk, Opening)> {
    match place {
        Some(place) => Desk::open(place, state, read_only).map_err(|error| io::Error::other(error.describe(lang))),
        None => Ok((Desk::default(), Opening { texts: sample::texts(), ..Opening::default() })),
    }
}

/// The same; of a large one, what the first screen shows.
fn open_first(place: Option<&Path>, state: Option<&Path>, read_only: bool, lang: Lang) -> io::Result<(Desk, Opening)> {
    let described = |error: OpenError| io::Error::other(error.describe(lang));
    match place {
        Some(place) => Desk::open_first(place, state, read_only, first::MOST).map_err(described),
        None => open(None, state, read_only, lang),
    }
}

/// The archive on the screen, until the person leaves.
fn show(desk: Desk, opening: Opening, settings: Settings, args: &Args, lang: Lang) -> io::Result<ExitCode> {
    let mut app = App::new(Archive::read(opening.texts), settings.keymap, lang);
    app.named = args.archive.as_ref().map(|place| place.display().to_string());
    app.light = settings.light;
    app.sounds = settings.sounds;
    app.views = settings.views;
    app.room.cells = settings.cells;
    reading::begin(&mut app, &opening.awaited);
    if let Some(recovered) = opening.recovered {
        recover::offer(&mut app, recovered);
    }
    if let Some((path, trouble)) = opening.troubles.first() {
        app.complain(words::draft::NOTE, &[&path.display().to_string(), &trouble.describe(lang)]);
    }
    if let Some(copy) = opening.kept.first() {
        app.complain(words::NOTE_COPY_LEFT, &[&copy.display().to_string()]);
    }
    Ok(exit_code(&run::run(app, desk, &settings.face)?))
}

/// A list of everything on the terminal, wherever standard output leads; the name of what is chosen goes there.
fn pick(desk: Desk, opening: Opening, settings: Settings, query: &str, lang: Lang) -> io::Result<ExitCode> {
    let none = |error: io::Error| io::Error::other(words::look::NO_TERMINAL.fill(lang, &[&error.to_string()]));
    let mut app = App::new(Archive::read(opening.texts), settings.keymap, lang);
    app.light = settings.light;
    app.sounds = settings.sounds;
    app.views = settings.views;
    app.room.cells = settings.cells;
    reading::begin(&mut app, &opening.awaited);
    pick::open(&mut app, query);
    let lent = tty::take().map_err(none)?;
    let end = run::run(app, desk, &settings.face)?;
    drop(lent);
    if let End::Picked(Some(name)) = &end {
        // A shell gets the name as it is, a person what is safe to show.
        match io::stdout().is_terminal() {
            true => writeln!(io::stdout(), "{}", Safe::new(name))?,
            false => writeln!(io::stdout(), "{name}")?,
        }
    }
    Ok(exit_code(&end))
}

fn exit_code(end: &End) -> ExitCode {
    match end {
        End::Quit | End::Picked(Some(_)) => ExitCode::SUCCESS,
        End::Picked(None) => ExitCode::from(cli::FAILED),
        End::Left(Leave::Hangup) => ExitCode::from(129),
        End::Left(Leave::Signal(signal)) => ExitCode::from(128u8.saturating_add(u8::try_from(*signal).unwrap_or(0))),
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
        let Pointed { told, excerpt } = Pointed::problem(archive, problem, lang);
        let below = excerpt.filter(|_| io::stderr().is_terminal());
        let below = below.map_or(String::new(), |excerpt| excerpt.draw(raw::size().width.into(), wrap::cells));
        write!(errors, "annals: {}\n{below}", Safe::new(&told))?;
    }
    let mut out = io::BufWriter::new(io::stdout().lock());
    outline::print(archive, lang, &mut out)?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// The user's configuration over the defaults. A file that was named must be there; the usual one may be missing.
fn read_config(args: &Args, own: Option<PathBuf>, lang: Lang) -> io::Result<Config> {
    let path = args.config.clone().or(own).unwrap_or_default();
    let unreadable = |problem: ReadProblem| io::Error::other(format!("{}: {}", path.display(), problem.describe(lang)));
    let text = match disk::read_file(&path) {
        _ if path.as_os_str().is_empty() => None,
        Ok(file) => Some(file.text.map_err(unreadable)?),
        Err(OpenError::Missing(_)) if args.config.is_none() => None,
        Err(OpenError::Missing(path)) => {
            let told = words::CONFIG_MISSING.fill(lang, &[&path.display().to_string()]);
            return Err(io::Error::other(told));
        }
        Err(error) => return Err(io::Error::other(error.describe(lang))),
    };
    let name = path.display().to_string();
    let mut config = config::read(text.as_deref().map(|text| (name.as_str(), text))).map_err(io::Error::other)?;
    // What the command line says lies over both.
    let said = |option: &str, value: &str| Setting::said(option, value.to_string());
    if let Some(language) = &args.language {
        config.language = said("--language", language);
    }
    if let Some(archive) = &args.archive {
        config.archive = said("--archive", &archive.display().to_string());
    }
    if args.colour == "never" {
        config.colour = said("--color", "none");
    }
    Ok(config)
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// `~/…` as a shell would read it, which no shell does for a configuration file.
fn home_path(path: &str, home: &Path) -> PathBuf {
    path.strip_prefix("~/").map_or_else(|| PathBuf::from(path), |below| home.join(below))
}

/// The interface's language: what the configuration says, else the environment.
fn language(config: &Config) -> Result<Lang, ConfigError> {
    match config.language.value.as_str() {
        "auto" => Ok(Lang::of_environment(variable)),
        _ => config.language.one_of(Lang::NAMES),
    }
}

/// The configuration as the screen's owners understand it.
struct Settings {
    light: bool,
    cells: fn(&str) -> usize,
    keymap: Keymap,
    sounds: Sounds,
    views: Vec<View>,
    face: Face,
}

impl Settings {
    fn of(config: &Config, asked: &str) -> Result<Settings, ConfigError> {
        let asked_for = |name: &str| variable(name).filter(|_| asked != "always" || name != "NO_COLOR");
        let colours = Colours::detect(config.colour.one_of(Colours::NAMES)?, asked_for);
        let signs = config.borders.one_of(theme::BORDERS)?;
        Ok(Settings {
            light: theme::is_light(config.theme.one_of(theme::THEMES)?, variable),
            cells: config.ambiguous_width.one_of(AMBIGUOUS)?,
            keymap: Keymap::new(&config.keys)?,
            sounds: config.phonetic.one_of(Sounds::NAMES)?,
            views: session::views(config),
            face: Face {
                dark: Theme::new(false, colours, signs),
                light: Theme::new(true, colours, signs),
                mouse: config.mouse.one_of(&[("on", true), ("off", false)])?,
            },
        })
    }
}
