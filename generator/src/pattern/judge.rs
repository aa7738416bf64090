//! A pattern -> its translation, and what its program and its matches cost. What that costs to find out is taken from a budget.

use regex_syntax::hir::Hir;

use super::budget::PatternBudget;
use super::cost::match_cost;
use super::error::{CharacterSet, PatternError};
use super::size::{CompiledSize, named_characters};
use super::translation::{CaseSensitivity, Translation};
use crate::ir::Regex;

/// The deepest nesting of groups.
const MAX_NESTING: u32 = 64;

/// The longest pattern, in bytes.
const MAX_LENGTH: usize = 4096;

/// The largest program of `regex-lite`, in bytes. Its matcher visits every live state at each
/// character, so large programs are slow.
const LITE_PROGRAM: usize = 1 << 15;

/// The same for expressions that start with `^`, which have few live states at once.
const LITE_ANCHORED_PROGRAM: usize = 1 << 17;

/// The largest program of `regex`, in bytes.
const UNICODE_PROGRAM: usize = 1 << 20;

/// An estimate of so many bytes is beyond [`UNICODE_PROGRAM`], however much of it is shared.
const HUGE_PROGRAM: usize = UNICODE_PROGRAM * 8;

/// What a class or a property costs before anything else is known of it, in the units of a [`PatternBudget`].
const CLASS: usize = 500;

/// A pattern with a translation, and what it costs.
#[derive(Debug)]
pub(super) struct JudgedPattern {
    pub(super) regex: Regex,
    /// The program, if it was compiled to judge it.
    pub(super) lite: Option<regex_lite::Regex>,
    /// The bytes of the program.
    pub(super) bytes: usize,
    /// The steps of matching for each byte of a string, at most.
    pub(super) width: usize,
}

/// Translates a pattern.
///
/// # Errors
///
/// Says what the pattern uses that has no translation, or that it is malformed, too long or too
/// large.
pub(super) fn judge(
    pattern: &str,
    budget: &mut PatternBudget,
) -> Result<JudgedPattern, PatternError> {
    if pattern.len() > MAX_LENGTH {
        return Err(PatternError::Malformed(format!(
            "it is longer than {MAX_LENGTH} bytes"
        )));
    }
    let classes = pattern.matches(['[', '.', '\\']).count();
    budget.spend(pattern.len() + CLASS * classes)?;
    let plain = Translation::of(pattern, CharacterSet::Ascii)?;
    if plain.charset == CharacterSet::Ascii
        && let Some(judged) = ascii(plain, budget)?
    {
        return Ok(judged);
    }
    unicode(Translation::of(pattern, CharacterSet::Unicode)?, budget)
}

/// The expression for `regex-lite`, if that compiles it to a program of moderate size, and it is tried at few places at once.
fn ascii(
    plain: Translation<'_>,
    budget: &mut PatternBudget,
) -> Result<Option<JudgedPattern>, PatternError> {
    let Some(parsed) = parse(&plain.cased()) else {
        return Ok(None);
    };
    let limit = if plain.out.starts_with('^') {
        LITE_ANCHORED_PROGRAM
    } else {
        LITE_PROGRAM
    };
    let bytes = CompiledSize::of(&parsed, CharacterSet::Ascii).bytes;
    budget.spend(bytes.min(limit))?;
    let built = regex_lite::RegexBuilder::new(&plain.out)
        .size_limit(limit)
        .build();
    let Ok(lite) = built else {
        return Ok(None);
    };
    let cost = match_cost(&parsed, plain.case);
    budget.spend(cost.steps)?;
    Ok(cost.few.map(|width| JudgedPattern {
        regex: Regex::Ascii(plain.out),
        lite: Some(lite),
        bytes,
        width,
    }))
}

