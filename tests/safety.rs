//! Nothing let in: whatever files, names, arguments and the environment hold, a terminal sees only our own sequences and
//! safe text; hostile and odd files are told of and stop nothing else; nothing outside the archive is written or run.

#[path = "keys/desk.rs"]
#[allow(dead_code, reason = "the tests of the keys use the rest")]
mod desk;
mod pty;
mod safety {
    mod commands;
    mod editor;
    mod exports;
    mod hostile;
    pub mod nasty;
    mod outside;
    mod screens;
    pub mod vt;
}

use safety::nasty;
use safety::vt;
