//! What is known of a request while it is responded to: its ID, its span, and its operation.

use http::Method;

use super::endpoint::OperationEndpoint;
use super::error_response::DocumentedError;
use super::trace::TracedRequest;
use crate::message::RequestId;
use crate::operation_info::OperationInfo;

/// What the response to a request says of it, whether it is rejected or not.
pub(super) struct RequestContext<'a> {
    pub(super) id: &'a RequestId,
    pub(super) traced: &'a TracedRequest,
    /// The operation, once it is found.
    pub(super) operation: &'a mut Option<FoundOperation>,
}

/// What a response needs of its operation.
#[derive(Debug, Clone, Copy)]
pub(super) struct FoundOperation {
    pub(super) info: OperationInfo,
    pub(super) rejected: DocumentedError,
}

impl RequestContext<'_> {
    /// Notes the operation.
    pub(super) fn found(&mut self, endpoint: &OperationEndpoint, method: &Method) -> OperationInfo {
        self.traced.found(endpoint, method);
        let info = OperationInfo::of_request(endpoint.spec, method);
        *self.operation = Some(FoundOperation {
            info,
            rejected: endpoint.rejected,
        });
        info
    }
}
