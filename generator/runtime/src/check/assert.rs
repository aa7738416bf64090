//! The keywords of JSON Schema that compare with values or apply rules: `enum`, `type`, `not`,
//! `anyOf`, `oneOf`, `if`, `contains`
//! (<https://json-schema.org/draft/2020-12/json-schema-core#section-10.2>).
//!
//! An absent value breaks none of them. A rule is a function: `not: {minimum: 5}` is `at.not(|at| at.minimum(5))`.

use super::place::Place;
use super::shown::shown;
use super::subject::Subject;
use super::{Cursor, Nulls, RuleFn, compare};
use crate::{
    codec::{Encode, JsonType, Listed, Value, ValuePart},
    untrusted::printable,
    violations::{ViolationLimit, Violations},
};

impl Cursor<'_> {
    /// Adds a violation for a value that is broken, whose message quotes it.
    pub(super) fn report_of<B>(
        &mut self,
        broken: Option<B>,
        message: impl FnOnce(B, Place<'_>) -> String,
    ) {
        let place = self.place;
        if let Some(broken) = broken {
            self.violations
                .report(|| (place.to_string(), message(broken, place)));
        }
    }

    /// `enum` or `const`, as JSON texts.
    pub fn one_of(self, values: &[&str]) -> Self {
        self.one_of_by(values, |value| is_among(value, values))
    }

    /// The same, where another function knows whether a value is one of them.
    #[doc(hidden)]
    pub fn one_of_by(mut self, values: &[&str], is_listed: impl Fn(&Value) -> bool) -> Self {
        let tree = self.comparable(values);
        let broken = tree.as_deref().filter(|value| !is_listed(value));
        self.report_of(broken, |value, place| match values {
            [only] => format!("must be {only}, not {}", shown(value, place)),
            _ => {
                let listed = Listed::values(values.iter());
                format!("must be one of {listed}, not {}", shown(value, place))
            }
        });
        self
    }

    /// `not: {enum: …}`, as JSON texts.
    pub fn none_of(self, values: &[&str]) -> Self {
        self.none_of_by(values, |value| is_among(value, values))
    }

    /// The same, where another function knows whether a value is one of them.
    #[doc(hidden)]
    pub fn none_of_by(mut self, values: &[&str], is_listed: impl Fn(&Value) -> bool) -> Self {
        let tree = self.comparable(values);
        let broken = tree.as_deref().filter(|value| is_listed(value));
        self.report_of(broken, |value, place| {
            format!("must not be {}", shown(value, place))
        });
        self
    }

    /// `type`: the names of JSON Schema.
    pub fn kinds(mut self, names: &[&str]) -> Self {
        let fits = |value: &&Value| !names.iter().any(|name| is_kind(value, name));
        let scalar = self.scalar();
        let broken = scalar.as_deref().filter(fits);
        self.report_of(broken, |value, place| {
            format!(
                "must be of type {}, not {}",
                names.join(" or "),
                shown(value, place)
            )
        });
        self
    }

    /// As [`not`](Self::not).
    #[doc(hidden)]
    pub fn not_by(mut self, rule: impl RuleFn) -> Self {
        if self.is_there() && self.keeps(rule) {
            self.report(Some("must not match the schema under `not`".to_owned()));
        }
        self
    }

    /// As [`any_of`](Self::any_of).
    #[doc(hidden)]
    pub fn any_of_by(mut self, rules: &[impl RuleFn]) -> Self {
        if self.is_there() && !rules.iter().any(|rule| self.keeps(rule)) {
            let (all, reasons) = (rules.len(), self.reasons(rules));
            self.report(Some(format!(
                "must match one of {all} alternatives{reasons}"
            )));
        }
        self
    }

    /// As [`exactly_one`](Self::exactly_one).
    #[doc(hidden)]
    pub fn exactly_one_by(mut self, rules: &[impl RuleFn]) -> Self {
        let kept = rules.iter().filter(|rule| self.keeps(rule)).count();
        if self.is_there() && kept != 1 {
            let all = rules.len();
            let reasons = match kept {
                0 => self.reasons(rules),
                _ => String::new(),
            };
            self.report(Some(format!(
                "must match exactly one of {all} alternatives, not {kept}{reasons}"
            )));
        }
        self
    }

    /// As [`when`](Self::when).
    #[doc(hidden)]
    pub fn when_by(
        self,
        condition: impl RuleFn,
        then: impl RuleFn,
        otherwise: impl RuleFn,
    ) -> Self {
        if !self.is_there() {
            self
        } else if self.keeps(condition) {
            then(self)
        } else {
            otherwise(self)
        }
    }

    /// `required`: properties that an object has.
    pub fn requires(mut self, names: &[&str]) -> Self {
        let mut missing = names.to_vec();
        self.subject.remove_present(&mut missing);
        for name in missing {
            self.report(Some(format!(
                "must have the property \"{}\"",
                printable(name)
            )));
        }
        self
    }

    /// `dependentRequired`: an object with the first property has the others, too.
    pub fn dependent_required(self, property: &str, others: &[&str]) -> Self {
        if self.has(property) {
            self.requires(others)
        } else {
            self
        }
    }

    /// As [`dependent`](Self::dependent).
    #[doc(hidden)]
    pub fn dependent_by(self, property: &str, rule: impl RuleFn) -> Self {
        if self.has(property) { rule(self) } else { self }
    }

    /// As [`contains`](Self::contains).
    #[doc(hidden)]
    pub fn contains_by(mut self, least: u64, most: Option<u64>, rule: impl RuleFn) -> Self {
        let mut count = 0;
        let kind = self.subject.each(&mut |part, item| {
            let is_kept = matches!(part, ValuePart::Item(_)) && keeps(item, &rule);
            count += u64::from(is_kept);
        });
        if kind != Some(JsonType::Array) {
            return self;
        }
        let message = match most {
            _ if count < least => Some(format!("at least {least}")),
            Some(most) if count > most => Some(format!("at most {most}")),
            Some(_) | None => None,
        };
        self.report(message.map(|limit| {
            format!("must have {limit} items that match the schema under `contains`, not {count}")
        }));
        self
    }

    /// What each of the rules that a value breaks asks of it: `: 1 (size: must be at least 2), 2 (…)`.
    ///
    /// Alternatives inside alternatives give no reasons: that could be many.
    fn reasons(&self, rules: &[impl RuleFn]) -> String {
        // A reason may quote the value.
        if !self.violations.are_explained(REASON) || self.place.is_secret() {
            return String::new();
        }
        let broken = rules.iter().enumerate().filter_map(|(index, rule)| {
            let reason = first_broken(self.subject, rule)?;
            Some((index + 1, reason))
        });
        let shown: Vec<String> = broken
            .take(SHOWN)
            .map(|(number, reason)| format!("{number} ({reason})"))
            .collect();
        match rules.len().checked_sub(SHOWN) {
            None | Some(0) => format!(": {}", shown.join(", ")),
            Some(more) => format!(": {} and {more} more", shown.join(", ")),
        }
    }

    fn has(&self, property: &str) -> bool {
        let mut is_there = false;
        self.subject.each(&mut |part, _| {
            is_there |= matches!(part, ValuePart::Member(key) if key == property);
        });
        is_there
    }

    pub(super) fn keeps(&self, rule: impl RuleFn) -> bool {
        let mut violations = Violations::within(NOTHING);
        self.is_there() && !is_broken(self.subject, rule, &mut violations)
    }
}

