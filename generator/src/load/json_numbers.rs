//! Numbers in a JSON text that `serde_json` would change or reject: what they are, and what becomes of them.
//!
//! ```text
//! "multipleOf": 18446744073709551617       an error: as a double, it is …616
//! "default": 18446744073709551617          a warning: a default that is not an integer counts as absent
//! "maximum": 18446744073709551617          a bound that no integer reaches: a warning
//! "maximum": 1e400                         one that no number reaches: dropped, with a warning
//! ```
//! The text is scanned only if it has such a number.

use std::ops::Range;

use super::Strictness;
use super::exact_integer::{self, BOUNDS, UNREACHED};
use crate::diagnostic::{Code, Diagnostics, Place, Severity};
use crate::source::FileId;

/// A number of the text: the key before it, and its bytes.
struct Number<'t> {
    key: Option<&'t str>,
    /// Whether it is, or is inside of, a default or an example.
    in_values: bool,
    span: Range<usize>,
    literal: &'t str,
}

impl Number<'_> {
    fn is_bound(&self) -> bool {
        self.key.is_some_and(|key| BOUNDS.contains(&key))
    }
}

/// Reports the integers that a double changes: bounds once and with a warning, unless reading is strict.
pub(super) fn report_rounded(
    file: FileId,
    text: &str,
    strictness: Strictness,
    diagnostics: &mut Diagnostics,
) {
    for number in numbers(text).filter(|number| exact_integer::is_rounded(number.literal)) {
        let place = Place::text(file, number.span.clone());
        let is_lenient = strictness != Strictness::Strict;
        let message = if is_lenient && number.is_bound() {
            UNREACHED.to_owned()
        } else if is_lenient && number.in_values {
            exact_integer::nearest_message(number.literal)
        } else {
            let message = exact_integer::rounded_message(number.literal);
            diagnostics.report(Code::BadNumber, &place, message);
            continue;
        };
        diagnostics.report_as(Severity::Warning, Code::BadNumber, &place, message);
    }
}

/// The text with null in place of the bounds that no double can express, if there are any. Everything
/// keeps its place.
pub(super) fn without_infinite_bounds(
    file: FileId,
    text: &str,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let is_infinite = |literal: &str| literal.parse::<f64>().is_ok_and(f64::is_infinite);
    let mut bounded = text.to_owned();
    let has_reading = |number: &Number<'_>| number.is_bound() || number.in_values;
    for number in numbers(text).filter(|one| has_reading(one) && is_infinite(one.literal)) {
        // The shortest infinite number, `1e309`, is longer than `null`. A format has no width beyond 65,535.
        let blanks = number.literal.len().saturating_sub("null".len());
        let null = format!("null{}", " ".repeat(blanks));
        bounded.replace_range(number.span.clone(), &null);
        let message = match number.in_values {
            true => exact_integer::nearest_message(number.literal),
            false => UNREACHED.to_owned(),
        };
        let place = Place::text(file, number.span);
        diagnostics.report_as(Severity::Warning, Code::BadNumber, &place, message);
    }
    (bounded != text).then_some(bounded)
}

/// The numbers of a text in their order.
///
/// The text was parsed at least up to them, so a quote starts or ends a string, unless a backslash precedes it.
fn numbers(text: &str) -> impl Iterator<Item = Number<'_>> {
    let bytes = text.as_bytes();
    let (mut at, mut key, mut string) = (0, None, None);
    // Of each open object or list: whether it is inside of a default or an example.
    let mut open: Vec<bool> = Vec::new();
    std::iter::from_fn(move || {
        while let Some(&byte) = bytes.get(at) {
            match byte {
                b'"' => {
                    let end = end_of_string(bytes, at + 1);
                    string = text.get(at + 1..end);
                    at = end;
                }
                b':' => key = string.take(),
                b',' => (key, string) = (None, None),
                b'{' | b'[' => {
                    let inside = open.last().is_some_and(|inside| *inside);
                    open.push(inside || key.is_some_and(exact_integer::holds_values));
                    (key, string) = (None, None);
                }
                b'}' | b']' => {
                    open.pop();
                }
                b'-' | b'0'..=b'9' => {
                    let rest = text.get(at..).unwrap_or_default();
                    let end = rest.find(|c: char| !"+-.eE0123456789".contains(c));
                    let literal = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
                    let span = at..at + literal.len();
                    at = span.end;
                    let inside = open.last().is_some_and(|inside| *inside);
                    let in_values = inside || key.is_some_and(exact_integer::holds_values);
                    return Some(Number {
                        key,
                        in_values,
                        span,
                        literal,
                    });
                }
                _ => {}
            }
            at += 1;
        }
        None
    })
}

/// The byte of the quote that ends a string.
fn end_of_string(bytes: &[u8], mut at: usize) -> usize {
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => break,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn numbers_are_found_with_their_keys() {
        let text = r#"{"a": 1, "b\"2": [-3.5e1, {"c" : 4}], "5": "6", "d": 7}"#;
        let found: Vec<_> = numbers(text)
            .map(|number| (number.key, number.literal))
            .collect();
        let expected = [
            (Some("a"), "1"),
            (None, "-3.5e1"),
            (Some("c"), "4"),
            (Some("d"), "7"),
        ];
        assert_eq!(found, expected);
    }
}
