//! The performance table of the README: `cargo bench` prints it. Machines differ, so each row is a ratio against
//! something measured in the same run, or a count.

use annals::app::App;
use annals::app::event::Event;
use annals::app::key::Key;
use annals::app::keymap::Keymap;
use annals::config;
use annals::insight::facts::Ground;
use annals::insight::find;
use annals::insight::find::Course;
use annals::insight::find::Wanted;
use annals::lang::Lang;
use annals::model::field::Field;
use annals::search::query::Query;
use annals::store::archive::Archive;
use annals::store::disk;
use annals::store::disk::save;
use annals::store::edit::Change;
use annals::store::edit::New;
use annals::store::edit::Place;
use annals::store::file::Text;
use annals::store::record::Name;
use annals::store::source::Hash;
use annals::terminal::screen;
use annals::terminal::screen::Screen;
use annals::ui;
use annals::ui::layout::Layout;
use annals::ui::signs;
use annals::ui::theme::Colours;
use annals::ui::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::fs;
use std::hint::black_box;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::process::Stdio;
use std::time::Duration;
use std::time::Instant;

/// Items of the generated archive, in files of a thousand.
const ITEMS: usize = 10_000;

mod generate;
mod search;

fn main() -> std::io::Result<()> {
    // `cargo bench --bench table -- make 100000 FOLDER` writes an archive to try by hand.
    let args: Vec<String> = std::env::args().skip_while(|arg| arg != "make").collect();
    if let [_, items, folder, ..] = &args[..] {
        let items = items.parse().map_err(std::io::Error::other)?;
        return generate::write(items, std::path::Path::new(folder));
    }
    // `cargo bench --bench table -- search FOLDER [TYPED…]` times the search of an archive of any size, query by query.
    let args: Vec<String> = std::env::args().skip_while(|arg| arg != "search").collect();
    if let [_, folder, typed @ ..] = &args[..] {
        search::times(Path::new(folder), typed);
        return Ok(());
    }
    let files: Vec<(String, String)> = generate::files(ITEMS).collect();
    let bytes: usize = files.iter().map(|(_, text)| text.len()).sum();
    println!("{ITEMS} items in {} files, {:.1} MB; medians\n", files.len(), bytes as f64 / 1e6);
    println!("| work | took | beside it | ratio |\n|---|---|---|---|");
    reading(&files);
    editing(&files);
    saving(&files);
    searching(&files);
    checking(&files);
    drawing();
    starting();
    Ok(())
}

fn row(work: &str, took: Duration, beside: &str, other: Duration) {
    let ratio = took.as_secs_f64() / other.as_secs_f64();
    println!("| {work} | {} | {beside}: {} | {ratio:.2} |", show(took), show(other));
}

fn show(time: Duration) -> String {
    match time.as_secs_f64() {
        long if long >= 0.01 => format!("{:.0} ms", long * 1e3),
        short => format!("{:.2} ms", short * 1e3),
    }
}

/// The medians of two jobs done in turn, so that both meet the same weather.
fn beside(rounds: usize, mut one: impl FnMut(), mut other: impl FnMut()) -> (Duration, Duration) {
    let time = |job: &mut dyn FnMut()| {
        let start = Instant::now();
        job();
        start.elapsed()
    };
    let (mut ones, mut others): (Vec<Duration>, Vec<Duration>) =
        (0..rounds).map(|_| (time(&mut one), time(&mut other))).unzip();
    ones.sort();
    others.sort();
    (ones[rounds / 2], others[rounds / 2])
}

/// The whole program, from its start to its end, for one value of the project's own archive; beside it `jq`, asked for the
/// same value in the same archive as JSON. Both answers are compared first.
fn starting() {
    const WORK: &str = "`annals get` one value of `data/`, from start to end";
    let folder = tempfile::tempdir().expect("a folder");
    let (annals, json) = (env!("CARGO_BIN_EXE_annals"), folder.path().join("data.json"));
    let here = |program: &str| {
        let mut command = Command::new(program);
        command.current_dir(env!("CARGO_MANIFEST_DIR")).stderr(Stdio::null());
        command
    };
    let told = |command: &mut Command| Some(String::from_utf8(command.output().ok()?.stdout).ok()?.trim().to_string());
    here(annals).args(["export", "data", "--output"]).arg(&json).status().expect("an export");
    let get = || {
        let mut command = here(annals);
        command.args(["get", "dormitory.total", "--year", "110", "--archive", "data"]);
        command
    };
    let jq = |json: &Path| {
        let mut command = here("jq");
        let of = ".items[] | select(.year == 2021) | .metrics[] | select(.metric == \"dormitory.total\") | .value";
        command.arg(of).arg(json);
        command
    };
    let Some(theirs) = told(&mut jq(&json)) else { return println!("| {WORK} | | `jq` is not installed | |") };
    assert_eq!(told(&mut get()), Some(theirs), "both say the same");
    let (ours, theirs) = beside(101, || _ = told(&mut get()), || _ = told(&mut jq(&json)));
    row(WORK, ours, "`jq` on the same as JSON", theirs);
}

fn reading(files: &[(String, String)]) {
    let (ours, theirs) = beside(
        7,
        || _ = black_box(archive(files)),
        || files.iter().for_each(|(_, text)| _ = black_box(text.parse::<toml::Table>())),
    );
    row("open: read every record, by all cores", ours, "`toml` into a table", theirs);
}

fn editing(files: &[(String, String)]) {
    let archive = archive(files);
    let file = &archive.files[1];
    let place = Place::item(500);
    let change = Change::Set(place, Name::Field(Field::Title), New::Text("新的標題".to_string()));
    let (ours, theirs) = beside(
        9,
        || {
            let splice = file.plan(&change).ok().flatten().expect("the change can be made");
            black_box(file.with_text(&splice.apply(&file.text).expect("it was planned here"), archive.calendar));
        },
        || _ = black_box(file.text.parse::<toml::Table>()),
    );
    row("edit one field of a file of 1,000, proved and read again", ours, "`toml` reading that file once", theirs);
}

