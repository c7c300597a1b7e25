//! `docs/cli.md` and `docs/import.md` show what the program prints: every command in them is run on a terminal over the
//! archive of the project, and the tables of keys are the program's own. `UPDATE_EXPECT=1 cargo test` brings it up to date.

mod console;
mod pty;

use annals::cli::columns;
use annals::cli::list;
use annals::lang::Lang;
use annals::store::archive::Archive;
use std::fs;
use std::path::Path;

#[test]
fn the_command_line_s_page_is_up_to_date() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = root.join("docs/cli.md");
    let old = fs::read_to_string(&page).unwrap();
    let (before, rest) = old.split_once("<!-- keys -->\n").expect("docs/cli.md has no `<!-- keys -->`");
    let (_, after) = rest.split_once("<!-- end of keys -->").expect("docs/cli.md has no `<!-- end of keys -->`");
    let with_keys = format!("{before}<!-- keys -->\n{}<!-- end of keys -->{after}", keys());
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&page, &with_keys).unwrap();
    } else {
        assert!(old == with_keys, "the keys in docs/cli.md are out of date: run `UPDATE_EXPECT=1 cargo test`");
    }
    console::check(&page, &root.join("data"), on_a_terminal);
}

/// What the page of imports takes in.
const IMPORTED: &[(&str, &str)] = &[
    ("figures.csv", "年度,項目,指標,數值,備註\n110,市有宿舍現況,經管市有宿舍,45,\n110,新的工作,件數,3,\n"),
    ("next-month.csv", "年度,項目,指標,數值,備註,承辦人\n110,市有宿舍現況,首長宿舍,4,點交,甲\n"),
];

#[test]
fn the_page_of_imports_is_up_to_date() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    console::check(&root.join("docs/import.md"), &root.join("data"), |command, folder| {
        IMPORTED.iter().for_each(|(name, text)| fs::write(folder.join(name), text).unwrap());
        on_a_terminal(command, folder)
    });
}

/// Runs it as a person would see it, without colour.
fn on_a_terminal(command: &str, folder: &Path) -> (String, u32) {
    let mut shell = pty::command(folder, "sh", &["-c", command]);
    shell.env("PATH", console::path());
    shell.env("NO_COLOR", "1");
    shell.env("LANG", "C.UTF-8");
    let mut pty = pty::spawn(60, 120, shell);
    let status = pty.wait_exit().exit_code();
    (String::from_utf8(pty.raw_output()).unwrap().replace('\r', ""), status)
}

fn keys() -> String {
    let mut text = String::new();
    let listed =
        list::columns(&Archive::default()).into_iter().map(|(kind, columns)| (format!("list {kind}"), columns));
    let others = columns::all().into_iter().map(|(command, columns)| (command.to_string(), columns));
    for (command, columns) in others.chain(listed) {
        text += &format!("`{command}`:\n\n| key | holds |\n|---|---|\n");
        for column in columns {
            text += &format!("| `{}` | {} |\n", column.name, column.says.say(Lang::En));
        }
        text += "\n";
    }
    text
}
