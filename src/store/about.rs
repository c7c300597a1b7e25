//! `archive.toml`: the archive's title, calendar, outline and series.

pub mod keys;

use crate::lang::Words;
use crate::lang::words;
use crate::model::category::Category;
use crate::model::category::PerYear;
use crate::model::figure::Figure;
use crate::model::series::Better;
use crate::model::series::Series;
use crate::model::view::View;
use crate::model::year::Calendar;
use crate::model::year::Year;
use crate::store::problem::Flaw;
use crate::store::problem::Problem;
use crate::store::source::Walk;
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
    /// Questions kept under a name.
    pub views: Vec<View>,
    /// By how many per cent a metric may move from year to year without `check` asking whether that is right.
    pub change: Option<Figure>,
}

/// Reads `archive.toml`. What is wrong with it goes to `problems`; the rest is taken.
pub fn read(tree: &Tree, text: &str, path: &Path, problems: &mut Vec<Problem>) -> About {
    let mut reader = Reader { text, path, problems, walk: Walk::through(text) };
    let calendar = reader.calendar(&tree.root);
    let tables = |key: &str| tree.root.get(key).and_then(Node::tables).unwrap_or_default();
    About {
        title: reader.text(&tree.root, "title"),
        calendar,
        categories: tables("category").into_iter().map(|table| reader.category(table, calendar)).collect(),
        series: tables("series").into_iter().map(|table| reader.series(table)).collect(),
        views: tables("view").into_iter().map(|table| reader.view(table)).collect(),
        change: match tree.root.get("check") {
            Some(Node::Table(table)) => reader.percent(table, "change"),
            _ => None,
        },
    }
}

struct Reader<'t> {
    text: &'t str,
    path: &'t Path,
    problems: &'t mut Vec<Problem>,
    walk: Walk<'t>,
}

