//! Random edits of every kind, made as the program makes them, in archives of every look: each changes what it is about and
//! no other byte, undoing all of them gives the first bytes, and doing them again the last. `PROPTEST_CASES=100000` takes
//! that many archives.

#[path = "edits/generate.rs"]
mod generate;

use annals::app::App;
use annals::app::find;
use annals::app::keymap::Keymap;
use annals::app::outside;
use annals::app::records;
use annals::app::records::create;
use annals::app::records::entries;
use annals::config;
use annals::lang::Lang;
use annals::model::field::Field;
use annals::model::year::Calendar;
use annals::model::year::Year;
use annals::store::archive::Archive;
use annals::store::archive::ItemId;
use annals::store::edit::Change;
use annals::store::edit::Place;
use annals::store::file::Text;
use annals::store::record::Block;
use annals::store::record::Name;
use annals::store::record::Record;
use annals::store::tree;
use annals::store::typed;
use annals::store::typed::Spot;
use generate::Choices;
use proptest::prelude::*;
use proptest::test_runner::Config;
use proptest::test_runner::TestRunner;
use std::cell::RefCell;
use std::collections::BTreeMap;

fn open(files: &[(String, String)]) -> App {
    let text = |(path, text): &(String, String)| Text { path: path.into(), text: Ok(text.clone()), locked: None };
    let keymap = Keymap::new(&config::read(None).unwrap().keys).unwrap();
    App::new(Archive::read(files.iter().map(text).collect()), keymap, Lang::En)
}

/// Each file's text, and the text of each of its records.
#[derive(Clone, Debug, PartialEq)]
struct Shot(Vec<(String, Vec<std::ops::Range<usize>>)>);

fn shot(app: &App) -> Shot {
    let spans =
        |file: &annals::store::file::File| file.records().iter().map(|record| record.item.span.range()).collect();
    Shot(app.archive.files.iter().map(|file| (file.text.to_string(), spans(file))).collect())
}

/// Says which file differs, and how.
fn same(is: &Shot, was: &Shot, when: &str) {
    for (is, was) in is.0.iter().zip(&was.0) {
        assert!(is == was, "{when}: \n{}\nbut\n{}", is.0, was.0);
    }
}

/// What an edit is about: records that change, that go, and that come (by their number afterwards). `exact`: not even the
/// blank lines around those records change.
#[derive(Debug, Default)]
struct Meant {
    changed: Vec<ItemId>,
    gone: Vec<ItemId>,
    come: Vec<ItemId>,
    exact: bool,
}

/// A file's text without some of its records, and the text of all its other records.
fn without(shot: &Shot, file: usize, out: &[&[ItemId]]) -> (String, Vec<String>) {
    let (text, spans) = &shot.0[file];
    let is_out = |record: usize| out.iter().any(|ids| ids.contains(&ItemId { file, record }));
    let (mut rest, mut others, mut at) = (String::new(), Vec::new(), 0);
    for (record, span) in spans.iter().enumerate() {
        match is_out(record) {
            true => {
                rest += &text[at..span.start];
                at = span.end;
            }
            false => others.push(text[span.clone()].trim_end().to_string()),
        }
    }
    (rest + &text[at..], others)
}

/// After an edit, all but what it is about is as it was.
fn check(before: &Shot, after: &Shot, meant: &Meant, what: &str) {
    for file in 0..before.0.len() {
        let touched = |ids: &[ItemId]| ids.iter().any(|id| id.file == file);
        let (old, new) = (&before.0[file].0, &after.0[file].0);
        if !touched(&meant.changed) && !touched(&meant.gone) && !touched(&meant.come) {
            assert_eq!(old, new, "{what} changed another file");
            continue;
        }
        let (rest, others) = without(before, file, &[&meant.changed, &meant.gone]);
        let (rest_now, others_now) = without(after, file, &[&meant.changed, &meant.come]);
        assert_eq!(others, others_now, "{what} changed another record of\n{old}\nwhich is now\n{new}");
        let bare = |text: &str| if meant.exact { text.to_string() } else { text.split_whitespace().collect() };
        // Within an array a comma comes and goes with its element, and so does the comment behind it.
        let bare = |text: &str| bare(text).replace([','], "").replace("#間", "");
        assert_eq!(bare(&rest), bare(&rest_now), "{what} changed more than its records of\n{old}\nwhich is now\n{new}");
        assert_eq!(old.starts_with('\u{feff}'), new.starts_with('\u{feff}'), "{what}: the byte order mark");
        if !old.replace("\r\n", "").contains('\n') {
            assert!(!new.replace("\r\n", "").contains('\n'), "{what} brought another line break:\n{new:?}");
        }
        if !old.contains('\r') {
            assert!(!new.contains('\r'), "{what} brought another line break:\n{new:?}");
        }
        assert_eq!(tree::errors(new), [], "{what} made no TOML of\n{old}\nbut\n{new}");
    }
}

