//! Setters of the client's builder for single attempts, streams and headers.
//!
//! ```text
//! pub fn attempt_timeout(self, limit: Duration) -> Self { … }
//! pub fn idle_timeout(self, limit: Duration) -> Self { … }
//! pub fn header(self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self { … }
//! ```

use proc_macro2::TokenStream;
use quote::quote;

use super::setter::setter;
use crate::emit::docs::Prose;
use crate::emit::ident::parse;
use crate::emit::module_context::ModuleContext;

/// The limits of time, each with its docs.
const LIMITS: [(&str, &str); 2] = [
    (
        "attempt_timeout",
        "Limits one attempt of a call; not limited by default.",
    ),
    (
        "idle_timeout",
        "Limits the time without progress of a body that streams, in either direction; 60 seconds by default.",
    ),
];

/// The docs of `header`.
const HEADER: &str = "Sets a header of all requests that have none of this name. With the name of a credential, such as \
                      `X-Api-Key`, it is treated as one.";

/// The setters.
pub(super) fn setters(cx: &ModuleContext<'_>) -> Vec<TokenStream> {
    let duration = cx.standard("time::Duration");
    let limits = LIMITS.iter().map(|(name, docs)| {
        let name = parse(name);
        let docs = Prose::member().text(docs);
        setter(docs, &name, quote!(limit: #duration), quote!(#name(limit)))
    });
    let (name, text) = (parse("header"), cx.prelude("AsRef"));
    let text = quote!(impl #text<str>);
    let header = setter(
        Prose::member().text(HEADER),
        &name,
        quote!(name: #text, value: #text),
        quote!(#name(name, value)),
    );
    limits.chain([header]).collect()
}
