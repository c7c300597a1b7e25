//! The program itself, in a real terminal: from start to a saved file, and every way it can end.

mod pty;

use pty::Pty;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Output;
use tempfile::TempDir;

const ABOUT: &str = "title = \"T\"\ncalendar = \"roc\"\n\n[[category]]\nid = \"a\"\nlabel = \"壹\"\ntitle = \"宿舍管理\"\n\n[[series]]\nid = \"d.total\"\nname = \"宿舍\"\nunit = \"間\"\n";
const YEAR: &str = "year = 110\r\n\r\n# kept\r\n[[item]]\r\nid = \"stock\"\r\ncategory = \"a\"\r\ntitle = \"市有宿舍\"   # kept too\r\n\r\n[[item.metric]]\r\nid = \"d.total\"\r\nvalue = 4_400\r\n\r\n[[item]]\r\nid = \"check\"\r\ncategory = \"a\"\r\ntitle = \"巡查\"";

/// A home folder with an archive in it.
struct Home(TempDir);

impl Home {
    fn new() -> Home {
        let home = Home(tempfile::tempdir().unwrap());
        home.write("archive.toml", ABOUT);
        home.write("110/a.toml", YEAR);
        home
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn archive(&self) -> PathBuf {
        self.path().join("archive")
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.archive().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.archive().join(name)).unwrap()
    }

    fn open(&self, rows: u16, cols: u16, env: &[(&str, &str)]) -> Pty {
        let pty = pty::open(rows, cols, self.path(), env, &["archive"]);
        pty.wait_for("市有宿舍");
        pty
    }

    /// The drafts that are on disk.
    fn drafts(&self) -> Vec<PathBuf> {
        let folder = self.path().join(".local/state/annals/drafts");
        let entries = fs::read_dir(folder).into_iter().flatten();
        entries.map(|entry| entry.unwrap().path()).collect()
    }

    /// What is not renamed yet is no draft.
    fn draft_holds(&self, text: &str) -> bool {
        let is_whole = |path: &&PathBuf| path.extension().is_some_and(|end| end == "journal");
        let drafts = self.drafts();
        drafts.iter().filter(is_whole).any(|path| fs::read_to_string(path).is_ok_and(|draft| draft.contains(text)))
    }

    /// The program without a terminal.
    fn run(&self, env: &[(&str, &str)], args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_annals"));
        command.env_clear().env("HOME", self.path()).current_dir(self.path()).args(args);
        command.envs(env.iter().copied()).output().unwrap()
    }
}

fn edit_the_value(pty: &mut Pty) {
    pty.send("/4,400");
    pty.wait_for("/4,400");
    pty.send("\r3e");
    pty.wait_for("EDIT");
    pty.send("\x15４,３００\r");
    pty.wait_for("unsaved");
}

