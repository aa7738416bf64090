//! Signatures of functions: on one line where they fit, else an argument a line.

use quote::ToTokens;
use syn::{ReturnType, Signature, Visibility};

use super::typed::{broken, field_text};
use super::{WIDTH, line::line};

/// What follows a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// A body.
    Body,
    /// A semicolon.
    Semicolon,
}

/// The signature without its body, whose first line is to be indented by `indent`; ends with a newline where the
/// opening brace stands on a line of its own.
pub(super) fn print(
    visibility: &Visibility,
    signature: &Signature,
    indent: usize,
    end: End,
) -> String {
    let Signature {
        constness,
        asyncness,
        ident,
        generics,
        inputs,
        output,
        ..
    } = signature;
    let head = line(quote::quote!(#visibility #constness #asyncness fn #ident #generics));
    let inputs: Vec<String> = inputs
        .iter()
        .map(|input| line(input.to_token_stream()))
        .collect();
    let returned = match output {
        ReturnType::Default => String::new(),
        ReturnType::Type(_, ty) => line(ty.to_token_stream()),
    };
    let arrow = if returned.is_empty() { "" } else { " -> " };
    let bounds = bounds(generics, indent);
    let flat = format!("{head}({}){arrow}{returned}", inputs.join(", "));
    let tail = if bounds.is_empty() { 2 } else { 0 };
    if indent + flat.chars().count() + tail <= WIDTH {
        return flat + &bounds;
    }
    let pad = " ".repeat(indent);
    let inputs: String = inputs
        .iter()
        .map(|input| argument(input, indent + 4))
        .collect();
    let returned = fitted(&returned, indent, end);
    format!("{head}(\n{inputs}{pad}){arrow}{returned}{bounds}")
}

/// An argument on a line of its own.
fn argument(input: &str, indent: usize) -> String {
    let pad = " ".repeat(indent);
    match input.split_once(": ") {
        Some((name, ty)) => format!("{pad}{},\n", field_text(name, ty, indent)),
        None => format!("{pad}{input},\n"),
    }
}

/// A return type behind the closing parenthesis of arguments on lines of their own. rustfmt lets it pass the edge by
/// a little before it breaks it; the figures are its behaviour.
fn fitted(returned: &str, indent: usize, end: End) -> String {
    let width = returned.chars().count();
    let pad = " ".repeat(indent);
    if let (End::Semicolon, Some((bound, last))) = (end, returned.rsplit_once(" + ")) {
        return match bound.chars().count() {
            _ if width + 2 <= WIDTH => returned.to_owned(),
            wide if wide + indent + 4 <= WIDTH => format!("{bound}\n{pad}+ {last}"),
            _ => format!("{} + {last}", broken(bound, indent)),
        };
    }
    let brace = if end == End::Body { 2 } else { 1 };
    match end {
        _ if indent + 5 + width + brace + indent <= WIDTH => returned.to_owned(),
        End::Body if width + indent + 3 <= WIDTH => format!("{returned}\n"),
        End::Body | End::Semicolon => broken(returned, indent),
    }
}

fn bounds(generics: &syn::Generics, indent: usize) -> String {
    let Some(clause) = &generics.where_clause else {
        return String::new();
    };
    let pad = " ".repeat(indent);
    let bounds: String = clause
        .predicates
        .iter()
        .map(|bound| format!("{pad}    {},\n", line(bound.to_token_stream())))
        .collect();
    format!("\n{pad}where\n{bounds}")
}
