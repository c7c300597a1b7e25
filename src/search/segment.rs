//! What a run of documents (those of one file) can be searched by without reading them: which characters stand where.
//!
//! Of every folded character it knows in which of 64 equal blocks of the documents it stands; of Latin letters and digits,
//! for every document, whether they stand in its labels and in its bodies. A document in a block without a character that
//! the query must have is never looked at. The cost, for a thousand documents of some 200 characters: about 12 bytes a
//! document for the blocks, 18 for what stands in so many that blocks tell nothing (`often`), 8 for the signs, 9 for the
//! places of the two texts that matter most and the first sign of the title, and some 15 for its Latin words (`letters`).

use crate::search::answer::Part;
use crate::search::fold;
use crate::search::letters::Letters;
use crate::search::letters::Spell;
use crate::search::often::Count;
use crate::search::often::Often;

/// As many blocks the documents are divided into: a bit each.
const BLOCKS: usize = 64;

/// What is known of the documents of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Segment {
    docs: usize,
    /// The folded characters that stand in the documents, ascending, and the blocks in which each does.
    chars: Box<[u16]>,
    blocks: Box<[u64]>,
    /// The characters that stand there and are folded to another, ascending.
    variants: Box<[u16]>,
    often: Often,
    signs: Box<[Signs]>,
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
    /// Those of its bodies.
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
            + size_of_val(&*self.chars)
            + size_of_val(&*self.blocks)
            + size_of_val(&*self.variants)
            + size_of_val(&*self.signs)
            + self.often.bytes()
            + self.letters.bytes()
            + size_of_val(&*self.texts)
            + size_of_val(&*self.firsts)
            + size_of_val(&*self.odd)
    }

    /// The Latin letters and digits of a document.
    pub fn signs(&self, doc: usize) -> Signs {
        self.signs.get(doc).copied().unwrap_or_default()
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
            Ok(near) if c.is_alphanumeric() => self.chars.binary_search(&near).map_or(0, |at| self.blocks[at]),
            _ => u64::MAX,
        }
    }

    /// The documents in which a folded character stands, a bit each; none where only its blocks are known.
    pub(super) fn docs_of(&self, c: char) -> Option<&[u64]> {
        self.often.docs(c)
    }

    /// The blocks in which a number has a point as it stands.
    pub fn points(&self) -> u64 {
        self.points
    }

    /// The documents of a block.
    pub fn block(&self, block: usize) -> std::ops::Range<usize> {
        let size = block_size(self.docs);
        (block * size).min(self.docs)..((block + 1) * size).min(self.docs)
    }

    /// The block of a document.
    pub fn block_of(&self, doc: usize) -> usize {
        (doc / block_size(self.docs)).min(BLOCKS - 1)
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

/// Documents in a block, at least one; so few documents leave blocks empty.
fn block_size(docs: usize) -> usize {
    docs.div_ceil(BLOCKS).max(1)
}

/// The bit of a folded character among [`Signs`]. Letters that are rare have one bit for two, so that there is room.
pub fn sign(c: char) -> u32 {
    /// From a to z: j and q are one, x and z, k and v, w and y.
    const LETTERS: [u8; 26] =
        [4, 5, 6, 7, 8, 9, 10, 11, 12, 0, 2, 13, 14, 15, 16, 17, 0, 18, 19, 20, 21, 2, 3, 1, 3, 1];
    match c {
        '0'..='9' => 1 << (c as u32 - '0' as u32 + 22),
        'a'..='z' => 1 << LETTERS[c as usize - 'a' as usize],
        _ => 0,
    }
}

/// Gathers one [`Segment`] after the other, document by document. It takes half a megabyte, which serves them all.
#[derive(Debug)]
pub struct Gather {
    docs: usize,
    /// The blocks of each character of the first plane.
    blocks: Box<[u64]>,
    /// Whether each is there and folded to another.
    variants: Box<[bool]>,
    /// Those that have blocks, and those that are variants, each once.
    seen: (Vec<u16>, Vec<u16>),
    count: Count,
    signs: Vec<Signs>,
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
        self.signs.reserve_exact(docs);
        self.texts.reserve_exact(docs);
        self.firsts.reserve_exact(docs);
    }

    /// Begins the next document. Its labels come before its bodies.
    pub fn begin(&mut self) {
        self.bit = 1 << (self.signs.len() / block_size(self.docs)).min(BLOCKS - 1);
        self.signs.push(Signs::default());
        self.firsts.push(0);
        self.count.begin();
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
        }
        self.spell.text(part, None);
        let signs = self.chars(text, part != Part::Category);
        self.sign(part, signs);
    }

    /// The same of what stands behind a blank in a body that begins with a label.
    pub fn tail(&mut self, text: &str) {
        self.spell.text(Part::Body, Some(' '));
        let signs = self.chars(text, true);
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
        let (chars, variants) = &mut self.seen;
        chars.sort_unstable();
        variants.sort_unstable();
        variants.iter().for_each(|code| self.variants[usize::from(*code)] = false);
        let blocks = |code: &u16| std::mem::take(&mut self.blocks[usize::from(*code)]);
        Segment {
            docs: std::mem::take(&mut self.docs),
            blocks: chars.iter().map(blocks).collect(),
            chars: chars.drain(..).collect(),
            variants: variants.drain(..).collect(),
            often: self.count.often(),
            signs: std::mem::take(&mut self.signs).into(),
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
        let Some(own) = self.signs.last_mut() else { return };
        match part {
            Part::Body => own.bodies |= signs,
            _ => own.labels |= signs,
        }
    }

    fn chars(&mut self, text: &str, is_spelled: bool) -> u32 {
        let mut signs = 0;
        for c in text.chars() {
            let folded = fold::fold(c);
            signs |= sign(folded);
            if let Some(blocks) = self.blocks.get_mut(folded as usize) {
                self.seen.0.extend((*blocks == 0).then_some(folded as u16));
                *blocks |= self.bit;
                // Of Latin letters and digits the signs tell more.
                if !folded.is_ascii() {
                    self.count.push(folded as u16);
                }
            }
            match self.variants.get_mut(c as usize) {
                Some(is_variant) if folded != c => {
                    self.seen.1.extend((!*is_variant).then_some(c as u16));
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
            blocks: vec![0; PLANE].into(),
            variants: vec![false; PLANE].into(),
            seen: Default::default(),
            count: Count::default(),
            signs: Vec::new(),
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

/// Characters of the first plane.
const PLANE: usize = 1 << 16;

#[cfg(test)]
mod tests;
