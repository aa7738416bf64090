//! Items: structs, enums, traits, `impl` blocks, constants, functions. Others are left to
//! `prettyplease`.
//!
//! ```text
//! pub struct Client {
//!     core: Core,
//! }
//!
//! impl Client {
//!     pub fn builder() -> ClientBuilder {
//!         …
//!     }
//! }
//! ```
//!
//! An item starts with a word that decides about its layout (`struct`, `impl`). What is inside its
//! brackets is a list of fields or members, each of which starts with its own attributes.

use super::attribute::{self, attributes};
use super::brackets::{before, bracketed, cut, list, width};
use super::signature::{self, End, FnSignature};
use super::{WIDTH, expression, fields};

/// Prints the items in `code`, without blank lines between them.
pub(super) fn print(out: &mut String, code: &str) {
    let mut rest = code.trim();
    while !rest.is_empty() {
        rest = item(out, rest).trim_start();
    }
}

/// Prints the first item; what follows it.
fn item<'a>(out: &mut String, text: &'a str) -> &'a str {
    let text = attributes(out, text, 0);
    let bare = signature::without_visibility(text);
    match bare.split([' ', '<']).next() {
        Some("struct") => block(out, text, struct_fields),
        Some("enum") => block(out, text, variants),
        Some("trait") => members(out, text, str::to_owned),
        Some("impl") => members(out, text, implementation),
        Some("fn" | "async") => function(out, text, 0),
        Some("type" | "static" | "const") => definition(out, text),
        _ => {
            out.push_str(&others(text));
            ""
        }
    }
}

/// Items of other kinds, and what follows them.
fn others(text: &str) -> String {
    match syn::parse_str(text) {
        Ok(items) => prettyplease::unparse(&items),
        Err(_) => format!("{text}\n"),
    }
}

/// `head { rows }`, the rows printed by `rows`.
fn block<'a>(out: &mut String, text: &'a str, rows: fn(&mut String, &str)) -> &'a str {
    let (head, body) = before(text, &["{"]).unwrap_or((text, ""));
    let (inside, rest) = bracketed(body);
    out.push_str(head.trim_end());
    if inside.is_empty() {
        out.push_str(" {}\n");
    } else {
        out.push_str(" {\n");
        rows(out, inside);
        out.push_str("}\n");
    }
    rest
}

/// The fields of a struct, a line each.
fn struct_fields(out: &mut String, text: &str) {
    for field in list(text) {
        let field = attributes(out, field, 4);
        match cut(field, ": ") {
            Some((name, ty)) => fields::field(out, name, ty, 4),
            None => fields::variant(out, field, "", 4),
        }
    }
}

/// The variants of an enum, a line each.
fn variants(out: &mut String, text: &str) {
    for variant in list(text) {
        let variant = attributes(out, variant, 4);
        match before(variant, &["("]) {
            Some((name, payload)) => fields::variant(out, name, bracketed(payload).0, 4),
            None => fields::variant(out, variant, "", 4),
        }
    }
}

/// `pub type Name = Type;`, `const NAME: Type = value;`
fn definition<'a>(out: &mut String, text: &'a str) -> &'a str {
    let (whole, rest) = cut(text, ";").unwrap_or((text, ""));
    match cut(whole, " = ") {
        Some((head, ty)) if signature::without_visibility(head).starts_with("type ") => {
            fields::alias(out, head, ty);
        }
        Some((head, value)) => out.push_str(&expression::binding(head, value, 0)),
        None => {
            out.push_str(whole);
            out.push_str(";\n");
        }
    }
    rest
}

/// `impl Trait for Type`; ends with a newline if the brace has a line of its own.
fn implementation(head: &str) -> String {
    if width(head) + 2 <= WIDTH {
        return head.to_owned();
    }
    match cut(head, " for ") {
        Some((start, ty)) => format!("{start}\n    for {ty}\n"),
        None => head.to_owned(),
    }
}

/// An `impl` or a trait, with a blank line between members.
fn members<'a>(out: &mut String, text: &'a str, head: fn(&str) -> String) -> &'a str {
    let (start, body) = before(text, &["{"]).unwrap_or((text, ""));
    let (inside, rest) = bracketed(body);
    let head = head(start.trim_end());
    out.push_str(&head);
    if inside.is_empty() {
        out.push_str(" {}\n");
        return rest;
    }
    out.push_str(if head.ends_with('\n') { "{\n" } else { " {\n" });
    let (mut more, mut before) = (inside, None);
    while !more.is_empty() {
        let kind = if more.starts_with("type ") {
            Member::Type
        } else {
            Member::Function
        };
        // There is no blank line between associated types.
        if before.is_some_and(|before| (before, kind) != (Member::Type, Member::Type)) {
            out.push('\n');
        }
        more = member(out, more).trim_start();
        before = Some(kind);
    }
    out.push_str("}\n");
    rest
}

/// What a member of an `impl` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Member {
    Type,
    Function,
}

/// A member of an `impl` or a trait: an associated type or a function.
fn member<'a>(out: &mut String, text: &'a str) -> &'a str {
    let text = attributes(out, text, 4);
    if !text.starts_with("type ") {
        return function(out, text, 4);
    }
    let (flat, rest) = cut(text, ";").unwrap_or((text, ""));
    attribute::pad(out, 4);
    out.push_str(flat);
    out.push_str(";\n");
    rest
}

/// A function in a line indented by `indent`, with its body or a semicolon.
fn function<'a>(out: &mut String, text: &'a str, indent: usize) -> &'a str {
    let (parts, end, rest) = FnSignature::read(text);
    attribute::pad(out, indent);
    match end {
        End::Semicolon => {
            signature::print(out, &parts, indent, End::Semicolon);
            out.push_str(";\n");
            rest
        }
        End::Body => {
            let (inside, rest) = bracketed(rest);
            signature::print(out, &parts, indent, End::Body);
            if out.ends_with('\n') {
                attribute::pad(out, indent);
                out.push('{');
            } else {
                out.push_str(" {");
            }
            if !inside.is_empty() {
                out.push('\n');
                expression::statements(out, inside, indent + 4);
                attribute::pad(out, indent);
            }
            out.push_str("}\n");
            rest
        }
    }
}
