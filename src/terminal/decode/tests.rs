//! Bytes and the events they mean, cut anywhere.

use proptest::prelude::*;

use super::*;
use crate::app::event::Mouse;
use crate::app::event::MouseKind;

/// Bytes, and what they mean: keys by name, one after the other, with a space between.
const KEYS: &[(&[u8], &str)] = &[
    // Characters and control bytes.
    (b"gG?", "g G ?"),
    (b" -", "space minus"),
    ("é中𠮷".as_bytes(), "é 中 𠮷"),
    (b"\r\n\t\x7f\x08", "enter ctrl-j tab backspace backspace"),
    (b"\x01\x13\x1a\x1c\x1d\x1e\x1f", "ctrl-a ctrl-s ctrl-z ctrl-\\ ctrl-] ctrl-^ ctrl-_"),
    (b"\0a\0", "a"),
    // Bytes that are no UTF-8, also within a character cut short, and C1 controls are dropped.
    (b"a\xffb\xe4\xb8c\xc3\x1b[A", "a b c up"),
    (b"\xe4\xe4\xb8\xad", "中"),
    (b"\xc2\x9b\xc2\x80a", "a"),
    // Alt.
    (b"\x1bx\x1bY", "alt-x alt-Y"),
    ("\x1b中a".as_bytes(), "alt-中 a"),
    (b"\x1b\r\x1b\x7f\x1b\x01\x1b\x00a", "alt-enter alt-backspace ctrl-alt-a a"),
    // Cursor keys: xterm, application mode, Linux console, rxvt.
    (b"\x1b[A\x1b[B\x1b[C\x1b[D\x1b[H\x1b[F", "up down right left home end"),
    (b"\x1bOA\x1bOB\x1bOC\x1bOD\x1bOH\x1bOF", "up down right left home end"),
    (b"\x1b[1~\x1b[2~\x1b[3~\x1b[4~\x1b[5~\x1b[6~", "home insert delete end page-up page-down"),
    (b"\x1b[7~\x1b[8~", "home end"),
    (b"\x1b[a\x1b[d\x1bOa\x1bOd", "shift-up shift-left ctrl-up ctrl-left"),
    (b"\x1b[7$\x1b[7^\x1b[7@\x1b[3^", "shift-home ctrl-home ctrl-shift-home ctrl-delete"),
    // Modifiers.
    (b"\x1b[1;2A\x1b[1;3A\x1b[1;5A\x1b[1;8A", "shift-up alt-up ctrl-up ctrl-alt-shift-up"),
    (b"\x1b[5;5~\x1b[3;2~\x1b[15;5~\x1bO5A", "ctrl-page-up shift-delete ctrl-f5 ctrl-up"),
    (b"\x1b[Z\x1b[1;5Z", "shift-tab ctrl-shift-tab"),
    // Function keys: xterm, SS3, Linux console, vt220.
    (b"\x1bOP\x1bOS\x1b[P\x1b[1;2P\x1b[1;5R", "f1 f4 f1 shift-f1 ctrl-f3"),
    (b"\x1b[[A\x1b[[E\x1b[[Za", "f1 f5 a"),
    (b"\x1b[11~\x1b[15~\x1b[17~\x1b[21~\x1b[23~\x1b[24~", "f1 f5 f6 f10 f11 f12"),
    (b"\x1b[25~\x1b[26~\x1b[28~\x1b[29~\x1b[31~\x1b[34~", "f13 f14 f15 f16 f17 f20"),
    (b"\x1b[23$\x1b[16~", "shift-f11"),
    // The keypad in application mode.
    (b"\x1bOM\x1bOj\x1bOp\x1bOy\x1bOX", "enter * 0 9 ="),
    // Two ESC: Alt with a sequence, the Esc key before anything else.
    (b"\x1b\x1b[A\x1b\x1bOA\x1b\x1b[3~", "alt-up alt-up alt-delete"),
    (b"\x1b\x1bx\x1b\x1b\x1b[A", "esc alt-x esc alt-up"),
    (b"\x1b\x1b[I\x1b\x1b]0;x\x07", "esc esc"),
    // kitty's keys and xterm's modifyOtherKeys.
    (b"\x1b[97u\x1b[97;2u\x1b[97;5u\x1b[27u\x1b[9;2u\x1b[13u", "a A ctrl-a esc shift-tab enter"),
    (b"\x1b[55:47;2u\x1b[20013u\x1b[97;3:2u\x1b[127;5u", "/ 中 alt-a ctrl-backspace"),
    (b"\x1b[97;5:3u\x1b[97;9u\x1b[57358u\x1b[155u\x1b[1114112u", ""),
    (b"\x1b[57399u\x1b[57411u\x1b[57414u\x1b[57417u\x1b[57426u\x1b[57376u", "0 * enter left delete f13"),
    (b"\x1b[27;5;105~\x1b[27;2;65~", "ctrl-i A"),
    (b"\x1b[1;1:3A\x1b[1;5:1A", "ctrl-up"),
    // Swallowed whole: focus, answers, old mouse reports, titles, and what nobody has heard of.
    (b"\x1b[I\x1b[Oa", "a"),
    (b"\x1b[?62;22c\x1b[>0;276;0c\x1b[?2026;2$y\x1b[24;80R\x1b[0na", "a"),
    (b"\x1b]11;rgb:0000/0000/0000\x1b\\a\x1b]11;rgb:ffff\x07b", "a b"),
    (b"\x1bP1+r544e=787465726d\x1b\\a\x1b_Gi=1;OK\x1b\\b\x1b^x\x18c\x1bXx\x1ad", "a b c d"),
    (b"\x1b]0;cut\x1b[A", "up"),
    (b"\x1b[M !!a\x1b[M\xff\xff\xffa", "a a"),
    (b"\x1b[<35;4;5Ma\x1b[<0;4M\x1b[<2;1;1Mb", "a b"),
    (b"\x1b[99~\x1b[1;2;3xa\x1bOzb\x1b[!pc", "a b c"),
    // A byte that fits no sequence breaks it off and is a key of its own.
    (b"\x1b[1;\r\x1b[\x1b[A\x1bO\x03\x1b[1\x7f", "enter up ctrl-c backspace"),
    ("\x1b[1;中".as_bytes(), "中"),
    (b"\x1b\x1b[1;\r", "esc enter"),
];

