//! Where a value is, for violations: `body.items.3.name`. Built without allocation, and made a string for a violation only.

use std::fmt;

use crate::{
    codec::ValuePart,
    untrusted::{is_secret_place, printable},
};

/// A place below another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'p> {
    pub(super) outer: Outer<'p>,
    pub(super) segment: PlacePart<'p>,
}

/// What a place is below.
#[derive(Debug, Clone, Copy)]
pub(super) enum Outer<'p> {
    /// The place that a checker has reached; empty for the value itself.
    Path(&'p str),
    /// A list, map or object.
    Place(&'p Place<'p>),
}

/// The last part of a place.
#[derive(Debug, Clone, Copy)]
pub(super) enum PlacePart<'p> {
    /// A name that the generated code chose: `query.limit`. Empty for the value itself.
    Name(&'p str),
    /// A key of an object, which the sender chose.
    Key(&'p str),
    /// The index of an item.
    Index(usize),
}

impl<'p> PlacePart<'p> {
    pub(super) fn of(part: ValuePart<'p>) -> Self {
        match part {
            ValuePart::Item(index) => Self::Index(index),
            ValuePart::Member(key) => Self::Key(key),
        }
    }
}

impl Place<'_> {
    /// The place of a part of the value here.
    pub(super) fn part<'p>(&'p self, segment: PlacePart<'p>) -> Place<'p> {
        Place {
            outer: Outer::Place(self),
            segment,
        }
    }

    /// Whether a name on the way says that the value is a secret, which no message quotes.
    pub(super) fn is_secret(&self) -> bool {
        is_secret_place(&self.to_string())
    }

    /// The value itself.
    pub(super) const ROOT: Self = Self {
        outer: Outer::Path(""),
        segment: PlacePart::Name(""),
    };
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_root = match self.outer {
            Outer::Path(path) => {
                f.write_str(path)?;
                path.is_empty()
            }
            Outer::Place(outer) => {
                outer.fmt(f)?;
                false
            }
        };
        let dot = if is_root { "" } else { "." };
        match self.segment {
            PlacePart::Name("") => Ok(()),
            PlacePart::Name(name) => write!(f, "{dot}{name}"),
            PlacePart::Key(key) => write!(f, "{dot}{}", printable(key)),
            PlacePart::Index(index) => write!(f, "{dot}{index}"),
        }
    }
}
