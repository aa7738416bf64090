//! A place in the document -> the words that name an inline type there.
//!
//! | place | name |
//! |---|---|
//! | `/components/schemas/Pet/properties/owner` | `PetOwner` |
//! | `/components/schemas/Pet/properties/tags/items` | `PetTagsItem` |
//! | `/paths/~1pets/post/requestBody/content/application~1json/schema` | `CreatePetBody` |
//! | `/paths/~1pets/get/responses/404/content/…/schema` | `ListPetsNotFound` |
//!
//! The name depends on the place alone, so adding a schema does not rename others.

use std::borrow::Cow;

use serde_json::Value;

use super::media::several_schemas;
use super::operations::METHODS;
use super::plan::NamePlan;
use super::rust_name::chosen;
use super::{media_words, status_words};
use crate::diagnostic::{Pointer, member};
use crate::load::PATH_ITEMS;

impl NamePlan {
    /// The words of an inline type at this place, before collisions are settled.
    pub(in crate::lower) fn name_at(&self, tree: &Value, at: &Pointer) -> String {
        let segments: Vec<Cow<'_, str>> = at.segments().collect();
        let keys: Vec<&str> = segments.iter().map(AsRef::as_ref).collect();
        let mut walk = InlineTypeWalk {
            plan: self,
            tree,
            value: tree,
            words: Vec::new(),
        };
        let rest = self.start(&mut walk, &keys);
        walk.schema(rest);
        walk.words.join(" ")
    }

    /// The method of the innermost operation around a place, and the number of segments of that
    /// operation's place: three for an operation of a path or webhook, up to eight for one of a
    /// callback.
    fn operation_of(&self, keys: &[&str]) -> Option<(String, usize)> {
        let in_callback = keys.contains(&"callbacks");
        let lengths: &[usize] = if in_callback { &[8, 7, 3] } else { &[3] };
        lengths.iter().find_map(|length| {
            let start = keys.get(..*length)?.iter();
            let at = start.fold(Pointer::root(), |at, key| at.child(key));
            let names = self.operations.get(&at)?;
            Some((names.method.replace("r#", ""), *length))
        })
    }

    /// Adds the words for the root of a place, and returns the segments after it.
    fn start<'k>(&self, walk: &mut InlineTypeWalk<'_>, keys: &'k [&'k str]) -> &'k [&'k str] {
        if let Some((method, length)) = self.operation_of(keys) {
            walk.enter(keys.get(..length).unwrap_or_default());
            walk.words.push(method);
            return walk.operation(keys.get(length..).unwrap_or_default());
        }
        match keys {
            ["components", "schemas", key, rest @ ..] => {
                walk.enter(&["components", "schemas", key]);
                walk.words.push(self.component_words(walk.value, key));
                rest
            }
            ["components", "pathItems", key, rest @ ..] => {
                walk.enter(&["components", "pathItems", key]);
                walk.path_item(key, rest)
            }
            [PATH_ITEMS, key, rest @ ..] => {
                walk.enter(&[PATH_ITEMS, key]);
                walk.path_item(key, rest)
            }
            ["components", section, key, rest @ ..] => {
                walk.enter(&["components", section, key]);
                walk.words.push((*key).to_owned());
                walk.suffix(component_suffix(section));
                rest
            }
            ["paths", path, method, rest @ ..] if METHODS.contains(method) => {
                walk.enter(&["paths", path, method]);
                walk.operation(rest)
            }
            [
                "webhooks" | "x-webhooks",
                name,
                "parameters",
                index,
                rest @ ..,
            ] => {
                walk.enter(keys.get(..2).unwrap_or_default());
                walk.words.push(format!("webhooks {name}"));
                walk.parameter(index);
                rest
            }
            ["paths", path, "parameters", index, rest @ ..] => {
                walk.words.push((*path).to_owned());
                walk.enter(&["paths", path]);
                walk.parameter(index);
                rest
            }
            other => other,
        }
    }
}