impl Reader<'_> {
    fn complain(&mut self, at: Option<Span>, flaw: Flaw) {
        self.problems.push(Problem::at(self.path, &mut self.walk, at.map_or(0, Span::from), flaw));
    }

    fn is_not(&mut self, at: Option<Span>, key: &str, wanted: Words) {
        self.complain(at, Flaw::Type(key.to_string(), wanted));
    }

    fn text(&mut self, table: &Table, key: &str) -> String {
        let Some(node) = table.get(key) else { return String::new() };
        let raw = node.span().map_or("", |span| span.of(self.text));
        match value::string(raw) {
            Some(_) => value::plain(raw).into_owned(),
            None => {
                self.is_not(node.span(), key, words::TYPE_TEXT);
                String::new()
            }
        }
    }

    /// The ids of a list; none where it is no list of texts, or has not as many as there must be.
    fn ids(&mut self, table: &Table, key: &str, count: Option<usize>) -> Vec<String> {
        let Some(node) = table.get(key) else { return Vec::new() };
        let text = |node: &Node| Some(value::string(node.span()?.of(self.text))?.into_owned());
        let ids: Option<Vec<String>> = match node {
            Node::Array(_, nodes) => nodes.iter().map(text).collect(),
            _ => None,
        };
        let ids = ids.filter(|ids| count.is_none_or(|count| ids.len() == count));
        if ids.is_none() {
            self.is_not(node.span(), key, if count.is_some() { words::TYPE_TWO_IDS } else { words::TYPE_IDS });
        }
        ids.unwrap_or_default()
    }

    fn two(&mut self, table: &Table, key: &str) -> Option<(String, String)> {
        let mut ids = self.ids(table, key, Some(2)).into_iter();
        ids.next().zip(ids.next())
    }

    fn figure(&mut self, table: &Table, key: &str) -> Option<Figure> {
        let node = table.get(key)?;
        let figure = node.span().and_then(|span| Figure::read_toml(span.of(self.text)));
        if figure.is_none() {
            self.is_not(node.span(), key, words::TYPE_NUMBER);
        }
        figure
    }

    fn percent(&mut self, table: &Table, key: &str) -> Option<Figure> {
        let figure = self.figure(table, key)?;
        if figure.is_negative() {
            self.is_not(table.get(key).and_then(Node::span), key, words::TYPE_PERCENT);
        }
        Some(figure).filter(|figure| !figure.is_negative())
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
        Series {
            id: self.text(table, "id"),
            name: self.text(table, "name"),
            unit: self.text(table, "unit"),
            better: self.better(table),
            sum: self.ids(table, "sum", None),
            product: self.ids(table, "product", None),
            ratio: self.two(table, "ratio"),
            difference: self.two(table, "difference"),
            target: self.figure(table, "target"),
        }
    }

    fn view(&mut self, table: &Table) -> View {
        let at = table.get("name").and_then(Node::span).map_or(0, Span::from);
        View { name: self.text(table, "name"), query: self.text(table, "query"), line: self.walk.to(at).0 }
    }

    fn better(&mut self, table: &Table) -> Better {
        let name = self.text(table, "better");
        Better::from_name(&name).unwrap_or_else(|| {
            // Nothing, or what is no text at all, which is told already.
            if !name.is_empty() {
                self.complain(table.get("better").and_then(Node::span), Flaw::Better(name));
            }
            Better::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::store::tree;

    /// What is wrong with a text, each with its line and column.
    fn told(text: &str) -> Vec<String> {
        let mut problems = Vec::new();
        read(&tree::read(text), text, Path::new("a"), &mut problems);
        problems.iter().map(|problem| problem.describe(Lang::En)).collect()
    }

    #[test]
    fn what_a_series_states_is_read() {
        let text = "[check]\nchange = 12.5\n[[series]]\nid = 'a'\nbetter = 'lower'\nsum = ['b', 'c']\nproduct = ['b']\nratio = ['b', 'c']\ndifference = ['c', 'b']\ntarget = 90\n";
        let about = read(&tree::read(text), text, Path::new("a"), &mut Vec::new());
        let series = &about.series[0];
        assert_eq!((series.sum.len(), series.product.len(), series.better), (2, 1, Better::Lower));
        assert_eq!(series.ratio, Some(("b".into(), "c".into())));
        assert_eq!(series.difference, Some(("c".into(), "b".into())));
        assert_eq!((series.target, about.change), (Some(Figure::from(90)), Figure::new(125, 1)));
        assert_eq!(told(text), Vec::<String>::new());
    }

    #[test]
    fn views_are_read() {
        let text = "[[view]]\nname = 'late'\nquery = 'target:missed'\n[[view]]\nname = 3\n";
        let mut problems = Vec::new();
        let views = read(&tree::read(text), text, Path::new("a"), &mut problems).views;
        let views: Vec<(&str, &str, usize)> =
            views.iter().map(|view| (view.name.as_str(), view.query.as_str(), view.line)).collect();
        assert_eq!((views, problems.len()), (vec![("late", "target:missed", 2), ("", "", 5)], 1));
    }

    #[test]
    fn what_is_stated_wrongly_is_told() {
        for (line, column, wrong) in [
            ("sum = 'b'", 7, "`sum` must be a list of ids of series here"),
            ("sum = [1, 'b']", 7, "`sum` must be"),
            ("product = { a = 1 }", 11, "`product` must be"),
            ("ratio = ['b']", 9, "`ratio` must be a list of two ids of series here"),
            ("ratio = ['b', 'c', 'd']", 9, "`ratio` must be"),
            ("difference = 3", 14, "`difference` must be"),
            ("target = '90'", 10, "`target` must be a number here"),
            ("target = nan", 10, "`target` must be"),
            ("better = 'more'", 10, "`more` is no direction"),
            ("better = 3", 10, "`better` must be a text in quotes here"),
        ] {
            let told = told(&format!("[[series]]\n{line}\n"));
            assert_eq!(told.len(), 1, "{line}: {told:?}");
            assert!(told[0].starts_with(&format!("a:2:{column}: {wrong}")), "{line}: {told:?}");
        }
        assert!(told("[check]\nchange = -5\n")[0].starts_with("a:2:10: `change` must be a number of per cent"));
    }
}
