//! Which properties and items of a value the schemas describe that apply to it, for
//! `unevaluatedProperties` and `unevaluatedItems`
//! (<https://json-schema.org/draft/2020-12/json-schema-core#section-11>).
//!
//! ```yaml
//! properties: {kind: {type: string}}
//! if: {properties: {kind: {const: box}}}
//! then: {properties: {size: {type: integer}}}
//! # always: kind;  if the schema of `if` matches: kind, size
//! ```

use foldhash::HashMap;
use serde_json::{Map, Value};

use super::assertion::{Unsupported, keys, list_length, negated};
use super::context::Lowering;
use super::model::{Additional, View};
use crate::diagnostic::Pointer;
use crate::ir::{Assertion, Constraint, EvaluatedItems, EvaluatedProperties, Regex, Subschema};
use crate::load::private;

/// Which parts of schemas do not count.
pub(super) struct Scope {
    /// The schemas whose own `unevaluatedProperties` and `unevaluatedItems` describe nothing.
    pub(super) ignored: Vec<Pointer>,
    /// A list of alternatives that describes nothing.
    pub(super) skipped: Option<Pointer>,
}

/// A schema, and the rule that says when it applies.
type Applying = (Subschema, Pointer);

/// The schemas that apply to a value, each once for each rule.
#[derive(Debug, Default)]
struct Applied {
    in_order: Vec<Applying>,
    rules: HashMap<Pointer, Vec<Subschema>>,
}

impl Applied {
    /// Adds a schema; returns whether it is new.
    fn add(&mut self, when: &Subschema, at: &Pointer) -> bool {
        let rules = self.rules.entry(at.clone()).or_default();
        if rules.contains(when) {
            return false;
        }
        rules.push(when.clone());
        self.in_order.push((when.clone(), at.clone()));
        true
    }
}

impl Lowering<'_, '_> {
    /// The properties that these schemas describe, and those below them that apply.
    pub(super) fn properties_of(
        &self,
        schemas: &[Pointer],
        scope: &Scope,
        depth: usize,
    ) -> Result<Vec<EvaluatedProperties>, Unsupported> {
        let mut found: Vec<EvaluatedProperties> = Vec::new();
        for (when, at) in self.applying(schemas, scope, depth)? {
            let Some(view) = self.value(&at).and_then(|value| View::read(&at, value)) else {
                continue;
            };
            let has = |key: &str| view.any(&private(key)).is_some();
            let further = has("unevaluatedProperties") && !scope.ignored.contains(&at);
            let (names, patterns) = if view.additional != Additional::Absent
                || has("additionalProperties")
                || further
            {
                (Vec::new(), vec![any_name()])
            } else {
                let patterns = keys(view.any(&private("patternProperties")));
                let names = view.properties.iter().map(|(name, _)| (*name).to_owned());
                (names.collect(), self.expressions(patterns, &at)?)
            };
            if names.is_empty() && patterns.is_empty() {
                continue;
            }
            match found.iter_mut().find(|known| known.when == when) {
                Some(known) => {
                    let names = names.into_iter().filter(|name| !known.names.contains(name));
                    let names: Vec<String> = names.collect();
                    known.names.extend(names);
                    known.patterns.extend(patterns);
                }
                None => found.push(EvaluatedProperties {
                    when,
                    names,
                    patterns,
                }),
            }
        }
        Ok(found)
    }

    /// The items that these schemas describe, and those below them that apply.
    pub(super) fn items_of(
        &self,
        schemas: &[Pointer],
        scope: &Scope,
        depth: usize,
    ) -> Result<Vec<EvaluatedItems>, Unsupported> {
        let mut found = Vec::new();
        for (when, at) in self.applying(schemas, scope, depth)? {
            let Some(object) = self.value(&at).and_then(Value::as_object) else {
                continue;
            };
            let has = |key: &str| object.contains_key(&private(key));
            let further = has("unevaluatedItems") && !scope.ignored.contains(&at);
            // `items` beside `prefixItems` was added by the loader, if there is no private `items`.
            let all = has("items") || object.contains_key("items") && !has("prefixItems");
            let first = list_length(object, "prefixItems");
            let never = || vec![Constraint::Assertion(Assertion::Never)];
            let matching = if all || further {
                Subschema::new()
            } else if has("contains") {
                self.as_rule(&at.child(&private("contains")), depth)?
            } else if first > 0 {
                never()
            } else {
                continue;
            };
            found.push(EvaluatedItems {
                when,
                first,
                matching,
            });
        }
        Ok(found)
    }

    /// These schemas, and all below them that apply to the same value.
    fn applying(
        &self,
        schemas: &[Pointer],
        scope: &Scope,
        depth: usize,
    ) -> Result<Vec<Applying>, Unsupported> {
        let mut found = Applied::default();
        for at in schemas {
            self.collect(at, &Subschema::new(), scope, depth, &mut found)?;
        }
        Ok(found.in_order)
    }

    /// Collects the schema at a place and those below it. `when` is the rule under which it applies.
    fn collect(
        &self,
        at: &Pointer,
        when: &Subschema,
        scope: &Scope,
        depth: usize,
        found: &mut Applied,
    ) -> Result<(), Unsupported> {
        let unsupported = || Unsupported(at.clone());
        let depth = depth.checked_sub(1).ok_or_else(unsupported)?;
        let end = self.end(at).ok_or_else(unsupported)?;
        let schema = self.value(&end).and_then(Value::as_object);
        let Some(object) = schema else {
            return Ok(());
        };
        if !found.add(when, &end) {
            return Ok(());
        }
        for index in 0..length(object, "allOf") {
            self.collect(&end.child("allOf").index(index), when, scope, depth, found)?;
        }
        for (condition, at) in self.conditional(&end, object, scope, depth)? {
            let both = [when.clone(), condition].concat();
            self.collect(&at, &both, scope, depth, found)?;
        }
        Ok(())
    }

    /// The schemas of a schema that apply to some values: alternatives, branches, dependent schemas.
    fn conditional(
        &self,
        end: &Pointer,
        object: &Map<String, Value>,
        scope: &Scope,
        depth: usize,
    ) -> Result<Vec<Applying>, Unsupported> {
        let mut found = Vec::new();
        for key in ["oneOf", "anyOf"] {
            let list = end.child(key);
            if scope.skipped.as_ref() == Some(&list) {
                continue;
            }
            for index in 0..length(object, key) {
                let member = list.index(index);
                found.push((self.as_rule(&member, depth)?, member));
            }
        }
        let branch = |key: &str| {
            let key = private(key);
            object.contains_key(&key).then(|| end.child(&key))
        };
        if let Some(condition) = branch("if") {
            let rule = self.as_rule(&condition, depth)?;
            found.push((rule.clone(), condition));
            found.extend(branch("then").map(|then| (rule.clone(), then)));
            found.extend(branch("else").map(|otherwise| (negated(rule), otherwise)));
        }
        for key in ["dependentSchemas", "dependencies"].map(private) {
            let members = object.get(&key).and_then(Value::as_object);
            for (name, _) in members
                .into_iter()
                .flatten()
                .filter(|(_, one)| one.is_object())
            {
                let has = Constraint::Assertion(Assertion::Required(vec![name.clone()]));
                found.push((vec![has], end.child(&key).child(name)));
            }
        }
        Ok(found)
    }
}

/// How many members a list has.
fn length(object: &Map<String, Value>, key: &str) -> usize {
    object
        .get(key)
        .and_then(Value::as_array)
        .map_or(0, Vec::len)
}

/// An expression that matches every name.
pub(super) fn any_name() -> Regex {
    Regex::Ascii(String::new())
}
