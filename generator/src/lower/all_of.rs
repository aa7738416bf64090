//! `allOf` -> one flat schema: the keywords of all members merged. Each property remembers where it
//! is described.
//!
//! ```yaml
//! Dog:
//!   allOf:
//!     - $ref: '#/components/schemas/Pet'      # name, required
//!     - properties: {breed: {type: string}}
//! ```
//!
//! becomes `struct Dog { name: String, breed: Option<String> }`. A value must satisfy every member
//! (<https://json-schema.org/draft/2020-12/json-schema-core#section-10.2.1.1>), and a struct with
//! all properties is the type that says so: Rust has no inheritance, and a struct inside a struct
//! would put a level into the code that the JSON does not have.
//!
//! A member that is reached twice counts once, so that a merge takes time linear in the schemas
//! that it visits. Members of different types are rejected; lenient reading takes them as any
//! value. Only keywords are merged: the schemas of properties stay references, so that a property
//! of type `Pet` has the type `Pet` and not a copy of it.

use std::collections::HashSet;

use serde_json::Value;

use super::context::Lowering;
use super::model::{Additional, Agreement, JsonType, View};
use super::shape::{is_null, is_typed};
use crate::diagnostic::{Code, Pointer};
use crate::load::Repair;

impl<'d> Lowering<'d, '_> {
    /// The schema at a place with its `allOf` merged in. There is no reference at the place.
    ///
    /// A schema that is merged into itself is reported and taken without its members.
    pub(super) fn flat(&mut self, at: &Pointer) -> Option<View<'d>> {
        let mut view = View::read(at, self.value(at)?)?;
        if self.merging.contains(at) {
            self.fault(
                Repair::Guess,
                Code::CyclicReference,
                at,
                "this schema is part of itself",
            );
            return Some(View {
                all_of: Vec::new(),
                choice: None,
                ..view
            });
        }
        self.merging.push(at.clone());
        view = self.merge_members(view);
        self.drop_null_alternatives(&mut view);
        self.gather_values(&mut view);
        self.settle_unevaluated(&mut view);
        self.merging.pop();
        view.nullable |= view
            .enumeration
            .as_ref()
            .is_some_and(|values| values.iter().any(|value| value.is_null()));
        Some(view)
    }

    /// Merges the members of `allOf`, and theirs, in document order. A stack instead of recursion:
    /// hierarchies of schemas may be deep.
    ///
    /// Properties of the members come first, the schema's own last. If a name occurs twice, the
    /// last one decides.
    fn merge_members(&mut self, mut view: View<'d>) -> View<'d> {
        let own = std::mem::take(&mut view.properties);
        let mut seen = HashSet::from([view.at.clone()]);
        let mut members: Vec<Pointer> = std::mem::take(&mut view.all_of);
        members.reverse();
        while let Some(member) = members.pop() {
            let target = self.end(&member);
            if target.as_ref() == Some(&view.at) {
                let message = "this leads back to the schema that it is part of";
                self.fault(Repair::Guess, Code::CyclicReference, &member, message);
            }
            let target = target.filter(|target| seen.insert(target.clone()));
            let Some(mut part) =
                target.and_then(|target| View::read(&target, self.value(&target)?))
            else {
                continue;
            };
            members.extend(std::mem::take(&mut part.all_of).into_iter().rev());
            self.merge(&mut view, part, &member);
        }
        view.properties.extend(own);
        view
    }

    /// Adds the keywords of a member to a schema; `member` is the place of the member, for reports.
    ///
    /// | keyword | result |
    /// |---|---|
    /// | `type` | must agree; `integer` and `number` are `integer` |
    /// | `properties`, `required` | both |
    /// | limits (`maxLength`, …) | all must hold: both schemas stay in `sources` |
    /// | `additionalProperties: false` of a member | ignored: it would reject the properties of the others |
    /// | a second `oneOf` | a check, because only one list of alternatives becomes a type |
    pub(super) fn merge(&mut self, view: &mut View<'d>, part: View<'d>, member: &Pointer) {
        view.json_type = match (view.json_type, part.json_type) {
            (None, other) | (other, None) => other,
            (Some(one), Some(two)) if one == two => Some(one),
            (Some(JsonType::Integer), Some(JsonType::Number))
            | (Some(JsonType::Number), Some(JsonType::Integer)) => Some(JsonType::Integer),
            (Some(one), Some(two)) => {
                let message = format!(
                    "this is {}, and the schema that it is merged with is {}",
                    two.name(),
                    one.name()
                );
                self.fault(Repair::Harmless, Code::ConflictingSchemas, member, message);
                view.agreement = Agreement::Contradiction;
                Some(one)
            }
        };
        if part.agreement == Agreement::Contradiction {
            view.agreement = part.agreement;
        }
        view.format = view.format.or(part.format);
        view.properties.extend(part.properties);
        view.required.extend(part.required);
        if view.additional == Additional::Absent && part.additional != Additional::Closed {
            view.additional = part.additional;
        }
        view.items = view.items.take().or(part.items);
        view.enumeration = view.enumeration.take().or(part.enumeration);
        view.sources.extend(part.sources);
        match (&view.choice, part.choice) {
            (_, None) => {}
            (None, Some(choice)) => {
                view.choice = Some(choice);
                view.discriminator = view.discriminator.take().or(part.discriminator);
            }
            (Some(_), Some(choice)) => view.conditions.push(choice),
        }
    }

    /// Simplifies `oneOf` and `anyOf` before their shape is decided.
    ///
    /// ```yaml
    /// oneOf: [{$ref: X}, {type: 'null'}]           # a nullable X
    /// oneOf: [{type: string, maxLength: 5}]        # that string
    /// oneOf: [{required: [a]}, {required: [b]}]    # not types: a check of the object
    /// ```
    fn drop_null_alternatives(&mut self, view: &mut View<'d>) {
        let Some(mut choice) = view.choice.take() else {
            return;
        };
        let before = choice.members.len();
        choice
            .members
            .retain(|member| !self.value(member).is_some_and(is_null));
        view.nullable |= choice.members.len() < before;
        view.nullable |= choice
            .members
            .iter()
            .any(|member| self.says_nullable(member));
        let types = choice
            .members
            .iter()
            .any(|member| self.value(member).is_some_and(is_typed));
        let single = choice
            .members
            .first()
            .filter(|_| choice.members.len() == 1 && types);
        let inline = single
            .filter(|member| {
                self.value(member)
                    .is_some_and(|value| value.get("$ref").is_none())
            })
            .cloned();
        if let Some((part, member)) = inline.and_then(|member| Some((self.flat(&member)?, member)))
        {
            view.nullable |= part.nullable;
            self.merge(view, part, &member);
        } else if types {
            view.choice = Some(choice);
        }
    }

    /// Whether the schema at a place has `nullable: true`.
    fn says_nullable(&self, member: &Pointer) -> bool {
        let schema = self.end(member).and_then(|end| self.value(&end));
        schema
            .and_then(|schema| schema.get("nullable"))
            .and_then(Value::as_bool)
            .unwrap_or_default()
    }
}
