//! How much memory a value may need: a short JSON text can be a large value.
//!
//! ```text
//! [{},{},{}]      2 bytes of text for a record of a hundred optional fields, which has 4 KiB
//! [[],[],[]]      3 bytes of text for a list of 32 bytes
//! ```
//!
//! So a reader counts the sizes of the items of lists, of the members of maps, and of boxes, and what
//! the allocator adds to them, while it reads them, and stops at a limit. The bytes of strings are no
//! more than the text, and are not counted. The sizes are known to the compiler, so counting costs a
//! subtraction.

use super::{
    error::DecodeReason,
    value::{Map, Value},
};

/// How many bytes a value may still need.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Memory {
    left: usize,
    limit: usize,
}

impl Memory {
    /// All that there is.
    pub(super) const UNLIMITED: Self = Self::of(usize::MAX);

    /// So many bytes.
    pub(crate) const fn of(limit: usize) -> Self {
        Self { left: limit, limit }
    }

    /// As many bytes as there were at first, for another value.
    pub(crate) fn anew(self) -> Self {
        Self::of(self.limit)
    }

    /// Counts the memory for a part of a value.
    #[inline]
    pub(crate) fn take(&mut self, bytes: usize) -> Result<(), DecodeReason> {
        match self.left.checked_sub(bytes) {
            Some(left) => self.left = left,
            None => return Err(DecodeReason::Memory(self.limit)),
        }
        Ok(())
    }
}

/// How many values were in the last array and the last object of free-form JSON: the next one probably has as many.
#[derive(Debug, Default)]
pub(super) struct TreeLengths {
    pub(super) array: usize,
    pub(super) object: usize,
}

/// What the allocator adds to each part.
const ALLOCATION: usize = 16;

/// A list, without its items.
pub(super) const LIST: usize = ALLOCATION;

/// A map, without its members: its table, which has room for three.
pub(super) const MAP: usize = 4 * ALLOCATION;

/// A member of a map: its value, its key, and what the map needs to find it.
pub(super) const fn member<T>() -> usize {
    size_of::<T>() + size_of::<String>() + 2 * size_of::<usize>() + 2 * ALLOCATION
}

/// A member of an object of a tree; the first one comes with the object.
pub(crate) const fn object_member(is_first: bool) -> usize {
    let object = if is_first {
        MAP + boxed::<Map<Value>>()
    } else {
        0
    };
    object + member::<Value>()
}

/// A value in a box.
pub(super) const fn boxed<T>() -> usize {
    size_of::<T>() + ALLOCATION
}
