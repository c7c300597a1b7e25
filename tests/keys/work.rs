//! A large archive: what goes through all of it is done beside the keys, shows how far it is, and can be stopped.

use super::desk::Desk;
use annals::app::event::Event;
use annals::app::mode::Mode;
use annals::app::work;

const ABOUT: &str = "calendar = \"roc\"\n[[category]]\nid = \"a\"\ntitle = \"甲\"\n[[category]]\nid = \"b\"\ntitle = \"乙\"\n[[series]]\nid = \"s\"\nname = \"宿舍\"\nunit = \"間\"\n";
const Y108: &str =
    "year = 108\n[[item]]\nid = \"x\"\ncategory = \"a\"\ntitle = \"一\"\n[[item.metric]]\nid = \"s\"\nvalue = 6\n";
const Y110: &str = "year = 110\n[[item]]\nid = \"x\"\ncategory = \"a\"\ntitle = \"一\"\n[[item.metric]]\nid = \"s\"\nvalue = 4\n\n[[item]]\ncategory = \"a\"\ntitle = \"二\"\n\n[[item]]\ncategory = \"a\"\ntitle = \"三\"\n[[item.metric]]\nid = \"t\"\nvalue = 1\n";

/// An archive that counts as large with so few items.
fn large() -> Desk {
    let mut desk = small();
    desk.app.large = 0;
    desk.event(Event::Stirred);
    // What is checked of its own accord shows nowhere until something is edited.
    desk.write("110/b.toml", "year = 110\n[[item]]\nid = \"z\"\ncategory = \"b\"\n");
    desk.stir();
    desk
}

fn small() -> Desk {
    Desk::new(&[("archive.toml", ABOUT), ("108/a.toml", Y108), ("110/a.toml", Y110)])
}

/// What the screen over the panes shows.
fn table(desk: &Desk) -> Vec<String> {
    let page = desk.app.mode.page().expect("no page");
    page.table.rows.iter().map(|row| row.plain()).collect()
}

#[test]
fn the_check_comes_when_it_is_done() {
    let mut desk = large();
    assert_eq!(desk.tasks.len(), 1, "the change is checked beside the keys");
    assert_eq!(work::told(&desk.app), None, "nobody waits for it");
    desk.press("!");
    assert_eq!(work::told(&desk.app).as_deref(), Some("Checking: 0 %; Esc stops it"), "{:?}", desk.app.status);
    assert!(!desk.rows().contains("A201"), "{}", desk.rows());
    desk.press("<down>");
    desk.work();
    assert!(work::told(&desk.app).is_none() && desk.tasks.is_empty());
    let mut alike = small();
    alike.write("110/b.toml", "year = 110\n[[item]]\nid = \"z\"\ncategory = \"b\"\n");
    alike.stir();
    alike.press("!");
    assert_eq!(desk.rows(), alike.rows());
}

#[test]
fn esc_stops_the_check() {
    for keys in ["!<esc>", "!q<esc>"] {
        let mut desk = large();
        desk.press(keys);
        assert!(desk.tasks[0].signal.step(0).is_err(), "{keys}");
        desk.work();
        assert!(matches!(desk.app.mode, Mode::Browse) || keys.contains('q'), "{keys}");
        // It is asked for again when its list is opened again.
        desk.press("<esc>!");
        assert_eq!(desk.tasks.len(), 1, "{keys}");
    }
}

#[test]
fn an_older_answer_is_dropped() {
    let mut desk = large();
    desk.press("!");
    // While it is checked, someone else mends what it would have found.
    desk.press("<esc>");
    desk.write("110/a.toml", &Y110.replace("title = \"二\"", "id = \"two\"\ntitle = \"二\""));
    desk.stir();
    desk.press("!");
    assert_eq!(desk.tasks.len(), 2);
    desk.work();
    assert!(work::told(&desk.app).is_some(), "that was the older one");
    desk.work();
    let rows = desk.rows();
    assert_eq!(rows.lines().filter(|row| row.contains("missing-id")).count(), 1, "{rows}");
}

