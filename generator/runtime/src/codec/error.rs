//! What goes wrong while decoding, with the place as a JSON Pointer ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901)) and texts that are
//! safe to print.

use std::fmt;

use super::display::{prepend, write_pointer};
use super::listed::Listed;
use super::tried::{TriedVariant, write_tried};
use crate::untrusted::{EscapedText, is_secret_name};

/// A value could not be decoded: where, and why.
///
/// A record reports all of its missing fields at once: the first is this error, the rest are its
/// [`others`](Self::others). `Display` prints every one of them, as in `/export_tasks/3/status:
/// expected a string, found a number`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodeError(pub(super) Box<Detail>);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Detail {
    pub(super) pointer: String,
    pub(super) reason: DecodeReason,
    pub(super) others: Vec<DecodeError>,
}

/// Why a value could not be decoded.
///
/// Texts that come from the input are quoted, escaped and cut when the reason is made, so printing
/// one is safe. Of a value in a place whose name says that it is a secret (`password`, `client_secret`), strings are not quoted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecodeReason {
    /// A required field is not there.
    #[error("required, but missing")]
    Missing,
    /// The value is of another type or form.
    #[error("expected {expected}, found {found}")]
    Expected {
        /// What the schema asks for: `a string`, `an RFC 3339 date`.
        expected: &'static str,
        /// What is there instead: `a number`, or the quoted text.
        found: EscapedText,
    },
    /// A number that the type of the field cannot hold.
    #[error("{found} is out of range for {target}")]
    OutOfRange {
        /// The Rust type of the field.
        target: &'static str,
        /// The number as it was written.
        found: EscapedText,
    },
    /// A value that an enum or a discriminator does not list.
    #[error("expected {}, found {found}", OneOf { known, found })]
    UnknownVariant {
        /// The value; a string is quoted.
        found: EscapedText,
        /// The values that are listed.
        known: &'static [&'static str],
    },
    /// Not the one value that a property always has.
    #[error("expected {expected}, found {found}")]
    OtherValue {
        /// The value that it always has; a string is quoted.
        expected: EscapedText,
        /// The value; a string is quoted.
        found: EscapedText,
    },
    /// A key that stands twice in one object.
    #[error("given more than once")]
    Duplicate,
    /// A key that an object with `additionalProperties: false` does not list.
    #[error("not a field of this object")]
    UnknownField,
    /// The value nests deeper than [`MAX_DEPTH`](super::MAX_DEPTH).
    #[error("nested deeper than {} levels", super::MAX_DEPTH)]
    Depth,
    /// The value nests so deep that its types need more stack than every thread has.
    #[error("nested too deeply for types of this size, which need more than {} KiB of stack", super::MAX_STACK >> 10)]
    Stack,
    /// The value needs more memory than allowed. It can be much larger than its text.
    #[error("needs more than {0} bytes of memory")]
    Memory(usize),
    /// The string is not JSON ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259)).
    #[error("invalid JSON at line {line}, column {column}: {message}")]
    Syntax {
        /// The line, counted from 1.
        line: usize,
        /// The column in bytes, counted from 1.
        column: usize,
        /// What the parser stumbled over.
        message: EscapedText,
    },
    /// No variant of a union accepts the value.
    #[error("matches no variant{}", Tried(tried))]
    NoVariant {
        /// The name of each variant, with its reason to reject the value.
        tried: Vec<(&'static str, DecodeError)>,
    },
    /// Several variants of a `oneOf` accept the value, of which exactly one may.
    #[error("matches {}, and must match only one of them", matched.join(" and "))]
    SeveralVariants {
        /// Their names.
        matched: Vec<&'static str>,
    },
    /// A limit of a variant, which the value breaks.
    #[error("{message}")]
    Limit {
        /// Which limit, and where.
        message: EscapedText,
    },
    /// The alternatives of unions inside unions read the same values too often.
    #[error("nested alternatives read more than 1 MiB and {0} times the length of the text")]
    Attempts(usize),
    /// No error: the value is accepted, and not built. It never leaves a reader.
    #[doc(hidden)]
    #[error("accepted")]
    Recognized,
}

impl DecodeReason {
    /// Whether it is of no use to read the value in another way.
    pub(crate) fn is_fatal(&self) -> bool {
        self.is_final() || *self == Self::Recognized
    }

    /// Whether the string itself is at fault, so that no other reading of it can succeed.
    pub(super) fn is_final(&self) -> bool {
        matches!(
            self,
            Self::Syntax { .. } | Self::Depth | Self::Stack | Self::Memory(_) | Self::Attempts(_)
        )
    }
}

