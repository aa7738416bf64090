//! How much memory a value may need: a short JSON text can be a large value.
//!
//! ```text
//! [{},{},{}]      2 bytes of text for a record of a hundred optional fields, which has 4 KiB
//! [[],[],[]]      3 bytes of text for a list of 32 bytes
//! ```
//!
//! So a reader counts the sizes of the items of lists, of the members of maps, and of boxes, and what
//! the allocator adds to them, while it reads them, and stops at a limit. A string counts as what a short
//! one needs: the bytes of long ones are no more than the text. The sizes are known to the compiler, so
//! counting costs a subtraction.

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

/// An item behind so many others. The first one comes with room for three more.
pub(super) const fn item<T>(before: usize) -> usize {
    match before {
        0 => 4 * size_of::<T>(),
        1..4 => 0,
        _ => size_of::<T>(),
    }
}

/// A string, or a number that is kept as one.
pub(crate) const fn text(text: &str) -> usize {
    if text.is_empty() { 0 } else { 2 * ALLOCATION }
}

/// A map, without its members: its table, which has room for three.
pub(super) const MAP: usize = 4 * ALLOCATION;

/// A map that grows at its first member, to so many of them.
pub(super) const fn map_of<T>(members: usize) -> usize {
    let entry = size_of::<T>() + size_of::<String>() + size_of::<usize>();
    MAP + (members - 1) * entry
}

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::{Decode, Number, Policy, from_json_counted};

    /// How many bytes were counted for a list of eight of these.
    fn counted<T: Decode>(item: &str) -> usize {
        let json = format!("[{}]", [item; 8].join(","));
        let mut memory = Memory::of(1 << 20);
        let read: Result<Vec<T>, _> =
            from_json_counted(json.as_bytes(), Policy::Strict, &mut memory);
        assert!(read.is_ok(), "{json}");
        (1 << 20) - LIST - memory.left
    }

    #[test]
    fn what_the_allocator_gives_is_counted() {
        // No allocation is smaller than 32 bytes.
        assert_eq!(counted::<String>("\"a\""), 8 * (size_of::<String>() + 32));
        assert_eq!(counted::<String>("\"\""), 8 * size_of::<String>());
        assert_eq!(counted::<Value>("\"a\""), 8 * (size_of::<Value>() + 32));
        // A number has room for as many characters as most need.
        assert_eq!(counted::<Number>("0.5"), 8 * size_of::<Number>());
        let digits = "0.12345678901234567890123";
        assert_eq!(counted::<Number>(digits), 8 * (size_of::<Number>() + 32));
        // A list has room for four, and a map for three.
        let list = size_of::<Vec<u64>>() + LIST + 4 * size_of::<u64>();
        assert_eq!(counted::<Vec<u64>>("[1]"), 8 * list);
        let entry = size_of::<String>() + 2 * size_of::<u64>();
        let map = size_of::<Map<u64>>() + MAP + 3 * entry + 8 + 32;
        assert_eq!(counted::<Map<u64>>(r#"{"a":1}"#), 8 * map);
    }
}