#[test]
fn mending_goes_on_while_it_is_checked_again() {
    let mut desk = large();
    desk.press("!missing-id");
    desk.work();
    let left = |desk: &Desk| desk.rows().lines().filter(|row| row.contains("missing-id")).count();
    assert_eq!(left(&desk), 2);
    desk.press("<ctrl-o>");
    assert_eq!((desk.tasks.len(), left(&desk)), (1, 0), "{}", desk.app.status.text);
    desk.work();
    assert_eq!(left(&desk), 1);
}

#[test]
fn two_years_are_compared_beside_the_keys() {
    for (keys, kind) in [("c", "compare"), ("o", "overview")] {
        let (mut desk, mut alike) = (large(), small());
        alike.write("110/b.toml", "year = 110\n[[item]]\nid = \"z\"\ncategory = \"b\"\n");
        alike.stir();
        desk.work();
        desk.press(keys);
        alike.press(keys);
        assert!(table(&desk).is_empty() && work::told(&desk.app).is_some(), "{kind}");
        // Keys go on meaning what they mean.
        desk.press("jG/<esc>");
        desk.work();
        assert!(work::told(&desk.app).is_none(), "{kind}");
        if kind == "compare" {
            assert!(table(&desk).len() < table(&alike).len(), "it begins as an outline");
            desk.press("z");
        }
        assert_eq!(table(&desk), table(&alike), "{kind}");
        desk.press("<esc>");
        desk.press(keys);
        desk.press("<esc>");
        assert!(desk.tasks[0].signal.step(0).is_err(), "{kind}: whoever leaves it stops it");
        desk.work();
        assert!(matches!(desk.app.mode, Mode::Browse), "{kind}");
    }
}

#[test]
fn what_is_asked_of_the_rows_is_looked_for_beside_the_keys() {
    // Whatever is pressed, the rows come to be those of an archive that is worked on at once.
    for keys in [
        "c/一<enter>",
        "c/宿舍",
        "c/宿<esc>",
        "cS",
        "cSS",
        "cSSS",
        "cSSSS",
        "cSSSSS",
        "cSSfff",
        "cfff/宿",
        "c/宿x<backspace>",
        "cS/宿舍<enter>fff",
        "o/宿",
        "c/宿<enter><esc>zz",
    ] {
        let (mut desk, mut alike) = (large(), small());
        alike.write("110/b.toml", "year = 110\n[[item]]\nid = \"z\"\ncategory = \"b\"\n");
        alike.stir();
        let (first, rest) = keys.split_at(1);
        desk.press(first);
        while !desk.tasks.is_empty() {
            desk.work();
        }
        // Nothing of a small archive is folded at first.
        desk.press(if first == "c" { "z" } else { "" });
        desk.press(rest);
        while !desk.tasks.is_empty() {
            desk.work();
        }
        alike.press(keys);
        let chosen = |desk: &Desk| desk.app.mode.page().and_then(|page| page.chosen().map(|row| row.plain()));
        assert_eq!(table(&desk), table(&alike), "{keys}");
        // What is taken back before it was found has moved nothing.
        let is_taken_back = keys.contains("<esc>") || keys == "cSSSSS";
        assert!(is_taken_back || chosen(&desk) == chosen(&alike), "{keys}: {:?}", chosen(&desk));
        assert!(!table(&desk).is_empty() || keys.contains('x'), "{keys}");
    }
}

#[test]
fn esc_leaves_the_rows_as_they_were() {
    let mut desk = large();
    desk.work();
    desk.press("c");
    desk.work();
    desk.press("z");
    let (before, chosen) = (table(&desk), desk.app.mode.page().and_then(|page| page.pane.chosen()));
    for keys in ["S", "fS", "/宿舍<enter>", "S/無<enter>"] {
        desk.press(keys);
        assert!(work::told(&desk.app).is_some_and(|told| told.starts_with("Looking through: ")), "{keys}");
        // Of a kind of rows it is known at once which they are.
        let shown = table(&desk);
        assert!(shown == before || keys == "fS", "{keys}");
        desk.press("<esc>");
        assert_eq!((table(&desk), work::told(&desk.app)), (shown, None), "{keys}");
        assert!(desk.tasks.iter().all(|task| task.signal.step(0).is_err()), "{keys}");
        while !desk.tasks.is_empty() {
            desk.work();
        }
        desk.press(if keys == "fS" { "F" } else { "" });
        assert_eq!(table(&desk), before, "{keys}");
    }
    assert_eq!(desk.app.mode.page().and_then(|page| page.pane.chosen()), chosen);
    desk.press("<esc>");
    assert!(matches!(desk.app.mode, Mode::Browse));
}

