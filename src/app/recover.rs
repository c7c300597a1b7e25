//! Unsaved work that an earlier start left behind: offered once, taken up as a step that can be taken back.

pub mod take;

use crate::app::App;
use crate::app::commands::Context;
use crate::app::effect::Effect;
use crate::app::fields;
use crate::app::fields::aside;
use crate::app::fields::aside::Aside;
use crate::app::key::Code;
use crate::app::key::Key;
use crate::app::lists;
use crate::app::lists::changes;
use crate::app::lists::differ;
use crate::app::lists::listed::Rows;
use crate::app::mode::Look;
use crate::app::mode::Mode;
use crate::app::mode::Row;
use crate::app::records::bulk;
use crate::app::recover::take::Wanted;
use crate::app::work;
use crate::app::work::Job;
use crate::app::work::Kind;
use crate::lang::Lang;
use crate::lang::words;
use crate::signal::Cancelled;
use crate::signal::Signal;
use crate::store::archive::Archive;
use crate::store::file::File;
use crate::store::file::Text;
use crate::store::merge;
use crate::store::parallel;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

/// Unsaved work that an earlier start left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovered {
    /// The files, by path below the archive: what their edits began from, and what they had become.
    pub files: Vec<(String, String, String)>,
    /// What was typed and was in no record.
    pub typing: Vec<Aside>,
}

/// One file's unsaved work.
#[derive(Debug)]
pub struct Draft {
    /// The file, by path below the archive.
    pub path: String,
    /// What its edits began from.
    pub base: String,
    /// What it had become.
    pub mine: String,
}

/// How far the person and the work are.
#[derive(Debug, Default)]
pub struct Recovery {
    /// What is offered, until they answer.
    offered: Option<(Vec<Arc<Draft>>, Vec<Aside>)>,
    /// What they want, until all of it is taken up.
    wanted: Option<Wanted>,
    /// What was in the open field, until that is open again.
    open: Option<Aside>,
}

/// Offers unsaved work from before. What is much is compared beside the keys: the answer need not wait for it.
pub fn offer(app: &mut App, found: Recovered) {
    let draft = |(path, base, mine)| Arc::new(Draft { path, base, mine });
    let drafts: Vec<Arc<Draft>> = found.files.into_iter().map(draft).collect();
    let typed = found.typing.iter().flat_map(|text| typed(app, text)).collect();
    app.recovery.offered = Some((drafts.clone(), found.typing));
    if drafts.iter().map(|draft| draft.base.len() + draft.mine.len()).sum::<usize>() > bulk::FEW {
        lists::open_recovery(app, Rows::none(words::work::AWAITED.say(app.lang)));
        return work::begin(app, Job::Offer(drafts, typed, app.lang));
    }
    // Nobody has the other end of this signal.
    let rows = rows(&app.archive, drafts, typed, app.lang, &Signal::default()).unwrap_or_default();
    lists::open_recovery(app, Rows::ready(rows));
}

/// What was being typed, under the name of its field.
fn typed(app: &App, text: &Aside) -> Vec<Row> {
    let field = aside::target(app, text).map(|target| fields::target_name(app, &target));
    let field = field.unwrap_or_else(|| text.mark.replace('\t', " "));
    std::iter::once(heading(words::RECOVER_TYPING.fill(app.lang, &[&field])))
        .chain(differ::lines("", &text.text))
        .collect()
}

fn heading(text: String) -> Row {
    Row { text, look: Look::Heading, ..Row::default() }
}

/// The work in rows, file by file, and after it `typed`.
///
/// # Errors
/// Nobody wants it any more.
pub(super) fn rows(
    archive: &Archive,
    drafts: Vec<Arc<Draft>>,
    typed: Vec<Row>,
    lang: Lang,
    signal: &Signal,
) -> Result<Vec<Row>, Cancelled> {
    signal.expect(drafts.len());
    let now: HashMap<&Path, &File> = archive.files.iter().map(|file| (file.path.as_path(), file)).collect();
    let one = |draft: Arc<Draft>| {
        let now = now.get(Path::new(&draft.path));
        // Of one that is still to be read, nothing is known yet.
        let same = now.is_some_and(|file| file.is_awaited() || *file.saved == *draft.base);
        let words = if same { words::RECOVER_SAME } else { words::RECOVER_MOVED };
        let mut rows = vec![heading(words.fill(lang, &[&draft.path]))];
        rows.extend(edits(archive, &draft, lang));
        signal.step(1).map(|()| rows)
    };
    let files: Vec<Vec<Row>> = parallel::try_map(drafts, one)?;
    Ok(files.into_iter().flatten().chain(typed).collect())
}

/// What was edited, by record and field; where that says nothing, as of a comment, by its lines.
fn edits(archive: &Archive, draft: &Draft, lang: Lang) -> Vec<Row> {
    let Draft { path, base, mine } = draft;
    let [old, new] = [base, mine].map(|text| {
        let text = Text { path: path.into(), text: Ok(text.to_string()), locked: None };
        File::read(text, archive.calendar)
    });
    let rows = changes::rows(archive, &old, &new, lang);
    match rows.is_empty() {
        false => rows,
        true => merge::splices(base, mine).iter().flat_map(|splice| differ::lines(&splice.old, &splice.new)).collect(),
    }
}

/// The answer to the offer. A key that only moves in the list is none, and then this is false.
pub fn answer(app: &mut App, key: Key) -> bool {
    let moves = ["up", "down", "half-page-up", "half-page-down", "page-up", "page-down", "first", "last"];
    let command = app.keymap.command(Context::Browse, key).or(app.keymap.command(Context::List, key));
    let is_move = command.is_some_and(|command| moves.contains(&command.name));
    if is_move && !matches!(key.code, Code::Char('y' | 'x')) {
        return false;
    }
    work::cancel(app, Kind::Narrow);
    app.mode = Mode::Browse;
    let offered = app.recovery.offered.take();
    match key.code {
        Code::Char('y') => offered.into_iter().for_each(|(drafts, typing)| take::begin(app, drafts, typing)),
        Code::Char('x') => app.effects.push(Effect::DiscardDrafts),
        _ => {}
    }
    true
}

/// Opens the field that was open then, once no question stands before it.
pub fn open_again(app: &mut App) {
    if matches!(app.mode, Mode::Ask(_)) {
        return;
    }
    if let (Some(text), Mode::Browse) = (app.recovery.open.take(), &app.mode) {
        aside::open(app, &text);
    }
}
