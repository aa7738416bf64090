//! `SDK-HMAC-SHA256`, the algorithm of Huawei Cloud: signs a request with an access key, and
//! verifies such a signature. Both sides compute one canonical form of the request.
//!
//! The verifier rejects dates more than 15 minutes away, signatures that do not cover `host` and
//! `x-sdk-date`, and any body other than the signed one. A request that is sent again within its 15
//! minutes is accepted again: an authenticator that must prevent this remembers the `Authorization`
//! headers that it has seen.
//!
//! ```text
//! StringToSign  = "SDK-HMAC-SHA256" \n X-Sdk-Date \n hex(sha256(CanonicalRequest))
//! Authorization = SDK-HMAC-SHA256 Access={key}, SignedHeaders={a;b;c}, Signature={hex(hmac_sha256(secret, StringToSign))}
//! ```

mod canonical;
mod date;
mod digest;
mod roles;
mod sign;
mod verify;

pub use canonical::canonical_request;
pub use date::format_date;
pub use digest::{ALGORITHM, DATE, SECURITY_TOKEN, sha256_hex};
pub use roles::{SdkHmacSha256, SdkHmacSha256Verifier};
pub use sign::{authorization, sign, sign_stream};
pub use verify::Signature;
