//! Tokens as one line of text, spaced as rustfmt spaces them. A doc comment ends with the newline
//! that it needs.
//!
//! ```text
//! fn new(mut self, id: i64) -> Self
//! |at| at.min_length(1).max_length(64)
//! union Pet by "petType" { "cat" => Cat, .. => Unknown }
//! ```
//!
//! It covers what emitters make: types, paths, calls, patterns, attributes, rows of tables. It
//! knows no comparison operators: `<` and `>` are always brackets of generics.

use std::fmt::{Display, Write as _};

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};

use super::comment;

/// Most rows have fewer bytes.
const SHORT: usize = 80;

/// Prints `tokens` on one line, apart from doc comments.
#[must_use]
pub(super) fn line(tokens: TokenStream) -> String {
    let mut text = String::with_capacity(SHORT);
    append(&mut text, tokens);
    text
}

/// Appends tokens: each kind of token decides about the space before it, by what came last.
fn append(text: &mut String, tokens: TokenStream) {
    let mut last = Last::Open;
    let mut pipe = Pipe::Closed;
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        last = match token {
            TokenTree::Punct(punct) if punct.as_char() == '#' => {
                match tokens.next_if(|next| matches!(next, TokenTree::Group(_))) {
                    Some(TokenTree::Group(attribute)) => append_attribute(text, last, attribute),
                    Some(_) | None => mark(text, last, '#', punct.spacing()),
                }
            }
            TokenTree::Punct(punct) if punct.as_char() == '|' => pipe.mark(text, last),
            TokenTree::Group(group) => {
                append_group(text, last, group);
                Last::Word
            }
            TokenTree::Ident(ident) => word(text, last, &ident),
            TokenTree::Literal(literal) => word(text, last, &literal),
            TokenTree::Punct(punct) => mark(text, last, punct.as_char(), punct.spacing()),
        };
    }
}

/// What was printed before, as far as the next space depends on it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    /// The start of a group, or a mark that binds to what follows.
    Open,
    /// An identifier, a literal or a group.
    Word,
    /// `!` of a macro call, which binds to both sides.
    Bang,
    /// The `>` that ends a list of generics.
    Close,
    /// A mark with a space on either side, or a comma, whose space is still to come.
    Spaced,
    /// The first half of a two-character mark.
    Joint(char),
}

/// Whether the arguments of a closure are open: the same `|` opens them, closes them, and separates
/// alternatives.
enum Pipe {
    Open,
    Closed,
}

impl Pipe {
    /// Prints `|`: around the arguments of a closure, or between alternatives.
    fn mark(&mut self, text: &mut String, last: Last) -> Last {
        let is_word = matches!(last, Last::Word | Last::Close) && !ends_with_keyword(text);
        let (before, after, next) = match (&self, is_word) {
            (Self::Open, _) => ("|", Last::Spaced, Self::Closed),
            (Self::Closed, true) => (" |", Last::Spaced, Self::Closed),
            (Self::Closed, false) if last == Last::Open => ("|", Last::Open, Self::Open),
            (Self::Closed, false) => (" |", Last::Open, Self::Open),
        };
        text.push_str(before);
        *self = next;
        after
    }
}

/// Appends an identifier or a literal.
fn word(text: &mut String, last: Last, word: &dyn Display) -> Last {
    if matches!(last, Last::Word | Last::Spaced | Last::Close) {
        text.push(' ');
    }
    let _ = write!(text, "{word}"); // Writing into a string cannot fail.
    Last::Word
}

/// The tokens of a group, which is dropped first: while it exists, reading them copies each.
fn owned(group: Group) -> TokenStream {
    group.stream()
}

/// Prints an attribute; `#[doc = " A pet."]` as `/// A pet.`.
fn append_attribute(text: &mut String, last: Last, attribute: Group) -> Last {
    let delimiter = attribute.delimiter();
    let tokens: Vec<TokenTree> = owned(attribute).into_iter().collect();
    if let Some(lines) = doc(&tokens) {
        for line in lines.split('\n') {
            comment::line(text, "///", line.strip_prefix(' ').unwrap_or(line));
        }
        return Last::Open;
    }
    let last = mark(text, last, '#', Spacing::Alone);
    append_group(
        text,
        last,
        Group::new(delimiter, TokenStream::from_iter(tokens)),
    );
    Last::Word
}

/// The lines of a doc comment, from `doc = " line"`.
fn doc(tokens: &[TokenTree]) -> Option<String> {
    let [TokenTree::Ident(name), _, TokenTree::Literal(text)] = tokens else {
        return None;
    };
    if name != "doc" {
        return None;
    }
    let written = text.to_string();
    let raw = written.strip_prefix('r').map(|text| text.trim_matches('#'));
    let plain = raw.unwrap_or(&written).strip_prefix('"');
    let plain = plain.and_then(|text| text.strip_suffix('"'));
    match plain {
        Some(plain) if raw.is_some() || !plain.contains('\\') => Some(plain.to_owned()),
        Some(_) | None => match syn::Lit::new(text.clone()) {
            syn::Lit::Str(text) => Some(text.value()),
            _ => None,
        },
    }
}

