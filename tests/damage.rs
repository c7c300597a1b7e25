//! The real archive, damaged on purpose: what breaks a rule by construction is found, what can be mended is mended, and
//! nothing that can stand in a file makes the check panic. Every damage is drawn from a fixed seed.

use annals::insight::check;
use annals::insight::check::Finding;
use annals::insight::check::Report;
use annals::insight::check::rule;
use annals::insight::series;
use annals::insight::series::Key;
use annals::model::field::Field;
use annals::model::figure::Figure;
use annals::model::metric::Value;
use annals::sample;
use annals::store::apply;
use annals::store::archive::Archive;
use annals::store::archive::ItemId;
use annals::store::file::Text;
use annals::store::record::Block;
use annals::store::record::Name;
use annals::store::record::Slot;
use annals::store::span::Span;

/// Damages of each kind.
const EACH: usize = 20;

/// A linear congruential generator (Knuth's MMIX constants): no crate, and the same numbers everywhere.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }

    fn one<'t, T>(&mut self, of: &'t [T]) -> Option<&'t T> {
        of.get(self.below(of.len()))
    }
}

/// A file with another text, and the code of what must be found in it then.
struct Damage {
    file: usize,
    text: String,
    code: &'static str,
}

/// One of the places where a kind of damage can be done, and the damage there; none where nothing of the kind can be broken.
type Kind = fn(&Archive, &mut Dice) -> Option<Damage>;

fn archive() -> Archive {
    Archive::read(sample::texts().into_iter().map(|text| Text { locked: None, ..text }).collect())
}

fn with(archive: &Archive, file: usize, text: &str) -> Archive {
    let mut archive = archive.clone();
    archive.replace(file, text);
    archive.derive();
    archive
}

/// A file with `new` in the place of a span.
fn splice(archive: &Archive, file: usize, span: Span, new: &str, code: &'static str) -> Option<Damage> {
    let text = &archive.files[file].text;
    Some(Damage { file, text: [&text[..span.from()], new, &text[span.to()..]].concat(), code })
}

/// Every block of the archive's records: the item's own, and its metrics'.
fn blocks(archive: &Archive) -> Vec<(ItemId, Option<usize>, Block)> {
    let mut blocks = Vec::new();
    for (file, found) in archive.files.iter().enumerate() {
        for (record, item) in found.records().iter().cloned().enumerate() {
            let id = ItemId { file, record };
            blocks.push((id, None, item.item));
            blocks.extend(item.metrics.into_iter().enumerate().map(|(at, block)| (id, Some(at), block)));
        }
    }
    blocks
}

/// Every slot of a field that `wanted` takes, by its file and text.
fn slots(archive: &Archive, field: Field, wanted: impl Fn(&str, &Block) -> bool) -> Vec<(ItemId, Option<usize>, Slot)> {
    let slot = |(item, metric, block): (ItemId, Option<usize>, Block)| {
        let found = block.slot(&Name::Field(field))?.clone();
        wanted(&archive.files[item.file].text, &block).then_some((item, metric, found))
    };
    blocks(archive).into_iter().filter_map(slot).collect()
}

fn is_free(text: &str, block: &Block) -> bool {
    block.read_list(text, Field::Accept).is_empty()
}

/// The metrics that some relation or formula computes, and gives right: where the value stands, what it is, and the rule.
fn computed(archive: &Archive) -> Vec<(ItemId, Span, Figure, bool, &'static str)> {
    let mut found = Vec::new();
    for stand in series::stands(archive) {
        let metric = &stand.metric;
        let (Some(figure), Some(series)) = (metric.value.figure(), archive.series(&metric.id)) else { continue };
        let has = |id: &String| {
            archive.find_metric(stand.year, id).and_then(|(item, at)| archive.metric(item, at)?.value.figure())
        };
        let pair = |pair: &Option<(String, String)>| pair.clone().map_or(vec![], |(one, other)| vec![one, other]);
        for (ids, code) in [
            (series.sum.clone(), "A301"),
            (series.product.clone(), "A302"),
            (pair(&series.ratio), "A303"),
            (pair(&series.difference), "A304"),
        ] {
            if !ids.is_empty() && ids.iter().all(|id| has(id).is_some()) {
                let block = &archive.files[stand.item.file].records()[stand.item.record].metrics[stand.at];
                let accepted = !is_free(&archive.files[stand.item.file].text, block);
                let span = block.slot(&Name::Field(Field::Value)).unwrap().value;
                found.extend((!accepted).then_some((stand.item, span, figure, metric.approx, code)));
            }
        }
    }
    found
}

