//! The docs of the root: what rustdoc shows first. What the document says about the API, an
//! example, the operations by their Rust names, and the features.
//!
//! ````text
//! //! Pets.
//! //!
//! //! # Example
//! //! ```no_run
//! //! use pets::{Client, GetPet};
//! //! …
//! //! ```
//! //!
//! //! # Operations
//! //! - [`get_pet`](PetsApi::get_pet) (`getPet`): Get one pet.
//! ````
//!
//! The example is a doctest: `cargo test` compiles it, and does not run it, since it would call the
//! API. In modules of an existing crate it is not compiled, because their path is not known.

use super::docs::{Prose, brief, code, escape, example};
use super::ident::plain;
use super::module_context::ModuleContext;
use super::module_path::folder;
use crate::ir::{Api, HOOKS, Interface, Operation};

/// The most operations that the page lists. More of them would hide the modules.
const LISTED: usize = 40;

/// The lines of the page.
pub(super) fn lines(cx: &ModuleContext<'_>) -> Vec<String> {
    let docs = Prose::item()
        .text(&format!("{}.", escape(&cx.api.title)))
        .docs(
            &cx.api.docs,
            "A client and a server, generated from an OpenAPI document.",
        );
    let docs = operations(cx, example(cx, docs));
    sent(cx.api, features(cx.api, docs)).lines()
}

/// The example; nothing if the API has no operations.
fn example(cx: &ModuleContext<'_>, docs: Prose) -> Prose {
    if cx.api.methods(Interface::Api).next().is_none() {
        return docs;
    }
    let example = cx.analysis.example.as_ref();
    let path = cx.options.crate_name;
    let shown = example::lines(cx.api, example, path.unwrap_or("crate"));
    let docs = docs.heading("Example");
    if path.is_none() {
        let fence = "```ignore (the path of this module is not known)".to_owned();
        let lines = std::iter::once(fence).chain(shown);
        let lines = lines.chain(["```".to_owned()]).collect();
        return docs
            .text("Replace `crate` by the path of this module.")
            .verbatim(lines);
    }
    let tag = example.and_then(|one| cx.api.feature(one.operation.tag.as_deref()));
    let gate = match tag {
        Some(tag) => format!("# #[cfg(all(feature = \"client\", feature = {tag:?}))]"),
        None => "# #[cfg(feature = \"client\")]".to_owned(),
    };
    let before = [
        "```no_run".to_owned(),
        gate,
        "# async fn example() -> std::result::Result<(), Box<dyn std::error::Error>> {".to_owned(),
    ];
    let after = ["# Ok(())", "# }", "```"].map(str::to_owned);
    docs.verbatim(before.into_iter().chain(shown).chain(after).collect())
}

/// Where the operations are: each by its name in Rust, beside its name in the document.
fn operations(cx: &ModuleContext<'_>, docs: Prose) -> Prose {
    let count = cx.api.methods(Interface::Api).count();
    let name = cx.trait_name();
    match count {
        0 => docs,
        1..=LISTED => {
            let links = cx.api.methods(Interface::Api).map(|one| link(one, &name));
            docs.section("Operations", links.collect())
        }
        _ => docs.heading("Operations").text(&format!(
            "The {count} operations are methods of [`{name}`], each with a request type in [`api`]."
        )),
    }
}

/// ``[`get_pet`](PetsApi::get_pet) (`getPet`): Get one pet.``
fn link(operation: &Operation, trait_name: &str) -> String {
    let name = plain(&operation.name);
    let link = format!("[`{name}`]({trait_name}::{name}) ({})", code(&operation.id));
    match brief(&operation.docs) {
        Some(summary) => format!("{link}: {summary}"),
        None => format!("{link}."),
    }
}

/// What the features of tags and of unused types are for, if there are any.
fn features(api: &Api, docs: Prose) -> Prose {
    let unused = api.schemas_feature().is_some();
    let docs = match (api.features.is_empty(), unused) {
        (true, false) => return docs,
        (true, true) => docs.heading("Features"),
        (false, _) => tag_features(api, docs.heading("Features")),
    };
    if unused { docs.text(UNUSED) } else { docs }
}

/// The list of the features of tags.
fn tag_features(api: &Api, docs: Prose) -> Prose {
    let features = api.features.iter().map(|feature| {
        let (name, tag) = (code(&feature.name), code(&feature.tag));
        format!("{name}: operations tagged {tag}.")
    });
    let text = "The crate has one feature per tag, beside `client` and `server`. Without the feature, the operations of the tag \
                and the types that only they use are not compiled.";
    docs.text(text).list(features)
}

/// Where to find what the server sends.
fn sent(api: &Api, docs: Prose) -> Prose {
    let folders = api.hooks.iter().filter_map(|one| folder(one.interface));
    let folders: Vec<String> = folders.map(code).collect();
    if folders.is_empty() {
        return docs;
    }
    docs.text(&format!(
        "Requests that the server sends are in {}, with the feature {}.",
        folders.join(" and "),
        code(HOOKS)
    ))
}

/// What the feature of types that no operation uses is for.
const UNUSED: &str = "The feature `schemas` adds the types of the document that no operation uses.";
