//! Values inside values: what a reader does on the way down and up, and how a large value is read with little stack.

use super::{
    Decode, Policy, Reader,
    error::DecodeError,
    memory::{self, Memory},
    record::missing_fields,
    stack::{self, Level},
};

impl Reader<'_> {
    /// Goes one level down, which needs so much stack. The caller sets `level` to the result to come up again.
    pub(super) fn enter(&mut self, stack: usize) -> Result<Level, DecodeError> {
        let before = self.level;
        self.level = before.below(stack)?;
        Ok(before)
    }

    /// Counts the memory for a part of a value.
    #[inline]
    pub(super) fn count_memory(&mut self, bytes: usize) -> Result<(), DecodeError> {
        Ok(self.memory.take(bytes)?)
    }

    /// Reads a value and wraps it: into the variant of a union, say.
    ///
    /// # Errors
    /// When the value does not decode.
    pub fn wrapped<T: Decode, U>(&mut self, wrap: fn(T) -> U) -> Result<U, DecodeError> {
        self.within_stack(stack::wrapped::<U>(), |r| T::decode(r).map(wrap))
    }

    /// Reads a list of such items.
    pub(super) fn list_of<T: Decode>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        let pending = self.begin::<Vec<T>>()?;
        let read = self.within_stack(stack::items::<T>(), read);
        self.end(pending, read)
    }

    /// Reads a list of items that are small.
    #[inline(always)]
    pub(super) fn scalars<T: Decode>(
        &mut self,
        read: impl Fn(&mut Self) -> Result<T, DecodeError>,
    ) -> Result<Vec<T>, DecodeError> {
        let mut items = Vec::new();
        self.list_of::<T>(|r| {
            r.each_item(|r| {
                r.count_memory(memory::item::<T>(items.len()))?;
                items.push(read(r)?);
                Ok(())
            })
        })?;
        Ok(items)
    }

    /// Reads a value that needs so much stack by itself, on the same level.
    pub(super) fn within_stack<T>(
        &mut self,
        stack: usize,
        read: impl FnOnce(&mut Self) -> Result<T, DecodeError>,
    ) -> Result<T, DecodeError> {
        let before = self.level;
        self.level = before.without(stack)?;
        let result = read(self);
        self.level = before;
        result
    }
}

/// As [`from_json`](super::from_json), for a value that may need so many bytes of memory.
///
/// # Errors
/// When the string is not JSON, or not a `T`, or the value needs more.
pub(crate) fn from_json_within<T: Decode>(
    json: &[u8],
    policy: Policy,
    memory: usize,
) -> Result<T, DecodeError> {
    from_json_counted(json, policy, &mut Memory::of(memory))
}

/// The same, within what others have left.
pub(crate) fn from_json_counted<T: Decode>(
    json: &[u8],
    policy: Policy,
    memory: &mut Memory,
) -> Result<T, DecodeError> {
    let mut reader = Reader::json(json, policy)?;
    reader.memory = *memory;
    let value = T::decode(&mut reader)?;
    reader.finish()?;
    *memory = reader.memory;
    Ok(value)
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
