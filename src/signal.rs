//! How far a long job is, and whether it is still wanted: shared by whoever does it and whoever waits for it.

use std::fmt;
use std::sync::Arc;
use std::sync::OnceLock;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;

/// The job and whoever waits for it hold clones of one signal. A job that nobody waits for has one of its own, which
/// costs it nothing.
#[derive(Clone, Default)]
pub struct Signal(Arc<Shared>);

#[derive(Default)]
struct Shared {
    cancelled: AtomicBool,
    done: AtomicUsize,
    total: AtomicUsize,
    /// The hundredth that was last told of.
    told: AtomicUsize,
    tell: OnceLock<Box<dyn Fn(usize) + Send + Sync>>,
}

/// The job is no longer wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancelled;

impl Signal {
    /// What to call with every hundredth that is done, by its number, from the threads that do it. Only the first that is
    /// given counts.
    pub fn tell_by(&self, tell: impl Fn(usize) + Send + Sync + 'static) {
        let _ = self.0.tell.set(Box::new(tell));
    }

    /// Tells the job that it is no longer wanted; it ends at its next step.
    pub fn cancel(&self) {
        self.0.cancelled.store(true, Relaxed);
    }

    /// There is so much more to do. Said as soon as it is known, so that what is left does not grow.
    pub fn expect(&self, more: usize) {
        self.0.total.fetch_add(more, Relaxed);
    }

    /// So much more is done.
    ///
    /// # Errors
    /// The job is no longer wanted.
    pub fn step(&self, more: usize) -> Result<(), Cancelled> {
        self.0.done.fetch_add(more, Relaxed);
        let hundredth = self.hundredths().unwrap_or(0);
        if self.0.told.fetch_max(hundredth, Relaxed) < hundredth
            && let Some(tell) = self.0.tell.get()
        {
            tell(hundredth);
        }
        if self.0.cancelled.load(Relaxed) { Err(Cancelled) } else { Ok(()) }
    }

    /// How many hundredths are done; none where nobody has said how much there is to do.
    pub fn hundredths(&self) -> Option<usize> {
        let (done, total) = (self.0.done.load(Relaxed), self.0.total.load(Relaxed));
        (done.min(total) * 100).checked_div(total)
    }
}

/// Two are the same where one hears what is said to the other.
impl PartialEq for Signal {
    fn eq(&self, other: &Signal) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Signal {}

impl fmt::Debug for Signal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Signal").field(&self.hundredths()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_hundredth_is_told_once() {
        let (signal, told) = (Signal::default(), Arc::new(AtomicUsize::new(0)));
        let count = told.clone();
        signal.tell_by(move |_| _ = count.fetch_add(1, Relaxed));
        assert_eq!((signal.step(1), signal.hundredths()), (Ok(()), None), "nobody knows of how many");
        signal.expect(5000);
        (1..5000).for_each(|_| assert_eq!(signal.step(1), Ok(())));
        assert_eq!((signal.hundredths(), told.load(Relaxed)), (Some(100), 100));
        signal.cancel();
        assert_eq!((signal.step(1), signal.hundredths()), (Err(Cancelled), Some(100)));
    }
}