/// What there is of blocks in the archive.
fn places(app: &App) -> Vec<(usize, Place)> {
    let files = app.archive.files.iter().enumerate();
    let of = |(at, file): (usize, &annals::store::file::File)| -> Vec<(usize, Place)> {
        let records = file.records();
        let places = |(number, record): (usize, &Record)| -> Vec<_> {
            record.blocks(number).map(|(place, _)| (at, place)).collect()
        };
        records.iter().enumerate().flat_map(places).collect()
    };
    files.flat_map(of).collect()
}

fn block(app: &App, (file, place): (usize, Place)) -> Block {
    app.archive.block(file, place).unwrap().1
}

/// Some of the items: the marked ones, in order.
fn mark_some(app: &mut App, choices: &mut Choices) -> Vec<ItemId> {
    let items: Vec<ItemId> = places(app)
        .iter()
        .filter(|(_, place)| place.metric.is_none())
        .map(|(file, place)| ItemId { file: *file, record: place.record })
        .collect();
    let first = items[choices.below(items.len())];
    let mut some: Vec<ItemId> = items.iter().copied().filter(|item| *item == first || choices.once_in(3)).collect();
    some.sort();
    find::go_to(app, first);
    app.marked = some.iter().copied().collect();
    some
}

/// One edit, made as the program makes it. Gives what it is about, and its name.
fn edit(app: &mut App, choices: &mut Choices) -> (Meant, String) {
    app.status = Default::default();
    let all = places(app);
    let (file, place) = all[choices.below(all.len())];
    let item = ItemId { file, record: place.record };
    let changed = |exact: bool| Meant { changed: vec![item], exact, ..Meant::default() };
    let kind = choices.below(12);
    match kind {
        0..3 => {
            let names: Vec<Name> = block(app, (file, place)).slots.iter().map(|slot| slot.name.clone()).collect();
            let fields =
                [Field::Title, Field::Text, Field::Tags, Field::No, Field::Note, Field::Value, Field::On, Field::When];
            let name = match choices.below(names.len() + 3) {
                at if at < names.len() => names[at].clone(),
                _ => Name::Field(choices.pick(&fields)),
            };
            let text =
                choices.pick(&["甲", "", "it's \"so\"", "一\n二\n", "7", "2021-03", "\\ \t\u{202e}", "true", "[1]"]);
            let spot = Spot { archive: &app.archive, file, place, name: &name, lang: Lang::En };
            if let Ok(Some(change)) = typed::read(&spot, text) {
                records::make(app, "set".into(), vec![(file, change)]);
            }
            (changed(true), format!("{name:?} of {place:?} set to {text:?}"))
        }
        3 => {
            let doomed = mark_some(app, choices);
            let places: Vec<_> = doomed.iter().map(|item| (item.file, Place::item(item.record))).collect();
            records::delete(app, &places);
            (Meant { gone: doomed, ..Meant::default() }, "delete items".into())
        }
        4 => {
            let items = mark_some(app, choices);
            let before = items.iter().enumerate();
            // Each stands behind its own, which those before it in the file have moved down.
            let moved = |(at, item): (usize, &ItemId)| {
                let above = items[..at].iter().filter(|other| other.file == item.file).count();
                ItemId { record: item.record + above + 1, ..*item }
            };
            let come = before.map(moved).collect();
            records::duplicate(app);
            (Meant { come, ..Meant::default() }, "duplicate".into())
        }
        5 => {
            let items = mark_some(app, choices);
            let category = choices.pick(&["c", "a/b", "a"]);
            records::move_to(app, category);
            (Meant { changed: items, exact: true, ..Meant::default() }, format!("move to {category}"))
        }
        6 => {
            find::go_to(app, item);
            let before: Vec<usize> = app.archive.files.iter().map(|file| file.count()).collect();
            create::item(app, "新的 'item'");
            let now = app.archive.files.iter().map(|file| file.count());
            let file = before.iter().zip(now).position(|(before, now)| *before != now);
            // It is chosen.
            let come = app.item().filter(|new| Some(new.file) == file).into_iter().collect();
            (Meant { come, ..Meant::default() }, "a new item".into())
        }
        7 => {
            create::metric(app, item, None, "自訂");
            app.mode = Default::default();
            (changed(true), format!("a new metric of {place:?}"))
        }
        8 => {
            let Some(metric) = place.metric else { return (Meant::default(), "nothing".into()) };
            find::go_to_metric(app, item, metric);
            entries::add(app);
            app.mode = Default::default();
            (changed(true), format!("a new entry of {place:?}"))
        }
        9 => {
            if place.metric.is_none() {
                return (Meant::default(), "nothing".into());
            }
            records::delete(app, &[(file, place)]);
            (changed(false), format!("delete {place:?}"))
        }
        10 => {
            let name = block(app, (file, place)).slots.iter().map(|slot| slot.name.clone()).next_back();
            let Some(name) = name else { return (Meant::default(), "nothing".into()) };
            records::make(app, "rename".into(), vec![(file, Change::Rename(place, name.clone(), "other".into()))]);
            (changed(true), format!("{name:?} of {place:?} called other"))
        }
        _ => {
            find::go_to(app, item);
            outside::open(app);
            let lent = app.take_effects().into_iter().find_map(|effect| match effect {
                annals::app::effect::Effect::Outside(lent) => Some(lent),
                _ => None,
            });
            if let Some(lent) = lent {
                outside::edited(app, &lent, &lent.text.replace("市有", "市管").replace('1', "2"));
            }
            (changed(true), "edited outside".into())
        }
    }
}

