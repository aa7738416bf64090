//! Values from and around a schema: valid ones, then one change at every boundary.
//!
//! | keyword | values |
//! |---|---|
//! | `maximum: 3` | 2, 3, 4, 3.5 |
//! | `maxLength: 3` | strings of 3 and 4 characters, of one byte and of four |
//! | `required: [id]` | the object without `id`, and with null |
//! | `enum: [asc]` | `asc`, `ASC`, `asc ` |
//! | any | the values of each other type |

use serde_json::{Map, Value, json};

use crate::flat::{Flattener, list};
use crate::numbers::{number, numbers};
use crate::strings::Strings;

/// Makes values, the same in every run.
#[derive(Debug)]
pub(crate) struct Sampler<'b> {
    flattener: Flattener<'b>,
    random: fastrand::Rng,
    strings: Strings,
}

/// How deep values are varied, and how deep optional properties are filled.
const DEEP: usize = 3;

impl<'b> Sampler<'b> {
    /// For the schemas of a bundle.
    pub(crate) fn new(definitions: &'b Map<String, Value>, seed: u64) -> Self {
        Self {
            flattener: Flattener { definitions },
            random: fastrand::Rng::with_seed(seed),
            strings: Strings::new(),
        }
    }

    /// At most this many values.
    pub(crate) fn values(&mut self, schema: &Value, limit: usize) -> Vec<Value> {
        let mut values = Vec::new();
        for _ in 0..8 {
            values.push(self.sample(schema, 0));
            values.extend(self.around(schema, 0));
        }
        let mut seen = std::collections::HashSet::new();
        values.retain(|value| seen.insert(value.to_string()));
        // Whole samples come first; the changes are drawn.
        if let Some(changes) = values.get_mut(1..) {
            self.random.shuffle(changes);
        }
        values.truncate(limit);
        values
    }

    fn flat(&mut self, schema: &Value) -> Map<String, Value> {
        let random = &mut self.random;
        self.flattener
            .flat(schema, &mut |count| random.usize(0..count))
    }

    /// One value that is probably valid.
    fn sample(&mut self, schema: &Value, depth: usize) -> Value {
        let flat = self.flat(schema);
        self.sample_flat(&flat, depth)
    }

    fn sample_flat(&mut self, flat: &Map<String, Value>, depth: usize) -> Value {
        if let Some(value) = flat.get("const") {
            return value.clone();
        }
        let values = list(flat, "enum");
        if !values.is_empty() {
            return self.random.choice(values).cloned().unwrap_or_default();
        }
        let examples = list(flat, "examples");
        if !examples.is_empty() && self.random.u8(0..3) == 0 {
            return self.random.choice(examples).cloned().unwrap_or_default();
        }
        match self.kind(flat).as_str() {
            "object" => self.object(flat, depth, true),
            "array" => self.array(flat, depth),
            "string" => json!(self.strings.sample(flat)),
            "integer" => number(flat, true),
            "number" => number(flat, false),
            "boolean" => json!(self.random.bool()),
            _ => Value::Null,
        }
    }

    /// One of the types that a schema allows.
    fn kind(&mut self, flat: &Map<String, Value>) -> String {
        let types = match flat.get("type") {
            Some(Value::String(one)) => vec![one.as_str()],
            Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
            _ if flat.contains_key("properties") || flat.contains_key("additionalProperties") => {
                vec!["object"]
            }
            _ if flat.contains_key("items") => vec!["array"],
            _ if flat.contains_key("minimum") || flat.contains_key("maximum") => vec!["number"],
            _ => vec!["string", "string", "object", "integer"],
        };
        self.random.choice(types).unwrap_or("null").to_owned()
    }

    fn object(&mut self, flat: &Map<String, Value>, depth: usize, is_full: bool) -> Value {
        let required: Vec<&str> = list(flat, "required")
            .iter()
            .filter_map(Value::as_str)
            .collect();
        let mut object = Map::new();
        let empty = Map::new();
        let properties = flat
            .get("properties")
            .and_then(Value::as_object)
            .unwrap_or(&empty);
        for (name, schema) in properties {
            let is_wanted = is_full && (depth < 1 || (depth < DEEP && self.random.bool()));
            if (required.contains(&name.as_str()) || is_wanted) && depth < 12 {
                object.insert(name.clone(), self.sample(schema, depth + 1));
            }
        }
        for name in required
            .into_iter()
            .filter(|name| !properties.contains_key(*name))
        {
            object.insert(name.to_owned(), json!("x"));
        }
        let further = flat
            .get("additionalProperties")
            .filter(|schema| schema.is_object());
        if let Some(schema) = further.filter(|_| depth < DEEP && is_full) {
            object.insert("further".to_owned(), self.sample(schema, depth + 1));
        }
        Value::Object(object)
    }

