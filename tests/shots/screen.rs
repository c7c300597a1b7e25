//! The same on the screen: an edit is typed, taken over and saved while a call fails; then the program is killed.

use crate::pty;
use crate::pty::Pty;
use crate::shots::Fault;
use crate::shots::House;
use crate::shots::OLD;
use crate::shots::Shot;
use crate::shots::annals;
use crate::shots::count;
use crate::shots::new;
use annals::run::desk::Desk;
use std::fs;
use std::time::Duration;
use std::time::Instant;

/// Keys closer to one another than a hand types are a rush to the program, and answer no question.
const HAND: Duration = Duration::from_millis(15);

/// What is typed, what shows that it was taken (one of these), and what shows that it was not.
const STEPS: &[(&str, &[&str], &[&str])] = &[
    ("", &["市有宿舍"], &["BROWSE"]),
    ("3e", &["EDIT"], &["BROWSE  !"]),
    ("\x15", &["EDIT"], &[]),
    ("4300", &["4300"], &[]),
    // Without a draft it can be saved all the same.
    ("\r", &["unsaved", "No draft can be kept"], &["EDIT  !"]),
    // From here on it is edited.
    ("s", &["To be saved"], &[]),
    ("\r", &["Saved 1", "not saved", "did not confirm"], &[]),
];

const FAULTS: &[Fault] = &[Fault::Error("EIO"), Fault::Error("ENOSPC"), Fault::Kill];

/// The step of those above that stands on the edit.
const EDITED: usize = 5;

pub fn every_call() {
    let house = House::new();
    let log = house.path().join("calls");
    let mut options: Vec<String> =
        ["-f", "-y", "-qq", "-e", "signal=none", "-e", "trace=%file,%desc", "-o"].map(str::to_string).to_vec();
    options.push(log.display().to_string());
    let seen = session(&house, &options);
    assert!(seen.said_saved && house.read("110/x.toml") == new("4_300"), "{seen:?}");
    let mut calls = count(&fs::read_to_string(log).unwrap(), "drafts");
    // What is written to the terminal differs from run to run, and so do the numbers of the journal's writes among them: a
    // few before the first are tried, too.
    calls.values_mut().for_each(|(before, _)| *before = before.saturating_sub(2));
    let mut shots = crate::shots::shots(&calls, FAULTS);
    // strace does not make the call that it fails. Linux closes a file whatever it says of that; one that stays open, as the
    // pipe that ends a thread or the lock, is no fault that there is.
    shots.retain(|shot| shot.call != "close" || shot.fault == Fault::Kill);
    crate::shots::all("the screen", &shots, fire);
}

fn fire(shot: &Shot) -> Result<&'static str, String> {
    let house = House::new();
    let seen = session(&house, &shot.options());
    let text = house.read("110/x.toml");
    let told = || format!("{seen:?}\n{text}");
    let (is_old, is_new) = (text == OLD, text == new("4_300"));
    if !is_old && !is_new {
        return Err(format!("a third state\n{}", told()));
    }
    if seen.said_saved && is_old {
        return Err(format!("it says that it is saved\n{}", told()));
    }
    if seen.said_failed && is_new {
        return Err(format!("it says that it is not saved\n{}", told()));
    }
    // The next start.
    let state = house.path().join(".local/state/annals");
    let (desk, opening) = Desk::open(&house.archive(), Some(&state), false).map_err(|error| error.to_string())?;
    let offered = opening.recovered.map(|found| found.files).unwrap_or_default();
    let offers = offered.iter().any(|(_, base, mine)| base == OLD && *mine == new("4_300"));
    if is_old && seen.edited && !seen.said_no_draft && !offers {
        return Err(format!("what was edited is lost: {offered:?}\n{}", told()));
    }
    if is_new && !offered.is_empty() {
        return Err(format!("what is saved is offered: {offered:?}\n{}", told()));
    }
    desk.finish().map_err(|error| error.to_string())?;
    let litter = house.litter();
    if !litter.is_empty() {
        return Err(format!("left behind: {litter:?}\n{}", told()));
    }
    Ok(match (seen.said_saved, seen.said_failed, is_new) {
        (true, ..) => "saved",
        (_, true, _) => "refused, in the draft",
        (_, _, true) => "gone, new",
        _ if offers => "gone, in the draft",
        _ => "gone before it was edited",
    })
}

/// What the screen showed.
#[derive(Debug, Default)]
struct Seen {
    edited: bool,
    said_saved: bool,
    said_failed: bool,
    said_no_draft: bool,
    last: String,
}

/// Types the edit and the save under strace with these options, until the outcome shows or the program is gone; then kills
/// it, as a crash would.
fn session(house: &House, options: &[String]) -> Seen {
    let annals = annals();
    let mut args: Vec<&str> = options.iter().map(String::as_str).collect();
    args.extend([annals.to_str().unwrap(), "archive"]);
    let mut pty = pty::spawn(24, 100, pty::command(house.path(), "strace", &args));
    let mut seen = Seen::default();
    for (at, (keys, wanted, refused)) in STEPS.iter().enumerate() {
        seen.edited |= at == EDITED;
        if !keys.is_empty() {
            // What showed answers the keys before; behind it comes a pause as a hand makes it.
            std::thread::sleep(HAND);
            pty.send(keys);
        }
        if !shows(&mut pty, wanted, refused, &mut seen) {
            break;
        }
    }
    kill(&pty);
    let _ = pty.wait_exit();
    seen.last = pty.contents();
    seen
}

/// Waits until one of the wanted texts shows; false if it is refused or the program ended, or nothing came for a long while.
fn shows(pty: &mut Pty, wanted: &[&str], refused: &[&str], seen: &mut Seen) -> bool {
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(5) {
        let screen = pty.contents();
        seen.said_no_draft |= screen.contains("No draft can be kept");
        seen.said_saved |= screen.contains("Saved 1");
        seen.said_failed |= screen.contains("not saved");
        if wanted.iter().any(|wanted| screen.contains(wanted)) {
            return true;
        }
        if refused.iter().any(|refused| screen.contains(refused)) || pty.has_ended() {
            return false;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    false
}

/// Kills the program, not only strace, which would let it go on.
fn kill(pty: &Pty) {
    let group = rustix::process::Pid::from_raw(i32::try_from(pty.pid()).unwrap()).unwrap();
    let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
}
