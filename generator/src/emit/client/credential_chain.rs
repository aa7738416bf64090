//! The setter of the client's builder for credentials that are looked for. It names types by their paths:
//! an import would need its feature, too.
//!
//! ```text
//! #[cfg(feature = "credentials")]
//! pub fn credentials(self, chain: CredentialChain) -> Self {
//!     const SCHEMES: &[&Scheme] = &[&KEY_PAIR, &TOKEN];
//!     Self { config: self.config.credentials(SCHEMES, chain) }
//! }
//! ```

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::docs::{Prose, code};
use crate::emit::ident::{constant, plain};
use crate::emit::module_context::ModuleContext;
use crate::emit::module_path::ModuleKind;
use crate::ir::{Credential, Scheme, SourcePart};

/// The docs of `credentials`.
const LOOKED_FOR: &str = "Looks for credentials if none is set here, by default in these places, of which the first that has one \
                          supplies everything that goes with it:";

/// The setter, if the document says where credentials are.
pub(super) fn setter(cx: &ModuleContext<'_>) -> Option<TokenStream> {
    let mut schemes: Vec<&Scheme> = cx.needs().schemes.clone();
    // Those of other kinds can still take what a provider obtains.
    schemes.retain(|scheme| scheme.credential.parts().is_some());
    if schemes.iter().all(|scheme| scheme.sources.is_empty()) {
        return None;
    }
    let constants = schemes.iter().map(|scheme| {
        let name = constant(&scheme.name).to_string();
        cx.local_item(ModuleKind::Wire, &name)
    });
    let docs = Prose::member().text(LOOKED_FOR).list(places(&schemes));
    let docs = match cx.api.servers.first().and_then(|one| one.environment.as_ref()) {
        Some(name) => docs.text(&format!(
            "If no endpoint is set, the variable {} has another URL for the service, with the values of its variables in \
             upper case and `_` for anything but letters and digits.",
            code(name)
        )),
        None => docs,
    };
    let docs = docs
        .text("`build` reads variables and the file, and its error names all that was looked at.");
    let docs = docs.tokens();
    Some(quote! {
        #docs
        #[cfg(feature = "credentials")]
        pub fn credentials(self, chain: bindwright_runtime::client::CredentialChain) -> Self {
            const SCHEMES: &[&bindwright_runtime::codegen::Scheme] = &[#(&#constants),*];
            Self { config: self.config.credentials(SCHEMES, chain) }
        }
    })
}

/// The places, in order: variables of all schemes, then files.
pub(in crate::emit) fn places(schemes: &[&Scheme]) -> Vec<String> {
    let variables = schemes
        .iter()
        .filter(|scheme| !scheme.sources.environment.is_empty());
    let variables = variables.map(|scheme| {
        let parts = parts(&scheme.credential, &scheme.sources.environment);
        format!(
            "For `{}`, the environment variables {parts}.",
            plain(&scheme.name)
        )
    });
    let files = schemes.iter().filter_map(|scheme| {
        let file = scheme.sources.file.as_ref()?;
        let other = file.variable.as_ref();
        let other = other.map(|name| format!(", or the one that {} names", code(name)));
        Some(format!(
            "For `{}`, the file {}{}: {} in the section {}.",
            plain(&scheme.name),
            code(&file.path),
            other.unwrap_or_default(),
            parts(&scheme.credential, &file.keys),
            code(&format!("[{}]", file.section))
        ))
    });
    variables.chain(files).collect()
}

/// What a source has: `EXAMPLE_AK` and `EXAMPLE_SK`, with `EXAMPLE_PROJECT` for `project`.
fn parts(credential: &Credential, names: &[SourcePart]) -> String {
    let (needed, optional) = credential.parts().unwrap_or_default();
    let is_own = |one: &&SourcePart| needed.contains(&one.part.as_str());
    let own = names.iter().filter(is_own).map(|one| code(&one.name));
    let own = own.collect::<Vec<_>>().join(" and ");
    let others = names.iter().filter(|one| !is_own(one));
    let others = others.map(|SourcePart { part, name }| {
        if optional.contains(&part.as_str()) || name == part {
            code(name)
        } else {
            format!("{} for {}", code(name), code(part))
        }
    });
    let others = others.collect::<Vec<_>>().join(", ");
    match others.as_str() {
        "" => own,
        others => format!("{own} (optional: {others})"),
    }
}
