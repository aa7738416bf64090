//! What is known of a request while it is responded to: its ID, its span, and its operation.

use std::sync::OnceLock;

use http::Method;

use super::endpoint::OperationEndpoint;
use super::error_response::DocumentedError;
use super::trace::TracedRequest;
use crate::message::RequestId;
use crate::operation_info::OperationInfo;

/// What the response to a request says of it, whether it is rejected or not.
#[derive(Clone, Copy)]
pub(super) struct RequestContext<'a> {
    pub(super) id: &'a RequestId,
    pub(super) traced: &'a TracedRequest,
    /// The operation, once it is found.
    pub(super) operation: &'a OnceLock<FoundOperation>,
}

/// What a response needs of its operation.
#[derive(Debug, Clone, Copy)]
pub(super) struct FoundOperation {
    pub(super) info: OperationInfo,
    pub(super) rejected: DocumentedError,
}

impl RequestContext<'_> {
    /// Notes the operation.
    pub(super) fn found(self, endpoint: &OperationEndpoint, method: &Method) -> OperationInfo {
        self.traced.found(endpoint, method);
        let found = self.operation.get_or_init(|| FoundOperation {
            info: OperationInfo::of_request(endpoint.spec, method),
            rejected: endpoint.rejected,
        });
        found.info
    }
}
