//! Classes of characters, and escapes inside and outside of them, in the spelling of the `regex`
//! crates.
//!
//! Members are read one by one: what only those crates treat as special is escaped, and a `-`
//! beside a class (`[\w-.]`) is a literal, as in Annex B.1.2. Letters after a backslash that have
//! no meaning in ECMA-262 are rejected.

use std::iter::Peekable;
use std::str::Chars;

use super::error::{CharacterSet, PatternError};

/// The members of `\d`, `\w` and `\s` in ECMA-262, which are ASCII or fixed lists; those of the
/// `regex` crate are Unicode.
const DIGITS: &str = "0-9";
/// `\w`: <https://tc39.es/ecma262/#sec-wordcharacters>.
const WORDS: &str = "A-Za-z0-9_";
/// `\s`: `WhiteSpace` and `LineTerminator` of <https://tc39.es/ecma262/#sec-white-space>.
const SPACES: &str = r"\t\n\x0B\x0C\r \u{A0}\u{1680}\u{2000}-\u{200A}\u{2028}\u{2029}\u{202F}\u{205F}\u{3000}\u{FEFF}";

/// The complements of the three, spelled out: `regex-lite` has no classes inside of classes, as in
/// `[\D.]`.
const NO_DIGITS: &str = r"\x{0}-/:-\x{10FFFF}";
const NO_WORDS: &str = r"\x{0}-/:-@\[-\^`\{-\x{10FFFF}";
const NO_SPACES: &str = r"\x{0}-\x{8}\x{E}-\x{1F}!-\x{9F}\x{A1}-\x{167F}\x{1681}-\x{1FFF}\x{200B}-\x{2027}\x{202A}-\x{202E}\x{2030}-\x{205E}\x{2060}-\x{2FFF}\x{3001}-\x{FEFE}\x{FF00}-\x{10FFFF}";

/// `\d`, `\D` and the like as a class.
pub(super) fn set(letter: char) -> Option<String> {
    match letter {
        'D' => Some(format!("[^{DIGITS}]")),
        'W' => Some(format!("[^{WORDS}]")),
        'S' => Some(format!("[^{SPACES}]")),
        other => members(other).map(|members| format!("[{members}]")),
    }
}

/// `\d`, `\D` and the like as members of a class.
fn members(letter: char) -> Option<&'static str> {
    match letter {
        'd' => Some(DIGITS),
        'w' => Some(WORDS),
        's' => Some(SPACES),
        'D' => Some(NO_DIGITS),
        'W' => Some(NO_WORDS),
        'S' => Some(NO_SPACES),
        _ => None,
    }
}

/// A literal character, escaped so that it is one inside and outside of classes.
pub(super) fn escaped(character: char) -> String {
    if r"\.+*?()|[]{}^$#&-~".contains(character) {
        format!(r"\{character}")
    } else {
        character.to_string()
    }
}

/// A character by its code.
fn coded(code: u32) -> String {
    format!(r"\x{{{code:X}}}")
}

/// A member of a class.
enum ClassMember {
    /// One character, which may begin or end a range.
    One(String),
    /// Several, which may not.
    Several(String),
}

/// Reads classes and escapes, and notes whether they need Unicode.
pub(super) struct Class<'r, 'p> {
    rest: &'r mut Peekable<Chars<'p>>,
    charset: &'r mut CharacterSet,
}

impl<'r, 'p> Class<'r, 'p> {
    pub(super) fn new(rest: &'r mut Peekable<Chars<'p>>, charset: &'r mut CharacterSet) -> Self {
        Self { rest, charset }
    }

