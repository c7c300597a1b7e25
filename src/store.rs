//! Text that holds records: what it says, how it is changed, how it reaches the disk and back.

pub mod span;

pub mod shared;

pub mod source;

pub mod splice;

pub mod tree;

pub mod value;

pub mod shape;

pub mod record;

pub mod plain;

pub mod records;

pub mod head;
pub mod known;

pub mod unreadable;

pub mod problem;

pub mod about;

pub mod schema;

pub mod flaws;

pub mod file;

pub mod parallel;

pub mod link;

pub mod archive;

pub mod ordered;

pub mod follow;

pub mod address;

pub mod edit;

pub mod typed;

pub mod fresh;

pub mod list;

pub mod verify;

pub mod apply;

pub mod merge;

pub mod review;

pub mod new_year;
pub mod numbers;

pub mod disk;

pub mod draft;

pub mod watch;
