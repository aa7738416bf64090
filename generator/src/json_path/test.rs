//! Whether a value meets the condition of a filter.

use std::borrow::Cow;

use regex::{Regex, RegexBuilder};
use serde_json::Value;

use super::budget::Exhausted;
use super::compare::{equal, less};
use super::select::{SelectedNode, Selection};
use super::syntax::{Comparator, Condition, MatchExtent, Operand};

/// The largest program of a pattern, in bytes, and the steps that compiling one takes.
const PROGRAM: usize = 1 << 18;
const COMPILING: usize = 10_000;

impl<'v> Selection<'v, '_> {
    /// Whether a value meets a condition.
    pub(super) fn holds(
        &mut self,
        condition: &Condition,
        node: SelectedNode<'v>,
    ) -> Result<bool, Exhausted> {
        self.budget.spend(1)?;
        match condition {
            Condition::Any(conditions) => {
                for condition in conditions {
                    if self.holds(condition, node)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Condition::All(conditions) => {
                for condition in conditions {
                    if !self.holds(condition, node)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Condition::Not(inner) => Ok(!self.holds(inner, node)?),
            Condition::Exists(query) => {
                let places = self.remember();
                let found = !self.query(query, node)?.is_empty();
                self.forget(places);
                Ok(found)
            }
            Condition::Compare(left, comparator, right) => {
                let (left, right) = (self.value(left, node)?, self.value(right, node)?);
                self.compare(left.as_deref(), *comparator, right.as_deref())
            }
            Condition::Matches {
                text,
                pattern,
                extent,
            } => {
                let (text, pattern) = (self.value(text, node)?, self.value(pattern, node)?);
                match (text.as_deref(), pattern.as_deref()) {
                    (Some(Value::String(text)), Some(Value::String(pattern))) => {
                        self.matches(text, pattern, *extent)
                    }
                    _ => Ok(false),
                }
            }
        }
    }

    /// The value of an operand; `None` if it has none.
    fn value<'o>(
        &mut self,
        operand: &'o Operand,
        node: SelectedNode<'v>,
    ) -> Result<Option<Cow<'o, Value>>, Exhausted>
    where
        'v: 'o,
    {
        let places = self.remember();
        let value = match operand {
            Operand::Literal(value) => Some(Cow::Borrowed(value)),
            Operand::Singular(query) | Operand::OnlyValue(query) => {
                let nodes = self.query(query, node)?;
                match nodes.as_slice() {
                    [only] => Some(Cow::Borrowed(only.value)),
                    _ => None,
                }
            }
            Operand::Count(query) => {
                let count = self.query(query, node)?.len();
                Some(Cow::Owned(Value::from(count)))
            }
            Operand::Length(inner) => {
                let value = self.value(inner, node)?;
                let length = match value.as_deref() {
                    Some(Value::String(text)) => {
                        self.budget.spend_on_text(text.len())?;
                        Some(text.chars().count())
                    }
                    Some(Value::Array(items)) => Some(items.len()),
                    Some(Value::Object(members)) => Some(members.len()),
                    Some(Value::Null | Value::Bool(_) | Value::Number(_)) | None => None,
                };
                length.map(|length| Cow::Owned(Value::from(length)))
            }
        };
        self.forget(places);
        Ok(value)
    }

    /// Compares two values, either of which may be missing ([RFC 9535 section
    /// 2.3.5.2.2](https://www.rfc-editor.org/rfc/rfc9535#section-2.3.5.2.2)).
    fn compare(
        &mut self,
        left: Option<&Value>,
        comparator: Comparator,
        right: Option<&Value>,
    ) -> Result<bool, Exhausted> {
        let same = match (left, right) {
            (None, None) => true,
            (Some(left), Some(right)) => equal(left, right, self.budget)?,
            (Some(_), None) | (None, Some(_)) => false,
        };
        let (lower, upper) = match comparator {
            Comparator::Equal => return Ok(same),
            Comparator::NotEqual => return Ok(!same),
            Comparator::Less | Comparator::LessOrEqual => (left, right),
            Comparator::Greater | Comparator::GreaterOrEqual => (right, left),
        };
        let or_equal = matches!(
            comparator,
            Comparator::LessOrEqual | Comparator::GreaterOrEqual
        );
        let is_less = match (lower, upper) {
            (Some(lower), Some(upper)) => less(lower, upper),
            (None, _) | (_, None) => false,
        };
        Ok(is_less || (or_equal && same))
    }

    /// Whether a text matches a pattern. A malformed pattern matches nothing.
    fn matches(
        &mut self,
        text: &str,
        pattern: &str,
        extent: MatchExtent,
    ) -> Result<bool, Exhausted> {
        let key = (pattern.to_owned(), extent);
        if !self.patterns.contains_key(&key) {
            self.budget.spend(COMPILING + pattern.len())?;
            let compiled = compile(pattern, extent);
            self.patterns.insert(key.clone(), compiled);
        }
        // The engine is linear in the text for a program of limited size.
        self.budget.spend(1 + text.len() + pattern.len())?;
        let compiled = self.patterns.get(&key).and_then(Option::as_ref);
        Ok(compiled.is_some_and(|compiled| compiled.is_match(text)))
    }
}

/// A pattern ([RFC 9485](https://www.rfc-editor.org/rfc/rfc9485)), whose dot matches neither of the characters that end lines.
fn compile(pattern: &str, extent: MatchExtent) -> Option<Regex> {
    let pattern = match extent {
        MatchExtent::Whole => format!(r"\A(?:{pattern})\z"),
        MatchExtent::Part => pattern.to_owned(),
    };
    let mut builder = RegexBuilder::new(&pattern);
    builder.crlf(true).size_limit(PROGRAM).build().ok()
}
