//! One job done to many things by all cores, with the results in the order of the things.

use std::num::NonZero;
use std::sync::Mutex;
use std::sync::OnceLock;
use std::sync::PoisonError;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

/// What `job` makes of each of `things`. With few cores, or one thing, it is done here; a panic in one comes out here.
pub fn map<T: Send, R: Send>(things: Vec<T>, job: impl Fn(T) -> R + Sync) -> Vec<R> {
    map_with(things, || (), |(), thing| job(thing))
}

/// The same for a job that may fail: once one thing has failed, no other is begun.
///
/// # Errors
/// One of them failed.
pub fn try_map<T: Send, R: Send, E: Send>(things: Vec<T>, job: impl Fn(T) -> Result<R, E> + Sync) -> Result<Vec<R>, E> {
    let has_failed = AtomicBool::new(false);
    let one = |thing: T| {
        let made = (!has_failed.load(Relaxed)).then(|| job(thing))?;
        has_failed.fetch_or(made.is_err(), Relaxed);
        Some(made)
    };
    // Where one was not begun, there is one that failed.
    map(things, one).into_iter().flatten().collect()
}

/// The same with a desk to work at, which each core makes once and uses for one thing after the other.
pub fn map_with<T: Send, R: Send, D>(
    things: Vec<T>,
    desk: impl Fn() -> D + Sync,
    job: impl Fn(&mut D, T) -> R + Sync,
) -> Vec<R> {
    let cores = cores().min(things.len());
    if cores <= 1 {
        let mut desk = desk();
        return things.into_iter().map(|thing| job(&mut desk, thing)).collect();
    }
    let queue = Mutex::new(things.into_iter().enumerate());
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
    let work = || {
        let (mut done, mut desk) = (Vec::new(), desk());
        while let Some((at, thing)) = next() {
            done.push((at, job(&mut desk, thing)));
        }
        done
    };
    let mut done: Vec<(usize, R)> = thread::scope(|scope| {
        let others: Vec<_> = (1..cores).map(|_| scope.spawn(work)).collect();
        let own = work();
        let theirs =
            others.into_iter().flat_map(|other| other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        own.into_iter().chain(theirs).collect()
    });
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

/// How many cores there are. It is asked once: the system tells by a dozen calls, as it reads files for it.
fn cores() -> usize {
    static CORES: OnceLock<usize> = OnceLock::new();
    *CORES.get_or_init(|| thread::available_parallelism().map_or(1, NonZero::get))
}

/// Lets go of something by a thread that nobody waits for: to free what a million records are made of takes long.
pub fn let_go(thing: impl Send + 'static) {
    // Where the system has no thread to give, what was to be moved there is freed here.
    let _ = thread::Builder::new().name("free".to_string()).spawn(move || drop(thing));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_keep_the_order_of_the_things() {
        for count in [0, 1, 2, 7, 1000] {
            let doubled: Vec<usize> = (0..count).map(|n| 2 * n).collect();
            assert_eq!(map((0..count).collect(), |n: usize| 2 * n), doubled, "of {count}");
        }
    }

    #[test]
    fn nothing_is_begun_after_a_failure() {
        let begun = std::sync::atomic::AtomicUsize::new(0);
        let job = |n: usize| {
            begun.fetch_add(1, Relaxed);
            if n == 3 { Err(n) } else { Ok(n) }
        };
        assert_eq!(try_map((0..100_000).collect(), job), Err(3));
        assert!(begun.load(Relaxed) < 100_000, "all went on");
        assert_eq!(try_map(vec![1, 2, 4], job), Ok(vec![1, 2, 4]));
    }

    #[test]
    #[should_panic(expected = "three")]
    fn a_panic_comes_out() {
        map((0..100).collect(), |n: usize| assert!(n != 3, "three"));
    }
}
