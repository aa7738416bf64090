//! `calls!`, `implement!`, `complete!`, `dynamic!`, `pages!`: the methods of a client, and the traits of the API.

use proc_macro2::TokenStream;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Ident, Token, Type, parenthesized};

use super::attributes::Attributes;
use super::enums::parsed;
use super::model::ItemKind;
use super::reader::{ItemReader, feature, name};
use crate::emit::Node;

/// A row of `calls!`: `list_pets(ListPets) -> PetList | ErrorResponse`.
struct CallRow {
    is_deprecated: bool,
    method: Ident,
    request: Type,
    success: Type,
    failure: Option<Type>,
}

impl Parse for CallRow {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = Attributes::of(&input.call(Attribute::parse_outer)?);
        let method = input.call(Ident::parse_any)?;
        let inside;
        parenthesized!(inside in input);
        let request = inside.parse()?;
        input.parse::<Token![->]>()?;
        let success = input.parse()?;
        let mut failure = None;
        if input.peek(Token![|]) {
            input.parse::<Token![|]>()?;
            failure = Some(input.parse()?);
        }
        Ok(Self {
            is_deprecated: attributes.is_deprecated,
            method,
            request,
            success,
            failure,
        })
    }
}

/// A row of `complete!`: `list_pets: ListPets`, behind the feature of its tag.
struct MethodRow {
    attributes: Attributes,
    method: Ident,
    request: Type,
}

impl Parse for MethodRow {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = Attributes::of(&input.call(Attribute::parse_outer)?);
        let method = input.call(Ident::parse_any)?;
        input.parse::<Token![:]>()?;
        Ok(Self {
            attributes,
            method,
            request: input.parse()?,
        })
    }
}

/// The head of `implement!` and `complete!`: `PetApi for Client`.
struct ForHead {
    first: Ident,
    second: Ident,
}

impl Parse for ForHead {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let first = input.call(Ident::parse_any)?;
        input.parse::<Token![for]>()?;
        Ok(Self {
            first,
            second: input.call(Ident::parse_any)?,
        })
    }
}

/// The row `items: (data?.pets) as Pet` of `pages!`: the type of an item.
struct ItemsRow(Option<Type>);

impl Parse for ItemsRow {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let word = input.call(Ident::parse_any)?;
        if word != "items" {
            input.parse::<TokenStream>()?;
            return Ok(Self(None));
        }
        while !input.peek(Token![as]) {
            input.parse::<proc_macro2::TokenTree>()?;
        }
        input.parse::<Token![as]>()?;
        Ok(Self(Some(input.parse()?)))
    }
}

impl ItemReader<'_> {
    /// Reads `calls!`.
    pub(super) fn calls(&mut self, head: &TokenStream, rows: &[Node]) -> syn::Result<()> {
        let client = head.to_string();
        for row in rows {
            let row: CallRow = parsed(row)?;
            let (request, success) = (self.text(&row.request), self.text(&row.success));
            let error = match &row.failure {
                Some(failure) => format!("runtime::Error<{}>", self.text(failure)),
                None => "runtime::Error".to_owned(),
            };
            let signature = format!(
                "async fn(&self, impl Into<runtime::Request<{request}>>) -> Result<runtime::Response<{success}>, {error}>"
            );
            self.member(&client, &name(&row.method), ItemKind::Method, signature);
            if let Some(item) = self.items.last_mut() {
                item.is_deprecated = row.is_deprecated;
            }
        }
        Ok(())
    }

    /// Reads `implement!`.
    pub(super) fn implement(&mut self, head: &TokenStream) -> syn::Result<()> {
        let head: ForHead = syn::parse2(head.clone())?;
        let interface = format!("{}{}", self.prefix, head.first);
        self.implementation(&interface, &name(&head.second), &[]);
        Ok(())
    }

    /// Reads `complete!`: a trait whose signatures follow from the request types, and are those of the other trait.
    pub(super) fn complete(&mut self, head: &TokenStream, rows: &[Node]) -> syn::Result<()> {
        let head: ForHead = syn::parse2(head.clone())?;
        let (owner, interface) = (name(&head.first), name(&head.second));
        let start = self.items.len();
        self.top(&owner, ItemKind::Trait, ": Send + Sync");
        for row in rows {
            let row: MethodRow = parsed(row)?;
            let signature = self.signature_in(&interface, &name(&row.method));
            let signature = signature.unwrap_or_else(|| self.text(&row.request));
            let kind = ItemKind::TraitMethod { has_default: false };
            let here = self.items.len();
            self.member(&owner, &name(&row.method), kind, signature);
            self.gate_from(here, &row.attributes.gates);
        }
        let path = format!(
            "impl {}{interface} for A: {}{owner}",
            self.prefix, self.prefix
        );
        let item = self.item(&owner, path, ItemKind::Implementation, String::new());
        self.items.push(item);
        self.gate_from(start, &feature("server"));
        Ok(())
    }

    /// Reads `dynamic!`: a trait that only the macro implements, whose methods are those of the other trait.
    pub(super) fn dynamic(&mut self, head: &TokenStream) -> syn::Result<()> {
        let head: ForHead = syn::parse2(head.clone())?;
        let (owner, interface) = (name(&head.first), name(&head.second));
        let start = self.items.len();
        self.top(&owner, ItemKind::Trait, ": Send + Sync");
        let path = format!(
            "impl {}{owner} for A: {}{interface}",
            self.prefix, self.prefix
        );
        let item = self.item(&owner, path, ItemKind::Implementation, String::new());
        self.items.push(item);
        self.gate_from(start, &feature("dyn"));
        Ok(())
    }

    fn signature_in(&self, interface: &str, method: &str) -> Option<String> {
        let path = format!("{}{interface}::{method}()", self.prefix);
        let mut items = self.items.iter();
        let found = items.find(|one| one.path == path)?;
        Some(found.signature.clone())
    }

    /// Reads `pages!`: what a stream of pages yields.
    pub(super) fn pages(&mut self, head: &TokenStream, rows: &[Node]) -> syn::Result<()> {
        let request = head.to_string();
        for row in rows {
            if let ItemsRow(Some(item)) = parsed(row)? {
                let item = self.text(&item);
                let path = format!("runtime::client::Pages<{}{request}>", self.prefix);
                let signature = format!("impl Stream, items {item}");
                let item = self.item(&request, path, ItemKind::Implementation, signature);
                self.items.push(item);
            }
        }
        Ok(())
    }
}
