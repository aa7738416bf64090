//! Errors of libraries, whose texts and causes may quote what was sent: the URL of a request with its key, a header that is invalid.

use std::error::Error;

use super::{EscapedText, Redaction};

/// Any error that can travel between threads.
pub(super) type Cause = Box<dyn Error + Send + Sync>;

/// An error with its causes, on one line: `connection refused: address in use`.
pub(crate) fn causes(error: &(dyn Error + 'static)) -> String {
    let chain = std::iter::successors(Some(error), |&error| error.source());
    let mut texts: Vec<_> = chain.map(ToString::to_string).collect();
    texts.dedup();
    texts.join(": ")
}

/// The same error, if its text, its causes and its `Debug` are safe to print; or else its text alone, escaped and without the secrets of
/// the exchange.
pub(super) fn redacted_cause(error: Cause, redaction: &Redaction) -> Cause {
    let said = causes(error.as_ref());
    let clean = redaction.redact(&said);
    let shown = EscapedText::line(&clean);
    let is_open = redaction.finds(&format!("{error:?}"));
    if !is_open && shown.as_str() == said {
        error
    } else {
        shown.as_str().into()
    }
}
