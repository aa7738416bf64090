//! A document as a tree that seeded edits change: where its schemas and operations are, and a source of numbers.

use serde_json::{Map, Value, json};

/// Numbers that follow from a seed.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("31 bits") % end.max(1)
    }

    pub fn pick<T>(&mut self, mut all: Vec<T>) -> Option<T> {
        (!all.is_empty()).then(|| all.swap_remove(self.below(all.len())))
    }
}

/// A document under change.
pub struct Tree {
    pub root: Value,
    pub dice: Dice,
}

/// The methods of path items.
pub const METHODS: [&str; 7] = ["get", "put", "post", "delete", "options", "head", "patch"];

impl Tree {
    /// The value at a pointer.
    pub fn at(&mut self, pointer: &str) -> &mut Value {
        self.root
            .pointer_mut(pointer)
            .expect("a value of the document")
    }

    /// The object at a pointer.
    pub fn object(&mut self, pointer: &str) -> &mut Map<String, Value> {
        self.at(pointer)
            .as_object_mut()
            .expect("an object of the document")
    }

    /// One of the places that fit.
    pub fn any(&mut self, fits: impl Fn(&str, &Value) -> bool) -> Option<String> {
        let mut found = Vec::new();
        walk("", &self.root, &mut |pointer, value| {
            if fits(pointer, value) {
                found.push(pointer.to_owned());
            }
        });
        self.dice.pick(found)
    }

    /// The paths, if the document has any.
    pub fn paths(&mut self) -> Option<&mut Map<String, Value>> {
        self.root.get_mut("paths")?.as_object_mut()
    }

    /// An object schema with properties.
    pub fn with_properties(&mut self) -> Option<String> {
        self.any(|pointer, value| {
            is_schema(pointer)
                && value
                    .get("properties")
                    .and_then(Value::as_object)
                    .is_some_and(|one| !one.is_empty())
        })
    }

    /// A property that fits: the pointer of its schema, the object, and its name.
    pub fn property(&mut self, fits: impl Fn(&Value) -> bool) -> Option<(String, String, String)> {
        let pointer = self.any(|pointer, value| {
            let parts: Vec<&str> = pointer.split('/').collect();
            matches!(parts.as_slice(), [.., "properties", _])
                && is_schema(pointer)
                && value.is_object()
                && fits(value)
        })?;
        let (object, name) = pointer.split_once_last("/properties/");
        Some((
            pointer.clone(),
            object,
            name.replace("~1", "/").replace("~0", "~"),
        ))
    }

    /// An operation that fits.
    pub fn operation(&mut self, fits: impl Fn(&Value) -> bool) -> Option<String> {
        self.any(|pointer, value| is_operation(pointer, value) && fits(value))
    }

    /// An item of a list with this key that fits: `parameters`, `oneOf`.
    pub fn item_of(&mut self, list: &str, fits: impl Fn(&Value) -> bool) -> Option<String> {
        self.any(|pointer, value| {
            let parts: Vec<&str> = pointer.split('/').collect();
            let [.., key, index] = parts.as_slice() else {
                return false;
            };
            *key == list && index.parse::<usize>().is_ok() && fits(value)
        })
    }

    /// A response with a status that fits: `…/responses/200`.
    pub fn response(&mut self, fits: impl Fn(&str, &Value) -> bool) -> Option<String> {
        self.any(|pointer, value| {
            let parts: Vec<&str> = pointer.split('/').collect();
            matches!(parts.as_slice(), [.., "responses", status] if !pointer.starts_with("/components") && fits(status, value))
        })
    }

    /// A media type object of a request body or a response.
    pub fn media(&mut self, below: &str) -> Option<(String, String)> {
        let pointer = self.any(|pointer, value| {
            let parts: Vec<&str> = pointer.split('/').collect();
            matches!(parts.as_slice(), [.., "content", _])
                && pointer.contains(below)
                && value.get("schema").is_some()
        })?;
        let (content, name) = pointer.split_once_last("/content/");
        Some((format!("{content}/content"), name.replace("~1", "/")))
    }

    /// A named schema that fits.
    pub fn component(&mut self, fits: impl Fn(&Value) -> bool) -> Option<String> {
        let found = self.any(|pointer, value| {
            pointer
                .strip_prefix("/components/schemas/")
                .is_some_and(|name| !name.contains('/'))
                && fits(value)
        })?;
        found
            .strip_prefix("/components/schemas/")
            .map(str::to_owned)
    }

    /// The named schemas, to which some may be added.
    pub fn components(&mut self) -> &mut Map<String, Value> {
        let root = self.object("");
        let components = root.entry("components").or_insert_with(|| json!({}));
        let components = components.as_object_mut().expect("components");
        let schemas = components.entry("schemas").or_insert_with(|| json!({}));
        schemas.as_object_mut().expect("schemas")
    }
}

/// The last place where a string is split.
trait SplitLast {
    fn split_once_last(&self, at: &str) -> (String, String);
}

impl SplitLast for String {
    fn split_once_last(&self, at: &str) -> (String, String) {
        let (before, after) = self.rsplit_once(at).expect("the pointer has it");
        (before.to_owned(), after.to_owned())
    }
}

/// Whether a pointer is not inside an example or a default.
pub fn is_schema(pointer: &str) -> bool {
    !["/example", "/default", "/enum/", "/x-"]
        .iter()
        .any(|part| pointer.contains(part))
}

/// Whether a value is an operation of a path.
pub fn is_operation(pointer: &str, value: &Value) -> bool {
    let parts: Vec<&str> = pointer.split('/').collect();
    matches!(parts.as_slice(), ["", "paths", _, method] if METHODS.contains(method))
        && value.get("responses").is_some()
}

fn walk(pointer: &str, value: &Value, visit: &mut impl FnMut(&str, &Value)) {
    visit(pointer, value);
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                let key = key.replace('~', "~0").replace('/', "~1");
                walk(&format!("{pointer}/{key}"), inner, visit);
            }
        }
        Value::Array(items) => {
            for (index, inner) in items.iter().enumerate() {
                walk(&format!("{pointer}/{index}"), inner, visit);
            }
        }
        _ => {}
    }
}
