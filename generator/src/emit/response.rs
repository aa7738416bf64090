//! What an operation returns, as types.
//!
//! ```text
//! Result<Response<Page>, Error<Problem>>       both are documented
//! Result<Response<()>, Error>                  no body, and no documented errors
//! Result<Response<GetPetSuccess>, Error<…>>    several types: an enum of `api/response`
//! ```

use proc_macro2::TokenStream;
use quote::quote;

use super::body::BodyType;
use super::module_context::ModuleContext;
use super::module_path::ModuleKind;
use crate::ir::{ErrorOutcome, Operation, SuccessOutcome, Type};

impl ModuleContext<'_> {
    /// The body of success.
    pub(super) fn success(&self, operation: &Operation) -> TokenStream {
        match &operation.success {
            SuccessOutcome::Single(replies) => self.body_type(BodyType::of_replies(replies)),
            SuccessOutcome::Several(name, _) => self.local(ModuleKind::Api, name),
        }
    }

    /// The body of failure.
    pub(super) fn failure(&self, operation: &Operation) -> TokenStream {
        match &operation.failure {
            ErrorOutcome::Undocumented => self.body_type(BodyType::Any),
            ErrorOutcome::Single(replies) => self.body_type(BodyType::of_replies(replies)),
            ErrorOutcome::Several(name, _) => self.local(ModuleKind::Api, name),
        }
    }

    /// `Error<Failure>`, or `Error` if the document describes no failure.
    pub(super) fn error(&self, operation: &Operation) -> TokenStream {
        let error = self.runtime("Error");
        match &operation.failure {
            ErrorOutcome::Undocumented => error,
            ErrorOutcome::Single(_) | ErrorOutcome::Several(..) => {
                let failure = self.failure(operation);
                quote!(#error<#failure>)
            }
        }
    }

    /// `Result<Response<Success>, Error<Failure>>`.
    pub(super) fn result(&self, operation: &Operation) -> TokenStream {
        let (result, response) = (self.prelude("Result"), self.runtime("Response"));
        let (success, error) = (self.success(operation), self.error(operation));
        quote!(#result<#response<#success>, #error>)
    }

    /// Whether the bodies of the operation nest so deep that clippy asks for an alias, which would
    /// have no good name: `Response<Vec<Map<Nullable<Pet>>>>`.
    pub(super) fn is_nested(&self, operation: &Operation) -> bool {
        let success = match &operation.success {
            SuccessOutcome::Single(replies) => depth(BodyType::of_replies(replies)),
            SuccessOutcome::Several(..) => 0,
        };
        let failure = match &operation.failure {
            ErrorOutcome::Single(replies) => depth(BodyType::of_replies(replies)),
            ErrorOutcome::Undocumented | ErrorOutcome::Several(..) => 0,
        };
        success.max(failure) > NESTED
    }

    /// `Request<Arguments>`.
    pub(super) fn request(&self, operation: &Operation) -> TokenStream {
        let (request, arguments) = (
            self.runtime("Request"),
            self.local(ModuleKind::Api, &operation.request),
        );
        quote!(#request<#arguments>)
    }
}

/// How many wrappers around a type `clippy::type_complexity` accepts in the result of a future.
const NESTED: usize = 2;

/// How many wrappers there are around the innermost type.
fn depth(body: BodyType<'_>) -> usize {
    let BodyType::Value(mut at) = body else {
        return 0;
    };
    let mut depth = 0;
    while let Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Boxed(inner) = at
    {
        at = inner;
        depth += 1;
    }
    depth
}