/// How many alternatives a message names.
const SHOWN: usize = 6;
/// What is kept if the question is only whether a value breaks a rule.
const NOTHING: ViolationLimit = ViolationLimit { count: 0, bytes: 0 };
/// What is kept of one alternative in a message.
const REASON: ViolationLimit = ViolationLimit {
    count: 1,
    bytes: 500,
};

/// Whether a value keeps a rule.
pub(super) fn keeps(value: &dyn Encode, rule: impl RuleFn) -> bool {
    !is_broken(Subject::new(value), rule, &mut Violations::within(NOTHING))
}

/// Whether a value breaks a rule; `violations` get what is broken.
fn is_broken(subject: Subject<'_>, rule: impl RuleFn, violations: &mut Violations) -> bool {
    rule(Cursor::new(
        violations,
        Place::ROOT,
        subject,
        Nulls::Checked,
    ));
    !violations.is_empty()
}

/// The first thing that a value breaks of a rule, with its place inside the value.
fn first_broken(subject: Subject<'_>, rule: impl RuleFn) -> Option<String> {
    let mut violations = Violations::within(REASON);
    if !is_broken(subject, rule, &mut violations) {
        return None;
    }
    let first = violations.into_iter().next();
    Some(
        first.map_or_else(String::new, |violation| match violation.location.as_str() {
            "" => violation.message,
            place => format!("{}: {}", place.trim_start_matches('.'), violation.message),
        }),
    )
}

fn is_among(value: &Value, texts: &[&str]) -> bool {
    let own = compare::canonical(value);
    texts
        .iter()
        .filter_map(|text| text.parse::<Value>().ok())
        .any(|known| compare::canonical(&known) == own)
}

/// Whether a value has a type; a number without a fraction is an integer (JSON Schema 2020-12 validation, section 6.1.1).
fn is_kind(value: &Value, name: &str) -> bool {
    match value {
        Value::Null => name == "null",
        Value::Bool(_) => name == "boolean",
        Value::String(_) => name == "string",
        Value::Array(_) => name == "array",
        Value::Object(_) => name == "object",
        Value::Number(number) => {
            let whole = || compare::is_multiple(number, "1") == Some(true);
            name == "number" || name == "integer" && (number.as_i128().is_some() || whole())
        }
    }
}
