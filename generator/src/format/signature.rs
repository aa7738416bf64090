//! Signatures of functions: on one line where they fit, else an argument a line.

use quote::ToTokens;
use syn::{ReturnType, Signature, Visibility};

use super::{WIDTH, line::line};

/// The signature without its body, whose first line is to be indented by `indent`; ends with a newline where a
/// `where` clause makes the opening brace stand on a line of its own.
pub(super) fn print(visibility: &Visibility, signature: &Signature, indent: usize) -> String {
    let Signature { constness, asyncness, ident, generics, inputs, output, .. } = signature;
    let head = line(quote::quote!(#visibility #constness #asyncness fn #ident #generics));
    let inputs: Vec<String> = inputs.iter().map(|input| line(input.to_token_stream())).collect();
    let returned = match output {
        ReturnType::Default => String::new(),
        ReturnType::Type(_, ty) => format!(" -> {}", line(ty.to_token_stream())),
    };
    let bounds = bounds(generics, indent);
    let flat = format!("{head}({}){returned}", inputs.join(", "));
    let tail = if bounds.is_empty() { 2 } else { 0 };
    if indent + flat.chars().count() + tail <= WIDTH {
        return flat + &bounds;
    }
    let pad = " ".repeat(indent);
    let inputs: String = inputs.iter().map(|input| format!("{pad}    {input},\n")).collect();
    let returned = fitted(returned, indent + 1, tail);
    format!("{head}(\n{inputs}{pad}){returned}{bounds}")
}

/// The return type, its outermost generics broken over lines where it is too wide.
fn fitted(returned: String, column: usize, tail: usize) -> String {
    // rustfmt breaks no bounds of `impl Trait`.
    if returned.starts_with(" -> impl") || column + returned.chars().count() + tail <= WIDTH {
        return returned;
    }
    let (Some(open), Some(close)) = (returned.find('<'), returned.rfind('>')) else { return returned };
    let pad = " ".repeat(column - 1);
    let (start, inner, end) = match (returned.get(..=open), returned.get(open + 1..close), returned.get(close..)) {
        (Some(start), Some(inner), Some(end)) => (start, inner, end),
        _ => return returned,
    };
    let arguments: String = split(inner).iter().map(|one| format!("{pad}    {one},\n")).collect();
    format!("{start}\n{arguments}{pad}{end}")
}

/// The generics between the outermost commas.
fn split(inner: &str) -> Vec<&str> {
    let (mut depth, mut start, mut parts) = (0_usize, 0, Vec::new());
    for (at, character) in inner.char_indices() {
        match character {
            '<' | '(' => depth += 1,
            '>' | ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parts.extend(inner.get(start..at).map(str::trim));
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.extend(inner.get(start..).map(str::trim));
    parts
}

fn bounds(generics: &syn::Generics, indent: usize) -> String {
    let Some(clause) = &generics.where_clause else { return String::new() };
    let pad = " ".repeat(indent);
    let bounds: String = clause
        .predicates
        .iter()
        .map(|bound| format!("{pad}    {},\n", line(bound.to_token_stream())))
        .collect();
    format!("\n{pad}where\n{bounds}")
}