fn keys(names: &str) -> Vec<Event> {
    names.split_whitespace().map(|name| Event::Key(name.parse().unwrap())).collect()
}

fn mouse(kind: MouseKind, x: u16, y: u16) -> Event {
    Event::Mouse(Mouse { kind, x, y })
}

fn paste(text: &str) -> Event {
    Event::Paste(text.to_string())
}

/// Every case: bytes and their events.
fn cases() -> Vec<(Vec<u8>, Vec<Event>)> {
    let mut cases: Vec<_> = KEYS.iter().map(|&(bytes, names)| (bytes.to_vec(), keys(names))).collect();
    let long = [b"\x1b[", [b'1'; 200].as_slice(), b"Aa\x1bO", [b'1'; 200].as_slice(), b"Ab"].concat();
    cases.push((long, keys("a b")));
    let mut add = |bytes: &[u8], events: &[Event]| cases.push((bytes.to_vec(), events.to_vec()));
    add(b"\x1b[<0;1;1M\x1b[<32;3;4M", &[mouse(MouseKind::Down, 0, 0), mouse(MouseKind::Drag, 2, 3)]);
    add(b"\x1b[<0;300;200m\x1b[<64;2;2M", &[mouse(MouseKind::Up, 299, 199), mouse(MouseKind::WheelUp, 1, 1)]);
    add(b"\x1b[<65;2;2M\x1b[<16;0;0M", &[mouse(MouseKind::WheelDown, 1, 1), mouse(MouseKind::Down, 0, 0)]);
    add(b"\x1b[<0;70000;1M", &[]);
    let esc = Event::Key(Key::plain(Code::Esc));
    add(b"\x1b\x1b[<0;1;1M", &[esc.clone(), mouse(MouseKind::Down, 0, 0)]);
    add(b"\x1b[200~\x1b[201~", &[paste("")]);
    add("\x1b[200~a中\x1b[201~b".as_bytes(), &[paste("a中"), Event::Key(Key::char('b'))]);
    add(b"\x1b[200~1\r2\r\n3\n\r\x1b[201~", &[paste("1\n2\n3\n\n")]);
    add(b"\x1b[200~\x1b[A\x1b\x1b[200~\xff\x1b[201~", &[paste("\x1b[A\x1b\x1b[200~\u{fffd}")]);
    add(b"\x1b\x1b[200~x\x1b[201~", &[esc, paste("x")]);
    // The documented hole: behind an end marker within the text, the rest is keys.
    add(b"\x1b[200~a\x1b[201~d\n", &[paste("a"), Event::Key(Key::char('d')), keys("ctrl-j").remove(0)]);
    cases
}