/// How often each of some words stands in the archive.
fn counted(app: &App, words: &[String]) -> Vec<usize> {
    let texts: String = app.archive.files.iter().map(|file| &*file.text).collect();
    words.iter().map(|word| texts.matches(word.as_str()).count()).collect()
}

/// One archive, a run of edits, and back. Counts what was done, by kind.
fn stroll(bytes: &[u8], steps: usize, done: &RefCell<BTreeMap<String, usize>>) {
    let mut choices = Choices::new(bytes);
    let files = generate::archive(&mut choices);
    let mut app = open(&files);
    for file in &app.archive.files {
        assert_eq!(file.locked, None, "the generator made no TOML: {:?}\n{}", file.problems, file.text);
    }
    let first = shot(&app);
    let mut taken = Vec::new();
    for _ in 0..steps {
        if choices.is_used_up() || places(&app).is_empty() {
            break;
        }
        let before = shot(&app);
        if choices.once_in(5) {
            // Some steps back, and as many again.
            let mut back = Vec::new();
            for _ in 0..choices.below(4).min(taken.len()) {
                back.push(shot(&app));
                records::undo(&mut app);
            }
            for then in back.iter().rev() {
                records::redo(&mut app);
                same(&shot(&app), then, "what was undone is not done again");
            }
            same(&shot(&app), &before, "as many steps again");
            continue;
        }
        let (meant, what) = edit(&mut app, &mut choices);
        let after = shot(&app);
        if app.status.bad {
            same(&before, &after, &format!("{what} was refused: {}", app.status.text));
        } else {
            check(&before, &after, &meant, &what);
        }
        if before != after {
            *done.borrow_mut().entry(what.split(' ').next().unwrap().to_string()).or_insert(0) += 1;
            taken.push(what);
        }
    }
    let last = shot(&app);
    for _ in 0..taken.len() {
        records::undo(&mut app);
    }
    same(&shot(&app), &first, &format!("after undoing {taken:?}"));
    for _ in 0..taken.len() {
        records::redo(&mut app);
    }
    same(&shot(&app), &last, &format!("after doing again {taken:?}"));
}

