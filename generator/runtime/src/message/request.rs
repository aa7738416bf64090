//! The arguments of an operation, and the HTTP around them.

use std::{fmt, time::Duration};

use http::{Extensions, HeaderMap, HeaderValue, header};

use super::headers::HeaderNames;
#[cfg(feature = "server")]
use super::learned::ReceivedExtensions;

/// The arguments of an operation, with the headers, extensions and deadline of one call.
///
/// Methods of a generated client take `impl Into<Request<_>>`, so plain arguments are enough. Build
/// a request to set more:
///
/// ```
/// use std::time::Duration;
/// use bindwright_runtime::{Request, http::HeaderValue};
///
/// # struct ListPets { limit: u32 }
/// let mut request = Request::new(ListPets { limit: 10 }).with_timeout(Duration::from_secs(2));
/// request.headers_mut().insert("x-trace", HeaderValue::from_static("7a"));
/// assert_eq!(request.get_ref().limit, 10);
/// ```
///
/// On a client, [`headers`](Self::headers) are sent in addition to those of the document. On a
/// server, they are what the client sent.
pub struct Request<T> {
    headers: HeaderMap,
    extensions: Extensions,
    /// Those of a request that a server has received, instead.
    #[cfg(feature = "server")]
    received: Option<ReceivedExtensions>,
    timeout: Option<Duration>,
    args: T,
}

/// Who calls, as a server's authenticator determined it. Handlers read it with
/// [`Request::principal`].
#[derive(Debug, Clone)]
pub struct Principal<P>(pub P);

impl<T> Request<T> {
    /// A request without headers of its own.
    pub fn new(args: T) -> Self {
        Self::from_parts(HeaderMap::new(), Extensions::new(), args)
    }

    /// A request with these headers and extensions, as a server makes it.
    pub fn from_parts(headers: HeaderMap, extensions: Extensions, args: T) -> Self {
        Self {
            headers,
            extensions,
            #[cfg(feature = "server")]
            received: None,
            timeout: None,
            args,
        }
    }

    /// A request as a server has received it.
    #[cfg(feature = "server")]
    pub(crate) fn received(headers: HeaderMap, extensions: ReceivedExtensions, args: T) -> Self {
        Self {
            received: Some(extensions),
            ..Self::from_parts(headers, Extensions::new(), args)
        }
    }

    /// The headers besides those that are parameters of the operation.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The headers, to change.
    pub fn headers_mut(&mut self) -> &mut HeaderMap {
        &mut self.headers
    }

    /// Values that travel along within the process.
    pub fn extensions(&self) -> &Extensions {
        #[cfg(feature = "server")]
        if let Some(received) = &self.received {
            return received.get();
        }
        &self.extensions
    }

    /// The extensions, to change.
    pub fn extensions_mut(&mut self) -> &mut Extensions {
        #[cfg(feature = "server")]
        if let Some(received) = self.received.take() {
            self.extensions = received.into_inner();
        }
        &mut self.extensions
    }

    /// Who calls, if the server's authenticator determined a `P`.
    pub fn principal<P: Clone + Send + Sync + 'static>(&self) -> Option<&P> {
        self.extensions()
            .get::<Principal<P>>()
            .map(|principal| &principal.0)
    }

    /// Chooses the media type of the body, if the operation has several: the body is written in
    /// it. Without a choice, it is the first that the document lists.
    ///
    /// ```
    /// use bindwright_runtime::{Request, http::HeaderValue};
    ///
    /// # struct PatchPet { id: u32 }
    /// let merge = HeaderValue::from_static("application/merge-patch+json");
    /// let request = Request::new(PatchPet { id: 1 }).with_content_type(merge);
    /// ```
    ///
    /// This sets the header `Content-Type`. A media type that the document does not list is sent,
    /// too, and the body is written as in the first of the list.
    #[must_use]
    pub fn with_content_type(mut self, media_type: HeaderValue) -> Self {
        self.headers.insert(header::CONTENT_TYPE, media_type);
        self
    }

    /// Sets how long this call may take, including repeats, instead of the client's own limit.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// The limit of this call, if it has its own.
    pub fn timeout(&self) -> Option<Duration> {
        self.timeout
    }

    /// The arguments.
    pub fn get_ref(&self) -> &T {
        &self.args
    }

    /// The arguments, to change them.
    pub fn get_mut(&mut self) -> &mut T {
        &mut self.args
    }

    /// The arguments alone.
    pub fn into_inner(self) -> T {
        self.args
    }

    /// The headers, extensions and deadline alone.
    #[cfg(feature = "client")]
    pub(crate) fn around(&self) -> Request<()> {
        self.with_args(())
    }

    /// A clone with other arguments.
    fn with_args<U>(&self, args: U) -> Request<U> {
        let (headers, extensions) = (self.headers.clone(), self.extensions().clone());
        Request {
            timeout: self.timeout,
            ..Request::from_parts(headers, extensions, args)
        }
    }

    /// The same request with other arguments.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Request<U> {
        Request {
            headers: self.headers,
            extensions: self.extensions,
            #[cfg(feature = "server")]
            received: self.received,
            timeout: self.timeout,
            args: change(self.args),
        }
    }
}

impl<T: Clone> Clone for Request<T> {
    fn clone(&self) -> Self {
        self.with_args(self.args.clone())
    }
}

impl<T> From<T> for Request<T> {
    fn from(args: T) -> Self {
        Self::new(args)
    }
}

/// Prints the names of the headers and not their values, which may be secrets.
impl<T: fmt::Debug> fmt::Debug for Request<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("args", &self.args)
            .field("headers", &HeaderNames(&self.headers))
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}
