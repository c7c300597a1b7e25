//! The loop: an event comes in, the application handles it, its effects are done, the screen is drawn. Nothing runs
//! while nothing happens.

mod clock;
pub mod desk;
pub mod first;
mod outside;
mod pace;
mod reader;
mod worker;

use crate::app::App;
use crate::app::effect::Effect;
use crate::app::event::Event;
use crate::app::event::Leave;
use crate::app::meet;
use crate::app::new_year;
use crate::app::reading;
use crate::app::reading::again;
use crate::app::save;
use crate::lang::words;
use crate::run::desk::Desk;
use crate::run::desk::News;
use crate::run::pace::Pace;
use crate::run::worker::Worker;
use crate::store::disk::problem::OpenError;
use crate::terminal::CopyError;
use crate::terminal::Options;
use crate::terminal::Terminal;
use crate::terminal::line::Output;
use crate::terminal::raw;
use crate::terminal::screen::Screen;
use crate::ui;
use crate::ui::layout::Layout;
use crate::ui::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::layout::Rect;
use std::io;
use std::panic;
use std::panic::AssertUnwindSafe;
use std::sync::mpsc;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;
use std::time::Instant;

/// Typed text is in the draft after this long, or after [`BURST`] characters.
const DRAFT_DELAY: Duration = Duration::from_millis(900);

/// What takes longer is done in parts, with the keys between them.
const NOTICED: Duration = Duration::from_millis(50);

/// As many events with an open field write the draft at once.
const BURST: usize = 50;

/// As many bytes of files that others have changed are read within a key.
const GLANCE: u64 = 1 << 20;

/// How the program looks and what it listens to.
#[derive(Clone, Debug)]
pub struct Face {
    /// The dark theme.
    pub dark: Theme,
    /// The light theme.
    pub light: Theme,
    /// Whether the mouse is used.
    pub mouse: bool,
}

/// How the program ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// The person quit.
    Quit,
    /// The person chose the record of that name, or none, which was all they were asked for.
    Picked(Option<String>),
    /// The terminal went away, or a signal came. What was unsaved is in the draft.
    Left(Leave),
}

/// Runs the program in the terminal until it ends.
///
/// # Errors
/// The terminal cannot be had. Later failures of the terminal end the program as a hangup does.
pub fn run(mut app: App, mut desk: Desk, face: &Face) -> io::Result<End> {
    let (sender, events) = mpsc::channel::<Event>();
    let (stir, mut worker) = (sender.clone(), Worker::new(sender.clone()));
    let mut terminal = Terminal::open(Options { mouse: face.mouse }, sender)?;
    desk.watch(move || _ = stir.send(Event::Stirred));
    let mut screen = Screen::new(terminal.output());
    let end = keeping(&mut app, &mut desk, |app, desk| {
        turn(app, desk, &mut terminal, &mut screen, (&events, &mut worker), face)
    });
    match end {
        End::Quit | End::Picked(_) => _ = desk.finish(),
        End::Left(_) => _ = desk.keep(&app),
    }
    terminal.restore();
    Ok(end)
}

/// Does the work; if it panics, what was typed is put into the draft before the panic goes on.
fn keeping(app: &mut App, desk: &mut Desk, work: impl FnOnce(&mut App, &mut Desk) -> End) -> End {
    // The state may be torn where the panic came from, but the texts of the files are whole: each is replaced at once.
    match panic::catch_unwind(AssertUnwindSafe(|| work(app, desk))) {
        Ok(end) => end,
        Err(cause) => {
            // Should the state be too torn to be read, the first panic is the one to tell of.
            let _ = panic::catch_unwind(AssertUnwindSafe(|| desk.keep(app)));
            panic::resume_unwind(cause)
        }
    }
}