/// The expression for `regex`, if that compiles it. It need not be tried where it is certainly small, or certainly large.
fn unicode(
    translation: Translation<'_>,
    budget: &mut PatternBudget,
) -> Result<JudgedPattern, PatternError> {
    let cased = parse(&translation.cased());
    if translation.case == CaseSensitivity::Insensitive {
        budget.spend(cased.as_ref().map_or(0, named_characters))?;
    }
    let parsed = match translation.case {
        CaseSensitivity::Sensitive => cased,
        CaseSensitivity::Insensitive => parse(&translation.out),
    };
    let expression = translation.out;
    let Some(parsed) = parsed else {
        return if expression.contains(r"\p{") || expression.contains(r"\P{") {
            PatternError::unsupported("it names a property of characters that is not known")
        } else {
            PatternError::malformed("it is not a well-formed expression")
        };
    };
    let size = CompiledSize::of(&parsed, CharacterSet::Unicode);
    budget.spend(size.bytes.min(UNICODE_PROGRAM))?;
    let fits = size.bytes <= UNICODE_PROGRAM || size.bytes <= HUGE_PROGRAM && compiles(&expression);
    match fits {
        true => Ok(JudgedPattern {
            regex: Regex::Unicode(expression),
            lite: None,
            bytes: size.bytes,
            width: size.places + 1,
        }),
        // Groups that are repeated multiply: such a pattern is made to be large. One class repeated
        // is only long.
        false if expression.contains("){") => {
            PatternError::malformed("it is too large when compiled")
        }
        false => PatternError::unsupported(
            "it is too large when compiled; say it with `minLength` and `maxLength`",
        ),
    }
}

/// The expression as both crates understand it.
fn parse(expression: &str) -> Option<Hir> {
    let mut builder = regex_syntax::ParserBuilder::new();
    builder
        .nest_limit(MAX_NESTING)
        .build()
        .parse(expression)
        .ok()
}

/// Whether `regex` compiles an expression to a program of moderate size.
fn compiles(expression: &str) -> bool {
    let mut builder = regex::RegexBuilder::new(expression);
    builder
        .size_limit(UNICODE_PROGRAM)
        .nest_limit(MAX_NESTING)
        .build()
        .is_ok()
}