impl DecodeError {
    /// An error at the place where decoding stands; the callers on the way out add the place with
    /// [`within`](Self::within).
    #[must_use]
    pub fn new(reason: DecodeReason) -> Self {
        Self(Box::new(Detail {
            pointer: String::new(),
            reason,
            others: Vec::new(),
        }))
    }

    /// The fields of one object that are required and missing, or `None` when nothing is.
    pub(crate) fn missing<'n>(names: impl Iterator<Item = &'n str>) -> Option<Self> {
        let mut errors = names.map(|name| Self::new(DecodeReason::Missing).within(name));
        let mut first = errors.next()?;
        first.0.others = errors.collect();
        Some(first)
    }

    /// A key that stands twice in the object at which decoding stands.
    pub(crate) fn duplicate(key: &str) -> Self {
        Self::new(DecodeReason::Duplicate).within(key)
    }

    /// The same error, seen from one level further out: `key` is the field or map key that holds
    /// the place.
    #[must_use]
    pub fn within(mut self, key: &str) -> Self {
        if self.0.reason.quotes() && is_secret_name(key) {
            self.0.reason.hide();
        }
        prepend(&mut self.0.pointer, key);
        for other in &mut self.0.others {
            prepend(&mut other.0.pointer, key);
        }
        self
    }

    /// The same error, seen from the array whose element holds the place; counted from 0.
    #[must_use]
    pub fn within_index(self, index: usize) -> Self {
        self.within(itoa::Buffer::new().format(index))
    }

    /// The place, as a JSON Pointer from the decoded value; empty for the value itself. The keys in it are as they were received:
    /// escape them before you print them, or print the error.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.0.pointer
    }

    /// Why the value at the place is rejected.
    #[must_use]
    pub fn reason(&self) -> &DecodeReason {
        &self.0.reason
    }

    /// Further missing fields of the same object.
    #[must_use]
    pub fn others(&self) -> &[DecodeError] {
        &self.0.others
    }

    /// This error, then the others, each with its pointer and reason.
    pub fn iter(&self) -> impl Iterator<Item = &DecodeError> {
        std::iter::once(self).chain(&self.0.others)
    }
}

impl From<DecodeReason> for DecodeError {
    fn from(reason: DecodeReason) -> Self {
        Self::new(reason)
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, error) in self.iter().enumerate() {
            if position > 0 {
                f.write_str("; ")?;
            }
            First(error).fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for DecodeError {}

/// Prints listed values as `one of "ASC", "DESC"`, or `one of 1, 2` where the value found is an integer.
struct OneOf<'a> {
    known: &'a [&'static str],
    found: &'a str,
}

impl fmt::Display for OneOf<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let show = |name: &&str| {
            if self.found.starts_with('"') {
                format!("{name:?}")
            } else {
                // Generated code groups the digits of long literals.
                name.replace('_', "")
            }
        };
        f.write_str(if self.known.len() == 1 { "" } else { "one of " })?;
        write!(f, "{}", Listed::values(self.known.iter().map(show)))
    }
}

/// Prints why each variant of a union rejects a value.
struct Tried<'a>(&'a [(&'static str, DecodeError)]);

impl fmt::Display for Tried<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tried = self.0.iter().map(|(name, error)| TriedVariant {
            name,
            is_far: error.pointer().is_empty()
                && matches!(error.reason(), DecodeReason::Expected { .. }),
            reason: First(error).to_string(),
        });
        write_tried(f, tried.collect())
    }
}

/// Prints one problem of an error that may have several.
struct First<'a>(&'a DecodeError);

impl fmt::Display for First<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_pointer(f, &self.0.0.pointer)?;
        write!(f, "{}", self.0.0.reason)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_so_many_listed_values_are_named() {
        let named =
            |known: &'static [&'static str]| DecodeReason::unlisted_text("z", known).to_string();
        assert_eq!(named(&["a", "b"]), r#"expected one of "a", "b", found "z""#);
        let many = named(&["a"; 1_000]);
        assert_eq!(many.matches("\"a\"").count(), 50);
        assert!(many.contains(r#", "a" and 950 more, found "z""#), "{many}");
    }

    #[test]
    fn a_pointer_escapes_its_tokens() {
        let error = DecodeError::new(DecodeReason::Missing)
            .within("a/b~c")
            .within_index(3);
        assert_eq!(error.pointer(), "/3/a~1b~0c");
        assert_eq!(error.to_string(), "/3/a~1b~0c: required, but missing");
    }

    #[test]
    fn all_missing_fields_are_reported_at_once() {
        let error =
            DecodeError::missing(["id", "name"].into_iter()).map(|error| error.within("pet"));
        assert_eq!(
            error.map(|error| error.to_string()).unwrap_or_default(),
            "/pet/id: required, but missing; /pet/name: required, but missing"
        );
    }
}
