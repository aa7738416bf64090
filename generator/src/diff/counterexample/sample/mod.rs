//! Values that are valid for the sender of a message and go through the place that changed, simplest first: at limits, each value of
//! an enumeration, each alternative, absent, null, present, numbers where types end.
//!
//! Everything here only proposes. Whether a value is valid for a side is what the [interpreter](super::interpret) says.

mod boundary;
mod composed;
mod finite;
mod number;
mod parts;
mod path;
mod pattern;
mod random;
mod site;
mod small;
mod text;

pub(super) use composed::values;
pub(super) use parts::is_sent;
pub(super) use path::{Sender, along};
pub(super) use random::{OptionalMembers, RandomValues};
pub(super) use site::{Bare, Pair, Site, Usage};
pub(super) use small::smallest;
