//! How much stack a value may need: decoding accepts no value that overflows the stack later.
//!
//! A value that contains itself is read, written, printed, cloned, compared, checked and dropped by functions that call
//! themselves once per level. A stack overflow ends the process, and cannot be caught. The number of levels is no bound: a level
//! of a record with a hundred members needs twenty times the stack of a small one. So each level counts as many bytes as the
//! worst of these uses needs for it, in a build without optimization, and a value that needs more than [`MAX_STACK`] is rejected:
//!
//! ```text
//! {"child":{"child":{}}}      // 3 × record(size of Node, fields of Node)
//! {"items":[{"items":[]}]}    // 2 × record(…) + 2 × LIST
//! ```
//!
//! The test `stack` of the repository measures each use at the deepest value that is accepted, on a thread of 512 KiB. What is
//! left of it is for the functions that call these ones. Values that are built by hand are not counted.

use super::{MAX_DEPTH, MAX_STACK, error::DecodeReason};

/// A list, or an array of free-form JSON.
pub(super) const LIST: usize = 1536;

/// A map, or an object of free-form JSON.
pub(super) const MAP: usize = 5 << 9;

/// A field whose value may be kept as free-form JSON instead.
pub(super) const KEPT: usize = 1536;

/// A record with so many slots, which have this size together: a table of the slots, and the values two or three times; more often what is beyond 3 KiB,
/// because the rest is not covered by the room that is left for small records.
pub(super) fn record(count: usize, size: usize) -> usize {
    2048 + (3 * size).max(2 * size + 80 * count) + 3 * size.saturating_sub(3 << 10)
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

/// How deep a reader is, and how many bytes of stack what is inside may need.
#[derive(Debug, Clone, Copy)]
pub(super) struct Level {
    pub(super) depth: usize,
    stack: usize,
}

impl Level {
    /// The outermost value.
    pub(super) const OUTERMOST: Self = Self {
        depth: 0,
        stack: MAX_STACK,
    };

    /// The level of what is inside an array or object that needs so much stack.
    pub(super) fn below(self, stack: usize) -> Result<Self, DecodeReason> {
        if self.depth == MAX_DEPTH {
            return Err(DecodeReason::Depth);
        }
        let depth = self.depth + 1;
        Ok(Self {
            depth,
            ..self.without(stack)?
        })
    }

    /// The same level, for what is inside a value that needs so much stack by itself.
    pub(super) fn without(self, stack: usize) -> Result<Self, DecodeReason> {
        match self.stack.checked_sub(stack) {
            Some(stack) => Ok(Self { stack, ..self }),
            None => Err(DecodeReason::Stack),
        }
    }
}
