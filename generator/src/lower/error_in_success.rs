//! `success_codes` of `x-error` -> reports where it would make an error of every success.
//!
//! ```yaml
//! Failure: {x-error: {code: code, success_codes: []}, properties: {code: {type: integer}}}
//! Page:    {properties: {code: {type: integer}, items: {}}}
//! # a Page with a code is a Failure: `success_codes: ['0']` says which are not
//! ```

use super::context::Lowering;
use super::typed_pointer::success_body;
use crate::diagnostic::{Code, Pointer, show};
use crate::ir::{ErrorFields, Operation, Struct};

impl Lowering<'_, '_> {
    /// Reports an operation whose success has the property that marks its error, and no code for
    /// success.
    pub(super) fn check_error_in_success(&mut self, operation: &Operation, at: &Pointer) {
        let mut errors = operation.failure.replies().filter_map(|reply| {
            let data = self.struct_of(reply.body.as_ref()?)?;
            code_of_every_error(data)
        });
        let success = success_body(&operation.success);
        let success = success.and_then(|body| self.struct_of(body));
        let shared = errors.find(|code| {
            success.is_some_and(|data| data.fields.iter().any(|field| field.wire == *code))
        });
        let Some(code) = shared.map(show) else { return };
        let message = format!(
            "every response with `{code}` would be an error: \
             list the codes that mean success in `success_codes` of `x-error`"
        );
        self.report(Code::BadExtension, &at.child("responses"), message);
    }
}

/// The property with the code, if every code of a success is an error.
fn code_of_every_error(data: &Struct) -> Option<&str> {
    let ErrorFields {
        code,
        success_codes,
        ..
    } = data.error.as_deref()?;
    let is_every = success_codes.as_ref()?.is_empty();
    let mut fields = data.fields.iter();
    let field = fields.find(|field| Some(&field.name) == code.as_ref())?;
    is_every.then_some(field.wire.as_str())
}
