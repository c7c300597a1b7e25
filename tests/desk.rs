//! The archive on a real disk under the application: what is locked and why, what a reload changes, what a save tells.

use annals::app::App;
use annals::app::effect::Effect;
use annals::app::event::Event;
use annals::app::key::Key;
use annals::app::keymap::Keymap;
use annals::app::meet;
use annals::app::reading;
use annals::app::reading::again;
use annals::app::save;
use annals::app::save::Outcome;
use annals::config;
use annals::lang::Lang;
use annals::lang::words;
use annals::run::desk::Desk;
use annals::signal::Signal;
use annals::store::archive::Archive;
use annals::store::problem::Flaw;
use annals::store::unreadable::ReadProblem;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc;
use tempfile::TempDir;

const GOOD: &str = "year = 110\n[[item]]\nid = \"a\"\ntitle = \"one\"\nnote = \"\"\n";
const BROKEN: &str = "year = 110\n[[item]]\nid = \"b\"\ntitle = \n";

/// An archive in a folder of its own, opened.
struct House {
    folder: TempDir,
    desk: Desk,
    app: App,
}

impl House {
    fn open(files: &[(&str, &str)], read_only: bool, lang: Lang) -> House {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let (desk, opening) = Desk::open(folder.path(), None, read_only).unwrap();
        let keymap = Keymap::new(&config::read(None).unwrap().keys).unwrap();
        let app = App::new(Archive::read(opening.texts), keymap, lang);
        House { folder, desk, app }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn press(&mut self, keys: &str) {
        for key in keys.chars() {
            let effects = self.app.handle(Event::Key(Key::char(key)));
            for effect in effects {
                self.act(effect);
            }
        }
    }

    fn act(&mut self, effect: Effect) {
        match effect {
            Effect::Save(files) => {
                for file in files {
                    let outcome = self.desk.save(&self.app, &file);
                    save::saved(&mut self.app, file.file, &file.text, outcome);
                }
            }
            Effect::Reload => meet::reloaded(&mut self.app, self.desk.reload().unwrap()),
            _ => {}
        }
    }

    /// Each file's name with why it is locked.
    fn locks(&self) -> Vec<(String, Option<Flaw>)> {
        let lock = |file: &annals::store::file::File| (file.path.display().to_string(), file.locked.clone());
        self.app.archive.files.iter().map(lock).collect()
    }

    fn reload(&mut self) -> Vec<Option<Flaw>> {
        self.act(Effect::Reload);
        self.locks().into_iter().map(|(_, lock)| lock).collect()
    }
}

#[test]
fn read_only_stays_so_when_read_again() {
    let mut house = House::open(&[("a.toml", GOOD), ("b.toml", BROKEN)], true, Lang::En);
    let asked = || Some(Flaw::AskedReadOnly);
    assert_eq!(house.locks(), [("a.toml".into(), asked()), ("b.toml".into(), asked())]);
    assert_eq!(house.reload(), [asked(), asked()]);
    // Changed, mended and new files.
    fs::write(house.path("a.toml"), GOOD.replace("one", "two")).unwrap();
    fs::write(house.path("b.toml"), GOOD.replace("\"a\"", "\"b\"")).unwrap();
    fs::write(house.path("c.toml"), "year = 110\n").unwrap();
    assert_eq!(house.reload(), [asked(), asked(), asked()]);
    assert!(house.app.archive.files[0].text.contains("two") && house.app.archive.problems.is_empty());

    house.press("jlle");
    let told = &house.app.status.text;
    assert!(house.app.status.bad && told.contains("--read-only"), "{told:?}");
    assert_eq!(told.matches(".toml").count(), 1, "{told}");
}

#[test]
fn a_lock_goes_with_its_reason() {
    let mut house = House::open(&[("a.toml", GOOD), ("b.toml", BROKEN)], false, Lang::En);
    assert!(matches!(house.reload()[..], [None, Some(Flaw::Syntax(_))]));
    // The one becomes unreadable, the other whole.
    fs::write(house.path("a.toml"), b"\xff").unwrap();
    fs::write(house.path("b.toml"), GOOD.replace("\"a\"", "\"b\"")).unwrap();
    let unreadable = Flaw::Unreadable(ReadProblem::NotUtf8 { line: 1, column: 1 });
    assert_eq!(house.reload(), [Some(unreadable.clone()), None]);
    // Nobody has changed it since, though it still cannot be read.
    house.app.status.text.clear();
    assert_eq!(house.reload(), [Some(unreadable), None]);
    assert_eq!(house.app.status.text, words::RELOADED_SAME.say(Lang::En));
    // Readable again, be it only empty.
    fs::write(house.path("a.toml"), "").unwrap();
    assert_eq!(house.reload(), [None, None]);
    assert!(house.app.archive.problems.is_empty());
    // What the system forbids is found and given up like the rest; a broken file stays locked as one.
    fs::write(house.path("b.toml"), BROKEN).unwrap();
    assert!(matches!(house.reload()[..], [None, Some(Flaw::Syntax(_))]));
    let folder = house.folder.path().to_path_buf();
    let mode = |bits| fs::set_permissions(&folder, fs::Permissions::from_mode(bits)).unwrap();
    mode(0o555);
    assert_eq!(house.reload(), [Some(Flaw::NoPermission), Some(Flaw::NoPermission)]);
    mode(0o755);
    assert!(matches!(house.reload()[..], [None, Some(Flaw::Syntax(_))]));
}

#[test]
fn edits_to_a_file_that_is_readable_again_can_be_saved() {
    let mut house = House::open(&[("a.toml", "\0")], false, Lang::En);
    assert!(matches!(&house.locks()[0].1, Some(Flaw::Unreadable(ReadProblem::Nul { .. }))));
    // As when a draft is taken up.
    Arc::make_mut(&mut house.app.archive).replace(0, GOOD);
    assert!(house.app.archive.files[0].locked.is_some());
    fs::write(house.path("a.toml"), "").unwrap();
    assert_eq!(house.reload(), [None]);
    assert_eq!(&*house.app.archive.files[0].text, GOOD);
}

#[test]
fn an_unusual_save_says_so() {
    for (lang, saved) in [
        (Lang::En, "Saved 1 file(s). a.toml: written in place, as the file has other names (hard links)."),
        (Lang::Zh, "已存 1 個檔案。a.toml: 已就地寫入，因檔案另有名稱（硬連結）。"),
    ] {
        let mut house = House::open(&[("a.toml", GOOD)], false, lang);
        fs::hard_link(house.path("a.toml"), house.path("other-name")).unwrap();
        Arc::make_mut(&mut house.app.archive).replace(0, &GOOD.replace("one", "two"));
        save::start(&mut house.app);
        for effect in house.app.take_effects() {
            house.act(effect);
        }
        assert_eq!((house.app.status.text.as_str(), house.app.status.bad), (saved, false));
        assert_eq!(fs::read_to_string(house.path("other-name")).unwrap(), GOOD.replace("one", "two"));
    }
}

#[test]
fn a_failed_save_is_told_in_the_language_and_not_hidden_by_the_next() {
    for (lang, wanted) in [(Lang::En, "not saved, it was removed"), (Lang::Zh, "未存檔，檔案已被移除")] {
        let mut house = House::open(&[("a.toml", GOOD), ("b.toml", "year = 110\n")], false, lang);
        fs::remove_file(house.path("a.toml")).unwrap();
        Arc::make_mut(&mut house.app.archive).replace(0, &GOOD.replace("one", "two"));
        Arc::make_mut(&mut house.app.archive).replace(1, "year = 111\n");
        save::start(&mut house.app);
        for effect in house.app.take_effects() {
            house.act(effect);
        }
        let told = &house.app.status.text;
        assert!(house.app.status.bad && told.contains(wanted) && told.contains("a.toml"), "{told}");
        assert_eq!(fs::read_to_string(house.path("b.toml")).unwrap(), "year = 111\n");
        assert!(house.app.archive.files[0].is_unsaved() && !house.app.archive.files[1].is_unsaved());
    }
}

#[test]
fn a_save_without_a_place_fails() {
    let house = House::open(&[("a.toml", GOOD)], false, Lang::Zh);
    let request = annals::app::effect::Save {
        file: 0,
        expected: annals::store::source::Hash::of(GOOD.as_bytes()),
        text: String::new(),
    };
    let Outcome::Failed(told) = Desk::default().save(&house.app, &request) else { panic!("it was saved") };
    assert!(told.starts_with("a.toml：未存檔"), "{told}");
}

#[test]
fn a_draft_that_cannot_be_read_is_told_and_kept() {
    let (folder, state) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    fs::write(folder.path().join("a.toml"), GOOD).unwrap();
    // A first program dies with something typed; what it left is then damaged beyond reading.
    let (mut desk, opening) = Desk::open(folder.path(), Some(state.path()), false).unwrap();
    let keymap = Keymap::new(&config::read(None).unwrap().keys).unwrap();
    let mut app = App::new(Archive::read(opening.texts), keymap, Lang::En);
    "ex".chars().for_each(|c| _ = app.handle(Event::Key(Key::char(c))));
    desk.keep(&app).unwrap();
    drop(desk);
    let drafts = || fs::read_dir(state.path().join("drafts")).unwrap().map(|entry| entry.unwrap().path());
    let journal = drafts().next().unwrap();
    fs::write(&journal, "nonsense\n").unwrap();
    let (mut desk, opening) = Desk::open(folder.path(), Some(state.path()), false).unwrap();
    assert!(opening.recovered.is_none());
    assert_eq!(opening.troubles.len(), 1, "{:?}", opening.troubles);
    desk.discard();
    assert!(drafts().any(|path| path == journal), "what could not be read is not thrown away");
}

/// The draft tells what is edited beyond what is on disk; what others wrote there meanwhile is no edit, whoever gave way.
#[test]
fn a_draft_begins_from_what_others_wrote() {
    let found = |keys: &str, theirs: &str, after: &str| {
        let (folder, state) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::write(folder.path().join("a.toml"), GOOD).unwrap();
        let (desk, opening) = Desk::open(folder.path(), Some(state.path()), false).unwrap();
        let keymap = Keymap::new(&config::read(None).unwrap().keys).unwrap();
        let app = App::new(Archive::read(opening.texts), keymap, Lang::En);
        let mut house = House { folder, desk, app };
        fn act(house: &mut House, keys: &str) {
            for key in keys.split_whitespace() {
                house.app.handle(Event::Key(key.parse().unwrap()));
                house.desk.keep(&house.app).unwrap();
            }
        }
        act(&mut house, keys);
        fs::write(house.folder.path().join("a.toml"), theirs).unwrap();
        meet::reloaded(&mut house.app, house.desk.reload().unwrap());
        house.desk.keep(&house.app).unwrap();
        act(&mut house, after);
        drop(house.desk);
        let (_, opening) = Desk::open(house.folder.path(), Some(state.path()), false).unwrap();
        let files = opening.recovered.map_or(Vec::new(), |found| found.files);
        files.into_iter().map(|(_, base, mine)| (base, mine)).collect::<Vec<_>>()
    };
    let theirs = GOOD.replace("one", "two");
    // Nothing is edited any more: the step is taken back, or they are given way to.
    assert_eq!(found("e x enter u", &theirs, ""), []);
    assert_eq!(found("e x enter", &theirs, "t"), []);
    // The edits are to what they wrote.
    assert_eq!(found("e x enter", &theirs, "m"), [(theirs.clone(), GOOD.replace("one", "onex"))]);
    assert_eq!(found("e x enter u", &theirs, "e y enter"), [(theirs.clone(), theirs.replace("two", "twoy"))]);
}

/// An archive and its drafts, with a title changed in it.
fn edited(folder: &TempDir, state: &TempDir) -> House {
    fs::write(folder.path().join("a.toml"), GOOD).unwrap();
    let (desk, opening) = Desk::open(folder.path(), Some(state.path()), false).unwrap();
    let keymap = Keymap::new(&config::read(None).unwrap().keys).unwrap();
    let mut app = App::new(Archive::read(opening.texts), keymap, Lang::En);
    for key in ["e", "x", "enter"] {
        app.handle(Event::Key(key.parse().unwrap()));
    }
    House { folder: tempfile::tempdir().unwrap(), desk, app }
}

#[test]
fn a_draft_of_what_is_on_disk_is_not_offered() {
    let (folder, state) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut house = edited(&folder, &state);
    house.desk.keep(&house.app).unwrap();
    let text = house.app.archive.files[0].text.to_string();
    // The program dies after its save, before its note of that.
    drop(house);
    fs::write(folder.path().join("a.toml"), text).unwrap();
    let (_, opening) = Desk::open(folder.path(), Some(state.path()), false).unwrap();
    assert!(opening.recovered.is_none() && opening.troubles.is_empty());
    assert_eq!(fs::read_dir(state.path().join("drafts")).unwrap().count(), 0);
}

/// A disk that is full for a while costs nothing that was typed meanwhile, once there is room again.
#[test]
fn a_draft_that_could_not_be_kept_is_kept_whole_later() {
    let (folder, state) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut house = edited(&folder, &state);
    let drafts = state.path().join("drafts");
    fs::write(&drafts, "in the way").unwrap();
    assert!(house.desk.keep(&house.app).is_err());
    for key in ["e", "y", "enter"] {
        house.app.handle(Event::Key(key.parse().unwrap()));
        assert_eq!(house.desk.behind(&house.app), Some(true));
        assert!(house.desk.keep(&house.app).is_err());
    }
    fs::remove_file(&drafts).unwrap();
    house.desk.keep(&house.app).unwrap();
    assert_eq!(house.desk.behind(&house.app), None);
    drop(house);
    let (_, opening) = Desk::open(folder.path(), Some(state.path()), false).unwrap();
    let found = opening.recovered.unwrap().files;
    assert_eq!(found, [("a.toml".to_string(), GOOD.to_string(), GOOD.replace("one", "onexy"))]);
}

#[test]
fn what_is_written_while_all_is_read_again_is_not_undone() {
    let other = GOOD.replace("\"a\"", "\"b\"");
    let mut house = House::open(&[("a.toml", GOOD), ("b.toml", &other), ("c.toml", "year = 110\n")], false, Lang::En);
    let (sender, events) = mpsc::channel();
    let read = |house: &mut House, signal: Signal| {
        house.desk.read_again(again::known(&house.app), signal, &sender);
        while events.recv().unwrap() != Event::ReadAgain {}
    };
    let theirs = |text: &str| text.replace("note = \"\"", "note = \"theirs\"");
    fs::write(house.path("a.toml"), theirs(GOOD)).unwrap();
    fs::write(house.path("b.toml"), theirs(&other)).unwrap();
    fs::remove_file(house.path("c.toml")).unwrap();
    read(&mut house, Signal::default());
    // All is read; before it is taken in, one of the files is written by this program and the other by somebody else.
    fs::write(house.path("a.toml"), GOOD).unwrap();
    house.press("e!");
    let enter = house.app.handle(Event::Key("enter".parse().unwrap()));
    assert!(enter.is_empty() && house.app.unsaved() == 1);
    let effects = house.app.handle(Event::Key(Key::char('s')));
    effects.into_iter().for_each(|effect| house.act(effect));
    let effects = house.app.handle(Event::Key("enter".parse().unwrap()));
    effects.into_iter().for_each(|effect| house.act(effect));
    let saved = fs::read_to_string(house.path("a.toml")).unwrap();
    assert!(saved.contains("one!") && house.app.unsaved() == 0, "{saved} {}", house.app.status.text);
    fs::write(house.path("b.toml"), other.replace("one", "three")).unwrap();
    // A file that came since is not taken for one that is gone.
    let late = "year = 109\n";
    fs::write(house.path("d.toml"), late).unwrap();
    let news = house.desk.look().unwrap();
    meet::noticed(&mut house.app, news.texts, &news.gone);
    let read_again = house.desk.take_again().unwrap().unwrap();
    meet::reread(&mut house.app, read_again);
    let texts: Vec<&str> = house.app.archive.files.iter().map(|file| &*file.text).collect();
    assert_eq!(texts, [saved.as_str(), &other.replace("one", "three"), "", late]);
    assert_eq!(house.app.unsaved(), 0);
    // Stopped, it brings nothing.
    let signal = Signal::default();
    signal.cancel();
    read(&mut house, signal);
    assert!(house.desk.take_again().is_none() && house.desk.take_again().is_none());
}

/// What is too much for a look is read behind it; of that, what has changed again is left to the next look.
#[test]
fn what_others_change_in_many_files_is_read_behind_the_keys() {
    let mut house = House::open(&[("a.toml", GOOD), ("b.toml", "year = 109\n")], false, Lang::En);
    let (sender, events) = mpsc::channel();
    let theirs = GOOD.replace("note = \"\"", "note = \"theirs\"");
    let (second, third) = ("year = 109\n# theirs\n", "year = 109\n# theirs again\n");
    fs::write(house.path("a.toml"), &theirs).unwrap();
    fs::write(house.path("b.toml"), second).unwrap();
    fs::write(house.path("c.toml"), &theirs).unwrap();
    let look = |house: &mut House| {
        let news = house.desk.look_for(1).unwrap();
        assert!(news.texts.is_empty() && news.gone.is_empty());
        let paths: Vec<String> = news.many.iter().map(|file| file.path.to_string_lossy().into_owned()).collect();
        let (known, signal) = reading::changed(&mut house.app, news.many.len()).unwrap();
        house.desk.read_changed(news.many, known, signal, &sender);
        while events.recv().unwrap() != Event::ReadAgain {}
        paths.join(" ")
    };
    let take = |house: &mut House| {
        house.app.handle(Event::ReadAgain);
        let read = house.desk.take_again().unwrap().unwrap();
        meet::reread(&mut house.app, read);
        house.app.archive.files.iter().map(|file| file.text.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(look(&mut house), "a.toml b.toml c.toml");
    fs::write(house.path("b.toml"), third).unwrap();
    assert_eq!(take(&mut house), [theirs.as_str(), "year = 109\n", &theirs]);
    assert_eq!(look(&mut house), "b.toml");
    assert_eq!(take(&mut house), [theirs.as_str(), third, &theirs]);
}

/// What was taken up from an earlier start stays in its draft until this program's has it.
#[test]
fn an_older_draft_goes_when_the_journal_has_what_it_had() {
    let (folder, state) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut earlier = edited(&folder, &state);
    earlier.desk.keep(&earlier.app).unwrap();
    drop(earlier);
    let drafts = || fs::read_dir(state.path().join("drafts")).unwrap().map(|entry| entry.unwrap().path());
    let old = drafts().next().unwrap();
    let mut house = edited(&folder, &state);
    house.desk.discard_later();
    house.desk.discard_kept(&house.app);
    assert!(old.exists() && house.desk.behind(&house.app) == Some(true), "what is edited is in no other draft yet");
    house.desk.keep(&house.app).unwrap();
    house.desk.discard_kept(&house.app);
    assert!(!old.exists() && drafts().count() == 1);
}

/// What changes very many files is brought into the draft a few at a time, so that the keys wait for no more than these.
#[test]
fn a_draft_of_much_is_kept_piece_by_piece() {
    let (folder, state) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let much = format!("# {}\n{GOOD}", "x".repeat(3 << 20));
    let names = ["a.toml", "b.toml", "c.toml"];
    names.iter().for_each(|name| fs::write(folder.path().join(name), &much).unwrap());
    let (mut desk, opening) = Desk::open(folder.path(), Some(state.path()), false).unwrap();
    let keymap = Keymap::new(&config::read(None).unwrap().keys).unwrap();
    let mut app = App::new(Archive::read(opening.texts), keymap, Lang::En);
    let edited = much.replace("one", "two");
    (0..3).for_each(|file| Arc::make_mut(&mut app.archive).replace(file, &edited));
    assert_eq!((0..3).map(|_| desk.keep_some(&app).unwrap()).collect::<Vec<_>>(), [true, true, false]);
    assert_eq!(desk.behind(&app), None);
    drop(desk);
    let (_, opening) = Desk::open(folder.path(), Some(state.path()), false).unwrap();
    let found = opening.recovered.unwrap().files;
    assert!(found.len() == 3 && found.iter().all(|(_, base, mine)| *base == much && *mine == edited));
}

/// Of what is taken back nothing is kept: neither its text, nor that it was there.
#[test]
fn a_draft_of_what_was_taken_back_is_none() {
    let (folder, state) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let items: String = (0..200).map(|n| format!("[[item]]\nid = \"a.{n}\"\ntitle = \"{n}\"\n")).collect();
    let texts = [format!("year = 109\n{items}"), format!("year = 110\n{items}")];
    let names = ["a.toml", "b.toml"];
    names.iter().zip(&texts).for_each(|(name, text)| fs::write(folder.path().join(name), text).unwrap());
    let (mut desk, opening) = Desk::open(folder.path(), Some(state.path()), false).unwrap();
    let keymap = Keymap::new(&config::read(None).unwrap().keys).unwrap();
    let mut app = App::new(Archive::read(opening.texts), keymap, Lang::En);
    let mut length = |edited: [&str; 2]| {
        (0..2).for_each(|file| Arc::make_mut(&mut app.archive).replace(file, edited[file]));
        desk.keep(&app).unwrap();
        assert_eq!(desk.behind(&app), None);
        let journal = fs::read_dir(state.path().join("drafts")).unwrap().next().unwrap().unwrap();
        journal.metadata().unwrap().len() as usize
    };
    let edited = texts.each_ref().map(|text| text.replace("title = \"19", "title = \"x"));
    // Each once as it was, and what is changed.
    let both = length([&edited[0], &edited[1]]);
    assert!((texts[0].len() * 2..texts[0].len() * 3).contains(&both), "{both}");
    assert!(length([&texts[0], &edited[1]]) < both + 200);
    assert_eq!(length([&texts[0], &texts[1]]), 0);
    let one = length([&edited[0], &texts[1]]);
    assert!(one * 2 < both + 200, "{one}");
    drop((app, desk));
    let (_, opening) = Desk::open(folder.path(), Some(state.path()), false).unwrap();
    let found = opening.recovered.unwrap().files;
    assert_eq!(found, [(names[0].to_string(), texts[0].clone(), edited[0].clone())]);
}