fn figure_of_a_relation(archive: &Archive, dice: &mut Dice) -> Option<Damage> {
    let all = computed(archive);
    let (item, span, figure, approx, code) = *dice.one(&all)?;
    // What is about is left a unit on either side of each number, which five times the value leaves behind.
    let other = if approx { figure.checked_mul(Figure::from(5))? } else { figure.checked_add(Figure::from(1))? };
    splice(archive, item.file, span, &other.to_string(), code)
}

fn figure_of_a_formula(archive: &Archive, dice: &mut Dice) -> Option<Damage> {
    let all = slots(archive, Field::Value, |text, block| {
        is_free(text, block)
            && !block.read(text, Field::Formula).is_empty()
            && block.read(text, Field::Approx).is_empty()
            && Figure::read_toml(&block.read(text, Field::Value)).is_some()
            && !block.read(text, Field::Formula).contains(['÷', '/'])
    });
    let (item, _, slot) = dice.one(&all)?.clone();
    let figure = Figure::read_toml(slot.value.of(&archive.files[item.file].text))?;
    splice(archive, item.file, slot.value, &figure.checked_sub(Figure::from(1))?.to_string(), "A305")
}

fn duplicate_id(archive: &Archive, dice: &mut Dice) -> Option<Damage> {
    let all = slots(archive, Field::Id, |_, _| true);
    let items: Vec<_> = all.into_iter().filter(|(_, metric, _)| metric.is_none()).collect();
    let (one, _, slot) = dice.one(&items)?.clone();
    let others: Vec<_> =
        items.iter().filter(|(other, ..)| *other != one && archive.year(*other) == archive.year(one)).collect();
    let (other, _, _) = *dice.one(&others)?;
    let id = archive.text(*other, Field::Id);
    // The later of the two is told, so both have to be in the same file for it to be known which that is.
    (other.file == one.file).then(|| splice(archive, one.file, slot.value, &format!("\"{id}\""), "A103"))?
}

/// A text with one stroke wrong.
fn slip(word: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = dice.below(letters.len());
    match dice.below(4) {
        0 => _ = letters.remove(at),
        1 => letters.insert(at, 'q'),
        2 => letters[at] = 'q',
        _ if letters.len() > 1 => {
            let at = at.min(letters.len() - 2);
            letters.swap(at, at + 1);
        }
        _ => {}
    }
    letters.into_iter().collect()
}

fn category(archive: &Archive, dice: &mut Dice) -> Option<Damage> {
    let all = slots(archive, Field::Category, |_, _| true);
    let (item, _, slot) = dice.one(&all)?.clone();
    let other = slip(&archive.text(item, Field::Category), dice);
    let unknown = archive.outline.find(&other).is_none() && !other.is_empty();
    unknown.then(|| splice(archive, item.file, slot.value, &format!("\"{other}\""), "A104"))?
}

fn key(archive: &Archive, dice: &mut Dice) -> Option<Damage> {
    let all = blocks(archive);
    let (item, metric, block) = dice.one(&all)?.clone();
    let known: Vec<&Slot> = block.slots.iter().filter(|slot| matches!(slot.name, Name::Field(_))).collect();
    let slot = dice.one(&known)?;
    let text = &archive.files[item.file].text;
    let (old, new) = (slot.key.of(text), slip(slot.key.of(text), dice));
    let of = |key: &str| if metric.is_some() { Field::of_metric(key) } else { Field::of_item(key) };
    let fine = old.len() > 2 && new != old && of(&new).is_none() && !new.is_empty();
    fine.then(|| splice(archive, item.file, slot.key, &new, "A106"))?
}

