//! The files of a new year, made one by one: each is on disk for good, and between two of them there is time for the keys.

use crate::app::App;
use crate::lang::words;
use crate::run::desk::Desk;
use crate::store::disk::several;
use crate::store::new_year::NewFile;
use crate::store::problem::Flaw;

impl Desk {
    /// Takes the files of a new year, to be made by [`Desk::make_one`]; none where one of them is there.
    ///
    /// # Errors
    /// Says why none can be made.
    pub fn begin_year(&mut self, app: &App, files: Vec<NewFile>) -> Result<(), String> {
        if self.read_only {
            return Err(Flaw::AskedReadOnly.describe(app.lang));
        }
        if !self.path.is_dir() {
            return Err(words::NEW_YEAR_ONE_FILE.fill(app.lang, &[&self.path.display().to_string()]));
        }
        let paths = files.iter().map(|file| file.path.as_path());
        several::are_free(&self.root, paths).map_err(|error| error.describe(app.lang))?;
        (self.makes, self.made) = (files.into(), Vec::new());
        Ok(())
    }

    /// Makes the next of them; none where there is none. After one that fails there is none.
    ///
    /// # Errors
    /// Says what was not made, and what was.
    pub fn make_one(&mut self, app: &App) -> Option<Result<(), String>> {
        let file = self.makes.pop_front()?;
        let made = several::create(&self.root, &file.path, &file.text, &mut self.made);
        if made.is_err() {
            self.makes.clear();
        }
        Some(made.map_err(|error| error.describe(app.lang)))
    }

    /// Makes no more of them.
    pub fn stop_year(&mut self) {
        self.makes.clear();
    }

    /// Whether some are still to be made.
    pub fn is_making(&self) -> bool {
        !self.makes.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::keymap::Keymap;
    use crate::config;
    use crate::lang::Lang;
    use crate::store::archive::Archive;

    #[test]
    fn files_are_made_one_by_one_until_one_fails_or_it_is_stopped() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.toml"), "year = 110\n").unwrap();
        let (mut desk, opening) = Desk::open(folder.path(), None, false).unwrap();
        let keymap = Keymap::new(&config::read(None).unwrap().keys).unwrap();
        let app = App::new(Archive::read(opening.texts), keymap, Lang::En);
        let file = |path: &str| NewFile { path: path.into(), text: "year = 111\n".into(), items: 1, metrics: 0 };
        let files = |paths: &[&str]| paths.iter().map(|path| file(path)).collect::<Vec<_>>();
        let is_there = |path: &str| folder.path().join(path).exists();
        assert!(desk.begin_year(&app, files(&["b.toml", "a.toml"])).is_err_and(|why| why.starts_with("a.toml: there")));
        assert!(!desk.is_making() && !is_there("b.toml"), "none is made where one is there");
        desk.begin_year(&app, files(&["b.toml", "c.toml", "a.toml/d.toml", "e.toml"])).unwrap();
        assert_eq!((desk.make_one(&app), is_there("b.toml"), is_there("c.toml")), (Some(Ok(())), true, false));
        assert_eq!(desk.make_one(&app), Some(Ok(())));
        let failed = desk.make_one(&app).and_then(Result::err).unwrap();
        assert!(failed.contains("d.toml") && failed.ends_with("made before that: b.toml, c.toml"), "{failed}");
        assert_eq!((desk.make_one(&app), is_there("e.toml")), (None, false), "after a failure, no more");
        desk.begin_year(&app, files(&["f.toml", "g.toml"])).unwrap();
        assert_eq!(desk.make_one(&app), Some(Ok(())));
        desk.stop_year();
        assert_eq!((desk.make_one(&app), is_there("f.toml"), is_there("g.toml")), (None, true, false));
    }
}
