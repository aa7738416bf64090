//! Errors that services also send with a status of success, and how a body is recognized as one.
//!
//! ```text
//! code in `error_code`                       200 {"error_code":"E42","error_msg":"no"}     the error
//! code in `code`, success is `0`             200 {"code":0,"data":{}}                      no error
//! ```

#[cfg(feature = "client")]
use super::text;
#[cfg(feature = "client")]
use crate::{
    codec::{pointer_tokens, value_at, without_bom},
    scan::contains,
};

/// An error that services also send with a status of success: in a body whose member for the code
/// is there, not null, and not a code for success.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ErrorInSuccess {
    /// The index of the reply among the failures of the operation.
    reply: usize,
    /// The place of the code.
    code: &'static str,
    /// The last name in it.
    name: &'static str,
    /// The codes that mean success.
    success: &'static [&'static str],
}

impl ErrorInSuccess {
    /// An error with its code in this place, unless it is one of `success`.
    #[must_use]
    pub const fn new(code: &'static str, success: &'static [&'static str]) -> Self {
        let mut before = code.as_bytes();
        while let [rest @ .., byte] = before
            && *byte != b'/'
        {
            before = rest;
        }
        Self {
            reply: 0,
            code,
            name: code.split_at(before.len()).1,
            success,
        }
    }

    /// The same error as another of the operation's failures.
    #[must_use]
    pub const fn at(mut self, reply: usize) -> Self {
        self.reply = reply;
        self
    }

    /// The reply that a body is; `None` if it is no error.
    #[cfg(feature = "client")]
    pub(crate) fn reply_of(self, body: &[u8], memory: usize) -> Option<usize> {
        // Few bodies have the name anywhere, and the others need not be read twice.
        let is_plain = !self.name.contains('~');
        if is_plain && !contains(body, self.name.as_bytes()) {
            return None;
        }
        let code = value_at(without_bom(body), &self.place(), memory).ok()??;
        let code = text(&code)?;
        let is_error = !self.success.contains(&code.as_str());
        is_error.then_some(self.reply)
    }

    /// The names on the way to the code.
    #[cfg(feature = "client")]
    fn place(self) -> Vec<String> {
        match self.code.strip_prefix('/') {
            Some(pointer) => pointer_tokens(pointer).collect(),
            None => vec![self.code.to_owned()],
        }
    }
}

#[cfg(all(test, feature = "client"))]
mod tests {
    use super::*;

    fn is_error(code: &'static str, body: &str) -> bool {
        let error = ErrorInSuccess::new(code, &["0"]);
        error.reply_of(body.as_bytes(), usize::MAX).is_some()
    }

    #[test]
    fn an_error_has_its_code_in_its_place() {
        assert!(is_error("code", r#"{"code":"E1"}"#));
        assert!(is_error("code", r#"{"code":7,"code_of":{"code":1}}"#));
        assert!(is_error("/error/code", r#"{"error":{"code":"E1"}}"#));
        assert!(is_error("/errors/0/a~1b", r#"{"errors":[{"a/b":"E1"}]}"#));
        for body in [
            r#"{"code":0}"#,
            r#"{"code":null}"#,
            r#"{"items":[{"code":"E1"}]}"#,
            r#"[{"code":"E1"}]"#,
            r#"{"code":"E1""#,
            r#"{"code":"E1","code":"0"}"#,
        ] {
            assert!(!is_error("code", body), "{body}");
        }
    }
}
