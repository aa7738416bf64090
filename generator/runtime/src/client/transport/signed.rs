//! The mark of a request whose signature covers its host and path. It exists only if something reads
//! it, because extensions are an allocation.

use http::Extensions;

/// A request with a signature, in its extensions.
#[cfg(feature = "redirects")]
#[derive(Debug, Clone, Copy)]
struct SignedMark;

/// Marks a request that was signed.
#[cfg(feature = "redirects")]
pub(in crate::client) fn mark_signed(extensions: &mut Extensions) {
    extensions.insert(SignedMark);
}

/// Marks nothing: no layer asks.
#[cfg(not(feature = "redirects"))]
pub(in crate::client) fn mark_signed(_: &mut Extensions) {}

/// Whether a request was signed.
#[cfg(feature = "redirects")]
pub(super) fn is_signed(extensions: &Extensions) -> bool {
    extensions.get::<SignedMark>().is_some()
}