fn saving(files: &[(String, String)]) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.toml");
    let text = &files[1].1;
    fs::write(&path, text).expect("a file");
    let opened = disk::read_archive(&path).expect("an archive");
    let (root, real) = (opened.root.clone(), opened.files[0].real.clone());
    let mut states = [text.clone(), format!("{text}# x\n")];
    let (ours, theirs) = beside(
        15,
        || {
            let request =
                save::Save { root: &root, real: &real, expected: Hash::of(states[0].as_bytes()), text: &states[1] };
            save::save(&request).expect("it can be saved");
            states.swap(0, 1);
        },
        || {
            let aside = folder.path().join("bare");
            let mut file = fs::File::create(&aside).expect("a file");
            file.write_all(text.as_bytes()).expect("room");
            file.sync_all().expect("a disk");
            fs::rename(&aside, folder.path().join("bare.toml")).expect("a rename");
            fs::File::open(folder.path()).and_then(|folder| folder.sync_all()).expect("a disk");
        },
    );
    row("save that file: locked, compared, written aside, synced", ours, "write, fsync, rename, fsync", theirs);
}

fn searching(files: &[(String, String)]) {
    let archive = archive(files);
    let index = find::Index::of(&archive);
    let wanted = Wanted { limit: 200, ..Wanted::default() };
    let lines: Vec<String> = files.iter().flat_map(|(_, text)| text.lines()).map(str::to_string).collect();
    let matcher = fuzzy_matcher::skim::SkimMatcherV2::default();
    for typed in ["宿舍", "lock", "宿舍管理"] {
        let (ours, theirs) = beside(
            5,
            || {
                _ = black_box(find::search(
                    &Ground::of(&archive),
                    &index,
                    &Query::parse(typed),
                    wanted,
                    &Course::default(),
                ))
            },
            || {
                let score = |line: &String| fuzzy_matcher::FuzzyMatcher::fuzzy_match(&matcher, line, typed);
                black_box(lines.iter().filter_map(score).count());
            },
        );
        row(&format!("find `{typed}`, ranked"), ours, "`fuzzy-matcher` over the lines", theirs);
    }
}

/// These items, those of one year, and the same a year on.
fn checking(files: &[(String, String)]) {
    let before = files.iter().filter(|(_, text)| text.starts_with("year = 110"));
    let before = before.map(|(path, text)| {
        (format!("108-{path}"), text.replacen("year = 110", "year = 108", 1).replace("\"2021-", "\"2019-"))
    });
    let now = files.iter().filter(|(_, text)| !text.starts_with("year = 108")).cloned();
    let both: Vec<(String, String)> = now.chain(before).collect();
    let archive = archive(&both);
    for (strict, words) in [(false, "check"), (true, "check strictly")] {
        let (ours, theirs) = beside(
            7,
            || _ = black_box(annals::insight::check::check(&archive, strict)),
            || both.iter().for_each(|(_, text)| _ = black_box(text.parse::<toml::Table>())),
        );
        row(&format!("{words} two years of these items"), ours, "`toml` into a table", theirs);
    }
}

fn drawing() {
    let texts = annals::sample::texts().into_iter().map(|text| Text { locked: None, ..text });
    let keymap = Keymap::new(&config::read(None).expect("the defaults").keys).expect("the defaults");
    let mut app = App::new(Archive::read(texts.collect()), keymap, Lang::Zh);
    let theme = Theme::new(false, Colours::Ansi256, &signs::LINE);
    let area = Rect::new(0, 0, 120, 40);
    let mut screen = Screen::new(Counted(0));
    let mut shown: Vec<String> = Vec::new();
    let mut frame = |app: &mut App| {
        let layout = Layout::of(area, app);
        app.fit(layout.screen(), layout.room());
        let before = screen.output().0;
        let mut frame = Buffer::empty(area);
        ui::draw(&mut frame, app, &layout, &theme);
        screen::settle(&mut frame);
        let cells: Vec<String> = frame.content.iter().map(|cell| cell.symbol().to_string()).collect();
        screen.show(frame, None).expect("memory does not fail");
        let text: usize = cells.iter().map(String::len).sum();
        let changed = cells.iter().enumerate().filter(|(at, cell)| shown.get(*at) != Some(*cell));
        let new: usize = changed.map(|(_, cell)| cell.len()).sum();
        shown = cells;
        (screen.output().0 - before, text, new)
    };
    let (bytes, text, _) = frame(&mut app);
    println!(
        "| a full Chinese screen of 120×40 | {bytes} bytes | its text: {text} bytes | {:.2} |",
        bytes as f64 / text as f64
    );
    // Every record of the year. One with many metrics brings more text than one without.
    let (mut bytes, mut new) = (0, 0);
    let moves = app.view.items.len() - 1;
    for _ in 0..moves {
        app.handle(Event::Key(Key::char('j')));
        let (sent, _, text) = frame(&mut app);
        (bytes, new) = (bytes + sent, new + text);
    }
    println!(
        "| one row down, another record shown, on average | {} bytes | the text that is new: {} bytes | {:.2} |",
        bytes / moves,
        new / moves,
        bytes as f64 / new as f64
    );
}

/// A terminal that only counts.
struct Counted(usize);

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn archive(files: &[(String, String)]) -> Archive {
    let text = |(path, text): &(String, String)| Text { path: path.into(), text: Ok(text.clone()), locked: None };
    Archive::read(files.iter().map(text).collect())
}
