//! The key of a response in docs: `404`, `4XX`, `Other` for `default`.

use crate::ir::StatusPattern;

/// The key of a response, as the document writes it; `default` is what no other key covers.
pub(in super::super) fn status(pattern: StatusPattern) -> String {
    match pattern {
        StatusPattern::Exact(status) => status.to_string(),
        StatusPattern::Range(hundred) => format!("{hundred}XX"),
        StatusPattern::Default => "Other".to_owned(),
    }
}
