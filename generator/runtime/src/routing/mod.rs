//! Which operation a request is for: its path, its method, and the media types that its sender accepts.

mod accept;
mod methods;
mod path;
mod router;
#[cfg(feature = "interpreter")]
mod table;
mod template;

pub(crate) use accept::Accept;
pub(crate) use methods::{MethodMatch, Methods};
pub(crate) use path::segments;
pub(crate) use router::RouteTree;
#[cfg(feature = "interpreter")]
pub use table::{Route, RouteFault, RouteTable, is_acceptable};
pub(crate) use template::Template;
