//! The application with files in memory in the place of a disk.

use annals::app::App;
use annals::app::effect::Effect;
use annals::app::effect::Outside;
use annals::app::event::Event;
use annals::app::key::Key;
use annals::app::keymap::Keymap;
use annals::app::line::Room;
use annals::app::meet;
use annals::app::meet::Reread;
use annals::app::mode::Focus;
use annals::app::mode::Mode;
use annals::app::new_year;
use annals::app::reading;
use annals::app::reading::Awaited;
use annals::app::reading::Intake;
use annals::app::reading::Request;
use annals::app::reading::again;
use annals::app::save;
use annals::app::save::Outcome;
use annals::app::work::Task;
use annals::app::wrap;
use annals::config;
use annals::lang::Lang;
use annals::model::date::When;
use annals::model::year::Year;
use annals::signal::Signal;
use annals::store::archive::Archive;
use annals::store::file::File;
use annals::store::file::Text;
use annals::store::new_year::NewFile;
use annals::store::source::Hash;
use annals::store::unreadable::ReadProblem;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::path::PathBuf;

pub struct Desk {
    pub app: App,
    pub quit: bool,
    pub lent: Option<Outside>,
    /// What was chosen for whoever started the program.
    pub picked: Option<String>,
    pub copied: String,
    /// The jobs that were asked for and have not been begun.
    pub tasks: Vec<Task>,
    /// How often the drafts of earlier starts were to be forgotten.
    pub discards: usize,
    /// The readings that were asked for and have not been begun.
    pub reads: Vec<Request>,
    /// What is read again, and what came of it.
    pub again: Option<(Signal, Vec<Reread>)>,
    /// How often something was written.
    pub saves: usize,
    /// Whether files of a new year are made only when that is said.
    pub slow: bool,
    /// Whether what others change is more than is read within a key.
    pub many: bool,
    makes: Vec<NewFile>,
    disk: BTreeMap<String, String>,
    /// What others have written.
    touched: BTreeSet<String>,
}

impl Desk {
    pub fn new(files: &[(&str, &str)]) -> Desk {
        Desk::partly(files, &[])
    }

    /// The same of an archive of which some files are awaited, each of the year that its head tells.
    pub fn partly(files: &[(&str, &str)], left_out: &[(&str, i32)]) -> Desk {
        let disk: BTreeMap<String, String> =
            files.iter().map(|(path, text)| (path.to_string(), text.to_string())).collect();
        let keymap = Keymap::new(&config::read(None).unwrap().keys).unwrap();
        let mut texts = texts(&disk);
        let is_left_out = |text: &Text| left_out.iter().any(|(path, _)| text.path.to_string_lossy() == **path);
        texts.iter_mut().filter(|text| is_left_out(text)).for_each(|text| text.text = Err(ReadProblem::NotYet));
        let number = |path: &str| texts.iter().position(|text| text.path.to_string_lossy() == path).unwrap();
        let awaited = left_out.iter().map(|(path, year)| Awaited { number: number(path), year: Year::new(*year) });
        let awaited: Vec<Awaited> = awaited.collect();
        let app = App::new(Archive::read(texts), keymap, Lang::En);
        let mut desk = Desk {
            app,
            quit: false,
            lent: None,
            picked: None,
            copied: String::new(),
            tasks: Vec::new(),
            discards: 0,
            reads: Vec::new(),
            again: None,
            saves: 0,
            slow: false,
            many: false,
            makes: Vec::new(),
            touched: BTreeSet::new(),
            disk,
        };
        let mut screen = desk.app.screen;
        screen.panes = [(0, 0, 20, 10); 4];
        screen.list = (0, 0, 60, 20);
        screen.trend = (0, 0, 60, 10);
        desk.app.today = When::read_iso("2021-11-22").map(When::start);
        desk.app.fit(screen, Room { width: 60, height: 10, cells: wrap::cells });
        reading::begin(&mut desk.app, &awaited);
        let effects = desk.app.take_effects();
        desk.act(effects);
        desk
    }

    /// So many more files are read, of those that were asked for; and the end of it, where none are left.
    pub fn read(&mut self, files: usize) {
        for _ in 0..files {
            let request = &mut self.reads[0];
            let number = request.files.remove(0);
            let path = self.app.archive.files[number].path.clone();
            let text = Ok(self.disk[&*path.to_string_lossy()].clone());
            let file = File::read(Text { path, text, locked: None }, request.calendar);
            let arrived = Intake::default().arrived(number, file, request);
            self.event(Event::Read(vec![arrived]));
        }
        if self.reads[0].files.is_empty() || self.reads[0].signal.step(0).is_err() {
            self.reads.remove(0);
            self.event(Event::ReadEnd);
        }
    }

