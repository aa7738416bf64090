//! What an operation answers with, as types: the body of success and of failure.

use proc_macro2::TokenStream;
use quote::quote;

use super::module_context::ModuleContext;
use super::module_path::ModuleKind;
use crate::ir::{BodyForm, ErrorOutcome, Media, Operation, Reply, SuccessOutcome, Type};

/// The body of one reply, or of several that share it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Content<'a> {
    /// None.
    Empty,
    /// Free-form JSON, for lack of a description.
    Any,
    /// Bytes.
    Stream,
    /// Server-sent events with data of a type.
    Events(&'a Type),
    /// Values of a type, one a line.
    Lines(&'a Type),
    /// A value of a type.
    Data(&'a Type),
}

/// The body that the replies share: that of the first that has one.
pub(super) fn shared(replies: &[Reply]) -> Content<'_> {
    replies
        .iter()
        .map(content)
        .find(|content| *content != Content::Empty)
        .unwrap_or(Content::Empty)
}

/// The body of a reply.
pub(super) fn content(reply: &Reply) -> Content<'_> {
    reply
        .body
        .as_ref()
        .map_or(Content::Empty, |ty| carried(ty, &reply.media))
}

/// What media types make of a type.
pub(super) fn carried<'a>(ty: &'a Type, media: &[Media]) -> Content<'a> {
    match media.first().map(|media| media.kind.form()) {
        Some(BodyForm::Value) | None => Content::Data(ty),
        Some(BodyForm::Bytes) => Content::Stream,
        Some(BodyForm::Events) => Content::Events(ty),
        Some(BodyForm::Lines) => Content::Lines(ty),
    }
}

impl Content<'_> {
    /// Whether it is read and written over time, so that it can be neither cloned nor compared.
    pub(super) fn streams(self) -> bool {
        match self {
            Content::Stream | Content::Events(_) | Content::Lines(_) => true,
            Content::Empty | Content::Any | Content::Data(_) => false,
        }
    }
}

impl ModuleContext<'_> {
    /// The type of a body.
    pub(super) fn content(&self, content: Content<'_>) -> TokenStream {
        match content {
            Content::Empty => quote!(()),
            Content::Any => self.runtime("Value"),
            Content::Stream => self.runtime("ByteStream"),
            Content::Events(ty) => {
                let (stream, ty) = (self.runtime("EventStream"), self.ty(ty));
                quote!(#stream<#ty>)
            }
            Content::Lines(ty) => {
                let (lines, ty) = (self.runtime("JsonLines"), self.ty(ty));
                quote!(#lines<#ty>)
            }
            Content::Data(ty) => self.ty(ty),
        }
    }

    /// The body of success.
    pub(super) fn success(&self, operation: &Operation) -> TokenStream {
        match &operation.success {
            SuccessOutcome::Single(replies) => self.content(shared(replies)),
            SuccessOutcome::Several(name, _) => self.local(ModuleKind::Api, name),
        }
    }

    /// The body of failure.
    pub(super) fn failure(&self, operation: &Operation) -> TokenStream {
        match &operation.failure {
            ErrorOutcome::Undocumented => self.content(Content::Any),
            ErrorOutcome::Single(replies) => self.content(shared(replies)),
            ErrorOutcome::Several(name, _) => self.local(ModuleKind::Api, name),
        }
    }

    /// `Error<Failure>`, or `Error` where the document describes no failure.
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
    pub(super) fn answer(&self, operation: &Operation) -> TokenStream {
        let (result, response) = (self.prelude("Result"), self.runtime("Response"));
        let (success, error) = (self.success(operation), self.error(operation));
        quote!(#result<#response<#success>, #error>)
    }

    /// Whether the bodies of the operation nest so deep that clippy asks for an alias.
    pub(super) fn is_nested(&self, operation: &Operation) -> bool {
        let success = match &operation.success {
            SuccessOutcome::Single(replies) => depth(shared(replies)),
            SuccessOutcome::Several(..) => 0,
        };
        let failure = match &operation.failure {
            ErrorOutcome::Single(replies) => depth(shared(replies)),
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

/// How many wrappers around a type clippy bears in a result of a future.
const NESTED: usize = 2;

/// How many wrappers there are around the innermost type.
fn depth(content: Content<'_>) -> usize {
    let Content::Data(mut at) = content else {
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
