//! Patterns of the document: compiled once, when they are first needed.

pub use regex::Regex;

/// Compiles a pattern that is known to be good.
#[doc(hidden)]
#[must_use]
#[expect(
    clippy::expect_used,
    reason = "the generator has compiled the pattern before it wrote it down"
)]
pub fn compile(pattern: &'static str) -> Regex {
    Regex::new(pattern).expect("a pattern that compiled when it was generated")
}

/// A pattern for [`Cursor::pattern`](crate::check::Cursor::pattern): `pattern!("^[a-z]+$")`.
#[macro_export]
macro_rules! pattern {
    ($regex:literal) => {{
        static PATTERN: ::std::sync::LazyLock<$crate::check::Regex> =
            ::std::sync::LazyLock::new(|| $crate::check::compile($regex));
        &*PATTERN
    }};
}