fn date(archive: &Archive, dice: &mut Dice) -> Option<Damage> {
    let all = slots(archive, Field::When, is_free);
    let (item, _, slot) = dice.one(&all)?.clone();
    let (new, code) = match dice.below(3) {
        0 => ("\"1999-12-31\"", "A404"),
        1 => ("\"2019-13-01\"", "A008"),
        _ => ("\"2021-08/2021-03\"", "A009"),
    };
    splice(archive, item.file, *dice.one(slot.elements.as_ref()?)?, new, code)
}

fn printed_number(archive: &Archive, dice: &mut Dice) -> Option<Damage> {
    let year = *dice.one(&archive.years)?;
    let number = |item: &ItemId| archive.text(*item, Field::No).parse::<u32>().ok();
    let items: Vec<ItemId> = archive.items(year).into_iter().filter(|item| number(item).is_some()).collect();
    let pairs: Vec<&[ItemId]> = items
        .windows(2)
        .filter(|pair| archive.category(pair[0]) == archive.category(pair[1]) && pair[0].file == pair[1].file)
        .filter(|pair| number(&pair[0]) < number(&pair[1]))
        .collect();
    let pair = dice.one(&pairs)?;
    let slot = |item: ItemId| {
        archive.files[item.file].records()[item.record].item.slot(&Name::Field(Field::No)).unwrap().value
    };
    let of = |item: ItemId| slot(item).of(&archive.files[item.file].text);
    match dice.below(2) {
        0 => splice(archive, pair[1].file, slot(pair[1]), of(pair[0]), "A401"),
        _ => {
            let first = splice(archive, pair[1].file, slot(pair[1]), of(pair[0]), "A402")?;
            let text = [&first.text[..slot(pair[0]).from()], of(pair[1]), &first.text[slot(pair[0]).to()..]].concat();
            Some(Damage { text, ..first })
        }
    }
}

fn unit(archive: &Archive, dice: &mut Dice) -> Option<Damage> {
    let all = slots(archive, Field::Id, |text, block| block.read(text, Field::Unit).is_empty() && is_free(text, block));
    let (item, metric, slot) = dice.one(&all)?.clone();
    let series = archive.series(&archive.metric(item, metric?)?.id)?;
    let end = Span { start: slot.value.end, end: slot.value.end };
    (!series.unit.is_empty()).then(|| splice(archive, item.file, end, "\nunit = \"匹\"", "A205"))?
}

fn metric_of_a_series(archive: &Archive, dice: &mut Dice) -> Option<Damage> {
    let all = slots(archive, Field::Id, |text, block| block.read(text, Field::Name).is_empty() && is_free(text, block));
    let metrics: Vec<_> = all.into_iter().filter(|(_, metric, _)| metric.is_some()).collect();
    let (item, metric, slot) = dice.one(&metrics)?.clone();
    let id = archive.metric(item, metric?)?.id;
    match dice.below(3) {
        0 => {
            let other = slip(&id, dice);
            let unknown = archive.series(&other).is_none() && !other.is_empty();
            unknown.then(|| splice(archive, item.file, slot.value, &format!("\"{other}\""), "A202"))?
        }
        1 => splice(archive, item.file, slot.value, "\"\"", "A201"),
        _ => {
            let span = archive.files[item.file].records()[item.record].metrics[metric?].span;
            let copy = span.of(&archive.files[item.file].text).to_string();
            splice(archive, item.file, Span { start: span.end, end: span.end }, &format!("\n{copy}"), "A204")
        }
    }
}

fn value(archive: &Archive, dice: &mut Dice) -> Option<Damage> {
    let all = slots(archive, Field::Value, |text, block| {
        is_free(text, block) && Figure::read_toml(&block.read(text, Field::Value)).is_some()
    });
    let (item, _, slot) = dice.one(&all)?.clone();
    let raw = slot.value.of(&archive.files[item.file].text);
    match dice.below(2) {
        0 => splice(archive, item.file, slot.value, &format!("'{raw}'"), "A206"),
        _ => splice(archive, item.file, slot.value, "inf", "A007"),
    }
}

