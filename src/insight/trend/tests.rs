//! Trends, index numbers and axes of small archives, told as text.

use super::*;
use crate::insight::trend::overlay;
use crate::insight::trend::scale::Extent;
use crate::insight::trend::scale::Scale;
use crate::model::series::Judgement;
use crate::store::file::Text;
use proptest::prelude::*;

/// An archive of years and metrics: `108: s 60 間; t ~1.5 ≥2 | 110: s 44 間`. A series `s`, `t` … is `better`, in 間, and
/// has a target of 50 where it is called `p`. A metric without a number is a gap; 特優 a grade.
fn archive(years: &str, better: &str) -> Archive {
    let series = ["p", "q", "r", "s", "t"].map(|id| {
        let target = if id == "p" { "target = 50\n" } else { "" };
        format!("[[series]]\nid = '{id}'\nname = '{id}'\nunit = '間'\nbetter = '{better}'\n{target}")
    });
    let mut files = vec![("archive.toml".to_string(), format!("calendar = 'roc'\n{}", series.concat()))];
    for year in years.split('|').map(str::trim).filter(|year| !year.is_empty()) {
        let (year, metrics) = year.split_once(':').unwrap();
        let metrics: String = metrics.split(';').map(metric).collect();
        files.push((format!("{year}.toml"), format!("year = {year}\n[[item]]\nid = 'i'\ntitle = 'I'\n{metrics}")));
    }
    let text = |(path, text): (String, String)| Text { path: path.into(), text: Ok(text), locked: None };
    let archive = Archive::read(files.into_iter().map(text).collect());
    assert_eq!(archive.problems, []);
    archive
}

fn metric(words: &str) -> String {
    let Some((id, rest)) = words.trim().split_once(' ').or((!words.trim().is_empty()).then_some((words.trim(), "")))
    else {
        return String::new();
    };
    let key = |word: &str| match word.strip_prefix(['~', '≥']) {
        Some(target) if word.starts_with('≥') => format!("target = {target}\n"),
        Some(about) => format!("value = {about}\napprox = true\n"),
        None if Figure::read_toml(word).is_some() => format!("value = {word}\n"),
        None if word == "特優" => format!("value = '{word}'\n"),
        None => format!("unit = '{word}'\n"),
    };
    let keys: String = rest.split_whitespace().map(key).collect();
    format!("[[item.metric]]\nid = '{id}'\n{keys}")
}

fn series(id: &str) -> Key {
    Key::Series(id.to_string())
}

/// Each year's number, what it has, and how it moved: `110 44 -16 -26.7% better since 108`.
fn tell(trend: &Trend, calendar: crate::model::year::Calendar) -> String {
    let one = |point: &Point| {
        let mut words = vec![point.year.show(calendar)];
        match &point.seen {
            Seen::NoReport => words.push("no report".into()),
            Seen::Absent => words.push("absent".into()),
            Seen::Here(stand) => {
                let about = if stand.metric.approx { "~" } else { "" };
                words.push(match &stand.metric.value {
                    Value::Figure(figure) => format!("{about}{figure}"),
                    Value::Grade(grade) => grade.clone(),
                    Value::Gap => "gap".into(),
                });
                words.extend((stand.metric.unit != trend.unit).then(|| stand.metric.unit.clone()));
            }
        }
        words.extend(point.target.map(|target| format!("≥{target}")));
        if let Some(Step { since, change }) = point.step {
            words.extend(change.absolute.map(|by| by.to_string()));
            words.extend(change.percent.map(|percent| format!("{percent}%")));
            let judged = match change.judgement {
                Judgement::Improved => "better",
                Judgement::Worsened => "worse",
                Judgement::Same => "same",
                Judgement::Neutral => "neutral",
            };
            words.push(format!("{judged} since {}", since.show(calendar)));
        }
        words.join(" ")
    };
    trend.points.iter().map(one).collect::<Vec<_>>().join(" | ")
}

