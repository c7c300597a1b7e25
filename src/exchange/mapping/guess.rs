//! What a column probably means, from its head: the export's own names and titles, the keys of the format, the usual words,
//! and last what is nearly one of these.

use crate::exchange::columns;
use crate::exchange::columns::Def;
use crate::exchange::given::Head;
use crate::exchange::given::Of;
use crate::exchange::mapping::Target;
use crate::model::field::Field;
use crate::model::field::METRIC_FIELDS;
use crate::model::year::Calendar;
use crate::model::year::Year;

/// What else such columns are usually called.
const USUAL: &[(Target, &[&str])] = &[
    (Target::Year, &["年", "年份", "年度", "民國年", "西元", "公元", "roc year", "period"]),
    (Target::Path, &["分類", "類別", "綱目", "section", "group", "分類名稱"]),
    (Target::Item(Field::Id), &["item id", "代號", "項目代碼", "工作代號"]),
    (Target::Item(Field::No), &["number", "項次", "序"]),
    (Target::Item(Field::Title), &["項目", "項目名稱", "工作項目", "施政項目", "標題", "subject", "item title"]),
    (Target::Item(Field::Text), &["內容", "內文", "成果", "執行成果", "執行情形", "body", "description", "result"]),
    (Target::Item(Field::When), &["date", "dates", "日期", "時間"]),
    (Target::Item(Field::Names), &["人名", "地點", "place", "people"]),
    (Target::Item(Field::Tags), &["keywords", "關鍵字", "tag"]),
    (Target::Metric(Field::Id), &["metric id", "指標代碼", "series id"]),
    (Target::Metric(Field::Name), &["指標名稱", "名稱", "metric name", "measure", "indicator"]),
    (Target::Metric(Field::Value), &["值", "數量", "數據", "指標值", "amount", "figure", "count"]),
    (Target::Metric(Field::Unit), &["計量單位", "units"]),
    (Target::Metric(Field::Target), &["目標值", "goal"]),
    (Target::Metric(Field::Note), &["備註", "說明", "remark", "notes", "comment"]),
    (Target::Metric(Field::Approx), &["約略", "approximate"]),
];

/// Two heads this like each other (0 to 1, by Jaro and Winkler) are taken for one with a slip.
const LIKE: f64 = 0.92;

/// Fills in what was not said.
pub(super) fn fill(header: &[Head], targets: &mut [Option<Target>]) {
    let known = known();
    let open: Vec<usize> = (0..header.len()).filter(|at| targets[*at].is_none()).collect();
    for at in &open {
        targets[*at] = exact(&known, &header[*at]);
    }
    // An item and a metric both have this key. Where rows are of metrics it is theirs, as the export's table has it.
    let is_of_metrics = targets.iter().any(|target| matches!(target, Some(Target::Metric(_))))
        && !targets.contains(&Some(Target::Metric(Field::Accept)));
    let is_shared = |head: &Head| head.of.is_none() && plain(&head.text) == Field::Accept.key();
    for at in open.iter().filter(|at| is_of_metrics && is_shared(&header[**at])) {
        targets[*at] = Some(Target::Metric(Field::Accept));
    }
    for at in open {
        let like = targets[at].is_none().then(|| nearly(&known, &header[at])).flatten();
        targets[at] = targets[at].or(like.filter(|like| !targets.contains(&Some(*like))));
    }
    let has = |targets: &[Option<Target>], wanted: Target| targets.contains(&Some(wanted));
    for at in 0..targets.len() {
        let better = match targets[at] {
            // The titles say again what the id says.
            Some(Target::Path) if has(targets, Target::Item(Field::Category)) => Target::Derived,
            // The export names the series beside the metric, whose id is the same; alone it is the id.
            Some(Target::Derived)
                if is_series(&header[at])
                    && !has(targets, Target::Metric(Field::Id))
                    && has(targets, Target::Metric(Field::Value)) =>
            {
                Target::Metric(Field::Id)
            }
            // A year as the archive shows it is a year.
            Some(Target::YearShown) if !has(targets, Target::Year) => Target::Year,
            _ => continue,
        };
        targets[at] = Some(better);
    }
}

/// The columns of the table of entries, and what they mean.
const OF_ENTRIES: &[(&str, Target)] = &[
    ("year", Target::Year),
    ("year_shown", Target::YearShown),
    ("item", Target::Item(Field::Id)),
    ("metric", Target::Metric(Field::Id)),
    ("name", Target::Metric(Field::Name)),
    ("date", Target::Entry(Field::On)),
    ("value", Target::Entry(Field::Value)),
    ("unit", Target::Derived),
    ("note", Target::Entry(Field::Note)),
    ("other", Target::Other),
];

/// Fills in what was not said of a table of dated entries.
pub(super) fn fill_entries(header: &[Head], targets: &mut [Option<Target>]) {
    let usual = known();
    for (head, target) in header.iter().zip(targets) {
        let of_entry = || {
            let is_it = |(name, _): &&(&str, Target)| of_entries(name).contains(&plain(&head.text));
            OF_ENTRIES.iter().find(is_it).map(|(_, target)| *target)
        };
        let of_record = || {
            let ids = |target: &Target| {
                let (item, metric) = (Target::Item, Target::Metric);
                let wanted =
                    [Target::Year, item(Field::Id), item(Field::Title), metric(Field::Id), metric(Field::Name)];
                wanted.contains(target)
            };
            exact(&usual, head).filter(ids)
        };
        *target = match *target {
            // A mapping that was kept speaks of columns, and the same stand in the table of metrics.
            Some(Target::Metric(field @ (Field::Value | Field::Note))) => Some(Target::Entry(field)),
            Some(Target::Metric(Field::Unit)) => Some(Target::Derived),
            Some(said) => Some(said),
            None => of_entry().or_else(of_record),
        };
    }
}

