//! One scrolling list: which row is chosen and which rows show. Knows nothing of what the rows are.

/// A list's selection and scroll position. The selection is a row of the list whenever the list has rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pane {
    at: usize,
    top: usize,
    len: usize,
    height: usize,
}

/// A way to move in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// This many rows; up is negative.
    Rows(isize),
    /// This many halves of what shows; up is negative.
    HalfPages(isize),
    /// To the first row.
    First,
    /// To the last row.
    Last,
    /// To this row, or the last before it.
    To(usize),
}

/// Rows kept in sight above and below the selection, where there are as many.
const MARGIN: usize = 2;

/// Of what shows, the part by which it moves on when the selection comes to its margin: a list that moved by a row with
/// every row would be drawn whole each time, which a slow line cannot follow.
const STRIDE: usize = 4;

impl Pane {
    /// The chosen row; none in an empty list.
    pub fn chosen(&self) -> Option<usize> {
        (self.at < self.len).then_some(self.at)
    }

    /// The rows that show.
    pub fn shown(&self) -> std::ops::Range<usize> {
        self.top..self.len.min(self.top + self.height)
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Moves the selection, as far as there are rows.
    pub fn go(&mut self, motion: Motion) {
        let last = self.len.saturating_sub(1);
        let by = |rows: isize| self.at.saturating_add_signed(rows).min(last);
        self.at = match motion {
            Motion::Rows(rows) => by(rows),
            Motion::HalfPages(halves) => by(halves.saturating_mul((self.height / 2).max(1) as isize)),
            Motion::First => 0,
            Motion::Last => last,
            Motion::To(row) => row.min(last),
        };
        self.scroll(self.height / STRIDE);
    }

    /// The list has this many rows now; the selection stays where it can.
    pub fn fit(&mut self, len: usize) {
        self.len = len;
        self.at = self.at.min(len.saturating_sub(1));
        self.scroll(0);
    }

    /// How many rows show above the chosen one.
    pub fn above(&self) -> usize {
        self.at.saturating_sub(self.top)
    }

    /// So many rows show above the chosen one, as far as there are: for a list that others grew meanwhile.
    pub fn keep_above(&mut self, rows: usize) {
        self.top = self.at.saturating_sub(rows);
        self.scroll(0);
    }

    /// This many rows can show now. Told the same again, it leaves what the wheel has scrolled to.
    pub fn resize(&mut self, height: usize) {
        if self.height != height {
            self.height = height;
            self.scroll(0);
        }
    }

    /// Chooses a row that shows, and moves nothing: a second click must meet the same row. True if it was chosen before.
    pub fn click(&mut self, row: usize) -> bool {
        let again = self.chosen() == Some(row);
        if self.shown().contains(&row) {
            self.at = row;
        }
        again
    }

    /// Moves what shows by some rows, and the selection along when it would leave the sight.
    pub fn wheel(&mut self, rows: isize) {
        let most = self.len.saturating_sub(self.height);
        self.top = self.top.saturating_add_signed(rows).min(most);
        let last = self.shown().end.saturating_sub(1);
        self.at = self.at.clamp(self.top.min(last), last);
    }

    /// Brings the selection into sight with its margin, if it is not, and so many rows more; leaves no empty rows below
    /// the last.
    fn scroll(&mut self, more: usize) {
        let margin = MARGIN.min(self.height.saturating_sub(1) / 2);
        let lowest = (self.at + margin + 1).saturating_sub(self.height.max(1));
        let highest = self.at.saturating_sub(margin).max(lowest);
        let most = self.len.saturating_sub(self.height.max(1));
        let top = match self.top {
            top if top < lowest => (lowest + more).min(highest),
            top if top > highest => highest.saturating_sub(more).max(lowest),
            top => top,
        };
        self.top = top.min(most);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Motion::*;

    #[test]
    fn motions_to_state() {
        let check = |motions: &[Motion], chosen: usize, shown: std::ops::Range<usize>| {
            let mut pane = Pane::default();
            pane.resize(6);
            pane.fit(20);
            motions.iter().for_each(|motion| pane.go(*motion));
            assert_eq!((pane.chosen(), pane.shown()), (Some(chosen), shown), "{motions:?}");
        };
        check(&[], 0, 0..6);
        check(&[Rows(3)], 3, 0..6);
        check(&[Rows(4)], 4, 2..8);
        check(&[Last], 19, 14..20);
        check(&[Last, Rows(-2)], 17, 14..20);
        check(&[Last, Rows(-4)], 15, 12..18);
        check(&[Last, First], 0, 0..6);
        check(&[HalfPages(1)], 3, 0..6);
        check(&[HalfPages(2), HalfPages(-9)], 0, 0..6);
        check(&[To(99)], 19, 14..20);
        check(&[Rows(isize::MIN), Rows(isize::MAX)], 19, 14..20);
    }

    #[test]
    fn a_list_moves_on_by_a_part_of_itself() {
        let mut pane = Pane::default();
        pane.resize(20);
        pane.fit(100);
        let mut tops = vec![0];
        for rows in [1; 99].into_iter().chain([-1; 99]) {
            pane.go(Rows(rows));
            if tops.last() != Some(&pane.top) {
                tops.push(pane.top);
            }
            assert!(pane.shown().contains(&pane.at.saturating_sub(MARGIN)), "{pane:?}");
            assert!(pane.shown().contains(&(pane.at + MARGIN).min(99)), "{pane:?}");
        }
        assert!(tops.len() < 2 * 80 / 5 + 4, "{tops:?}");
    }

    #[test]
    fn no_size_is_too_small() {
        for height in 0..4 {
            for len in 0..5 {
                let mut pane = Pane::default();
                pane.resize(height);
                pane.fit(len);
                for motion in [Rows(1), Last, Rows(-1), HalfPages(1), First, To(3)] {
                    pane.go(motion);
                    pane.wheel(1);
                    pane.wheel(-1);
                    assert!(pane.chosen().is_some() == (len > 0));
                    assert!(height == 0 || pane.chosen().is_none_or(|at| pane.shown().contains(&at)), "{pane:?}");
                }
            }
        }
    }

    #[test]
    fn the_wheel_scrolls_whatever_the_margin() {
        let mut pane = Pane::default();
        pane.resize(6);
        pane.fit(20);
        for top in [3, 6, 9] {
            pane.wheel(3);
            pane.resize(6);
            assert_eq!((pane.chosen(), pane.shown()), (Some(top), top..top + 6));
        }
    }

    #[test]
    fn a_list_that_shrinks_keeps_a_selection() {
        let mut pane = Pane::default();
        pane.resize(5);
        pane.fit(10);
        pane.go(Last);
        pane.fit(3);
        assert_eq!((pane.chosen(), pane.shown()), (Some(2), 0..3));
        pane.fit(0);
        assert_eq!((pane.chosen(), pane.shown()), (None, 0..0));
    }
}
