//! What a search needs of whoever keeps the documents of one segment: the text they stand in, and each of them whole.

use crate::model::figure::Figure;
use crate::search::answer::Part;
use crate::search::answer::Texts;
use crate::search::facts::Facts;
use std::ops::Range;

/// The documents of one segment, as they stand.
pub trait Source {
    /// The year that they belong to; 0 for none.
    fn year(&self) -> i32;

    /// The text that they stand in.
    fn text(&self) -> &str;

    /// The byte where a document begins; behind the last one, where that ends.
    fn start(&self, doc: usize) -> usize;

    /// The number of the category that a document stands in, among all of them.
    fn category(&self, doc: usize) -> Option<usize>;

    /// What a document is found by besides its title, its main text and its category, as it stands in this part of its
    /// text: before the main text or behind it. Asked for a document that is not odd.
    fn pieces<'t>(&self, raw: &'t str) -> impl Iterator<Item = Piece<'t>>;

    /// The part that shows a number: with the name before it, the unit behind it. And the numbers that it tells.
    fn shown(&self, name: &str, number: &str, unit: &str) -> (String, Vec<Figure>);

    /// What stands on the line of a byte of a document that is not odd, outside of its title and its main text.
    fn line(&self, at: usize) -> Line;

    /// Where in a stretch of the text numbers begin that are searched, without their sign; and other places, where it is not
    /// sure.
    fn numbers(&self, range: Range<usize>) -> impl Iterator<Item = usize>;

    /// The values of a document as they stand, with quotes and brackets: its title, other labels and what else there is, each
    /// as what it counts as. Asked for a document that has no escapes.
    fn values(&self, doc: usize) -> impl Iterator<Item = (Part, &str)>;

    /// What all documents without a title are called by: more than each of them is.
    fn name(&self) -> String;

    /// What is known of a document beyond its text.
    fn facts(&self, doc: usize) -> Box<dyn Facts + '_>;

    /// The document whole.
    fn texts(&self, doc: usize) -> Texts;
}

/// A text that a document is found by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'t> {
    /// What it counts as.
    pub part: Part,
    /// The text as it stands.
    pub text: &'t str,
    /// How it stands in that part.
    pub stands: Stands<'t>,
}

/// What a line of a document has, as far as that can be told by the line alone: rather more than less.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// A number that is searched.
    Number,
    /// A text that is searched.
    Text,
    /// Nothing that is searched.
    Other,
}

/// What is added where money is shown in larger units: `369.6 萬元` for 3,696,000 元.
pub const ADDED: &str = "萬億";

/// How a piece stands in the part that is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands<'t> {
    /// It is the part.
    Whole,
    /// The part has it, among other things.
    Within,
    /// It is a number, of this name and in this unit. The part is what [`Source::shown`] makes of them: with the digits of the
    /// number, but for noughts at its end, and with the unit, before which may be one of [`ADDED`].
    Number {
        /// What is counted.
        name: &'t str,
        /// What it is counted in.
        unit: &'t str,
    },
}
