//! A schema -> the JSON types that its values may have, apart from null.
//!
//! Each keyword of validation is about values of one type, and accepts every other value
//! (<https://json-schema.org/draft/2020-12/json-schema-core#section-7.6.1>). If no value of a schema
//! has that type, the keyword says nothing: it is neither checked nor mentioned in docs.
//!
//! | schema | types | without effect |
//! |---|---|---|
//! | `{type: boolean, uniqueItems: true}` | boolean | `uniqueItems` |
//! | `{properties: …, minLength: 1}` | object | `minLength` |
//! | `{oneOf: [{type: string}, {type: integer}], maxItems: 3}` | string, number | `maxItems` |
//! | `{maxLength: 3}` | all | nothing |

use foldhash::HashSet;

use super::context::Lowering;
use super::json_type_set::JsonTypes;
use super::model::{Agreement, JsonType, View};
use super::shape::Shape;
use crate::diagnostic::{Code, Pointer};
use crate::load::Repair;

impl Lowering<'_, '_> {
    /// The types of the values of a schema that becomes a type of this shape.
    pub(super) fn json_types(&self, shape: &Shape, view: &View<'_>) -> JsonTypes {
        let sound = view.agreement == Agreement::Sound;
        let stated = view.json_type.filter(|_| sound);
        let stated = stated.map_or(JsonTypes::ALL, JsonTypes::of);
        match shape {
            Shape::Same(at) => self.types_of_schema(at),
            Shape::Struct | Shape::Family | Shape::Map(_) => JsonTypes::of(JsonType::Object),
            Shape::List(_) => JsonTypes::of(JsonType::Array),
            Shape::Scalar(one) => JsonTypes::of(*one),
            Shape::Null => JsonTypes::NONE,
            Shape::Enumeration | Shape::Any => stated,
            Shape::Union => {
                let members = view.choice.iter().flat_map(|choice| &choice.members);
                self.types_of_any(members).and(stated)
            }
        }
    }

    /// The types of the values of the schema at a place. Each schema is looked at once. One that is reached
    /// again from itself may be of any type.
    pub(super) fn types_of_schema(&self, at: &Pointer) -> JsonTypes {
        let Some(end) = self.end(at) else {
            return JsonTypes::ALL;
        };
        let known = self.types_of.borrow().get(&end).copied();
        if let Some(known) = known {
            return known;
        }
        self.types_of
            .borrow_mut()
            .insert(end.clone(), JsonTypes::ALL);
        let view = self.value(&end).and_then(|schema| View::read(&end, schema));
        let types = view.map_or(JsonTypes::ALL, |view| self.types_of_view(&view));
        self.types_of.borrow_mut().insert(end, types);
        types
    }

    /// The types of the values of a schema that is not merged yet.
    fn types_of_view(&self, view: &View<'_>) -> JsonTypes {
        let mut types = match view.json_type {
            Some(one) => JsonTypes::of(one),
            None if !view.properties.is_empty() => JsonTypes::of(JsonType::Object),
            None => JsonTypes::ALL,
        };
        if let Some(values) = &view.enumeration {
            let listed = values.iter().map(|value| JsonTypes::of_value(value));
            types = types.and(listed.fold(JsonTypes::NONE, JsonTypes::or));
        }
        for member in &view.all_of {
            types = types.and(self.types_of_schema(member));
        }
        if let Some(choice) = &view.choice {
            types = types.and(self.types_of_any(choice.members.iter()));
        }
        types
    }

    /// Whether a schema is an object, and neither it nor a member of its `allOf` has alternatives. Each schema
    /// is looked at once.
    pub(super) fn is_object(&self, at: &Pointer, visited: &mut HashSet<Pointer>) -> bool {
        let Some(end) = self.end(at) else {
            return false;
        };
        if !visited.insert(end.clone()) {
            return true;
        }
        let view = self.value(&end).and_then(|schema| View::read(&end, schema));
        view.is_some_and(|view| {
            let mut members = view.all_of.iter();
            view.choice.is_none()
                && (view.json_type == Some(JsonType::Object)
                    || !view.properties.is_empty()
                    || !view.all_of.is_empty())
                && members.all(|member| self.is_object(member, visited))
        })
    }

    /// Reports an alternative of another type than the schema that lists it: no value is of both.
    ///
    /// ```yaml
    /// {type: object, oneOf: [{type: string, format: binary}, {properties: …}]}
    /// # the author means that it may be a string
    /// ```
    pub(super) fn contradicts(
        &mut self,
        view: &View<'_>,
        alternative: &Pointer,
        part: Option<&View<'_>>,
    ) -> bool {
        let Some(beside) = view.json_type else {
            return false;
        };
        let stated = || {
            let schema = self.end_value(alternative)?;
            JsonType::parse(schema.get("type")?.as_str()?)
        };
        let Some(own) = part.map_or_else(stated, |part| part.json_type) else {
            return false;
        };
        if beside.overlaps(own) {
            return false;
        }
        let message = format!(
            "this is {}, and what stands beside the alternatives is {}",
            own.name(),
            beside.name()
        );
        self.fault(
            Repair::Harmless,
            Code::ConflictingSchemas,
            alternative,
            message,
        );
        true
    }

    /// The types of the values of several alternatives.
    fn types_of_any<'p>(&self, members: impl Iterator<Item = &'p Pointer>) -> JsonTypes {
        let types = members.map(|member| self.types_of_schema(member));
        types.fold(JsonTypes::NONE, JsonTypes::or)
    }
}
