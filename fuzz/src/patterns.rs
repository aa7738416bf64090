//! `patterns`: a pattern that is translated matches the same strings as in ECMAScript; every other pattern has a reason.
//!
//! `regress` is the other side. JSON Schema asks for the flag `u`
//! (<https://json-schema.org/draft/2020-12/json-schema-core#section-6.4>); patterns that are only right without it, as by Annex B of
//! ECMA-262, are compared without it.

use bindwright::pattern::{ComparedValue, PatternError, Patterns};

use crate::draw::Draw;
use crate::reached::reached;

const ATOMS: [&str; 62] = [
    "a",
    "b",
    "k",
    "A",
    "K",
    "1",
    "_",
    "-",
    ".",
    "\\.",
    "\\d",
    "\\D",
    "\\w",
    "\\W",
    "\\s",
    "\\S",
    "\\b",
    "\\B",
    "^",
    "$",
    "[a-c]",
    "[^a-c]",
    "[\\w-.]",
    "[-a]",
    "[a-]",
    "[]",
    "[^]",
    "[\\d\\s]",
    "[^\\W_]",
    "[a^]",
    "[&&a]",
    "[[a]",
    "[~~]",
    "[a--c]",
    "[\\b]",
    "(a|b)",
    "(?:a|)",
    "(?<n>a)",
    "()",
    "|",
    "é",
    "\u{1f600}",
    "\\u0061",
    "\\x61",
    "\\cJ",
    "\\0",
    "\\n",
    "\\t",
    "\\/",
    "\\-",
    "\\u{1f600}",
    "\\ud83d\\ude00",
    "\\p{L}",
    "\\P{Lu}",
    "\\p{Nd}",
    "[\\p{L}a]",
    "{",
    "}",
    "]",
    "a{2}",
    "x{,2}",
    "(?=a)",
];

const QUANTIFIERS: [&str; 12] = [
    "", "", "", "", "*", "+", "?", "{2}", "{1,}", "{0,2}", "*?", "??",
];

const CHARACTERS: [char; 30] = [
    'a',
    'b',
    'c',
    'k',
    'A',
    'K',
    'x',
    '1',
    '0',
    '_',
    '-',
    '.',
    ' ',
    '\n',
    '\r',
    '\t',
    '\u{b}',
    '\u{a0}',
    '\u{2028}',
    '\u{feff}',
    '\u{85}',
    'é',
    'É',
    '\u{17f}',
    '\u{212a}',
    '\u{661}',
    '\u{1f600}',
    '{',
    ']',
    '\0',
];

/// The bytes choose a pattern and strings.
pub fn run(data: &[u8]) {
    let mut draw = Draw::new(data);
    let pattern = pattern(&mut draw);
    let patterns = Patterns::new(usize::MAX);
    let regex = match patterns.translate(&pattern) {
        Ok(regex) => regex,
        Err(PatternError::Beyond) => panic!("{pattern:?} is beyond a bound that is none"),
        Err(PatternError::Malformed(reason) | PatternError::Unsupported(reason)) => {
            return assert!(
                !reason.is_empty(),
                "{pattern:?} is rejected without a reason"
            );
        }
    };
    let Some(expected) = ecmascript(&pattern) else {
        return;
    };
    reached();
    for _ in 0..4 {
        let text: String = draw
            .several(5, |draw| {
                if draw.once_in(12) {
                    draw.char()
                } else {
                    *draw.one(&CHARACTERS)
                }
            })
            .into_iter()
            .collect();
        let ours = patterns.is_match(&pattern, &text, ComparedValue::Literal);
        let theirs = expected.find(&text).is_some();
        assert!(
            ours == Some(theirs) || !is_known_to_both(&patterns, &text),
            "matching is {ours:?} and in ECMAScript {theirs}: {pattern:?} on {text:?} by {regex:?}"
        );
    }
}

/// Whether both sides know the same of each character: one of them may have a newer version of Unicode, with more letters.
fn is_known_to_both(patterns: &Patterns, text: &str) -> bool {
    const UNASSIGNED: &str = r"^\p{Cn}$";
    let Ok(theirs) = regress::Regex::with_flags(UNASSIGNED, "u") else {
        panic!("{UNASSIGNED} is a pattern");
    };
    text.chars().filter(|char| !char.is_ascii()).all(|char| {
        let text = char.to_string();
        let ours = patterns.is_match(UNASSIGNED, &text, ComparedValue::Literal);
        ours == Some(theirs.find(&text).is_some())
    })
}

/// The pattern with the flag `u`, or without. Without it `\p{L}` and `\u{61}` are other characters than those that are meant, so such
/// patterns are not compared.
fn ecmascript(pattern: &str) -> Option<regress::Regex> {
    let means_unicode = [r"\p", r"\P", r"\u{"]
        .iter()
        .any(|escape| pattern.contains(escape));
    let unicode = regress::Regex::with_flags(pattern, "u").ok();
    unicode.or_else(|| regress::Regex::new(pattern).ok().filter(|_| !means_unicode))
}

fn pattern(draw: &mut Draw<'_>) -> String {
    let atoms = draw.several(6, |draw| {
        let atom = match draw.below(12) {
            0 => draw.char().to_string(),
            1 => format!("\\{}", draw.char()),
            2 => format!("[{}-{}]", draw.one(&CHARACTERS), draw.one(&CHARACTERS)),
            _ => (*draw.one(&ATOMS)).to_owned(),
        };
        format!("{atom}{}", draw.one(&QUANTIFIERS))
    });
    let (start, end) = *draw.one(&[("", ""), ("^", "$"), ("^", ""), ("^(?:", ")$")]);
    format!("{start}{}{end}", atoms.concat())
}
