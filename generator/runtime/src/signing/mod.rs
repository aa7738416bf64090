//! Request signatures: traits for any algorithm, and `SDK-HMAC-SHA256` as one implementation.
//!
//! A document names the algorithm of a security scheme (`x-signature: SDK-HMAC-SHA256`, or an
//! object that also lists headers to send). On a client, the generated builder takes a
//! [`KeyPair`](crate::KeyPair) for an algorithm that this module implements, and a [`Signer`] for
//! any other. On a server, the routes find the [`Verifier`] by the name of the algorithm;
//! `Routes::verifier` adds others.
//!
//! There are two traits because a client has one key and changes the request, while a server looks
//! up the key that a request names and changes nothing.

mod algorithm;
#[cfg(feature = "signing")]
pub mod sdk_hmac_sha256;

pub use algorithm::{SignatureError, SignedRequest, Signer, SigningError, Verifier};
#[cfg(feature = "signing")]
pub use sdk_hmac_sha256::{SdkHmacSha256, SdkHmacSha256Verifier};
