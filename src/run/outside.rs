//! Lending a record's text to the person's own editor, as a private file and with the terminal.

use crate::app::App;
use crate::app::effect::Outside;
use crate::app::outside;
use crate::lang::words;
use crate::store::disk::scratch::Scratch;
use crate::terminal::Terminal;
use std::io;
use std::process::Command;

/// Lends the text out, waits for the editor, and hands over what it left.
pub(super) fn edit(app: &mut App, terminal: &mut Terminal, lent: &Outside) {
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
    let editor = variable("VISUAL").or_else(|| variable("EDITOR")).unwrap_or_else(|| "vi".to_string());
    let scratch = Scratch::new(&lent.text);
    let outcome = scratch.and_then(|scratch| {
        let _lent = terminal.pause_input();
        start(&editor, &scratch)?;
        let text = scratch.read()?;
        Ok((scratch, text))
    });
    match outcome {
        Err(error) => app.complain(words::CANNOT_OUTSIDE, &[&editor, &error.to_string()]),
        Ok((scratch, text)) => {
            if !outside::edited(app, lent, &text) {
                // What was written there is the person's work: it stays where they can find it.
                let (why, path) = (app.status.text.clone(), scratch.path().display().to_string());
                scratch.keep();
                app.complain(words::KEPT_OUTSIDE, &[&why, &path]);
            }
        }
    }
}

/// Runs the editor with the file as its last argument. The words of the variable are arguments, never a shell's.
fn start(editor: &str, scratch: &Scratch) -> io::Result<()> {
    let mut words = editor.split_whitespace();
    let program = words.next().ok_or(io::ErrorKind::NotFound)?;
    let status = Command::new(program).args(words).arg(scratch.path()).status()?;
    if status.success() { Ok(()) } else { Err(io::Error::other(status.to_string())) }
}
