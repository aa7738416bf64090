//! The limits of JSON Schema on one value (<https://spec.openapis.org/oas/v3.0.3.html#properties>).
//!
//! A limit applies to values of its type only: `maxLength` says nothing about a number.
//!
//! ```text
//! at.min_length(1).max_length(64)
//! // "/name: must have at most 64 characters, not 70"
//! ```
//!
//! The value is read in place: a string gives its characters, a list its length, an object its properties.

use std::borrow::Cow;

use super::Pattern;
use super::bound::{Bound, Count, Limited, is_multiple};
use super::compare;
use super::place::{Place, PlacePart};
use super::shown::shown;
use super::subject::Subject;
use super::unique::has_duplicates;
use crate::{
    codec::{Encode, Value},
    violations::Violations,
};

/// A subschema as a function that adds violations to a cursor: `|at| at.minimum(1)`.
pub type Rule = for<'r> fn(Cursor<'r>) -> Cursor<'r>;

/// What is called as a [`Rule`]: generated code has functions, a document that is read at run time has closures.
#[doc(hidden)]
pub trait RuleFn: for<'r> Fn(Cursor<'r>) -> Cursor<'r> {}

impl<F: for<'r> Fn(Cursor<'r>) -> Cursor<'r>> RuleFn for F {}

/// Whether limits apply to `null`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nulls {
    /// `null` keeps them all, as an absent value does.
    Kept,
    /// `null` is a value like others.
    Checked,
}

/// One value at its place. Each method adds a violation if the value breaks the limit.
#[derive(Debug)]
pub struct Cursor<'c> {
    pub(super) violations: &'c mut Violations,
    pub(super) place: Place<'c>,
    pub(super) subject: Subject<'c>,
    /// About the items of a list and the values of a map.
    pub(super) nulls: Nulls,
    /// Its string is longer than it may be, so its pattern is not tried.
    is_too_long: bool,
}

impl<'c> Cursor<'c> {
    pub(super) fn new(
        violations: &'c mut Violations,
        place: Place<'c>,
        subject: Subject<'c>,
        nulls: Nulls,
    ) -> Self {
        let mut cursor = Self {
            violations,
            place,
            subject,
            nulls,
            is_too_long: false,
        };
        if nulls == Nulls::Kept {
            cursor.subject = cursor.subject.without_null();
        }
        if cursor.subject.is_not_finite() {
            cursor.report(Some("not a finite number".to_owned()));
            cursor.subject = Subject::default();
        }
        cursor
    }

    /// Adds a violation, if there is a message.
    pub(super) fn report(&mut self, message: Option<String>) {
        let place = self.place;
        if let Some(message) = message {
            self.violations.report(|| (place.to_string(), message));
        }
    }

    /// Whether there is a value to check.
    pub(super) fn is_there(&self) -> bool {
        self.subject.is_there()
    }

