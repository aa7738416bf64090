//! The keywords of two schemas that both hold -> those of one.
//!
//! | keyword | result |
//! |---|---|
//! | `type` | must agree; `integer` and `number` are `integer` |
//! | `enum` | the values that are in both lists |
//! | `properties`, `required` | both |
//! | `items`, `additionalProperties`, a property that both describe | both schemas hold; see `merge_property` |
//! | limits (`maxLength`, …) | all must hold: both schemas stay in `sources` |
//! | `additionalProperties: false` | closes the result |
//! | a second `oneOf` | a check, because only one list of alternatives becomes a type |
//!
//! JSON Schema applies `additionalProperties: false` of a member to the properties that other
//! members declare, too, so that no value with them would be valid
//! (<https://json-schema.org/draft/2020-12/json-schema-core#section-10.3.2.3>). Authors mean
//! "nothing beyond what the merged schemas declare": those properties are kept, with a warning.

use serde_json::Value;

use super::context::Lowering;
use super::model::{Additional, Agreement, JsonType, View};
use crate::diagnostic::{Code, Pointer, show};
use crate::load::Repair;

/// How many names a message lists.
const MAX_NAMES: usize = 3;

impl<'d> Lowering<'d, '_> {
    /// Adds the keywords of a member to a schema that is nearer; `member` is the place of the
    /// member, for reports.
    pub(super) fn merge(&mut self, view: &mut View<'d>, part: View<'d>, member: &Pointer) {
        self.merge_types(view, &part, member);
        view.format = view.format.or(part.format);
        view.properties.extend(part.properties);
        view.required.extend(part.required);
        let additional = std::mem::replace(&mut view.additional, Additional::Absent);
        view.additional = both_additional(additional, part.additional);
        view.items.splice(0..0, part.items);
        self.merge_values(view, part.enumeration, member);
        view.sources.extend(part.sources);
        view.conditions.extend(part.conditions);
        view.joined = view.joined.take().or(part.joined);
        match (&view.choice, part.choice) {
            (_, None) => {}
            (None, Some(choice)) => {
                view.choice = Some(choice);
                view.discriminator = view.discriminator.take().or(part.discriminator);
            }
            (Some(_), Some(choice)) => view.conditions.push(choice),
        }
    }

    /// `type`: a value must have both.
    fn merge_types(&mut self, view: &mut View<'d>, part: &View<'d>, member: &Pointer) {
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
    }

    /// `enum`: the values that are in both lists, in the order of the nearer one. Lists without a
    /// common value contradict each other; the nearer one is taken, with a warning.
    fn merge_values(
        &mut self,
        view: &mut View<'d>,
        further: Option<Vec<&'d Value>>,
        member: &Pointer,
    ) {
        let (near, further) = match (view.enumeration.take(), further) {
            (near, None) => return view.enumeration = near,
            (None, further) => return view.enumeration = further,
            (Some(near), Some(further)) => (near, further),
        };
        let common: Vec<&'d Value> = near
            .iter()
            .copied()
            .filter(|value| further.contains(value))
            .collect();
        if common.iter().all(|value| value.is_null()) {
            let other = self.document.place(member);
            let nearer = view
                .sources
                .iter()
                .find(|(_, object)| object.contains_key("enum"));
            let nearer = nearer.map_or(member, |(at, _)| at).child("enum");
            let message = "none of these values is valid in the schema that it is merged with";
            if let Some(diagnostic) = self.report(Code::NotChecked, &nearer, message) {
                diagnostic.also(&other, "this lists other values");
            }
            view.enumeration = Some(near);
        } else {
            view.enumeration = Some(common);
        }
    }

    /// Reports merged members with `additionalProperties: false` that do not declare all properties
    /// of the object. Read literally they reject the properties of the others.
    pub(super) fn report_closed_members(&mut self, view: &View<'d>) {
        if view.additional != Additional::Closed || view.sources.len() < 2 {
            return;
        }
        for (at, object) in &view.sources {
            if object.get("additionalProperties") != Some(&Value::Bool(false)) {
                continue;
            }
            let own = object.get("properties").and_then(Value::as_object);
            let mut names: Vec<&str> = view.properties.iter().map(|(name, _)| *name).collect();
            names.retain(|name| own.is_none_or(|own| !own.contains_key(*name)));
            names.dedup();
            if names.is_empty() {
                continue;
            }
            let more = names.len().saturating_sub(MAX_NAMES);
            let listed: Vec<String> = names
                .iter()
                .take(MAX_NAMES)
                .map(|name| format!("`{}`", show(name)))
                .collect();
            let mut message = format!("read literally this rejects {}", listed.join(", "));
            if more > 0 {
                message.push_str(&format!(" and {more} more"));
            }
            message.push_str(", which schemas merged with it declare; they are accepted");
            self.report(Code::NotChecked, &at.child("additionalProperties"), message);
        }
    }
}

/// What two schemas say about properties that they do not declare.
fn both_additional(near: Additional, further: Additional) -> Additional {
    match (near, further) {
        (Additional::Closed, _) | (_, Additional::Closed) => Additional::Closed,
        (Additional::Schema(near), Additional::Schema(mut all)) => {
            all.extend(near);
            Additional::Schema(all)
        }
        (Additional::Schema(at), _) | (_, Additional::Schema(at)) => Additional::Schema(at),
        (Additional::Any, _) | (_, Additional::Any) => Additional::Any,
        (Additional::Absent, Additional::Absent) => Additional::Absent,
    }
}
