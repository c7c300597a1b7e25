//! A text that several hold at once, in the very memory it was read into.
//!
//! An `Arc<str>` would be a copy: a count stands before its bytes, and nothing has room for that in front. Whoever reads
//! thousands of files would then free a buffer beside each text that stays, and most allocators keep such room for
//! themselves.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// A text. A clone shares its bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shared(Arc<Box<str>>);

impl Shared {
    /// Whether both share their bytes, which costs nothing to ask.
    pub fn is_same(&self, other: &Shared) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Deref for Shared {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl From<String> for Shared {
    fn from(text: String) -> Shared {
        Shared(Arc::new(text.into_boxed_str()))
    }
}

impl From<&str> for Shared {
    fn from(text: &str) -> Shared {
        Shared(Arc::new(text.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stays_where_it_was_read() {
        let read = String::from("宿舍");
        let place = read.as_ptr();
        let text = Shared::from(read);
        assert_eq!((text.as_ptr(), text.clone().as_ptr()), (place, place));
        assert!(text.is_same(&text.clone()) && !text.is_same(&Shared::from("宿舍")));
        assert_eq!(text, Shared::from("宿舍"));
    }
}