    /// The rest of a class, after `[`.
    ///
    /// | ECMA-262 | Rust |
    /// |---|---|
    /// | `[a-z]` | `[a-z]` |
    /// | `[\w-.]` | `[A-Za-z0-9_\-\.]` |
    /// | `[]`, `[^]` | a class that matches nothing, or anything |
    pub(super) fn class(&mut self) -> Result<String, PatternError> {
        let open = match self.rest.next_if_eq(&'^') {
            Some(_) => "[^",
            None => "[",
        };
        let mut members = String::new();
        while let Some(member) = self.member()? {
            let Some(dash) = self.rest.next_if_eq(&'-') else {
                members.push_str(member.text());
                continue;
            };
            match (member, self.member()?) {
                (ClassMember::One(first), Some(ClassMember::One(last))) => {
                    members.push_str(&format!("{first}-{last}"));
                }
                (first, last) => {
                    members.push_str(first.text());
                    members.push_str(&escaped(dash));
                    let Some(last) = last else { break };
                    members.push_str(last.text());
                }
            }
        }
        // ECMA: `[]` matches nothing, `[^]` anything.
        Ok(match (open, members.as_str()) {
            ("[", "") => r"[^\x{0}-\x{10FFFF}]".to_owned(),
            (_, "") => r"[\x{0}-\x{10FFFF}]".to_owned(),
            (_, _) => format!("{open}{members}]"),
        })
    }

    /// The next member; `None` at the end of the class.
    fn member(&mut self) -> Result<Option<ClassMember>, PatternError> {
        let unended = || PatternError::Malformed("a class has no end".to_owned());
        Ok(match self.rest.next().ok_or_else(unended)? {
            ']' => None,
            '\\' => Some(self.escape(unended)?),
            special @ ('[' | '^' | '-' | '&' | '~') => {
                Some(ClassMember::One(format!(r"\{special}")))
            }
            other => Some(ClassMember::One(other.to_string())),
        })
    }

    /// A member that starts with a backslash.
    fn escape(&mut self, unended: fn() -> PatternError) -> Result<ClassMember, PatternError> {
        let letter = self.rest.next().ok_or_else(unended)?;
        if let Some(members) = members(letter) {
            return Ok(ClassMember::Several(members.to_owned()));
        }
        let text = match letter {
            'b' => coded(8),
            other => self.escaped(other)?,
        };
        Ok(match letter {
            'p' | 'P' => ClassMember::Several(text),
            _ => ClassMember::One(text),
        })
    }

    /// An escape for one character or property, inside and outside of classes, after its letter.
    pub(super) fn escaped(&mut self, letter: char) -> Result<String, PatternError> {
        let code = match letter {
            'n' | 'r' | 't' | 'f' | 'v' => return Ok(format!(r"\{letter}")),
            // By Annex B the digits of `\01` are one character, which is hardly what is meant.
            '0' if self.rest.peek().is_some_and(char::is_ascii_digit) => {
                return PatternError::unsupported(r"it uses `\0` before a digit");
            }
            '0' => Some(0),
            'c' => self.control(),
            'x' => self.hex(2),
            'u' => self.unicode(),
            'p' | 'P' if self.rest.next_if_eq(&'{').is_some() => {
                *self.charset = CharacterSet::Unicode;
                let name: String = self.rest.by_ref().take_while(|c| *c != '}').collect();
                return Ok(format!(r"\{letter}{{{name}}}"));
            }
            letter if letter.is_ascii_alphanumeric() => {
                return PatternError::unsupported(format!(r"it uses `\{letter}`"));
            }
            other => return Ok(escaped(other)),
        };
        let needs = match letter {
            'c' => r"`\c` needs a letter",
            'x' => r"`\x` needs two hexadecimal digits",
            _ => r"`\u` needs a character's code",
        };
        let code = code.ok_or_else(|| PatternError::Malformed(needs.to_owned()))?;
        Ok(coded(code))
    }

    /// The character of `\cX`: the letter's position in the alphabet.
    fn control(&mut self) -> Option<u32> {
        let letter = self.rest.next().filter(char::is_ascii_alphabetic)?;
        Some(u32::from(letter) % 32)
    }

    /// A code of exactly this many hexadecimal digits.
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

impl ClassMember {
    fn text(&self) -> &str {
        match self {
            Self::One(text) | Self::Several(text) => text,
        }
    }
}
