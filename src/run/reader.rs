//! Reading what the first screen left out: by all cores, each file an event as soon as it is read.

use crate::app::event::Event;
use crate::app::reading::Arrived;
use crate::app::reading::Intake;
use crate::app::reading::Request;
use crate::run::first;
use crate::store::disk;
use crate::store::file::File;
use crate::store::parallel;
use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::thread;

/// What is to be read.
#[derive(Clone, Debug)]
pub(super) struct Order {
    /// The archive's real folder.
    pub(super) root: PathBuf,
    /// Whether nothing may be written.
    pub(super) read_only: bool,
    /// The files, each with its number in the archive.
    pub(super) files: Vec<(usize, disk::Listed)>,
}

/// Begins to read, and tells of every file, of every hundredth of their bytes, and of the end.
pub(super) fn begin(order: Order, request: Request, sender: &Sender<Event>) {
    let (tell, sender, end) = (sender.clone(), sender.clone(), sender.clone());
    // A program that has ended hears of nothing, and need not.
    request.signal.tell_by(move |_| _ = tell.send(Event::Progress));
    let job = move || {
        read(order, &request, &|arrived| _ = sender.send(Event::Read(vec![arrived])));
        let _ = sender.send(Event::ReadEnd);
    };
    if thread::Builder::new().name("read".to_string()).spawn(job).is_err() {
        // The system has no thread to give: the files stay unread, which the screen tells.
        let _ = end.send(Event::ReadEnd);
    }
}

fn read(order: Order, request: &Request, tell: &(dyn Fn(Arrived) + Sync)) {
    let Order { root, read_only, files } = order;
    let bytes = |file: &disk::Listed| usize::try_from(file.bytes).unwrap_or(0);
    request.signal.expect(files.iter().map(|(_, file)| bytes(file)).sum());
    parallel::map_with(files, Intake::default, |intake, (number, file)| {
        // Of what is no longer wanted, nothing more is begun.
        if request.signal.step(0).is_err() {
            return;
        }
        let bytes = bytes(&file);
        let text = first::text(disk::load(&root, file), read_only);
        let file = File::read(text, request.calendar);
        tell(intake.arrived(number, file, request));
        let _ = request.signal.step(bytes);
    });
}