    /// So many more files of a new year are made, of those that were asked for.
    pub fn make(&mut self, files: usize) {
        for _ in 0..files.min(self.makes.len()) {
            let file = self.makes.remove(0);
            self.disk.insert(file.path.to_string_lossy().into_owned(), file.text);
            new_year::made(&mut self.app, Ok(()));
        }
        let effects = self.app.take_effects();
        self.act(effects);
    }

    /// All that was to be read again is.
    pub fn read_again(&mut self) {
        let (known, mut intake) = (again::known(&self.app), Intake::default());
        let reread = |text: Text| again::reread(text, &known, &mut intake);
        let read = texts(&self.disk).into_iter().map(reread).collect();
        self.again.as_mut().expect("nothing is read again").1 = read;
        self.event(Event::ReadAgain);
    }

    /// Presses keys: characters as they are, others as in `<enter>`, `<ctrl-u>`.
    #[track_caller]
    pub fn press(&mut self, keys: &str) {
        let mut rest = keys;
        while let Some(c) = rest.chars().next() {
            let named = rest.strip_prefix('<').and_then(|after| after.split_once('>'));
            let key = match named.and_then(|(name, after)| Some((name.parse::<Key>().ok()?, after))) {
                Some((key, after)) => {
                    rest = after;
                    key
                }
                None => {
                    rest = &rest[c.len_utf8()..];
                    Key::char(c)
                }
            };
            self.event(Event::Key(key));
        }
    }

    pub fn paste(&mut self, text: &str) {
        self.event(Event::Paste(text.to_string()));
    }

    pub fn event(&mut self, event: Event) {
        let effects = self.app.handle(event);
        self.act(effects);
    }

