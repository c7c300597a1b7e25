//! The commands that write, by the real program: what they print, what they leave in the files, and that writers at once
//! lose nothing.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::Child;
use std::process::Command;
use std::process::Output;
use std::process::Stdio;
use tempfile::TempDir;

const ABOUT: &str = "calendar = \"roc\"\n[[category]]\nid = \"a\"\ntitle = \"甲\"\n[[category]]\nid = \"a/b\"\ntitle = \"乙\"\n\
                     [[series]]\nid = \"d.total\"\nname = \"宿舍\"\nunit = \"間\"\n[[series]]\nid = \"d.money\"\nunit = \"元\"\n";
const YEAR: &str = "year = 110\r\n\r\n# kept\r\n[[item]]\r\nid = \"stock\"\r\ncategory = \"a\"\r\ntitle = \"市有宿舍\"   # too\r\n\r\n\
                    [[item.metric]]\r\nid = \"d.total\"\r\nvalue = 4_400\r\n\r\n[[item]]\r\nid = \"check\"\r\ncategory = \"a\"\r\ntitle = \"巡查\"";
const BEFORE: &str =
    "year = 108\n[[item]]\nid = \"stock\"\ncategory = \"a\"\n[[item.metric]]\nid = \"d.total\"\nvalue = 60\n";

struct Home(TempDir);

