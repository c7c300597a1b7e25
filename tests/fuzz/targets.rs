//! What each fuzz target does with its bytes, and what must hold. `cargo fuzz` runs these (fuzz/), and so does `cargo test`
//! (tests/fuzz.rs), over the same corpora.
#![allow(unreachable_pub, reason = "a module of a test file and of a library")]

use crate::desk::Desk;
use crate::judge;
use crate::rules;
use annals::exchange::format::Format;
use annals::exchange::import;
use annals::exchange::import::Options;
use annals::exchange::import::Source;
use annals::exchange::mapping;
use annals::exchange::mapping::Said;
use annals::exchange::read;
use annals::insight::check;
use annals::insight::facts::Ground;
use annals::insight::find;
use annals::insight::find::Course;
use annals::insight::find::Index;
use annals::insight::find::Wanted;
use annals::insight::found;
use annals::lang::Lang;
use annals::model::date::When;
use annals::model::field::Field;
use annals::model::figure::Figure;
use annals::model::formula::Formula;
use annals::model::view::View;
use annals::model::year::Calendar;
use annals::search::marks;
use annals::search::phonetic::Sounds;
use annals::search::query::Language;
use annals::search::query::Query;
use annals::store::apply;
use annals::store::archive::Archive;
use annals::store::archive::ItemId;
use annals::store::draft::replay;
use annals::store::edit;
use annals::store::edit::Change;
use annals::store::edit::New;
use annals::store::edit::Place;
use annals::store::file::Text;
use annals::store::record;
use annals::store::record::Name;
use annals::store::record::Record;
use annals::store::shape::Shape;
use annals::store::splice::Splice;
use annals::store::tree;
use annals::ui::signs;
use annals::ui::theme::Colours;
use std::sync::OnceLock;
use xxhash_rust::xxh3::xxh3_64;

/// A target's name, which is that of its corpus, and the target.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const TARGETS: [Target; 6] =
    [("parse", parse), ("splice", splice), ("query", query), ("keys", keys), ("journal", journal), ("import", import)];

fn text_of(path: &str, text: &str) -> Text {
    Text { path: path.into(), text: Ok(text.to_string()), locked: None }
}

/// The archive that the targets work on.
fn archive() -> Archive {
    static ARCHIVE: OnceLock<Archive> = OnceLock::new();
    let read = || Archive::read(rules::FIRST.iter().map(|(path, text)| text_of(path, text)).collect());
    ARCHIVE.get_or_init(read).clone()
}

/// A file, read as records and as `archive.toml`: what is TOML reads as the judge reads it, what is not is told of with its
/// place, and the check has its say about whatever there is.
pub fn parse(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (tree, errors) = (tree::read(text), tree::errors(text));
    if errors.is_empty() {
        assert_eq!(judge::seen(&tree.root, text), judge::judged(text));
    }
    let about = rules::FIRST[0];
    for texts in [
        vec![text_of(about.0, about.1), text_of("110/a.toml", text)],
        vec![text_of(about.0, text), text_of("110/a.toml", rules::FIRST[3].1)],
    ] {
        let archive = Archive::read(texts);
        for file in &archive.files {
            assert_eq!(file.locked.is_some(), file.problems.iter().any(|problem| problem.flaw.locks()));
            for problem in &file.problems {
                let lines = file.text.matches('\n').count() + 1;
                assert!(problem.line <= lines, "{}", problem.describe(Lang::Zh));
            }
            // However a file is read, its records are those that the tree has, and what is taken is TOML.
            let tree = tree::read(&file.text);
            assert!(file.locked.is_some() || tree::errors(&file.text).is_empty());
            let records = record::records(&tree, &file.shape, &file.text);
            assert!(
                file.about.is_some() || format!("{:?}", file.records()) == format!("{records:?}"),
                "{:?}",
                file.text
            );
            for (at, found) in file.records().iter().enumerate() {
                for (_, block) in found.blocks(at) {
                    assert!(file.text.get(block.span.range()).is_some(), "a span cuts a character");
                    assert!(block.slots.iter().all(|slot| file.text.get(slot.value.range()).is_some()));
                }
            }
        }
        let report = check::check(&archive, true);
        report.findings.iter().for_each(|finding| _ = finding.describe(Lang::En));
    }
}

