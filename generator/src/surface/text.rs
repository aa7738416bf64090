//! Tokens of a module as text that means the same in every module: names of the document stand alone, those of the prelude too, and
//! all others have their path.
//!
//! ```text
//! use bindwright_runtime::{Nullable, codec::Value};      Option<Nullable<Pet>>   Option<runtime::Nullable<Pet>>
//!                                                        std::option::Option<T>  Option<T>
//! ```

use std::collections::HashMap;

use foldhash::HashSet;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::emit::UseDeclarations;

/// What names mean in one module.
pub(super) struct ModuleNames<'a> {
    /// The names of types of the document.
    taken: &'a HashSet<&'a str>,
    /// Names that this crate defines in `webhooks` or `callbacks`, with their paths; empty in other modules.
    own: HashMap<String, String>,
    /// The paths of imported names that are not of this crate.
    imported: HashMap<String, String>,
}

/// The names that need no import. A type of the document with such a name is printed with `crate::`.
const PRELUDE: [&str; 22] = [
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Display",
    "Eq",
    "From",
    "Future",
    "Hash",
    "Into",
    "IntoIterator",
    "Iterator",
    "Option",
    "PartialEq",
    "Result",
    "Send",
    "String",
    "Sync",
    "ToString",
    "TryFrom",
    "Vec",
];

/// A token with what the spaces around it depend on.
#[derive(Clone, PartialEq)]
enum WrittenToken {
    Word(String),
    Sign(String),
}

impl<'a> ModuleNames<'a> {
    /// The names in a module with these imports.
    pub(super) fn new(
        taken: &'a HashSet<&'a str>,
        own: HashMap<String, String>,
        imports: &UseDeclarations,
    ) -> Self {
        let mut imported = HashMap::new();
        for one in imports.uses() {
            let root = match one.path.strip_prefix("bindwright_runtime") {
                Some(rest) => format!("runtime{rest}"),
                None => one.path,
            };
            if !(root.starts_with("runtime") || root.starts_with("std::")) {
                continue;
            }
            // The others are macros and functions, which have the names of methods.
            let types = one.names.into_iter();
            for name in types.filter(|name| name.starts_with(char::is_uppercase)) {
                let path = format!("{root}::{name}");
                imported.insert(name, path);
            }
        }
        Self {
            taken,
            own,
            imported,
        }
    }

    /// The tokens as text.
    pub(super) fn text(&self, tokens: TokenStream) -> String {
        let mut pieces = Vec::new();
        flatten(tokens, &mut pieces);
        spaced(&self.resolved(pieces))
    }

    /// Paths without what only this module knows.
    fn resolved(&self, pieces: Vec<WrittenToken>) -> Vec<WrittenToken> {
        let mut out = Vec::with_capacity(pieces.len());
        let mut rest = pieces.into_iter().peekable();
        while let Some(piece) = rest.next() {
            let WrittenToken::Word(first) = piece else {
                // `::bindwright_runtime::Number` is a path of its own; `<T as Api>::Item` goes on.
                let starts = piece == WrittenToken::Sign("::".to_owned())
                    && out.last() != Some(&WrittenToken::Sign(">".to_owned()))
                    && rest.peek() == Some(&WrittenToken::Word("bindwright_runtime".to_owned()));
                if !starts {
                    out.push(piece);
                }
                continue;
            };
            let mut path = vec![first];
            while rest.peek() == Some(&WrittenToken::Sign("::".to_owned())) {
                rest.next();
                match rest.next() {
                    Some(WrittenToken::Word(name)) => path.push(name),
                    Some(other) => {
                        out.push(WrittenToken::Word(self.path(&path)));
                        out.extend([WrittenToken::Sign("::".to_owned()), other]);
                        path.clear();
                        break;
                    }
                    None => break,
                }
            }
            if !path.is_empty() {
                out.push(WrittenToken::Word(self.path(&path)));
            }
        }
        out
    }

    fn path(&self, path: &[String]) -> String {
        match path {
            [only] if self.own.contains_key(only) => self.own.get(only).unwrap_or(only).clone(),
            [only] if self.taken.contains(only.as_str()) => {
                if PRELUDE.contains(&only.as_str()) {
                    format!("crate::{only}")
                } else {
                    only.clone()
                }
            }
            [only] => self.imported.get(only).unwrap_or(only).clone(),
            [first, module, last]
                if first == "std" && PRELUDE.contains(&last.as_str()) && module != "fmt" =>
            {
                last.clone()
            }
            [first, rest @ ..] if first == "bindwright_runtime" => {
                format!("runtime::{}", rest.join("::"))
            }
            _ => path.join("::"),
        }
    }
}

/// The tokens in a row, with signs of several characters in one piece.
fn flatten(tokens: TokenStream, out: &mut Vec<WrittenToken>) {
    let mut sign = String::new();
    for token in tokens {
        match token {
            TokenTree::Punct(punct) => {
                sign.push(punct.as_char());
                let joins = punct.spacing() == proc_macro2::Spacing::Joint;
                if joins && matches!(sign.as_str(), ":" | "-" | "'" | "=") {
                    continue;
                }
                out.push(WrittenToken::Sign(std::mem::take(&mut sign)));
            }
            TokenTree::Ident(name) if sign == "'" => {
                sign.clear();
                out.push(WrittenToken::Word(format!("'{name}")));
            }
            TokenTree::Ident(name) => out.push(WrittenToken::Word(name.to_string())),
            TokenTree::Literal(literal) => out.push(WrittenToken::Word(literal.to_string())),
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::None => ("", ""),
                };
                if !open.is_empty() {
                    out.push(WrittenToken::Sign(open.to_owned()));
                }
                flatten(group.stream(), out);
                if out.last() == Some(&WrittenToken::Sign(",".to_owned())) && !close.is_empty() {
                    out.pop();
                }
                if !close.is_empty() {
                    out.push(WrittenToken::Sign(close.to_owned()));
                }
            }
        }
    }
    if out.last() == Some(&WrittenToken::Sign(",".to_owned())) {
        out.pop();
    }
}

/// The pieces with the spaces of rustfmt.
fn spaced(pieces: &[WrittenToken]) -> String {
    let mut text = String::new();
    let mut last: Option<&WrittenToken> = None;
    for piece in pieces {
        let (WrittenToken::Word(written) | WrittenToken::Sign(written)) = piece;
        if last.is_some_and(|last| has_space(last, piece)) {
            text.push(' ');
        }
        text.push_str(written);
        last = Some(piece);
    }
    text
}

/// Whether there is a space between two pieces.
fn has_space(before: &WrittenToken, after: &WrittenToken) -> bool {
    const WIDE: [&str; 7] = ["->", "=", "+", "|", "=>", "{", "}"];
    match (before, after) {
        (WrittenToken::Word(_), WrittenToken::Word(_)) => true,
        (WrittenToken::Sign(sign), WrittenToken::Word(_)) => {
            WIDE.contains(&sign.as_str())
                || matches!(sign.as_str(), "," | ":" | ";" | ">" | ")" | "]")
        }
        (WrittenToken::Word(_), WrittenToken::Sign(sign)) => WIDE.contains(&sign.as_str()),
        (WrittenToken::Sign(first), WrittenToken::Sign(second)) => {
            let wide = |sign: &str| WIDE.contains(&sign);
            wide(first) || wide(second) || matches!(first.as_str(), "," | ":" | ";")
        }
    }
}