#[test]
fn bytes_mean_these_events() {
    for (bytes, events) in cases() {
        let mut decoder = Decoder::default();
        assert_eq!(decoder.feed(&bytes), events, "{}", bytes.escape_ascii());
        assert_eq!(decoder.patience(), None, "{} leaves something held", bytes.escape_ascii());
    }
}

#[test]
fn where_bytes_are_cut_does_not_matter() {
    for (bytes, events) in cases() {
        for at in 0..=bytes.len() {
            let mut decoder = Decoder::default();
            let mut seen = decoder.feed(&bytes[..at]);
            seen.extend(decoder.feed(&bytes[at..]));
            assert_eq!(seen, events, "{} cut at {at}", bytes.escape_ascii());
        }
        let mut decoder = Decoder::default();
        let singly: Vec<Event> = bytes.iter().flat_map(|&byte| decoder.feed(&[byte])).collect();
        assert_eq!(singly, events, "{} byte by byte", bytes.escape_ascii());
    }
}

#[test]
fn answers_are_counted_and_are_no_keys() {
    for (bytes, names, answers) in [
        (&b"\x1b[0n"[..], "", 1),
        (b"a\x1b[0n\x1b[3nb", "a b", 2),
        (b"\x1b[5n\x1b[n\x1b[?0n\x1b[24;80R", "", 0),
        (b"\x1b\x1b[0n", "esc", 1),
    ] {
        let mut decoder = Decoder::default();
        let seen: Vec<Event> = bytes.iter().flat_map(|&byte| decoder.feed(&[byte])).collect();
        assert_eq!((seen, decoder.take_answers()), (keys(names), answers), "{}", bytes.escape_ascii());
        assert_eq!(decoder.take_answers(), 0);
    }
    // Within a paste it is text.
    let mut decoder = Decoder::default();
    assert_eq!((decoder.feed(b"\x1b[200~\x1b[0n\x1b[201~").len(), decoder.take_answers()), (1, 0));
}

#[test]
fn silence_decides_what_was_held() {
    let cases: &[(&[u8], Option<Duration>, &str)] = &[
        (b"\x1b", Some(ESC_TIMEOUT), "esc"),
        (b"\x1b\x1b", Some(ESC_TIMEOUT), "esc esc"),
        (b"\x1b[", Some(SEQUENCE_TIMEOUT), ""),
        (b"\x1bO", Some(SEQUENCE_TIMEOUT), ""),
        (b"\x1b[1;5", Some(SEQUENCE_TIMEOUT), ""),
        (b"\x1b[[", Some(SEQUENCE_TIMEOUT), ""),
        (b"\x1b[M ", Some(SEQUENCE_TIMEOUT), ""),
        (b"\x1b\x1b[1", Some(SEQUENCE_TIMEOUT), "esc"),
        (b"\x1b]0;title", Some(SEQUENCE_TIMEOUT), ""),
        (b"\x1bP\x1b", Some(SEQUENCE_TIMEOUT), ""),
        (b"", None, ""),
    ];
    for &(bytes, patience, names) in cases {
        let mut decoder = Decoder::default();
        assert_eq!(decoder.feed(bytes), [], "{}", bytes.escape_ascii());
        assert_eq!(decoder.patience(), patience, "{}", bytes.escape_ascii());
        assert_eq!(decoder.expire(), keys(names), "{}", bytes.escape_ascii());
        assert_eq!(decoder.patience(), None, "{}", bytes.escape_ascii());
        assert_eq!(decoder.feed(b"a"), keys("a"), "{} and then a", bytes.escape_ascii());
    }
}

