//! What is not understood of a query, in words: the same on the screen and on the command line.

use crate::lang::Words;
use crate::lang::words::find;
use crate::search::query::Why;

/// Why something is not understood. Its place is for what was typed.
pub fn words(why: Why) -> Words {
    match why {
        Why::NoField => find::NO_FIELD,
        Why::Unfinished => find::UNFINISHED,
        Why::NotCompared => find::NOT_COMPARED,
        Why::NoYear => find::NO_YEAR,
        Why::NoDate => find::NO_DATE,
        Why::NoNumber => find::NO_NUMBER,
        Why::NoState => find::NO_STATE,
        Why::NoAim => find::NO_AIM,
        Why::NoOrder => find::NO_ORDER,
        Why::NoView => find::NO_VIEW,
        Why::Cycle => find::CYCLE,
        Why::Alone => find::ALONE,
    }
}