#[test]
fn a_long_list_is_filtered_beside_the_keys() {
    let items: String = (0..2500).map(|n| format!("[[item]]\ncategory = \"a\"\ntitle = \"n{n}.\"\n")).collect();
    let many = format!("year = 110\n{items}");
    let desk = |large: usize| {
        let mut desk = Desk::new(&[("archive.toml", ABOUT), ("110/a.toml", &many)]);
        desk.app.large = large;
        desk.press("2");
        desk
    };
    let listed = |desk: &Desk| desk.app.view.items.len();
    for (keys, is_asked) in
        [("f77.", true), ("f7x<backspace>", true), ("f77<enter>", true), ("f77<backspace><backspace>", false)]
    {
        let (mut desk, mut alike) = (desk(0), desk(usize::MAX));
        desk.press(keys);
        alike.press(keys);
        assert_eq!((listed(&desk), work::told(&desk.app).is_some()), (2500, is_asked), "{keys}");
        while !desk.tasks.is_empty() {
            desk.work();
        }
        assert_eq!((listed(&desk), work::told(&desk.app)), (listed(&alike), None), "{keys}");
        assert!(!is_asked || (1..2500).contains(&listed(&desk)), "{keys}");
    }
    for keys in ["f77<esc>", "f77<enter><esc>"] {
        let mut desk = desk(0);
        desk.press(keys);
        assert!(desk.tasks.iter().all(|task| task.signal.step(0).is_err()), "{keys}");
        while !desk.tasks.is_empty() {
            desk.work();
        }
        assert_eq!(listed(&desk), 2500, "{keys}");
    }
}

/// An archive of very many findings: every item lacks an id.
fn much_wrong() -> Desk {
    let items: String = (0..2500).map(|n| format!("[[item]]\ncategory = \"a\"\ntitle = \"n{n}.\"\n")).collect();
    let mut desk = Desk::new(&[("archive.toml", ABOUT), ("110/a.toml", &format!("year = 110\n{items}"))]);
    desk.app.large = 0;
    desk
}

#[test]
fn a_long_list_of_findings_is_narrowed_beside_the_keys() {
    for keys in ["!", "!x", "!a.toml:77:", "!a.toml:77:x<backspace>", "!a.toml:9<enter>"] {
        let (mut desk, mut alike) = (much_wrong(), much_wrong());
        alike.app.large = usize::MAX;
        assert_eq!(desk.app.checks.report.findings.len(), 2500);
        desk.press("!");
        let (all, keys) = (desk.rows(), &keys[1..]);
        alike.press("!");
        assert_eq!((desk.tasks.len(), all.lines().count()), (0, 2501), "what is opened is there at once");
        desk.press(keys);
        alike.press(keys);
        assert_eq!(desk.tasks.len(), keys.replace("<backspace>", "-").split('<').next().unwrap().len());
        if keys.contains(':') && !keys.contains('<') {
            assert_eq!(work::told(&desk.app).as_deref(), Some("Looking through: 0 %; Esc stops it"));
            assert_eq!(desk.rows(), all, "it stays till then");
        }
        let unwanted = desk.tasks.iter().filter(|task| task.signal.step(0).is_err()).count();
        assert_eq!(unwanted, desk.tasks.len().saturating_sub(1), "a newer letter stops the older job");
        while !desk.tasks.is_empty() {
            desk.work();
        }
        assert_eq!(work::told(&desk.app), None, "{keys}");
        match keys.contains("<enter>") {
            true => assert_eq!((desk.tell(), &desk.app.status), (alike.tell(), &alike.app.status), "{keys}"),
            false => assert_eq!(desk.rows(), alike.rows(), "{keys}"),
        }
    }
    let mut desk = much_wrong();
    desk.press("!77<esc>");
    assert!(desk.tasks.iter().all(|task| task.signal.step(0).is_err()), "nobody waits for it");
    while !desk.tasks.is_empty() {
        desk.work();
    }
    assert!(matches!(desk.app.mode, Mode::Browse));
}