/// Appends what is in brackets. Braces have spaces inside, others have not: `{ a }`, `(a)`.
fn append_group(text: &mut String, last: Last, group: Group) {
    let delimiter = group.delimiter();
    let inner = owned(group);
    let (open, close) = match delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::None => ("", ""),
    };
    let spaced = match delimiter {
        Delimiter::Brace => matches!(last, Last::Word | Last::Spaced | Last::Close | Last::Bang),
        // `required(into)`, beside `required [Media::JSON]`.
        Delimiter::Parenthesis if text.ends_with("required") || text.ends_with("optional") => false,
        Delimiter::None | Delimiter::Bracket | Delimiter::Parenthesis => {
            last == Last::Spaced || (last == Last::Word && ends_with_keyword(text))
        }
    };
    if spaced {
        text.push(' ');
    }
    text.push_str(open);
    let apart = if delimiter == Delimiter::Brace && !inner.is_empty() {
        " "
    } else {
        ""
    };
    text.push_str(apart);
    append(text, inner);
    text.push_str(apart);
    text.push_str(close);
}

/// Whether the text ends with a word that is not the name of a function: `in (…)`, `required […]`.
fn ends_with_keyword(text: &str) -> bool {
    let end = text
        .rsplit(|c: char| !c.is_alphanumeric() && c != '_')
        .next();
    end.is_some_and(|end| {
        [
            "in", "mut", "async", "move", "return", "required", "optional",
        ]
        .contains(&end)
    })
}

/// Appends a punctuation mark, and says how it binds: `,` and `:` to the left, `.` to both sides,
/// `=` to neither.
fn mark(text: &mut String, last: Last, mark: char, spacing: Spacing) -> Last {
    if let Last::Joint(first) = last {
        return second_half(text, first, mark, spacing);
    }
    let joint = spacing == Spacing::Joint;
    match mark {
        ':' | '=' | '-' | '.' if joint => {
            if matches!(mark, '=' | '-') || last == Last::Spaced {
                text.push(' ');
            }
            text.push(mark);
            Last::Joint(mark)
        }
        ',' | ';' | ':' => {
            text.push(mark);
            Last::Spaced
        }
        '=' | '+' => {
            text.push(' ');
            text.push(mark);
            Last::Spaced
        }
        '!' if last == Last::Word => {
            text.push(mark);
            Last::Bang
        }
        '?' if last == Last::Spaced => {
            text.push_str(" ?");
            Last::Open
        }
        '>' | '?' => {
            text.push(mark);
            Last::Close
        }
        '.' | '<' => {
            text.push(mark);
            Last::Open
        }
        _ => {
            if matches!(last, Last::Spaced | Last::Word) {
                text.push(' ');
            }
            text.push(mark);
            Last::Open
        }
    }
}

/// Appends the second character of `::`, `..`, `->` or `=>`.
fn second_half(text: &mut String, first: char, mark: char, spacing: Spacing) -> Last {
    text.push(mark);
    match (first, mark) {
        (':' | '.', _) if spacing == Spacing::Alone || mark == ':' => Last::Open,
        ('=' | '-', '>') => Last::Spaced,
        _ => Last::Open,
    }
}

#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use proc_macro2::TokenStream;

    use super::line;

    /// Every line prints as it was written.
    #[test]
    fn prints_what_rustfmt_prints() {
        for text in [
            r#"Pet { "id" => id, .. => extra }"#,
            r#"closed Pet { "id" => id }"#,
            r#"enum Level: i64 { 1 => Low, 2 => High }"#,
            r#"union Pet by "petType" { "cat" => Cat, .. => Unknown }"#,
            r#"project_id: Param::path("project_id").style(Style::PipeDelimited).compact()"#,
            "&self, request: impl Into<Request<ListPets>>",
            "impl Future<Output = Result<Response<Vec<Pet>>, Error<Failure>>> + Send",
            "&[Requirement::of(&AK_SK), Requirement::of(&AUTH_TOKEN)]",
            "body: required [Media::JSON]",
            r#"pub required(into) name as "fullName": String"#,
            "pub optional(each into) tags: Vec<String>",
            "pub closed enum Level: i64 in responses { Low = 1, ..Other }",
            "Self::default()",
            "|at| at.min_length(1).max_length(64)",
            r#""dog" | "wolf" => Dog"#,
            "f(async |api: &A, request: Request<ListPets>| api.list(request).await)",
            "self.limit.unwrap_or(-20)",
            "Option<Nullable<Box<Pet>>>",
            "fn new(mut self, id: i64) -> Self",
            "impl Stream<Item = Result<Pet, Error>> + Send + '_",
            "vec![1, 2]",
            "A: PetsApi + ?Sized",
            "Some(body)?.await",
            "async fn get(&self) -> Result<(), Error>",
            "(&self.a, &mut self.b)",
            "bindwright_runtime::Map<i64>",
        ] {
            assert_eq!(line(TokenStream::from_str(text).unwrap()), text);
        }
    }
}
