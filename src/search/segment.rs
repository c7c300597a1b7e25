//! What a run of documents (those of one file) can be searched by without reading them: which characters stand where.
//!
//! Of every folded character it knows in which of 64 equal blocks of the documents it stands, or in which documents
//! (`chars`); of Latin letters and digits, for every document, whether they stand in its labels and in its bodies. What the
//! query must have and a document has not is a reason not to look at it. The cost, for each of a thousand documents of some
//! 200 characters: about 38 bytes for the characters, 6 for the signs, 9 for the places of the two texts that matter most and
//! the first sign of the title, and some 16 for its Latin words (`letters`).

use crate::search::answer::Part;
use crate::search::chars;
use crate::search::chars::BLOCKS;
use crate::search::chars::Chars;
use crate::search::chars::Count;
use crate::search::docs::Docs;
use crate::search::fold;
use crate::search::letters::Letters;
use crate::search::letters::Spell;

/// What is known of the documents of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Segment {
    docs: usize,
    /// Where the folded characters stand.
    chars: Chars,
    /// The characters that stand there and are folded to another, ascending.
    variants: Box<[u16]>,
    /// The signs of each document: those of its labels, and the digits of its bodies, above which the characters of its
    /// title are counted.
    labels: Box<[u32]>,
    bodies: Box<[u16]>,
    letters: Letters,
    texts: Box<[Places]>,
    /// The low byte of the character that each title begins with, folded.
    firsts: Box<[u8]>,
    odd: Box<[u32]>,
    /// The characters of the shortest id, and of the longest.
    ids: (usize, usize),
    /// The blocks in which a number has a point.
    points: u64,
}

/// The Latin letters and digits of one document: a bit for each digit, and for a letter or for two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signs {
    /// Those of its title, id, categories, metrics and names.
    pub labels: u32,
    /// Those of its bodies, in which every letter may stand: `letters` knows better.
    pub bodies: u32,
}

/// Where two of a document's texts stand as they are, in bytes from where the document begins: first and behind the last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// Its title; from 0 to 0 in an odd document.
    pub title: (u16, u16),
    /// Its main text; from 0 to 0 where it has none.
    pub text: (u16, u16),
}

impl Segment {
    /// How many documents there are.
    pub fn len(&self) -> usize {
        self.docs
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.docs == 0
    }

    /// The bytes it takes in memory.
    pub fn bytes(&self) -> usize {
        size_of::<Segment>()
            + self.chars.bytes()
            + size_of_val(&*self.variants)
            + size_of_val(&*self.labels)
            + size_of_val(&*self.bodies)
            + self.letters.bytes()
            + size_of_val(&*self.texts)
            + size_of_val(&*self.firsts)
            + size_of_val(&*self.odd)
    }

    /// The Latin letters and digits of a document.
    pub fn signs(&self, doc: usize) -> Signs {
        let digits = self.bodies.get(doc).copied().unwrap_or_default() & ALL_DIGITS;
        Signs {
            labels: self.labels.get(doc).copied().unwrap_or_default(),
            bodies: ANY_LETTER | u32::from(digits) << DIGITS,
        }
    }

    /// The characters of the title of a document that is not odd; [`LONG`] where there are more.
    pub fn title_chars(&self, doc: usize) -> usize {
        usize::from(self.bodies.get(doc).copied().unwrap_or_default() >> ALL_DIGITS.count_ones())
    }

    /// The Latin words of the documents that are not odd.
    pub(super) fn letters(&self) -> &Letters {
        &self.letters
    }

    /// Where a document's texts stand; none of an odd one, which can only be read whole.
    pub fn places(&self, doc: usize) -> Option<Places> {
        self.texts.get(doc).copied().filter(|places| places.title.1 > 0)
    }

    /// Whether a document that is not odd may have a title that begins with a folded character.
    pub fn may_begin(&self, doc: usize, first: char) -> bool {
        self.firsts.get(doc).is_none_or(|own| *own == first as u8)
    }

    /// Whether a document may have an id of so many characters.
    pub fn may_have_id(&self, chars: usize) -> bool {
        (self.ids.0..=self.ids.1).contains(&chars)
    }