#[test]
fn findings_of_an_older_archive_do_not_show() {
    let mut desk = much_wrong();
    desk.press("!missing-id");
    while !desk.tasks.is_empty() {
        desk.work();
    }
    desk.press("<down><down><ctrl-o>");
    let awaited = "What shows here is being worked out …";
    assert_eq!(desk.rows(), awaited, "what was found before is not");
    assert_eq!(desk.tasks.len(), 1);
    desk.work();
    assert_eq!((desk.rows(), desk.tasks.len()), (awaited.to_string(), 1), "they are checked, and looked through again");
    desk.work();
    assert_eq!(desk.rows().lines().count(), 2500);
    let Mode::List(list) = &desk.app.mode else { panic!("no list") };
    assert_eq!(list.pane.chosen(), Some(3), "one goes on where one was");
}

#[test]
fn a_list_that_closes_over_a_comparison_leaves_it_as_it_is() {
    let mut desk = large();
    desk.work();
    desk.press("!<esc>");
    while !desk.tasks.is_empty() {
        desk.work();
    }
    desk.press("c");
    desk.work();
    let before = table(&desk);
    for keys in ["!<esc>", "?<esc>", ":<esc>", "<ctrl-p>x<esc>"] {
        desk.press(keys);
        assert!(desk.tasks.iter().all(|task| task.signal.step(0).is_err()), "{keys}: nothing has changed");
        while !desk.tasks.is_empty() {
            desk.work();
        }
        assert_eq!(table(&desk), before, "{keys}");
    }
    // What is accepted in the list changes the archive.
    desk.press("!missing-id<ctrl-t><esc>");
    assert!(desk.tasks.iter().any(|task| task.signal.step(0).is_ok()), "it is compared again");
    while !desk.tasks.is_empty() {
        desk.work();
    }
    assert_eq!(table(&desk), before);
}

#[test]
fn a_long_filtered_list_is_found_again_beside_the_keys() {
    let items = |category: &str| -> String {
        (0..2500).map(|n| format!("[[item]]\ncategory = \"{category}\"\ntitle = \"n{n}.\"\n")).collect()
    };
    let many = format!("year = 110\n{}{}", items("a"), items("b"));
    let desk = |large: usize| {
        let mut desk = Desk::new(&[("archive.toml", ABOUT), ("110/a.toml", &many)]);
        desk.app.large = large;
        desk.press("2f77<enter>");
        while !desk.tasks.is_empty() {
            desk.work();
        }
        desk
    };
    // What is pressed, and how many are listed before they are found.
    for (keys, till_then) in
        [("e.<enter>", 43), ("<down>e<ctrl-u>other<enter>", 43), ("1j", 0), ("1jk", 0), ("1j2<esc>", 2500)]
    {
        let (mut desk, mut alike) = (desk(0), desk(usize::MAX));
        assert_eq!((desk.app.view.items.len(), alike.app.view.items.len()), (43, 43));
        desk.press(keys);
        alike.press(keys);
        assert_eq!(desk.app.view.items.len(), till_then, "{keys}");
        let is_stopped = keys.contains("<esc>");
        assert_eq!(work::told(&desk.app).is_some(), !is_stopped, "{keys}");
        while !desk.tasks.is_empty() {
            desk.work();
        }
        // Whoever stops it stands at the first.
        assert!(is_stopped || desk.tell() == alike.tell(), "{keys}: {}", desk.tell());
        assert_eq!((work::told(&desk.app), alike.app.view.items.len()), (None, desk.app.view.items.len()), "{keys}");
    }
}

