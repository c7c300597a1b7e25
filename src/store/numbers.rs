//! A row of numbers that are mostly small: what is kept of every record has two bytes for one of them.

/// Numbers in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbers(Row);

/// As many bytes for each as the largest needs.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Row {
    Near(Box<[u16]>),
    Far(Box<[u32]>),
}

impl Numbers {
    /// The number at a place.
    pub fn get(&self, at: usize) -> Option<usize> {
        match &self.0 {
            Row::Near(row) => row.get(at).map(|number| usize::from(*number)),
            Row::Far(row) => row.get(at).map(|number| *number as usize),
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        match &self.0 {
            Row::Near(row) => row.len(),
            Row::Far(row) => row.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        (0..self.len()).filter_map(|at| self.get(at))
    }
}

impl Default for Numbers {
    fn default() -> Numbers {
        Numbers::from(Vec::new())
    }
}

impl From<Vec<u32>> for Numbers {
    fn from(numbers: Vec<u32>) -> Numbers {
        let near: Option<Box<[u16]>> = numbers.iter().map(|number| u16::try_from(*number).ok()).collect();
        Numbers(near.map_or_else(|| Row::Far(numbers.into()), Row::Near))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_what_they_were() {
        for numbers in [vec![], vec![0], vec![7, 65_535, 0], vec![3, 65_536, 0], vec![u32::MAX]] {
            let row = Numbers::from(numbers.clone());
            let all: Vec<usize> = numbers.iter().map(|number| *number as usize).collect();
            assert_eq!(row.iter().collect::<Vec<_>>(), all);
            assert_eq!((row.len(), row.is_empty()), (all.len(), all.is_empty()));
            assert_eq!((0..=all.len()).map(|at| row.get(at)).collect::<Vec<_>>().last(), Some(&None));
        }
        assert_eq!(Numbers::default(), Numbers::from(Vec::new()));
    }
}
