//! Zhuyin: how a syllable of pinyin is spelled in it, and on which keys of the standard (大千) keyboard.

/// Each key with what it types; those of the tones last.
const KEYS: &str = "1ㄅqㄆaㄇzㄈ2ㄉwㄊsㄋxㄌeㄍdㄎcㄏrㄐfㄑvㄒ5ㄓtㄔgㄕbㄖyㄗhㄘnㄙuㄧjㄨmㄩ8ㄚiㄛkㄜ,ㄝ9ㄞoㄟlㄠ.ㄡ0ㄢpㄣ;ㄤ/ㄥ-ㄦ6ˊ3ˇ4ˋ7˙";

/// The keys that end a syllable with its tone.
pub(super) const TONES: &str = "6347";

/// The key that types `c`, or `c` itself where it is a key.
pub(super) fn key(c: char) -> Option<char> {
    pairs().find(|&(key, symbol)| key == c || symbol == c).map(|(key, _)| key)
}

fn pairs() -> impl Iterator<Item = (char, char)> {
    let mut chars = KEYS.chars();
    std::iter::from_fn(move || Some((chars.next()?, chars.next()?)))
}

/// The keys of a syllable without its tone: `xm` for `lü`.
pub(super) fn keys(pinyin: &str) -> String {
    spell(pinyin).chars().filter_map(key).collect()
}

const INITIALS: &[(&str, &str)] = &[
    ("zh", "ㄓ"),
    ("ch", "ㄔ"),
    ("sh", "ㄕ"),
    ("b", "ㄅ"),
    ("p", "ㄆ"),
    ("m", "ㄇ"),
    ("f", "ㄈ"),
    ("d", "ㄉ"),
    ("t", "ㄊ"),
    ("n", "ㄋ"),
    ("l", "ㄌ"),
    ("g", "ㄍ"),
    ("k", "ㄎ"),
    ("h", "ㄏ"),
    ("j", "ㄐ"),
    ("q", "ㄑ"),
    ("x", "ㄒ"),
    ("r", "ㄖ"),
    ("z", "ㄗ"),
    ("c", "ㄘ"),
    ("s", "ㄙ"),
];

/// What follows the glides ㄧ ㄨ ㄩ, or stands without one.
const RIMES: &[(&str, &str)] = &[
    ("ang", "ㄤ"),
    ("eng", "ㄥ"),
    ("ai", "ㄞ"),
    ("ei", "ㄟ"),
    ("ao", "ㄠ"),
    ("ou", "ㄡ"),
    ("an", "ㄢ"),
    ("en", "ㄣ"),
    ("er", "ㄦ"),
    ("a", "ㄚ"),
    ("o", "ㄛ"),
    ("e", "ㄜ"),
];

/// The syllable in zhuyin, without its tone: ㄌㄩ for `lü`.
pub(super) fn spell(pinyin: &str) -> String {
    let (initial, symbol) = INITIALS.iter().find(|(name, _)| pinyin.starts_with(name)).copied().unwrap_or_default();
    let rest = pinyin.strip_prefix(initial).unwrap_or(pinyin);
    format!("{symbol}{}", last(initial, rest))
}

