//! `pattern`: ECMA-262 -> the syntax of the `regex` crate, compiled once here so that generated code cannot fail to.
//!
//! ECMA's classes are spelled out (`\d` is `[0-9]`, ASCII only), its escapes rewritten, characters that only the `regex`
//! crate treats as special inside a class are escaped. Look-around, back-references and `\B` are refused by name.

use std::iter::Peekable;
use std::str::Chars;

/// Longest pattern, in bytes.
const LONGEST: usize = 4096;

/// Largest compiled program, in bytes.
const PROGRAM: usize = 1 << 20;

/// Deepest nesting of groups.
const NESTING: u32 = 64;

const DIGITS: &str = "0-9";
const WORDS: &str = "A-Za-z0-9_";
/// `WhiteSpace` and `LineTerminator` of ECMA-262 section 12.
const SPACES: &str = r"\t\n\x0B\x0C\r \u{A0}\u{1680}\u{2000}-\u{200A}\u{2028}\u{2029}\u{202F}\u{205F}\u{3000}\u{FEFF}";

/// Why a pattern has no translation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It is no expression, or none of reasonable size.
    Malformed(String),
    /// It is an expression that needs backtracking or means something else elsewhere.
    Unsupported(String),
}

impl Refusal {
    fn malformed<T>(reason: &str) -> Result<T, Self> {
        Err(Self::Malformed(reason.to_owned()))
    }

    fn unsupported<T>(reason: impl Into<String>) -> Result<T, Self> {
        Err(Self::Unsupported(reason.into()))
    }
}

/// Translates a pattern.
///
/// # Errors
///
/// Says what the pattern uses that has no translation, or that it is malformed, too long or too large.
pub(super) fn translate(pattern: &str) -> Result<String, Refusal> {
    if pattern.len() > LONGEST {
        return Err(Refusal::Malformed(format!(
            "it is longer than {LONGEST} bytes"
        )));
    }
    let mut translation = Translation {
        rest: pattern.chars().peekable(),
        out: String::new(),
    };
    translation.all()?;
    let built = regex::RegexBuilder::new(&translation.out)
        .size_limit(PROGRAM)
        .nest_limit(NESTING)
        .build();
    match built {
        Ok(_) => Ok(translation.out),
        // Groups that are repeated multiply: such a pattern is made to be large. One class repeated is only long.
        Err(regex::Error::CompiledTooBig(_)) if translation.out.contains("){") => {
            Refusal::malformed("it is too large when compiled")
        }
        Err(regex::Error::CompiledTooBig(_)) => Refusal::unsupported(
            "it is too large when compiled; say it with `minLength` and `maxLength`",
        ),
        Err(_) if translation.out.contains(r"\p{") || translation.out.contains(r"\P{") => {
            Refusal::unsupported("it names a property of characters that is not known")
        }
        Err(_) => Refusal::malformed("it is not a well-formed expression"),
    }
}

struct Translation<'p> {
    rest: Peekable<Chars<'p>>,
    out: String,
}