/// Changes of a text, one after the other, and back: the first line says which, in four bytes each; the rest is the text.
pub fn splice(data: &[u8]) {
    let Some(line) = data.iter().position(|byte| *byte == b'\n') else { return };
    let (script, Ok(first)) = (&data[..line], std::str::from_utf8(&data[line + 1..])) else { return };
    let shape = Shape::of_archive();
    let mut text = first.to_string();
    let mut done: Vec<Splice> = Vec::new();
    for bytes in script.chunks_exact(4).take(16) {
        let records = record::records(&tree::read(&text), &shape, &text);
        let Some(change) = change(bytes, &records, &text) else { continue };
        let Ok(Some(splice)) = edit::plan(&text, &records, &shape, &change) else { continue };
        let changed = splice.apply(&text).expect("a planned splice fits");
        assert_eq!(splice.inverse().apply(&changed).as_deref(), Some(text.as_str()), "{change:?}");
        assert_eq!(tree::errors(&changed), [], "{change:?}");
        assert_eq!(changed.starts_with('\u{feff}'), text.starts_with('\u{feff}'), "{change:?}");
        others_stay(&change, &records, &text, &changed);
        text = changed;
        done.push(splice);
    }
    for splice in done.iter().rev() {
        text = splice.inverse().apply(&text).expect("an inverse fits");
    }
    assert_eq!(text, first);
}

/// Four bytes as a change of one of the records.
fn change(bytes: &[u8], records: &[Record], text: &str) -> Option<Change> {
    let [kind, record, within, what] = [bytes[0], bytes[1], bytes[2], bytes[3]].map(usize::from);
    let record = record % records.len().max(1);
    let metrics = records.get(record).map_or(0, |record| record.metrics.len());
    let metric = (within % (metrics + 1)).checked_sub(1);
    let entries = metric.map_or(0, |metric| records[record].metrics[metric].entries.len());
    let place = Place { record, metric, entry: metric.and((within / 16 % (entries + 1)).checked_sub(1)) };
    let block = records.get(record).and_then(|found| found.block(place.metric, place.entry));
    let slot = block.and_then(|block| block.slots.get(what % block.slots.len().max(1)));
    const FIELDS: [Field; 8] =
        [Field::Id, Field::Title, Field::Text, Field::Tags, Field::Value, Field::Note, Field::On, Field::Target];
    let name = match (what / 64, slot) {
        (0, Some(slot)) => slot.name.clone(),
        _ => Name::Field(FIELDS[what % FIELDS.len()]),
    };
    const RAWS: [&str; 6] = ["7", "-1.50", "[1, {a = 2}]", "{ z = 'q' }", "2021-03-04", "1\nx = 2"];
    const TEXTS: [&str; 6] = ["", "甲", "it's \"\\", "a\nb\n", "\u{202e}\r", "'''\"\"\""];
    const BLOCKS: [&str; 5] =
        ["[[item]]\nid = \"n\"\n", "{ id = \"n\" }", "[[item.metric]]\nvalue = 5\n", "[[item.metric.entry]]\n", "{}"];
    let pick = |of: &[&str]| of[what % of.len()].to_string();
    Some(match kind % 12 {
        0 | 1 => Change::Set(place, name, New::Text(pick(&TEXTS))),
        2 | 3 => Change::Set(place, name, New::Raw(pick(&RAWS))),
        4 => Change::Set(place, name, New::List(TEXTS[..what % TEXTS.len()].iter().map(|t| t.to_string()).collect())),
        5 => Change::Clear(place, name),
        6 => Change::Rename(place, name, "other".to_string()),
        7 => Change::AddItem(Some(record).filter(|_| what % 2 == 0), pick(&BLOCKS)),
        8 => Change::AddMetric(record, pick(&BLOCKS)),
        9 => Change::AddEntry(record, place.metric?, pick(&BLOCKS)),
        10 => Change::Replace(place, block?.span.of(text).replace('1', "2")),
        _ => Change::Delete(place),
    })
}