#[track_caller]
fn check(years: &str, better: &str, id: &str, told: &str, overall: &str) {
    let archive = archive(years, better);
    let trend = of(&archive, &series(id));
    assert_eq!(tell(&trend, archive.calendar), told, "{years}");
    let year = |at: usize| trend.points[at].year.show(archive.calendar);
    let shown = |figure: Option<Figure>| figure.map_or("?".to_string(), |figure| figure.to_string());
    let found = trend.overall().map_or(String::new(), |(from, to, change)| {
        let (least, greatest) = (trend.least().unwrap(), trend.greatest().unwrap());
        let extremes = [least, greatest].map(|(at, figure)| format!("{figure} in {}", year(at)));
        let change = format!("{} {}%", shown(change.absolute), shown(change.percent));
        format!("{} to {}: {change}; {}", year(from), year(to), extremes.join(" to "))
    });
    assert_eq!(found, overall, "{years}");
}

#[test]
fn years_to_points() {
    check("", "lower", "s", "", "");
    check("108: s 60", "lower", "s", "108 60", "");
    check("108: t 60", "lower", "s", "108 absent", "");
    // A year between without records is a gap; the change is from the year before that has a figure.
    check(
        "108: s 60 | 110: s 44",
        "lower",
        "s",
        "108 60 | 109 no report | 110 44 -16 -26.7% better since 108",
        "108 to 110: -16 -26.7%; 44 in 110 to 60 in 108",
    );
    check(
        "108: s 60 | 109: t 1 | 110: s | 111: s ~70.5",
        "lower",
        "s",
        "108 60 | 109 absent | 110 gap | 111 ~70.5 10.5 17.5% worse since 108",
        "108 to 111: 10.5 17.5%; 60 in 108 to 70.5 in 111",
    );
    // Another unit is not compared, neither before nor behind; the last one is the trend's.
    check(
        "108: s 1 戶 | 109: s 60 | 110: s 3 戶 | 111: s 50",
        "higher",
        "s",
        "108 1 戶 | 109 60 neutral since 108 | 110 3 戶 neutral since 109 | 111 50 neutral since 110",
        "109 to 111: -10 -16.7%; 50 in 111 to 60 in 109",
    );
    check("108: s 1 戶 | 109: s 1", "higher", "s", "108 1 戶 | 109 1 neutral since 108", "");
    // The series' target, also in years that do not tell; a year's own before it.
    check(
        "108: p 40 | 110: p 60 ≥55 | 111: t 1",
        "higher",
        "p",
        "108 40 ≥50 | 109 no report ≥50 | 110 60 ≥55 20 50.0% better since 108 | 111 absent ≥50",
        "108 to 110: 20 50.0%; 40 in 108 to 60 in 110",
    );
    // Grades are compared with grades, figures with figures.
    check(
        "108: s 特優 | 109: s 5 | 110: s 特優 | 111: s 6",
        "higher",
        "s",
        "108 特優 | 109 5 | 110 特優 same since 108 | 111 6 1 20.0% better since 109",
        "109 to 111: 1 20.0%; 5 in 109 to 6 in 111",
    );
    // From zero there is no percentage; negative numbers, equal ones, and the first of several extremes.
    check(
        "108: s 0 | 109: s -4 | 110: s -2 | 111: s -4.0",
        "higher",
        "s",
        "108 0 | 109 -4 -4 worse since 108 | 110 -2 2 50.0% better since 109 | 111 -4.0 -2.0 -100.0% worse since 110",
        "108 to 111: -4.0 ?%; -4 in 109 to 0 in 108",
    );
    check(
        "108: s 7 | 109: s 7",
        "neutral",
        "s",
        "108 7 | 109 7 0 0.0% same since 108",
        "108 to 109: 0 0.0%; 7 in 108 to 7 in 108",
    );
    // 28 digits, and a difference that has more.
    check(
        "108: s 9999999999999999999999999999 | 109: s 0.0000000000000000000000000001",
        "neutral",
        "s",
        "108 9999999999999999999999999999 | 109 0.0000000000000000000000000001 neutral since 108",
        "108 to 109: ? ?%; 0.0000000000000000000000000001 in 109 to 9999999999999999999999999999 in 108",
    );
}

#[test]
fn forty_years_are_forty_points() {
    let years: Vec<String> = (71..=110).filter(|year| year % 7 != 0).map(|year| format!("{year}: s {year}")).collect();
    let archive = archive(&years.join("|"), "higher");
    let trend = of(&archive, &series("s"));
    assert_eq!(trend.points.len(), 40);
    assert_eq!(trend.figures().count(), 35);
    assert_eq!(trend.points.iter().filter(|point| matches!(point.seen, Seen::NoReport)).count(), 5);
    let changes: Vec<_> = trend.points.iter().filter_map(|point| point.step?.change.absolute).collect();
    assert_eq!(changes.iter().filter(|by| **by == Figure::from(2)).count(), 5);
}