impl NamePlan {
    /// The words of a component: what it asks for, or the name that it got if another component has
    /// that one.
    fn component_words(&self, schema: &Value, key: &str) -> String {
        let other = self.components.get(key);
        let other = other.filter(|_| self.renamed.contains(key));
        other.map_or_else(|| chosen(schema).unwrap_or(key).to_owned(), Clone::clone)
    }
}

/// A walk along a pointer: the value there, and the words so far.
struct InlineTypeWalk<'d> {
    plan: &'d NamePlan,
    tree: &'d Value,
    value: &'d Value,
    words: Vec<String>,
}

impl<'d> InlineTypeWalk<'d> {
    /// Goes along these keys.
    fn enter(&mut self, keys: &[&str]) {
        for key in keys {
            self.value = match self.value {
                Value::Array(items) => key.parse::<usize>().ok().and_then(|index| items.get(index)),
                Value::Object(members) => member(members, key),
                _ => None,
            }
            .unwrap_or(&Value::Null);
        }
    }

    /// A string of the current value.
    fn text(&self, key: &str) -> Option<&'d str> {
        self.value.get(key)?.as_str()
    }

    /// Adds a word, unless the name ends with it already: `CreateBody`, not `CreateBodyBody`.
    fn suffix(&mut self, word: &str) {
        let ends = self
            .words
            .last()
            .is_some_and(|last| last.to_lowercase().ends_with(&word.to_lowercase()));
        if !ends {
            self.words.push(word.to_owned());
        }
    }

    /// A path item that is referred to. Several paths may share it, so its operations are named
    /// after themselves.
    fn path_item<'k>(&mut self, key: &str, keys: &'k [&'k str]) -> &'k [&'k str] {
        match keys {
            [method, rest @ ..] if METHODS.contains(method) => {
                self.enter(&[method]);
                let own = chosen(self.value).or_else(|| self.text("operationId"));
                self.words
                    .push(own.map_or_else(|| format!("{method} {key}"), str::to_owned));
                self.operation(rest)
            }
            ["parameters", index, rest @ ..] => {
                self.words.push(key.to_owned());
                self.parameter(index);
                rest
            }
            other => {
                self.words.push(key.to_owned());
                other
            }
        }
    }

    /// The part of an operation that the type is in: a parameter, the body or a response.
    fn operation<'k>(&mut self, keys: &'k [&'k str]) -> &'k [&'k str] {
        match keys {
            ["parameters", index, rest @ ..] => {
                self.parameter(index);
                rest
            }
            ["requestBody", rest @ ..] => {
                self.enter(&["requestBody"]);
                self.suffix("Body");
                rest
            }
            ["responses", status, rest @ ..] => {
                self.enter(&["responses", status]);
                let words = if *status == "200" {
                    "Response".to_owned()
                } else {
                    status_words(status)
                };
                self.words.push(words);
                rest
            }
            other => other,
        }
    }

    /// A parameter by its name.
    fn parameter(&mut self, index: &str) {
        self.enter(&["parameters", index]);
        let name = chosen(self.value)
            .or_else(|| self.text("name"))
            .unwrap_or("parameter");
        self.words.push(name.to_owned());
    }

    /// The words on the way inside a schema, or to it through `content` and `schema`.
    fn schema(&mut self, mut keys: &[&str]) {
        while let Some((&first, mut rest)) = keys.split_first() {
            self.enter(&[first]);
            let named = match (first, rest.split_first()) {
                ("content", Some((&key, after))) => {
                    let several = several_schemas(self.value);
                    self.enter(&[key]);
                    rest = after;
                    several.then(|| media_words(key))
                }
                ("allOf" | "oneOf" | "anyOf" | "properties" | "headers", Some((&key, after))) => {
                    let alternative = self.alternative(first, key);
                    self.enter(&[key]);
                    rest = after;
                    alternative.or_else(|| self.member(first, key))
                }
                ("schema", _) => None,
                ("items", _) => Some("Item".to_owned()),
                ("additionalProperties", _) => Some("Value".to_owned()),
                (other, _) => Some(other.to_owned()),
            };
            self.words.extend(named);
            keys = rest;
        }
    }

    /// The word for an alternative of the list at which the walk stands.
    fn alternative(&self, section: &str, key: &str) -> Option<String> {
        let is_list = matches!(section, "oneOf" | "anyOf");
        let members = self.value.as_array().filter(|_| is_list)?;
        let union = self.words.join(" ");
        let words = self.plan.alternative_words(self.tree, members, &union);
        words.get(key.parse::<usize>().ok()?).cloned()
    }

    /// The word for a member of `properties` and the like. Members of `allOf` add none,
    /// because they are parts of one type.
    fn member(&self, section: &str, key: &str) -> Option<String> {
        match section {
            "properties" => Some(chosen(self.value).unwrap_or(key).to_owned()),
            "headers" => Some(format!("{key} Header")),
            _ => None,
        }
    }
}

/// The word for components that are not schemas.
fn component_suffix(section: &str) -> &'static str {
    match section {
        "parameters" => "Parameter",
        "requestBodies" => "Body",
        "responses" => "Response",
        "headers" => "Header",
        _ => "Component",
    }
}

