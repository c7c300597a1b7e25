//! Findings that are mended, and those that are accepted.

use super::*;

#[test]
fn what_is_accepted_is_silent() {
    let lines = |accept: &str| format!("when = '2020'; {accept}");
    let count = |text: &str| check(&archive(&[("archive.toml", ABOUT), ("110.toml", text)]), true);
    let report = count(&item(&lines("accept = ['date-outside-year']"), &[]));
    assert_eq!((report.findings.len(), report.accepted), (0, 1));
    // Of a metric, on the metric or on its item.
    let metric = "id = 'posts'; value = 5; formula = '1 + 1'";
    for (item_accept, metric_accept, found) in [
        ("", "", 1),
        ("accept = ['formula']", "", 0),
        ("", "; accept = ['formula']", 0),
        ("", "; accept = 'formula'", 0),
    ] {
        let text = item(item_accept, &[&format!("{metric}{metric_accept}")]);
        assert_eq!(count(&text).findings.len(), found, "{text}");
    }
    // Another metric's findings are its own.
    let text = item("", &[metric, "id = 'each'; value = 1; accept = ['formula']"]);
    assert_eq!(count(&text).findings.len(), 2);
}

#[test]
fn fixes_mend_what_was_found_and_nothing_else() {
    let year = item("", &[]);
    for (text, mended) in [
        (year.replace("id = 'a'\n", ""), year.replace("id = 'a'", "id = 'dormitory-1'")),
        (year.replace("'a'", "'A'"), year.clone()),
        (year.replace("dormitory", "dormitroy"), year.clone()),
        (item("titel = 'x' # t", &[]), item("title = 'x' # t", &[])),
        (
            format!("{year}{}", year.replace("year = 110\n", "")),
            format!("{year}{}", year.replace("year = 110\n", "").replace("'a'", "'a-2'")),
        ),
        (item("", &["id = 'poss'; value = 3"]), item("", &["id = 'posts'; value = 3"])),
        (item("", &["id = 'posts'; value = '1,100'"]), item("", &["id = 'posts'; value = 1100"])),
        (
            item("when = '2020'; accept = ['date-outside-yaer']", &[]),
            item("when = '2020'; accept = ['date-outside-year']", &[]),
        ),
        (item("accept = ['sum', 'formula']", &[]), item("accept = ['formula']", &[])),
        (item("accept = ['formula']; title = 't'", &[]), item("title = 't'", &[])),
    ] {
        let mut archive = archive(&[("archive.toml", ABOUT), ("110.toml", &text)]);
        let before = check(&archive, true).findings;
        let finding =
            before.iter().find(|finding| !finding.fix.is_empty()).unwrap_or_else(|| panic!("no fix in\n{text}"));
        let changes = finding.fix.iter().map(|change| (finding.file, change.clone())).collect();
        crate::store::apply::apply(&mut archive, changes).unwrap();
        archive.derive();
        assert_eq!(&*archive.files[1].text, mended);
        let after = check(&archive, true).findings;
        assert!(!after.iter().any(|other| (other.rule, &other.told) == (finding.rule, &finding.told)), "{after:?}");
    }
}

#[test]
fn a_finding_can_be_accepted() {
    for (text, after) in [
        (item("when = '2020'", &[]), "accept = ['date-outside-year']\n"),
        (item("when = '2020'; accept = ['sum']", &[]), "accept = ['sum', 'date-outside-year']\n"),
        (item("", &["id = 'posts'; value = 5; formula = '1 + 1'"]), "formula = '1 + 1'\naccept = ['formula']\n"),
    ] {
        let mut archive = archive(&[("archive.toml", ABOUT), ("110.toml", &text)]);
        let report = check(&archive, false);
        let change = report.findings[0].acceptance(&archive).unwrap();
        crate::store::apply::apply(&mut archive, vec![(1, change)]).unwrap();
        archive.derive();
        assert!(archive.files[1].text.contains(after), "{}", archive.files[1].text);
        assert_eq!(check(&archive, false), Report { findings: vec![], accepted: 1 });
    }
}