/// One turn after another, until the end.
fn turn(
    app: &mut App,
    desk: &mut Desk,
    terminal: &mut Terminal,
    screen: &mut Screen<Output>,
    (events, worker): (&Receiver<Event>, &mut Worker),
    face: &Face,
) -> End {
    // What the archive asked for when it was opened waits for its first screen.
    let mut opening = Some(app.take_effects());
    let mut typed_since: Option<Instant> = None;
    let mut burst = 0;
    // The draft lacks what is too much to be kept at once.
    let mut is_more = false;
    let mut pace = Pace::new(Instant::now());
    loop {
        // On a line that is behind nothing is drawn until it has caught up; what happens meanwhile is handled all the same.
        if pace.is_due(Instant::now()) && terminal.is_free() {
            if draw(screen, app, face).is_err() {
                return End::Left(Leave::Hangup);
            }
            pace.draw(Instant::now());
        }
        if let Some(effects) = opening.take() {
            if !effects.is_empty() {
                pace.hear(&Event::Progress, Instant::now());
            }
            if let Some(end) = act(app, desk, terminal, worker, effects) {
                return end;
            }
            app.complete();
        }
        // What was typed shows before anything is done about it.
        worker.begin();
        let wait = typed_since.map(|since| DRAFT_DELAY.saturating_sub(since.elapsed()));
        let is_writing = !desk.saves.is_empty() || desk.is_making();
        let wait = if is_more || is_writing { Some(Duration::ZERO) } else { wait };
        let event = match wait.into_iter().chain(pace.wait(Instant::now())).min() {
            None => events.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(wait) => events.recv_timeout(wait),
        };
        let mut next = match event {
            Ok(event) => Some(event),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => return End::Left(Leave::Hangup),
        };
        // Everything that has already happened is handled before anything is drawn.
        while let Some(event) = next {
            pace.hear(&event, Instant::now());
            match event {
                Event::Leave(leave) => return End::Left(leave),
                Event::Resumed => screen.forget(),
                Event::LineFree => {}
                event => {
                    burst += match &event {
                        Event::Stirred
                        | Event::Progress
                        | Event::Glimpse
                        | Event::Done(_)
                        | Event::Read(_)
                        | Event::ReadEnd
                        | Event::ReadAgain => 0,
                        Event::Burst(keys) => keys.len(),
                        _ => 1,
                    };
                    // A session may outlast the day it began on.
                    app.today = clock::today();
                    let effects = app.handle(event);
                    if let Some(end) = act(app, desk, terminal, worker, effects) {
                        return end;
                    }
                }
            }
            next = events.try_recv().ok();
        }
        if !desk.saves.is_empty() || desk.is_making() {
            save_some(app, desk, NOTICED);
            make_some(app, desk, NOTICED);
            pace.hear(&Event::Progress, Instant::now());
            let effects = app.take_effects();
            if let Some(end) = act(app, desk, terminal, worker, effects) {
                return end;
            }
        }
        let due = typed_since.is_some_and(|since| since.elapsed() >= DRAFT_DELAY) || burst >= BURST;
        let due = due || desk.is_discarding();
        is_more = false;
        match desk.behind(app) {
            Some(edited) if edited || due => {
                let kept = desk.keep_some(app);
                is_more = matches!(kept, Ok(true));
                if !told(app, kept.map(|_| ())) {
                    pace.hear(&Event::Stirred, Instant::now());
                }
                (typed_since, burst) = (None, 0);
            }
            Some(_) => typed_since = typed_since.or_else(|| Some(Instant::now())),
            None => (typed_since, burst) = (None, 0),
        }
        desk.discard_kept(app);
    }
}

/// Writes files that are to be saved, one at least, until that has taken so long.
fn save_some(app: &mut App, desk: &mut Desk, most: Duration) {
    let start = Instant::now();
    while let Some(file) = desk.saves.pop_front() {
        let outcome = desk.save(app, &file);
        save::saved(app, file.file, &file.text, outcome);
        if start.elapsed() >= most {
            return;
        }
    }
}

/// The same of files of a new year, where any are to be made.
fn make_some(app: &mut App, desk: &mut Desk, most: Duration) {
    let start = Instant::now();
    while let Some(outcome) = desk.make_one(app) {
        new_year::made(app, outcome);
        if start.elapsed() >= most {
            return;
        }
    }
}

/// Tells that the draft could not be kept, where it could not; true if it could.
fn told(app: &mut App, kept: io::Result<()>) -> bool {
    if let Err(error) = &kept
        && !app.status.bad
    {
        app.complain(words::draft::NOT_KEPT, &[&error.to_string()]);
    }
    kept.is_ok()
}

fn draw(screen: &mut Screen<Output>, app: &mut App, face: &Face) -> io::Result<()> {
    let area = Rect::from((Position::ORIGIN, raw::size()));
    let layout = Layout::of(area, app);
    app.fit(layout.screen(), layout.room());
    let theme = if app.light { &face.light } else { &face.dark };
    let mut frame = Buffer::empty(area);
    let caret = ui::draw(&mut frame, app, &layout, theme);
    screen.show(frame, caret)
}

/// What others did, where that is no more than can be read within a key. What is more is read behind the person; what is gone
/// is told at once.
fn look(app: &mut App, desk: &mut Desk, worker: &Worker) -> Result<Option<News>, OpenError> {
    let news = desk.look_for(GLANCE)?;
    if news.many.is_empty() {
        return Ok(Some(news));
    }
    meet::noticed(app, news.texts, &news.gone);
    if let Some((known, signal)) = reading::changed(app, news.many.len()) {
        desk.read_changed(news.many, known, signal, &worker.sender);
    }
    Ok(None)
}

