//! The errors of the service and of the gateway in front of it: status, code and text, as published.
//!
//! | codes | source |
//! |---|---|
//! | `WKS.…` | the pages "Error codes" of the API reference, and the published definitions of sibling operations |
//! | `APIGW.…` | the page "Error codes" of API Gateway |

use huaweicloud_workspace::runtime::Problem;
use huaweicloud_workspace::runtime::http::StatusCode;
use huaweicloud_workspace::{Error, ErrorResponse};

/// A published error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Published {
    pub(crate) status: StatusCode,
    pub(crate) code: &'static str,
    pub(crate) message: &'static str,
}

const fn published(status: StatusCode, code: &'static str, message: &'static str) -> Published {
    Published {
        status,
        code,
        message,
    }
}

pub(crate) const INVALID_PARAMETER: Published = published(
    StatusCode::BAD_REQUEST,
    "WKS.00211102",
    "Invalid parameter.",
);
pub(crate) const NO_PERMISSION: Published =
    published(StatusCode::FORBIDDEN, "WKS.00081102", "No permission.");
pub(crate) const NOT_FOUND: Published = published(
    StatusCode::NOT_FOUND,
    "WKS.00211902",
    "The resource was not found.",
);
pub(crate) const CONFLICT: Published = published(
    StatusCode::CONFLICT,
    "WKS.00211103",
    "The resource is in another state.",
);
const METHOD: Published = published(
    StatusCode::METHOD_NOT_ALLOWED,
    "WKS.00000405",
    "The method is not allowed.",
);
const MEDIA_TYPE: Published = published(
    StatusCode::UNSUPPORTED_MEDIA_TYPE,
    "WKS.00000415",
    "The media type is not supported.",
);
pub(crate) const OPERATION_FAILED: Published = published(
    StatusCode::INTERNAL_SERVER_ERROR,
    "WKS.00211401",
    "The operation failed. Try again later.",
);
pub(crate) const DATABASE: Published = published(
    StatusCode::INTERNAL_SERVER_ERROR,
    "WKS.00000003",
    "Database information is wrong.",
);
const UNAVAILABLE: Published = published(
    StatusCode::SERVICE_UNAVAILABLE,
    "WKS.00050902",
    "The service is unavailable.",
);
const NO_API: Published = published(
    StatusCode::NOT_FOUND,
    "APIGW.0101",
    "The API does not exist or has not been published in the environment.",
);
const BAD_REQUEST: Published = published(StatusCode::BAD_REQUEST, "APIGW.0201", "Bad request.");
const TOO_LARGE: Published = published(
    StatusCode::PAYLOAD_TOO_LARGE,
    "APIGW.0201",
    "Request entity too large.",
);
const UNAUTHORIZED: Published = published(
    StatusCode::UNAUTHORIZED,
    "APIGW.0301",
    "Incorrect IAM authentication information.",
);
pub(crate) const THROTTLED: Published = published(
    StatusCode::TOO_MANY_REQUESTS,
    "APIGW.0308",
    "The throttling threshold has been reached: policy user over ratelimit",
);

impl Published {
    /// The error with details, as a handler returns it.
    pub(crate) fn error(self, detail: impl Into<String>) -> Error<ErrorResponse> {
        let body = ErrorResponse::new()
            .error_code(self.code)
            .error_msg(self.message)
            .error_detail(detail);
        Error::api(self.status, body)
    }
}

/// A problem that the router found, with the code that the service has for it.
pub(crate) fn in_words_of_the_service(mut problem: Problem) -> Problem {
    let published = match problem.code.as_deref() {
        Some("invalid_request") => INVALID_PARAMETER,
        Some("not_found") => NO_API,
        Some("unauthorized") => UNAUTHORIZED,
        Some("forbidden") => NO_PERMISSION,
        Some("payload_too_large") => TOO_LARGE,
        Some("unavailable") => UNAVAILABLE,
        _ => match problem.status {
            StatusCode::METHOD_NOT_ALLOWED => METHOD,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => MEDIA_TYPE,
            status if status.is_client_error() => BAD_REQUEST,
            _ => OPERATION_FAILED,
        },
    };
    // What the router says of a malformed request helps more than the published text. Violations are in the detail.
    let is_bad = problem.status == StatusCode::BAD_REQUEST && problem.violations.is_empty();
    let keeps_text = is_bad || published == NO_PERMISSION;
    if !keeps_text {
        problem.message = published.message.to_owned();
    }
    problem.code(published.code)
}
