//! Items that are emitted in full: traits, enums, `impl` blocks, functions, constants, aliases, modules.

use syn::{Fields, FnArg, ImplItem, Item, ReturnType, Signature, TraitItem, Visibility};

use super::attributes::Attributes;
use super::model::ItemKind;
use super::reader::{ItemReader, name};

impl ItemReader<'_> {
    /// Reads the items of a file.
    pub(super) fn code(&mut self, items: &[Item]) {
        for item in items {
            self.one(item);
        }
    }

    fn one(&mut self, item: &Item) {
        let start = self.items.len();
        let attributes = Attributes::of(attributes(item));
        match item {
            Item::Struct(data) if is_public(&data.vis) => self.structure(data, &attributes),
            Item::Enum(data) if is_public(&data.vis) => self.enumeration(data, &attributes),
            Item::Trait(data) if is_public(&data.vis) => self.interface(data),
            Item::Impl(data) if data.trait_.is_none() => self.methods(data),
            Item::Impl(data) => self.extension(data),
            Item::Fn(data) if is_public(&data.vis) => {
                let signature = self.signature(&data.sig);
                self.top(&name(&data.sig.ident), ItemKind::Function, &signature);
            }
            Item::Type(data) if is_public(&data.vis) => {
                let behind = format!("= {}", self.text(&data.ty));
                self.top(&name(&data.ident), ItemKind::Alias, &behind);
            }
            Item::Const(data) if is_public(&data.vis) => {
                let ty = self.text(&data.ty);
                self.top(&name(&data.ident), ItemKind::Constant, &ty);
            }
            Item::Struct(_)
            | Item::Enum(_)
            | Item::Trait(_)
            | Item::Fn(_)
            | Item::Type(_)
            | Item::Const(_)
            | Item::Mod(_)
            | Item::Static(_)
            | Item::Macro(_)
            | Item::Use(_) => {}
            other => self.unknown(&quote::ToTokens::to_token_stream(other)),
        }
        self.gate_from(start, &attributes.gates);
    }

    fn structure(&mut self, data: &syn::ItemStruct, attributes: &Attributes) {
        let owner = name(&data.ident);
        let is_open = data.fields.iter().any(|field| !is_public(&field.vis));
        let what = match (is_open, attributes.can_grow) {
            (true, _) => "with private fields",
            (false, true) => "#[non_exhaustive]",
            (false, false) => "",
        };
        self.top(&owner, ItemKind::Struct, what);
        for derived in &attributes.derives {
            self.implementation(derived, &owner, &[]);
        }
        for field in data.fields.iter().filter(|field| is_public(&field.vis)) {
            let ty = self.text(&field.ty);
            if let Some(ident) = &field.ident {
                self.member(&owner, &name(ident), ItemKind::Field, ty);
            }
        }
    }

    fn enumeration(&mut self, data: &syn::ItemEnum, attributes: &Attributes) {
        let owner = name(&data.ident);
        let what = if attributes.can_grow {
            "#[non_exhaustive]"
        } else {
            ""
        };
        self.top(&owner, ItemKind::Enum, what);
        for derived in &attributes.derives {
            self.implementation(derived, &owner, &[]);
        }
        for variant in &data.variants {
            let payload = match &variant.fields {
                Fields::Unit => String::new(),
                fields => self.text(fields),
            };
            self.member(&owner, &name(&variant.ident), ItemKind::Variant, payload);
        }
    }

    fn interface(&mut self, data: &syn::ItemTrait) {
        let owner = name(&data.ident);
        let above = self.text(&data.supertraits);
        self.top(&owner, ItemKind::Trait, &format!(": {above}"));
        for member in &data.items {
            let TraitItem::Fn(method) = member else {
                self.unknown(&quote::ToTokens::to_token_stream(member));
                continue;
            };
            let attributes = Attributes::of(&method.attrs);
            let has_default = method.default.is_some();
            let signature = self.signature(&method.sig);
            let start = self.items.len();
            // A trait that extends another is implemented for all that have the other: its methods are only called.
            let kind = match above.as_str() {
                "Send + Sync" => ItemKind::TraitMethod { has_default },
                _ => ItemKind::Method,
            };
            self.member(&owner, &name(&method.sig.ident), kind, signature);
            self.gate_from(start, &attributes.gates);
        }
    }

    /// `impl<A: PetsApi + ?Sized> PetsApiExt for A {}`: the other trait is all that it needs.
    fn extension(&mut self, data: &syn::ItemImpl) {
        let mut types = data.generics.type_params();
        let bound = types.find_map(|one| one.bounds.first());
        let (Some((extended, _)), Some(bound)) = (&data.trait_, bound) else {
            return self.unknown(&quote::ToTokens::to_token_stream(data));
        };
        let owner = self.text(extended);
        let (prefix, bound) = (&self.prefix, self.text(bound));
        let path = format!("impl {prefix}{owner} for A: {prefix}{bound}");
        let item = self.item(&owner, path, ItemKind::Implementation, String::new());
        self.items.push(item);
    }

    fn methods(&mut self, data: &syn::ItemImpl) {
        let owner = quote::ToTokens::to_token_stream(&data.self_ty).to_string();
        for member in &data.items {
            let ImplItem::Fn(method) = member else {
                continue;
            };
            if !is_public(&method.vis) {
                continue;
            }
            let attributes = Attributes::of(&method.attrs);
            let signature = self.signature(&method.sig);
            let start = self.items.len();
            self.member(
                &owner,
                &name(&method.sig.ident),
                kind_of(&method.sig),
                signature,
            );
            self.gate_from(start, &attributes.gates);
            for item in self.items.iter_mut().skip(start) {
                item.is_deprecated = attributes.is_deprecated;
            }
        }
    }

    /// A function without its name: `async fn(&self, wait: Wait) -> Result<Task, WaitError>`.
    fn signature(&self, signature: &Signature) -> String {
        let start = if signature.asyncness.is_some() {
            "async fn"
        } else {
            "fn"
        };
        let generics = self.text(&signature.generics);
        let inputs: Vec<String> = signature
            .inputs
            .iter()
            .map(|one| self.argument(one))
            .collect();
        let output = match &signature.output {
            ReturnType::Default => String::new(),
            ReturnType::Type(_, ty) => format!(" -> {}", self.text(ty)),
        };
        let bounds = signature.generics.where_clause.as_ref();
        let bounds = bounds.map(|bounds| format!(" {}", self.text(bounds)));
        let bounds = bounds.unwrap_or_default();
        format!("{start}{generics}({}){output}{bounds}", inputs.join(", "))
    }

    /// An argument by its type: its name and `mut` are not what callers depend on.
    fn argument(&self, argument: &FnArg) -> String {
        match argument {
            FnArg::Receiver(receiver) if is_borrowed(receiver) => "&self".to_owned(),
            FnArg::Receiver(_) => "self".to_owned(),
            FnArg::Typed(argument) => self.text(&argument.ty),
        }
    }
}

/// Whether a method takes and returns the whole value.
fn kind_of(signature: &Signature) -> ItemKind {
    let takes = matches!(signature.inputs.first(), Some(FnArg::Receiver(one)) if !is_borrowed(one));
    let returns = match &signature.output {
        ReturnType::Type(_, ty) => {
            matches!(&**ty, syn::Type::Path(path) if path.path.is_ident("Self"))
        }
        ReturnType::Default => false,
    };
    if takes && returns {
        ItemKind::Setter
    } else {
        ItemKind::Method
    }
}

/// Whether it is `&self`.
fn is_borrowed(receiver: &syn::Receiver) -> bool {
    matches!(receiver.kind, syn::ReceiverKind::Reference(..))
}

/// Whether another crate sees it.
pub(super) fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn attributes(item: &Item) -> &[syn::Attribute] {
    match item {
        Item::Struct(one) => &one.attrs,
        Item::Enum(one) => &one.attrs,
        Item::Trait(one) => &one.attrs,
        Item::Impl(one) => &one.attrs,
        Item::Fn(one) => &one.attrs,
        Item::Type(one) => &one.attrs,
        Item::Const(one) => &one.attrs,
        Item::Mod(one) => &one.attrs,
        _ => &[],
    }
}