    fn array(&mut self, flat: &Map<String, Value>, depth: usize) -> Value {
        let low = flat
            .get("minItems")
            .and_then(Value::as_u64)
            .unwrap_or(0)
            .min(40);
        let high = flat.get("maxItems").and_then(Value::as_u64).unwrap_or(40);
        let count = if depth < DEEP {
            low.max(1).min(high)
        } else {
            low
        };
        self.items(flat, depth, usize::try_from(count).unwrap_or(1))
    }

    fn items(&mut self, flat: &Map<String, Value>, depth: usize, count: usize) -> Value {
        if depth > 12 {
            return json!([]);
        }
        let (first, rest) = (
            list(flat, "prefixItems"),
            flat.get("items").cloned().unwrap_or(json!({})),
        );
        let items =
            (0..count).map(|index| self.sample(first.get(index).unwrap_or(&rest), depth + 1));
        Value::Array(items.collect())
    }

    /// Values at every boundary of a schema: most of them are invalid in one place.
    fn around(&mut self, schema: &Value, depth: usize) -> Vec<Value> {
        let flat = self.flat(schema);
        let mut found = vec![
            json!(null),
            json!(true),
            json!(0),
            json!(1.5),
            json!("x"),
            json!("1"),
            json!([]),
            json!({}),
            json!(["x"]),
            json!({"zz": 1}),
        ];
        found.extend(list(&flat, "examples").iter().cloned());
        for value in list(&flat, "enum").iter().chain(flat.get("const")) {
            found.push(value.clone());
            match value {
                Value::String(text) => {
                    found.extend([json!(text.to_uppercase()), json!(format!("{text} "))])
                }
                Value::Number(number) => {
                    found.extend(number.as_f64().map(|number| json!(number + 1.0)))
                }
                _ => {}
            }
        }
        match self.kind(&flat).as_str() {
            "string" => found.extend(self.strings.around(&flat).into_iter().map(Value::from)),
            "integer" | "number" => found.extend(numbers(&flat)),
            "object" => self.around_object(&flat, depth, &mut found),
            "array" => self.around_array(&flat, depth, &mut found),
            _ => {}
        }
        found
    }

    fn around_object(&mut self, flat: &Map<String, Value>, depth: usize, found: &mut Vec<Value>) {
        let Value::Object(full) = self.object(flat, depth, true) else {
            return;
        };
        found.extend([Value::Object(full.clone()), self.object(flat, depth, false)]);
        let with = |name: &str, value: Value| {
            let mut changed = full.clone();
            changed.insert(name.to_owned(), value);
            Value::Object(changed)
        };
        found.extend([with("zz-unknown", json!("x")), with("zz-unknown", json!(1))]);
        let further = flat
            .get("additionalProperties")
            .filter(|schema| schema.is_object());
        if let Some(schema) = further.filter(|_| depth < DEEP) {
            found.extend(
                self.around(schema, depth + 1)
                    .into_iter()
                    .map(|value| with("further", value)),
            );
        }
        let mut names: Vec<&String> = full.keys().collect();
        if depth > 0 {
            self.random.shuffle(&mut names);
            names.truncate(if depth == 1 { 6 } else { 2 });
        }
        let properties = flat.get("properties").and_then(Value::as_object);
        for name in names {
            let mut without = full.clone();
            without.shift_remove(name);
            found.push(Value::Object(without));
            let schema = properties.and_then(|properties| properties.get(name));
            if let Some(schema) = schema.filter(|_| depth < DEEP) {
                found.extend(
                    self.around(schema, depth + 1)
                        .into_iter()
                        .map(|value| with(name, value)),
                );
            }
        }
    }

    fn around_array(&mut self, flat: &Map<String, Value>, depth: usize, found: &mut Vec<Value>) {
        let limit = |key: &str| {
            flat.get(key)
                .and_then(Value::as_u64)
                .and_then(|limit| usize::try_from(limit).ok())
        };
        let mut counts = vec![1, 2];
        for limit in [limit("minItems"), limit("maxItems")]
            .into_iter()
            .flatten()
            .filter(|limit| *limit < 200)
        {
            counts.extend([limit.saturating_sub(1), limit, limit + 1]);
        }
        for count in counts {
            found.push(self.items(flat, depth + 1, count));
        }
        let one = self.items(flat, depth + 1, 1);
        if let Some(item) = one.get(0) {
            found.push(json!([item, item]));
        }
        if let Some(schema) = flat.get("items").filter(|_| depth < DEEP) {
            found.extend(
                self.around(schema, depth + 1)
                    .into_iter()
                    .map(|value| json!([value])),
            );
        }
    }
}
