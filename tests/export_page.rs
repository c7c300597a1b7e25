//! The page: well-formed, complete, and with nothing in it that a record could have smuggled in.

#[path = "export/archive.rs"]
mod archive;

use annals::exchange::format::Format;
use annals::exchange::format::Wish;
use archive::export;

/// Elements that have no end.
const VOID: &[&str] = &["meta", "input", "br"];

fn page() -> String {
    String::from_utf8(export(Format::Html, &Wish::default())).unwrap()
}

/// Reads the page tag by tag: each end closes what was opened last. Gives every tag with its attributes, and the texts.
fn read(page: &str) -> (Vec<String>, Vec<String>) {
    let (mut tags, mut texts, mut open) = (Vec::new(), Vec::new(), Vec::new());
    let mut rest = page.strip_prefix("<!doctype html>\n").expect("a document type");
    while let Some((text, after)) = rest.split_once('<') {
        assert!(!text.contains('>'), "a bare > in {text:?}");
        texts.push(text.to_string());
        let (tag, after) = after.split_once('>').expect("the end of a tag");
        rest = after;
        let name = tag.trim_start_matches('/').split([' ', '\n']).next().unwrap();
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name));
            continue;
        }
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
        tags.push(tag.to_string());
        if name == "style" || name == "script" {
            // Not markup inside.
            (_, rest) = rest.split_once(&format!("</{name}>")).unwrap();
        } else if !VOID.contains(&name) && !tag.ends_with('/') {
            open.push(name.to_string());
        }
    }
    assert_eq!(open, Vec::<String>::new(), "left open");
    (tags, texts)
}

#[test]
fn the_page_is_well_formed_and_has_each_item_once() {
    let page = page();
    let (tags, texts) = read(&page);
    let count = |start: &str| tags.iter().filter(|tag| tag.starts_with(start)).count();
    assert_eq!(count("html lang=\"zh-Hant\""), 1);
    assert_eq!(count("tr class=\"item\""), 5);
    assert_eq!(count("table class=\"metrics\""), 3);
    for text in ["宿舍現況", "=HYPERLINK(&quot;http://x&quot;)", "沒有代號", "empty", "# 不屬於_任何_年度"]
    {
        assert_eq!(texts.iter().filter(|found| found.trim() == text).count(), 1, "{text}");
    }
    for text in [
        "重要施政項目",
        "執行成果與效益",
        "-1.266 億元",
        "96.41 %",
        "—",
        "特優",
        "60 間 (108) ▼ -26.7 %",
        "≤ 50 間 ✓",
        "約4 間",
    ] {
        assert!(texts.iter().any(|found| found.trim() == text), "{text} is not in the page");
    }
    assert!(texts.iter().any(|text| text.contains("12,345,678,901,234,567.890123456789 點")));
    // Every link of the navigation leads somewhere, once.
    for tag in tags.iter().filter_map(|tag| tag.strip_prefix("a href=\"#")) {
        assert_eq!(page.matches(&format!(" id=\"{tag}")).count(), 1, "{tag}");
    }
}

#[test]
fn what_a_record_holds_is_text() {
    let page = page();
    let (tags, texts) = read(&page);
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; "));
    assert_eq!(tags.iter().filter(|tag| tag.starts_with("script")).count(), 1);
    // What would ring, reorder or vanish is shown.
    assert!(page.contains("then␇ a bell, &lt;U+202E&gt;right to left, &lt;U+200B&gt;nothing\\n"));
    assert!(!texts.concat().chars().any(|c| c.is_control() && c != '\n'));
    assert!(!page.contains(['\u{202e}', '\u{200b}', '\u{7}']));
}

#[test]
fn the_page_needs_nothing_else() {
    let page = page();
    let (tags, _) = read(&page);
    for tag in &tags {
        let name = tag.split(' ').next().unwrap();
        assert!(!["link", "img", "iframe", "object", "embed", "base", "audio", "video"].contains(&name), "{tag}");
        assert!(!tag.contains(" src=") && !tag.contains("href=\"h"), "{tag}");
    }
    assert!(!page.contains("url(") && !page.contains("@import") && !page.contains("fetch("));
    assert!(page.contains("default-src &#39;none&#39;") || page.contains("default-src 'none'"));
}
