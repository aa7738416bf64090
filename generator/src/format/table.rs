//! Calls of the runtime's table macros: `codec!(…)`, `operation! { … }`. rustfmt leaves most of them alone, so the layout
//! is ours: a group stays on one line where it fits, else each row has its own.

use proc_macro2::TokenStream;

use super::{WIDTH, expression, line::line};
use crate::emit::{Delimiters, Node, Spread, Table};

/// Prints a table.
pub(super) fn print(table: Table) -> String {
    let Table {
        name,
        delimiters,
        body,
    } = table;
    let name = line(name);
    match delimiters {
        Delimiters::Parentheses => {
            let column = name.chars().count() + 2;
            // What reads as an expression, rustfmt lays out as one.
            let body = match syn::parse2::<syn::Expr>(tokens(&body)) {
                Ok(expr) => expression::expression(&expr, 0, column, 2),
                Err(_) => node(&body, 0, column, 2),
            };
            format!("{name}!({body});\n")
        }
        Delimiters::Braces => {
            let body = node(&body, 1, 4, 0);
            format!("{name}! {{\n    {body}\n}}\n")
        }
    }
}

/// Prints a node that starts in `column` of a line indented by `depth` steps and has `after` characters behind it.
fn node(node: &Node, depth: usize, column: usize, after: usize) -> String {
    match node {
        Node::Leaf(tokens) => leaf(tokens, column, after),
        Node::Group { head, rows, spread } => {
            let flat = flat(node);
            if *spread == Spread::Compact && column + flat.chars().count() + after <= WIDTH {
                return flat;
            }
            let head = line(head.clone());
            let indent = "    ".repeat(depth + 1);
            let rows: String = rows
                .iter()
                .map(|row| format!("{indent}{},\n", self::node(row, depth + 1, indent.len(), 1)))
                .collect();
            format!("{head} {{\n{rows}{}}}", "    ".repeat(depth))
        }
    }
}

/// A row; one that is too wide and reads `name: expression` is broken as an expression.
fn leaf(tokens: &TokenStream, column: usize, after: usize) -> String {
    let flat = line(tokens.clone());
    if column + flat.chars().count() + after <= WIDTH {
        return flat;
    }
    match syn::parse2::<syn::FieldValue>(tokens.clone()) {
        Ok(row) => expression::field(&row, column),
        Err(_) => flat,
    }
}

fn tokens(node: &Node) -> TokenStream {
    match node {
        Node::Leaf(tokens) => tokens.clone(),
        Node::Group { head, rows, .. } => {
            let rows = rows.iter().map(tokens);
            quote::quote!(#head { #(#rows),* })
        }
    }
}

fn flat(node: &Node) -> String {
    match node {
        Node::Leaf(tokens) => line(tokens.clone()),
        Node::Group { head, rows, .. } => {
            let rows: Vec<String> = rows.iter().map(flat).collect();
            let head = line(head.clone());
            if rows.is_empty() {
                format!("{head} {{}}")
            } else {
                format!("{head} {{ {} }}", rows.join(", "))
            }
        }
    }
}