    fn act(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Quit => self.quit = true,
                Effect::Pick(name) => (self.quit, self.picked) = (true, name),
                Effect::Save(files) => {
                    self.saves += 1;
                    for file in files {
                        let path = self.app.archive.files[file.file].path.to_string_lossy().into_owned();
                        let outcome = match self.disk.get(&path).cloned() {
                            Some(now) if Hash::of(now.as_bytes()) == file.expected => {
                                self.disk.insert(path, file.text.clone());
                                Outcome::Saved(None)
                            }
                            Some(now) => Outcome::Changed(now),
                            None => Outcome::Failed(format!("{path} is gone")),
                        };
                        save::saved(&mut self.app, file.file, &file.text, outcome);
                    }
                }
                Effect::NewYear(files) => {
                    self.saves += 1;
                    match files.iter().any(|file| self.disk.contains_key(&*file.path.to_string_lossy())) {
                        true => new_year::made(&mut self.app, Err("there already".to_string())),
                        false => self.makes = files,
                    }
                    if !self.slow {
                        self.make(usize::MAX);
                    }
                }
                Effect::StopNewYear => self.makes.clear(),
                Effect::TakeNewYear if self.many => self.change(texts(&self.disk), &[]),
                Effect::TakeNewYear => new_year::begun(&mut self.app, texts(&self.disk), &[]),
                Effect::ReadAgain(signal) => self.again = Some((signal, Vec::new())),
                Effect::TakeAgain => {
                    let (signal, read) = self.again.take().unwrap();
                    match signal.step(0) {
                        Ok(()) if self.many => {
                            let is_there = |read: &Reread| match read {
                                Reread::Ready(ready) => {
                                    *self.disk[&*ready.file.path.to_string_lossy()] == *ready.file.text
                                }
                                Reread::Same(..) | Reread::Other(_) => true,
                            };
                            let read = read.into_iter().filter(is_there).collect();
                            meet::reread(&mut self.app, read);
                        }
                        Ok(()) => meet::reread(&mut self.app, read),
                        Err(_) => reading::stopped_again(&mut self.app),
                    }
                }
                Effect::Reload => meet::reloaded(&mut self.app, texts(&self.disk)),
                Effect::Look => {
                    let known = |text: &Text| {
                        let path = text.path.to_string_lossy();
                        if self.app.archive.files.iter().any(|file| file.path == text.path && file.is_awaited()) {
                            return !self.touched.contains(&*path);
                        }
                        self.app
                            .archive
                            .files
                            .iter()
                            .any(|file| file.path == text.path && *file.saved == **text.text.as_ref().unwrap())
                    };
                    let news: Vec<Text> = texts(&self.disk).into_iter().filter(|text| !known(text)).collect();
                    let paths = self.app.archive.files.iter().map(|file| file.path.clone());
                    let gone: Vec<_> = paths.filter(|path| !self.disk.contains_key(&*path.to_string_lossy())).collect();
                    match self.many {
                        true => self.change(news, &gone),
                        false => meet::noticed(&mut self.app, news, &gone),
                    }
                }
                Effect::Outside(lent) => self.lent = Some(lent),
                Effect::Copy(text) => self.copied = text,
                Effect::Read(request) => self.reads.push(request),
                Effect::Work(task) => self.tasks.push(*task),
                Effect::DiscardDrafts => self.discards += 1,
                Effect::Suspend | Effect::StopSaving => {}
            }
            let more = self.app.take_effects();
            self.act(more);
        }
    }

    /// What others changed, more than is read within a key, begins to be read.
    fn change(&mut self, news: Vec<Text>, gone: &[PathBuf]) {
        meet::noticed(&mut self.app, Vec::new(), gone);
        if news.is_empty() {
            return;
        }
        if let Some((known, signal)) = reading::changed(&mut self.app, news.len()) {
            let mut intake = Intake::default();
            let read = news.into_iter().map(|text| again::reread(text, &known, &mut intake)).collect();
            self.again = Some((signal, read));
        }
    }

    /// The first of the jobs that were asked for is done.
    pub fn work(&mut self) {
        let task = self.tasks.remove(0);
        self.event(Event::Done(Box::new(task.run())));
    }

    /// The disk says that something happened there.
    pub fn stir(&mut self) {
        self.event(Event::Stirred);
    }

    /// Someone else writes a file.
    pub fn write(&mut self, path: &str, text: &str) {
        self.touched.insert(path.to_string());
        self.disk.insert(path.to_string(), text.to_string());
    }

    /// Someone else removes a file.
    pub fn remove(&mut self, path: &str) {
        self.disk.remove(path);
    }

    /// Every file on disk.
    pub fn files(&self) -> BTreeMap<String, String> {
        self.disk.clone()
    }

    pub fn disk(&self, path: &str) -> &str {
        &self.disk[path]
    }

    /// A file's text as it stands in the program.
    pub fn text(&self, path: &str) -> String {
        let file = self.app.archive.files.iter().find(|file| file.path.to_string_lossy() == path);
        file.expect("no such file").text.to_string()
    }

    /// Year, mode or focus, category, item and its place.
    pub fn tell(&self) -> String {
        let app = &self.app;
        let mode = match &app.mode {
            Mode::Browse => format!("{:?}", app.focus),
            mode => format!("{mode:?}").split(['(', ' ']).next().unwrap().to_string(),
        };
        let row = |focus: Focus| app.pane(focus).chosen();
        let category = row(Focus::Categories).map_or("-", |at| &app.view.categories[at].title);
        let item = row(Focus::Items).and_then(|at| app.item_row(at)).map_or("-".to_string(), |row| row.title);
        let place = format!("{}/{}", row(Focus::Items).map_or(0, |at| at + 1), app.view.items.len());
        format!("{} {mode} › {category} › {item} {place}", app.show_year(app.year))
    }

    pub fn fault(&self) -> String {
        match &self.app.mode {
            Mode::Edit(edit) => edit.fault.clone().unwrap_or_default(),
            _ => String::new(),
        }
    }

    pub fn question(&self) -> &str {
        match &self.app.mode {
            Mode::Ask(question) => &question.text,
            mode => panic!("no question, but {mode:?}"),
        }
    }

    pub fn rows(&self) -> String {
        match &self.app.mode {
            Mode::List(list) => {
                let row = |at| list.rows.row(&self.app, at).expect("a row").text.clone();
                (0..list.rows.len()).map(row).collect::<Vec<_>>().join("\n")
            }
            mode => panic!("no list, but {mode:?}"),
        }
    }
}

fn texts(disk: &BTreeMap<String, String>) -> Vec<Text> {
    let text = |(path, text): (&String, &String)| Text { path: path.into(), text: Ok(text.clone()), locked: None };
    disk.iter().map(text).collect()
}