/// An archive of which a category fills two files and nothing else.
fn two_files(large: usize) -> Desk {
    let text = "x".repeat(1000);
    let file = |name: &str| -> String {
        let item = |n: usize| {
            format!("[[item]]\nid = \"{name}{n}\"\ncategory = \"a\"\ntitle = \"{name}{n}.\"\ntext = \"{text}\"\n")
        };
        format!("year = 110\n{}", (0..300).map(item).collect::<String>())
    };
    let rest = "year = 110\n[[item]]\nid = \"z\"\ncategory = \"b\"\n[[item]]\nid = \"stays\"\n";
    let (x, y) = (file("x"), file("y"));
    let mut desk = Desk::new(&[
        ("archive.toml", ABOUT),
        ("110/a.toml", &x),
        ("110/b.toml", &y),
        ("110/c.toml", rest),
        ("108/a.toml", "year = 108\n"),
        ("108/b.toml", "year = 108\n"),
    ]);
    desk.app.large = large;
    desk.press("2<down><down>");
    desk
}

#[test]
fn many_files_are_changed_beside_the_keys() {
    let files = |desk: &Desk| ["110/a.toml", "110/b.toml", "108/a.toml", "108/b.toml"].map(|path| desk.text(path));
    for keys in ["*dy", "*<space>dy", "*m乙<enter>", "*D", "*<space>D", "*Y108<enter>"] {
        let (mut desk, mut alike) = (two_files(0), two_files(usize::MAX));
        for keys in [keys, "u", "<ctrl-r>", "u"] {
            let before = files(&desk);
            desk.press(keys);
            alike.press(keys);
            assert_eq!(work::told(&desk.app).as_deref(), Some("Changing: 0 %; Esc stops it"), "{keys}");
            assert!(files(&desk) == before, "{keys}");
            while !desk.tasks.is_empty() {
                desk.work();
            }
            assert!(files(&desk) == files(&alike) && files(&desk) != before, "{keys}");
            assert_eq!((desk.tell(), &desk.app.status), (alike.tell(), &alike.app.status), "{keys}");
            assert_eq!((desk.app.marked.len(), work::told(&desk.app)), (0, None), "{keys}");
            // What is found goes by the index, which was made beside the keys too.
            let hits = |desk: &mut Desk| {
                desk.press("/x77.");
                while !desk.tasks.is_empty() {
                    desk.work();
                }
                let hits = desk.app.hits.clone();
                desk.press("<esc>");
                desk.tasks.clear();
                hits
            };
            assert_eq!(hits(&mut desk), hits(&mut alike), "{keys}");
        }
    }
}

/// However small the archive is otherwise, a file of megabytes is proved and read again as a whole.
#[test]
fn many_changes_of_one_long_file_are_made_beside_the_keys() {
    let padding = format!("# {}\n", "x".repeat(98)).repeat(22_000);
    let items: String =
        (0..3).map(|n| format!("[[item]]\nid = \"{n}\"\ncategory = \"a\"\ntitle = \"x{n}.\"\n")).collect();
    let text = format!("year = 110\n{padding}{items}");
    let mut desk = Desk::new(&[("archive.toml", ABOUT), ("110/a.toml", &text)]);
    let moved = text.replace("category = \"a\"", "category = \"b\"");
    for (keys, after) in [("*m乙<enter>", &moved), ("u", &text), ("<ctrl-r>", &moved)] {
        desk.press(keys);
        assert_eq!(work::told(&desk.app).as_deref(), Some("Changing: 0 %; Esc stops it"), "{keys}");
        while !desk.tasks.is_empty() {
            desk.work();
        }
        assert!(desk.text("110/a.toml") == *after, "{keys}");
    }
    // One change is made within its key.
    desk.press("e甲<enter>");
    assert!(desk.tasks.is_empty() && desk.text("110/a.toml").contains("甲"));
}

