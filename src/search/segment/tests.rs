//! What a segment knows of documents, and that it stays small.

use super::*;
use std::collections::BTreeSet;

fn segment(docs: &[(&str, &str)]) -> Segment {
    let mut gather = Gather::default();
    // What another segment had before is nothing to this one.
    gather.expect(1);
    gather.begin();
    gather.text(Part::Title, "龜zＺ");
    gather.end(None);
    gather.segment();
    gather.expect(docs.len());
    for (label, body) in docs {
        gather.begin();
        gather.text(Part::Name, label);
        gather.text(Part::Body, body);
        gather.end(Some(Places { title: (0, 1), text: (0, 0) }));
    }
    gather.segment()
}

#[test]
fn a_character_is_known_by_its_blocks() {
    for count in [1, 63, 64, 65, 130, 1000] {
        let texts: Vec<String> = (0..count).map(|n| char::from_u32(0x4e00 + n % 100).unwrap().to_string()).collect();
        let segment = segment(&texts.iter().map(|text| (text.as_str(), "")).collect::<Vec<_>>());
        let covered: Vec<usize> = (0..64).flat_map(|block| segment.block(block)).collect();
        assert_eq!(covered, (0..segment.len()).collect::<Vec<_>>(), "each document is in one block");
        for (doc, text) in texts.iter().enumerate() {
            let blocks = segment.blocks_of(fold::fold(text.chars().next().unwrap()));
            assert!(blocks & 1 << segment.block_of(doc) != 0, "{text} in {doc} of {count}");
            assert!(segment.block(segment.block_of(doc)).contains(&doc));
        }
        assert_eq!(segment.blocks_of('龜'), 0);
        assert_eq!(segment.blocks_of('。'), u64::MAX, "of signs nothing is known");
    }
}

fn signs_of(text: &str) -> u32 {
    text.chars().fold(0, |signs, c| signs | sign(c))
}

#[test]
fn letters_and_forms() {
    let segment = segment(&[("臺北 LED", "Room 7"), ("台中", ""), ("𠀋a", "")]);
    assert_eq!(segment.signs(0), Signs { labels: signs_of("led"), bodies: signs_of("abcdefghijklmnopqrstuvwxyz7") });
    assert_eq!(segment.forms('台').into_iter().collect::<BTreeSet<_>>(), BTreeSet::from(['台', '臺']));
    assert_eq!(segment.forms('l').into_iter().collect::<BTreeSet<_>>(), BTreeSet::from(['l', 'L']));
    assert_eq!(segment.forms('北'), ['北']);
    assert_eq!(segment.odd(), [2], "what is written with characters of the farther planes is read whole");
    assert!(segment.places(0).is_some() && segment.places(2).is_none());
}

#[test]
fn a_title_is_as_long_as_it_is() {
    let titles = ["L", "臺北2", &"長".repeat(LONG - 1), &"長".repeat(LONG), &"長".repeat(LONG + 300)];
    let mut gather = Gather::default();
    gather.expect(titles.len());
    for title in titles {
        gather.begin();
        gather.text(Part::Title, title);
        gather.text(Part::Body, "0123456789");
        gather.end(Some(Places { title: (0, 1), text: (0, 0) }));
    }
    let segment = gather.segment();
    let lengths: Vec<usize> = (0..titles.len()).map(|doc| segment.title_chars(doc)).collect();
    assert_eq!(lengths, [1, 3, LONG - 1, LONG, LONG]);
    assert_eq!(segment.signs(4).bodies, signs_of("abcdefghijklmnopqrstuvwxyz0123456789"), "which stand beside it");
}
