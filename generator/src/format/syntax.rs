//! Expressions and statements of one line taken apart, as far as their layout requires.
//!
//! ```text
//! a(b)?.c::<D>(e)?.await     Chain { receiver: "a(b)?", links: [".c::<D>(e)?", ".await"] }
//! Self { config: x }         Struct { path: "Self", fields: "config: x" }
//! self.limit                 Simple
//! -20                        Other
//! ```
//!
//! This is no parser of Rust: an expression that it does not know is `Other`, and stays on one
//! line.

use super::brackets::{before, bracketed, cut, is_word, list, literal, word};

/// An expression that may be broken over lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Expr<'a> {
    /// `match subject { arms }`
    Match { subject: &'a str, arms: &'a str },
    /// `{ statements }`
    Block(&'a str),
    /// `|inputs| body`
    Closure { head: &'a str, body: &'a str },
    /// `&of`, `&mut of`
    Reference { mark: &'a str, of: &'a str },
    /// `[items]`, or `vec![items]`
    Array { mark: &'a str, items: &'a str },
    /// `left = right`
    Assign { left: &'a str, right: &'a str },
    /// `function(arguments)`, or a tuple without a function
    Call {
        function: &'a str,
        arguments: &'a str,
    },
    /// `path { fields }`
    Struct { path: &'a str, fields: &'a str },
    /// `path!(tokens)`
    Macro { path: &'a str, tokens: &'a str },
    /// `receiver.links`
    Chain {
        receiver: &'a str,
        links: Vec<ChainLink<'a>>,
    },
    /// A path, a literal, a field: never broken.
    Simple,
    /// Something else: never broken either.
    Other,
}

/// One link of a chain with the `?` behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ChainLink<'a> {
    /// `.name::<T>`, `.await`
    pub(super) head: &'a str,
    /// What is in the parentheses of a call.
    pub(super) arguments: Option<&'a str>,
    /// The question marks at the end: `?`, `??`, or none.
    pub(super) questions: &'a str,
}

/// Takes an expression apart.
pub(super) fn expr(text: &str) -> Expr<'_> {
    match text.as_bytes().first() {
        Some(b'{') => Expr::Block(bracketed(text).0),
        Some(b'[') => array("", text),
        Some(b'v') if text.starts_with("vec![") => array("vec!", text),
        Some(b'(') if bracketed(text).1.is_empty() => tuple(bracketed(text).0),
        Some(b'|') => closure(text),
        Some(b'&') => {
            let of = text.get(1..).unwrap_or_default();
            let of = of.strip_prefix("mut ").unwrap_or(of);
            let mark = text.get(..text.len() - of.len()).unwrap_or_default();
            Expr::Reference { mark, of }
        }
        Some(b'm') if text.starts_with("match ") => {
            let (subject, arms) = before(text, &["{"]).unwrap_or((text, ""));
            let subject = subject.strip_prefix("match ").unwrap_or(subject).trim();
            let arms = bracketed(arms).0;
            Expr::Match { subject, arms }
        }
        Some(b'a') if text.starts_with("async |") => closure(text),
        Some(b'm') if text.starts_with("move |") => closure(text),
        _ => match cut(text, " = ") {
            Some((left, right)) => Expr::Assign { left, right },
            None => postfix(text),
        },
    }
}

/// `[items]` behind a mark.
fn array<'a>(mark: &'a str, text: &'a str) -> Expr<'a> {
    let (items, after) = bracketed(text.get(mark.len()..).unwrap_or_default());
    whole(after, Expr::Array { mark, items })
}

/// `(a, b)`; a parenthesis around one expression stays as it is.
fn tuple(arguments: &str) -> Expr<'_> {
    match list(arguments).nth(1) {
        Some(_) => Expr::Call {
            function: "",
            arguments,
        },
        None => Expr::Simple,
    }
}

/// `|inputs| body`; inputs contain no `|`.
fn closure(text: &str) -> Expr<'_> {
    let start = text.find('|').map_or(0, |at| at + 1);
    let end = text.get(start..).and_then(|rest| rest.find('|'));
    match end.and_then(|end| text.split_at_checked(start + end + 1)) {
        Some((head, body)) => Expr::Closure {
            head,
            body: body.trim_start(),
        },
        None => Expr::Other,
    }
}

