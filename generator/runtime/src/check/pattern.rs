//! Patterns of the document: compiled once, when they are first needed, by the crate that the
//! generator chose.
//!
//! The standard asks for the dialect of ECMA-262
//! ([JSON Schema core, section 6.4](https://json-schema.org/draft/2020-12/json-schema-core#section-6.4)).
//! The generator translates a pattern, tests that it compiles, and takes `regex` only if the pattern
//! needs Unicode classes: that crate takes five times as long to build as `regex-lite`.

use std::fmt;

/// An expression, compiled.
pub struct Pattern {
    text: &'static str,
    matches: Box<dyn Fn(&str) -> bool + Send + Sync>,
}

#[cfg(any(feature = "pattern", feature = "unicode-pattern"))]
#[expect(
    clippy::expect_used,
    reason = "the generator has compiled the pattern before it wrote it down"
)]
impl Pattern {
    /// Compiles a pattern by `regex-lite`; it is known to be good.
    #[doc(hidden)]
    #[cfg(feature = "pattern")]
    #[must_use]
    pub fn ascii(text: &'static str) -> Self {
        let regex = regex_lite::Regex::new(text).expect(GENERATED);
        Self {
            text,
            matches: Box::new(move |text| regex.is_match(text)),
        }
    }

    /// Compiles a pattern by `regex`; it is known to be good.
    #[doc(hidden)]
    #[cfg(feature = "unicode-pattern")]
    #[must_use]
    pub fn unicode(text: &'static str) -> Self {
        let regex = regex::Regex::new(text).expect(GENERATED);
        Self {
            text,
            matches: Box::new(move |text| regex.is_match(text)),
        }
    }
}

#[cfg(any(feature = "pattern", feature = "unicode-pattern"))]
const GENERATED: &str = "a pattern that compiled when it was generated";

impl Pattern {
    /// Whether it matches somewhere in a text.
    #[must_use]
    pub fn is_match(&self, text: &str) -> bool {
        (self.matches)(text)
    }
}

/// As it was written down.
impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text)
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pattern({:?})", self.text)
    }
}
