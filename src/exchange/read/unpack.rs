//! What is in a workbook's ZIP, unpacked no further than it may.

use crate::exchange::read::ReadError;
use std::io;
use std::io::Cursor;
use std::io::Read;
use zip::ZipArchive;

/// The files of a ZIP.
pub(super) type Zip<'b> = ZipArchive<Cursor<&'b [u8]>>;

/// Opens it, if its files have no more bytes than `most`. Each is unpacked once into nothing: what a ZIP says of sizes may
/// be a lie.
pub(super) fn open<'b>(bytes: &'b [u8], format: &'static str, most: u64) -> Result<Zip<'b>, ReadError> {
    let broken = |error: &dyn std::fmt::Display| ReadError::Book(format, error.to_string());
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let mut left = most;
    for at in 0..zip.len() {
        let file = zip.by_index(at).map_err(|error| broken(&error))?;
        let unpacked = io::copy(&mut file.take(left + 1), &mut io::sink()).map_err(|error| broken(&error))?;
        left = left.checked_sub(unpacked).ok_or(ReadError::Unpacked(most))?;
    }
    Ok(zip)
}
