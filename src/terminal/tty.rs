//! The terminal as standard input and output where these lead elsewhere, as in `id=$(annals --pick)`.

use std::io;
use std::io::IsTerminal;
use std::os::fd::OwnedFd;

use rustix::fs::Mode;
use rustix::fs::OFlags;

/// Standard output as it was; dropping this puts it back.
#[derive(Debug)]
pub struct Lent(Option<OwnedFd>);

/// Makes standard input and output the terminal for as long as what is returned lives.
///
/// # Errors
/// There is no terminal, or the system refuses.
pub fn take() -> io::Result<Lent> {
    if !io::stdin().is_terminal() {
        rustix::stdio::dup2_stdin(controlling()?)?;
    }
    if io::stdout().is_terminal() {
        return Ok(Lent(None));
    }
    let own = rustix::io::fcntl_dupfd_cloexec(io::stdout(), 0)?;
    // Standard error is the same terminal where it is one, and can be had also where /dev/tty cannot.
    match io::stderr().is_terminal() {
        true => rustix::stdio::dup2_stdout(io::stderr())?,
        false => rustix::stdio::dup2_stdout(controlling()?)?,
    }
    Ok(Lent(Some(own)))
}

fn controlling() -> io::Result<OwnedFd> {
    Ok(rustix::fs::open("/dev/tty", OFlags::RDWR | OFlags::CLOEXEC, Mode::empty())?)
}

impl Drop for Lent {
    fn drop(&mut self) {
        if let Some(own) = &self.0 {
            // Should it not go back, what is printed next is seen on the terminal instead.
            let _ = rustix::stdio::dup2_stdout(own);
        }
    }
}
