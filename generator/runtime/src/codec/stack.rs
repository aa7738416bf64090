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

use super::{
    Decode, MAX_DEPTH, Reader,
    error::{DecodeError, DecodeReason},
    record::{Fields, missing_fields},
};

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

/// The level to which a reader comes up again.
#[derive(Debug, Clone, Copy)]
pub(super) struct Level {
    depth: usize,
    stack: usize,
}

impl Reader<'_> {
    /// Goes one level down, which needs so much stack; the caller comes up again by [`leave`](Self::leave).
    pub(super) fn enter(&mut self, stack: usize) -> Result<Level, DecodeError> {
        self.progress.count()?;
        if self.depth == MAX_DEPTH {
            return Err(DecodeReason::Depth.into());
        }
        let level = Level {
            depth: self.depth,
            stack: self.stack,
        };
        self.take_stack(stack)?;
        self.depth += 1;
        Ok(level)
    }

    /// Comes up from a level.
    pub(super) fn leave(&mut self, level: Level) {
        self.depth = level.depth;
        self.stack = level.stack;
    }

    /// Reads a value that needs so much stack by itself, on the same level.
    pub(super) fn within_stack<T>(
        &mut self,
        stack: usize,
        read: impl FnOnce(&mut Self) -> Result<T, DecodeError>,
    ) -> Result<T, DecodeError> {
        let before = self.stack;
        self.take_stack(stack)?;
        let result = read(self);
        self.stack = before;
        result
    }

    /// Takes bytes of stack for what is read; `stack` is set back after it.
    pub(super) fn take_stack(&mut self, stack: usize) -> Result<(), DecodeError> {
        let left = self.stack.checked_sub(stack);
        self.stack = left.ok_or(DecodeReason::Stack)?;
        Ok(())
    }
}

/// Reads a value by [`Decode::decode_into`].
///
/// # Errors
/// When the value does not decode.
#[doc(hidden)]
pub fn decoded<T: Decode>(r: &mut Reader<'_>) -> Result<T, DecodeError> {
    let mut value = None;
    T::decode_into(r, &mut |read| value = Some(read))?;
    value.map_or_else(missing_fields, Ok)
}

/// Calls a function that is not inlined, so that its caller needs no stack for the variables of it.
#[doc(hidden)]
#[inline(never)]
pub fn apart<T>(call: impl FnOnce() -> T) -> T {
    call()
}
