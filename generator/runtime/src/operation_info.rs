//! What layers around a client's transport or a server learn about the operation of a request.

use crate::operation_spec::OperationSpec;

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
pub struct OperationInfo(&'static OperationSpec);

impl OperationInfo {
    /// That of a table.
    pub(crate) fn of(spec: &'static OperationSpec) -> Self {
        Self(spec)
    }

    /// `operationId`, or the name that takes its place.
    #[must_use]
    pub fn id(&self) -> &'static str {
        self.0.id
    }

    /// The method of the document. A HEAD request can be for an operation with GET.
    #[must_use]
    pub fn method(&self) -> http::Method {
        self.0.method.http()
    }

    /// The path template of the document, without the base path: `/v2/{project_id}/export-tasks`.
    #[must_use]
    pub fn path(&self) -> &'static str {
        self.0.path
    }

    /// The tags of the document.
    #[must_use]
    pub fn tags(&self) -> &'static [&'static str] {
        self.0.tags
    }

    /// Whether the operation only reads, by the method and what the document says.
    #[must_use]
    pub fn is_safe(&self) -> bool {
        self.0.method.is_safe() && self.is_idempotent()
    }

    /// Whether a second request of the same kind has no further effect, by the method and what the document says.
    #[must_use]
    pub fn is_idempotent(&self) -> bool {
        self.0.idempotency == crate::operation_spec::Idempotency::Idempotent
    }
}