impl Home {
    fn new() -> Home {
        let home = Home(tempfile::tempdir().unwrap());
        fs::create_dir_all(home.path("data/108")).unwrap();
        fs::create_dir_all(home.path("data/110")).unwrap();
        fs::write(home.path("data/archive.toml"), ABOUT).unwrap();
        fs::write(home.path("data/108/a.toml"), BEFORE).unwrap();
        fs::write(home.path("data/110/a.toml"), YEAR).unwrap();
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn start(&self, args: &[&str]) -> Child {
        let mut command = Command::new(env!("CARGO_BIN_EXE_annals"));
        command.env_clear().env("HOME", self.0.path()).current_dir(self.0.path()).args(args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }

    fn run(&self, args: &[&str], input: &str) -> Output {
        let mut child = self.start(args);
        // A command that reads nothing may be gone before it is fed.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        child.wait_with_output().unwrap()
    }
}

/// Runs a command over the archive above: its exit status, all it prints, and a part of what it says.
fn check(args: &[&str], input: &str, status: i32, out: &str, words: &str) -> Home {
    let home = Home::new();
    let output = home.run(args, input);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(status), "{args:?} said {said}");
    assert_eq!(String::from_utf8(output.stdout).unwrap(), out, "{args:?} said {said}");
    assert!(said.contains(words), "{args:?} said {said}");
    assert!(words.is_empty() == said.is_empty(), "{args:?} said {said}");
    home
}

/// Runs a command that must change the file of 110, and nothing else of it than from `old` to `new`.
fn changes(args: &[&str], input: &str, out: &str, old: &str, new: &str) {
    let home = check(args, input, 0, out, "annals: ");
    assert_eq!(home.read("data/110/a.toml"), YEAR.replacen(old, new, 1), "{args:?}");
    assert_ne!(home.read("data/110/a.toml"), YEAR, "{args:?}");
    assert_eq!(home.read("data/108/a.toml"), BEFORE, "{args:?}");
}

/// Runs a command that must refuse and leave every byte.
fn refused(args: &[&str], input: &str, words: &str) {
    let home = check(args, input, 2, "", words);
    assert_eq!(home.read("data/110/a.toml"), YEAR, "{args:?}");
    assert_eq!(home.read("data/108/a.toml"), BEFORE, "{args:?}");
}

#[test]
fn values_are_read() {
    check(&["get", "d.total"], "", 0, "4400\n", "");
    check(&["get", "d.total", "--year", "108"], "", 0, "60\n", "");
    check(&["get", "d.total", "-y", "2019"], "", 0, "60\n", "");
    check(&["get", "d.total@108"], "", 0, "60\n", "");
    check(&["get", "stock.d.total"], "", 0, "4400\n", "");
    check(&["get", "stock:title"], "", 0, "市有宿舍\n", "");
    check(&["get", "stock:names"], "", 1, "", "stock:names has no value");
    check(&["get", "check@108"], "", 1, "", "check@108 is not in that year, but in 110");
    check(&["get", "d.totla"], "", 1, "", "did you mean d.total?");
    check(&["get", "stock"], "", 2, "", "stock is an item");
    check(&["get", "stock:nmae"], "", 1, "", "has no field nmae");
    check(&["get", "d.total", "--year", "next"], "", 2, "", "next is no year");
    check(&["--language", "zh-TW", "get", "d.totla"], "", 1, "", "是否為 d.total");
    check(&["get", "x\u{1b}[2J"], "", 1, "", "x␛[2J");
}

#[test]
fn values_are_set() {
    changes(&["set", "d.total", "44"], "", "", "4_400", "44");
    changes(&["set", "d.total", "4,5００間"], "", "", "4_400", "4_500");
    changes(&["set", "d.total", "-5"], "", "", "4_400", "-5");
    changes(&["set", "d.total", "特優"], "", "", "4_400", "\"特優\"");
    changes(&["set", "d.total", ""], "", "", "value = 4_400\r\n", "");
    changes(&["set", "d.total:target", "90"], "", "", "4_400\r\n", "4_400\r\ntarget = 90\r\n");
    changes(&["set", "stock:title", "a \"b\""], "", "", "市有宿舍", "a \\\"b\\\"");
    changes(
        &["set", "stock:when", "3/18"],
        "",
        "",
        "\"市有宿舍\"   # too\r\n",
        "\"市有宿舍\"   # too\r\nwhen = [\"2021-03-18\"]\r\n",
    );
    let home = check(&["set", "d.total@108", "61"], "", 0, "", "d.total@108: 60 → 61");
    assert_eq!(home.read("data/108/a.toml"), BEFORE.replace("60", "61"));
    let home = check(&["set", "-q", "d.total", "44"], "", 0, "", "");
    assert_eq!(home.read("data/110/a.toml"), YEAR.replace("4_400", "44"));
    check(&["set", "d.total", "4400"], "", 0, "", "says so already");
    // What is told is what was understood.
    check(&["set", "d.total", " 4,400 間"], "", 0, "", "says so already");
    check(&["set", "d.total", "1億2,660萬"], "", 0, "", "d.total: 4400 → 126600000\n");
    check(&["set", "d.total", " 特優 "], "", 0, "", "d.total: 4400 → 特優\n");
}

#[test]
fn a_difference_names_a_file_with_spaces_as_patch_wants_it() {
    let home = Home::new();
    fs::create_dir(home.path("data/112 a")).unwrap();
    fs::write(home.path("data/112 a/b c.toml"), BEFORE.replace("108", "112")).unwrap();
    let output = home.run(&["set", "d.total", "61", "--dry-run"], "");
    let shown = String::from_utf8(output.stdout).unwrap();
    assert!(shown.starts_with("--- a/112 a/b c.toml\t\n+++ b/112 a/b c.toml\t\n@@"), "{shown}");
}

#[test]
fn what_would_be_wrong_is_refused() {
    refused(&["set", "d.total", "4,40"], "", "not finished");
    refused(&["set", "stock:when", "99"], "", "Not a date");
    refused(&["set", "stock:id", "check"], "", "taken");
    refused(&["set", "stock:category", "c"], "", "refused, for this would be wrong then: 110/a.toml:6:12");
    refused(&["set", "stock", "1"], "", "is an item");
    refused(&["set", "d.total", "1", "--read-only"], "", "--read-only");
    refused(&["set", "d.total", "1", "--archive", "nowhere"], "", "nowhere");
    refused(&["set", "d.total"], "", "required");
    refused(&["rm", "stock", "nothing"], "", "nothing is called nothing");
    refused(&["mv", "stock", "a/bb"], "", "did you mean a/b");
    refused(&["mv", "stock", "b"], "", "there is no category b; did you mean a/b?");
    refused(&["mv", "d.total", "a/b"], "", "is no item");
    refused(&["add", "item", "T", "-c", "x"], "", "no category x");
    refused(&["add", "item", "T", "-c", "a", "--id", "stock"], "", "taken");
    refused(&["add", "item", "T", "-c", "a", "--id", "臺"], "", "id");
    refused(&["add", "item", "T", "-c", "a", "-y", "111"], "", "no file of 111");
    refused(&["add", "metric", "stock", "d.total", "1"], "", "has d.total already");
    refused(&["add", "metric", "check", "d.totla", "1"], "", "did you mean d.total");
    refused(&["add", "metric", "check", "d.total", "1x"], "", "does not belong");
    refused(
        &["set", "--batch"],
        "d.total\t1\nnothing\t2\n",
        "annals: <stdin>:2:1: nothing is called nothing; nothing was written",
    );
    refused(&["set", "--batch"], "d.total\t1\nd.total@108 2\n", "<stdin>:2:1: write PATH");
    refused(&["set", "--batch"], "d.total\t1x\n", "<stdin>:1:9: d.total: ");
    let unknown = "{\"path\": \"d.total\", \"value\": 1, \"yaer\": 108}\n";
    refused(&["set", "--batch"], unknown, "<stdin>:1:41: there is no key \"yaer\"");
    let year = "{\"path\": \"d.total\", \"value\": 1, \"year\": \"x\"}\n";
    refused(&["set", "--batch"], year, "<stdin>:1:41: x is no year");
    // What a shell knows a record by stays, unless there is something in its stead.
    refused(&["set", "stock:id", ""], "", "without its id");
    refused(&["rm", "stock:id"], "", "without its id");
    refused(&["set", "stock.d.total:id", ""], "", "without its id");
    refused(&["set", "--batch"], "check:id\t\n", "<stdin>:1:1: check:id: check → —: without its id");
    refused(&["set", "--batch", "d.total", "1"], "", "cannot be used with");
}

#[test]
fn many_values_are_one_change() {
    let lines = "d.total\t44\n\n{\"path\": \"d.total\", \"value\": 61.50, \"year\": 108}\n{\"path\": \"check:names\", \"value\": [\"x\", \"y\"]}\n";
    let home = check(&["set", "--batch"], lines, 0, "", "check:names: — → x; y");
    assert_eq!(home.read("data/108/a.toml"), BEFORE.replace("60", "61.50"));
    assert_eq!(
        home.read("data/110/a.toml"),
        YEAR.replace("4_400", "44") + "\r\nnames = [\"x\", \"y\"]",
        "a line is added at the end of a file that does not end one"
    );
    let home = check(&["set", "--batch", "--dry-run"], lines, 0, &DRY.replace('|', "\r"), "");
    assert_eq!(home.read("data/110/a.toml"), YEAR);
    // The last word on a field counts.
    changes(&["set", "--batch"], "d.total\t1\nd.total\t2\n", "", "4_400", "2");
}

/// What would be written, with `|` for a carriage return.
const DRY: &str = "\
--- a/108/a.toml
+++ b/108/a.toml
@@ -4,4 +4,4 @@
 category = \"a\"
 [[item.metric]]
 id = \"d.total\"
-value = 60
+value = 61.50
--- a/110/a.toml
+++ b/110/a.toml
@@ -8,9 +8,10 @@
 |
 [[item.metric]]|
 id = \"d.total\"|
-value = 4_400|
+value = 44|
 |
 [[item]]|
 id = \"check\"|
 category = \"a\"|
-title = \"巡查\"
\\ No newline at end of file
+title = \"巡查\"|
+names = [\"x\", \"y\"]
\\ No newline at end of file
";

#[test]
fn records_come_move_and_go() {
    changes(&["mv", "stock", "a/b"], "", "", "category = \"a\"", "category = \"a/b\"");
    let all = YEAR.replace("category = \"a\"", "category = \"a/b\"");
    let home = check(&["mv", "stock", "check", "a/b"], "", 0, "", "check: moved to a/b");
    assert_eq!(home.read("data/110/a.toml"), all);
    changes(&["rm", "d.total"], "", "", "\r\n[[item.metric]]\r\nid = \"d.total\"\r\nvalue = 4_400\r\n", "");
    changes(&["rm", "stock:title"], "", "", "title = \"市有宿舍\"   # too\r\n", "");
    let (first, _) = YEAR.split_once("# kept").unwrap();
    let (_, last) = YEAR.split_once("4_400\r\n\r\n").unwrap();
    let home = check(&["rm", "stock", "d.total", "stock:title"], "", 0, "", "stock: removed");
    assert_eq!(home.read("data/110/a.toml"), format!("{first}{last}"));
    let item = "\r\n\r\n[[item]]\r\nid = \"b-1\"\r\ncategory = \"a/b\"\r\nno = \"3\"\r\ntitle = \"新\"";
    let home = check(&["add", "item", "新", "-c", "a/b", "--no", "3"], "", 0, "b-1\n", "b-1: added to 110/a.toml");
    assert_eq!(home.read("data/110/a.toml"), format!("{YEAR}{item}"));
    let metric = "4_400\r\n\r\n[[item.metric]]\r\nid = \"d.money\"\r\nvalue = 126600000\r\n";
    changes(&["add", "metric", "stock", "d.money", "1億2,660萬"], "", "", "4_400\r\n", metric);
    let metric = "4_400\r\n\r\n[[item.metric]]\r\nid = \"x\"\r\nunit = \"人\"\r\nname = \"X\"\r\n";
    changes(&["add", "metric", "stock", "x", "--name", "X", "--unit", "人"], "", "", "4_400\r\n", metric);
    // What the check would find is told at once, by the words of the check.
    let twice = "A204 metric-twice: 宿舍 is already stated for this year at 110/a.toml:4";
    check(&["add", "metric", "check", "d.total", "1"], "", 0, "", twice);
}

#[test]
fn writers_at_once_lose_nothing() {
    const WRITERS: usize = 6;
    const EACH: usize = 12;
    let home = Home::new();
    let mut text = "year = 111\n".to_string();
    for writer in 0..WRITERS {
        text += &format!("\n# of {writer}\n[[item]]\nid = \"w{writer}\"\ncategory = \"a\"\n");
        text += &format!("[[item.metric]]\nid = \"m{writer}\"\nname = \"M\"\nvalue = -1\n");
    }
    fs::write(home.path("data/111.toml"), &text).unwrap();
    let write = |writer: usize| {
        for n in 0..EACH {
            let output = home.run(&["set", &format!("m{writer}"), &n.to_string()], "");
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
        // What everyone writes to: a new metric each.
        let output = home.run(&["add", "metric", "w0", &format!("n{writer}"), "1", "--name", "N"], "");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    let write = &write;
    std::thread::scope(|scope| {
        for writer in 0..WRITERS {
            scope.spawn(move || write(writer));
        }
    });
    for writer in 0..WRITERS {
        for (path, value) in [(format!("m{writer}"), EACH - 1), (format!("n{writer}"), 1)] {
            let output = home.run(&["get", &path], "");
            assert_eq!(String::from_utf8(output.stdout).unwrap(), format!("{value}\n"), "{path}");
        }
    }
    let left = home.read("data/111.toml");
    assert_eq!(left.matches("# of ").count(), WRITERS);
    assert_eq!(left.lines().filter(|line| line.starts_with("value = ")).count(), 2 * WRITERS);
    let names: Vec<_> = fs::read_dir(home.path("data")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 4, "nothing is left behind: {names:?}");
}

#[test]
fn what_entries_come_to_is_got() {
    let home = Home::new();
    let log = "year = 111\n[[item]]\nid = \"log\"\n[[item.metric]]\nid = \"d.total\"\n[[item.metric.entry]]\non = 2022-01-05\nvalue = 1.5\n[[item.metric.entry]]\non = 2022-01-06\nvalue = 2\n";
    fs::write(home.path("data/111.toml"), log).unwrap();
    let got = |path: &str| home.run(&["get", path], "");
    assert_eq!(got("d.total").stdout, b"3.5\n");
    assert_eq!(got("d.total:value").status.code(), Some(1));
}

const NEXT: &str = "year = 111\r\n\r\n[[item]]\r\nid = \"stock\"\r\ncategory = \"a\"\r\ntitle = \"市有宿舍\"\r\n\r\n\
                    [[item.metric]]\r\nid = \"d.total\"\r\n\r\n[[item]]\r\nid = \"check\"\r\ncategory = \"a\"\r\ntitle = \"巡查\"\r\n";

#[test]
fn a_year_is_begun() {
    let made = "111/a.toml\t2 item(s), 1 metric(s)\n";
    let home = check(&["new-year", "111"], "", 0, made, "");
    assert_eq!(home.read("data/111/a.toml"), NEXT);
    assert_eq!(home.read("data/110/a.toml"), YEAR);
    // What came of it is sound, and can be filled in.
    assert_eq!(home.run(&["check"], "").status.code(), Some(0));
    assert_eq!(home.run(&["set", "d.total", "43", "--year", "111"], "").status.code(), Some(0));
    assert_eq!(home.run(&["get", "d.total"], "").stdout, b"43\n");
    // A second time nothing is made, and what was filled in stays.
    let again = home.run(&["new-year", "111"], "");
    assert_eq!(again.status.code(), Some(2));
    assert!(String::from_utf8(again.stderr).unwrap().contains("111/a.toml: there already"));
    assert_eq!(home.read("data/111/a.toml"), NEXT.replace("d.total\"\r\n", "d.total\"\r\nvalue = 43\r\n"));

    let home = check(&["new-year", "2022", "--from", "2019"], "", 0, "111/a.toml\t1 item(s), 1 metric(s)\n", "");
    assert!(home.read("data/111/a.toml").starts_with("year = 111\n\n[[item]]\nid = \"stock\"\n"));
    // A year between two follows the one before it.
    check(&["new-year", "109"], "", 0, "109/a.toml\t1 item(s), 1 metric(s)\n", "");
}

#[test]
fn a_year_that_cannot_be_begun_is_not() {
    let home = check(&["new-year", "111", "--dry-run"], "", 0, "111/a.toml\t2 item(s), 1 metric(s)\n", "");
    assert!(!home.path("data/111").exists());
    for (args, words) in [
        (&["new-year", "110"][..], "110/a.toml: there already; nothing was written"),
        (&["new-year", "107"], "no year before 107"),
        (&["new-year", "111", "--from", "109"], "109 has nothing"),
        (&["new-year", "soon"], "`soon` is no year"),
        (&["new-year"], "YEAR"),
        (&["new-year", "111", "--read-only"], "--read-only"),
        (&["new-year", "111", "--archive", "data/110/a.toml"], "is one file"),
        (&["new-year", "111", "--archive", "none"], "none"),
    ] {
        let home = check(args, "", 2, "", words);
        assert!(!home.path("data/111").exists(), "{args:?}");
    }
    // A file that is no record of the archive's is in the way all the same.
    let home = Home::new();
    fs::create_dir(home.path("data/111")).unwrap();
    fs::create_dir(home.path("data/111/a.toml")).unwrap();
    let output = home.run(&["new-year", "111"], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("111/a.toml"));
}
