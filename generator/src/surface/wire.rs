//! The tables that say how types and operations are written: they implement traits of the runtime, and they have the limits, rules
//! and statuses of the document.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Ident, Token};

use super::reader::{ItemReader, name};
use crate::emit::{Node, Table};

/// The name in a head such as `received union Pet by "kind"`, and the words before it.
struct NamedHead {
    words: Vec<Ident>,
    name: Ident,
}

impl Parse for NamedHead {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut words = Vec::new();
        let mut name = input.call(Ident::parse_any)?;
        while matches!(
            name.to_string().as_str(),
            "sent" | "received" | "union" | "error"
        ) && input.peek(Ident::peek_any)
        {
            words.push(name);
            name = input.call(Ident::parse_any)?;
        }
        input.parse::<TokenStream>()?;
        Ok(Self { words, name })
    }
}

/// `ListPets =>`
struct OperationHead(Ident);

impl Parse for OperationHead {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.call(Ident::parse_any)?;
        input.parse::<Token![=>]>()?;
        Ok(Self(name))
    }
}

impl ItemReader<'_> {
    /// Reads `codec!` of a type that is no object, which also implements `Clone` if it is a union.
    pub(super) fn union(&mut self, head: &TokenStream) -> syn::Result<()> {
        let head: NamedHead = syn::parse2(head.clone())?;
        let direction = head
            .words
            .iter()
            .find_map(|word| match word.to_string().as_str() {
                "sent" => Some("requests"),
                "received" => Some("responses"),
                _ => None,
            });
        let owner = name(&head.name);
        if head.words.iter().any(|word| word == "union") {
            self.implementation("Clone", &owner, &[]);
        }
        self.codec(&owner, direction);
        Ok(())
    }

    /// Reads `limits!`.
    pub(super) fn limits(&mut self, head: &TokenStream) -> syn::Result<()> {
        let head: NamedHead = syn::parse2(head.clone())?;
        self.implementation("runtime::check::Check", &name(&head.name), &[]);
        Ok(())
    }

    /// Reads `error_body!`, which a server needs to answer with the type.
    pub(super) fn error_body(&mut self, head: &TokenStream) {
        let owner = head.to_string();
        self.implementation("runtime::codegen::ErrorBody", &owner, &[]);
    }

    /// The rows of a table, one line each, with `kind` behind the name of the type.
    pub(super) fn rules(
        &self,
        kind: &str,
        table: &Table,
        lines: &mut Vec<String>,
    ) -> syn::Result<()> {
        let Node::Group { head, rows, .. } = &table.body else {
            return Ok(());
        };
        let owner = match syn::parse2::<OperationHead>(head.clone()) {
            Ok(OperationHead(name)) => name,
            Err(_) => syn::parse2::<NamedHead>(head.clone())?.name,
        };
        let owner = format!("{}{owner}{kind}", self.prefix);
        for row in rows {
            self.rule(&owner, row, lines);
        }
        Ok(())
    }

    fn rule(&self, owner: &str, row: &Node, lines: &mut Vec<String>) {
        match row {
            Node::Leaf(tokens) | Node::Documented(_, tokens) => lines.push(format!(
                "{owner} | {}",
                self.names.text(tokens.to_token_stream())
            )),
            Node::Group { head, rows, .. } => {
                let head = self.names.text(head.to_token_stream());
                let owner = format!("{owner} | {}", head.trim_end_matches(':').trim_end());
                for row in rows {
                    self.rule(&owner, row, lines);
                }
                if rows.is_empty() {
                    lines.push(owner);
                }
            }
        }
    }
}

/// What is before the rows of a table.
pub(super) fn head(table: &Table) -> &TokenStream {
    match &table.body {
        Node::Leaf(tokens) | Node::Documented(_, tokens) => tokens,
        Node::Group { head, .. } => head,
    }
}
