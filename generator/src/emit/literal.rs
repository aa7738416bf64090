//! Constants of the document as Rust literals: strings without invisible characters, integers with
//! `_` between thousands.
//!
//! ```text
//! "a\u{202e}b"     2_147_483_646     -5     1.0
//! ```

use std::fmt::Write as _;
use std::str::FromStr;

use memchr::memchr_iter;
use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use crate::ir::Literal;

/// A string literal in which control, bidirectional and other invisible characters are written as
/// `\u{…}`: a reader of the generated code must see what it contains.
pub(super) fn string(text: &str) -> TokenStream {
    let mut source = String::with_capacity(text.len() + 2);
    source.push('"');
    for character in text.chars() {
        match character {
            '"' => source.push_str("\\\""),
            '\\' => source.push_str("\\\\"),
            '\n' => source.push_str("\\n"),
            '\r' => source.push_str("\\r"),
            '\t' => source.push_str("\\t"),
            c if is_visible(c) => source.push(c),
            c => _ = write!(source, "\\u{{{:x}}}", u32::from(c)),
        }
    }
    source.push('"');
    match Token::from_str(&source) {
        Ok(token) => TokenStream::from(proc_macro2::TokenTree::Literal(token)),
        Err(_) => TokenStream::from(proc_macro2::TokenTree::Literal(Token::string(text))),
    }
}

/// The name of a property where it takes a row of its own: an identifier if it is one, as `ownerName` is, which needs no escapes
/// in JSON; else a string literal. Only ASCII, because rustc reads other identifiers in a normal form, and warns of some.
pub(super) fn name(text: &str) -> TokenStream {
    let is_word = |byte: u8| byte == b'_' || byte.is_ascii_alphanumeric();
    let starts = text
        .bytes()
        .next()
        .is_some_and(|byte| !byte.is_ascii_digit());
    if starts && text.bytes().all(is_word) && text != "_" {
        let ident = proc_macro2::Ident::new(text, proc_macro2::Span::call_site());
        return TokenStream::from(proc_macro2::TokenTree::Ident(ident));
    }
    string(text)
}

/// A raw string literal with lines of text as they are, for a comment: neither who makes it nor who reads it looks for escapes.
/// `proc_macro2` reads a literal in a tenth of the time that it needs to make one.
pub(super) fn text(text: &str) -> Token {
    let marks = |quote: usize| {
        text.as_bytes()
            .iter()
            .skip(quote + 1)
            .take_while(|byte| **byte == b'#')
            .count()
            + 1
    };
    let hashes = "#".repeat(
        memchr_iter(b'"', text.as_bytes())
            .map(marks)
            .max()
            .unwrap_or(0),
    );
    let source = ["r", &hashes, "\"", text, "\"", &hashes].concat();
    Token::from_str(&source).unwrap_or_else(|_| Token::string(text))
}

/// Whether a character can be written in source code as it is.
pub(super) fn is_visible(c: char) -> bool {
    c == ' ' || c.is_ascii_graphic() || !(c.is_control() || c.is_whitespace() || is_hidden(c))
}

/// Formatting characters that change how the text around them looks.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// An integer with `_` between thousands from five digits on, and a sign before it where negative.
pub(super) fn integer(value: i128) -> TokenStream {
    let digits = value.unsigned_abs().to_string();
    let grouped = if digits.len() < 5 {
        digits
    } else {
        group(&digits)
    };
    let sign = if value < 0 { "-" } else { "" };
    TokenStream::from_str(&format!("{sign}{grouped}")).unwrap_or_default()
}

/// `2_147_483_646`, as clippy requires of long literals.
fn group(digits: &str) -> String {
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    grouped
}

/// A floating-point number, always with a point or an exponent.
pub(super) fn float(value: f64) -> TokenStream {
    TokenStream::from_str(&format!("{value:?}")).unwrap_or_default()
}

/// The only value of a property. Integers have their type, since there is no field that has it.
pub(super) fn constant(value: &Literal) -> TokenStream {
    match value {
        Literal::Bool(value) => quote!(#value),
        Literal::Integer(value) => {
            TokenStream::from_str(&format!("{}_i64", integer(*value))).unwrap_or_default()
        }
        Literal::String(text) => string(text),
        Literal::Null
        | Literal::Float(_)
        | Literal::Number(_)
        | Literal::Formatted(..)
        | Literal::Variant(..)
        | Literal::Unlisted(..)
        | Literal::List(_)
        | Literal::Composite(..)
        | Literal::Json(_) => TokenStream::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{float, integer, name, string};

    #[test]
    fn strings_show_what_is_invisible() {
        assert_eq!(
            string("a\"\\\u{202e}\u{7}é").to_string(),
            r#""a\"\\\u{202e}\u{7}é""#
        );
    }

    #[test]
    fn names_are_identifiers_where_they_can_be() {
        for text in ["ownerName", "type", "self", "true", "_id", "a1"] {
            assert_eq!(name(text).to_string(), text);
        }
        for text in [
            "",
            "_",
            "1a",
            "owner-name",
            "größe",
            "a\"",
            "r#type",
            "$ref",
        ] {
            assert_eq!(name(text).to_string(), string(text).to_string());
        }
    }

    #[test]
    fn numbers_read_well() {
        assert_eq!(integer(2_147_483_646).to_string(), "2_147_483_646");
        assert_eq!(integer(-1000).to_string(), "- 1000");
        assert_eq!(float(1.0).to_string(), "1.0");
    }
}
