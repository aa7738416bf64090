//! Names of the IR as identifiers. `lower` made them valid and distinct; here only the spelling of
//! keywords is added.
//!
//! ```text
//! type     ident: r#type     plain: type     suffixed: type_or_default     constant: TYPE
//! ```

use proc_macro2::{Ident, Span, TokenStream, TokenTree};

use crate::ir::RustName;

/// The identifier of a name; names are valid by construction, keywords are raw already.
pub(super) fn ident(name: &impl RustName) -> Ident {
    parse(name.as_str())
}

/// The name of a constant: `AUTH_TOKEN` for `auth_token`.
pub(super) fn constant(name: &impl RustName) -> Ident {
    parse(&plain(name).to_uppercase())
}

/// The identifier of a name that the generator chose.
pub(super) fn parse(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(keyword) => Ident::new_raw(keyword, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// The same as code: `quote` would copy the identifier.
pub(super) fn token(name: &str) -> TokenStream {
    TokenTree::Ident(parse(name)).into()
}

/// The name without `r#`, for prose and for names made from it.
pub(super) fn plain(name: &impl RustName) -> &str {
    name.as_str().strip_prefix("r#").unwrap_or(name.as_str())
}

/// `name` with `suffix` behind it, such as `list_pets_all`.
pub(super) fn suffixed(name: &impl RustName, suffix: &str) -> Ident {
    parse(&format!("{}{suffix}", plain(name)))
}