#[test]
fn a_metric_of_an_item_is_the_same_by_its_id() {
    let archive = archive("108: own 3 件; s 1 | 110: s 2; own 5 件", "higher");
    let trend = of(&archive, &Key::Own("i".into(), "own".into()));
    assert_eq!(tell(&trend, archive.calendar), "108 3 | 109 no report | 110 5 2 66.7% neutral since 108");
    assert_eq!((trend.name.as_str(), trend.unit.as_str()), ("own", "件"));
    // What nothing has is a trend of absences, with a name all the same.
    let trend = of(&archive, &Key::Own("i".into(), "none".into()));
    assert_eq!(tell(&trend, archive.calendar), "108 absent | 109 no report | 110 absent");
    assert_eq!((trend.name.as_str(), trend.unit.as_str()), ("none", ""));
}

#[test]
fn index_numbers() {
    for (years, base, told) in [
        ("108: s 60; t 2 | 110: s 44; t 3", Some("108"), "100.0 - 73.3; 100.0 - 150.0"),
        // The first year that all have, not the first that one has.
        ("108: s 60 | 109: s 30; t 4 | 110: s 44; t 1", Some("109"), "200.0 100.0 146.7; - 100.0 25.0"),
        // Half away from zero: 1.0005 of the base, and its negative.
        ("108: s 2000; t -2000 | 109: s 2001; t 2001", Some("108"), "100.0 100.1; 100.0 -100.1"),
        ("108: s 0; t 4 | 109: s 3; t 5", Some("108"), "- - zero; 100.0 125.0"),
        ("108: s 1 | 109: t 1", None, "- -; - -"),
        ("108: s 特優; t 1 | 109: s; t 1", None, "- -; - -"),
        // A figure in another unit is none.
        ("108: s 1 戶; t 1 | 109: s 1; t 2 | 110: s 4; t 3", Some("109"), "- 100.0 400.0; 50.0 100.0 150.0"),
        (
            "108: s 9999999999999999999999999999; t 3 | 109: s 4999999999999999999999999999; t 1",
            Some("108"),
            "100.0 50.0; 100.0 33.3",
        ),
    ] {
        let archive = archive(years, "higher");
        let trends = [of(&archive, &series("s")), of(&archive, &series("t"))];
        let found = overlay::of(&trends);
        let line = |line: &overlay::Line| {
            let one = |index: &Option<Figure>| index.map_or("-".to_string(), |index| index.to_string());
            let mut words: Vec<String> = line.indices.iter().map(one).collect();
            words.extend(line.from_zero.then(|| "zero".to_string()));
            words.join(" ")
        };
        let lines: Vec<String> = found.lines.iter().map(line).collect();
        assert_eq!(lines.join("; "), told, "{years}");
        assert_eq!(found.base.map(|year| year.show(archive.calendar)).as_deref(), base, "{years}");
    }
    assert_eq!(overlay::of(&[]), overlay::Overlay { base: None, lines: Vec::new() });
}

