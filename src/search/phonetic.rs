//! Chinese typed without an input method: pinyin and zhuyin keys against the characters that are read so.
//!
//! A word of a query becomes a [`Pattern`]: for every syllable, at which places of the word it can begin, and how many
//! letters it then takes. That is all of it (`lvse`), its initial (`l`, `zh`), or, at the end of the word, as much of it as
//! has been typed (`lvsecaig`). A text is read from one character to the next with the set of places reached so far, a bit
//! each; where the set has the word's end, the characters read are a [`Run`]. So 綠色採購 answers to `lvsecaigou`, `lscg`,
//! `lscaig` and `lsecg`, and by zhuyin to `xm4nk4`, `xmnk` and `xn`.
//!
//! Tones are accepted and not compared (see `readings`). ü is `v` or `u`. Chinese characters may stand in the word and mean
//! themselves: `綠secg`. Quotes keep a word from being read so, and so does being a number.

mod readings;
pub mod sieve;
mod zhuyin;

use unicode_normalization::UnicodeNormalization;

use crate::search::query::word;

/// A way of typing a sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// By the letters of pinyin.
    Pinyin,
    /// By the keys of zhuyin, as the standard (大千) keyboard has them, or its symbols.
    Zhuyin,
}

/// The ways that are understood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sounds {
    /// Whether pinyin is.
    pub pinyin: bool,
    /// Whether zhuyin is.
    pub zhuyin: bool,
}

impl Sounds {
    /// None of them.
    pub const OFF: Sounds = Sounds { pinyin: false, zhuyin: false };
    /// All of them.
    pub const ON: Sounds = Sounds { pinyin: true, zhuyin: true };
    /// As `config.toml` names them.
    pub const NAMES: &[(&str, Sounds)] = &[
        ("on", Sounds::ON),
        ("off", Sounds::OFF),
        ("pinyin", Sounds { pinyin: true, zhuyin: false }),
        ("zhuyin", Sounds { pinyin: false, zhuyin: true }),
    ];
}

/// A word as sounds. Made once a query, in less than 0.1 ms; some 50 KB for each way that the word can be read in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    tracks: Vec<Track>,
}

/// Characters that are read as the word says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// How the word was read.
    pub way: Way,
    /// The byte of the text that the first stands at.
    pub at: usize,
    /// The characters, by their number in the text from 0, ascending; one left out is punctuation.
    pub chars: Vec<usize>,
    /// Whether the last syllable is not all there.
    pub unfinished: bool,
}

/// The shortest word that is read as sounds: a single letter would light up everything.
const SHORTEST: usize = 2;

/// The longest: a bit for each place, and one for the end.
const LONGEST: usize = 63;

/// As much punctuation may stand within a run, as in 申訴、調解 and （一）.
const PUNCTUATION: usize = 2;

impl Pattern {
    /// The word, folded, as sounds; none where no way could read it.
    pub fn new(word: &str, sounds: Sounds) -> Option<Pattern> {
        let ways = [(sounds.pinyin, Way::Pinyin), (sounds.zhuyin, Way::Zhuyin)];
        let ways = ways.into_iter().filter(|(is_on, _)| *is_on);
        let tracks: Vec<Track> = ways.filter_map(|(_, way)| Track::new(way, word)).collect();
        (!tracks.is_empty()).then_some(Pattern { tracks })
    }

    /// The runs in a folded text, none in another of the same way; by pinyin first.
    pub fn runs(&self, text: &str) -> Vec<Run> {
        self.tracks.iter().flat_map(|track| track.runs(text)).collect()
    }

    /// The syllables of a run's characters, in the way they were typed: `lü se cai gou`, `ㄌㄩ ㄙㄜ`. A Chinese character
    /// that was typed stands for itself. Empty where the characters are no run.
    pub fn spelled(&self, way: Way, run: impl IntoIterator<Item = char>) -> String {
        let track = self.tracks.iter().find(|track| track.way == way);
        track.map_or(String::new(), |track| track.spelled(&run.into_iter().collect::<Vec<_>>()))
    }
}

/// A word read in one way.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Track {
    way: Way,
    end: u64,
    /// Of each syllable and number of letters less one: the places where it can take as many.
    whole: Vec<Steps>,
    /// The same for a last syllable of which a part is typed.
    unfinished: Vec<Steps>,
    /// The Chinese characters of the word and their places.
    own: Vec<(char, u64)>,
    /// Of each syllable: whether the word can begin with it. Most characters of a text are passed over by this alone.
    begins: Vec<bool>,
}

