//! The commands that look, by the real program: what each prints in every form, and how it ends.

mod console;

use std::path::Path;

fn check(name: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/look");
    console::check(&folder.join(name).with_extension("md"), &folder.join("data"), console::in_a_pipe);
}

#[test]
fn find() {
    check("find");
}

#[test]
fn list() {
    check("list");
}

#[test]
fn show() {
    check("show");
}

#[test]
fn series() {
    check("series");
}

#[test]
fn diff() {
    check("diff");
}

#[test]
fn config() {
    check("config");
}

#[test]
fn init() {
    check("init");
}

#[test]
fn shell() {
    check("shell");
}

#[test]
fn write() {
    check("write");
}