#[test]
fn a_change_of_many_files_is_all_or_nothing() {
    let files = |desk: &Desk| [desk.text("110/a.toml"), desk.text("110/b.toml")];
    let first = files(&two_files(0));
    // Stopped, nothing has changed.
    let mut desk = two_files(0);
    desk.press("*dy<esc>");
    assert!(desk.tasks[0].signal.step(0).is_err());
    desk.work();
    assert_eq!((files(&desk) == first, desk.app.status.text.as_str()), (true, "Stopped; nothing was changed."));
    assert_eq!(desk.app.marked.len(), 600, "the marks are there to try again");
    let mut desk = two_files(0);
    desk.press("*D<esc>");
    desk.work();
    assert_eq!((files(&desk) == first, desk.app.status.text.as_str()), (true, "Stopped; nothing was changed."));
    // Where one is refused, none is made, and it is told which.
    let mut desk = two_files(0);
    desk.write("108/c.toml", "year = 108\n[[item]]\nid = \"y299\"\n");
    desk.stir();
    desk.press("*Y108<enter>");
    desk.tasks.retain(|task| task.signal.step(0).is_ok());
    while !desk.tasks.is_empty() {
        desk.work();
    }
    assert_eq!((desk.text("108/b.toml").as_str(), desk.app.status.bad), ("year = 108\n", true));
    assert!(desk.app.status.text.contains("y299"), "{}", desk.app.status.text);
    // What was changed meanwhile stays, and is not lost by what was planned before.
    let mut desk = two_files(0);
    desk.press("*dye!<enter>");
    let edited = files(&desk);
    desk.work();
    assert_eq!((files(&desk) == edited, files(&desk) == first, desk.app.status.bad), (true, false, true));
    // An open field holds a record by its number: the change waits.
    let mut desk = two_files(0);
    desk.press("*dye");
    desk.work();
    assert_eq!((files(&desk) == first, matches!(desk.app.mode, Mode::Edit(_))), (true, true));
    desk.press("<esc>");
    assert!(files(&desk) == ["year = 110\n"; 2]);
    // A step that was to be taken back and was not is still there.
    desk.press("u<esc>");
    while !desk.tasks.is_empty() {
        desk.work();
    }
    assert!(files(&desk) == ["year = 110\n"; 2]);
    desk.press("u");
    while !desk.tasks.is_empty() {
        desk.work();
    }
    assert!(files(&desk) == first);
}

#[test]
fn what_is_unsaved_in_many_files_is_told_when_it_is_compared() {
    let (mut desk, mut alike) = (two_files(0), two_files(usize::MAX));
    for desk in [&mut desk, &mut alike] {
        desk.press("*m乙<enter>");
        while !desk.tasks.is_empty() {
            desk.work();
        }
        desk.press("s");
    }
    assert_eq!(desk.rows(), "What shows here is being worked out …");
    let told = "Comparing with what is saved: 0 %; Esc closes this";
    assert_eq!((desk.tasks.len(), work::told(&desk.app).as_deref()), (1, Some(told)));
    desk.press("<esc>");
    assert!(desk.tasks[0].signal.step(0).is_err());
    desk.work();
    desk.press("s");
    desk.work();
    assert!(desk.rows() == alike.rows() && desk.rows().lines().count() > 1200);
    desk.press("<enter>");
    assert_eq!((desk.app.unsaved(), desk.app.status.text.as_str()), (0, "Saved 2 file(s)."));
}

#[test]
fn a_new_year_is_made_ready_beside_the_keys() {
    let mut desk = large();
    desk.work();
    desk.press(":new-year<enter>");
    assert_eq!(work::told(&desk.app).as_deref(), Some("Making the files ready: 0 %; Esc stops it"));
    desk.press("<esc>");
    assert!(desk.tasks[0].signal.step(0).is_err());
    desk.work();
    assert!(matches!(desk.app.mode, Mode::Browse));
    // Whoever types something meanwhile is asked when that is done.
    desk.press(":new-year<enter>2e");
    desk.work();
    assert!(matches!(desk.app.mode, Mode::Edit(_)));
    desk.press("<esc>");
    assert!(desk.question().starts_with("Begin 111 from 110: "), "{}", desk.question());
    desk.press("y");
    assert_eq!(desk.app.year.and_then(|year| year.roc()), Some(111));
    assert!(desk.files().contains_key("111/a.toml"));
}