#[test]
fn what_others_write_shows_by_itself() {
    let home = Home::new();
    let mut pty = home.open(24, 120, &[]);
    pty.wait_for("4,400");
    // As vim writes, as sed -i and git do, and a file that comes in a new folder.
    home.write("110/a.toml", YEAR.replace("4_400", "4_500"));
    pty.wait_for("4,500");
    home.write("110/b.tmp", YEAR.replace("4_400", "4_600"));
    fs::rename(home.archive().join("110/b.tmp"), home.archive().join("110/a.toml")).unwrap();
    pty.wait_for("4,600");
    home.write("111/a.toml", YEAR.replace("110", "111").replace("4_400", "4_700"));
    pty.wait_for("111");
    pty.send("]");
    pty.wait_for("4,700");
    fs::remove_file(home.archive().join("111/a.toml")).unwrap();
    pty.wait_for("4,600");
    pty.send("q");
    assert!(pty.wait_exit().success());
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn find_edit_save_quit_changes_one_line() {
    let home = Home::new();
    let mut pty = home.open(24, 80, &[]);
    edit_the_value(&mut pty);
    pty.send("s");
    pty.wait_for("4_300");
    assert_eq!(home.read("110/a.toml"), YEAR, "nothing is written before it is confirmed");
    pty.send("\r");
    pty.wait_for("Saved");
    assert_eq!(home.read("110/a.toml"), YEAR.replace("4_400", "4_300"));
    assert_eq!(home.read("archive.toml"), ABOUT);
    pty.send("u");
    pty.wait_for("Undone");
    pty.send("s");
    pty.wait_for("4_400");
    pty.send("\r");
    pty.wait_for("Saved");
    assert_eq!(home.read("110/a.toml"), YEAR);
    pty.send("q");
    assert_eq!(pty.wait_exit().exit_code(), 0);
    pty.assert_given_back();
    assert_eq!(home.drafts(), Vec::<PathBuf>::new());
    let left: Vec<_> =
        fs::read_dir(home.archive().join("110")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["a.toml"], "a save leaves nothing beside the file");
}

#[test]
fn any_size_will_do() {
    let home = Home::new();
    let mut pty = home.open(24, 80, &[]);
    // Not one column: there the emulator fails at a wide glyph drawn for the size before. `tests/screens.rs` goes there.
    for (rows, cols) in [(50, 200), (10, 40), (3, 12), (2, 2), (100, 300), (24, 80)] {
        pty.resize(rows, cols);
        if rows >= 10 {
            pty.wait_until("the whole screen drawn anew", |screen| {
                let contents = screen.contents();
                contents.contains("市有宿舍") && contents.contains("BROWSE")
            });
        }
    }
    pty.send("q");
    assert_eq!(pty.wait_exit().exit_code(), 0);
    pty.assert_given_back();
}

#[test]
fn a_closed_terminal_ends_it_and_the_next_start_offers_what_was_typed() {
    let home = Home::new();
    let mut pty = home.open(24, 80, &[]);
    edit_the_value(&mut pty);
    pty.hang_up();
    let _ = pty.wait_exit();
    assert_eq!(home.read("110/a.toml"), YEAR);
    assert_eq!(home.drafts().len(), 1);

    let mut pty = pty::open(24, 80, home.path(), &[], &["archive"]);
    pty.wait_for("value: 4_300");
    pty.send("y");
    pty.wait_for("Recovered");
    pty.send("s");
    pty.wait_for("4_300");
    pty.send("\r");
    pty.wait_for("Saved");
    pty.send("q");
    assert_eq!(pty.wait_exit().exit_code(), 0);
    assert_eq!(home.read("110/a.toml"), YEAR.replace("4_400", "4_300"));
    assert_eq!(home.drafts(), Vec::<PathBuf>::new());
}

#[test]
fn a_signal_keeps_what_was_typed_and_gives_the_terminal_back() {
    let home = Home::new();
    let mut pty = home.open(24, 80, &[]);
    pty.send("ge");
    pty.wait_for("EDIT");
    pty.send("半句話");
    pty.wait_for("半句話");
    signal(&pty, rustix::process::Signal::TERM);
    assert_eq!(pty.wait_exit().exit_code(), 143);
    pty.assert_given_back();
    assert!(home.draft_holds("半句話"));
    assert_eq!(home.read("110/a.toml"), YEAR);
}

#[test]
fn a_kill_loses_a_second_at_most() {
    let home = Home::new();
    let mut pty = home.open(24, 80, &[]);
    pty.send("ge");
    pty.wait_for("EDIT");
    pty.send("半句話");
    // Only time brings the draft here: the program is killed as soon as it holds the text.
    let start = std::time::Instant::now();
    while !home.draft_holds("半句話") {
        assert!(start.elapsed().as_secs() < 20, "no draft was written");
        std::thread::yield_now();
    }
    signal(&pty, rustix::process::Signal::KILL);
    let _ = pty.wait_exit();

    let mut pty = pty::open(24, 80, home.path(), &[], &["archive"]);
    pty.wait_for("半句話");
    pty.send("x");
    pty.wait_for("BROWSE");
    pty.send("q");
    assert_eq!(pty.wait_exit().exit_code(), 0);
    assert_eq!(home.drafts(), Vec::<PathBuf>::new());
}

fn signal(pty: &Pty, signal: rustix::process::Signal) {
    let pid = rustix::process::Pid::from_raw(i32::try_from(pty.pid()).unwrap()).unwrap();
    rustix::process::kill_process(pid, signal).unwrap();
}

#[test]
fn a_draft_for_a_file_that_has_moved_on_is_merged() {
    let home = Home::new();
    let mut pty = home.open(24, 80, &[]);
    edit_the_value(&mut pty);
    signal(&pty, rustix::process::Signal::TERM);
    pty.wait_exit();
    home.write("110/a.toml", YEAR.replace("巡查", "查考"));

    let mut pty = pty::open(24, 80, home.path(), &[], &["archive"]);
    pty.wait_for("has changed since");
    pty.send("y");
    pty.wait_for("Recovered; review");
    pty.send("s");
    pty.wait_for("4_300");
    pty.send("\r");
    pty.wait_for("Saved");
    pty.send("q");
    pty.wait_exit();
    assert_eq!(home.read("110/a.toml"), YEAR.replace("巡查", "查考").replace("4_400", "4_300"));
}

#[test]
fn keys_are_never_torn_and_paste_is_text() {
    let home = Home::new();
    let mut pty = home.open(24, 80, &[]);
    // An arrow in three writes moves down; torn apart it would be Esc, `[` (the year before) and `B`.
    for piece in ["\x1b", "[", "B"] {
        pty.send(piece);
    }
    pty.wait_until("the second item is chosen", |screen| screen.contents().contains("2/2"));
    pty.send("\x1b[200~dyq\r\x1b[201~");
    pty.send("ge");
    pty.wait_for("EDIT");
    pty.send("\x1b[200~甲\ndy\x1b[201~");
    pty.wait_for("甲 dy");
    pty.send("\r");
    pty.wait_for("unsaved");
    pty.send("qx");
    assert_eq!(pty.wait_exit().exit_code(), 0);
    assert_eq!(home.read("110/a.toml"), YEAR);
}

#[test]
fn it_stops_and_goes_on() {
    let home = Home::new();
    let mut pty = home.open(24, 80, &[]);
    pty.send("\x1a");
    // The test's shell has no job control: the program is the session's leader, whose stop the system does not allow,
    // so it goes on at once, and must have taken the terminal again.
    pty.wait_until("the terminal is taken again", |screen| {
        screen.alternate_screen() && screen.contents().contains("BROWSE")
    });
    pty.send("q");
    assert_eq!(pty.wait_exit().exit_code(), 0);
    pty.assert_given_back();
}

#[test]
fn quitting_asks_first_when_something_is_unsaved() {
    let home = Home::new();
    let mut pty = home.open(24, 80, &[]);
    edit_the_value(&mut pty);
    pty.send("q");
    pty.wait_for("saves and quits");
    pty.send("q");
    pty.wait_for("BROWSE");
    pty.send("qs");
    assert_eq!(pty.wait_exit().exit_code(), 0);
    assert_eq!(home.read("110/a.toml"), YEAR.replace("4_400", "4_300"));
}

#[test]
fn someone_elses_change_is_kept() {
    let home = Home::new();
    let mut pty = home.open(24, 80, &[]);
    edit_the_value(&mut pty);
    home.write("110/a.toml", YEAR.replace("巡查", "查考"));
    pty.send("s");
    pty.wait_for("4_300");
    pty.send("\r");
    pty.wait_for("查考");
    pty.send("q");
    assert_eq!(pty.wait_exit().exit_code(), 0);
    assert_eq!(home.read("110/a.toml"), YEAR.replace("巡查", "查考").replace("4_400", "4_300"));
}

#[test]
fn a_broken_file_is_shown_with_its_place_and_hides_no_other() {
    let home = Home::new();
    home.write("110/b.toml", "year = 110\n[[item]]\nid = \"b\"\ntitle = \n");
    home.write("110/c.toml", b"year = 110\n\xff\n");
    let mut pty = home.open(24, 80, &[]);
    pty.wait_for("⚠");
    pty.send("!");
    pty.wait_for("b.toml:4:9");
    pty.wait_for("never written");
    pty.wait_for("c.toml");
    pty.send("\x1b");
    pty.wait_for("BROWSE");
    pty.send("q");
    assert_eq!(pty.wait_exit().exit_code(), 0);
    assert_eq!(home.read("110/b.toml"), "year = 110\n[[item]]\nid = \"b\"\ntitle = \n");
}

#[test]
fn nothing_in_the_data_reaches_the_terminal_as_a_sequence() {
    let home = Home::new();
    let evil = "\\u001b]0;pwned\\u0007\\u009b31m\\u202e\\u200b";
    home.write("110/a.toml", YEAR.replace("巡查", &format!("巡{evil}")).replace("\"check\"", &format!("\"{evil}\"")));
    let mut pty = home.open(24, 80, &[]);
    pty.send("G4!");
    pty.wait_for("CHOOSE");
    pty.send("\x1b");
    pty.wait_for("BROWSE");
    pty.send("q");
    pty.wait_exit();
    let raw = String::from_utf8_lossy(&pty.raw_output()).into_owned();
    for foreign in ["\x1b]", "\u{7}", "\u{9b}", "\u{202e}", "\u{200b}"] {
        assert!(!raw.contains(foreign), "{foreign:?} reached the terminal");
    }
    assert!(raw.contains('␛'), "the character is shown, not dropped");
    let output = home.run(&[], &["archive"]);
    assert!(!stderr(&output).contains('\u{1b}') && stderr(&output).contains("is no id"), "{}", stderr(&output));
}

#[test]
fn no_color_means_none() {
    let home = Home::new();
    let colours = |env: &[(&str, &str)]| {
        let mut pty = home.open(24, 80, env);
        pty.send("q");
        pty.wait_exit();
        let raw = String::from_utf8_lossy(&pty.raw_output()).into_owned();
        raw.split("\x1b[").filter_map(|rest| rest.split_once('m')).any(|(codes, _)| {
            codes.split(';').any(|code| matches!(code.parse::<u32>(), Ok(30..=38 | 40..=48 | 90..=97 | 100..=107)))
        })
    };
    assert!(colours(&[]));
    assert!(!colours(&[("NO_COLOR", "1")]));
}

#[test]
fn the_locale_chooses_the_language() {
    let home = Home::new();
    for (lang, word) in [("zh_TW.UTF-8", "瀏覽"), ("C", "BROWSE"), ("en_GB.UTF-8", "BROWSE")] {
        let mut pty = home.open(24, 80, &[("LANG", lang)]);
        pty.wait_for(word);
        pty.send("q");
        pty.wait_exit();
    }
}

#[test]
fn without_a_terminal_it_prints_the_outline() {
    let home = Home::new();
    let output = home.run(&[("LANG", "C")], &["archive"]);
    assert_eq!((stdout(&output).as_str(), output.status.code()), ("T\n  110\n    2  壹 宿舍管理\n", Some(0)));
    assert_eq!(stderr(&output), "");
    let sample = home.run(&[], &[]);
    assert!(stdout(&sample).contains("宿舍管理") && sample.status.success());
}

/// Runs `check` on an archive whose year file is `text`: what it prints, what it says, its exit status.
fn checked(text: &str, args: &[&str]) -> (String, String, Option<i32>) {
    let home = Home::new();
    home.write("110/a.toml", text);
    let output = home.run(&[("LANG", "C")], &[&["check", "archive"], args].concat());
    (stdout(&output), stderr(&output), output.status.code())
}

#[test]
fn check_tells_what_is_wrong() {
    let (out, said, status) = checked(YEAR, &[]);
    assert_eq!((&*out, &*said, status), ("", "nothing wrong in 2 items\n", Some(0)));

    let twice = YEAR.replace("\"check\"", "\"stock\"");
    let (out, said, status) = checked(&twice, &[]);
    let told = "110/a.toml:14:6: A103 duplicate-id: the id `stock` is already used at 110/a.toml:4; give one of the two another\n";
    assert_eq!((&*out, &*said, status), (told, "1 fault, 0 remarks\n", Some(1)));

    let remark = YEAR.replace("title = \"巡查\"", "when = [\"2020\"]");
    let (out, said, status) = checked(&remark, &[]);
    assert!(out.starts_with("110/a.toml:16:9: A404 date-outside-year: 109 is not in 110; "), "{out}");
    assert_eq!((&*said, status), ("0 faults, 1 remark\n", Some(0)));
    let (out, said, status) = checked(&format!("{remark}\r\naccept = [\"date-outside-year\"]"), &[]);
    assert_eq!((&*out, &*said, status), ("", "nothing wrong in 2 items, 1 accepted\n", Some(0)));

    let text = YEAR.replace("title = \"巡查\"", "text = \"巡查12次\"");
    assert_eq!(checked(&text, &[]).0, "");
    let (out, said, status) = checked(&text, &["--strict"]);
    assert!(out.starts_with("110/a.toml:16:11: A601 figure-in-text: the text says 12, "), "{out}");
    assert_eq!((&*said, status), ("0 faults, 1 remark\n", Some(0)));
}

#[test]
fn check_speaks_json() {
    let (out, said, status) = checked(&YEAR.replace("4_400", "'4 4\"\\u{202e}0'"), &["--json"]);
    assert_eq!((&*out, &*said, status), ("[]\n", "nothing wrong in 2 items\n", Some(0)));
    let (out, _, status) = checked(&YEAR.replace("4_400", "'44'"), &["--json"]);
    let object = concat!(
        r#"{"code":"A206","rule":"quoted-number","severity":"fault","level":"basic","file":"110/a.toml","#,
        r#""line":11,"column":9,"item":"stock","metric":"d.total","#,
        r#""message":"'44' in quotes is a grade, not a number; take the quotes away","fixable":true}"#
    );
    let told = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    assert_eq!((told(&out), status), (told(&format!("[{object}]")), Some(1)));
}

#[test]
fn check_shows_the_line_on_a_terminal() {
    let home = Home::new();
    home.write("110/a.toml", YEAR.replace("4_400", "\"４４ 間\"   # 間"));
    let pty = pty::open(24, 120, home.path(), &[], &["check", "archive"]);
    pty.wait_for("  11 | value = \"４４ 間\"   # 間");
    pty.wait_for("     |         ^^^^^^^^^\n");
    pty.wait_for("1 fault, 0 remarks");
}

#[test]
fn check_fails_where_nothing_can_be_read() {
    let home = Home::new();
    for (args, told) in [
        (&["check", "nowhere"][..], "annals: nowhere: there is no such file or folder"),
        (&["check", "archive", "--lenient"], "error: unexpected argument '--lenient'"),
        (&["archive", "check"], "error: name the archive behind the command"),
    ] {
        let output = home.run(&[], args);
        assert_eq!((stdout(&output).as_str(), output.status.code()), ("", Some(2)), "{args:?}");
        assert!(stderr(&output).starts_with(told), "{args:?}: {}", stderr(&output));
    }
    // One file that cannot be read is a fault of the archive; the rest is checked.
    home.write("110/b.toml", "year = \n");
    let output = home.run(&[], &["check", "archive"]);
    assert!(stdout(&output).starts_with("110/b.toml:1:8: A001 syntax: "), "{}", stdout(&output));
    assert_eq!(output.status.code(), Some(1));
    // A folder that is called like the command.
    fs::rename(home.archive(), home.path().join("check")).unwrap();
    assert!(stdout(&home.run(&[], &["./check"])).contains("宿舍管理"));
}

#[test]
fn wrong_use_is_told_in_one_line_with_status_two() {
    let home = Home::new();
    fs::write(home.path().join("bad.toml"), "[keys.browse]\nquti = [\"x\"]\n").unwrap();
    for (args, told) in [
        (&["nowhere"][..], "annals: nowhere: there is no such file or folder"),
        (&["--config", "bad.toml"], "annals: bad.toml:2:1: there is no command `quti`"),
        (&["--config", "none.toml"], "annals: none.toml: there is no such file"),
        (&["--language", "xx"], "annals: --language: \"xx\" is not known here"),
    ] {
        let output = home.run(&[], args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(
            stderr(&output).starts_with(told) && stderr(&output).lines().count() == 1,
            "{args:?}: {}",
            stderr(&output)
        );
        assert_eq!(stdout(&output), "");
    }
    // The language is known even where the configuration is what is wrong.
    for (env, args) in [
        (&[("LANG", "zh_TW.UTF-8")][..], &["nowhere"][..]),
        (&[("LANG", "zh_TW.UTF-8")], &["--config", "nowhere"]),
        (&[], &["--language", "zh-TW", "nowhere"]),
        (&[], &["--language", "zh-TW", "--config", "nowhere"]),
    ] {
        let output = home.run(env, args);
        assert!(stderr(&output).starts_with("annals: nowhere：沒有這個檔案"), "{args:?}: {}", stderr(&output));
        assert_eq!(output.status.code(), Some(2));
    }
    let output = home.run(&[], &["--verison"]);
    assert!(output.status.code() == Some(2) && stderr(&output).contains("--version"));
    let output = home.run(&[], &["\u{1b}]0;x\u{7}", "b"]);
    assert!(output.status.code() == Some(2) && !stderr(&output).contains('\u{1b}'), "{:?}", stderr(&output));
}

#[test]
fn help_and_version_go_to_standard_output() {
    let home = Home::new();
    let help = home.run(&[], &["--help"]);
    assert!(help.status.success() && stdout(&help).contains("Usage: annals"));
    let version = home.run(&[], &["--version"]);
    assert_eq!(stdout(&version), format!("annals {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn an_editor_gets_the_record_and_the_terminal() {
    let home = Home::new();
    // Words of the variable are arguments; a shell's signs in them mean nothing.
    let mut pty = home.open(24, 80, &[("EDITOR", "sed -i s/巡查/$(查考);x/")]);
    pty.send("GE");
    pty.wait_for("Taken over");
    pty.send("s");
    pty.wait_for("$(查考);x");
    pty.send("\r");
    pty.wait_for("Saved");
    pty.send("q");
    assert_eq!(pty.wait_exit().exit_code(), 0);
    assert_eq!(home.read("110/a.toml"), YEAR.replace("巡查", "$(查考);x"));

    let mut pty = home.open(24, 80, &[("VISUAL", "/nowhere/editor")]);
    pty.send("E");
    pty.wait_for("could not be run");
    pty.send("q");
    assert_eq!(pty.wait_exit().exit_code(), 0);
    pty.assert_given_back();
}

#[test]
fn a_new_year_is_begun_entered_and_saved() {
    let home = Home::new();
    let mut pty = home.open(24, 80, &[]);
    pty.send(":new-year");
    pty.wait_for("begin the year after");
    pty.send("\r");
    pty.wait_for("Begin 111 from 110: 1 file(s) with 2 item(s) and 1 metric(s)");
    pty.send("y");
    pty.wait_for("111 has begun");
    let begun = home.read("111/a.toml");
    assert!(begun.starts_with("year = 111\r\n\r\n[[item]]\r\nid = \"stock\"\r\n"), "{begun}");
    assert!(!begun.contains("value"), "{begun}");
    pty.send("i");
    pty.wait_for("110: 4,400 間");
    pty.send("４３\t");
    pty.wait_for("No figure is missing");
    // What happens in the year is counted as it happens; today is of another year, which is told.
    pty.send("A");
    pty.wait_for("not in 111");
    pty.send("5\r");
    pty.wait_for("value changed");
    pty.send("s");
    pty.wait_for("To be saved");
    pty.send("\r");
    pty.wait_for("Saved 1 file");
    pty.send("q");
    assert_eq!(pty.wait_exit().exit_code(), 0);
    let saved = home.read("111/a.toml");
    assert!(saved.contains("id = \"d.total\"\r\nvalue = 43\r\n\r\n[[item.metric.entry]]\r\non = 20"), "{saved}");
    assert!(saved.contains("\r\nvalue = 5\r\n"), "{saved}");
    assert_eq!(home.read("110/a.toml"), YEAR);
    // It is there at the next start, and is the year that shows.
    let pty = home.open(24, 80, &[]);
    pty.wait_for("‹111›");
}
