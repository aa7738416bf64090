//! What layers around a client's transport or a server learn about the operation of a request.

#[cfg(feature = "client")]
use crate::operation_spec::Method;
use crate::operation_spec::{Idempotency, OperationSpec};

/// The operation of a request. A client puts it into the extensions of each request that its transport gets. A server puts it into
/// those of the request that its handler gets, and of the response.
///
/// A layer that logs or counts finds it there. The response has none if the request is for no operation:
///
/// ```
/// use bindwright_runtime::{OperationInfo, http::Response};
///
/// fn name<B>(response: &Response<B>) -> &'static str {
///     let operation = response.extensions().get::<OperationInfo>();
///     operation.map_or("none", OperationInfo::id)
/// }
/// # assert_eq!(name(&Response::new(())), "none");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct OperationInfo {
    spec: &'static OperationSpec,
    /// Whether the method of the request is HEAD, whatever that of the operation is.
    is_head: bool,
}

impl OperationInfo {
    /// That of a request that a client sends.
    #[cfg(feature = "client")]
    pub(crate) fn of(spec: &'static OperationSpec) -> Self {
        Self {
            spec,
            is_head: matches!(spec.method, Method::Head),
        }
    }

    /// The same of a request with this method, which a server has received.
    #[cfg(feature = "server")]
    pub(crate) fn of_request(spec: &'static OperationSpec, method: &http::Method) -> Self {
        Self {
            spec,
            is_head: *method == http::Method::HEAD,
        }
    }

    /// `operationId`, or the name that takes its place.
    #[must_use]
    pub fn id(&self) -> &'static str {
        self.spec.id
    }

    /// The method of the document. A HEAD request can be for an operation with GET.
    #[must_use]
    pub fn method(&self) -> http::Method {
        self.spec.method.http()
    }

    /// The method of the request: that of the document, or HEAD, which a server responds to wherever it serves GET ([RFC 9110, section
    /// 9.3.2](https://www.rfc-editor.org/rfc/rfc9110#section-9.3.2)). The body that a handler returns for it is not sent, so a handler
    /// need not make one:
    ///
    /// ```
    /// use bindwright_runtime::{OperationInfo, Request, http::Method};
    ///
    /// fn wants_body<T>(request: &Request<T>) -> bool {
    ///     let operation = request.extensions().get::<OperationInfo>();
    ///     operation.is_none_or(|operation| operation.request_method() != Method::HEAD)
    /// }
    /// # assert!(wants_body(&Request::new(())));
    /// ```
    #[must_use]
    pub fn request_method(&self) -> http::Method {
        if self.is_head {
            http::Method::HEAD
        } else {
            self.method()
        }
    }

    /// The path template of the document, without the base path: `/v2/{project_id}/export-tasks`.
    #[must_use]
    pub fn path(&self) -> &'static str {
        self.spec.path
    }

    /// The tags of the document.
    #[must_use]
    pub fn tags(&self) -> &'static [&'static str] {
        self.spec.tags
    }

    /// Whether the operation only reads, by the method and what the document says.
    #[must_use]
    pub fn is_safe(&self) -> bool {
        self.spec.method.is_safe() && self.is_idempotent()
    }

    /// Whether a second request of the same kind has no further effect, by the method and what the document says.
    #[must_use]
    pub fn is_idempotent(&self) -> bool {
        self.spec.idempotency == Idempotency::Idempotent
    }
}
