//! Which operation a request is for: its path, its method, and the media types that its sender accepts.

#[cfg(feature = "server")]
mod accept;
#[cfg(feature = "server")]
mod axum_route;
mod methods;
mod nothing_at;
mod path;
mod router;
#[cfg(feature = "interpreter")]
mod table;
mod template;

#[cfg(feature = "server")]
pub(crate) use accept::Accept;
#[cfg(feature = "server-docs")]
pub(crate) use accept::weighted;
#[cfg(feature = "server")]
pub(crate) use axum_route::AxumRoute;
pub(crate) use methods::{MethodMatch, Methods};
pub(crate) use nothing_at::nothing_at;
#[cfg(feature = "server")]
pub(crate) use path::PathError;
pub(crate) use path::segments;
#[cfg(feature = "server")]
pub(crate) use router::Captures;
pub(crate) use router::RouteTree;
#[cfg(feature = "interpreter")]
pub use table::{Route, RouteFault, RouteTable};
pub(crate) use template::Template;
