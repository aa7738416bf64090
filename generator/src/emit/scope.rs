//! What one module sees: imports names when they are used, and goes through paths where the document took the name.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::ident::{ident, parse, plain};
use super::{Imports, Item, Module};
use crate::ir::{Api, BodyContent, ErrorOutcome, Outcome, Requirement, TypeDef, TypeId, TypeName};

/// The modules of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Home {
    /// `lib.rs` or `mod.rs`.
    Root,
    /// `types.rs`.
    Types,
    /// `api.rs`.
    Api,
    /// `wire.rs`.
    Wire,
    /// `client.rs`.
    Client,
    /// `server.rs`.
    Server,
}

impl Home {
    /// The module's name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Root => "lib",
            Self::Types => "types",
            Self::Api => "api",
            Self::Wire => "wire",
            Self::Client => "client",
            Self::Server => "server",
        }
    }
}

/// The module under construction.
pub(super) struct Scope<'a> {
    /// The API.
    pub(super) api: &'a Api,
    home: Home,
    taken: BTreeSet<&'a str>,
    imports: RefCell<Imports>,
    security: OnceCell<Vec<&'a [Vec<Requirement>]>>,
}

impl<'a> Scope<'a> {
    /// An empty module.
    pub(super) fn new(api: &'a Api, home: Home) -> Self {
        Self {
            api,
            home,
            taken: taken(api),
            imports: RefCell::default(),
            security: OnceCell::new(),
        }
    }

    /// An item of the runtime by its path, `check::Checker`: imported, unless the document has a type of that name.
    pub(super) fn runtime(&self, path: &str) -> TokenStream {
        self.external("bindwright_runtime", path)
    }

    /// An item of the standard library by its path, `sync::LazyLock`.
    pub(super) fn standard(&self, path: &str) -> TokenStream {
        self.external("std", path)
    }

    fn external(&self, package: &str, path: &str) -> TokenStream {
        let (module, name) = match path.rsplit_once("::") {
            Some((module, name)) => (format!("{package}::{module}"), name),
            None => (package.to_owned(), path),
        };
        if self.is_taken(name) {
            let segments = module.split("::").map(parse);
            let name = parse(name);
            return quote!(#(#segments::)*#name);
        }
        self.imports.borrow_mut().add(&module, name);
        let name = parse(name);
        quote!(#name)
    }

    /// A name of the prelude, through its path where the document took the name.
    pub(super) fn prelude(&self, name: &str) -> TokenStream {
        let short = parse(name);
        if !self.is_taken(name) {
            return quote!(#short);
        }
        let module = parse(match name {
            "Option" => "option",
            "String" | "ToString" => "string",
            "Vec" => "vec",
            "Box" => "boxed",
            "Result" => "result",
            "Future" => "future",
            "IntoIterator" | "Iterator" => "iter",
            "Into" | "From" => "convert",
            "Default" => "default",
            _ => "marker",
        });
        quote!(std::#module::#short)
    }

    /// A named type of the document.
    pub(super) fn named(&self, id: TypeId) -> TokenStream {
        self.api
            .get(id)
            .map_or_else(|| quote!(()), |def| self.local(Home::Types, &def.name))
    }

    /// A type that the module `home` of this output defines.
    pub(super) fn local(&self, home: Home, name: &TypeName) -> TokenStream {
        self.own(home, &name.to_string());
        let name = ident(name);
        quote!(#name)
    }

    /// Something of ours, not of the document, that the module `home` of this output defines.
    pub(super) fn own(&self, home: Home, name: &str) -> TokenStream {
        if home != self.home {
            let path = format!("super::{}", home.name());
            self.imports.borrow_mut().add(&path, name);
        }
        let name = parse(name);
        quote!(#name)
    }

    /// The definition behind an id.
    pub(super) fn def(&self, id: TypeId) -> Option<&'a TypeDef> {
        self.api.get(id)
    }

    /// The trait: `WorkspaceApi`.
    pub(super) fn trait_name(&self) -> String {
        format!("{}Api", plain(&self.api.name))
    }

    /// The sets of security alternatives that operations ask for, in the order of first use.
    pub(super) fn security_sets(&self) -> &[&'a [Vec<Requirement>]] {
        self.security.get_or_init(|| {
            let mut sets: Vec<&[Vec<Requirement>]> = Vec::new();
            for operation in &self.api.operations {
                let set = operation.security.as_slice();
                if !set.is_empty() && !sets.contains(&set) {
                    sets.push(set);
                }
            }
            sets
        })
    }

    /// Whether the document has a type of this name.
    pub(super) fn is_taken(&self, name: &str) -> bool {
        self.taken.contains(name)
    }

    /// The finished module.
    pub(super) fn module(self, docs: Vec<String>, items: Vec<Item>) -> Module {
        Module {
            name: self.home.name(),
            docs,
            attributes: TokenStream::new(),
            imports: self.imports.into_inner(),
            items,
        }
    }
}

/// Every type name of the document.
fn taken(api: &Api) -> BTreeSet<&str> {
    let types = api.types.iter().map(|def| plain(&def.name));
    let operations = api.operations.iter().flat_map(|operation| {
        let success = match &operation.success {
            Outcome::Single(_) => None,
            Outcome::Several(name, _) => Some(plain(name)),
        };
        let failure = match &operation.failure {
            ErrorOutcome::Undocumented | ErrorOutcome::Single(_) => None,
            ErrorOutcome::Several(name, _) => Some(plain(name)),
        };
        let body = operation
            .body
            .as_ref()
            .and_then(|body| match &body.content {
                BodyContent::Single(_) => None,
                BodyContent::Several(name, _) => Some(plain(name)),
            });
        let forms = super::body::forms(operation.body.as_ref()).map(|(form, _)| plain(&form.name));
        [Some(plain(&operation.request)), success, failure, body]
            .into_iter()
            .flatten()
            .chain(forms)
    });
    types.chain(operations).collect()
}
