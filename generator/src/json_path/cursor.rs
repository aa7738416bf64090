//! The characters of a query, and the smallest things made of them: blanks, names, strings and numbers.

use serde_json::{Number, Value};

use super::syntax::Condition;

/// Why a text is not a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct QueryError {
    /// The character, from 1.
    pub(crate) character: usize,
    /// What is wrong there.
    pub(crate) problem: String,
    /// What to write in its place, if that is known.
    pub(crate) help: Option<&'static str>,
}

/// How deeply filters, parentheses and functions nest. Parsing and testing are recursive.
const DEEPEST: usize = 32;

/// The largest integer, as in I-JSON ([RFC 7493 section 2.2](https://www.rfc-editor.org/rfc/rfc7493#section-2.2)).
const LARGEST: i64 = (1 << 53) - 1;

/// What to do about a name in the short form.
pub(super) const BRACKETS: &str = "put a name with other characters than letters, digits and `_` in quotes and brackets: `$.paths['/pets']`";

/// How the filter of a selector is read.
pub(super) type FilterReader = fn(&mut QueryCursor<'_>) -> Result<Condition, QueryError>;

pub(super) struct QueryCursor<'t> {
    text: &'t str,
    /// Filters contain queries, which contain filters.
    pub(super) filter: FilterReader,
    at: usize,
    depth: usize,
}

impl<'t> QueryCursor<'t> {
    pub(super) fn new(text: &'t str, filter: FilterReader) -> Self {
        Self {
            text,
            filter,
            at: 0,
            depth: 0,
        }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn take(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    /// Steps over a text, if it is next.
    pub(super) fn eat(&mut self, text: &str) -> bool {
        let found = self.rest().starts_with(text);
        if found {
            self.at += text.len();
        }
        found
    }

    pub(super) fn expect(&mut self, text: &str, purpose: &str) -> Result<(), QueryError> {
        if self.eat(text) {
            return Ok(());
        }
        Err(self.unexpected(&format!("`{text}` {purpose}")))
    }

    pub(super) fn blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
    }

    /// Where it is, to come back to or to report.
    pub(super) fn mark(&self) -> usize {
        self.at
    }

    pub(super) fn back_to(&mut self, mark: usize) {
        self.at = mark;
    }

    /// The error that something else is needed here.
    pub(super) fn unexpected(&self, needed: &str) -> QueryError {
        let found = match self.peek() {
            Some(found) => format!("`{found}`"),
            None => "the end".to_owned(),
        };
        self.error(self.at, format!("{needed} is expected, and not {found}"))
    }

    pub(super) fn error(&self, mark: usize, problem: impl Into<String>) -> QueryError {
        let before = self.text.get(..mark).unwrap_or_default();
        QueryError {
            character: before.chars().count() + 1,
            problem: problem.into(),
            help: None,
        }
    }

    /// Reads what is inside a filter, parentheses or a function.
    pub(super) fn nested<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, QueryError>,
    ) -> Result<T, QueryError> {
        if self.depth == DEEPEST {
            let problem = format!("filters and parentheses nest more than {DEEPEST} levels deep");
            return Err(self.error(self.at, problem));
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }

    /// A name in the short form, after a dot.
    pub(super) fn short_name(&mut self) -> Result<String, QueryError> {
        let is_first = |c: char| c.is_ascii_alphabetic() || c == '_' || !c.is_ascii();
        let rest = self.rest();
        if !rest.starts_with(is_first) {
            let mut error = self.unexpected("a name or `*`");
            error.help = Some(BRACKETS);
            return Err(error);
        }
        let end = rest.find(|c: char| !is_first(c) && !c.is_ascii_digit());
        let (name, _) = rest.split_at(end.unwrap_or(rest.len()));
        self.at += name.len();
        Ok(name.to_owned())
    }

    /// The name of a function, or `true`, `false` and `null`.
    pub(super) fn word(&mut self) -> &'t str {
        let rest = self.rest();
        let is_part = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let end = rest.find(|c: char| !is_part(c)).unwrap_or(rest.len());
        let (word, _) = rest.split_at(end);
        self.at += word.len();
        word
    }

    /// A string in either kind of quotes.
    pub(super) fn string(&mut self) -> Result<String, QueryError> {
        let start = self.at;
        let quote = self.take().unwrap_or('\'');
        let mut string = String::new();
        loop {
            let at = self.at;
            match self.take() {
                Some(end) if end == quote => return Ok(string),
                Some('\\') => string.push(self.escape(quote)?),
                Some(control) if control < ' ' => {
                    return Err(self.error(at, "a control character in a string must be escaped"));
                }
                Some(plain) => string.push(plain),
                None => return Err(self.error(start, "this string has no end")),
            }
        }
    }

    fn escape(&mut self, quote: char) -> Result<char, QueryError> {
        let at = self.at;
        match self.take() {
            Some('b') => Ok('\u{8}'),
            Some('f') => Ok('\u{c}'),
            Some('n') => Ok('\n'),
            Some('r') => Ok('\r'),
            Some('t') => Ok('\t'),
            Some(same @ ('/' | '\\')) => Ok(same),
            Some(same) if same == quote => Ok(same),
            Some('u') => self
                .unicode_escape()
                .ok_or_else(|| self.error(at, "this is no `\\u` escape of a character")),
            _ => Err(self.error(at, "this escape is not defined")),
        }
    }

    /// After `\u`: four digits, or those of two surrogates.
    fn unicode_escape(&mut self) -> Option<char> {
        let first = self.four_digits()?;
        if !(0xd800..0xdc00).contains(&first) {
            return char::from_u32(first);
        }
        let low = self.eat("\\u").then(|| self.four_digits()).flatten()?;
        let low = (0xdc00..0xe000).contains(&low).then(|| low - 0xdc00)?;
        char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + low)
    }

    fn four_digits(&mut self) -> Option<u32> {
        (0..4).try_fold(0, |code, _| Some(code * 16 + self.take()?.to_digit(16)?))
    }

    /// Whether an integer can start here.
    pub(super) fn is_at_integer(&self) -> bool {
        self.rest()
            .starts_with(|c: char| c == '-' || c.is_ascii_digit())
    }

    /// An index, or a bound of a slice.
    pub(super) fn integer(&mut self) -> Result<i64, QueryError> {
        let start = self.at;
        let digits = self.integer_text()?;
        let value = digits.parse::<i64>().ok();
        let value = value.filter(|value| (-LARGEST..=LARGEST).contains(value) && digits != "-0");
        value.ok_or_else(|| self.error(start, format!("`{digits}` is not an index")))
    }

    /// A minus and digits, without a leading zero.
    fn integer_text(&mut self) -> Result<&'t str, QueryError> {
        let start = self.at;
        self.eat("-");
        if !self.eat("0") {
            self.digits()?;
        }
        Ok(self.text.get(start..self.at).unwrap_or_default())
    }

    fn digits(&mut self) -> Result<(), QueryError> {
        let rest = self.rest();
        let count = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        self.at += count;
        if count == 0 {
            return Err(self.unexpected("a digit"));
        }
        Ok(())
    }

    /// A number of a comparison.
    pub(super) fn number(&mut self) -> Result<Value, QueryError> {
        let start = self.at;
        self.integer_text()?;
        if self.eat(".") {
            self.digits()?;
        }
        if self.eat("e") || self.eat("E") {
            let _sign = self.eat("-") || self.eat("+");
            self.digits()?;
        }
        let text = self.text.get(start..self.at).unwrap_or_default();
        let number = text.parse::<Number>().ok().map(Value::Number);
        number.ok_or_else(|| self.error(start, "this number is too large"))
    }
}
