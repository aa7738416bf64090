//! Annotations of a value (`description`, `default`, `readOnly`, …) from all schemas that describe
//! it: the schema where it is used, the members of its `allOf`, and what they refer to.
//!
//! JSON Schema collects annotations from every schema that applies to a value
//! (<https://json-schema.org/draft/2020-12/json-schema-core#section-7.7>). Of values that exclude
//! each other, such as defaults, the nearest wins. A flag such as `readOnly` is set if any of them
//! sets it (<https://json-schema.org/draft/2020-12/json-schema-validation#section-9.4>).
//!
//! ```yaml
//! color:
//!   allOf:
//!     - $ref: '#/components/schemas/Color'    # default: green
//!     - {default: blue, readOnly: true}       # nearer than what a reference leads to
//! ```

use serde_json::{Map, Value};

use super::component::reference;
use super::context::Lowering;
use crate::diagnostic::{Pointer, member};

/// The most schemas that are searched for annotations of one value.
const MAX_SCHEMAS: usize = 64;

/// A schema that describes a value.
#[derive(Debug)]
pub(super) struct Description<'d> {
    /// Its place.
    pub at: Pointer,
    /// Its keywords.
    pub schema: &'d Map<String, Value>,
    /// What it is about.
    pub subject: Subject,
}

/// What a schema that describes a value is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    /// Where the value is used: it is about this value.
    Use,
    /// Behind a reference: it is about every value of a type.
    Type,
}

impl<'d> Lowering<'d, '_> {
    /// The schemas that describe the value at a place, the nearest first. The place may be one of a
    /// property that several schemas describe.
    pub(super) fn descriptions(&self, at: &Pointer) -> Vec<Description<'d>> {
        let mut found: Vec<Description<'d>> = Vec::new();
        let mut here: Vec<Pointer> = match self.merged.get(at) {
            Some(places) => places.clone(),
            None => vec![at.clone()],
        };
        let mut behind: Vec<Pointer> = Vec::new();
        let mut subject = Subject::Use;
        loop {
            let Some(at) = here.pop() else {
                if behind.is_empty() {
                    return found;
                }
                behind.reverse();
                here = std::mem::take(&mut behind);
                subject = Subject::Type;
                continue;
            };
            let schema = self.value(&at).and_then(Value::as_object);
            let Some(schema) = schema.filter(|_| found.len() < MAX_SCHEMAS) else {
                continue;
            };
            if found.iter().any(|known| known.at == at) {
                continue;
            }
            if member(schema, "$ref").is_some() {
                behind.extend(self.target(&at));
            }
            let members = member(schema, "allOf").and_then(Value::as_array);
            let list = at.child("allOf");
            for (index, member) in members.into_iter().flatten().enumerate() {
                match reference(member) {
                    Some(_) => behind.extend(self.target(&list.index(index))),
                    None => here.push(list.index(index)),
                }
            }
            found.push(Description {
                at,
                schema,
                subject,
            });
        }
    }

    /// Whether a schema that describes the value at one of these places sets a flag.
    pub(super) fn any_says(&self, places: &[Pointer], key: &str) -> bool {
        self.say(places, [key]) == [true]
    }

    /// The same for several flags.
    pub(super) fn say<const FLAGS: usize>(
        &self,
        places: &[Pointer],
        keys: [&str; FLAGS],
    ) -> [bool; FLAGS] {
        let mut said = [false; FLAGS];
        let mut read = |schema: &Map<String, Value>| {
            for (said, key) in said.iter_mut().zip(keys) {
                *said |= member(schema, key) == Some(&Value::Bool(true));
            }
        };
        for at in places {
            let plain = self.value(at).and_then(Value::as_object);
            match plain.filter(|schema| !leads_on(schema)) {
                Some(schema) => read(schema),
                None => {
                    let descriptions = self.descriptions(at);
                    descriptions.iter().for_each(|one| read(one.schema));
                }
            }
        }
        said
    }
}

/// Whether other schemas may describe the same value.
pub(super) fn leads_on(schema: &Map<String, Value>) -> bool {
    member(schema, "$ref").is_some() || member(schema, "allOf").is_some()
}