/// Does what the application asks for; gives how to end when it asks for that.
fn act(
    app: &mut App,
    desk: &mut Desk,
    terminal: &mut Terminal,
    worker: &mut Worker,
    effects: Vec<Effect>,
) -> Option<End> {
    let mut todo = std::collections::VecDeque::from(effects);
    while let Some(effect) = todo.pop_front() {
        match effect {
            Effect::Quit => return Some(End::Quit),
            Effect::Pick(name) => return Some(End::Picked(name)),
            Effect::Save(files) => {
                desk.saves.extend(files);
                save_some(app, desk, NOTICED);
            }
            Effect::StopSaving => desk.saves.clear(),
            Effect::NewYear(files) => match desk.begin_year(app, files) {
                Ok(()) => make_some(app, desk, NOTICED),
                Err(why) => new_year::made(app, Err(why)),
            },
            Effect::StopNewYear => desk.stop_year(),
            Effect::TakeNewYear => {
                let looked = look(app, desk, worker);
                let failed = looked.as_ref().err().map(|error| error.describe(app.lang));
                // What is read behind the person is told of then.
                if let Some(news) = looked.unwrap_or(Some(News::default())) {
                    new_year::begun(app, news.texts, &news.gone);
                }
                failed.into_iter().for_each(|why| app.complain(words::CANNOT_RELOAD, &[&why]));
            }
            Effect::Reload => match desk.reload() {
                Ok(texts) => meet::reloaded(app, texts),
                Err(error) => app.complain(words::CANNOT_RELOAD, &[&error.describe(app.lang)]),
            },
            Effect::ReadAgain(signal) => desk.read_again(again::known(app), signal, &worker.sender),
            Effect::TakeAgain => match desk.take_again() {
                None => reading::stopped_again(app),
                Some(Ok(read)) => meet::reread(app, read),
                Some(Err(error)) => app.complain(words::CANNOT_RELOAD, &[&error.describe(app.lang)]),
            },
            Effect::Look => match look(app, desk, worker) {
                Ok(news) => news.into_iter().for_each(|news| meet::noticed(app, news.texts, &news.gone)),
                Err(error) => app.complain(words::CANNOT_RELOAD, &[&error.describe(app.lang)]),
            },
            Effect::DiscardDrafts => desk.discard_later(),
            Effect::Read(request) => reader::begin(desk.lend(&request.files), request, &worker.sender),
            Effect::Work(task) => worker.take(*task),
            Effect::Suspend => terminal.suspend(),
            Effect::Outside(lent) => outside::edit(app, terminal, &lent),
            Effect::Copy(text) => match terminal.copy(&text) {
                Ok(()) => app.say(words::COPIED, &[]),
                Err(CopyError::TooLong { .. }) => app.complain(words::COPY_TOO_LONG, &[]),
                Err(CopyError::Io(_)) => {}
            },
        }
        todo.extend(app.take_effects());
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::key::Code;
    use crate::app::key::Key;
    use crate::app::keymap::Keymap;
    use crate::config;
    use crate::lang::Lang;
    use crate::store::archive::Archive;

    #[test]
    fn many_files_are_saved_a_few_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let names = ["a.toml", "b.toml", "c.toml"];
        let write = |name: &str| std::fs::write(folder.path().join(name), "year = 110\n[[item]]\nid = \"x\"\n");
        names.iter().for_each(|name| write(name).unwrap());
        let (mut desk, opening) = Desk::open(folder.path(), None, false).unwrap();
        let keymap = Keymap::new(&config::read(None).unwrap().keys).unwrap();
        let mut app = App::new(Archive::read(opening.texts), keymap, Lang::En);
        let edit = |archive: &mut Archive, file: usize| archive.replace(file, "year = 110\n[[item]]\nid = \"y\"\n");
        (0..3).for_each(|file| edit(app.archive_mut(), file));
        save::begin(&mut app);
        let Some(Effect::Save(files)) = app.take_effects().pop() else { panic!("nothing is to be saved") };
        desk.saves.extend(files);
        let mut told = Vec::new();
        for _ in 0..2 {
            save_some(&mut app, &mut desk, Duration::ZERO);
            told.push((app.unsaved(), app.status.text.clone()));
        }
        let saving = |done| format!("Saving: {done} of 3 files; Esc stops it");
        assert_eq!(told, [(2, saving(1)), (1, saving(2))]);
        // What is written stays, and the rest waits to be saved again.
        let effects = app.handle(Event::Key(Key { code: Code::Esc, ..Key::char('x') }));
        assert!(effects.contains(&Effect::StopSaving), "{effects:?}");
        assert_eq!((app.unsaved(), app.status.text.as_str()), (1, "Saved 2 file(s)."));
    }

    #[test]
    fn a_panic_leaves_what_was_typed_in_the_draft() {
        let folder = tempfile::tempdir().unwrap();
        let (archive, state) = (folder.path().join("a.toml"), folder.path().join("state"));
        std::fs::write(&archive, "year = 110\n[[item]]\nid = \"x\"\ntitle = \"t\"\n").unwrap();
        let (mut desk, opening) = Desk::open(&archive, Some(&state), false).unwrap();
        let keymap = Keymap::new(&config::read(None).unwrap().keys).unwrap();
        let mut app = App::new(Archive::read(opening.texts), keymap, Lang::En);
        let panicked = panic::catch_unwind(AssertUnwindSafe(|| {
            keeping(&mut app, &mut desk, |app, _| {
                "e半句話".chars().for_each(|c| _ = app.handle(Event::Key(Key::char(c))));
                panic!("on purpose")
            })
        }));
        assert!(panicked.is_err());
        drop(desk);
        let (_, opening) = Desk::open(&archive, Some(&state), false).unwrap();
        let typing = opening.recovered.map(|found| found.typing).unwrap_or_default();
        assert_eq!(typing.iter().map(|typing| typing.text.as_str()).collect::<Vec<_>>(), ["t半句話"]);
    }
}