    /// The documents that can only be read whole, ascending.
    pub fn odd(&self) -> &[u32] {
        &self.odd
    }

    /// The blocks in which a folded character stands: all where that is not known, as of blanks and signs.
    pub fn blocks_of(&self, c: char) -> u64 {
        match u16::try_from(u32::from(c)) {
            Ok(near) if c.is_alphanumeric() => self.chars.blocks(near),
            _ => u64::MAX,
        }
    }

    /// The documents in which a folded character stands; none where only its blocks are known.
    pub(super) fn docs_of(&self, c: char) -> Option<Docs> {
        self.chars.docs(c)
    }

    /// Whether it is known in which documents a folded character stands.
    pub(super) fn knows(&self, c: char) -> bool {
        self.chars.knows(c)
    }

    /// The blocks in which a number has a point as it stands.
    pub fn points(&self) -> u64 {
        self.points
    }

    /// The documents of a block.
    pub fn block(&self, block: usize) -> std::ops::Range<usize> {
        let size = chars::block_size(self.docs);
        (block * size).min(self.docs)..((block + 1) * size).min(self.docs)
    }

    /// The block of a document.
    pub fn block_of(&self, doc: usize) -> usize {
        (doc / chars::block_size(self.docs)).min(BLOCKS - 1)
    }

    /// How a folded character of the first plane is written in the documents: as itself, and as what is folded to it there.
    pub fn forms(&self, c: char) -> Vec<char> {
        let near = self.variants.iter().filter_map(|code| char::from_u32(u32::from(*code)));
        let mut forms: Vec<char> = near.filter(|form| fold::fold(*form) == c).collect();
        // A document may have only the variant; looking for one form too many finds nothing.
        forms.push(c);
        forms
    }
}

/// Of the bits of [`Signs`], the first of a digit; below it are those of letters.
const DIGITS: u32 = 22;

/// The bits of all letters.
const ANY_LETTER: u32 = (1 << DIGITS) - 1;

/// The bits of all digits, as they are kept of bodies.
const ALL_DIGITS: u16 = (1 << 10) - 1;

/// A title of so many characters may have more.
pub const LONG: usize = (u16::MAX >> ALL_DIGITS.count_ones()) as usize;

/// The bit of a folded character among [`Signs`]. Letters that are rare have one bit for two, so that there is room.
pub fn sign(c: char) -> u32 {
    /// From a to z: j and q are one, x and z, k and v, w and y.
    const LETTERS: [u8; 26] =
        [4, 5, 6, 7, 8, 9, 10, 11, 12, 0, 2, 13, 14, 15, 16, 17, 0, 18, 19, 20, 21, 2, 3, 1, 3, 1];
    match c {
        '0'..='9' => 1 << (c as u32 - '0' as u32 + DIGITS),
        'a'..='z' => 1 << LETTERS[c as usize - 'a' as usize],
        _ => 0,
    }
}

/// Gathers one [`Segment`] after the other, document by document. It takes half a megabyte, which serves them all.
#[derive(Debug)]
pub struct Gather {
    docs: usize,
    chars: Count,
    /// Whether each character of the first plane is there and folded to another; and those that are, each once.
    is_variant: Box<[bool]>,
    variants: Vec<u16>,
    labels: Vec<u32>,
    bodies: Vec<u16>,
    spell: Spell,
    texts: Vec<Places>,
    firsts: Vec<u8>,
    odd: Vec<u32>,
    ids: Option<(usize, usize)>,
    points: u64,
    /// The block of the document being gathered.
    bit: u64,
    is_far: bool,
}

impl Gather {
    /// For so many documents.
    pub fn expect(&mut self, docs: usize) {
        self.docs = docs;
        self.labels.reserve_exact(docs);
        self.bodies.reserve_exact(docs);
        self.texts.reserve_exact(docs);
        self.firsts.reserve_exact(docs);
    }

    /// Begins the next document. Its labels come before its bodies.
    pub fn begin(&mut self) {
        self.bit = 1 << (self.labels.len() / chars::block_size(self.docs)).min(BLOCKS - 1);
        self.labels.push(0);
        self.bodies.push(0);
        self.firsts.push(0);
        self.chars.begin();
        self.spell.begin();
        self.is_far = false;
    }

