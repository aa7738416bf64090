//! The mark of a request that must go to no other URL: its signature covers host and path, or its body
//! is a secret. It exists only if something reads it, because extensions are an allocation.

use http::Extensions;

/// Such a request, in its extensions.
#[cfg(feature = "redirects")]
#[derive(Debug, Clone, Copy)]
struct BoundMark;

/// Marks a request.
#[cfg(feature = "redirects")]
pub(in crate::client) fn mark_bound(extensions: &mut Extensions) {
    extensions.insert(BoundMark);
}

/// Marks nothing: no layer asks.
#[cfg(not(feature = "redirects"))]
pub(in crate::client) fn mark_bound(_: &mut Extensions) {}

/// Whether a request has the mark.
#[cfg(feature = "redirects")]
pub(super) fn is_bound(extensions: &Extensions) -> bool {
    extensions.get::<BoundMark>().is_some()
}
