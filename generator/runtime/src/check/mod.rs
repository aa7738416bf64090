//! Limits of schemas, and rules between fields: every violation is collected, with its place, the limit and the value.
//!
//! Limits are data ([`Limit`]): a parameter carries its own, and one row of `limits!` lists those of a type. Values are read in
//! place ([`View`](crate::codec::View)). A type of your own with limits that a document cannot state implements [`Check`]:
//!
//! ```
//! use bindwright_runtime::check::{Check, Checker};
//!
//! struct Range { from: i64, to: i64 }
//!
//! impl Check for Range {
//!     fn check(&self, check: &mut Checker<'_>) {
//!         check.at("from", &self.from).minimum(0);
//!         check.ordered(("from", &self.from), ("to", &self.to));
//!     }
//! }
//!
//! let violations = bindwright_runtime::check::check(&Range { from: 3, to: 1 }).unwrap_err();
//! assert_eq!(violations.to_string(), "from: 3 must be at most to (1)");
//! ```

use std::borrow::Cow;

mod assert;
mod bound;
mod compare;
mod cursor;
mod inner;
mod limit;
mod nested;
mod pattern;
mod place;
mod rules;
mod shown;
mod subject;
mod unique;

#[doc(hidden)]
pub use compare::canonical;
use cursor::Nulls;
pub use cursor::{Cursor, Rule, RuleFn};
use limit::all_hold;
pub use limit::{DynamicRule, Limit};
pub use pattern::Pattern;
use place::{Outer, Place, PlacePart};
use shown::shown;
use subject::Subject;

use crate::{
    codec::{Encode, Trial, Value},
    untrusted::printable,
    violations::{ViolationLimit, Violations},
};

/// A value with limits.
pub trait Check {
    /// Checks every limit, and those of the values inside.
    fn check(&self, check: &mut Checker<'_>) {
        let _ = check;
    }
}

/// Checks a whole value.
///
/// # Errors
/// Every violation.
pub fn check(value: &dyn Check) -> Result<(), Violations> {
    let mut violations = Violations::new();
    value.check(&mut Checker::new(&mut violations));
    violations.into_result()
}

impl<U: Check> Trial<U> {
    /// A variant matches only values that keep its limits.
    #[must_use]
    pub const fn checked(self) -> Self {
        self.checked_by(first_violation)
    }
}

/// The first limit that a value breaks, with its place inside the value.
fn first_violation<U: Check>(value: &U) -> Option<String> {
    let mut violations = Violations::within(ViolationLimit {
        count: 1,
        ..ViolationLimit::DEFAULT
    });
    value.check(&mut Checker::new(&mut violations));
    let violation = violations.into_result().err()?.into_iter().next()?;
    Some(match violation.location.as_str() {
        "" => violation.message,
        place => format!("{place}: {}", violation.message),
    })
}

/// Checks the limits of one value at a place of two parts: `("query", "limit")`.
pub(crate) fn check_limits(
    violations: &mut Violations,
    (outer, name): (&str, &str),
    value: &dyn Encode,
    limits: &[Limit],
) {
    if all_hold(value.view(), limits) {
        return;
    }
    let place = Place {
        outer: Outer::Path(outer),
        segment: PlacePart::Name(name),
    };
    cursor(violations, place, value).limits(limits);
}

/// A cursor at a value, which is empty if the value is absent.
fn cursor<'c>(
    violations: &'c mut Violations,
    place: Place<'c>,
    value: &'c dyn Encode,
) -> Cursor<'c> {
    let nulls = if value.is_any() {
        Nulls::Checked
    } else {
        Nulls::Kept
    };
    let subject = if value.is_absent() {
        Subject::default()
    } else {
        Subject::new(value)
    };
    Cursor::new(violations, place, subject, nulls)
}

/// Checks one value after the other, and knows where they are.
#[derive(Debug)]
pub struct Checker<'v> {
    violations: &'v mut Violations,
    /// Where the value is whose fields are checked: `body.items.3`.
    path: String,
}

