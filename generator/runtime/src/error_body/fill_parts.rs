//! What a server fills in a schema: a table of properties that the generator writes.

use crate::check::Limit;

/// What a value says about a problem.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Fill {
    /// The code for programs, as a string.
    Code,
    /// The status, as an integer.
    Status,
    /// The status, as a string: `"400"`.
    StatusText,
    /// The status in words: `Bad Request`.
    Title,
    /// The sentence for people, with the violations if nothing else has them.
    Message,
    /// The violations, or else the sentence.
    Detail,
    /// The ID of the request.
    RequestId,
    /// The ID of the request, if it is a UUID.
    RequestUuid,
    /// The time in UTC, by [RFC 3339](https://www.rfc-editor.org/rfc/rfc3339#section-5.6).
    Now,
    /// The path of the request.
    Path,
    /// The method of the request.
    Method,
    /// Where the violation is: `query.limit`.
    Place,
    /// The same, or else `null`.
    OrNull(&'static Fill),
    /// A constant, as JSON.
    Json(&'static str),
    /// One of some strings, by the status. The code wins if it is in the schema.
    Known(&'static [(u16, &'static str)]),
    /// The status, if it is one of these integers.
    Statuses(&'static [u16]),
    /// An object.
    Object(&'static [FillRow]),
    /// A list with an item for each violation, beside a message.
    Violations(&'static Fill),
    /// A list with an item for each violation, or one for the problem: it is where the message is.
    Items(&'static Fill),
}

/// A property of a schema.
#[derive(Debug, Clone, Copy)]
pub struct FillRow {
    pub(super) name: &'static str,
    pub(super) fill: Fill,
    pub(super) is_required: bool,
    pub(super) limits: &'static [Limit],
}

impl Fill {
    /// A property that must be there.
    #[must_use]
    pub const fn required(self, name: &'static str) -> FillRow {
        FillRow {
            name,
            fill: self,
            is_required: true,
            limits: &[],
        }
    }

    /// A property that is left out if it has no value.
    #[must_use]
    pub const fn optional(self, name: &'static str) -> FillRow {
        FillRow {
            is_required: false,
            ..self.required(name)
        }
    }

    /// Whether a part is in here.
    pub(super) fn has(self, part: fn(Fill) -> bool) -> bool {
        part(self)
            || match self {
                Self::Object(rows) => rows.iter().any(|row| row.fill.has(part)),
                Self::Violations(item) | Self::Items(item) | Self::OrNull(item) => item.has(part),
                _ => false,
            }
    }
}

impl FillRow {
    /// Sets the limits of the value.
    #[must_use]
    pub const fn within(mut self, limits: &'static [Limit]) -> Self {
        self.limits = limits;
        self
    }
}
