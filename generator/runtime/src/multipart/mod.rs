//! `multipart/form-data` bodies ([RFC 7578](https://www.rfc-editor.org/rfc/rfc7578)): values and
//! files as the parts of one body.
//!
//! ```text
//! --b
//! Content-Disposition: form-data; name="title"
//!
//! Report
//! --b
//! Content-Disposition: form-data; name="file"; filename="a.csv"
//! Content-Type: text/csv
//!
//! id,name
//! --b--
//! ```
//!
//! A client streams its files. A server reads all parts before it calls the handler, because they
//! may come in any order. Files beyond the limit on collected bodies are moved to disk, so that a
//! large upload needs no memory.

mod attribute;
mod file;
pub(crate) mod file_name;
mod head;
mod part;
mod quoting;
mod read;
mod split;
mod write;

pub use file::{FilePart, Files};
#[cfg(feature = "server")]
pub(crate) use head::Head;
pub use part::Part;
#[cfg(feature = "server")]
pub(crate) use part::PartContent;
pub use read::Parts;
pub use split::FormLimits;
#[cfg(feature = "server")]
pub(crate) use split::{PartEvent, Splitter};
pub use write::PartsWriter;
