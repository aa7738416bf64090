//! How a server fills an error schema with a problem of its own.

use super::Constraint;

/// What a value of an error body says about a problem.
#[derive(Debug, Clone, PartialEq)]
pub enum Fill {
    /// The code for programs, as a string.
    Code,
    /// The status, as an integer.
    Status,
    /// The status, as a string.
    StatusText,
    /// The status in words.
    Title,
    /// The sentence for people.
    Message,
    /// The violations, or else nothing.
    Detail,
    /// The ID of the request.
    RequestId,
    /// The ID of the request, if it is a UUID.
    RequestUuid,
    /// The time.
    Now,
    /// The path of the request.
    Path,
    /// The method of the request.
    Method,
    /// The place of a violation.
    Place,
    /// The same, or else `null`.
    OrNull(Box<Fill>),
    /// A constant, as JSON.
    Json(String),
    /// The string of a closed list that a status has.
    Known(Vec<(u16, String)>),
    /// The status, if it is one of these.
    Statuses(Vec<u16>),
    /// An object.
    Object(Vec<FillRow>),
    /// An item for each violation, beside a message.
    Violations(Box<Fill>),
    /// An item for each violation, or one for the problem.
    Items(Box<Fill>),
}

/// A property that a server fills.
#[derive(Debug, Clone, PartialEq)]
pub struct FillRow {
    /// Its name on the wire.
    pub wire: String,
    /// What it gets.
    pub fill: Fill,
    /// Whether it must be there.
    pub is_required: bool,
    /// Limits of the value that are not certain to hold.
    pub limits: Vec<Constraint>,
}

/// How an object is filled.
#[derive(Debug, Clone, PartialEq)]
pub struct Filling {
    /// Its properties.
    pub rows: Vec<FillRow>,
    /// Limits of the object.
    pub limits: Vec<Constraint>,
}

impl Fill {
    /// Whether a part is in it, itself or deeper.
    #[must_use]
    pub fn has(&self, part: &dyn Fn(&Fill) -> bool) -> bool {
        part(self)
            || match self {
                Self::Object(rows) => rows.iter().any(|row| row.fill.has(part)),
                Self::Violations(item) | Self::Items(item) | Self::OrNull(item) => item.has(part),
                _ => false,
            }
    }
}