impl Translation<'_> {
    fn all(&mut self) -> Result<(), Refusal> {
        while let Some(character) = self.rest.next() {
            match character {
                '\\' => self.escape()?,
                '[' => self.class()?,
                '(' => self.group()?,
                '.' => self.out.push_str(r"[^\n\r\u{2028}\u{2029}]"),
                '{' if !self.is_quantifier() => self.out.push_str(r"\{"),
                other => self.out.push(other),
            }
        }
        Ok(())
    }

    /// Annex B of ECMA-262: a brace that starts no quantifier stands for itself.
    fn is_quantifier(&self) -> bool {
        let mut ahead = self.rest.clone();
        let mut digits = 0;
        while ahead.next_if(char::is_ascii_digit).is_some() {
            digits += 1;
        }
        if digits == 0 {
            return false;
        }
        if ahead.next_if_eq(&',').is_some() {
            while ahead.next_if(char::is_ascii_digit).is_some() {}
        }
        ahead.next() == Some('}')
    }

    fn group(&mut self) -> Result<(), Refusal> {
        self.out.push('(');
        if self.rest.next_if_eq(&'?').is_none() {
            return Ok(());
        }
        let mut ahead = self.rest.clone();
        match (ahead.next(), ahead.next()) {
            (Some('=' | '!'), _) => Refusal::unsupported("it looks ahead"),
            (Some('<'), Some('=' | '!')) => Refusal::unsupported("it looks behind"),
            (_, _) => {
                self.out.push('?');
                Ok(())
            }
        }
    }

    fn escape(&mut self) -> Result<(), Refusal> {
        match self.rest.next() {
            None => return Refusal::malformed("it ends in a backslash"),
            Some('d') => self.set("", DIGITS),
            Some('D') => self.set("^", DIGITS),
            Some('w') => self.set("", WORDS),
            Some('W') => self.set("^", WORDS),
            Some('s') => self.set("", SPACES),
            Some('S') => self.set("^", SPACES),
            Some('b') => self.out.push_str(r"(?-u:\b)"),
            Some('B') => return Refusal::unsupported(r"it uses `\B`"),
            Some('1'..='9' | 'k') => return Refusal::unsupported("it refers back to a group"),
            Some(other) => self.character(other)?,
        }
        Ok(())
    }

    fn set(&mut self, negation: &str, members: &str) {
        self.out.push('[');
        self.out.push_str(negation);
        self.out.push_str(members);
        self.out.push(']');
    }

    /// The rest of a class, after `[`.
    fn class(&mut self) -> Result<(), Refusal> {
        let negated = self.rest.next_if_eq(&'^').is_some();
        if self.rest.next_if_eq(&']').is_some() {
            // ECMA: `[]` matches nothing, `[^]` anything.
            self.out
                .push_str(if negated { r"[\s\S]" } else { r"[^\s\S]" });
            return Ok(());
        }
        self.out.push_str(if negated { "[^" } else { "[" });
        loop {
            match self.rest.next() {
                None => return Refusal::malformed("a class has no end"),
                Some(']') => break,
                Some('\\') => self.class_escape()?,
                Some(special @ ('[' | '&' | '~' | '^')) => {
                    self.out.push('\\');
                    self.out.push(special);
                }
                Some('-') if self.rest.peek() == Some(&'-') => self.out.push_str(r"\-"),
                Some(other) => self.out.push(other),
            }
        }
        self.out.push(']');
        Ok(())
    }

    fn class_escape(&mut self) -> Result<(), Refusal> {
        match self.rest.next() {
            None => return Refusal::malformed("a class has no end"),
            Some('d') => self.out.push_str(DIGITS),
            Some('w') => self.out.push_str(WORDS),
            Some('s') => self.out.push_str(SPACES),
            Some('D') => self.set("^", DIGITS),
            Some('W') => self.set("^", WORDS),
            Some('S') => self.set("^", SPACES),
            Some('b') => self.out.push_str(r"\x08"),
            Some(other) => self.character(other)?,
        }
        Ok(())
    }

    /// An escape that stands for one character or property, inside and outside of classes.
    fn character(&mut self, escaped: char) -> Result<(), Refusal> {
        match escaped {
            'n' | 'r' | 't' | 'f' | 'v' => {
                self.out.push('\\');
                self.out.push(escaped);
            }
            '0' => self.out.push_str(r"\x00"),
            'c' => {
                let letter = self
                    .rest
                    .next()
                    .filter(char::is_ascii_alphabetic)
                    .ok_or_else(|| Refusal::Malformed(r"`\c` needs a letter".to_owned()))?;
                self.push_code(u32::from(letter) % 32);
            }
            'x' => {
                let code = self.hex(2).ok_or_else(|| {
                    Refusal::Malformed(r"`\x` needs two hexadecimal digits".to_owned())
                })?;
                self.push_code(code);
            }
            'u' => {
                let code = self.unicode().ok_or_else(|| {
                    Refusal::Malformed(r"`\u` needs a character's code".to_owned())
                })?;
                self.push_code(code);
            }
            'p' | 'P' if self.rest.next_if_eq(&'{').is_some() => {
                let name: String = self.rest.by_ref().take_while(|c| *c != '}').collect();
                self.out.push_str(&format!(r"\{escaped}{{{name}}}"));
            }
            letter if letter.is_ascii_alphanumeric() => {
                return Refusal::unsupported(format!(r"it uses `\{letter}`"));
            }
            symbol if symbol.is_ascii_punctuation() => {
                self.out.push('\\');
                self.out.push(symbol);
            }
            other => self.out.push(other),
        }
        Ok(())
    }

    fn push_code(&mut self, code: u32) {
        self.out.push_str(&format!(r"\x{{{code:X}}}"));
    }

    fn hex(&mut self, digits: usize) -> Option<u32> {
        let text: String = self.rest.by_ref().take(digits).collect();
        let whole = text.len() == digits && text.bytes().all(|digit| digit.is_ascii_hexdigit());
        whole.then(|| u32::from_str_radix(&text, 16).ok())?
    }

    /// `\uXXXX`, `\u{X…}`, or a surrogate pair `\uD83D\uDE00`.
    fn unicode(&mut self) -> Option<u32> {
        if self.rest.next_if_eq(&'{').is_some() {
            let text: String = self
                .rest
                .by_ref()
                .take_while(|c| *c != '}')
                .take(7)
                .collect();
            return u32::from_str_radix(&text, 16)
                .ok()
                .filter(|code| char::from_u32(*code).is_some());
        }
        let high = self.hex(4)?;
        if !(0xD800..0xDC00).contains(&high) {
            return char::from_u32(high).map(u32::from);
        }
        let follows = self.rest.next() == Some('\\') && self.rest.next() == Some('u');
        let low = if follows { self.hex(4)? } else { return None };
        char::decode_utf16([u16::try_from(high).ok()?, u16::try_from(low).ok()?])
            .next()?
            .ok()
            .map(u32::from)
    }
}

