//! `enumeration!` and `conversions!`: an enum of strings or integers with its methods and traits, and `From` for unions.

use proc_macro2::TokenStream;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Ident, Lit, Token, Type, parenthesized};

use super::model::{Gates, ItemKind};
use super::reader::{ItemReader, feature, name};
use crate::emit::Node;
use crate::ir::BUILDERS;

/// What is before the brace: `pub closed enum Level: i64 in requests`.
struct EnumHead {
    is_closed: bool,
    name: Ident,
    repr: Option<Ident>,
    direction: Option<Ident>,
}

/// A row: `Ascending = "ASC"`, or `..Other`.
enum EnumRow {
    Listed(Ident),
    Unlisted(Ident),
}

impl Parse for EnumHead {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        input.call(Attribute::parse_outer)?;
        input.parse::<Token![pub]>()?;
        let mut is_closed = false;
        if !input.peek(Token![enum]) {
            let word: Ident = input.parse()?; // `open` is about strict readers
            is_closed = word == "closed";
        }
        input.parse::<Token![enum]>()?;
        let name = input.call(Ident::parse_any)?;
        let mut repr = None;
        if input.peek(Token![:]) {
            input.parse::<Token![:]>()?;
            repr = Some(input.parse()?);
        }
        let mut direction = None;
        if input.peek(Token![in]) {
            input.parse::<Token![in]>()?;
            direction = Some(input.parse()?);
        }
        Ok(Self {
            is_closed,
            name,
            repr,
            direction,
        })
    }
}

impl Parse for EnumRow {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        input.call(Attribute::parse_outer)?;
        if input.peek(Token![..]) {
            input.parse::<Token![..]>()?;
            return Ok(Self::Unlisted(input.call(Ident::parse_any)?));
        }
        let name = input.call(Ident::parse_any)?;
        input.parse::<Token![=]>()?;
        if input.peek(Token![-]) {
            input.parse::<Token![-]>()?;
        }
        input.parse::<Lit>()?;
        Ok(Self::Listed(name))
    }
}

/// A row of `conversions!`: `Name(String | &str)`.
struct ConversionRow {
    payload: Type,
    literal: Option<Type>,
}

impl Parse for ConversionRow {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        input.call(Ident::parse_any)?;
        let inside;
        parenthesized!(inside in input);
        let payload = inside.parse()?;
        let mut literal = None;
        if inside.peek(Token![|]) {
            inside.parse::<Token![|]>()?;
            literal = Some(inside.parse()?);
        }
        Ok(Self { payload, literal })
    }
}

/// The head of `conversions!`: `Pet in responses`.
struct ConversionHead {
    name: Ident,
    direction: Option<Ident>,
}

impl Parse for ConversionHead {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.call(Ident::parse_any)?;
        let mut direction = None;
        if input.peek(Token![in]) {
            input.parse::<Token![in]>()?;
            direction = Some(input.parse()?);
        }
        Ok(Self { name, direction })
    }
}

/// What every enum of values implements.
const TRAITS: [&str; 6] = ["Clone", "Debug", "Display", "Eq", "Hash", "PartialEq"];

impl ItemReader<'_> {
    /// Reads `enumeration!`.
    pub(super) fn values(&mut self, head: &TokenStream, rows: &[Node]) -> syn::Result<()> {
        let head: EnumHead = syn::parse2(head.clone())?;
        let rows: Vec<EnumRow> = rows.iter().map(parsed).collect::<syn::Result<_>>()?;
        let owner = name(&head.name);
        let what = if head.is_closed {
            ""
        } else {
            "#[non_exhaustive]"
        };
        self.top(&owner, ItemKind::Enum, what);
        for one in TRAITS {
            self.implementation(one, &owner, &[]);
        }
        let direction = head.direction.as_ref().map(ToString::to_string);
        self.codec(&owner, direction.as_deref());
        let repr = head.repr.as_ref().map(ToString::to_string);
        self.variants(&owner, &head, &rows, repr.as_deref());
        self.listed(&owner, &head, repr.as_deref());
        Ok(())
    }

    fn variants(&mut self, owner: &str, head: &EnumHead, rows: &[EnumRow], repr: Option<&str>) {
        let mut unlisted = (!head.is_closed).then(|| "Unknown".to_owned());
        for row in rows {
            match row {
                EnumRow::Listed(variant) => {
                    self.member(owner, &name(variant), ItemKind::Variant, String::new());
                }
                EnumRow::Unlisted(variant) => unlisted = Some(name(variant)),
            }
        }
        if let Some(variant) = unlisted {
            let payload = format!("({})", repr.unwrap_or("String"));
            self.member(owner, &variant, ItemKind::Variant, payload);
        }
    }

    /// Constants, methods and conversions.
    fn listed(&mut self, owner: &str, head: &EnumHead, repr: Option<&str>) {
        self.member(
            owner,
            "ALL",
            ItemKind::Constant,
            "&'static [Self]".to_owned(),
        );
        let (method, result) = match repr {
            Some(repr) => ("value", repr),
            None => ("as_str", "&str"),
        };
        self.member(
            owner,
            method,
            ItemKind::Method,
            format!("fn(&self) -> {result}"),
        );
        if let Some(repr) = repr {
            let path = format!("impl From<{}{owner}> for {repr}", self.prefix);
            let item = self.item(owner, path, ItemKind::Implementation, String::new());
            self.items.push(item);
        }
        match (head.is_closed, repr) {
            (true, None) => self.implementation("FromStr", owner, &[]),
            (true, Some(repr)) => self.implementation(&format!("TryFrom<{repr}>"), owner, &[]),
            (false, None) => self.implementation("From<&str>", owner, &[]),
            (false, Some(repr)) => self.implementation(&format!("From<{repr}>"), owner, &[]),
        }
        if head.is_closed {
            self.implementation("Copy", owner, &[]);
        }
    }

    /// Reads `conversions!`.
    pub(super) fn conversions(&mut self, head: &TokenStream, rows: &[Node]) -> syn::Result<()> {
        let head: ConversionHead = syn::parse2(head.clone())?;
        let is_received = head.direction.is_some_and(|word| word == "responses");
        let gates = if is_received {
            feature(BUILDERS)
        } else {
            Gates::new()
        };
        let owner = name(&head.name);
        for row in rows {
            let row: ConversionRow = parsed(row)?;
            for ty in std::iter::once(&row.payload).chain(&row.literal) {
                let from = format!("From<{}>", self.text(ty));
                self.implementation(&from, &owner, std::slice::from_ref(&gates));
            }
        }
        Ok(())
    }
}

/// A row without further rows.
pub(super) fn parsed<T: Parse>(node: &Node) -> syn::Result<T> {
    match node {
        Node::Leaf(tokens) | Node::Documented(_, tokens) => syn::parse2(tokens.clone()),
        Node::Group { head, .. } => Err(syn::Error::new_spanned(head, "a row has no rows")),
    }
}
