//! Signatures of functions: on one line if they fit, otherwise an argument per line.
//!
//! ```text
//! pub fn list_pets_all(
//!     &self,
//!     request: impl Into<Request<ListPets>>,
//! ) -> Pages<ListPets> {
//! ```
//!
//! `where` has lines of its own, and the brace after it, too.

use super::WIDTH;
use super::attribute::pad;
use super::brackets::{before, bracketed, cut, list, width};
use super::fields::{broken, each, field_text};

/// What follows a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// A body.
    Body,
    /// A semicolon.
    Semicolon,
}

/// The parts of a signature.
#[derive(Debug)]
pub(super) struct FnSignature<'a> {
    /// `pub async fn name<A>`
    head: &'a str,
    /// What is in the parentheses.
    inputs: &'a str,
    /// The type behind the arrow; empty if there is none.
    returned: &'a str,
    /// What follows `where`.
    bounds: &'a str,
}

/// The item without `pub` and the like.
pub(super) fn without_visibility(text: &str) -> &str {
    let Some(rest) = text.strip_prefix("pub") else {
        return text;
    };
    match rest.strip_prefix('(') {
        Some(_) => bracketed(rest).1.trim_start(),
        None => rest.trim_start(),
    }
}

impl<'a> FnSignature<'a> {
    /// Takes a function apart: its signature, what ends it, and what follows: the body, or what is
    /// behind the semicolon.
    pub(super) fn read(text: &'a str) -> (Self, End, &'a str) {
        let skipped = text.len() - without_visibility(text).len();
        let bare = text.get(skipped..).unwrap_or_default();
        let (name, rest) = before(bare, &["("]).unwrap_or((bare, ""));
        let head = text.get(..skipped + name.len()).unwrap_or_default();
        let (inputs, rest) = bracketed(rest);
        let (tail, rest) = before(rest, &["{", ";"]).unwrap_or((rest, ""));
        let (end, rest) = match rest.strip_prefix(';') {
            Some(rest) => (End::Semicolon, rest),
            None => (End::Body, rest),
        };
        let (tail, bounds) = cut(tail, " where ").unwrap_or((tail, ""));
        let returned = tail.trim().strip_prefix("-> ").unwrap_or_default();
        let parts = Self {
            head: head.trim_end(),
            inputs,
            returned,
            bounds: bounds.trim(),
        };
        (parts, end, rest)
    }
}

/// Prints the signature without its body, in a line that is indented by `indent` already; ends with
/// a newline if the opening brace has a line of its own.
pub(super) fn print(out: &mut String, parts: &FnSignature<'_>, indent: usize, end: End) {
    let FnSignature {
        head,
        inputs,
        returned,
        bounds,
    } = *parts;
    let arrow = if returned.is_empty() { "" } else { " -> " };
    let flat = width(head) + 2 + width(inputs) + arrow.len() + width(returned);
    let tail = if bounds.is_empty() { 2 } else { 0 };
    out.push_str(head);
    out.push('(');
    if indent + flat + tail <= WIDTH {
        out.push_str(inputs);
        out.push(')');
        out.push_str(arrow);
        out.push_str(returned);
    } else {
        out.push('\n');
        for input in list(inputs) {
            argument(out, input, indent + 4);
        }
        pad(out, indent);
        out.push(')');
        out.push_str(arrow);
        out.push_str(&fitted(returned, indent, end));
    }
    clause(out, bounds, indent);
}

/// An argument on a line of its own: `request: impl Into<Request<ListPets>>,`
fn argument(out: &mut String, input: &str, indent: usize) {
    pad(out, indent);
    match input.split_once(": ") {
        Some((name, ty)) => out.push_str(&field_text(name, ty, indent)),
        None => out.push_str(input),
    }
    out.push_str(",\n");
}

/// A return type behind the closing parenthesis of arguments on lines of their own:
///
/// ```text
/// ) -> impl Future<Output = Result<Response<Page>, Error<Problem>>> + Send
/// {
/// ```
///
/// rustfmt allows it to pass the edge by a little before it breaks it. The numbers were found by
/// trying: they are what rustfmt does, and no option names them.
fn fitted(returned: &str, indent: usize, end: End) -> String {
    let width = width(returned);
    let pad = " ".repeat(indent);
    let brace = if end == End::Body { 2 } else { 1 };
    let beside = indent + 5 + width + brace + indent <= WIDTH;
    let below = if end == End::Body && !beside {
        "\n"
    } else {
        ""
    };
    if let Some((bound, last)) = returned.rsplit_once(" + ") {
        return match bound.chars().count() {
            _ if width + 2 <= WIDTH => format!("{returned}{below}"),
            wide if wide + indent + 4 <= WIDTH => format!("{bound}\n{pad}+ {last}"),
            _ => format!("{} + {last}", broken(bound, indent)),
        };
    }
    if beside || (end == End::Body && width + indent + 3 <= WIDTH) {
        return format!("{returned}{below}");
    }
    broken(returned, indent)
}

/// `where`, a line per bound.
fn clause(out: &mut String, bounds: &str, indent: usize) {
    if bounds.is_empty() {
        return;
    }
    out.push('\n');
    pad(out, indent);
    out.push_str("where\n");
    each(out, bounds, indent + 4);
}
