//! Records that are not there yet: their blocks, their ids, and the files that take them.

use crate::exchange::import::Fault;
use crate::exchange::import::ItemPlan;
use crate::exchange::import::Key;
use crate::exchange::import::MetricPlan;
use crate::exchange::import::Plan;
use crate::exchange::import::Step;
use crate::exchange::import::index::Index;
use crate::exchange::import::wish::Wish;
use crate::lang::Lang;
use crate::lang::words as said;
use crate::lang::words::import as words;
use crate::model::field::Field;
use crate::model::figure::Figure;
use crate::model::year::Year;
use crate::store::archive::Archive;
use crate::store::archive::ItemId;
use crate::store::edit;
use crate::store::edit::Change;
use crate::store::edit::New;
use crate::store::file::File;
use crate::store::file::Text;
use crate::store::flaws::is_id;
use crate::store::fresh;
use crate::store::record::Form;
use crate::store::source::Newline;
use std::collections::HashMap;
use std::collections::HashSet;

/// A new metric on an item that is there.
pub(super) fn metric(index: &Index, id: ItemId, metric: &MetricPlan, lang: Lang) -> Result<Step, String> {
    let cannot = || said::CANNOT_SHAPE.fill(lang, &[]);
    let file = index.archive.files.get(id.file).ok_or_else(cannot)?;
    file.record(id.record).ok_or_else(cannot)?;
    let near = Some(id.record);
    let block = metric_block(index.archive, file, near, edit::metric_form(file, near), metric, lang)?;
    let name = format!("{}.{}", index.name(id, None), metric.key);
    let told = said::SHELL_ADDED.fill(lang, &[&name, &file.path.display().to_string()]);
    Ok(Step { file: id.file, change: Change::AddMetric(id.record, block), told })
}

/// New items with their metrics, and the files of years that have none.
pub(super) fn items(index: &Index, items: Vec<ItemPlan>, lang: Lang, plan: &mut Plan) {
    let mut maker =
        Maker { index, archive: None, taken: HashSet::new(), files: HashMap::new(), added: HashMap::new(), lang };
    let named = items
        .iter()
        .filter_map(|item| if let Key::Id(year, id) = &item.key { Some((*year, id.clone())) } else { None });
    maker.taken.extend(named);
    let mut steps = Vec::new();
    for item in items {
        match maker.item(&item, plan) {
            Ok(own) => {
                plan.counts.items += 1;
                steps.extend(own);
            }
            Err((place, told)) => plan.faults.push(Fault { told, ..place }),
        }
    }
    // Those of one file together, so that they can be made together.
    steps.sort_by_key(|step| step.file);
    plan.steps.extend(steps);
}

struct Maker<'a> {
    index: &'a Index<'a>,
    /// The archive with the files that are to be made; none as long as there are none.
    archive: Option<Archive>,
    taken: HashSet<(Option<Year>, String)>,
    /// The file that takes new items of a year and category.
    files: HashMap<(Option<Year>, Option<usize>), usize>,
    /// How many items each file gets.
    added: HashMap<usize, usize>,
    lang: Lang,
}

type Wrong = (Fault, String);

