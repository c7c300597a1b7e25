//! The archive at the project's root: it opens without a problem, says what the reports say, and every field of it can
//! be changed alone, whatever the file's line breaks.

use annals::model::field::Field;
use annals::model::figure::Figure;
use annals::model::metric::Value;
use annals::model::year::Calendar;
use annals::model::year::Year;
use annals::store::archive::Archive;
use annals::store::archive::ItemId;
use annals::store::disk;
use annals::store::edit::Change;
use annals::store::edit::New;
use annals::store::edit::Place;
use annals::store::file::File;
use annals::store::file::Text;
use annals::store::record::Name;
use annals::store::record::Record;
use std::path::Path;

fn texts() -> Vec<Text> {
    let opened = disk::read_archive(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data")).unwrap();
    let text = |file: disk::Loaded| Text { path: file.path, text: Ok(file.text.unwrap()), locked: None };
    opened.files.into_iter().map(text).collect()
}

fn year(roc: i64) -> Option<Year> {
    Year::from_number(roc, Calendar::Roc)
}

#[test]
fn it_opens_without_a_problem() {
    let archive = Archive::read(texts());
    let told: Vec<String> = archive.problems.iter().map(|problem| problem.describe(annals::lang::Lang::En)).collect();
    assert_eq!(told, Vec::<String>::new());
    assert_eq!(archive.years, [year(108), year(110)]);
    for of in [year(108), year(110)] {
        assert!(archive.items(of).len() >= 30);
        assert!(archive.items(of).iter().all(|item| archive.category(*item).is_some()));
    }
}

#[test]
fn it_says_what_the_reports_say() {
    let archive = Archive::read(texts());
    let check = |roc: i64, item: &str, metric: &str, value: &str, unit: &str| {
        let id = archive.find(year(roc), item).unwrap_or_else(|| panic!("{roc} has no {item}"));
        let (_, record) = archive.record(id).unwrap();
        let found = (0..record.metrics.len()).filter_map(|at| archive.metric(id, at)).find(|found| found.id == metric);
        let found = found.unwrap_or_else(|| panic!("{roc} {item} has no {metric}"));
        let said = match Figure::read_toml(value) {
            Some(figure) => Value::Figure(figure),
            None if value.is_empty() => Value::Gap,
            None => Value::Grade(value.to_string()),
        };
        assert_eq!(found.value, said, "{roc} {metric}");
        assert_eq!(found.unit, unit, "{roc} {metric}");
        found
    };
    for (roc, item, metric, value, unit) in [
        (108, "dormitory.stock", "dormitory.total", "60", "間"),
        (110, "dormitory.stock", "dormitory.total", "44", "間"),
        (108, "dormitory.stock", "dormitory.family", "19", "間"),
        (108, "services.appraisals", "greening.appraisals", "3", "次"),
        (108, "services.venues", "venues.siwei-halls", "142", "場次"),
        (108, "services.venues", "venues.siwei-rooms", "1021", "場次"),
        (108, "services.venues", "venues.fengshan-halls", "264", "場次"),
        (108, "services.venues", "venues.fengshan-rooms", "851", "場次"),
        (108, "services.posters", "posters.requests", "65", "次"),
        (108, "services.led-wall", "led-wall.requests", "62", "次"),
        (108, "buildings.maintenance", "repairs.cases", "1039", "件"),
        (108, "property.reuse", "auctions.income", "62290", "元"),
        (108, "protection.training", "protection.trainees", "82", "人"),
        (110, "protection.training", "protection.trainees", "60", "人"),
        (108, "protection.fire-drills", "protection.drills", "2", "次"),
        (110, "protection.fire-drills", "protection.drills", "2", "次"),
        (108, "equipment.led", "lighting.led", "1317", "組"),
        (108, "equipment.cooling", "cooling.grant", "13960000", "元"),
        (108, "equipment.cooling", "cooling.own", "3696000", "元"),
        (108, "buildings.elevators-east", "elevators.east", "3", "部"),
        (110, "equipment.elevators-west", "elevators.west", "2", "部"),
        (110, "equipment.auditorium", "auditorium.fire-rating", "一級", ""),
        // 26, 8 and 14 in three visits against one; "107年度第2次" is the name of a visit and says nothing of 107.
        (108, "control-yuan.inspections", "control-yuan.petitions", "48", "件次"),
        (110, "control-yuan.inspections", "control-yuan.petitions", "16", "件次"),
        (108, "control-yuan.107-2", "control-yuan.petitions-107-2", "26", "件次"),
        (108, "research.phone", "phone.tests", "3", "次"),
        (110, "research.phone", "phone.tests", "2", "次"),
        (108, "research.phone", "phone.sampled", "28", "人次"),
        (110, "research.phone", "phone.sampled", "16", "人次"),
        (108, "research.phone", "phone.grade-first", "特優", ""),
        (108, "research.phone", "phone.grade-second", "特優", ""),
        (108, "research.audit", "audit.areas", "5", "項"),
        (108, "english.rules", "english.members-most", "23", "人"),
        (108, "documents.exchange-groups", "e-documents.groups", "40", "個"),
        (108, "documents.exchange-briefing", "e-documents.briefings", "2", "場次"),
        (108, "documents.exchange-system", "e-documents.agencies", "605", "個"),
        (108, "archives.awards", "archives.award-agencies", "33", "個"),
        (108, "archives.awards", "archives.award-staff", "42", "人"),
        (108, "archives.assessment", "archives.assessed", "12", "個"),
        (108, "archives.assessment", "archives.passed", "8", "個"),
        (108, "archives.seminar", "archives.trainees", "47", "人"),
        (108, "archives.national", "archives.national-files", "2", "案"),
        (108, "archives.handover", "archives.handover-economic", "69047", "件"),
        (108, "archives.handover", "archives.handover-personnel", "27000", "件"),
        (108, "security.training", "security-training.trainees", "72", "人次"),
        (110, "security.training", "security-training.trainees", "130", "人次"),
        (108, "documents.open-data", "opendata.before", "25", "項"),
        (108, "confidential.petitions", "petitions.cases", "1394", "件"),
        (110, "confidential.petitions", "petitions.cases", "1091", "件"),
        // What 約 stands before, 20萬片 and 1萬劑.
        (108, "international.visits", "visits.cases", "60", "案"),
        (108, "international.akita", "akita.guests", "37", "人"),
        (108, "international.luncheon", "luncheon.guests", "140", "人"),
        (108, "international.newcomers", "newcomers.countries", "26", "個"),
        (108, "international.newcomers", "newcomers.students", "200", "人"),
        (110, "international.visits", "visits.cases", "29", "案"),
        (110, "international.daegu-camp", "daegu-camp.students", "6", "人"),
        (110, "international.constanta", "constanta.masks", "200000", "片"),
        (110, "international.st-vincent", "st-vincent.test-kits", "10000", "劑"),
        (110, "international.central-america", "central-america.countries", "4", "國"),
        (110, "international.envoy-hampers", "envoy-hampers.posts", "13", "個"),
    ] {
        check(roc, item, metric, value, unit);
    }
    let green = check(108, "services.procurement", "procurement.green", "96.41", "%");
    assert_eq!((green.target, green.meets_target()), (Some(Figure::from(90)), Some(true)));
    // The report says that the legal share was reached, not what was.
    let disability = check(108, "services.procurement", "procurement.disability", "", "%");
    assert_eq!(disability.target, Some(Figure::from(5)));
    assert!(check(108, "equipment.led", "lighting.led", "1317", "組").approx);
    let find = |roc: i64, wanted: &str| {
        let items = archive.items(year(roc));
        let metrics = items.iter().flat_map(|id| {
            let count = archive.record(*id).map_or(0, |(_, record)| record.metrics.len());
            (0..count).filter_map(|at| archive.metric(*id, at)).collect::<Vec<_>>()
        });
        metrics.filter(|metric| metric.value == Value::Figure(Figure::read_toml(wanted).unwrap())).count()
    };
    // 7,746.4 萬 and 7,710 萬 4,000 元; 1 億 2,660 萬 and the misprinted 1 億,5500 萬; 110 萬 2,950 張.
    for (roc, value) in [
        (108, "77464000"),
        (110, "77104000"),
        (108, "126600000"),
        (110, "155000000"),
        (110, "1102950"),
        (108, "969000"),
        (110, "283000000"),
        (108, "855"),
        (110, "157"),
        (108, "107"),
        (110, "115"),
    ] {
        assert!(find(roc, value) > 0, "no metric of {roc} says {value}");
    }
}

#[test]
fn sums_that_are_stated_hold() {
    let archive = Archive::read(texts());
    let mut proved = 0;
    for of in [year(108), year(110)] {
        let mut figures = std::collections::HashMap::new();
        for id in archive.items(of) {
            let count = archive.record(id).map_or(0, |(_, record)| record.metrics.len());
            for metric in (0..count).filter_map(|at| archive.metric(id, at)) {
                figures.extend(metric.value.figure().map(|figure| (metric.id, figure)));
            }
        }
        for series in archive.all_series().into_iter().filter(|series| !series.sum.is_empty()) {
            let parts: Option<Vec<Figure>> = series.sum.iter().map(|id| figures.get(id).copied()).collect();
            let (Some(parts), Some(total)) = (parts, figures.get(&series.id)) else { continue };
            let sum = parts.into_iter().try_fold(Figure::ZERO, Figure::checked_add);
            assert_eq!(sum, Some(*total), "{}", series.id);
            proved += 1;
        }
    }
    assert!(proved >= 6, "only {proved} sums could be proved");
}

/// The looks that a file can have without saying anything else.
fn looks(text: &str) -> Vec<String> {
    let crlf = text.replace('\n', "\r\n");
    vec![
        text.to_string(),
        crlf.clone(),
        format!("\u{feff}{text}"),
        text.trim_end().to_string(),
        format!("\u{feff}{}", crlf.trim_end()),
    ]
}

#[test]
fn every_field_changes_alone() {
    let mut changed = 0;
    for text in texts() {
        for look in looks(text.text.as_deref().unwrap()) {
            let file =
                File::read(Text { path: text.path.clone(), text: Ok(look.clone()), locked: None }, Calendar::Roc);
            assert_eq!(&*file.text, look, "reading changes nothing");
            for (at, record) in file.records().iter().enumerate() {
                changed += check_fields(&file, at, record);
            }
        }
    }
    assert!(changed > 3000, "only {changed} changes were tried");
}

fn check_fields(file: &File, at: usize, record: &Record) -> usize {
    let mut blocks = vec![(Place::item(at), &record.item)];
    for (n, metric) in record.metrics.iter().enumerate() {
        blocks.push((Place::metric(at, n), metric));
        blocks.extend(metric.entries.iter().enumerate().map(|(entry, block)| (Place::entry(at, n, entry), block)));
    }
    let mut count = 0;
    for (place, block) in blocks {
        for slot in &block.slots {
            let new = match (&slot.name, &slot.elements) {
                (_, Some(_)) => New::List(vec!["一".into(), "two".into()]),
                (Name::Field(Field::Value | Field::Target), None) => New::Raw("123456.7".into()),
                (Name::Field(Field::On), None) => New::Raw("1999-12-31".into()),
                (Name::Field(Field::Approx), None) => New::Raw("false".into()),
                _ => New::Text("新的\"一\"".into()),
            };
            let change = Change::Set(place, slot.name.clone(), new);
            let splice = file.plan(&change).unwrap().expect("the new value is another");
            let after = splice.apply(&file.text).unwrap();
            let (start, end) = (slot.value.from(), slot.value.to());
            assert!(start <= splice.at && splice.at + splice.old.len() <= end, "{change:?} reaches out of its value");
            assert_eq!(after[..start], file.text[..start]);
            assert_eq!(after[after.len() - (file.text.len() - end)..], file.text[end..]);
            assert_eq!(splice.inverse().apply(&after).as_deref(), Some(&*file.text));
            count += 1;
        }
    }
    count
}

#[test]
fn every_record_can_go_and_come_back() {
    for text in texts() {
        for look in looks(text.text.as_deref().unwrap()) {
            let file = File::read(Text { path: text.path.clone(), text: Ok(look), locked: None }, Calendar::Roc);
            for record in 0..file.count() {
                let splice = file.plan(&Change::Delete(Place::item(record))).unwrap().unwrap();
                let after = splice.apply(&file.text).unwrap();
                let left = file.with_text(&after, Calendar::Roc);
                assert_eq!(left.count(), file.count() - 1);
                assert!(left.problems.is_empty());
                assert_eq!(splice.inverse().apply(&after).as_deref(), Some(&*file.text));
            }
        }
    }
}

#[test]
fn the_sample_is_the_archive() {
    let sample = annals::sample::texts();
    let mut data = texts();
    data.sort_by(|a, b| a.path.cmp(&b.path));
    let mut names: Vec<_> = sample.iter().map(|text| text.path.clone()).collect();
    names.sort();
    assert_eq!(names, data.iter().map(|text| text.path.clone()).collect::<Vec<_>>());
    assert!(sample.iter().all(|text| text.locked.is_some()));
    let ids: Vec<ItemId> = Archive::read(sample).items(year(110));
    assert_eq!(ids.len(), Archive::read(data).items(year(110)).len());
}
