//! The targets of tests/fuzz/, for the binaries in fuzz_targets/.

#[path = "../../tests/keys/desk.rs"]
#[allow(dead_code, reason = "the desk of tests/keys.rs offers more")]
mod desk;
#[path = "../../tests/judge/mod.rs"]
mod judge;
#[path = "../../tests/keys/rules.rs"]
mod rules;
#[path = "../../tests/fuzz/targets.rs"]
pub mod targets;
