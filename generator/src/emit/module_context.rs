//! What one module sees while it is emitted. Asking it for a name imports the name:
//!
//! ```text
//! cx.runtime("client::Retry")    prints `Retry`, and adds `use bindwright_runtime::client::Retry;`
//! cx.prelude("Option")           prints `Option`
//! ```
//!
//! If the document has a type of that name, it prints `bindwright_runtime::client::Retry` and
//! `std::option::Option` instead: names of the document are never changed for the sake of others.

use std::cell::RefCell;

use foldhash::HashSet;
use proc_macro2::TokenStream;
use quote::quote;

use super::ident::{parse, plain, token};
use super::module_path::{Import, ModuleKind, ModulePath, Slice};
use super::{EmitOptions, Item, ModuleHead, UseDeclarations};
use crate::analysis::{Analysis, InterfaceNeeds};
use crate::ir::{
    Api, Interface, Operation, RustName, Server, ServerVariable, TypeDef, TypeId, TypeName,
};

/// The module under construction.
pub(super) struct ModuleContext<'a> {
    /// The API.
    pub(super) api: &'a Api,
    /// What modules have in common.
    pub(super) analysis: &'a Analysis<'a>,
    /// Choices that do not depend on the document.
    pub(super) options: EmitOptions<'a>,
    /// Which module it is.
    pub(super) module: ModulePath<'a>,
    /// Names of the document that the module itself defines, if it is one of several.
    defined: HashSet<&'a str>,
    imports: RefCell<UseDeclarations>,
    /// Takes the items as they are made, so that nobody needs to keep all of them.
    items: RefCell<&'a mut dyn FnMut(Item)>,
    /// The paths to the modules of each kind, and how their names are imported.
    paths: Vec<(ModuleKind, Option<(String, Import)>)>,
}

impl<'a> ModuleContext<'a> {
    /// An empty module.
    pub(super) fn new(
        analysis: &'a Analysis<'a>,
        options: EmitOptions<'a>,
        module: ModulePath<'a>,
        items: &'a mut dyn FnMut(Item),
    ) -> Self {
        Self {
            api: analysis.api,
            analysis,
            options,
            module,
            defined: module.defines(analysis.api),
            imports: RefCell::default(),
            items: RefCell::new(items),
            paths: ModuleKind::ALL
                .map(|kind| (kind, module.path_to(kind)))
                .into(),
        }
    }

