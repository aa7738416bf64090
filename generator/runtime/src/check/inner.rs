//! Rules on parts of an object or a list: properties by name or by pattern, their names, items by
//! index (<https://json-schema.org/draft/2020-12/json-schema-core#section-10.3>).
//!
//! A part that is missing breaks no rule, and a violation names the part: `/tags/0: must have at least
//! 1 character, not 0`.

use super::assert::keeps;
use super::place::PlacePart;
use super::subject::Subject;
use super::{Cursor, Nulls, Pattern, RuleFn};
use crate::codec::{Encode, ValuePart};

impl Cursor<'_> {
    /// As [`property`](Self::property).
    #[doc(hidden)]
    pub fn property_by(self, name: &str, rule: impl RuleFn) -> Self {
        self.properties_where(&|key| key == name, rule)
    }

    /// As [`property_names`](Self::property_names).
    #[doc(hidden)]
    pub fn property_names_by(self, rule: impl RuleFn) -> Self {
        let (place, violations) = (self.place, &mut *self.violations);
        self.subject.each(&mut |part, _| {
            if let ValuePart::Member(name) = part {
                let place = place.part(PlacePart::Key(name));
                let subject = Subject::new(&name);
                rule(Cursor::new(
                    &mut *violations,
                    place,
                    subject,
                    Nulls::Checked,
                ));
            }
        });
        self
    }

    /// As [`item`](Self::item).
    #[doc(hidden)]
    pub fn item_by(self, index: usize, rule: impl RuleFn) -> Self {
        self.items_where(&|at, _| at == index, rule)
    }

    /// As [`items_from`](Self::items_from).
    #[doc(hidden)]
    pub fn items_from_by(self, first: usize, rule: impl RuleFn) -> Self {
        self.items_where(&|at, _| at >= first, rule)
    }

    /// As [`matching`](Self::matching).
    #[doc(hidden)]
    pub fn matching_by(self, pattern: &Pattern, rule: impl RuleFn) -> Self {
        self.properties_where(&|name| pattern.is_match(name), rule)
    }

    /// As [`others`](Self::others).
    #[doc(hidden)]
    pub fn others_by(self, names: &[&str], patterns: &[&Pattern], rule: impl RuleFn) -> Self {
        let matched = |name: &str| patterns.iter().any(|pattern| pattern.is_match(name));
        self.properties_where(&|name| !names.contains(&name) && !matched(name), rule)
    }

    /// As [`unevaluated_properties`](Self::unevaluated_properties).
    #[doc(hidden)]
    pub fn unevaluated_properties_by<R: RuleFn>(
        self,
        known: &[(R, &[&str], &[&Pattern])],
        rule: impl RuleFn,
    ) -> Self {
        let applies = |when: &R| self.keeps(when);
        let applying: Vec<_> = known.iter().filter(|(when, ..)| applies(when)).collect();
        let is_described = |name: &str| {
            let mut all = applying.iter();
            all.any(|(_, names, patterns)| {
                names.contains(&name) || patterns.iter().any(|pattern| pattern.is_match(name))
            })
        };
        self.properties_where(&|name| !is_described(name), rule)
    }

    /// As [`unevaluated_items`](Self::unevaluated_items).
    #[doc(hidden)]
    pub fn unevaluated_items_by<R: RuleFn>(
        self,
        known: &[(R, usize, R)],
        rule: impl RuleFn,
    ) -> Self {
        let applies = |when: &R| self.keeps(when);
        let applying: Vec<_> = known.iter().filter(|(when, ..)| applies(when)).collect();
        let is_described = |index: usize, item: &dyn Encode| {
            let mut all = applying.iter();
            all.any(|(_, first, matching)| index < *first || keeps(item, matching))
        };
        self.items_where(&|index, item| !is_described(index, item), rule)
    }

    /// `false`: no value keeps it.
    pub fn never(mut self) -> Self {
        if self.is_there() {
            self.report(Some("must not be here".to_owned()));
        }
        self
    }

    fn properties_where(mut self, applies: &dyn Fn(&str) -> bool, rule: impl RuleFn) -> Self {
        self.parts_where(
            &|part, _| matches!(part, PlacePart::Key(key) if applies(key)),
            rule,
        );
        self
    }

    fn items_where(
        mut self,
        applies: &dyn Fn(usize, &dyn Encode) -> bool,
        rule: impl RuleFn,
    ) -> Self {
        self.parts_where(
            &|part, item| matches!(part, PlacePart::Index(index) if applies(index, item)),
            rule,
        );
        self
    }
}