/// The records that a change is not about have the text that they had, but for a line break at the end of the file.
fn others_stay(change: &Change, records: &[Record], before: &str, after: &str) {
    let told = |records: &[Record], text: &str| -> Vec<String> {
        records.iter().map(|record| record.item.span.of(text).trim_end().to_string()).collect()
    };
    let after_records = record::records(&tree::read(after), &Shape::of_archive(), after);
    let (mut old, mut new) = (told(records, before), told(&after_records, after));
    match change {
        Change::AddItem(at, _) => _ = new.remove(at.map_or(old.len(), |at| at + 1)),
        Change::Delete(place) if place.metric.is_none() => _ = old.remove(place.record),
        Change::Set(place, ..)
        | Change::Clear(place, _)
        | Change::Rename(place, ..)
        | Change::Replace(place, _)
        | Change::Delete(place) => _ = (old.remove(place.record), new.remove(place.record)),
        Change::AddMetric(record, _) | Change::AddEntry(record, ..) => _ = (old.remove(*record), new.remove(*record)),
    }
    assert_eq!(old, new, "{change:?} changed another record in {before:?}");
}

/// What people type to find, and where a number, a date or a formula is asked for: any text is answered.
pub fn query(data: &[u8]) {
    let Ok(typed) = std::str::from_utf8(data) else { return };
    let query = Query::parse(typed);
    let mut end = 0;
    for word in query.words() {
        assert!(word.at().start >= end && typed.get(word.at()).is_some(), "the words of {typed:?} are out of order");
        end = word.at().end;
    }
    let views = [("v", "value>5 a|b sort:title"), ("w", "@v @w")];
    let views = views.map(|(name, query)| View { name: name.to_string(), query: query.to_string(), line: 0 });
    let language = Language { sounds: Sounds::ON, calendar: Calendar::Roc, words_only: false, views: [&views, &[]] };
    let read = Query::in_language(typed, &language);
    assert_eq!(read, Query::in_language(read.typed(), &language), "{typed:?} is read in two ways");
    let terms = read.clauses().iter().flat_map(|clause| clause.terms()).map(|term| &term.at);
    for at in terms.chain(read.faults().iter().map(|fault| &fault.at)) {
        assert!(typed.get(at.clone()).is_some_and(|text| !text.is_empty()), "{at:?} is no place in {typed:?}");
    }
    static LIBRARY: OnceLock<(Archive, Index)> = OnceLock::new();
    const TITLES: [&str; 5] = ["市有宿舍 60 間", "Green procurement", "訪賓e\u{301}👨‍👩‍👧接待", "ＧＰＲ　４４", ""];
    let (archive, index) = LIBRARY.get_or_init(|| {
        let items: String = TITLES.iter().map(|title| format!("[[item]]\ntitle = '{title}'\n")).collect();
        let text = Text { path: "a.toml".into(), text: Ok(format!("year = 110\n{items}")), locked: None };
        let archive = Archive::read(vec![text]);
        let index = Index::of(&archive);
        (archive, index)
    });
    let (wanted, ground) = (Wanted { limit: 3, ..Wanted::default() }, Ground::of(archive));
    for query in [query.clone(), read] {
        let found = find::search(&ground, index, &query, wanted, &Course::default()).unwrap();
        assert!(found.hits.len() <= 3 && found.hits.len() <= found.total && found.total <= TITLES.len());
        assert!(!query.is_empty() || found.total == TITLES.len(), "nothing typed finds everything");
        let rank = |record| {
            let item = ItemId { file: 0, record };
            found::texts(archive, item).rank(&query, None, &ground.item(item))
        };
        let by_rule = (0..TITLES.len()).filter(|record| rank(*record).is_some()).count();
        assert!(found.total >= wanted.limit || by_rule == found.total, "{typed:?} finds what the rule does not");
    }
    for text in TITLES.into_iter().chain([typed]) {
        for kind in [marks::Kind::Label, marks::Kind::Prose] {
            let cut = marks::marks_in(&query, kind, text).into_iter().find(|mark| text.get(mark.clone()).is_none());
            assert_eq!(cut, None, "a mark cuts a character of {text:?}");
        }
    }
    for unit in ["", "元", "%"] {
        if let Ok(figure) = Figure::read_typed(typed, unit) {
            assert!(Figure::is_prefix(typed, unit), "{typed:?} is a number and not the beginning of one");
            assert_eq!(Figure::read_toml(&figure.to_string()), Some(figure), "{typed:?}");
        }
    }
    for calendar in [Calendar::Roc, Calendar::Gregorian] {
        if let Ok(when) = When::read(typed, calendar, None) {
            assert_eq!(When::read_iso(&when.to_iso()), Some(when), "{typed:?}");
            assert_eq!(When::read(&when.show(calendar), calendar, None).ok(), Some(when), "{typed:?}");
        }
        _ = Formula::parse(typed, calendar);
    }
}

