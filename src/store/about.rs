//! `archive.toml`: the archive's title, calendar, outline and series.

use crate::model::category::Category;
use crate::model::category::PerYear;
use crate::model::figure::Figure;
use crate::model::series::Better;
use crate::model::series::Series;
use crate::model::year::Calendar;
use crate::model::year::Year;
use crate::store::problem::Flaw;
use crate::store::problem::Problem;
use crate::store::span::Span;
use crate::store::tree::Node;
use crate::store::tree::Table;
use crate::store::tree::Tree;
use crate::store::value;
use std::path::Path;

/// What `archive.toml` says. An archive without the file is untitled and has no outline.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// The archive's title; empty where none is given.
    pub title: String,
    /// How years are shown and typed.
    pub calendar: Calendar,
    /// The outline, in reading order.
    pub categories: Vec<Category>,
    /// The metrics that live through the years.
    pub series: Vec<Series>,
}

/// Reads `archive.toml`. What is wrong with it goes to `problems`; the rest is taken.
pub fn read(tree: &Tree, text: &str, path: &Path, problems: &mut Vec<Problem>) -> About {
    let mut reader = Reader { text, path, problems };
    let calendar = reader.calendar(&tree.root);
    let tables = |key: &str| tree.root.get(key).and_then(Node::tables).unwrap_or_default();
    About {
        title: reader.text(&tree.root, "title"),
        calendar,
        categories: tables("category").into_iter().map(|table| reader.category(table, calendar)).collect(),
        series: tables("series").into_iter().map(|table| reader.series(table)).collect(),
    }
}

struct Reader<'t> {
    text: &'t str,
    path: &'t Path,
    problems: &'t mut Vec<Problem>,
}

impl Reader<'_> {
    fn complain(&mut self, at: Option<Span>, flaw: Flaw) {
        self.problems.push(Problem::at(self.path, self.text, at.map_or(0, Span::from), flaw));
    }

    fn text(&mut self, table: &Table, key: &str) -> String {
        let Some(node) = table.get(key) else { return String::new() };
        let raw = node.span().map_or("", |span| span.of(self.text));
        match value::string(raw) {
            Some(_) => value::plain(raw).into_owned(),
            None => {
                self.complain(node.span(), Flaw::Type(key.to_string(), crate::lang::words::TYPE_TEXT));
                String::new()
            }
        }
    }

    fn list(&self, table: &Table, key: &str) -> Vec<String> {
        let Some(Node::Array(_, nodes)) = table.get(key) else { return Vec::new() };
        let texts = nodes.iter().filter_map(Node::span);
        texts.map(|span| value::plain(span.of(self.text)).into_owned()).collect()
    }

    fn flag(&self, table: &Table, key: &str) -> bool {
        table.get(key).and_then(Node::span).is_some_and(|span| span.of(self.text) == "true")
    }

    fn calendar(&mut self, root: &Table) -> Calendar {
        if root.get("calendar").is_none() {
            return Calendar::default();
        }
        let name = self.text(root, "calendar");
        Calendar::from_name(&name).unwrap_or_else(|| {
            self.complain(root.get("calendar").and_then(Node::span), Flaw::Calendar(name));
            Calendar::default()
        })
    }

    fn category(&mut self, table: &Table, calendar: Calendar) -> Category {
        let mut per_year = Vec::new();
        if let Some(Node::Table(years)) = table.get("in") {
            for entry in &years.entries {
                let Node::Table(said) = &entry.node else { continue };
                match Year::read(&entry.key, calendar) {
                    Some(year) => per_year.push((year, self.per_year(said))),
                    None => self.complain(Some(entry.at), Flaw::Year(entry.key.clone())),
                }
            }
        }
        Category {
            id: self.text(table, "id"),
            label: self.text(table, "label"),
            title: self.text(table, "title"),
            per_year,
        }
    }

    fn per_year(&mut self, table: &Table) -> PerYear {
        let mut some = |key: &str| table.get(key).is_some().then(|| self.text(table, key));
        let (label, title) = (some("label"), some("title"));
        PerYear { label, title, partial: self.flag(table, "partial"), absent: self.flag(table, "absent") }
    }

    fn series(&mut self, table: &Table) -> Series {
        let target = table.get("target").and_then(Node::span).map(|span| span.of(self.text));
        let better = self.text(table, "better");
        let ratio = self.list(table, "ratio");
        Series {
            id: self.text(table, "id"),
            name: self.text(table, "name"),
            unit: self.text(table, "unit"),
            better: Better::from_name(&better).unwrap_or_default(),
            sum: self.list(table, "sum"),
            product: self.list(table, "product"),
            ratio: ratio.first().cloned().zip(ratio.get(1).cloned()),
            target: target.and_then(Figure::read_toml),
        }
    }
}
