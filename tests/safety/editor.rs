//! The person's own editor: it gets words, not a shell's line; its file is private; what was typed in it is never lost.

use crate::pty;
use crate::pty::Pty;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::path::PathBuf;
use tempfile::TempDir;

/// An editor: tells what it was given, and what could be seen of that, then does what `$DOES` says.
const EDITOR: &str = "#!/bin/sh\nfor word; do printf '%s\\n' \"$word\"; done > \"$HOME/words\"\nfor file; do :; done\n\
                      ls -ld \"${file%/*}\" \"$file\" > \"$HOME/seen\"\neval \"$DOES\"\n";

const RECORD: &str = "[[item]]\nid = \"a\"\ntitle = \"old\"\n";

struct House(TempDir);

impl House {
    fn new() -> House {
        let house = House(tempfile::tempdir().unwrap());
        for folder in ["data", "tmp", "my $(touch owned);'editor"] {
            fs::create_dir(house.path(folder)).unwrap();
        }
        fs::write(house.path("data/;touch owned $(touch owned)\n-rf.toml"), format!("year = 110\n{RECORD}")).unwrap();
        fs::write(house.editor(), EDITOR).unwrap();
        fs::set_permissions(house.editor(), fs::Permissions::from_mode(0o755)).unwrap();
        house
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn editor(&self) -> PathBuf {
        self.path("my $(touch owned);'editor/ed")
    }

    /// The program after the editor was called from it once.
    fn edit(&self, words: &str, does: &str, tmp: &str) -> Pty {
        let editor = self.editor().to_str().unwrap().replace('\'', "'\\''");
        let editor = format!("'{editor}'{words}");
        let env = [("EDITOR", &*editor), ("DOES", does), ("TMPDIR", tmp)];
        let mut pty = pty::open(24, 160, self.0.path(), &env, &["data"]);
        pty.wait_for("old");
        pty.send("E");
        pty
    }

    /// What is left in the folder for such.
    fn left(&self) -> Vec<PathBuf> {
        let folders = fs::read_dir(self.path("tmp")).unwrap().map(|entry| entry.unwrap().path());
        folders.map(|folder| folder.join("record.toml")).collect()
    }

    fn tmp(&self) -> String {
        self.path("tmp").to_str().unwrap().to_string()
    }
}

fn quit(mut pty: Pty) {
    pty.send("qx");
    pty.wait_exit();
    pty.assert_given_back();
}

#[test]
fn an_editor_gets_words_and_a_private_file() {
    let house = House::new();
    let words = " -x \"a b\" $(touch owned) ;touch owned * ~ `touch owned`";
    let pty = house.edit(words, "sed -i s/old/new/ \"$file\"; touch \"$file~\"", &house.tmp());
    pty.wait_for("Taken over");
    pty.wait_for("new");
    quit(pty);
    let told = fs::read_to_string(house.path("words")).unwrap();
    let told: Vec<&str> = told.lines().collect();
    let (file, words) = told.split_last().unwrap();
    assert_eq!(words, ["-x", "a b", "$(touch", "owned)", ";touch", "owned", "*", "~", "`touch", "owned`"]);
    assert!(Path::new(file).starts_with(house.path("tmp")) && file.ends_with(".toml"), "{file}");
    let seen = fs::read_to_string(house.path("seen")).unwrap();
    let modes: Vec<&str> = seen.lines().map(|line| &line[..10]).collect();
    assert_eq!(modes, ["drwx------", "-rw-------"], "{seen}");
    assert_eq!(house.left(), Vec::<PathBuf>::new(), "the file goes, and what the editor left beside it");
    assert!(!house.path("owned").exists() && !house.path("data/owned").exists(), "something was run");
}

#[test]
fn what_was_typed_is_kept_where_it_cannot_be_taken() {
    let typed = "printf '[[item]]\\nid = \"a\"\\ntitle = \"typed\"\\n' > \"$file\"";
    for (does, why, left) in [
        (format!("{typed}; exit 3"), "could not be run", "\"typed\""),
        (format!("{typed}; kill -9 $$"), "could not be run", "\"typed\""),
        ("printf 'typed [' > \"$file\"".to_string(), "kept in", "typed ["),
        ("printf 'typed \\377' > \"$file\"".to_string(), "could not be run", "typed "),
    ] {
        let house = House::new();
        let pty = house.edit("", &does, &house.tmp());
        pty.wait_for(why);
        pty.wait_for("kept in");
        let kept = house.left();
        assert_eq!(kept.len(), 1, "{does}");
        let text = fs::read(&kept[0]).unwrap();
        assert!(String::from_utf8_lossy(&text).contains(left), "{does}: {text:?}");
        assert!(pty.contents().contains("old"), "{does}: the record is as it was");
        quit(pty);
    }
    // Nothing was typed, so nothing is kept.
    for does in ["exit 3", "kill -9 $$"] {
        let house = House::new();
        let pty = house.edit("", does, &house.tmp());
        pty.wait_for("could not be run");
        assert_eq!(house.left(), Vec::<PathBuf>::new(), "{does}");
        quit(pty);
    }
}

#[test]
fn odd_editors_and_odd_folders() {
    let house = House::new();
    fs::create_dir(house.path("-rf")).unwrap();
    let pty = house.edit("", "sed -i s/old/new/ \"$file\"", "-rf");
    pty.wait_for("Taken over");
    quit(pty);
    let told = fs::read_to_string(house.path("words")).unwrap();
    assert!(told.starts_with('/'), "a relative folder for such is no option: {told}");
    for (words, tmp) in [(" 'open", "tmp"), (" x\\", "tmp"), ("", "gone/gone"), ("", "data/archive.toml")] {
        let house = House::new();
        let pty = house.edit(words, "exit 0", tmp);
        pty.wait_for("could not be run");
        quit(pty);
    }
}
