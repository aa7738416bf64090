//! Values that are valid for the sender of a message and go through the place that changed, simplest first: at limits, each value of
//! an enumeration, each alternative, absent, null, present, numbers where types end.
//!
//! Everything here only proposes. Whether a value is valid for a side is what the [interpreter](super::interpret) says.

mod boundary;
mod composed;
mod number;
mod parts;
mod path;
mod pattern;
mod site;
mod small;
mod text;

pub(super) use path::{Sender, along};
pub(super) use site::{Pair, Site, Usage};
pub(super) use small::smallest;