fn formula(archive: &Archive, dice: &mut Dice) -> Option<Damage> {
    let all = slots(archive, Field::Formula, is_free);
    let (item, _, slot) = dice.one(&all)?.clone();
    let (new, code) = match dice.below(3) {
        0 => ("\"35 + × 15\"", "A207"),
        1 => ("\"(35 + 15\"", "A207"),
        _ => ("\"no.such.metric + 1\"", "A208"),
    };
    splice(archive, item.file, slot.value, new, code)
}

fn missing(archive: &Archive, dice: &mut Dice) -> Option<Damage> {
    let (field, code) = *dice.one(&[(Field::Id, "A101"), (Field::Category, "A105")])?;
    let all = slots(archive, field, |_, _| true);
    let items: Vec<_> = all.into_iter().filter(|(_, metric, _)| metric.is_none()).collect();
    let (item, _, slot) = dice.one(&items)?.clone();
    splice(archive, item.file, Span { start: slot.key.start, end: slot.value.end }, "", code)
}

fn syntax(archive: &Archive, dice: &mut Dice) -> Option<Damage> {
    let all = blocks(archive);
    let (item, _, block) = dice.one(&all)?.clone();
    let slot = dice.one(&block.slots)?;
    splice(archive, item.file, slot.value, "\"open", "A001")
}

fn target(archive: &Archive, dice: &mut Dice) -> Option<Damage> {
    let all =
        slots(archive, Field::Value, |text, block| is_free(text, block) && block.read(text, Field::Target).is_empty());
    let (item, metric, slot) = dice.one(&all)?.clone();
    let metric = archive.metric(item, metric?)?;
    let (Value::Figure(figure), None) = (metric.value, metric.target) else { return None };
    let step = Figure::from(if metric.better == annals::model::series::Better::Lower { -1 } else { 1 });
    let line = format!("\ntarget = {}", figure.checked_add(step)?);
    splice(archive, item.file, Span { start: slot.value.end, end: slot.value.end }, &line, "A209")
}

fn about(archive: &Archive, dice: &mut Dice) -> Option<Damage> {
    let file = archive.files.iter().position(|file| file.about.is_some())?;
    let text = &archive.files[file].text;
    let (find, new, code) = *dice.one(&[
        ("\nsum = [\"", "\nsum = [\"no.", "A203"),
        ("\nproduct = [\"", "\nproduct = [\"x.", "A203"),
        ("better = \"lower\"", "better = \"less\"", "A010"),
        ("better = \"higher\"", "better = higher", "A001"),
        ("\nbetter = ", "\nbeter = ", "A106"),
        ("\nunit = ", "\nuint = ", "A106"),
        ("calendar = \"roc\"", "calendar = \"moon\"", "A005"),
        ("\nsum = [", "\nratio = [\"a\"]\nsum = [", "A006"),
        ("\n[[series]]\nid = \"", "\n[[series]]\nid = \"dormitory.total\"\n\n[[series]]\nid = \"", "A109"),
    ])?;
    let places: Vec<usize> = text.match_indices(find).map(|(at, _)| at).collect();
    let at = *dice.one(&places)?;
    splice(archive, file, Span::new(at, at + find.len()), new, code)
}

fn gone(archive: &Archive, dice: &mut Dice) -> Option<Damage> {
    let years: Vec<_> = archive.years.iter().flatten().copied().collect();
    let [.., last] = years.as_slice() else { return None };
    let all = series::by_key(archive);
    let mut both: Vec<_> =
        all.iter().filter(|(key, found)| matches!(key, Key::Series(_)) && found.len() == 2).collect();
    both.sort_by_key(|(key, _)| (*key).clone());
    let (_, stands) = *dice.one(&both)?;
    let outline = &archive.outline;
    let category = archive.category(stands[0].item)?;
    let mut path = std::iter::once(category).chain(outline.ancestors(category));
    if path.any(|index| outline.categories()[index].in_year(*last).is_some_and(|said| said.partial || said.absent)) {
        return None;
    }
    let stand = &stands[1];
    let span = archive.files[stand.item.file].records()[stand.item.record].metrics[stand.at].span;
    splice(archive, stand.item.file, span, "", "A501")
}

