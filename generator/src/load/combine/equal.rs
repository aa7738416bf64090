//! Whether two documents say the same about one thing.
//!
//! Documentation does not count: a description that was corrected in one of two files does not make two things of one.
//! References to files are compared by the file that they lead to.

use std::path::{Component, Path, PathBuf};

use serde_json::{Map, Value};

/// How two values differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Difference {
    None,
    /// In descriptions, titles and examples only.
    Documentation,
    /// In what they mean.
    Meaning,
}

/// Keys whose values are documentation, unless they are names, as in `properties: {title: …}`.
const DOCUMENTATION: [&str; 7] = [
    "description",
    "title",
    "summary",
    "example",
    "examples",
    "externalDocs",
    "x-deprecated-reason",
];

/// Keys whose values have names of the author as keys.
const MAPS: [&str; 20] = [
    "properties",
    "patternProperties",
    "$defs",
    "definitions",
    "dependentSchemas",
    "dependentRequired",
    "dependencies",
    "mapping",
    "variables",
    "scopes",
    "content",
    "encoding",
    "headers",
    "links",
    "callbacks",
    "responses",
    "parameters",
    "schemas",
    "requestBodies",
    "securitySchemes",
];

/// Keys whose values are data.
const DATA: [&str; 4] = ["default", "enum", "const", "value"];

/// What the keys of an object are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keys {
    Words,
    Names,
    Data,
}

/// The folders of the two documents.
#[derive(Clone, Copy)]
pub(super) struct Folders<'f>(pub(super) Option<&'f Path>, pub(super) Option<&'f Path>);

impl Folders<'_> {
    /// How two values differ.
    pub(super) fn difference(self, one: &Value, other: &Value) -> Difference {
        self.between(one, other, Keys::Words)
    }

    fn between(self, one: &Value, other: &Value, keys: Keys) -> Difference {
        match (one, other) {
            (Value::Object(one), Value::Object(other)) => self.objects(one, other, keys),
            (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
                let pairs = one.iter().zip(other);
                let differences = pairs.map(|(one, other)| self.between(one, other, keys));
                differences.max().unwrap_or(Difference::None)
            }
            _ if one == other => Difference::None,
            _ => Difference::Meaning,
        }
    }

    fn objects(
        self,
        one: &Map<String, Value>,
        other: &Map<String, Value>,
        keys: Keys,
    ) -> Difference {
        let names = one
            .keys()
            .chain(other.keys().filter(|key| !one.contains_key(*key)));
        let differences = names.map(|key| {
            let (left, right) = (one.get(key), other.get(key));
            if keys == Keys::Words && DOCUMENTATION.contains(&key.as_str()) {
                return if left == right {
                    Difference::None
                } else {
                    Difference::Documentation
                };
            }
            let (Some(left), Some(right)) = (left, right) else {
                return Difference::Meaning;
            };
            match (keys, key.as_str(), left, right) {
                (Keys::Words, "$ref", Value::String(left), Value::String(right)) => {
                    self.references(left, right)
                }
                (Keys::Words, key, ..) if MAPS.contains(&key) => {
                    self.between(left, right, Keys::Names)
                }
                (Keys::Words, key, ..) if DATA.contains(&key) => {
                    self.between(left, right, Keys::Data)
                }
                (Keys::Data, ..) => self.between(left, right, Keys::Data),
                _ => self.between(left, right, Keys::Words),
            }
        });
        differences.max().unwrap_or(Difference::None)
    }

    /// `pet.yaml` in two folders is two files; `#/components/schemas/Pet` is compared on its own.
    fn references(self, one: &str, other: &str) -> Difference {
        let same_file = one.starts_with('#') || self.0 == self.1;
        let target =
            |folder: Option<&Path>, text: &str| folder.map(|folder| plain(&folder.join(text)));
        let same = if same_file {
            one == other
        } else {
            target(self.0, one) == target(self.1, other)
        };
        if same {
            Difference::None
        } else {
            Difference::Meaning
        }
    }
}

/// The path without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(plain.pop()),
            part => plain.push(part),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use serde_json::{Value, json};

    use super::{Difference, Folders};

    fn between(one: &Value, other: &Value) -> Difference {
        Folders(None, None).difference(one, other)
    }

    #[test]
    fn documentation_does_not_count_and_names_do() {
        let described = |text: &str| json!({"type": "string", "description": text});
        assert_eq!(between(&described("a"), &described("a")), Difference::None);
        assert_eq!(
            between(&described("a"), &described("b")),
            Difference::Documentation
        );
        let property = |name: &str| json!({"properties": {"title": {"type": name}}});
        assert_eq!(
            between(&property("string"), &property("integer")),
            Difference::Meaning
        );
        assert_eq!(
            between(
                &json!({"properties": {"title": {}}}),
                &json!({"properties": {}})
            ),
            Difference::Meaning
        );
        assert_eq!(
            between(
                &json!({"default": {"title": 1}}),
                &json!({"default": {"title": 2}})
            ),
            Difference::Meaning
        );
        assert_eq!(
            between(&json!({"a": 1, "b": [1, 2]}), &json!({"b": [1, 2], "a": 1})),
            Difference::None
        );
        assert_eq!(
            between(&json!({"required": ["a"]}), &json!({})),
            Difference::Meaning
        );
    }

    #[test]
    fn references_are_compared_by_their_target() {
        let folders = Folders(Some(Path::new("/api/a")), Some(Path::new("/api/b")));
        let reference = |text: &str| json!({"$ref": text});
        for (one, other, difference) in [
            (
                "#/components/schemas/A",
                "#/components/schemas/A",
                Difference::None,
            ),
            ("pet.yaml", "pet.yaml", Difference::Meaning),
            ("../pet.yaml#/Pet", "./../pet.yaml#/Pet", Difference::None),
            ("../b/pet.yaml", "pet.yaml", Difference::None),
        ] {
            let found = folders.difference(&reference(one), &reference(other));
            assert_eq!(found, difference, "{one} {other}");
        }
    }
}