/// Whether this is a table of the dated entries of metrics: as was said, else as its columns say whose meaning is open.
pub(super) fn is_of_entries(header: &[Head], targets: &[Option<Target>]) -> bool {
    if targets.iter().any(|target| matches!(target, Some(Target::Entry(_)))) {
        return true;
    }
    let has = |name: &str| header.iter().position(|head| of_entries(name).contains(&plain(&head.text)));
    // A sheet of a year has dates and metrics, too; and the titles of its items.
    let titles = [columns::ITEMS, columns::METRICS].into_iter().flatten().filter(|def| def.name == "title");
    let titles: Vec<String> = titles.flat_map(names).collect();
    let is_open = |at: usize| targets.get(at).is_none_or(Option::is_none);
    has("metric").is_some()
        && has("date").is_some_and(is_open)
        && !header.iter().any(|head| titles.contains(&plain(&head.text)))
}

/// Whether this is a table of something else than records: of series or categories, which stand in `archive.toml`.
pub(super) fn is_of_others(header: &[Head]) -> bool {
    let only = [(columns::SERIES, "better"), (columns::CATEGORIES, "parent")];
    let defs = only.iter().flat_map(|(table, name)| table.iter().filter(|def| def.name == *name));
    let titles: Vec<String> = defs.flat_map(names).collect();
    header.iter().any(|head| titles.contains(&plain(&head.text)))
}

/// What a column of the table of entries may be called.
fn of_entries(name: &str) -> Vec<String> {
    columns::ENTRIES.iter().filter(|def| def.name == name).flat_map(names).collect()
}

/// What a column may be called: by its name, and by its titles.
fn names(def: &Def) -> [String; 3] {
    [def.name, def.title.en, def.title.zh].map(plain)
}

struct Known {
    name: String,
    of: Of,
    target: Target,
}

/// All that a head may say, the more certain first.
fn known() -> Vec<Known> {
    let mut known = Vec::new();
    for (of, table) in [(Of::Item, columns::ITEMS), (Of::Metric, columns::METRICS)] {
        for (name, target) in table.iter().flat_map(|def| of_def(of, def)) {
            known.push(Known { name, of, target });
        }
    }
    // The entries of a metric stand in it, in JSON; its value is what they come to.
    known.push(Known { name: "entries".to_string(), of: Of::Metric, target: Target::Derived });
    for target in Target::all().filter(|target| *target != Target::LeftOut) {
        let is_of_metric = matches!(target, Target::Metric(_) | Target::Entry(_) | Target::Grade | Target::Totalled);
        let of = if is_of_metric { Of::Metric } else { Of::Item };
        known.push(Known { name: plain(&target.name()), of, target });
    }
    // Within an item of JSON, `id` is the metric's own.
    for field in METRIC_FIELDS {
        known.push(Known { name: plain(field.key()), of: Of::Metric, target: Target::Metric(*field) });
    }
    for (target, names) in USUAL {
        let of = if matches!(target, Target::Metric(_)) { Of::Metric } else { Of::Item };
        known.extend(names.iter().map(|name| Known { name: plain(name), of, target: *target }));
    }
    known
}

fn of_def(of: Of, def: &Def) -> [(String, Target); 3] {
    let column = def.column();
    let field = |name: &str| match of {
        Of::Item => Field::of_item(name).map(Target::Item),
        Of::Metric => Field::of_metric(name).map(Target::Metric),
    };
    let target = match (of, &*column.name) {
        (_, "year") => Target::Year,
        (_, "year_shown") => Target::YearShown,
        (_, "category_path") => Target::Path,
        (_, "other") => Target::Other,
        (Of::Metric, "item") => Target::Item(Field::Id),
        (Of::Metric, "category") => Target::Item(Field::Category),
        (Of::Metric, "title") => Target::Item(Field::Title),
        (Of::Metric, "metric") => Target::Metric(Field::Id),
        (Of::Metric, "grade") => Target::Grade,
        (Of::Metric, "derived") => Target::Totalled,
        (_, name) => field(name).unwrap_or(Target::Derived),
    };
    [&*column.name, column.title.en, column.title.zh].map(|name| (plain(name), target))
}

fn exact(known: &[Known], head: &Head) -> Option<Target> {
    let name = plain(&head.text);
    let fits = |known: &&Known| !name.is_empty() && known.name == name && head.of.is_none_or(|of| of == known.of);
    // A head that names a year and nothing else, `110年度`, has values below it; which, nobody can tell.
    if Year::read(&head.text, Calendar::Roc).is_some() && name.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    known.iter().find(fits).map(|known| known.target)
}

fn nearly(known: &[Known], head: &Head) -> Option<Target> {
    let name = plain(&head.text);
    let like = known
        .iter()
        .filter(|known| head.of.is_none_or(|of| of == known.of))
        .map(|known| (strsim::jaro_winkler(&name, &known.name), known.target));
    let (likeness, target) = like.max_by(|(one, _), (other, _)| one.total_cmp(other))?;
    (likeness >= LIKE && name.chars().count() > 3).then_some(target)
}

fn is_series(head: &Head) -> bool {
    matches!(plain(&head.text).as_str(), "series" | "系列")
}

/// A head as it is compared: without case, spaces and what joins words, and without a remark in parentheses.
fn plain(text: &str) -> String {
    let text = text.split(['(', '（', '\n']).next().unwrap_or(text);
    let same = |c: char| !c.is_whitespace() && !matches!(c, '_' | '-' | '\'');
    text.chars().filter(|c| same(*c)).flat_map(char::to_lowercase).collect()
}