fn strictly(archive: &Archive, dice: &mut Dice) -> Option<Damage> {
    match dice.below(4) {
        0 => {
            let all = slots(archive, Field::Text, is_free);
            let (item, _, slot) = dice.one(&all)?.clone();
            let raw = slot.value.of(&archive.files[item.file].text);
            let end = slot.value.to() - if raw.ends_with("\"\"\"") { 3 } else { 1 };
            splice(archive, item.file, Span::new(end, end), "另有7,654,321件", "A601")
        }
        1 => {
            let all = blocks(archive);
            let (item, _, block) = dice.one(&all)?.clone();
            let text = &archive.files[item.file].text;
            let slot = block.slots.iter().max_by_key(|slot| slot.value).filter(|_| is_free(text, &block))?;
            let (words, code) = *dice.one(&[("summ", "A107"), ("bad-year", "A108")])?;
            let end = Span { start: slot.value.end, end: slot.value.end };
            splice(archive, item.file, end, &format!("\naccept = [\"{words}\"]"), code)
        }
        2 => {
            let all = series::by_key(archive);
            let mut both: Vec<_> = all.values().filter(|found| found.len() == 2).collect();
            both.sort_by_key(|found| (found[1].item, found[1].at));
            let stand = &dice.one(&both)?[1];
            let block = &archive.files[stand.item.file].records()[stand.item.record].metrics[stand.at];
            let figure = stand.metric.value.figure().filter(|figure| *figure > Figure::from(10))?;
            let span = block.slot(&Name::Field(Field::Value))?.value;
            splice(archive, stand.item.file, span, &figure.checked_mul(Figure::from(1000))?.to_string(), "A502")
        }
        _ => {
            let all = computed(archive);
            let (item, ..) = *dice.one(&all)?;
            let record = &archive.files[item.file].records()[item.record];
            let series = archive.series(&record.metrics[0].read(&archive.files[item.file].text, Field::Id))?;
            let part = dice.one(&series.sum)?;
            let (item, at) = archive.find_metric(archive.year(item), part)?;
            let metric = archive.files[item.file].records()[item.record].metrics[at].clone();
            let slot = metric.slot(&Name::Field(Field::Value))?;
            splice(archive, item.file, Span { start: slot.key.start, end: slot.value.end }, "", "A307")
        }
    }
}

const KINDS: &[(&str, Kind)] = &[
    ("a figure that a relation holds", figure_of_a_relation),
    ("a figure that a formula gives", figure_of_a_formula),
    ("an id", duplicate_id),
    ("a category", category),
    ("a key", key),
    ("a date", date),
    ("a printed number", printed_number),
    ("a unit", unit),
    ("a metric of a series", metric_of_a_series),
    ("a value", value),
    ("a formula", formula),
    ("what must be there", missing),
    ("the syntax", syntax),
    ("a target", target),
    ("archive.toml", about),
    ("a series of the last year", gone),
    ("what is looked for strictly", strictly),
];

fn count(report: &Report, code: &str) -> usize {
    report.findings.iter().filter(|finding| finding.rule.code == code).count()
}

/// Damages of every kind, the same each time.
fn damages(archive: &Archive) -> Vec<(&'static str, Damage)> {
    let mut all = Vec::new();
    for (seed, (name, kind)) in KINDS.iter().enumerate() {
        let mut dice = Dice(seed as u64 * 1000 + 7);
        let own = std::iter::repeat_with(|| kind(archive, &mut dice)).take(EACH * 40).flatten();
        let own: Vec<_> = own.take(EACH).map(|damage| (*name, damage)).collect();
        assert_eq!(own.len(), EACH, "{name} could hardly be damaged");
        all.extend(own);
    }
    all
}

