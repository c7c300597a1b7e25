//! What is made anew when something changes, from the files down to the lines of the record: each step only what follows
//! from it.

use crate::app::App;
use crate::app::checks;
use crate::app::follow;
use crate::app::follow::Moves;
use crate::app::mode::Focus;
use crate::app::page;
use crate::app::pane;
use crate::app::reading::Arrived;
use crate::app::seek;
use crate::app::sift;
use crate::app::view;
use crate::app::view::entries;
use crate::app::view::record;
use crate::insight::series;
use crate::store::ordered::Run;

impl App {
    /// The texts of these files have changed: what is derived from them is made anew, and the selection kept.
    pub(crate) fn files_changed(&mut self, files: &[usize]) {
        self.archive_mut().derive();
        follow::moved(self, Moves::new());
        self.index.renew(&self.archive, files);
        checks::renew(self);
        self.archive_changed();
    }

    /// These files take the places of those of their numbers; all that follows from each by itself is at hand. The texts of
    /// some others have changed.
    pub(super) fn files_made(&mut self, files: Vec<Arrived>, moves: Moves, others: &[usize]) {
        for Arrived { number, file, segment } in files {
            self.archive_mut().exchange(number, file);
            self.index.put(number, segment);
        }
        self.archive_mut().derive();
        follow::moved(self, moves);
        self.index.renew(&self.archive, others);
        checks::renew(self);
        self.archive_changed();
    }

    /// The archive is another: what is derived from it is made anew, and the selection kept.
    pub(super) fn archive_changed(&mut self) {
        self.archive_read();
        page::refresh(self);
    }

    /// More of the archive has been read: the same but for a screen over the panes, which waits for all of it.
    pub(super) fn archive_read(&mut self) {
        if !self.archive.years.contains(&self.year) {
            self.year = self.archive.years.last().copied().flatten();
        }
        self.marked.retain(|id| self.archive.record(*id).is_some());
        if let Some(sheet) = self.mode.sheet_mut() {
            sheet.refresh(&self.archive);
        }
        self.year_changed();
    }

    /// Another year is shown, or its items have changed.
    pub(crate) fn year_changed(&mut self) {
        self.all.renew(&self.archive, self.year);
        seek::forget(self);
        seek::in_this_year(self, false);
        self.outline_changed();
    }

    /// Something was folded or filtered. The chosen category stays chosen, or the nearest one above it that shows.
    pub(crate) fn outline_changed(&mut self) {
        let chosen = self.chosen_category();
        self.view.categories = view::categories(&self.archive, &self.all, &self.lens());
        self.view.years = series::side_by_side(&self.archive, self.year);
        self.panes[Focus::Categories as usize].fit(self.view.categories.len());
        if let Some(category) = chosen {
            self.choose_category(category);
        }
        self.category_changed();
    }

    /// Another category is chosen. The chosen item stays chosen where it shows.
    pub(crate) fn category_changed(&mut self) {
        if sift::begin(self) {
            return;
        }
        let row = self.pane(Focus::Categories).chosen().and_then(|at| self.view.categories.get(at));
        self.items_found(view::items(&self.archive, &self.all, row, &self.lens()));
    }

    /// Other items are listed. The chosen one stays chosen where it shows.
    pub(super) fn items_found(&mut self, items: Run) {
        let item = self.item();
        self.view.items = items;
        sift::note(self);
        self.view.widest_no = view::widest_no(&self.archive, &self.view.items);
        self.panes[Focus::Items as usize].fit(self.view.items.len());
        // Mostly it stands where it stood.
        let elsewhere = item.filter(|item| self.item() != Some(*item));
        if let Some(at) = elsewhere.and_then(|item| self.view.items.place(item)) {
            self.panes[Focus::Items as usize].go(pane::Motion::To(at));
        }
        self.item_changed();
    }

    /// Another item is chosen.
    pub(crate) fn item_changed(&mut self) {
        self.view.metrics = view::metrics(&self.archive, self.item(), &self.view.years, &self.lens());
        self.panes[Focus::Metrics as usize].fit(self.view.metrics.len());
        self.on_metric &= !self.view.metrics.is_empty();
        self.metric_changed();
    }

    /// Another metric is chosen, or the record pane shows something else.
    pub(crate) fn metric_changed(&mut self) {
        let metric = self.metric().filter(|_| self.on_metric);
        let of_item = |item| record::fields(&self.archive, item, metric, &self.lens());
        let of_metric = |(item, at)| {
            let months = |metric| entries::months(&self.archive, item, &metric, &self.lens());
            self.archive.metric(item, at).map(months)
        };
        let months = self.item().zip(metric).and_then(of_metric).unwrap_or_default();
        self.view.fields = self.item().map_or(Vec::new(), of_item);
        self.view.months = months;
        self.lines_changed();
    }

    pub(super) fn lines_changed(&mut self) {
        self.view.lines = view::lines(&self.view.fields, &self.view.months, self.room);
        self.panes[Focus::Record as usize].fit(self.view.lines.len());
    }

    /// The chosen category; the outer `None` if the outline is empty.
    pub(crate) fn chosen_category(&self) -> Option<Option<usize>> {
        Some(self.view.categories.get(self.pane(Focus::Categories).chosen()?)?.index)
    }

    /// Chooses a category, or the nearest one above it that shows.
    pub(crate) fn choose_category(&mut self, category: Option<usize>) {
        let path =
            category.into_iter().flat_map(|index| std::iter::once(index).chain(self.archive.outline.ancestors(index)));
        let path: Vec<Option<usize>> = if category.is_none() { vec![None] } else { path.map(Some).collect() };
        let row = path.iter().find_map(|wanted| self.view.categories.iter().position(|row| row.index == *wanted));
        if let Some(row) = row {
            self.panes[Focus::Categories as usize].go(pane::Motion::To(row));
        }
    }
}