/// Keys at the desk: each line is a paste (after `"`), a size (`@3`, one of [`rules::SIZES`]), or keys as
/// [`Desk::press`] reads them.
pub fn keys(data: &[u8]) {
    let Ok(script) = std::str::from_utf8(data) else { return };
    let mut desk = Desk::new(&rules::FIRST);
    let mut size = rules::SIZES[0];
    let mut left = 120;
    for line in script.lines() {
        match line.chars().next() {
            Some('"') => desk.paste(&line[1..]),
            Some('@') => size = rules::SIZES[line[1..].parse::<usize>().unwrap_or(0) % rules::SIZES.len()],
            _ => {
                let mut rest = line;
                while let (Some(c), true) = (rest.chars().next(), left > 0) {
                    let named = rest.strip_prefix('<').and_then(|after| after.find('>'));
                    let (key, tail) = rest.split_at(named.map_or(c.len_utf8(), |end| end + 2));
                    let (saves, disk) = (desk.saves, desk.files());
                    desk.press(key);
                    assert!(desk.saves > saves || desk.files() == disk, "{key:?} changed a file without a save");
                    rules::draw(&mut desk, size, Colours::None, &signs::LINE);
                    rules::sound(&desk);
                    rest = tail;
                    left -= 1;
                }
            }
        }
    }
    rules::undo_all(&mut desk);
}

/// A journal that a crash has left: the bytes as they are, and each line with the checksum that it needs to be read. A last
/// line that is torn costs no other.
pub fn journal(data: &[u8]) {
    let held = |journal: &[u8]| replay::replay(journal).map(|read| (read.files, read.typing));
    _ = held(data);
    let sealed = |line: &[u8]| [format!("{:016x} ", xxh3_64(line)).as_bytes(), line, b"\n"].concat();
    let lines: Vec<Vec<u8>> = data.split(|byte| *byte == b'\n').map(sealed).collect();
    let whole = lines.concat();
    if let Ok((files, _)) = held(&whole) {
        assert!(files.iter().all(|file| file.mine != file.base), "a file without edits is offered");
    }
    let torn = held(&whole[..whole.len() - 2]);
    assert_eq!(torn, held(&lines[..lines.len() - 1].concat()), "a torn line cost another");
}

/// A file of someone's: its first byte says of which format. What it asks for is refused, or made and then asked for no more.
pub fn import(data: &[u8]) {
    let Some((first, rest)) = data.split_first() else { return };
    let format: Format = read::FORMATS[usize::from(*first) % read::FORMATS.len()];
    let Ok(tables) = read::read(rest, format) else { return };
    let Ok(mappings) = mapping::map(&tables, &Said::default()) else { return };
    let mut archive = archive();
    let options = Options { year: archive.years.last().copied().flatten(), clear_empty: false, lang: Lang::En };
    let sources = || tables.iter().zip(&mappings).filter(|(_, mapping)| mapping.is_of_items());
    let plan = |archive: &Archive| {
        let sources: Vec<Source> = sources().map(|(given, mapping)| Source { given, mapping }).collect();
        import::plan(archive, &sources, options)
    };
    let planned = plan(&archive);
    planned.faults.iter().for_each(|fault| _ = fault.describe(Lang::Zh));
    for (path, text) in &planned.made {
        archive.take(Text { path: path.clone(), text: Ok(text.clone()), locked: None });
    }
    archive.derive();
    let before: Vec<String> = archive.files.iter().map(|file| file.text.to_string()).collect();
    let changes = planned.steps.iter().map(|step| (step.file, step.change.clone())).collect();
    match apply::apply(&mut archive, changes) {
        Ok(_) => {
            archive.derive();
            if planned.faults.is_empty() {
                let again: Vec<String> = plan(&archive).steps.into_iter().map(|step| step.told).collect();
                assert_eq!(again, Vec::<String>::new(), "asked for again once made");
            }
        }
        Err(_) => {
            let after: Vec<String> = archive.files.iter().map(|file| file.text.to_string()).collect();
            assert_eq!(after, before, "refused, and something changed");
        }
    }
}
