//! The credentials of a request -> a principal: the trait that a server implements, and the data
//! that it is called with.
//!
//! The runtime reads the document's `security` and the credentials in the request. The
//! [`Authenticator`] decides whether they are valid. Signatures are verified by the runtime; the
//! authenticator only returns the secret key.

use std::fmt;
use std::future::ready;
use std::pin::Pin;

use http::request::Parts;
use http::{Extensions, HeaderMap, Uri};

use super::denied::Denied;
use crate::{
    message::{Admission, Principal},
    operation_spec::OperationSpec,
    percent::decode_path,
    secret::Secret,
    signing::SignatureError,
    untrusted::{Redaction, Sent},
};

/// Decides who calls.
///
/// The runtime has already read the credentials from the request, in the form that the document
/// describes. This trait decides whether they are valid, and to whom they belong.
///
/// # Examples
/// ```
/// use bindwright_runtime::Secret;
/// use bindwright_runtime::server::{Authenticator, Call, Credential, Denied};
///
/// struct OneToken(Secret);
///
/// impl Authenticator for OneToken {
///     type Principal = &'static str;
///
///     async fn authenticate(
///         &self,
///         credentials: &[Credential],
///         _call: &Call<'_>,
///     ) -> Result<&'static str, Denied> {
///         match credentials {
///             // `matches` takes constant time.
///             [Credential::Key { value, .. }] if self.0.matches(value.expose()) => Ok("admin"),
///             _ => Err(Denied::Unauthorized),
///         }
///     }
/// }
/// ```
pub trait Authenticator: Send + Sync + 'static {
    /// What handlers learn about the caller, through
    /// [`Request::principal`](crate::message::Request::principal).
    type Principal: Clone + Send + Sync + 'static;

    /// The principal to which `credentials` belong. They are all those of one alternative of the
    /// operation's `security`, in the document's order.
    ///
    /// It is called before the body is read, unless a signature covers the body: then it is called
    /// after the signature was verified. Compare secrets in
    /// constant time, with [`Secret::matches`].
    ///
    /// # Errors
    /// [`Denied`], if the caller is unknown or may not do this.
    fn authenticate(
        &self,
        credentials: &[Credential],
        call: &Call<'_>,
    ) -> impl Future<Output = Result<Self::Principal, Denied>> + Send;

    /// The principal of every request if credentials are not checked at all, for tests and
    /// sandboxes; see [`Anonymous`]. `None` by default.
    fn everybody(&self) -> Option<Self::Principal> {
        None
    }

    /// The secret key of an access key, to verify a signature; `None` if there is no such access
    /// key.
    fn secret_key(&self, access_key: &str) -> impl Future<Output = Option<Secret>> + Send {
        let _ = access_key;
        ready(None)
    }

    /// Learns of a signature that is rejected, for example to count the failures of a key. The response is 401 in any case, unless
    /// another alternative of the operation's `security` is met. The reason is also in the log, at the level `info`. Does nothing by
    /// default.
    fn signature_rejected(&self, rejected: &RejectedSignature<'_>, call: &Call<'_>) {
        let _ = (rejected, call);
    }
}

/// Accepts every request as one principal, with any credentials or none: for tests and sandboxes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Anonymous<P = ()>(pub P);

impl<P: Clone + Send + Sync + 'static> Authenticator for Anonymous<P> {
    type Principal = P;

    async fn authenticate(&self, _: &[Credential], _: &Call<'_>) -> Result<P, Denied> {
        Ok(self.0.clone())
    }

    fn everybody(&self) -> Option<P> {
        Some(self.0.clone())
    }
}

/// One credential of a request.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Credential {
    /// The value of an API key, from a header, the query or a cookie.
    Key {
        /// The name of the scheme in the document.
        scheme: &'static str,
        /// The key.
        value: Secret,
    },
    /// User and password ([RFC 7617](https://www.rfc-editor.org/rfc/rfc7617)).
    Basic {
        /// The name of the scheme in the document.
        scheme: &'static str,
        /// The user name, which contains no colon.
        user: String,
        /// The password.
        password: Secret,
    },
    /// A bearer token ([RFC 6750](https://www.rfc-editor.org/rfc/rfc6750)), also of OAuth 2 and
    /// OpenID Connect.
    Bearer {
        /// The name of the scheme in the document.
        scheme: &'static str,
        /// The token.
        token: Secret,
        /// The scopes that the operation requires.
        scopes: &'static [&'static str],
    },
    /// An access key whose signature over this request was verified.
    Signed {
        /// The name of the scheme in the document.
        scheme: &'static str,
        /// The access key.
        access_key: String,
    },
}

