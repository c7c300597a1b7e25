//! What a file has beside its bytes, carried over to its next version: owner, group, permissions, extended attributes, and
//! with them the access list.

use std::fs::File;

use rustix::fs::Gid;
use rustix::fs::Mode;
use rustix::fs::Stat;
use rustix::fs::Uid;

use crate::store::disk::save::InPlace;

/// Gives `new` all that `old` (with this `stat`) has, or says what it cannot have. Nothing may be written to `new` before:
/// until it has its owner, only we should be able to read it.
pub(super) fn copy(old: &File, stat: &Stat, new: &File) -> Result<(), InPlace> {
    let made = rustix::fs::fstat(new).map_err(|_| InPlace::Owner)?;
    // Only what differs is asked for: a member of the file's group may set the group but not the owner, even to the same.
    let owner = (made.st_uid != stat.st_uid).then(|| Uid::from_raw(stat.st_uid));
    let group = (made.st_gid != stat.st_gid).then(|| Gid::from_raw(stat.st_gid));
    if owner.is_some() || group.is_some() {
        rustix::fs::fchown(new, owner, group).map_err(|_| InPlace::Owner)?;
    }
    // After the owner, as a change of owner clears the set-user-id bits.
    rustix::fs::fchmod(new, Mode::from_raw_mode(stat.st_mode)).map_err(|_| InPlace::Attributes)?;
    copy_extended(old, new).map_err(|_| InPlace::Attributes)?;
    // The system drops some bits without a word (set-group-id for a group one is not in).
    let made = rustix::fs::fstat(new).map_err(|_| InPlace::Attributes)?;
    if made.st_mode == stat.st_mode { Ok(()) } else { Err(InPlace::Attributes) }
}

/// Makes the extended attributes of `new` those of `old`. The access list is one of them on Linux.
#[cfg(target_os = "linux")]
fn copy_extended(old: &File, new: &File) -> Result<(), rustix::io::Errno> {
    use rustix::fs::XattrFlags;

    let wanted = names(old)?;
    for name in names(new)?.iter().filter(|name| !wanted.contains(name)) {
        // The folder gave the new file an access list of its own.
        rustix::fs::fremovexattr(new, name.as_slice())?;
    }
    for name in &wanted {
        // Signatures over the content: the old ones would be wrong, and the kernel makes new ones.
        if matches!(name.as_slice(), b"security.ima" | b"security.evm") {
            continue;
        }
        let value = value(old, name)?;
        // A label the new file has already (SELinux gives it by folder) may not be ours to set.
        if self::value(new, name).is_ok_and(|present| present == value) {
            continue;
        }
        rustix::fs::fsetxattr(new, name.as_slice(), &value, XattrFlags::empty())?;
    }
    Ok(())
}

/// Elsewhere only owner and permissions are carried over.
#[cfg(not(target_os = "linux"))]
fn copy_extended(_old: &File, _new: &File) -> Result<(), rustix::io::Errno> {
    Ok(())
}

/// The names of a file's extended attributes; none where the file system has none.
#[cfg(target_os = "linux")]
fn names(file: &File) -> Result<Vec<Vec<u8>>, rustix::io::Errno> {
    use rustix::io::Errno;

    let size = match rustix::fs::flistxattr_query(file) {
        Err(Errno::NOTSUP | Errno::NOSYS) => return Ok(Vec::new()),
        other => other?,
    };
    let mut list = vec![0; size];
    let size = rustix::fs::flistxattr(file, list.as_mut_slice())?;
    list.truncate(size);
    Ok(list.split(|byte| *byte == 0).filter(|name| !name.is_empty()).map(<[u8]>::to_vec).collect())
}

#[cfg(target_os = "linux")]
fn value(file: &File, name: &[u8]) -> Result<Vec<u8>, rustix::io::Errno> {
    let mut value = vec![0; rustix::fs::fgetxattr_query(file, name)?];
    let size = rustix::fs::fgetxattr(file, name, value.as_mut_slice())?;
    value.truncate(size);
    Ok(value)
}
