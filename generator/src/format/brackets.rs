//! Brackets, strings and marks of Rust on one line: where a bracket closes, and where a text can be
//! cut.
//!
//! ```text
//! cut("name: Map<A, B> = x", " = ")     ("name: Map<A, B>", "x")
//! list("a: Map<A, B>, c")               "a: Map<A, B>", "c"
//! bracketed("(a, (b)) -> c")            ("a, (b)", " -> c")
//! ```
//!
//! `<` and `>` are always brackets of generics, since emitters compare nothing. Everything else in
//! `format` works with these few functions, and never looks at a single character.

use memchr::{memchr, memchr2};
use unicode_width::UnicodeWidthStr as _;

/// A byte outside of strings and comments, and how many brackets are open around it; an opening and
/// a closing bracket are outside of what they enclose: in `a(b)`, both parentheses have the depth
/// 0, and `b` has 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark {
    at: usize,
    byte: u8,
    depth: usize,
}

/// The marks of a text, in order; a string counts as its opening quote.
struct Marks<'a> {
    text: &'a [u8],
    at: usize,
    depth: usize,
}

/// The marks of a text.
fn marks(text: &str) -> Marks<'_> {
    Marks {
        text: text.as_bytes(),
        at: 0,
        depth: 0,
    }
}

impl Marks<'_> {
    /// Skips bytes that neither open, close nor quote anything, and begin none of these patterns:
    /// most bytes are letters.
    fn pass(&mut self, patterns: &[&str]) {
        let mut firsts = patterns.iter().filter_map(|one| one.bytes().next());
        let (first, others) = (firsts.next(), firsts);
        let stops = |byte: &u8| {
            matches!(byte, b'"' | b'/' | b'-' | b'=' | b'(' | b')' | b'[' | b']')
                || matches!(byte, b'{' | b'}' | b'<' | b'>')
                || Some(*byte) == first
                || others.clone().any(|one| one == *byte)
        };
        let rest = self.text.get(self.at..).unwrap_or_default();
        self.at += rest.iter().position(stops).unwrap_or(rest.len());
    }

    /// The next mark that may begin a pattern, or close a bracket.
    fn next_of(&mut self, patterns: &[&str]) -> Option<Mark> {
        self.pass(patterns);
        self.next()
    }
}

impl Iterator for Marks<'_> {
    type Item = Mark;

    fn next(&mut self) -> Option<Mark> {
        let at = self.at;
        let byte = *self.text.get(at)?;
        let next = self.text.get(at + 1).copied();
        self.at += match (byte, next) {
            (b'"', _) => string(self.text.get(at..)?),
            (b'/', Some(b'/')) => comment(self.text.get(at..)?),
            (b'-' | b'=', Some(b'>')) => 2,
            _ => 1,
        };
        let depth = match byte {
            b'(' | b'[' | b'{' | b'<' => {
                self.depth += 1;
                self.depth - 1
            }
            b')' | b']' | b'}' | b'>' => {
                self.depth = self.depth.saturating_sub(1);
                self.depth
            }
            _ => self.depth,
        };
        Some(Mark { at, byte, depth })
    }
}

/// The length of the string literal at the start.
fn string(text: &[u8]) -> usize {
    let mut at = 1;
    while let Some(rest) = text.get(at..)
        && let Some(mark) = memchr2(b'"', b'\\', rest)
    {
        at += mark + 1;
        match rest.get(mark) {
            Some(b'"') => return at,
            _ => at += 1, // the character that is escaped
        }
    }
    text.len()
}

/// The length of the comment at the start, without its newline.
fn comment(text: &[u8]) -> usize {
    memchr(b'\n', text).unwrap_or(text.len())
}

/// Cuts a text that starts with a bracket behind the bracket that closes it: `(a, (b)) -> c` into
/// `a, (b)` and ` -> c`.
pub(super) fn bracketed(text: &str) -> (&str, &str) {
    let mut marks = marks(text);
    marks.next();
    let close = std::iter::from_fn(|| marks.next_of(&[]))
        .find(|mark| mark.depth == 0)
        .map_or(text.len(), |mark| mark.at);
    let inside = text.get(1..close).unwrap_or_default().trim();
    (inside, text.get(close + 1..).unwrap_or_default())
}

/// The length of the string literal that the text starts with.
pub(super) fn literal(text: &str) -> usize {
    string(text.as_bytes())
}

/// Cuts a text before the first of `patterns` outside of brackets, strings and comments: with
/// `[";"]`, `f(";"); g` into `f(";")` and `; g`.
pub(super) fn before<'a>(text: &'a str, patterns: &[&str]) -> Option<(&'a str, &'a str)> {
    let begins = |at: usize, pattern: &&str| {
        let rest = text.as_bytes().get(at..);
        rest.is_some_and(|rest| rest.starts_with(pattern.as_bytes()))
    };
    let mut marks = marks(text);
    let mark = std::iter::from_fn(|| marks.next_of(patterns))
        .find(|mark| mark.depth == 0 && patterns.iter().any(|pattern| begins(mark.at, pattern)))?;
    text.split_at_checked(mark.at)
}

/// Cuts a text at `pattern`, as [`before`] finds it, and drops the pattern.
pub(super) fn cut<'a>(text: &'a str, pattern: &str) -> Option<(&'a str, &'a str)> {
    let (head, rest) = before(text, &[pattern])?;
    Some((head, rest.get(pattern.len()..)?))
}

/// The parts between commas outside of brackets, without empty ones: the last comma of a list is
/// optional.
pub(super) fn list(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    let parts = std::iter::from_fn(move || {
        let (part, more) = match cut(rest?, ",") {
            Some((part, more)) => (part, Some(more)),
            None => (rest?, None),
        };
        rest = more;
        Some(part.trim())
    });
    parts.filter(|part| !part.is_empty())
}

/// Whether a byte may be part of an identifier.
pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'#' || byte >= 0x80
}

/// The identifier, keyword or number that the text starts with, and what follows.
pub(super) fn word(text: &str) -> (&str, &str) {
    let end = text.bytes().position(|byte| !is_word(byte));
    text.split_at(end.unwrap_or(text.len()))
}

/// How many columns a text has, as rustfmt counts them: Chinese characters have two.
pub(super) fn width(text: &str) -> usize {
    match text.is_ascii() {
        true => text.len(),
        false => text.width(),
    }
}

#[cfg(test)]
mod tests {
    use super::{bracketed, cut, list};

    #[test]
    fn brackets_in_strings_and_comments_do_not_count() {
        assert_eq!(bracketed(r#"(a("\")"), b) c"#), (r#"a("\")"), b"#, " c"));
        assert_eq!(
            bracketed("{ /// a } b\nc: D } e"),
            ("/// a } b\nc: D", " e")
        );
    }

    #[test]
    fn commas_in_brackets_do_not_part() {
        let parts: Vec<_> = list("a: Map<A, B>, b: [1, 2], \",\", f() -> C, ").collect();
        assert_eq!(parts, ["a: Map<A, B>", "b: [1, 2]", "\",\"", "f() -> C"]);
    }

    #[test]
    fn patterns_are_found_outside_of_brackets() {
        assert_eq!(
            cut("From<X for Y> for Z", " for "),
            Some(("From<X for Y>", "Z"))
        );
        assert_eq!(cut("(a = b)", " = "), None);
    }
}