/// A signature that is rejected: whose it claims to be, and why. It has no secrets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct RejectedSignature<'c> {
    /// The name of the scheme in the document.
    pub scheme: &'static str,
    /// The access key that the request names, if its signature has the form of one. Anybody can name one.
    pub access_key: Option<&'c str>,
    /// What is wrong with it. The caller does not learn it.
    pub reason: SignatureError,
}

/// The call that is to be authorized.
#[derive(Clone, Copy)]
pub struct Call<'c> {
    pub(super) spec: &'static OperationSpec,
    pub(super) parts: &'c Parts,
    path: &'c [(&'static str, &'c str)],
}

impl<'c> Call<'c> {
    /// The call of an operation, with the raw values of its path.
    pub(super) fn new(
        spec: &'static OperationSpec,
        parts: &'c Parts,
        path: &'c [(&'static str, &'c str)],
    ) -> Self {
        Self { spec, parts, path }
    }

    /// The operation: its id, method, path template and security.
    #[must_use]
    pub fn operation(&self) -> &'static OperationSpec {
        self.spec
    }

    /// The headers of the request.
    #[must_use]
    pub fn headers(&self) -> &'c HeaderMap {
        &self.parts.headers
    }

    /// The target of the request.
    #[must_use]
    pub fn uri(&self) -> &'c Uri {
        &self.parts.uri
    }

    /// The extensions of the request, such as the peer's address
    /// ([`ConnectInfo`](super::ConnectInfo)).
    #[must_use]
    pub fn extensions(&self) -> &'c Extensions {
        &self.parts.extensions
    }

    /// The secrets of the request.
    pub(crate) fn redaction(&self) -> Redaction {
        let Parts { headers, uri, .. } = self.parts;
        let security = self.spec.security;
        Redaction::default().and(Sent::received(security, self.path, headers, uri.clone()))
    }

    /// The value of a path parameter, decoded.
    #[must_use]
    pub fn path_parameter(&self, name: &str) -> Option<String> {
        let (_, raw) = self.path.iter().find(|(known, _)| *known == name)?;
        decode_path(raw).ok()
    }
}

/// Prints the operation only; header values may be secrets.
impl fmt::Debug for Call<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &self.spec.id)
            .finish_non_exhaustive()
    }
}

/// A boxed future that can move between threads.
pub(crate) type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// An [`Authenticator`] without its type.
pub(crate) trait DynAuthenticator: Send + Sync {
    /// The principal, if every request is accepted.
    fn open(&self) -> Option<Admission>;

    fn admit<'a>(
        &'a self,
        credentials: &'a [Credential],
        call: &'a Call<'a>,
    ) -> BoxFuture<'a, Result<Admission, Denied>>;

    /// The same with the only credential of an alternative, which the future keeps.
    fn admit_one<'a>(
        &'a self,
        credential: Credential,
        call: &'a Call<'a>,
    ) -> BoxFuture<'a, Result<Admission, Denied>>;

    fn secret_key<'a>(&'a self, access_key: &'a str) -> BoxFuture<'a, Option<Secret>>;

    fn signature_rejected(&self, rejected: &RejectedSignature<'_>, call: &Call<'_>);
}

impl<U: Authenticator> DynAuthenticator for U {
    fn open(&self) -> Option<Admission> {
        self.everybody().map(admission)
    }

    fn admit<'a>(
        &'a self,
        credentials: &'a [Credential],
        call: &'a Call<'a>,
    ) -> BoxFuture<'a, Result<Admission, Denied>> {
        Box::pin(async move { self.authenticate(credentials, call).await.map(admission) })
    }

    fn admit_one<'a>(
        &'a self,
        credential: Credential,
        call: &'a Call<'a>,
    ) -> BoxFuture<'a, Result<Admission, Denied>> {
        Box::pin(async move {
            let credentials = std::slice::from_ref(&credential);
            self.authenticate(credentials, call).await.map(admission)
        })
    }

    fn secret_key<'a>(&'a self, access_key: &'a str) -> BoxFuture<'a, Option<Secret>> {
        Box::pin(Authenticator::secret_key(self, access_key))
    }

    fn signature_rejected(&self, rejected: &RejectedSignature<'_>, call: &Call<'_>) {
        Authenticator::signature_rejected(self, rejected, call);
    }
}

fn admission<P: Clone + Send + Sync + 'static>(principal: P) -> Admission {
    Box::new(|extensions| {
        extensions.insert(Principal(principal));
    })
}
