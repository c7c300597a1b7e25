//! The two languages of the interface, and how a sentence is said in either.

pub mod words;

/// A language of the interface. The data are shown as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    /// English.
    En,
    /// Traditional Chinese as written in Taiwan.
    Zh,
}

impl Lang {
    /// The names that `config.toml` knows, `auto` apart.
    pub const NAMES: &[(&str, Lang)] = &[("en", Lang::En), ("zh-TW", Lang::Zh)];

    /// The language of a locale such as `zh_TW.UTF-8`, `zh-Hant`, `C`: Chinese for every kind of Chinese.
    pub fn of_locale(locale: &str) -> Lang {
        if locale.to_ascii_lowercase().starts_with("zh") { Lang::Zh } else { Lang::En }
    }

    /// The language of the environment, by POSIX order: the first of `LC_ALL`, `LC_MESSAGES`, `LANG` that is not empty.
    pub fn of_environment(variable: impl Fn(&str) -> Option<String>) -> Lang {
        let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(variable).find(|value| !value.is_empty());
        Lang::of_locale(&set.unwrap_or_default())
    }

    /// The other language.
    pub fn other(self) -> Lang {
        match self {
            Lang::En => Lang::Zh,
            Lang::Zh => Lang::En,
        }
    }
}

/// The most bytes of a part that a sentence repeats: as long as a path may be. Some parts are what a file holds, which may
/// be all of it.
const PART: usize = 4096;

/// One text in both languages. `{0}`, `{1}` … are places to fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// English.
    pub en: &'static str,
    /// Traditional Chinese.
    pub zh: &'static str,
}

impl Words {
    /// The text in a language.
    pub fn say(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::Zh => self.zh,
        }
    }

    /// The text with its places filled. What is filled in is not searched for places again.
    pub fn fill(&self, lang: Lang, parts: &[&str]) -> String {
        let mut out = String::new();
        let mut rest = self.say(lang);
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let place = after.split_once('}').and_then(|(n, tail)| Some((n.parse::<usize>().ok()?, tail)));
            match place {
                Some((n, tail)) => {
                    let part = parts.get(n).copied().unwrap_or("");
                    let told = if part.len() <= PART { part } else { head(part, PART) };
                    out.push_str(told);
                    out.push_str(if told.len() < part.len() { "…" } else { "" });
                    rest = tail;
                }
                None => {
                    out.push('{');
                    rest = after;
                }
            }
        }
        out + rest
    }
}

/// The beginning of a text, of so many bytes at most.
fn head(text: &str, bytes: usize) -> &str {
    // A character has four bytes at most, and the start is a boundary.
    (0..=bytes).rev().find_map(|end| text.get(..end)).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_decides() {
        let check = |set: &[(&str, &str)], lang: Lang| {
            let find = |name: &str| set.iter().find(|(key, _)| *key == name).map(|(_, value)| value.to_string());
            assert_eq!(Lang::of_environment(find), lang, "{set:?}");
        };
        check(&[], Lang::En);
        check(&[("LANG", "zh_TW.UTF-8")], Lang::Zh);
        check(&[("LANG", "zh_TW.UTF-8"), ("LC_ALL", "C")], Lang::En);
        check(&[("LANG", "en_GB"), ("LC_ALL", ""), ("LC_MESSAGES", "zh_HK")], Lang::Zh);
    }

    #[test]
    fn places_are_filled_once() {
        let words = Words { en: "{1} of {0} {x", zh: "{0}之{1}" };
        assert_eq!(words.fill(Lang::En, &["{1}", "b"]), "b of {1} {x");
        assert_eq!(words.fill(Lang::Zh, &["a"]), "a之");
    }

    #[test]
    fn a_sentence_has_an_end() {
        let words = Words { en: "a {0} b", zh: "" };
        let filled = words.fill(Lang::En, &[&"宿".repeat(1 << 20)]);
        assert_eq!(filled, format!("a {}… b", "宿".repeat(PART / 3)));
    }

    #[test]
    fn both_languages_have_the_same_places() {
        let parts =
            [words::ALL, words::check::ALL, words::export::ALL, words::import::ALL, words::look::ALL, words::page::ALL];
        for words in parts.concat().iter().chain(words::safe::ALL) {
            for n in 0..6 {
                let place = format!("{{{n}}}");
                assert_eq!(words.en.contains(&place), words.zh.contains(&place), "{words:?}");
            }
            assert!(!words.en.is_empty() && !words.zh.is_empty());
        }
    }
}