    /// A text of the document. What a category is called is known of the category.
    pub fn text(&mut self, part: Part, text: &str) {
        if part == Part::Id {
            let count = text.chars().count();
            let (least, most) = self.ids.unwrap_or((count, count));
            self.ids = Some((least.min(count), most.max(count)));
        }
        if part == Part::Title
            && let (Some(own), Some(first)) = (self.firsts.last_mut(), text.chars().next())
        {
            *own = fold::fold(first) as u8;
            let chars = text.chars().take(LONG).count() as u16;
            self.bodies.last_mut().into_iter().for_each(|own| *own |= chars << ALL_DIGITS.count_ones());
        }
        self.spell.text(part, None);
        let signs = self.read(text, part != Part::Category);
        self.sign(part, signs);
    }

    /// The same of what stands behind a blank in a body that begins with a label.
    pub fn tail(&mut self, text: &str) {
        self.spell.text(Part::Body, Some(' '));
        let signs = self.read(text, true);
        self.sign(Part::Body, signs);
    }

    /// That the document has a number with a point.
    pub fn point(&mut self) {
        self.points |= self.bit;
    }

    /// That a text of that part has what another has that is known already.
    pub fn again(&mut self, part: Part, text: &str) {
        self.sign(part, text.chars().fold(0, |signs, c| signs | sign(fold::fold(c))));
    }

    /// Ends the document. `places` is none for one that can only be read whole.
    pub fn end(&mut self, places: Option<Places>) {
        // What is folded out of the farther planes is not among the forms that a raw text is searched for.
        let places = places.filter(|places| places.title.1 > 0 && !self.is_far);
        self.spell.end(places.is_none());
        if places.is_none() {
            self.odd.push(self.texts.len() as u32);
        }
        self.texts.push(places.unwrap_or_default());
    }

    /// What was gathered; the next segment begins with nothing.
    pub fn segment(&mut self) -> Segment {
        self.variants.sort_unstable();
        self.variants.iter().for_each(|code| self.is_variant[usize::from(*code)] = false);
        Segment {
            docs: std::mem::take(&mut self.docs),
            chars: self.chars.chars(),
            variants: std::mem::take(&mut self.variants).into(),
            labels: std::mem::take(&mut self.labels).into(),
            bodies: std::mem::take(&mut self.bodies).into(),
            letters: std::mem::take(&mut self.spell).letters(),
            texts: std::mem::take(&mut self.texts).into(),
            firsts: std::mem::take(&mut self.firsts).into(),
            odd: std::mem::take(&mut self.odd).into(),
            // No id has from one to none characters.
            ids: self.ids.take().unwrap_or((1, 0)),
            points: std::mem::take(&mut self.points),
        }
    }

    fn sign(&mut self, part: Part, signs: u32) {
        match part {
            Part::Body => self.bodies.last_mut().into_iter().for_each(|own| *own |= (signs >> DIGITS) as u16),
            _ => self.labels.last_mut().into_iter().for_each(|own| *own |= signs),
        }
    }

    fn read(&mut self, text: &str, is_spelled: bool) -> u32 {
        let mut signs = 0;
        for c in text.chars() {
            let folded = fold::fold(c);
            signs |= sign(folded);
            if let Ok(near) = u16::try_from(u32::from(folded)) {
                self.chars.push(near);
            }
            match self.is_variant.get_mut(c as usize) {
                Some(is_variant) if folded != c => {
                    self.variants.extend((!*is_variant).then_some(c as u16));
                    *is_variant = true;
                }
                Some(_) => {}
                None => self.is_far = true,
            }
            if is_spelled {
                self.spell.push(folded);
            }
        }
        self.spell.end_text();
        signs
    }
}

impl Default for Gather {
    fn default() -> Gather {
        Gather {
            docs: 0,
            chars: Count::default(),
            is_variant: vec![false; 1 << 16].into(),
            variants: Vec::new(),
            labels: Vec::new(),
            bodies: Vec::new(),
            spell: Spell::default(),
            texts: Vec::new(),
            firsts: Vec::new(),
            odd: Vec::new(),
            ids: None,
            points: 0,
            bit: 0,
            is_far: false,
        }
    }
}

#[cfg(test)]
mod tests;