#[test]
fn silence_tears_neither_characters_nor_pastes() {
    let mut decoder = Decoder::default();
    assert_eq!((decoder.feed(b"\xe4\xb8"), decoder.patience(), decoder.expire()), (vec![], None, vec![]));
    assert_eq!(decoder.feed(b"\xad"), keys("中"));
    assert_eq!(decoder.feed(b"\x1b[200~a\x1b"), []);
    assert_eq!((decoder.patience(), decoder.expire()), (None, vec![]));
    assert_eq!(decoder.feed(b"[201~"), [paste("a")]);
}

#[test]
fn a_paste_without_end_comes_in_whole_pieces() {
    let cases: &[(&[u8], &[&str])] = &[
        (b"12345678abc", &["12345678", "abc"]),
        ("1234567中中".as_bytes(), &["1234567", "中中"]),
        ("12345中中".as_bytes(), &["12345中", "中"]),
        (b"1234567\r\nabc", &["1234567", "\nabc"]),
        (b"1234567\rabc", &["1234567", "\nabc"]),
        (b"123456\x1b[x", &["123456", "\x1b[x"]),
        (b"123456", &["123456"]),
        (b"1234567\xff\xff", &["1234567\u{fffd}", "\u{fffd}"]),
        (b"123456\x80\x80\x80\x80", &["123456\u{fffd}\u{fffd}", "\u{fffd}\u{fffd}"]),
    ];
    for &(text, pieces) in cases {
        let mut decoder = Decoder { paste_limit: 8, ..Decoder::default() };
        let bytes = [b"\x1b[200~", text, b"\x1b[201~"].concat();
        let events: Vec<Event> = pieces.iter().map(|piece| paste(piece)).collect();
        // The end marker may complete one more piece, and then stands behind an empty one.
        let seen: Vec<Event> = decoder.feed(&bytes).into_iter().filter(|event| *event != paste("")).collect();
        assert_eq!(seen, events, "{}", text.escape_ascii());
        assert_eq!(decoder.patience(), None);
    }
}

/// Bytes that look like sequences more often than chance would make them.
fn noise() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        3 => proptest::sample::select(b"\x1b\x1b[O<;:0123M~u$\\]P\x07\r\n".to_vec()).prop_map(|byte| vec![byte]),
        1 => any::<u8>().prop_map(|byte| vec![byte]),
        1 => any::<char>().prop_map(|c| c.to_string().into_bytes()),
        1 => Just(b"\x1b[200~".to_vec()),
        1 => Just(super::paste::END.to_vec()),
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_bytes_in_any_pieces(bytes in noise(), limit in 8_usize..40, cuts in proptest::collection::vec(1_usize..9, 1..9)) {
        let mut whole = Decoder { paste_limit: limit, ..Decoder::default() };
        let mut pieces = Decoder { paste_limit: limit, ..Decoder::default() };
        let mut events = whole.feed(&bytes);
        let mut seen = Vec::new();
        let (mut rest, mut sizes) = (bytes.as_slice(), cuts.iter().cycle());
        while let Some(size) = sizes.next().filter(|_| !rest.is_empty()) {
            let (piece, tail) = rest.split_at((*size).min(rest.len()));
            seen.extend(pieces.feed(piece));
            rest = tail;
        }
        events.extend(whole.expire());
        seen.extend(pieces.expire());
        prop_assert_eq!(&seen, &events);
        for event in events {
            if let Event::Key(Key { code: Code::Char(c), shift, .. }) = event {
                prop_assert!(!shift && !c.is_control(), "{:?}", c);
            }
        }
    }
}