/// The final, from pinyin's short and joined spellings: `iu` is ㄧㄡ, `ong` ㄨㄥ, `yuan` and the `uan` of `quan` ㄩㄢ.
fn last(initial: &str, rest: &str) -> String {
    let rimed = |glide: &str, rime: &str| {
        let rime = RIMES.iter().find(|(name, _)| *name == rime).map_or("", |(_, symbol)| *symbol);
        format!("{glide}{}", if rime == "ㄜ" && matches!(glide, "ㄧ" | "ㄩ") { "ㄝ" } else { rime })
    };
    let palatal = matches!(initial, "j" | "q" | "x");
    match rest {
        "i" if matches!(initial, "zh" | "ch" | "sh" | "r" | "z" | "c" | "s") => String::new(),
        "yi" | "i" => "ㄧ".into(),
        "yin" | "in" => "ㄧㄣ".into(),
        "ying" | "ing" => "ㄧㄥ".into(),
        "iu" => "ㄧㄡ".into(),
        "ui" => "ㄨㄟ".into(),
        "ün" | "yun" => "ㄩㄣ".into(),
        "un" if palatal => "ㄩㄣ".into(),
        "un" => "ㄨㄣ".into(),
        "ong" => "ㄨㄥ".into(),
        "yong" | "iong" => "ㄩㄥ".into(),
        "wu" => "ㄨ".into(),
        _ => {
            if let Some(rime) = rest.strip_prefix("yu").or_else(|| rest.strip_prefix('ü')) {
                rimed("ㄩ", rime)
            } else if let Some(rime) = rest.strip_prefix('u') {
                rimed(if palatal { "ㄩ" } else { "ㄨ" }, rime)
            } else if let Some(rime) = rest.strip_prefix('w') {
                rimed("ㄨ", rime)
            } else if let Some(rime) = rest.strip_prefix('y').or_else(|| rest.strip_prefix('i')) {
                rimed("ㄧ", rime)
            } else {
                rimed("", rest)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn spelled() {
        for line in [
            "ba ㄅㄚ 18, po ㄆㄛ qi, feng ㄈㄥ z/, lü ㄌㄩ xm, lüe ㄌㄩㄝ xm,, nü ㄋㄩ sm, lu ㄌㄨ xj, se ㄙㄜ nk, ju ㄐㄩ rm",
            "quan ㄑㄩㄢ fm0, xun ㄒㄩㄣ vmp, xue ㄒㄩㄝ vm,, jiong ㄐㄩㄥ rm/, jiu ㄐㄧㄡ ru., gui ㄍㄨㄟ ejo, dun ㄉㄨㄣ 2jp",
            "zhong ㄓㄨㄥ 5j/, zhi ㄓ 5, shi ㄕ g, ri ㄖ b, zi ㄗ y, ci ㄘ h, si ㄙ n, zhuang ㄓㄨㄤ 5j;, er ㄦ -, a ㄚ 8, o ㄛ i, e ㄜ k",
            "yi ㄧ u, ya ㄧㄚ u8, ye ㄧㄝ u,, yo ㄧㄛ ui, yai ㄧㄞ u9, you ㄧㄡ u., yan ㄧㄢ u0, yin ㄧㄣ up, ying ㄧㄥ u/, yu ㄩ m",
            "yue ㄩㄝ m,, yuan ㄩㄢ m0, yun ㄩㄣ mp, yong ㄩㄥ m/, wu ㄨ j, wo ㄨㄛ ji, wei ㄨㄟ jo, wen ㄨㄣ jp, weng ㄨㄥ j/",
            "lie ㄌㄧㄝ xu,, liang ㄌㄧㄤ xu;, miao ㄇㄧㄠ aul, kuai ㄎㄨㄞ dj9, guo ㄍㄨㄛ eji, ai ㄞ 9, ei ㄟ o, ao ㄠ l, ou ㄡ .",
            "an ㄢ 0, en ㄣ p, ang ㄤ ;, cao ㄘㄠ hl, rua ㄖㄨㄚ bj8, fiao ㄈㄧㄠ zul, lo ㄌㄛ xi, nei ㄋㄟ so, chi ㄔ t",
        ] {
            for case in line.split(", ") {
                let words: Vec<&str> = case.split(' ').collect();
                assert_eq!((spell(words[0]).as_str(), keys(words[0]).as_str()), (words[1], words[2]), "{case}");
            }
        }
    }

    #[test]
    fn every_key_types_one_thing() {
        let keys: HashSet<char> = pairs().map(|(key, _)| key).collect();
        let symbols: HashSet<char> = pairs().map(|(_, symbol)| symbol).collect();
        assert_eq!((keys.len(), symbols.len()), (41, 41));
        assert_eq!(
            (key('ㄅ'), key('1'), key('ˇ'), key('x'), key('!')),
            (Some('1'), Some('1'), Some('3'), Some('x'), None)
        );
        assert!(TONES.chars().all(|tone| keys.contains(&tone)));
    }
}