#[allow(clippy::unwrap_used, reason = "tests may fail loudly")]
#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::translation;
    use super::{PatternBudget, PatternError, judge, unicode};
    use crate::ir::Regex;

    fn translate(pattern: &str) -> Result<Regex, PatternError> {
        judge(pattern, &mut PatternBudget::new(usize::MAX)).map(|judged| judged.regex)
    }

    fn matches(regex: &Regex, text: &str) -> bool {
        match regex {
            Regex::Ascii(regex) => regex_lite::Regex::new(regex).unwrap().is_match(text),
            Regex::Unicode(regex) => regex::Regex::new(regex).unwrap().is_match(text),
        }
    }

    fn is_match(pattern: &str, text: &str) -> bool {
        matches(&translate(pattern).unwrap(), text)
    }

    /// The same by `regex`, which is built as it would be for properties.
    fn is_match_in_full(pattern: &str, text: &str) -> Option<bool> {
        let full = translation::Translation::of(pattern, super::CharacterSet::Unicode).ok()?;
        let full = unicode(full, &mut PatternBudget::new(usize::MAX)).ok()?;
        Some(matches(&full.regex, text))
    }

    fn is_plain(pattern: &str) -> bool {
        matches!(translate(pattern).unwrap(), Regex::Ascii(_))
    }

    #[test]
    fn classes_are_ascii_as_in_ecma() {
        assert!(is_match(r"^\d+$", "12"));
        assert!(!is_match(r"^\d+$", "\u{661}"));
        assert!(!is_match(r"^\w$", "\u{e4}"));
        assert!(is_match(r"^[^\W_]$", "a"));
        assert!(!is_match(r"^[^\W_]$", "_"));
        assert!(is_match(r"^[\D]\W$", "a\u{e4}"));
        assert!(!is_match(r"^a\b.$", "ab"));
        assert!(is_match(r"^a\b.$", "a\u{e4}"));
        assert!(is_match(r"^a\B.$", "ab"));
    }

    /// ECMA-262, table 34 and section 12.3.
    #[test]
    fn white_space_is_that_of_ecma() {
        for blank in "\t\u{b}\u{c} \u{a0}\u{feff}\u{2003}\n\r\u{2028}\u{2029}".chars() {
            let blank = blank.to_string();
            assert!(is_match(r"^\s$", &blank) && is_match(r"^[\s]$", &blank));
            assert!(!is_match(r"^\S$", &blank) && !is_match(r"^[\S]$", &blank));
        }
        for other in "a\u{85}\u{180e}\u{200b}".chars() {
            let other = other.to_string();
            assert!(!is_match(r"^\s$", &other) && !is_match(r"^[\s]$", &other));
            assert!(is_match(r"^\S$", &other) && is_match(r"^[\S]$", &other));
        }
    }

    #[test]
    fn a_dot_excludes_line_ends_and_a_dollar_matches_only_the_end() {
        for end in ["\n", "\r", "\u{2028}", "\u{2029}"] {
            assert!(!is_match("^.$", end));
            assert!(!is_match("a$", &format!("a{end}")));
        }
        assert!(is_match("^.$", "\u{85}") && is_match("^.$", "\u{1f600}"));
    }

    #[test]
    fn escapes_are_rewritten() {
        assert!(is_match(r"^\/\-\@\u0041\x42\cJ$", "/-@AB\n"));
        assert!(is_match(r"^\<\>\_$", "<>_"));
        assert!(is_match(r"^\uD83D\uDE00$", "\u{1f600}"));
        assert!(is_match(r"^[[a&&b~~c\]]+$", "[&~]abc"));
        assert!(is_match(r"^{a}{2}]{,2}$", "{a}}]{,2}"));
        assert!(is_match(r"^[\b]$", "\u{8}"));
        assert!(is_match(r"^[^][^]$", "\n\u{e4}"));
        assert!(!is_match(r"[]", "a"));
    }

    #[test]
    fn a_hyphen_beside_a_class_is_a_literal() {
        assert!(is_match(r"^[\w-.]+$", "a-.") && !is_match(r"^[\w-.]$", "/"));
        assert!(is_match(r"^[a-\d]+$", "a-1") && !is_match(r"^[a-\d]$", "b"));
        assert!(is_match(r"^[-a]+[a-]+[--/]$", "a--.") && !is_match(r"^[+--]$", "."));
    }

    #[test]
    fn only_unicode_patterns_need_the_regex_crate() {
        assert!(is_plain(r"^[\w.+-]{1,64}@[\u00e4-\u00fc\s]+\.\w{2,}$"));
        assert!(is_plain("^(?i)(?:abc|[x-z])$") && is_match("^(?i:b)$", "B"));
        assert!(!is_plain("^(?i)\u{e4}$") && is_match("^(?i)\u{e4}$", "\u{c4}"));
        assert!(!is_plain(r"^\p{L}[\p{Lu}\d]$") && is_match(r"^\p{L}[\p{Lu}\d]$", "\u{e4}1"));
        assert!(!is_plain(r"\p{L}\b") && !is_match(r"^\p{L}\b.", "a1"));
        assert!(is_plain("^[a-z]{1,1000}$") && !is_plain("[a-z]{1,1000}x"));
        assert!(!is_plain("^[a-z]{1,5000}$"));
        assert!(is_plain("[^x]{30}y") && !is_plain("[^x]{500}y"));
    }

    #[test]
    fn backtracking_is_rejected_by_name() {
        for (pattern, reason) in [
            ("(?=a)", "it uses look-ahead"),
            ("(?<!a)b", "it uses look-behind"),
            (r"(a)\1", "it refers back to a group"),
            ("(?s).", "it sets the flag `s`"),
            (r"\01", r"it uses `\0` before a digit"),
            (r"[\07]", r"it uses `\0` before a digit"),
            (r"\B\p{L}", r"it uses `\B` beside what needs Unicode"),
            (
                r"\p{Nothing}",
                "it names a property of characters that is not known",
            ),
        ] {
            assert_eq!(translate(pattern), PatternError::unsupported(reason));
        }
        for (pattern, reason) in [
            ("a(", "it is not a well-formed expression"),
            ("[b-a]", "it is not a well-formed expression"),
            ("[a-", "a class has no end"),
            (
                "((a{1,100}){1,100}){1,100}",
                "it is too large when compiled",
            ),
        ] {
            assert_eq!(translate(pattern), PatternError::malformed(reason));
        }
        assert!(matches!(
            translate("^.{0,262144}$"),
            Err(PatternError::Unsupported(_))
        ));
    }

    proptest! {
        #[test]
        fn no_pattern_panics(pattern in r"[\\\[\](){}?*+^$.|a-zA-Z0-9&~<>=!:,u-]{0,24}") {
            let _ = translate(&pattern);
        }

        /// Whichever crate compiles an expression, the same strings match.
        #[test]
        fn both_crates_agree(
            pattern in r"(\^|\\b|\\B)?((\\[dDwWsS.<-]|\.|a|\u{e4}|\[\^?(a-k|\\[dDwWsS]|&|~|-|\[|_){1,3}\]|\(a\|-\))(\?|\+|\*|\{2\})?){1,4}\$?",
            text in "[a1_ \u{e4}\u{a0}\n&~\\[<.-]{0,6}",
        ) {
            if let Ok(Regex::Ascii(plain)) = translate(&pattern)
                && let Some(full) = is_match_in_full(&pattern, &text)
            {
                prop_assert_eq!(matches(&Regex::Ascii(plain), &text), full);
            }
        }
    }
}