/// A field with its place, for rules between fields.
pub type Field<'f> = (&'f str, &'f dyn Encode);

impl<'v> Checker<'v> {
    /// A checker that adds what it finds to `violations`.
    pub fn new(violations: &'v mut Violations) -> Self {
        Self {
            violations,
            path: String::new(),
        }
    }

    /// The value at a place. An absent value satisfies every limit, and so does `null`, except in a value of any type.
    pub fn at<'c>(&'c mut self, place: &'c str, value: &'c dyn Encode) -> Cursor<'c> {
        let place = Place {
            outer: Outer::Path(&self.path),
            segment: PlacePart::Name(place),
        };
        cursor(&mut *self.violations, place, value)
    }

    /// The limits of the value at a place.
    pub fn limits(&mut self, place: &str, value: &dyn Encode, limits: &[Limit]) {
        if !all_hold(value.view(), limits) {
            self.at(place, value).limits(limits);
        }
    }

    /// Each element of the list, or value of the map, at a place.
    pub fn each(
        &mut self,
        place: &str,
        value: &dyn Encode,
        rule: impl for<'c> Fn(Cursor<'c>) -> Cursor<'c>,
    ) {
        self.at(place, value).each(rule);
    }

    /// The value of a key that the sender chose, with limits of its own.
    fn inside_key(&mut self, key: &str, value: &dyn Check) {
        self.inside(&printable(key), value);
    }

    /// A value with limits of its own, or a list, map or option of such.
    pub fn inside(&mut self, place: &str, value: &dyn Check) {
        let before = self.path.len();
        if !self.path.is_empty() && !place.is_empty() {
            self.path.push('.');
        }
        self.path.push_str(place);
        value.check(self);
        self.path.truncate(before);
    }

    /// If both are set, the first is at most the second: numbers by value, strings by their characters.
    pub fn ordered(&mut self, first: Field<'_>, second: Field<'_>) {
        let (Some(low), Some(high)) = (value_of(first.1), value_of(second.1)) else {
            return;
        };
        if compare::exceeds(&low, &high) {
            let place = self.place(first.0);
            let (low, high) = (shown(&low, place), shown(&high, self.place(second.0)));
            let name = short(second.0);
            self.report(first.0, format!("{low} must be at most {name} ({high})"));
        }
    }

    /// If the first is set, all the others must be.
    pub fn requires(&mut self, field: Field<'_>, also: &[Field<'_>]) {
        if field.1.is_absent() {
            return;
        }
        for missing in also.iter().filter(|other| other.1.is_absent()) {
            self.report(
                missing.0,
                format!("required together with {}", short(field.0)),
            );
        }
    }

    /// All of them are set, or none.
    pub fn together(&mut self, fields: &[Field<'_>]) {
        let Some(set) = fields.iter().find(|field| !field.1.is_absent()) else {
            return;
        };
        for missing in fields.iter().filter(|field| field.1.is_absent()) {
            self.report(
                missing.0,
                format!("required together with {}", short(set.0)),
            );
        }
    }

    /// The place of a field.
    fn place<'p>(&'p self, name: &'p str) -> Place<'p> {
        Place {
            outer: Outer::Path(&self.path),
            segment: PlacePart::Name(name),
        }
    }

    pub(crate) fn report(&mut self, place: &str, message: String) {
        let place = self.place(place).to_string();
        self.violations.push(place, message);
    }
}

/// The value, unless it is absent or `null`.
fn value_of(value: &dyn Encode) -> Option<Cow<'_, Value>> {
    if value.is_absent() {
        None
    } else {
        let value = Subject::new(value).scalar()?;
        (!value.is_null()).then_some(value)
    }
}

/// The last part of a place, which is the name of the field.
fn short(place: &str) -> &str {
    place.rsplit('.').next().unwrap_or(place)
}