#[test]
fn n_edits_change_what_they_are_about_and_n_undos_give_the_first_bytes() {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(100);
    let mut runner =
        TestRunner::new(Config { cases, failure_persistence: None, max_shrink_iters: 200, ..Config::default() });
    let done = RefCell::new(BTreeMap::new());
    // Shrinking panics time and again; the last word is the one to hear.
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let ran = runner.run(&proptest::collection::vec(any::<u8>(), 0..700), |bytes| {
        stroll(&bytes, 20, &done);
        Ok(())
    });
    std::panic::set_hook(hook);
    if let Err(proptest::test_runner::TestError::Fail(why, bytes)) = ran {
        // As one line, for a case of its own.
        panic!("{why}\n{bytes:?}");
    }
    assert!(done.borrow().values().all(|count| *count > 0) && done.borrow().len() >= 9, "{:?}", done.borrow());
}

/// The comment lines directly above a record go with it, those of a section stay, and undo brings them back.
#[test]
fn comments_above_a_record_are_its_own() {
    for newline in ["\n", "\r\n"] {
        let text = "year = 110\n\n# ── section ──\n\n# about one\n# more of one\n[[item]]\nid = 'one'\n# behind one\n\n# ── section two ──\n\n  # about two\n  [[item]]\n  id = 'two'\n\n# about three\n[[item]]\nid = 'three'\n# the end\n";
        let text = text.replace('\n', newline);
        let mut app = open(&[("110/a.toml".to_string(), text.clone())]);
        let words: Vec<String> =
            ["about one", "more of one", "behind one", "section", "about two", "about three", "the end"]
                .map(String::from)
                .into();
        let all = counted(&app, &words);
        assert_eq!(all, [1, 1, 1, 2, 1, 1, 1]);
        for (record, left) in [(0, [0, 0, 0, 2, 1, 1, 1]), (1, [1, 1, 1, 2, 0, 1, 1]), (2, [1, 1, 1, 2, 1, 0, 0])] {
            records::delete(&mut app, &[(0, Place::item(record))]);
            assert_eq!(counted(&app, &words), left, "without record {record}:\n{}", app.archive.files[0].text);
            records::undo(&mut app);
            assert_eq!(*app.archive.files[0].text, *text);
        }
        find::go_to(&mut app, ItemId { file: 0, record: 0 });
        records::duplicate(&mut app);
        assert_eq!(counted(&app, &words), [2, 2, 2, 2, 1, 1, 1]);
        records::undo(&mut app);
        assert_eq!(*app.archive.files[0].text, *text);
    }
}

#[test]
fn a_record_goes_into_another_year_as_it_is() {
    let one = "year = 109\r\n\r\n# about one\r\n[[item]]\r\nid = 'one' # x\r\nx.y = 1\r\n";
    let two = "\u{feff}year = 110\n[[item]]\nid = 'two'";
    let files = [("109/a.toml".to_string(), one.to_string()), ("110/a.toml".to_string(), two.to_string())];
    let about = ("archive.toml".to_string(), generate::ABOUT.to_string());
    let mut app = open(&[files[0].clone(), files[1].clone(), about]);
    let at =
        |app: &App, path: &str| app.archive.files.iter().position(|file| file.path.to_str() == Some(path)).unwrap();
    let file = at(&app, "109/a.toml");
    find::go_to(&mut app, ItemId { file, record: 0 });
    records::duplicate_into(&mut app, Year::from_number(110, Calendar::Roc));
    let there = at(&app, "110/a.toml");
    assert_eq!(*app.archive.files[there].text, *format!("{two}\n\n# about one\n[[item]]\nid = 'one' # x\nx.y = 1"));
    assert_eq!(*app.archive.files[file].text, *one);
    records::undo(&mut app);
    assert_eq!(*app.archive.files[there].text, *two);
}