#[test]
fn what_is_damaged_is_found_and_what_can_be_mended_is() {
    let archive = archive();
    let sound = check::check(&archive, true);
    let faults: Vec<&Finding> =
        sound.findings.iter().filter(|found| found.rule.severity == rule::Severity::Fault).collect();
    assert!(faults.is_empty(), "the archive itself has faults: {faults:?}");
    let (mut mended, mut codes) = (0, std::collections::BTreeSet::new());
    for (name, damage) in damages(&archive) {
        let broken = with(&archive, damage.file, &damage.text);
        let report = check::check(&broken, true);
        let told = |report: &Report| {
            let lines = report.findings.iter().map(|found| format!("{} {}", found.locate(&broken), found.rule.code));
            lines.collect::<Vec<_>>().join("\n")
        };
        let difference = difference(&archive.files[damage.file].text, &damage.text);
        let (code, before) = (damage.code, count(&sound, damage.code));
        assert!(count(&report, code) > before, "{name}: no {code} for {difference}\n{}", told(&report));
        codes.insert(code);
        // A basic finding is found without being asked for strictly, too.
        let is_strict = rule::ALL.iter().any(|rule| rule.code == code && rule.level == rule::Level::Strict);
        assert!(is_strict || count(&check::check(&broken, false), code) > before, "{name}: {code} only strictly");

        let new = report
            .findings
            .iter()
            .find(|found| found.rule.code == code && found.file == damage.file && !found.fix.is_empty());
        let Some(finding) = new.filter(|_| code != "A001") else { continue };
        let mut fixed = broken.clone();
        let changes = finding.fix.iter().map(|change| (finding.file, change.clone())).collect();
        apply::apply(&mut fixed, changes).unwrap_or_else(|error| panic!("{name}: {error:?} for {difference}"));
        fixed.derive();
        let after = check::check(&fixed, true);
        assert_eq!(count(&after, code), before, "{name}: {code} stays after its fix for {difference}");
        // One slip mended is the archive that there was.
        if matches!(code, "A104" | "A106" | "A202" | "A206") {
            let read = |text: &str| text.parse::<toml::Table>().unwrap();
            let (is, was) = (&fixed.files[damage.file].text, &archive.files[damage.file].text);
            assert!(read(is) == read(was), "{name}: the fix of {difference} does not lead back");
        }
        mended += 1;
    }
    assert!(mended > 60, "only {mended} damages could be mended");
    assert!(codes.len() > 28, "only {codes:?}");
}

/// The line that differs, old → new.
fn difference(old: &str, new: &str) -> String {
    let at = old.lines().zip(new.lines()).position(|(old, new)| old != new).unwrap_or(0);
    format!("line {}: {:?} → {:?}", at + 1, old.lines().nth(at), new.lines().nth(at))
}

#[test]
fn no_rubble_makes_it_panic() {
    const RUBBLE: &[&str] = &[
        "",
        "\"",
        "\"\"\"",
        "'",
        "[[item]]",
        "[[item.metric]]\n",
        "=",
        "\n",
        "[",
        "{",
        "}",
        "]",
        "# ",
        "\u{feff}",
        "\u{202e}",
        "formula = \"((((1\"\n",
        "value = 99999999999999999999999999999\n",
        "when = [\"2021-02-30/\"]\n",
        "no = \"9999999999\"\n",
        "accept = [\"\", 3, []]\n",
        "id = 3\n",
        "year = 0\n",
        "sum = [[]]\n",
        "ratio = [\"a\", \"a\"]\n",
        "target = -0.0\n",
        "萬億",
    ];
    let archive = archive();
    for seed in 0..150 {
        let mut dice = Dice(seed);
        let file = dice.below(archive.files.len());
        let mut text = archive.files[file].text.to_string();
        for _ in 0..=dice.below(4) {
            let place = |text: &str, dice: &mut Dice| {
                let at = dice.below(text.len() + 1);
                (at..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap()
            };
            let (from, length) = (place(&text, &mut dice), dice.below(60));
            let to = (from + length..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(from);
            text.replace_range(from..to, RUBBLE[dice.below(RUBBLE.len())]);
        }
        let broken = with(&archive, file, &text);
        for strict in [false, true] {
            let report = check::check(&broken, strict);
            for finding in &report.findings {
                assert!(!finding.describe(annals::lang::Lang::En).is_empty());
                assert!(finding.span.to() <= broken.files[finding.file].text.len() || finding.line == 0);
            }
        }
    }
}
