//! How much stack a value may need: decoding accepts no value that overflows the stack later.
//!
//! A value that contains itself is read, written, printed, cloned, compared, checked and dropped by functions that call
//! themselves once per level. A stack overflow ends the process, and cannot be caught. The number of levels is no bound: a level
//! of a record with a hundred members needs twenty times the stack of a small one. So each level counts as many bytes as the
//! worst of these uses needs for it, in a build without optimization, and a value that needs more than [`BUDGET`] is rejected:
//!
//! ```text
//! {"child":{"child":{}}}      // 3 × record(size of Node, fields of Node)
//! {"items":[{"items":[]}]}    // 2 × record(…) + 2 × LIST
//! ```
//!
//! The test `stack` of the repository measures each use at the deepest value that is accepted, on a thread of 512 KiB. What is
//! left of it is for the functions that call these ones. Values that are built by hand are not counted.

use super::record::Fields;

/// How many bytes of stack a value may need.
pub(super) const BUDGET: usize = 384 << 10;

/// A list, or an array of free-form JSON.
pub(super) const LIST: usize = 1536;

/// A map, or an object of free-form JSON.
pub(super) const MAP: usize = 5 << 9;

/// An object that is read into these slots: a table of the slots, and the values twice.
pub(super) fn object(fields: &Fields<'_, '_>) -> usize {
    if fields.is_empty() {
        return MAP;
    }
    let sizes = fields.iter().map(|(_, slot)| size_of_val(&**slot));
    let size: usize = sizes.sum();
    2048 + (3 * size).max(2 * size + 80 * fields.len())
}

/// The items of a list or map: a clone copies each of them several times.
pub(super) const fn items<T>() -> usize {
    2 * size_of::<T>()
}

/// A union with a tag, or a newtype.
pub(super) const fn wrapped<U>() -> usize {
    1024 + 4 * size_of::<U>()
}

/// A union without a tag, whose variants are tried.
pub(super) const fn trial<U>() -> usize {
    4096 + 10 * size_of::<U>()
}