    /// A scalar, or an empty list or object in place of another value, for rules about its type.
    pub(super) fn scalar(&self) -> Option<Cow<'c, Value>> {
        self.unless_null(self.subject.scalar()?)
    }

    /// The value as a tree down to so many levels, for rules that compare it.
    pub(super) fn tree(&self, levels: usize) -> Option<Cow<'c, Value>> {
        self.unless_null(self.subject.tree(levels)?)
    }

    /// The value as a tree that is deep enough to be compared with these JSON texts.
    pub(super) fn comparable(&self, texts: &[&str]) -> Option<Cow<'c, Value>> {
        self.scalar().or_else(|| self.tree(compare::deepest(texts)))
    }

    fn unless_null(&self, tree: Cow<'c, Value>) -> Option<Cow<'c, Value>> {
        (self.nulls == Nulls::Checked || !tree.is_null()).then_some(tree)
    }

    /// Checks the parts of the value to which a rule applies.
    pub(super) fn parts_where(
        &mut self,
        applies: &dyn Fn(PlacePart<'_>, &dyn Encode) -> bool,
        rule: impl RuleFn,
    ) {
        self.parts(Nulls::Checked, applies, &mut |part| {
            rule(part);
        });
    }

    /// Calls `check` with the items of a list or members of an object to which it applies.
    pub(super) fn parts(
        &mut self,
        nulls: Nulls,
        applies: &dyn Fn(PlacePart<'_>, &dyn Encode) -> bool,
        check: &mut dyn for<'e> FnMut(Cursor<'e>),
    ) {
        let (place, violations) = (self.place, &mut *self.violations);
        self.subject.each(&mut |part, value| {
            let segment = PlacePart::of(part);
            if !applies(segment, value) {
                return;
            }
            let place = place.part(segment);
            let subject = Subject::new(value);
            check(Cursor::new(&mut *violations, place, subject, nulls));
        });
    }

    /// `minLength`, in characters (Unicode code points).
    pub fn min_length(mut self, limit: u64) -> Self {
        self.counted(Count::Characters, Bound::AtLeast, limit);
        self
    }

    /// `maxLength`, in characters (Unicode code points).
    pub fn max_length(mut self, limit: u64) -> Self {
        self.counted(Count::Characters, Bound::AtMost, limit);
        self
    }

    /// `minItems`
    pub fn min_items(mut self, limit: u64) -> Self {
        self.counted(Count::Items, Bound::AtLeast, limit);
        self
    }

    /// `maxItems`
    pub fn max_items(mut self, limit: u64) -> Self {
        self.counted(Count::Items, Bound::AtMost, limit);
        self
    }

    /// `minProperties`
    pub fn min_properties(mut self, limit: u64) -> Self {
        self.counted(Count::Properties, Bound::AtLeast, limit);
        self
    }

    /// `maxProperties`
    pub fn max_properties(mut self, limit: u64) -> Self {
        self.counted(Count::Properties, Bound::AtMost, limit);
        self
    }

    /// `minimum` of an integer.
    pub fn minimum(mut self, limit: i128) -> Self {
        self.bounded(Bound::AtLeast, Limited::Integer(limit));
        self
    }

    /// `maximum` of an integer.
    pub fn maximum(mut self, limit: i128) -> Self {
        self.bounded(Bound::AtMost, Limited::Integer(limit));
        self
    }

    /// `minimum` with `exclusiveMinimum: true`, of an integer.
    pub fn exclusive_minimum(mut self, limit: i128) -> Self {
        self.bounded(Bound::MoreThan, Limited::Integer(limit));
        self
    }

    /// `maximum` with `exclusiveMaximum: true`, of an integer.
    pub fn exclusive_maximum(mut self, limit: i128) -> Self {
        self.bounded(Bound::LessThan, Limited::Integer(limit));
        self
    }

    /// `minimum` of a number with a fraction.
    pub fn minimum_float(mut self, limit: f64) -> Self {
        self.bounded(Bound::AtLeast, Limited::Float(limit));
        self
    }

    /// `maximum` of a number with a fraction.
    pub fn maximum_float(mut self, limit: f64) -> Self {
        self.bounded(Bound::AtMost, Limited::Float(limit));
        self
    }

    /// `minimum` with `exclusiveMinimum: true`, of a number with a fraction.
    pub fn exclusive_minimum_float(mut self, limit: f64) -> Self {
        self.bounded(Bound::MoreThan, Limited::Float(limit));
        self
    }

    /// `maximum` with `exclusiveMaximum: true`, of a number with a fraction.
    pub fn exclusive_maximum_float(mut self, limit: f64) -> Self {
        self.bounded(Bound::LessThan, Limited::Float(limit));
        self
    }

    /// `multipleOf`, as the document writes it: `0.01` is exact as a decimal.
    pub fn multiple_of(mut self, step: &str) -> Self {
        let number = self.subject.number();
        let broken = number.filter(|number| !is_multiple(number, step));
        let broken = broken.and_then(|number| number.to_number());
        self.report(broken.map(|number| format!("must be a multiple of {step}, not {number}")));
        self
    }

    /// `uniqueItems: true`
    pub fn unique_items(mut self) -> Self {
        let broken = has_duplicates(self.subject);
        self.report(broken.then(|| "must not have an item twice".to_owned()));
        self
    }

    /// `pattern`: somewhere in the string (patterns of ECMA-262 are not anchored), unless it is too long already.
    pub fn pattern(mut self, pattern: &Pattern) -> Self {
        let text = self.subject.text().filter(|_| !self.is_too_long);
        let broken = text.filter(|text| !pattern.is_match(text));
        self.report_of(broken, |text, place| {
            let found = shown(&Value::from(&*text), place);
            format!("must match `{pattern}`, not {found}")
        });
        self
    }

    /// Each item of a list, or value of a map.
    pub fn each(mut self, rule: impl for<'e> Fn(Cursor<'e>) -> Cursor<'e>) -> Self {
        self.parts(self.nulls, &|_, _| true, &mut |item| {
            rule(item);
        });
        self
    }

    /// The same value at the same place, for a rule that takes its cursor.
    pub(super) fn again(&mut self) -> Cursor<'_> {
        Cursor {
            violations: &mut *self.violations,
            ..*self
        }
    }

    pub(super) fn counted(&mut self, what: Count, bound: Bound, limit: u64) {
        if what.certainly_holds(self.subject, bound, limit) {
            return;
        }
        let count = what.of(self.subject);
        let broken = count.filter(|count| !bound.holds(count.cmp(&limit)));
        self.is_too_long |= broken.is_some() && what.is_length(bound);
        self.report(broken.map(|count| {
            format!(
                "must have {} {limit} {}, not {count}",
                bound.words(),
                what.noun(limit)
            )
        }));
    }

    pub(super) fn bounded(&mut self, bound: Bound, limit: Limited) {
        let number = self.subject.number();
        let broken = number.filter(|number| {
            limit
                .compare(number)
                .is_some_and(|order| !bound.holds(order))
        });
        let message = broken.and_then(|number| {
            let (limit, number) = (limit.to_number()?, number.to_number()?);
            Some(format!("must be {} {limit}, not {number}", bound.words()))
        });
        self.report(message);
    }
}