/// A path, a literal or a parenthesis with what follows it: a call, a macro, the fields of a
/// struct, a chain.
fn postfix(text: &str) -> Expr<'_> {
    let path = primary(text);
    let Some((path, rest)) = text
        .split_at_checked(path)
        .filter(|(path, _)| !path.is_empty())
    else {
        return Expr::Other;
    };
    let (call, after) = match rest.as_bytes().first() {
        None => return Expr::Simple,
        Some(b' ') if rest.starts_with(" {") => {
            let (fields, after) = bracketed(rest.trim_start());
            return whole(after, Expr::Struct { path, fields });
        }
        Some(b'!') => {
            let (tokens, after) = bracketed(rest.get(1..).unwrap_or_default());
            return whole(after, Expr::Macro { path, tokens });
        }
        Some(b'(') => {
            let (arguments, after) = bracketed(rest);
            (Some(arguments), after)
        }
        Some(_) => (None, rest),
    };
    if let (Some(arguments), "") = (call, after) {
        return Expr::Call {
            function: path,
            arguments,
        };
    }
    let after = after.trim_start_matches('?');
    let receiver = text.get(..text.len() - after.len()).unwrap_or_default();
    match links(after) {
        // A field is as simple as a path.
        Some(links) if links.last().is_some_and(ChainLink::is_field) => Expr::Simple,
        Some(links) => Expr::Chain { receiver, links },
        None => Expr::Other,
    }
}

/// The expression, if nothing follows it.
fn whole<'a>(after: &str, expr: Expr<'a>) -> Expr<'a> {
    if after.is_empty() { expr } else { Expr::Other }
}

/// The length of the path, the literal or the parenthesis at the start; 0 if there is none.
fn primary(text: &str) -> usize {
    let behind = |rest: &str| text.len() - rest.len();
    match text.as_bytes().first() {
        Some(b'"') => literal(text),
        Some(b'(') => behind(bracketed(text).1),
        Some(b'0'..=b'9') => {
            let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '.'));
            end.unwrap_or(text.len())
        }
        Some(b'<') => behind(path(bracketed(text).1)),
        Some(byte) if is_word(*byte) => behind(path(word(text).1)),
        _ => 0,
    }
}

/// Skips the further segments of a path: of `::name::<T>(a)`, it returns `(a)`.
fn path(mut rest: &str) -> &str {
    while let Some(more) = rest.strip_prefix("::") {
        rest = if more.starts_with('<') {
            bracketed(more).1
        } else {
            word(more).1
        };
    }
    rest
}

/// The links of a chain, `.a(b)?.c`; `None` if the text has anything else, such as an operator.
fn links(mut rest: &str) -> Option<Vec<ChainLink<'_>>> {
    let mut links = Vec::new();
    while !rest.is_empty() {
        let name = rest.strip_prefix('.')?;
        let after = path(word(name).1);
        let head = rest.get(..rest.len() - after.len())?;
        let (arguments, after) = match after.starts_with('(') {
            true => {
                let (arguments, after) = bracketed(after);
                (Some(arguments), after)
            }
            false => (None, after),
        };
        rest = after.trim_start_matches('?');
        let questions = after.get(..after.len() - rest.len())?;
        links.push(ChainLink {
            head,
            arguments,
            questions,
        });
    }
    Some(links)
}

impl ChainLink<'_> {
    /// Whether the link is a field: `.name`, but not `.name?` or `.await`.
    fn is_field(&self) -> bool {
        self.arguments.is_none() && self.questions.is_empty() && self.head != ".await"
    }
}

/// The statements of a block, each with the semicolon that ends it: `let a = b; a` are
/// `("let a = b", ";")` and `("a", "")`.
pub(super) fn statements(text: &str) -> impl Iterator<Item = (&str, &'static str)> {
    let mut rest = text.trim();
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (statement, end, more) = first(rest);
        rest = more.trim();
        Some((statement, end))
    })
}

/// The first statement, what ends it, and what follows. A `match` or a block ends with its brace,
/// unless more follows it: `match a { … }.b()`.
fn first(text: &str) -> (&str, &'static str, &str) {
    if text.starts_with("match ") || text.starts_with('{') {
        let (_, body) = before(text, &["{"]).unwrap_or((text, ""));
        let (_, rest) = bracketed(body);
        if !rest.starts_with([';', '.', '?']) {
            return (
                text.get(..text.len() - rest.len()).unwrap_or(text),
                "",
                rest,
            );
        }
    }
    match cut(text, ";") {
        Some((statement, rest)) => (statement, ";", rest),
        None => (text, "", ""),
    }
}

/// The arms of a `match`: patterns and bodies. A comma ends an arm, but not one whose body is a
/// block.
pub(super) fn arms(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text.trim();
    std::iter::from_fn(move || {
        let (pattern, more) = cut(rest, " => ")?;
        let (body, after) = if more.starts_with('{') {
            let (_, after) = bracketed(more);
            more.split_at_checked(more.len() - after.len())?
        } else {
            before(more, &[","]).unwrap_or((more, ""))
        };
        rest = after.trim_start().trim_start_matches(',').trim_start();
        Some((pattern.trim(), body))
    })
}

/// The parts of a struct literal: its fields, and what follows `..`.
pub(super) fn fields(text: &str) -> (impl Iterator<Item = &str>, Option<&str>) {
    let rest = list(text).find_map(|part| part.strip_prefix(".."));
    (list(text).filter(|part| !part.starts_with("..")), rest)
}

#[allow(clippy::panic, reason = "a test may stop at the first surprise")]
#[cfg(test)]
mod tests;