impl Maker<'_> {
    fn archive(&self) -> &Archive {
        self.archive.as_ref().unwrap_or(self.index.archive)
    }

    fn item(&mut self, item: &ItemPlan, plan: &mut Plan) -> Result<Vec<Step>, Wrong> {
        let lang = self.lang;
        let wrong = |told: String| (item.place.clone(), told);
        let text = |field: Field| match value(&item.fields, field) {
            Some(New::Text(text)) => text.clone(),
            _ => String::new(),
        };
        let (category, title) = (text(Field::Category), text(Field::Title));
        let (year, id) = match &item.key {
            Key::Id(year, id) => (*year, id.clone()),
            Key::Title(year, ..) => (*year, String::new()),
            Key::Old(_) => return Ok(Vec::new()),
        };
        if title.is_empty() || (category.is_empty() && self.index.is_outlined) {
            let known = self.index.archive.ids();
            let near = crate::store::address::near(&id, known.iter().map(String::as_str)).join(", ");
            let near = if near.is_empty() { near } else { said::SHELL_NEAR.fill(lang, &[&near]) };
            let name = if id.is_empty() { &title } else { &id };
            return Err(wrong(words::NEW_NEEDS.fill(lang, &[name, &near])));
        }
        if !id.is_empty() && !is_id(&id) {
            return Err(wrong(said::CANNOT_ID.fill(lang, &[])));
        }
        let id = if id.is_empty() { self.mint(year, &category, &title) } else { id };
        let at = self.file(year, &category, plan).map_err(wrong)?;
        let file = self.archive().files.get(at).ok_or_else(|| wrong(said::CANNOT_GONE.fill(lang, &[])))?;
        let mut fields: Vec<(Field, New)> = vec![(Field::Id, New::Text(id.clone()))];
        let others = item.fields.iter().filter(|(field, _)| *field != Field::Id);
        fields.extend(others.filter_map(|(field, wish)| Some((*field, wish.value()?.clone()))));
        fields.sort_by_key(|(field, _)| *field);
        let form = file.last().map_or(Form::Header, |record| record.item.form);
        let newline = Newline::of(&file.text);
        let mut block = edit::item_block(file, None, form, &fields);
        let metric_form = if form == Form::Header { edit::metric_form(file, None) } else { form };
        let mut steps = Vec::new();
        let record = file.count() + self.added.get(&at).copied().unwrap_or(0);
        for metric in &item.metrics {
            let added = match metric_block(self.archive(), file, None, metric_form, metric, lang) {
                Ok(added) => added,
                Err(told) => {
                    plan.faults.push(Fault { told, ..metric.place.clone() });
                    continue;
                }
            };
            plan.counts.metrics += 1;
            match metric_form {
                Form::Header => block = block + newline.as_str() + &added,
                // Within braces the metrics stand in a list, which is begun by the first.
                _ => steps.push(Step { file: at, change: Change::AddMetric(record, added), told: metric.key.clone() }),
            }
        }
        let told = said::SHELL_ADDED.fill(lang, &[&id, &file.path.display().to_string()]);
        steps.insert(0, Step { file: at, change: Change::AddItem(None, block), told });
        *self.added.entry(at).or_insert(0) += 1;
        Ok(steps)
    }

    /// The id that the same work has in other years, if they agree; else one made from the category.
    fn mint(&mut self, year: Option<Year>, category: &str, title: &str) -> String {
        let known = self.index.id_elsewhere(title, category).map(str::to_string);
        if let Some(id) = known.filter(|id| self.archive().find(year, id).is_none() && is_id(id))
            && self.taken.insert((year, id.clone()))
        {
            return id;
        }
        let base = category.rsplit('/').next().filter(|base| is_id(base)).unwrap_or("item");
        let mut from = 1;
        loop {
            let id = fresh::mint(self.archive(), year, base, from);
            if self.taken.insert((year, id.clone())) {
                return id;
            }
            from += 1;
        }
    }

    /// The file that takes an item of that year and category; one that is made if there is none.
    fn file(&mut self, year: Option<Year>, category: &str, plan: &mut Plan) -> Result<usize, String> {
        let archive = self.archive();
        let wanted = archive.outline.find(category);
        if let Some(file) = self.files.get(&(year, wanted)) {
            return Ok(*file);
        }
        if let Some(file) = fresh::file_for(archive, year, wanted, None) {
            self.files.insert((year, wanted), file);
            return Ok(file);
        }
        let shown = year.map_or(String::new(), |year| year.show(archive.calendar));
        // A year whose files are all locked has some: it is for whoever locked them to say where more may go.
        let without = year.filter(|year| !archive.years.contains(&Some(*year)));
        let made = without.and_then(|year| fresh::new_file(archive, year, wanted));
        let (path, text) = made.ok_or_else(|| said::CANNOT_ADD_HERE.fill(self.lang, &[&shown]))?;
        let mut archive = archive.clone();
        let at = archive.take(Text { path: path.clone(), text: Ok(text.clone()), locked: None });
        archive.derive();
        self.archive = Some(archive);
        plan.made.push((path, text));
        Ok(at)
    }
}

fn value(fields: &[(Field, Wish)], field: Field) -> Option<&New> {
    fields.iter().find(|(of, _)| *of == field).and_then(|(_, wish)| wish.value())
}

/// A metric's block. What its series says is not said again.
fn metric_block(
    archive: &Archive,
    file: &File,
    near: Option<usize>,
    form: Form,
    metric: &MetricPlan,
    lang: Lang,
) -> Result<String, String> {
    let text = |field: Field| match value(&metric.fields, field) {
        Some(New::Text(text)) => text.trim(),
        _ => "",
    };
    let (id, name) = (text(Field::Id), text(Field::Name));
    // A name that a series has, and no other, stands for it.
    let id = match id {
        "" if !name.is_empty() => {
            let mut named = archive.all_series().into_iter().filter(|series| series.name == name);
            named.next().filter(|_| named.next().is_none()).map_or("", |series| series.id.as_str())
        }
        id => id,
    };
    let series = archive.series(id);
    if !id.is_empty() && !is_id(id) {
        return Err(said::CANNOT_ID.fill(lang, &[]));
    }
    if series.is_none() && name.is_empty() {
        return Err(words::METRIC_NEEDS.fill(lang, &[id]));
    }
    let is_said = |field: Field, new: &New| match (field, new, series) {
        (Field::Id, ..) => true,
        (Field::Name, New::Text(name), series) => series.is_some_and(|of| of.name == *name) || *name == id,
        (Field::Unit, New::Text(unit), Some(series)) => series.unit == *unit,
        (Field::Target, New::Raw(raw), Some(series)) => {
            series.target.is_some() && Figure::read_toml(raw) == series.target
        }
        (Field::Approx, New::Raw(raw), _) => raw == "false",
        _ => false,
    };
    let own = metric.fields.iter().filter_map(|(field, wish)| Some((*field, wish.value()?.clone())));
    let mut fields: Vec<(Field, New)> = own.filter(|(field, new)| !is_said(*field, new)).collect();
    if !id.is_empty() {
        fields.push((Field::Id, New::Text(id.to_string())));
    }
    fields.sort_by_key(|(field, _)| *field);
    edit::metric_block(file, near, form, &fields).ok_or_else(|| said::CANNOT_SHAPE.fill(lang, &[]))
}
