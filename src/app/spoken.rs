//! The present view as the command that prints it, for a shell: what is seen on the screen goes on in a script.

use crate::app::App;
use crate::app::effect::Effect;
use crate::app::mode::Focus;
use crate::app::mode::Mode;
use crate::app::page::Kind;
use crate::app::page::Page;
use crate::app::page::compare::Show;
use crate::app::page::compare::Sort;
use crate::app::trend::Sheet;
use crate::insight::series;
use crate::insight::series::Key;
use crate::insight::series::Stand;
use crate::lang::words;
use crate::model::field::Field;
use crate::model::year::Year;

/// Sends the command to the terminal's clipboard.
pub fn copy(app: &mut App) {
    match command(app) {
        Some(command) => app.effects.push(Effect::Copy(command)),
        None => app.complain(words::look::NO_COMMAND_FOR_THIS, &[]),
    }
}

/// The command; none where what is chosen has no name to be asked for by.
pub fn command(app: &App) -> Option<String> {
    let mut words = match &app.mode {
        Mode::Trend(sheet) => of_sheet(sheet)?,
        Mode::Page(page) => of_page(app, page),
        _ => of_panes(app)?,
    };
    if let Some(named) = &app.named {
        words.extend(["--archive".to_string(), named.clone()]);
    }
    let words: Vec<String> = words.iter().map(|word| quote(word)).collect();
    Some(format!("annals {}", words.join(" ")))
}

fn of_sheet(sheet: &Sheet) -> Option<Vec<String>> {
    let mut words = vec!["series".to_string(), known_by(&sheet.trends.get(sheet.chosen)?.key)];
    words.extend(sheet.bars.then(|| "--chart".to_string()));
    Some(words)
}

fn of_page(app: &App, page: &Page) -> Vec<String> {
    let year = |year: Option<Year>| app.show_year(year);
    if page.kind == Kind::Overview {
        return ["list", "categories", "-y"].into_iter().map(str::to_string).chain([year(page.to)]).collect();
    }
    let shown: &[&str] = match page.show {
        Show::All => &["--all"],
        Show::Improved => &["--judgement", "improved"],
        Show::Worsened => &["--judgement", "worsened"],
        _ => &[],
    };
    let sorted: &[&str] = match page.sort {
        Sort::Outline => &[],
        Sort::Percent => &["--sort", "percent"],
        Sort::Absolute => &["--sort", "change"],
        Sort::Name => &["--sort", "name"],
        Sort::Judgement => &["--sort", "judgement"],
    };
    let years = ["diff".to_string(), year(page.from), year(page.to)].into_iter();
    years.chain(shown.iter().chain(sorted).map(|word| word.to_string())).collect()
}

/// On a metric its years, in the outline the category's items; on an item what was looked for, else the item.
fn of_panes(app: &App) -> Option<Vec<String>> {
    let on_metric = app.focus == Focus::Metrics || (app.focus == Focus::Record && app.on_metric);
    if let Some(key) = metric(app).filter(|_| on_metric) {
        return Some(vec!["series".to_string(), known_by(&key)]);
    }
    let mut words = if app.focus == Focus::Categories {
        let row = app.pane(Focus::Categories).chosen().and_then(|at| app.view.categories.get(at))?;
        let category = app.archive.outline.get(row.index?)?;
        vec!["list".to_string(), "items".to_string(), "-c".to_string(), category.id.clone()]
    } else if !app.query.is_empty() {
        let typed = app.query.typed().trim();
        // What begins with a dash would be read as an option.
        let raw = typed.starts_with('-').then(|| "--".to_string());
        let year = app.year.map(|year| ["-y".to_string(), year.show(app.archive.calendar)]);
        let asked = raw.into_iter().chain([typed.to_string()]);
        return Some(std::iter::once("find".to_string()).chain(year.into_iter().flatten()).chain(asked).collect());
    } else {
        let id = app.archive.text(app.item()?, Field::Id);
        (!id.is_empty()).then(|| vec!["show".to_string(), id.into_owned()])?
    };
    words.extend(app.year.into_iter().flat_map(|year| ["-y".to_string(), year.show(app.archive.calendar)]));
    Some(words)
}

fn metric(app: &App) -> Option<Key> {
    let (item, at) = (app.item()?, app.metric()?);
    let stand = Stand { year: app.year, item, at, metric: app.archive.metric(item, at)? };
    series::key(&app.archive, &stand)
}

fn known_by(key: &Key) -> String {
    match key {
        Key::Series(id) => id.clone(),
        Key::Own(item, own) => format!("{item}.{own}"),
    }
}

/// A word as any shell of POSIX reads it: as it is where no character of it means anything there, else between quotes.
fn quote(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '/' | '-' | '@' | ':' | ',' | '+' | '%');
    match !word.is_empty() && word.chars().all(is_plain) {
        true => word.to_string(),
        false => format!("'{}'", word.replace('\'', "'\\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::event::Event;
    use crate::app::keymap::Keymap;
    use crate::config;
    use crate::lang::Lang;
    use crate::sample;
    use crate::store::archive::Archive;

    /// The command for the screen after these keys, over the built-in archive.
    fn after(keys: &str) -> String {
        let keymap = Keymap::new(&config::read(None).unwrap().keys).unwrap();
        let mut app = App::new(Archive::read(sample::texts()), keymap, Lang::En);
        keys.split_whitespace().for_each(|key| _ = app.handle(Event::Key(key.parse().unwrap())));
        command(&app).unwrap_or_default()
    }

    #[test]
    fn views_to_commands() {
        for (keys, expected) in [
            ("", "annals show buildings.safety -y 110"),
            ("j", "annals show dormitory.stock -y 110"),
            ("j [", "annals show dormitory.stock -y 108"),
            ("j 3", "annals series dormitory.total"),
            ("j 3 j enter", "annals series dormitory.chief"),
            ("1 j j j j", "annals list items -c general/affairs/dormitory -y 110"),
            ("/ 公 報 enter", "annals find -y 110 公報"),
            ("/ a space ' space b enter", "annals find -y 110 'a '\\'' b'"),
            ("/ minus x enter", "annals find -y 110 -- -x"),
            ("c", "annals diff 108 110 --all"),
            ("o", "annals list categories -y 110"),
            ("j t", "annals series dormitory.total --chart"),
        ] {
            assert_eq!(after(keys), expected, "{keys}");
        }
    }

    #[test]
    fn words_are_quoted() {
        for (word, quoted) in [
            ("dormitory.stock@108", "dormitory.stock@108"),
            ("宿舍", "宿舍"),
            ("", "''"),
            ("a b", "'a b'"),
            ("it's", "'it'\\''s'"),
            ("$(x)", "'$(x)'"),
            ("~", "'~'"),
            ("a;b", "'a;b'"),
            ("!x", "'!x'"),
            ("a=b", "'a=b'"),
        ] {
            assert_eq!(quote(word), quoted);
        }
    }
}