#[test]
fn axes_in_round_numbers() {
    for (figures, most, marks) in [
        ("44 60", 5, "40 45 50 55 60"),
        ("0 60", 5, "0 20 40 60"),
        ("0 96.41 88.5 90", 5, "0 20 40 60 80 100"),
        ("88.5 96.41", 5, "88 90 92 94 96 98"),
        ("0 126600000", 4, "0 50000000 100000000 150000000"),
        // No finer than what is told: there is no half a dormitory.
        ("0 1", 10, "0 1"),
        ("0 3", 10, "0 1 2 3"),
        ("0 1.0", 10, "0 1"),
        ("0 0.3", 10, "0.0 0.1 0.2 0.3"),
        ("0 0.25", 3, "0.0 0.1 0.2 0.3"),
        ("-30 70", 6, "-40 -20 0 20 40 60 80"),
        ("-30 -7", 5, "-30 -25 -20 -15 -10 -5"),
        // One figure alone reaches from zero; zero alone has a step.
        ("7 7", 4, "0 2 4 6 8"),
        ("-7", 4, "-8 -6 -4 -2 0"),
        ("0", 4, "0 1"),
        ("0 7", 1, "0 10"),
        ("0.0000000000000000000000000001 0", 4, "0.0000000000000000000000000000 0.0000000000000000000000000001"),
        ("9999999999999999999999999999 0", 2, "0 5000000000000000000000000000 10000000000000000000000000000"),
        ("79228162514264337593543950335 0", 4, "none"),
        ("9999999999999999999999999999 0.0000000000000000000000000001", 1, "0 10000000000000000000000000000"),
        ("1", 0, "none"),
    ] {
        let extent = Extent::of(figures.split(' ').filter_map(Figure::read_toml)).unwrap();
        let found = Scale::covering(extent, most).map_or("none".to_string(), |scale| {
            let marks = (scale.low..=scale.high).filter_map(|at| scale.mark(at)).map(|mark| mark.to_string());
            marks.collect::<Vec<_>>().join(" ")
        });
        assert_eq!(found, marks, "{figures} in {most}");
    }
    assert_eq!(Extent::of([]), None);
}

#[test]
fn a_bar_is_as_long_as_its_figure() {
    let scale = Scale { step: Figure::from(20), low: 0, high: 5 };
    for (figure, cells) in [("0", 0), ("20", 16), ("-20", 16), ("88.5", 71), ("0.6", 0), ("0.7", 1), ("100", 80)] {
        assert_eq!(scale.reach(Figure::read_toml(figure).unwrap(), 16), cells, "{figure}");
    }
    let huge = Scale { step: Figure::read_toml("5e27").unwrap(), low: 0, high: 2 };
    assert_eq!(huge.reach(Figure::read_toml("9999999999999999999999999999").unwrap(), 80), 160);
    assert_eq!(huge.reach(Figure::read_toml("0.0000000000000000000000000001").unwrap(), 80), 0);
}

#[test]
fn a_table_for_a_spreadsheet() {
    let archive = archive("108: p ~40 | 110: p 60 ≥55 | 111: p 特優 | 112: t 1", "higher");
    let table = tsv::table(&archive, &[of(&archive, &series("p"))], None, crate::lang::Lang::En);
    let wanted = [
        "metric year value approx unit change % better target met item note formula",
        "p 108 40 yes 間    50 no I  ",
        "p 109 no_report          ",
        "p 110 60  間 20 50.0 better 55 yes I  ",
        "p 111 特優  間    50  I  ",
        "p 112 not_told          ",
    ];
    let wanted: String = wanted.iter().map(|line| line.replace(' ', "\t").replace('_', " ") + "\n").collect();
    assert_eq!(table, wanted);
    let trends = [of(&archive, &series("p")), of(&archive, &series("t"))];
    let table = tsv::table(&archive, &trends, Some(&overlay::of(&trends)), crate::lang::Lang::Zh);
    assert_eq!(table.lines().count(), 1 + 2 * 5);
    assert!(table.lines().all(|line| line.matches('\t').count() == 13), "{table}");
}

proptest! {
    /// Whatever the figures, an axis covers them, its marks ascend, and every bar ends on it.
    #[test]
    fn an_axis_covers_what_it_is_for(
        digits in proptest::collection::vec((any::<i64>(), 0..9_u32), 1..8),
        most in 2..20_u16,
        zero: bool,
    ) {
        let figures: Vec<Figure> =
            digits.into_iter().filter_map(|(digits, decimals)| Figure::new(digits.into(), decimals)).collect();
        let extent = Extent::of(figures.iter().copied()).unwrap();
        let extent = if zero { extent.with_zero() } else { extent };
        let scale = Scale::covering(extent, most).unwrap();
        prop_assert!((1..=u64::from(most)).contains(&scale.steps()), "{scale:?}");
        let (low, high) = (scale.mark(scale.low).unwrap(), scale.mark(scale.high).unwrap());
        for figure in figures {
            prop_assert!(low <= figure && figure <= high, "{figure} in {scale:?}");
            let furthest = scale.low.unsigned_abs().max(scale.high.unsigned_abs()) * 8;
            prop_assert!(scale.reach(figure, 8) <= furthest, "{figure} in {scale:?}");
        }
    }
}
