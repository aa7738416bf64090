//! What goes wrong while encoding, with the place as a JSON Pointer ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901)).

use std::fmt;

use super::display::{prepend, write_pointer};

/// A value could not be encoded: where, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncodeError {
    pointer: String,
    reason: EncodeReason,
}

/// Why a value could not be encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EncodeReason {
    /// NaN or an infinity, which JSON cannot write ([RFC 8259, section 6](https://www.rfc-editor.org/rfc/rfc8259#section-6)).
    #[error("not a finite number")]
    NotFinite,
    /// The value nests deeper than [`MAX_DEPTH`](super::MAX_DEPTH).
    #[error("nested deeper than {} levels", super::MAX_DEPTH)]
    Depth,
    /// The payload of a tagged union is not an object, so there is no place for the tag.
    #[error("the variant of a tagged union is not an object")]
    TagOutsideObject,
    /// The members of an `anyOf` are all unset, or are not all objects.
    #[error("the members of an `anyOf` have no common form")]
    Unmergeable,
    /// A member that the document requires in bodies of this direction (`readOnly`, `writeOnly`) is not set.
    #[error("required, but not set")]
    Missing,
    /// A value that the enum or union does not list, in a request. Responses may have it.
    #[error("the document does not list this value")]
    Unlisted,
    /// A key of a nested object holds a bracket, which forms use to nest.
    #[error("a key with a bracket has no form inside of brackets")]
    Bracket,
    /// An empty key of a nested object: `a[]` is an item of a list.
    #[error("an empty key has no form inside of brackets")]
    EmptyKey,
    /// Something in a list for which a form writes nothing, so that the items after it would move.
    #[error("a list cannot contain null, an empty list or an empty object here")]
    Gap,
    /// An object that is written as a list is.
    #[error("an object whose keys count from 0 would be read as a list")]
    CountedKeys,
    /// An item of a list contains the character that separates items, and nothing encodes it.
    #[error("an item contains the character that separates items")]
    Separator,
    /// A name of a part holds an escape of a quote or a line break, and would be read as that.
    #[error("a name with `%22`, `%0D` or `%0A` has no form in multipart/form-data")]
    Escape,
    /// A time before the year 0 or after 9999, which RFC 3339 cannot write (section 1).
    #[error("a time outside of the years 0 to 9999")]
    Year,
}

impl EncodeError {
    pub(crate) fn new(reason: EncodeReason) -> Self {
        Self {
            pointer: String::new(),
            reason,
        }
    }

    pub(crate) fn prepend(&mut self, key: &str) {
        prepend(&mut self.pointer, key);
    }

    /// The place, as a JSON Pointer from the encoded value; empty for the value itself.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// Why the value at the place cannot be written.
    #[must_use]
    pub fn reason(&self) -> EncodeReason {
        self.reason
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_pointer(f, &self.pointer)?;
        write!(f, "{}", self.reason)
    }
}

impl std::error::Error for EncodeError {}
