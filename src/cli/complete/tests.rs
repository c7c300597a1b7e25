//! What may stand at the caret, line by line, over the built-in archive.

use super::*;
use crate::cli::look::Look;
use crate::config;
use crate::lang::Lang;

/// The words that may stand at the caret, which is at the end of the line.
fn complete(line: &str) -> Vec<String> {
    let mut words: Vec<&str> = line.split(' ').collect();
    let current = words.pop().unwrap_or_default();
    at(&words, current, false)
}

/// The same by words, for a shell that puts in quotes what needs them, or for one that does not.
fn at(words: &[&str], current: &str, quotes: bool) -> Vec<String> {
    let (mut out, mut told) = (Vec::new(), Vec::new());
    let session = Session {
        place: None,
        lang: Lang::En,
        read_only: true,
        quiet: true,
        config: config::read(Some(("own.toml", "[views]\nlate = 'target:missed'\n"))).map_err(io::Error::other),
        look: Look::plain(),
        out: &mut out,
        words: &mut told,
        on_terminal: false,
        words_on_terminal: false,
    };
    let mut command = args::command();
    command.build();
    candidates(&command, words, current, quotes, &session).into_iter().map(|candidate| candidate.word).collect()
}

/// Of the built-in archive, what has blanks; and what a shell has a meaning for.
#[test]
fn what_needs_quotes() {
    for (words, current, expected) in [
        (&["find"][..], "name:LOVE", &["name:\"LOVE KAOHSIUNG\""][..]),
        (&["find"], "name:\"LOVE", &["name:\"LOVE KAOHSIUNG\""]),
        (&["find"], "name:\"LOVE KAO", &["name:\"LOVE KAOHSIUNG\""]),
        (&["find", "x"], "year:110 name:LOVE", &["year:110 name:\"LOVE KAOHSIUNG\""]),
        (&["export", "csv"], "--query=name:LOVE", &["--query=name:\"LOVE KAOHSIUNG\""]),
        (&["find"], "name:\"葉匡", &["name:\"葉匡時\""]),
        (&["find"], "宿舍|tar", &["宿舍|target:"]),
        (&["find"], "!is:mi", &["!is:missing"]),
        (&["find"], "=is:mi", &[]),
        (&["find"], "name:\"LOVE KAOHSIUNG\"", &[]),
    ] {
        assert_eq!(at(words, current, true), expected, "{current:?}");
        assert!(at(words, current, false).iter().all(|word| is_bare(word)), "{current:?}");
    }
}

#[test]
fn what_may_stand_there() {
    // The whole list, in order.
    for (line, expected) in [
        ("sho", &["show", ":files"][..]),
        ("-R li", &["list", ":files"]),
        ("list ser", &["series"]),
        ("list -y ", &["110", "108"]),
        ("list -y 110 c", &["categories"]),
        ("list --year=10", &["--year=108"]),
        ("list --year 11", &["110"]),
        ("list -qy 11", &["110"]),
        ("list -y110 ye", &["years"]),
        ("list --color ne", &["never"]),
        ("show dormitory.sto", &["dormitory.stock"]),
        ("show dormitory.tot", &["dormitory.total"]),
        ("show dormitory.total@1", &["dormitory.total@110", "dormitory.total@108"]),
        ("get dormitory.total:ta", &["dormitory.total:tags", "dormitory.total:target"]),
        ("series -- dormitory.tot", &["dormitory.total"]),
        ("mv dormitory.stock dormitory.chec", &["dormitory.checks"]),
        ("diff 108 11", &["110"]),
        ("diff 108 110 --judgement i", &["improved"]),
        ("find -c general/affairs/dorm", &["general/affairs/dormitory"]),
        ("find x yea", &["year:"]),
        ("find year:", &["year:110", "year:108"]),
        ("find 年:10", &["年:108"]),
        ("find is:mi", &["is:missing"]),
        ("find tag:hous", &["tag:housing"]),
        ("find id:dormitory.stoc", &["id:dormitory.stock"]),
        ("find year:110 sort:value,-ch", &["sort:value,-change"]),
        ("find 宿舍|tar", &[]),
        ("find value>", &[]),
        ("find @lat", &["@late"]),
        ("export csv --query @lat", &["@late"]),
        ("export csv --query=@lat", &["--query=@late"]),
        ("find zzz", &[]),
        ("add ", &["item", "metric"]),
        ("add item T -c general/affairs/dorm", &["general/affairs/dormitory"]),
        ("add metric dormitory.sto", &["dormitory.stock"]),
        ("--archive ", &[":files"]),
        ("nothing ", &[]),
        ("show --tom", &["--toml"]),
        ("show --xyz", &[]),
        ("--", &[]),
    ] {
        let found = complete(line);
        if line == "--" {
            assert!(found.contains(&"--archive".to_string()) && found.contains(&"--help".to_string()), "{found:?}");
            continue;
        }
        assert_eq!(found, expected, "{line:?}");
    }
    assert!(!complete("").contains(&"__complete".to_string()));
    assert!(complete("show ").len() > 200);
    // Before anything is typed, the fields and the views.
    let all = complete("find ");
    assert!(["year:", "cat:", "sort:", "@late"].iter().all(|one| all.contains(&one.to_string())), "{all:?}");
}