/// Places by how many letters are taken there, less one. `zhuang` and a tone are seven.
type Steps = [u64; 7];

/// The places reached behind a character, and those reached by a part of a syllable, which only the end can be.
#[derive(Clone, Copy)]
struct Reached {
    reached: u64,
    unfinished: u64,
}

impl Track {
    fn new(way: Way, word: &str) -> Option<Track> {
        let letters: Vec<char> = word.chars().filter_map(|c| letter(way, c)).collect::<Option<_>>()?;
        let is_typed = |c: &char| match way {
            Way::Pinyin => c.is_ascii_alphabetic(),
            // Digits and points alone are a number.
            Way::Zhuyin => c.is_ascii_alphabetic() || *c == ';',
        };
        if !(SHORTEST..=LONGEST).contains(&letters.len()) || !(letters.iter().any(is_typed) || word.contains(is_zhuyin))
        {
            return None;
        }
        let syllables = readings::syllables();
        let mut track = Track {
            way,
            end: 1 << letters.len(),
            whole: vec![Steps::default(); syllables.len()],
            unfinished: vec![Steps::default(); syllables.len()],
            own: Vec::new(),
            begins: Vec::new(),
        };
        for at in 0..letters.len() {
            let rest = letters.get(at..).unwrap_or_default();
            track.own.extend(rest.first().filter(|c| word::is_han(**c)).map(|c| (*c, 1 << at)));
            let steps = track.whole.iter_mut().zip(&mut track.unfinished);
            for (spelling, (whole, unfinished)) in syllables.iter().zip(steps) {
                match way {
                    Way::Pinyin => {
                        for typed in &spelling.typed {
                            enter(rest, at, typed, initial(typed), "12345", whole, unfinished);
                        }
                    }
                    Way::Zhuyin => enter(rest, at, &spelling.keys, 1, zhuyin::TONES, whole, unfinished),
                }
            }
        }
        let is_at_start = |steps: &Steps| steps.iter().any(|places| places & 1 != 0);
        let begins =
            track.whole.iter().zip(&track.unfinished).map(|(whole, part)| is_at_start(whole) || is_at_start(part));
        track.begins = begins.collect();
        let can_begin = track.begins.contains(&true) || track.own.iter().any(|(_, at)| *at == 1);
        can_begin.then_some(track)
    }

    fn may_start(&self, c: char) -> bool {
        let begins = |syllable: &readings::Syllable| self.begins.get(usize::from(*syllable)) == Some(&true);
        readings::readings(c).iter().any(begins) || self.own.iter().any(|(own, at)| *own == c && *at == 1)
    }

    /// From the places `from`, over the character `c`.
    fn step(&self, from: u64, c: char) -> Reached {
        let mut reached = Reached { reached: 0, unfinished: 0 };
        for &syllable in readings::readings(c) {
            let by = self.over(from, usize::from(syllable));
            reached.reached |= by.reached;
            reached.unfinished |= by.unfinished;
        }
        for (own, places) in &self.own {
            reached.reached |= if *own == c { (from & places) << 1 } else { 0 };
        }
        reached
    }

    /// From the places `from`, over a syllable.
    fn over(&self, from: u64, syllable: usize) -> Reached {
        let after = |steps: &[Steps]| {
            let steps = steps.get(syllable).into_iter().flatten().enumerate();
            steps.map(|(less, places)| (from & places) << (less + 1)).fold(0, |all, places| all | places)
        };
        Reached { reached: after(&self.whole), unfinished: after(&self.unfinished) }
    }

