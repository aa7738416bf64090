//! Errors that services also send with a status of success, and how a body is recognized as one.
//!
//! ```text
//! code in `error_code`                       200 {"error_code":"E42","error_msg":"no"}     the error
//! code in `code`, success is `0`             200 {"code":0,"data":{}}                      no error
//! ```

#[cfg(feature = "client")]
use super::{at, text};
#[cfg(feature = "client")]
use crate::{
    codec::{Policy, Value, from_json_within, without_bom},
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
        if !contains(body, self.name.as_bytes()) {
            return None;
        }
        let body: Value = from_json_within(without_bom(body), Policy::Lenient, memory).ok()?;
        let code = text(at(&body, self.code)?)?;
        let is_error = !self.success.contains(&code.as_str());
        is_error.then_some(self.reply)
    }
}
