//! `pattern!` and `unicode_pattern!`: regular expressions of the document, each compiled once.

/// A pattern for [`Cursor::pattern`](crate::check::Cursor::pattern): `pattern!("^[a-z]+$")`.
#[cfg(feature = "pattern")]
#[doc(hidden)]
#[macro_export]
macro_rules! __pattern {
    ($regex:literal) => {{
        static PATTERN: ::std::sync::LazyLock<$crate::codegen::Pattern> =
            ::std::sync::LazyLock::new(|| $crate::codegen::Pattern::ascii($regex));
        &*PATTERN
    }};
}

/// A pattern that needs Unicode: `unicode_pattern!(r"^\p{L}+$")`.
#[cfg(feature = "unicode-pattern")]
#[doc(hidden)]
#[macro_export]
macro_rules! __unicode_pattern {
    ($regex:literal) => {{
        static PATTERN: ::std::sync::LazyLock<$crate::codegen::Pattern> =
            ::std::sync::LazyLock::new(|| $crate::codegen::Pattern::unicode($regex));
        &*PATTERN
    }};
}
