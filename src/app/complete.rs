//! Completing what is typed to find records: names of fields, and what may stand behind them.

use crate::app::App;
use crate::app::find;
use crate::app::line::Line;
use crate::model::field::Field;
use crate::search::fold;
use crate::search::query::aspect::Aim;
use crate::search::query::aspect::Aspect;
use crate::search::query::aspect::Named;
use crate::search::query::aspect::State;
use crate::store::record::Block;
use std::collections::BTreeSet;

/// How the text that is open can go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The text before the piece that is completed.
    before: String,
    /// The piece as it is typed.
    piece: String,
    /// What it can become, the best first; never empty.
    all: Vec<String>,
    /// Which of them was last taken; none as long as it is only shown.
    taken: Option<usize>,
}

/// As many items are looked at for tags.
const MANY: usize = 2000;

impl Completion {
    /// What stands dim behind the caret: the rest of the first, as long as none is taken and the caret is at the end.
    pub fn shown(&self, line: &Line) -> String {
        let is_open = line.caret() == line.text().len() && self.taken.is_none() && line.text() == self.text(None);
        let first = self.all.first().filter(|_| is_open);
        first.map_or(String::new(), |first| first.chars().skip(self.piece.chars().count()).collect())
    }

    /// The whole text, with the piece as it is typed or as one of what it can become.
    fn text(&self, taken: Option<usize>) -> String {
        let piece = taken.and_then(|at| self.all.get(at)).unwrap_or(&self.piece);
        format!("{}{piece}", self.before)
    }
}

/// What is typed has changed: how it can go on is found anew.
pub(super) fn typed(app: &mut App) {
    app.completion = find::asked(app).and_then(|line| completion(app, line));
}

/// Takes the first completion, or the next one of what was taken.
pub(super) fn next(app: &mut App) {
    let Some(line) = find::asked(app) else { return };
    let is_current = |completion: &&Completion| completion.text(completion.taken) == line.text();
    let Some(mut completion) = app.completion.as_ref().filter(is_current).cloned() else { return typed(app) };
    let taken = completion.taken.map_or(0, |at| (at + 1) % completion.all.len().max(1));
    let text = completion.text(Some(taken));
    completion.taken = Some(taken);
    find::retype(app, &text);
    // One that stands alone is done with, and what follows it can be completed in its turn.
    match completion.all.len() {
        1 => typed(app),
        _ => app.completion = Some(completion),
    }
}

fn completion(app: &App, line: &Line) -> Option<Completion> {
    let text = line.text();
    if line.caret() != text.len() {
        return None;
    }
    let ends = |c: char| c.is_whitespace() || fold::fold(c) == '|';
    let from = text.char_indices().rev().find(|(_, c)| ends(*c)).map_or(0, |(at, c)| at + c.len_utf8());
    let token = text.get(from..)?;
    let bare = token.strip_prefix(['!', '！']).unwrap_or(token);
    let signs = bare.find(|c| matches!(fold::fold(c), ':' | '='));
    let (piece, all) = match signs {
        Some(at) => {
            let (name, value) = bare.split_at_checked(at)?;
            let value = value.trim_start_matches(|c| matches!(fold::fold(c), ':' | '='));
            // Of a list of orders, the last.
            let value = value.rsplit(',').next()?;
            let aspect = Aspect::find(fold::fold_str(name).as_str())?;
            (value, values(app, aspect, name.is_ascii(), value))
        }
        None if bare.starts_with(['@', '＠']) => {
            let views = find::language(app).views.into_iter().flatten();
            (bare, views.map(|view| format!("@{}", view.name)).collect())
        }
        None => (bare, names(bare)),
    };
    let folded = fold::fold_str(piece);
    let goes_on = |one: &String| {
        let one = fold::fold_str(one);
        one.as_str().starts_with(folded.as_str()) && one != folded
    };
    let all: Vec<String> = all.into_iter().filter(goes_on).collect();
    let before = text.get(..text.len() - piece.len())?.to_string();
    (!all.is_empty()).then(|| Completion { before, piece: piece.to_string(), all, taken: None })
}

/// The names of fields. One letter would suggest something at every word.
fn names(typed: &str) -> Vec<String> {
    let is_enough = typed.chars().count() >= if typed.is_ascii() { 2 } else { 1 };
    let names = Aspect::NAMES.iter().flat_map(|(_, names)| names.iter().take(2));
    names.filter(|_| is_enough).map(|name| format!("{name}:")).collect()
}

fn values(app: &App, aspect: Aspect, english: bool, typed: &str) -> Vec<String> {
    let archive = &app.archive;
    // Half typed, the language shows.
    let english = if typed.is_empty() { english } else { typed.is_ascii() };
    let at = usize::from(!english);
    match aspect {
        Aspect::Year => archive.years.iter().flatten().rev().map(|year| year.show(archive.calendar)).collect(),
        Aspect::Unit => {
            let own = app.view.metrics.iter().map(|row| row.metric.unit.clone());
            let units = archive.all_series().into_iter().map(|series| series.unit.clone()).chain(own);
            units
                .filter(|unit| !unit.is_empty())
                .map(|unit| quoted(&unit))
                .collect::<BTreeSet<_>>()
                .into_iter()
                .collect()
        }
        Aspect::Tag => {
            let tags = |(text, item): (&str, &Block)| {
                item.read_list(text, Field::Tags).into_iter().map(|tag| quoted(&tag)).collect::<Vec<_>>()
            };
            let items = app.all.iter().take(MANY).filter_map(|id| archive.record(*id));
            let all = items.flat_map(|(text, record)| tags((text, &record.item)));
            all.collect::<BTreeSet<_>>().into_iter().collect()
        }
        Aspect::Category => {
            let title = |category: &crate::model::category::Category| {
                quoted(app.year.map_or(category.title.as_str(), |year| category.title(year)))
            };
            archive.outline.categories().iter().map(title).collect()
        }
        Aspect::Is => named::<State>(at),
        Aspect::Target => named::<Aim>(at),
        Aspect::Has => named::<Aspect>(at),
        Aspect::Sort => {
            let sign = if typed.starts_with('-') { "-" } else { "" };
            Aspect::ORDERS.iter().filter_map(|by| Some(format!("{sign}{}", by.names().get(at)?))).collect()
        }
        _ => Vec::new(),
    }
}

fn named<T: Named>(at: usize) -> Vec<String> {
    T::NAMES.iter().filter_map(|(_, names)| names.get(at)).map(|name| name.to_string()).collect()
}

/// A value as it is typed: in quotes where it has blanks, or a bar.
fn quoted(text: &str) -> String {
    match text.contains(|c: char| c.is_whitespace() || fold::fold(c) == '|') {
        true => format!("\"{text}\""),
        false => text.to_string(),
    }
}