    fn runs(&self, text: &str) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for (number, (at, c)) in text.char_indices().enumerate() {
            let is_taken = runs.last().and_then(|run| run.chars.last()).is_some_and(|last| number <= *last);
            if !is_taken && self.may_start(c) {
                runs.extend(text.get(at..).and_then(|tail| self.run(tail, at, number)));
            }
        }
        runs
    }

    /// The run that the text begins with: the shortest, and of two as short the finished one.
    fn run(&self, text: &str, at: usize, number: usize) -> Option<Run> {
        let mut places = 1;
        let mut chars = Vec::new();
        let mut between = 0;
        for (further, c) in text.chars().enumerate() {
            if !word::is_han(c) {
                between += 1;
                if c.is_alphanumeric() || between > PUNCTUATION {
                    return None;
                }
                continue;
            }
            between = 0;
            let reached = self.step(places, c);
            chars.push(number + further);
            if (reached.reached | reached.unfinished) & self.end != 0 {
                let unfinished = reached.reached & self.end == 0;
                return Some(Run { way: self.way, at, chars, unfinished });
            }
            places = reached.reached;
            if places == 0 {
                return None;
            }
        }
        None
    }

    /// Goes the way back from the end: of each character the first reading by which its place was reached.
    fn spelled(&self, run: &[char]) -> String {
        let mut reached = vec![1_u64];
        for c in run {
            let step = self.step(reached.last().copied().unwrap_or_default(), *c);
            reached.push(step.reached | step.unfinished & self.end);
        }
        let mut to = self.end;
        let mut words: Vec<String> = Vec::new();
        for (c, from) in run.iter().zip(&reached).rev() {
            let own = self.own.iter().find(|(own, places)| own == c && (from & places) << 1 == to);
            if own.is_some() {
                to >>= 1;
                words.push(c.to_string());
                continue;
            }
            let step = readings::readings(*c).iter().find_map(|&syllable| {
                let both = [&self.whole, &self.unfinished].map(|steps| steps.get(usize::from(syllable)));
                both.into_iter().flatten().find_map(|steps| {
                    let less = steps.iter().enumerate().find(|(less, places)| (from & *places) << (less + 1) & to != 0);
                    less.map(|(less, _)| (syllable, less))
                })
            });
            let Some((syllable, less)) = step else { return String::new() };
            to >>= less + 1;
            let pinyin = readings::syllables().get(usize::from(syllable)).map_or("", |spelling| spelling.pinyin);
            words.push(match self.way {
                Way::Pinyin => pinyin.to_string(),
                Way::Zhuyin => zhuyin::spell(pinyin),
            });
        }
        words.reverse();
        words.join(" ")
    }
}

/// A character of the word as one of the way's letters; the inner none for one that the way cannot have, the outer for one
/// that stands for nothing (the apostrophe of `xi'an`).
fn letter(way: Way, c: char) -> Option<Option<char>> {
    if word::is_han(c) {
        return Some(Some(c));
    }
    match way {
        Way::Pinyin if c == '\'' => None,
        // ǚ is u with two marks; a mark of tone is left out.
        Way::Pinyin if c.nfd().any(|mark| mark == '\u{308}') => Some(Some('v')),
        Way::Pinyin => Some(c.nfd().next().filter(|c| c.is_ascii_lowercase() || matches!(c, '1'..='5'))),
        Way::Zhuyin => Some(zhuyin::key(c)),
    }
}

fn is_zhuyin(c: char) -> bool {
    matches!(c, 'ㄅ'..='ㄯ')
}

/// How many letters begin the syllable: two in zh, ch and sh.
fn initial(typed: &str) -> usize {
    if ["zh", "ch", "sh"].iter().any(|initial| typed.starts_with(initial)) { 2 } else { 1 }
}

/// Enters how many letters of `rest`, which begins at the place `at`, a syllable can take.
fn enter(
    rest: &[char],
    at: usize,
    syllable: &str,
    initial: usize,
    tones: &str,
    whole: &mut Steps,
    unfinished: &mut Steps,
) {
    let set = |steps: &mut Steps, letters: usize| {
        if let Some(places) = letters.checked_sub(1).and_then(|less| steps.get_mut(less)) {
            *places |= 1 << at;
        }
    };
    let same = syllable.chars().zip(rest).take_while(|(a, b)| a == *b).count();
    let length = syllable.chars().count();
    if same == length {
        set(whole, length);
        if rest.get(length).is_some_and(|next| tones.contains(*next)) {
            set(whole, length + 1);
        }
    } else if same > 0 && same == rest.len() {
        set(unfinished, same);
    }
    // `l` for 綠; of zh, ch and sh also the z, c and s, which is what a hurried hand types.
    for letters in 1..=initial.min(same) {
        set(whole, letters);
    }
}

#[cfg(test)]
mod tests;
