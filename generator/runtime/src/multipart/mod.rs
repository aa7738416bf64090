//! `multipart/form-data` bodies ([RFC 7578](https://www.rfc-editor.org/rfc/rfc7578)): values and
//! files as the parts of one body.
//!
//! A client streams its files. A server reads all parts before its handler runs, since they may
//! come in any order; files that do not fit into the limit on collected bodies wait on disk, so
//! that a large upload takes no memory.

mod attribute;
mod file;
mod part;
mod read;
mod split;
mod write;

pub use file::{FilePart, Files};
#[cfg(feature = "server")]
pub(crate) use part::Held;
pub use part::Part;
pub use read::Parts;
#[cfg(feature = "server")]
pub(crate) use split::{Head, PartEvent, Splitter};
pub use write::PartsWriter;