    /// The operations that the module is about, in document order.
    pub(super) fn operations(&self) -> impl Iterator<Item = &'a Operation> {
        self.module.operations(self.api)
    }

    /// The types that the module is about, with their indices, in document order.
    pub(super) fn types(&self) -> impl Iterator<Item = (usize, &'a TypeDef)> {
        self.module.members(&self.api.types)
    }

    /// All operations of the trait, in document order.
    pub(super) fn methods(&self) -> impl Iterator<Item = &'a Operation> + use<'a> {
        self.api.methods(self.module.interface)
    }

    /// What the trait needs beside its methods.
    pub(super) fn needs(&self) -> &'a InterfaceNeeds<'a> {
        self.analysis.interfaces.get(self.module.interface)
    }

    /// The server of the base URL. Webhooks have none: their receivers choose the URL.
    pub(super) fn server(&self) -> Option<&'a Server> {
        match self.module.interface {
            Interface::Api => self.api.servers.first(),
            Interface::Webhooks | Interface::Callbacks => None,
        }
    }

    /// The variables of the base URL.
    pub(super) fn server_variables(&self) -> impl Iterator<Item = &'a ServerVariable> {
        self.server().into_iter().flat_map(|one| &one.variables)
    }

    /// A user-facing item of the runtime by its path, `client::Retry`: imported, unless the
    /// document has a type of that name.
    pub(super) fn runtime(&self, path: &str) -> TokenStream {
        self.external("bindwright_runtime", path)
    }

    /// An item or macro of the runtime that only generated code uses: `Param`, `operation`.
    pub(super) fn codegen(&self, name: &str) -> TokenStream {
        self.external("bindwright_runtime::codegen", name)
    }

    /// An item of the standard library by its path, `sync::LazyLock`.
    pub(super) fn standard(&self, path: &str) -> TokenStream {
        self.external("std", path)
    }

    /// An item of another crate: imported, or with its path if the document has a type of the same
    /// name.
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
        token(name)
    }

    /// A name of the prelude, with its path if the document has a type of that name.
    pub(super) fn prelude(&self, name: &str) -> TokenStream {
        if !self.is_taken(name) {
            return token(name);
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
        let name = parse(name);
        quote!(std::#module::#name)
    }

    /// A named type of the document.
    pub(super) fn named(&self, id: TypeId) -> TokenStream {
        self.api.get(id).map_or_else(
            || quote!(()),
            |def| self.local(ModuleKind::Types, &def.name),
        )
    }

    /// A type that the module `kind` of this output defines.
    pub(super) fn local(&self, kind: ModuleKind, name: &TypeName) -> TokenStream {
        self.local_item(kind, name.as_str())
    }

    /// Something that the generator named, and that the module `kind` of this output defines: the
    /// trait, a constant.
    pub(super) fn local_item(&self, kind: ModuleKind, name: &str) -> TokenStream {
        let mut paths = self.paths.iter();
        if let Some((_, Some((path, all)))) = paths.find(|(one, _)| *one == kind)
            && !self.defined.contains(name)
        {
            let imported = match all {
                Import::Named => name,
                Import::All => "*",
            };
            self.imports.borrow_mut().add(path, imported);
        }
        token(name)
    }

    /// The trait: `WorkspaceApi`, or `Webhooks`.
    pub(super) fn trait_name(&self) -> String {
        let mut hooks = self.api.hooks.iter();
        match hooks.find(|one| one.interface == self.module.interface) {
            Some(hooks) => plain(&hooks.name).to_owned(),
            None => format!("{}Api", plain(&self.api.name)),
        }
    }

    /// The trait without default methods: `CompletePetsApi`.
    pub(super) fn complete_trait_name(&self) -> String {
        self.free_name(format!("Complete{}", self.trait_name()))
    }

    /// The object-safe version of the trait: `DynPetsApi`.
    pub(super) fn dynamic_trait_name(&self) -> String {
        self.free_name(format!("Dyn{}", self.trait_name()))
    }

    /// A name beside those of the document's types.
    pub(super) fn free_name(&self, mut name: String) -> String {
        while self.is_taken(&name) {
            name.push('_');
        }
        name
    }

    /// The method of an operation as a link in docs. In a group of a divided API, the trait is in
    /// another module, and rustdoc needs its path:
    /// ``[`PetsApi::list_pets`](super::super::api::PetsApi::list_pets)``.
    pub(super) fn method(&self, operation: &Operation) -> String {
        let method = format!("{}::{}", self.trait_name(), plain(&operation.name));
        match self.module.slice {
            Slice::Whole | Slice::Head(_) => format!("[`{method}`]"),
            Slice::Group(_) => {
                let path = self.module.path_to(ModuleKind::Api).map(|(path, _)| path);
                format!("[`{method}`]({}::{method})", path.unwrap_or_default())
            }
        }
    }

    /// Whether the document has a type of this name.
    pub(super) fn is_taken(&self, name: &str) -> bool {
        self.analysis.type_names.contains(name)
    }

    /// Adds items to the module, behind those before.
    pub(super) fn add(&self, items: impl IntoIterator<Item = Item>) {
        for item in items {
            (self.items.borrow_mut())(item);
        }
    }

    /// The head of the finished module, with the imports that its items turned out to need.
    pub(super) fn finish(self, docs: Vec<String>) -> ModuleHead {
        ModuleHead {
            name: self.module.path(),
            docs,
            attributes: TokenStream::new(),
            imports: self.imports.into_inner(),
        }
    }
}