#[allow(clippy::unwrap_used, reason = "tests may fail loudly")]
#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Refusal, translate};

    fn matches(pattern: &str, text: &str) -> bool {
        regex::Regex::new(&translate(pattern).unwrap())
            .unwrap()
            .is_match(text)
    }

    #[test]
    fn classes_are_ascii_as_in_ecma() {
        assert!(matches(r"^\d+$", "12"));
        assert!(!matches(r"^\d+$", "\u{661}"));
        assert!(!matches(r"^\w$", "\u{e4}"));
        assert!(matches(r"^[^\W_]$", "a"));
        assert!(matches(r"^\s$", "\u{feff}"));
    }

    #[test]
    fn escapes_are_rewritten() {
        assert!(matches(r"^\/\-\@\u0041\x42\cJ$", "/-@AB\n"));
        assert!(matches(r"^\uD83D\uDE00$", "\u{1f600}"));
        assert!(matches(r"^[[a&&b~~c\]]+$", "[&~]abc"));
        assert!(matches(r"^{a}{2}$", "{a}}"));
        assert!(matches(r"^[\b]$", "\u{8}"));
        assert!(!matches("^.$", "\u{2028}"));
        assert!(matches(r"^\p{L}[\p{Lu}\d]$", "\u{e4}1"));
    }

    #[test]
    fn what_needs_backtracking_is_refused_by_name() {
        assert_eq!(translate("(?=a)"), Refusal::unsupported("it looks ahead"));
        assert_eq!(
            translate("(?<!a)b"),
            Refusal::unsupported("it looks behind")
        );
        assert_eq!(
            translate(r"(a)\1"),
            Refusal::unsupported("it refers back to a group")
        );
        assert_eq!(
            translate("a("),
            Refusal::malformed("it is not a well-formed expression")
        );
        assert_eq!(
            translate("((a{1,100}){1,100}){1,100}"),
            Refusal::malformed("it is too large when compiled")
        );
        assert!(matches!(
            translate("^.{0,262144}$"),
            Err(Refusal::Unsupported(_))
        ));
    }

    proptest! {
        #[test]
        fn no_pattern_panics(pattern in r"[\\\[\](){}?*+^$.|a-zA-Z0-9&~<>=!:,u-]{0,24}") {
            let _ = translate(&pattern);
        }
    }
}
