//! `object!` and `arguments!`: the struct, its fields, `new`, setters, and the traits that it implements.

use proc_macro2::TokenStream;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Ident, Token};

use super::model::{Gates, ItemKind};
use super::reader::{ItemReader, any_of, feature, name};
use super::rows::{Accepts, StructField, StructRow};
use crate::emit::Node;
use crate::ir::BUILDERS;

/// What is before the brace: `pub closed struct Pet in responses from PetRequired`.
pub(super) struct StructHead {
    is_streaming: bool,
    name: Ident,
    direction: Option<Ident>,
    companion: Option<Ident>,
}

impl Parse for StructHead {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        input.call(Attribute::parse_outer)?;
        input.parse::<Token![pub]>()?;
        let mut is_streaming = false;
        if !input.peek(Token![struct]) {
            let word: Ident = input.parse()?; // `closed` is about JSON
            is_streaming = word == "streaming";
        }
        input.parse::<Token![struct]>()?;
        let name = input.call(Ident::parse_any)?;
        let mut direction = None;
        if input.peek(Token![in]) {
            input.parse::<Token![in]>()?;
            direction = Some(input.parse()?);
        }
        let mut companion = None;
        if input.peek(Ident) {
            input.parse::<Ident>()?; // `from`
            companion = Some(input.call(Ident::parse_any)?);
        }
        Ok(Self {
            is_streaming,
            name,
            direction,
            companion,
        })
    }
}

/// What a struct of a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StructUse {
    /// A JSON object, with a codec.
    Object,
    /// Arguments of an operation, or a form.
    Arguments,
}

impl ItemReader<'_> {
    /// Reads the table.
    pub(super) fn structure_table(
        &mut self,
        head: &TokenStream,
        rows: &[Node],
        what: StructUse,
    ) -> syn::Result<()> {
        let head: StructHead = syn::parse2(head.clone())?;
        let rows: Vec<StructRow> = rows.iter().map(row).collect::<syn::Result<_>>()?;
        let owner = name(&head.name);
        let direction = head.direction.as_ref().map(ToString::to_string);
        let gate = match direction.as_deref() {
            Some("responses") => feature(BUILDERS),
            _ => Gates::new(),
        };
        self.top(&owner, ItemKind::Struct, "#[non_exhaustive]");
        self.derived(&owner, &head, what);
        if what == StructUse::Object {
            self.codec(&owner, direction.as_deref());
        }
        self.fields(&owner, &rows);
        let start = self.items.len();
        self.constructor(&owner, head.companion.as_ref(), &rows);
        self.setters(&owner, &rows);
        self.gate_from(start, &gate);
        Ok(())
    }

    fn derived(&mut self, owner: &str, head: &StructHead, what: StructUse) {
        self.implementation("Debug", owner, &[]);
        if what == StructUse::Object || !head.is_streaming {
            self.implementation("Clone", owner, &[]);
            self.implementation("PartialEq", owner, &[]);
        }
    }

    /// The codec of a type: the half that a client alone does not use is there for a server and for serde.
    pub(super) fn codec(&mut self, owner: &str, direction: Option<&str>) {
        let both = any_of(&["server", "serde"]);
        let (encode, decode) = match direction {
            Some("requests") => (Gates::new(), both),
            Some(_) => (both, Gates::new()),
            None => (Gates::new(), Gates::new()),
        };
        self.implementation("runtime::codec::Encode", owner, &[encode]);
        self.implementation("runtime::codec::Decode", owner, &[decode]);
        self.implementation("serde::Serialize", owner, &[feature("serde")]);
        self.implementation("serde::Deserialize", owner, &[feature("serde")]);
    }

    fn fields(&mut self, owner: &str, rows: &[StructRow]) {
        for row in rows {
            let (name, ty) = match row {
                StructRow::Field(field) => (&field.name, self.field_type(field)),
                StructRow::Extra(name, ty) => (name, self.text(ty)),
                StructRow::Silent => continue,
            };
            self.member(owner, &name.to_string(), ItemKind::Field, ty);
        }
    }

    fn field_type(&self, field: &StructField) -> String {
        let ty = self.text(&field.ty);
        if field.is_required {
            ty
        } else {
            format!("Option<{ty}>")
        }
    }

    /// `new`, and what it takes if that is a struct of its own.
    fn constructor(&mut self, owner: &str, companion: Option<&Ident>, rows: &[StructRow]) {
        let required: Vec<&StructField> = rows.iter().filter_map(StructRow::required).collect();
        if required.is_empty() {
            self.implementation("Default", owner, &[]);
        }
        let arguments = if let Some(companion) = companion.map(name) {
            self.top(&companion, ItemKind::Struct, "");
            for field in required {
                let ty = self.text(&field.ty);
                self.member(&companion, &name(&field.name), ItemKind::Field, ty);
            }
            companion
        } else {
            let arguments = required
                .iter()
                .map(|one| one.accepts.argument(&self.text(&one.ty)));
            arguments.collect::<Vec<_>>().join(", ")
        };
        let signature = format!("fn({arguments}) -> Self");
        self.member(owner, "new", ItemKind::Constructor, signature);
    }

    fn setters(&mut self, owner: &str, rows: &[StructRow]) {
        for row in rows {
            let (name, ty, accepts, is_deprecated) = match row {
                StructRow::Field(field) if !field.is_required => (
                    &field.name,
                    self.text(&field.ty),
                    field.accepts,
                    field.is_deprecated,
                ),
                StructRow::Extra(name, ty) => (name, self.text(ty), Accepts::Value, false),
                StructRow::Field(_) | StructRow::Silent => continue,
            };
            let signature = format!("fn(self, {}) -> Self", accepts.argument(&ty));
            self.member(owner, &name.to_string(), ItemKind::Setter, signature);
            if let Some(item) = self.items.last_mut() {
                item.is_deprecated = is_deprecated;
            }
        }
    }
}

impl StructRow {
    fn required(&self) -> Option<&StructField> {
        match self {
            Self::Field(field) if field.is_required => Some(field),
            Self::Field(_) | Self::Extra(..) | Self::Silent => None,
        }
    }
}

fn row(node: &Node) -> syn::Result<StructRow> {
    match node {
        Node::Leaf(tokens) | Node::Documented(_, tokens) => syn::parse2(tokens.clone()),
        Node::Group { head, .. } => Err(syn::Error::new_spanned(head, "a row has no rows")),
    }
}
