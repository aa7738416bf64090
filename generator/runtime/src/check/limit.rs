//! Limits as data: a parameter or a row of `limits!` lists what its value must keep.
//!
//! ```text
//! Param::query("limit").limits(&[Minimum(1), Maximum(100)])
//! limits!(Order { "tags" => tags: [MaxItems(3), Each(&[MinLength(1)])] });
//! ```

use std::fmt;

use super::bound::{Bound, Count, Limited};
use super::place::PlacePart;
use super::{Cursor, Pattern, Rule, RuleFn};
use crate::codec::{Encode, View};

/// One keyword of JSON Schema with its value (<https://json-schema.org/draft/2020-12/json-schema-validation#section-6>).
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Limit {
    /// `minLength`, in characters.
    MinLength(u64),
    /// `maxLength`, in characters.
    MaxLength(u64),
    /// `minItems`
    MinItems(u64),
    /// `maxItems`
    MaxItems(u64),
    /// `minProperties`
    MinProperties(u64),
    /// `maxProperties`
    MaxProperties(u64),
    /// `minimum`, an integer.
    Minimum(i128),
    /// `maximum`, an integer.
    Maximum(i128),
    /// `minimum` with a fraction.
    MinimumFloat(f64),
    /// `maximum` with a fraction.
    MaximumFloat(f64),
    /// `exclusiveMinimum` with a fraction.
    ExclusiveMinimumFloat(f64),
    /// `exclusiveMaximum` with a fraction.
    ExclusiveMaximumFloat(f64),
    /// `multipleOf`, as the document writes it.
    MultipleOf(&'static str),
    /// `uniqueItems: true`
    UniqueItems,
    /// `pattern`, compiled when it is first needed.
    Matches(fn() -> &'static Pattern),
    /// Limits of each item of a list, or of each value of a map.
    Each(&'static [Limit]),
    /// What is checked on a tree: `not`, `if`, `contains`, …
    Rule(Rule),
    /// What a closure checks.
    #[doc(hidden)]
    Dynamic(DynamicRule),
}

/// A rule of a document that is read at run time.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub struct DynamicRule(pub &'static (dyn RuleFn + Sync));

impl fmt::Debug for DynamicRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DynamicRule")
    }
}

impl Cursor<'_> {
    /// Checks every limit of a list.
    pub fn limits(mut self, limits: &[Limit]) -> Self {
        self.check(limits);
        self
    }

    /// Checks every limit of each item of a list.
    fn check_items(&mut self, limits: &[Limit]) {
        if let Some(View::List(list)) = self.subject.view() {
            // Most lists are not looked at a second time.
            let mut items = (0..list.len()).filter_map(|index| list.get(index));
            if items.all(|item| all_hold(item.view(), limits)) {
                return;
            }
        }
        let may_break = |_: PlacePart<'_>, item: &dyn Encode| !all_hold(item.view(), limits);
        self.parts(self.nulls, &may_break, &mut |mut item| item.check(limits));
    }

    /// The same in place: a list checks each of its items, and a cursor is too large to be moved for every limit.
    fn check(&mut self, limits: &[Limit]) {
        for limit in limits {
            self.limit(limit);
        }
    }

    fn limit(&mut self, limit: &Limit) {
        use Bound::{AtLeast, AtMost, LessThan, MoreThan};
        use Count::{Characters, Items, Properties};
        use Limited::{Float, Integer};
        match *limit {
            Limit::MinLength(limit) => self.counted(Characters, AtLeast, limit),
            Limit::MaxLength(limit) => self.counted(Characters, AtMost, limit),
            Limit::MinItems(limit) => self.counted(Items, AtLeast, limit),
            Limit::MaxItems(limit) => self.counted(Items, AtMost, limit),
            Limit::MinProperties(limit) => self.counted(Properties, AtLeast, limit),
            Limit::MaxProperties(limit) => self.counted(Properties, AtMost, limit),
            Limit::Minimum(limit) => self.bounded(AtLeast, Integer(limit)),
            Limit::Maximum(limit) => self.bounded(AtMost, Integer(limit)),
            Limit::MinimumFloat(limit) => self.bounded(AtLeast, Float(limit)),
            Limit::MaximumFloat(limit) => self.bounded(AtMost, Float(limit)),
            Limit::ExclusiveMinimumFloat(limit) => self.bounded(MoreThan, Float(limit)),
            Limit::ExclusiveMaximumFloat(limit) => self.bounded(LessThan, Float(limit)),
            Limit::MultipleOf(step) => {
                self.again().multiple_of(step);
            }
            Limit::UniqueItems => {
                self.again().unique_items();
            }
            Limit::Matches(pattern) => {
                self.again().pattern(pattern());
            }
            Limit::Each(limits) => self.check_items(limits),
            Limit::Rule(rule) => {
                rule(self.again());
            }
            Limit::Dynamic(DynamicRule(rule)) => {
                rule(self.again());
            }
        }
    }
}

/// Whether a look at the value shows that all limits hold, as for most values of most messages. If
/// not, a [`Cursor`] decides.
pub(super) fn all_hold(value: View<'_>, limits: &[Limit]) -> bool {
    limits.iter().all(|limit| match (value, limit) {
        (View::Integer(integer), Limit::Minimum(limit)) => integer >= *limit,
        (View::Integer(integer), Limit::Maximum(limit)) => integer <= *limit,
        // A character has one to four bytes.
        (View::String(text), Limit::MinLength(limit)) => text.len().div_ceil(4) as u64 >= *limit,
        (View::String(text), Limit::MaxLength(limit)) => text.len() as u64 <= *limit,
        _ => false,
    })
}