#[allow(clippy::unwrap_used, reason = "tests may fail loudly")]
#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::{Case, plain};
    use super::NamePlan;
    use crate::diagnostic::Pointer;

    #[test]
    fn shared_path_items_name_their_own_types() {
        let item = json!({"get": {"operationId": "listPets"}, "put": {}, "parameters": [{"name": "lang"}]});
        let tree = json!({"x-bindwright-path-items": {"pets": item}, "components": {"pathItems": {"pets": item}}});
        let plan = NamePlan::new(&tree, std::iter::empty());
        for start in ["/x-bindwright-path-items", "/components/pathItems"] {
            let name = |at: &str| {
                let at = Pointer::parse(&format!("{start}/pets/{at}")).unwrap();
                plain(Case::Type, &plan.name_at(&tree, &at))
            };
            assert_eq!(name("get/requestBody/content/a~1b/schema"), "ListPetsBody");
            assert_eq!(
                name("put/responses/200/content/a~1b/schema"),
                "PutPetsResponse"
            );
            assert_eq!(name("parameters/0/schema"), "PetsLang");
        }
    }

    #[test]
    fn inline_types_are_named_after_their_place() {
        let tree = json!({
            "paths": {"/pets": {"parameters": [{"name": "lang"}], "get": {"operationId": "listPets", "parameters": [{"name": "sort_by"}]}}},
            "components": {"schemas": {"Pet": {"properties": {"owner": {"x-rust-name": "keeper"}}, "oneOf": [{"title": "Small dog"}, {"type": "string", "enum": ["a", "b", "c"]}]}}}
        });
        let plan = NamePlan::new(&tree, std::iter::empty());
        let name = |at: &str| {
            plain(
                Case::Type,
                &plan.name_at(&tree, &Pointer::parse(at).unwrap()),
            )
        };
        assert_eq!(
            name("/components/schemas/Pet/properties/owner/items"),
            "PetKeeperItem"
        );
        assert_eq!(name("/components/schemas/Pet/oneOf/0"), "PetSmallDog");
        assert_eq!(name("/components/schemas/Pet/oneOf/1"), "PetKeyword");
        assert_eq!(
            name("/components/schemas/Pet/allOf/1/properties/tag"),
            "PetTag"
        );
        assert_eq!(
            name("/components/parameters/Limit/schema"),
            "LimitParameter"
        );
        assert_eq!(
            name("/paths/~1pets/get/parameters/0/schema"),
            "ListPetsSortBy"
        );
        assert_eq!(name("/paths/~1pets/parameters/0/schema"), "PetsLang");
        assert_eq!(
            name("/paths/~1pets/get/requestBody/content/application~1json/schema"),
            "ListPetsBody"
        );
        assert_eq!(
            name(
                "/paths/~1pets/get/responses/200/content/application~1json/schema/properties/items"
            ),
            "ListPetsResponseItems"
        );
        assert_eq!(
            name("/paths/~1pets/get/responses/404/content/a~1b/schema"),
            "ListPetsNotFound"
        );
        assert_eq!(
            name("/paths/~1pets/get/responses/200/headers/X-Rate/schema"),
            "ListPetsResponseXRateHeader"
        );
    }
}
