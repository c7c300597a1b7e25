//! Lending a record's text to the person's own editor, as a private file and with the terminal.

mod argv;

use crate::app::App;
use crate::app::effect::Outside;
use crate::app::outside;
use crate::lang::words;
use crate::store::disk::scratch::Scratch;
use crate::terminal::Terminal;
use std::io;
use std::process::Command;

/// Lends the text out, waits for the editor, and hands over what it left. Where that cannot be taken, the file stays: what
/// was written there is the person's work.
pub(super) fn edit(app: &mut App, terminal: &mut Terminal, lent: &Outside) {
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
    let editor = variable("VISUAL").or_else(|| variable("EDITOR")).unwrap_or_else(|| "vi".to_string());
    let scratch = match Scratch::new(&lent.text) {
        Ok(scratch) => scratch,
        Err(error) => return app.complain(words::CANNOT_OUTSIDE, &[&editor, &error.to_string()]),
    };
    let ran = {
        let _lent = terminal.pause_input();
        start(&editor, &scratch)
    };
    let left = scratch.read();
    match ran.as_ref().and(left.as_ref()) {
        // Where it cannot take the text, the application says why.
        Ok(text) if outside::edited(app, lent, text) => return,
        Ok(_) => {}
        Err(error) => {
            app.complain(words::CANNOT_OUTSIDE, &[&editor, &error.to_string()]);
            if left.is_ok_and(|text| text == lent.text) {
                return;
            }
        }
    }
    let (why, path) = (app.status.text.clone(), scratch.path().display().to_string());
    scratch.keep();
    app.complain(words::KEPT_OUTSIDE, &[&why, &path]);
}

/// Runs the editor with the file as its last argument. The file's path is absolute, so it cannot be taken for an option.
fn start(editor: &str, scratch: &Scratch) -> io::Result<()> {
    let words = argv::split(editor).ok_or(io::ErrorKind::InvalidInput)?;
    let (program, arguments) = words.split_first().ok_or(io::ErrorKind::NotFound)?;
    let status = Command::new(program).args(arguments).arg(scratch.path()).status()?;
    if status.success() { Ok(()) } else { Err(io::Error::other(status.to_string())) }
}
