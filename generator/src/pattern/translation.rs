//! The characters of an expression of ECMA-262, section 22.2.1, -> those that mean the same to
//! `regex-lite` or `regex`.
//!
//! Both support most of it; what differs is spelled out: `.`, `\d`, `\w` and `\s` are classes,
//! literal braces and brackets (Annex B.1.2) are escaped. Look-around, back-references, and flags
//! that change the meaning of the rest are rejected.

use std::borrow::Cow;
use std::iter::Peekable;
use std::str::Chars;

use super::class::{self, Class};
use super::error::{CharacterSet, PatternError};

/// Whether case is ignored in some part of the expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CaseSensitivity {
    Sensitive,
    Insensitive,
}

/// A translation in progress, from the first character to the last.
pub(super) struct Translation<'p> {
    rest: Peekable<Chars<'p>>,
    /// The expression in Rust's syntax so far.
    pub(super) out: String,
    /// The crate that it needs.
    pub(super) charset: CharacterSet,
    pub(super) case: CaseSensitivity,
    /// Where the flag `i` is in `out`.
    flags: Vec<usize>,
}

impl<'p> Translation<'p> {
    /// Translates a whole pattern for the crate of `charset`, or for `regex` if it needs that.
    ///
    /// Ignoring the case of letters beyond ASCII needs Unicode: `(?i)straße`.
    pub(super) fn of(pattern: &'p str, charset: CharacterSet) -> Result<Self, PatternError> {
        let mut translation = Self {
            rest: pattern.chars().peekable(),
            out: String::new(),
            charset,
            case: CaseSensitivity::Sensitive,
            flags: Vec::new(),
        };
        translation.all()?;
        let beyond = !pattern.is_ascii() || pattern.contains(r"\u") || pattern.contains(r"\x");
        if translation.case == CaseSensitivity::Insensitive && beyond {
            translation.charset = CharacterSet::Unicode;
        }
        Ok(translation)
    }

    /// The expression with the case of letters, whatever its flags say. Of an expression that ignores it, the parser looks up
    /// each character of each class: a million for `[^]`. `U` in the place of `i` changes which match is found, and not whether
    /// there is one.
    pub(super) fn cased(&self) -> Cow<'_, str> {
        if self.flags.is_empty() {
            return Cow::Borrowed(&self.out);
        }
        let mut cased = self.out.clone();
        for flag in &self.flags {
            cased.replace_range(*flag..flag + 1, "U");
        }
        Cow::Owned(cased)
    }

    /// Translates until the end. Only what differs between the two syntaxes is handled.
    fn all(&mut self) -> Result<(), PatternError> {
        while let Some(character) = self.rest.next() {
            match character {
                '\\' => self.escape()?,
                '[' => self.class()?,
                '(' => self.group()?,
                '.' => self.out.push_str(r"[^\n\r\u{2028}\u{2029}]"),
                '{' => self.brace(),
                ']' | '}' => self.out.push_str(&class::escaped(character)),
                other => self.out.push(other),
            }
        }
        Ok(())
    }

    /// A quantifier, or a literal brace: `a{2,3}` and `a{x}`
    /// (<https://tc39.es/ecma262/#sec-regular-expressions-patterns>).
    fn brace(&mut self) {
        let mut ahead = self.rest.clone();
        let digits = |ahead: &mut Peekable<Chars<'_>>| {
            std::iter::from_fn(|| ahead.next_if(char::is_ascii_digit)).collect::<String>()
        };
        let mut quantifier = digits(&mut ahead);
        let begins = !quantifier.is_empty();
        if let Some(comma) = ahead.next_if_eq(&',') {
            quantifier.push(comma);
            quantifier.push_str(&digits(&mut ahead));
        }
        if begins && ahead.next() == Some('}') {
            self.out.push_str(&format!("{{{quantifier}}}"));
            self.rest = ahead;
        } else {
            self.out.push_str(r"\{");
        }
    }

    /// The start of a group. Look-around is rejected by name.
    fn group(&mut self) -> Result<(), PatternError> {
        self.out.push('(');
        if self.rest.next_if_eq(&'?').is_none() {
            return Ok(());
        }
        self.out.push('?');
        let mut ahead = self.rest.clone();
        match (ahead.next(), ahead.next()) {
            (Some('=' | '!'), _) => PatternError::unsupported("it uses look-ahead"),
            (Some('<'), Some('=' | '!')) => PatternError::unsupported("it uses look-behind"),
            (Some('a'..='z' | '-'), _) => self.flags(),
            (_, _) => Ok(()),
        }
    }

    /// Flags of a group, as in `(?i:…)`. Only `i` and `m` are kept; what other flags change is
    /// spelled out in the translation already.
    fn flags(&mut self) -> Result<(), PatternError> {
        while let Some(flag) = self.rest.next_if(|next| !matches!(next, ':' | ')')) {
            match flag {
                'i' => {
                    self.case = CaseSensitivity::Insensitive;
                    self.flags.push(self.out.len());
                }
                'm' | '-' => {}
                other => return PatternError::unsupported(format!("it sets the flag `{other}`")),
            }
            self.out.push(flag);
        }
        Ok(())
    }

    /// An escape outside of classes.
    fn escape(&mut self) -> Result<(), PatternError> {
        let Some(escaped) = self.rest.next() else {
            return PatternError::malformed("it ends in a backslash");
        };
        match (escaped, self.charset) {
            ('b', CharacterSet::Ascii) => self.out.push_str(r"\b"),
            ('b', CharacterSet::Unicode) => self.out.push_str(r"(?-u:\b)"),
            ('B', CharacterSet::Ascii) => self.out.push_str(r"\B"),
            ('B', CharacterSet::Unicode) => {
                return PatternError::unsupported(r"it uses `\B` beside what needs Unicode");
            }
            ('1'..='9' | 'k', _) => return PatternError::unsupported("it refers back to a group"),
            (_, _) => match class::set(escaped) {
                Some(set) => self.out.push_str(&set),
                None => {
                    let atom = self.reader().escaped(escaped)?;
                    self.out.push_str(&atom);
                }
            },
        }
        Ok(())
    }

    /// A class, after `[`.
    fn class(&mut self) -> Result<(), PatternError> {
        let class = self.reader().class()?;
        self.out.push_str(&class);
        Ok(())
    }

    /// A reader of classes and escapes on the rest of the pattern.
    fn reader(&mut self) -> Class<'_, 'p> {
        Class::new(&mut self.rest, &mut self.charset)
    }
}
