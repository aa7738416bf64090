//! The alternatives of `oneOf` or `anyOf` -> a word for each, which names the variant and the inline
//! type.
//!
//! The first of these that no other alternative has:
//!
//! | alternative | word |
//! |---|---|
//! | `x-rust-name`, `title` | that |
//! | `$ref: …/PetCreatedEvent` in a union `PetEvent` | `Created`: without the words of the union |
//! | `enum: [auto]` | `Auto` |
//! | `properties: {type: {enum: [text]}}` | `Text` |
//! | `allOf: [{$ref: …/Cat}, …]` | `Cat` |
//! | `type: integer`, a list of strings | `Integer`, `StringList` |
//! | an object that alone requires `url`, or alone has it | `Url` |
//! | objects that all have `tags`, as strings or as objects | `TagsStringList`, `TagsObjectList` |
//! | `oneOf: [{$ref: …/Cat}, {$ref: …/Dog}]` | `CatOrDog` |
//!
//! It depends on the list alone, and not on what else the document contains.

use foldhash::HashMap;
use serde_json::Value;

use super::alternative_differences::{first_of_equal, number_shared, tell_apart};
use super::alternative_kind::{kind_word, list_items};
use super::alternative_properties::{Property, component_name, properties, resolved};
use super::rust_name::chosen;
use super::union_words::stripped;
use super::words::words;
use super::{Case, plain};

/// The longest title that is a name, and not a sentence, in characters.
const MAX_TITLE: usize = 48;
/// Deepest nesting of lists.
const MAX_DEPTH: usize = 8;

/// The word for each member of a list of alternatives in a union of this name.
pub(super) fn words_of_alternatives(tree: &Value, members: &[Value], union: &str) -> Vec<String> {
    let union = words(union);
    let list = Alternatives::new(tree, members);
    let candidates: Vec<Vec<String>> = (0..members.len())
        .map(|index| list.candidates(index, &union))
        .collect();
    let first = first_of_equal(members, &candidates);
    let is_first = |index: &usize| first.get(*index) == Some(index);
    let distinct: Vec<usize> = (0..members.len()).filter(is_first).collect();
    let mut own: Vec<&[String]> = Vec::new();
    own.extend(
        distinct
            .iter()
            .filter_map(|index| candidates.get(*index).map(Vec::as_slice)),
    );
    let mut words = settle(&own);
    let sentences = distinct.iter().map(|index| list.values(*index));
    let sentences: Vec<Vec<String>> = sentences
        .map(|texts| texts.filter(|text| is_long(text)).collect())
        .collect();
    tell_apart(&mut words, &own, &sentences);
    number_shared(&mut words);
    let word = |index: &usize| words.get(distinct.binary_search(index).ok()?).cloned();
    first
        .iter()
        .map(|index| word(index).unwrap_or_default())
        .collect()
}

/// Whether a value is too long for a name.
fn is_long(text: &str) -> bool {
    text.chars().count() > MAX_TITLE
}

/// For each alternative the first of its words that no other one has. Those that share a word move
/// on together, so that the order does not decide.
fn settle(candidates: &[&[String]]) -> Vec<String> {
    let mut levels = vec![0_usize; candidates.len()];
    loop {
        let chosen: Vec<Option<&String>> = candidates
            .iter()
            .zip(&levels)
            .map(|(words, level)| words.get(*level))
            .collect();
        let mut counts: HashMap<String, usize> = HashMap::default();
        for word in chosen.iter().flatten() {
            *counts.entry(plain(Case::Variant, word)).or_default() += 1;
        }
        let mut moved = false;
        for ((word, level), own) in chosen.iter().zip(&mut levels).zip(candidates) {
            let is_shared =
                word.is_some_and(|word| counts.get(&plain(Case::Variant, word)) > Some(&1));
            if is_shared && *level + 1 < own.len() {
                *level += 1;
                moved = true;
            }
        }
        if !moved {
            let numbered = chosen.iter().zip(1..);
            return numbered
                .map(|(word, number)| {
                    word.map_or_else(|| format!("Variant{number}"), |word| (*word).clone())
                })
                .collect();
        }
    }
}

/// The alternatives of a list, with what their names may come from.
struct Alternatives<'t> {
    tree: &'t Value,
    members: &'t [Value],
    properties: Vec<Vec<Property<'t>>>,
    /// How many alternatives have a property of this name, and how many require it.
    holders: HashMap<&'t str, Holders>,
    /// How many alternatives are objects.
    objects: usize,
}

/// How many alternatives have a property.
#[derive(Debug, Clone, Copy, Default)]
struct Holders {
    all: usize,
    requiring: usize,
}

impl<'t> Alternatives<'t> {
    fn new(tree: &'t Value, members: &'t [Value]) -> Self {
        let properties: Vec<_> = members
            .iter()
            .map(|member| properties(tree, member))
            .collect();
        let mut holders: HashMap<&str, Holders> = HashMap::default();
        for property in properties.iter().flatten() {
            let holders = holders.entry(property.name).or_default();
            holders.all += 1;
            holders.requiring += usize::from(property.is_required);
        }
        let is_object = |member: &&Value| kind_word(resolved(tree, member)) == Some("Object");
        Self {
            tree,
            members,
            properties,
            holders,
            objects: members.iter().filter(is_object).count(),
        }
    }

    /// The words that an alternative may be called by, the best one first.
    fn candidates(&self, index: usize, union: &[String]) -> Vec<String> {
        let Some(member) = self.members.get(index) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        if let Some(name) = chosen(member) {
            return vec![name.to_owned()];
        }
        if let Some(name) = component_name(self.tree, member) {
            found.push(stripped(name, union));
            found.push(name.to_owned());
            return found;
        }
        let title = member.get("title").and_then(Value::as_str);
        if let Some(title) = title.filter(|title| is_name(title)) {
            found.push(stripped(title, union));
            found.push(title.to_owned());
        }
        let member = resolved(self.tree, member);
        found.extend(listed(member));
        found.extend(self.values(index).filter(|value| !is_long(value)));
        let parts = member.get("allOf").and_then(Value::as_array);
        let parts = parts.into_iter().flatten().rev();
        let named = parts.filter_map(|part| component_name(self.tree, part));
        for name in named {
            found.push(stripped(name, union));
        }
        found.extend(self.kind(member, MAX_DEPTH));
        found.extend(self.own_properties(index));
        found.extend(self.kinds_of_properties(index));
        found.extend(self.nested(member, union));
        found.retain(|word| word.chars().any(char::is_alphanumeric));
        found
    }

    /// The values of properties that can only have one: `type: {enum: [text]}`.
    fn values(&self, index: usize) -> impl Iterator<Item = String> {
        let own = self.properties.get(index).map_or(&[][..], Vec::as_slice);
        let constant = |property: &&Property<'t>| property.value.is_some();
        let (required, optional): (Vec<_>, Vec<_>) = own
            .iter()
            .filter(constant)
            .partition(|property| property.is_required);
        let all = required.into_iter().chain(optional);
        all.filter_map(|property| match property.value? {
            Value::String(text) => Some(text.clone()),
            Value::Bool(true) => Some(property.name.to_owned()),
            _ => None,
        })
    }

    /// What the type is. Of an object with properties it says something only if it is the only one.
    fn kind(&self, member: &'t Value, depth: usize) -> Option<String> {
        let word = kind_word(member)?;
        if word == "Object" {
            let is_known = self.objects == 1 || member.get("properties").is_none();
            return is_known.then(|| word.to_owned());
        }
        let Some(items) = list_items(member).filter(|_| depth > 0) else {
            return Some(word.to_owned());
        };
        let inner = self.kind_of(items, depth - 1);
        Some(inner.map_or_else(|| word.to_owned(), |inner| format!("{inner} {word}")))
    }

    /// The name of a schema inside of an alternative, or what its type is.
    fn kind_of(&self, schema: &'t Value, depth: usize) -> Option<String> {
        let title = schema.get("title").and_then(Value::as_str);
        let name = chosen(schema)
            .or_else(|| component_name(self.tree, schema))
            .or_else(|| title.filter(|title| is_name(title)));
        let schema = resolved(self.tree, schema);
        name.map(str::to_owned)
            .or_else(|| self.kind(schema, depth))
            .or_else(|| kind_word(schema).map(str::to_owned))
    }

    /// The properties of an object, those first that it alone requires, then those that it alone
    /// has, then all.
    fn own_properties(&self, index: usize) -> Vec<String> {
        let own = self.properties.get(index).map_or(&[][..], Vec::as_slice);
        let holders = |property: &Property<'_>| {
            let holders = self.holders.get(property.name);
            holders.copied().unwrap_or_default()
        };
        let required = own
            .iter()
            .filter(|one| one.is_required && holders(one).requiring == 1);
        let unique = own.iter().filter(|one| holders(one).all == 1);
        let all = required.chain(unique).chain(own);
        all.map(|property| property.name.to_owned()).collect()
    }

    /// The properties of an object, each with what its value is.
    fn kinds_of_properties(&self, index: usize) -> impl Iterator<Item = String> {
        let own = self.properties.get(index).map_or(&[][..], Vec::as_slice);
        own.iter().filter_map(|property| {
            let kind = self.kind_of(property.schema, MAX_DEPTH)?;
            Some(format!("{} {kind}", property.name))
        })
    }

    /// The components or titles of alternatives within an alternative.
    fn nested(&self, member: &'t Value, union: &[String]) -> Option<String> {
        let mut lists = ["oneOf", "anyOf"]
            .into_iter()
            .filter_map(|key| member.get(key));
        let members = lists.next()?.as_array()?;
        let name = |member: &'t Value| {
            let title = || member.get("title")?.as_str().filter(|title| is_name(title));
            let name = component_name(self.tree, member).or_else(title)?;
            Some(stripped(name, union))
        };
        let names: Option<Vec<String>> = members.iter().map(name).collect();
        Some(
            names
                .and_then(|names| joined(&names))
                .unwrap_or_else(|| "Choice".to_owned()),
        )
    }
}

/// What several names together are called: all of them if there are two at most.
fn joined(names: &[String]) -> Option<String> {
    (1..=2).contains(&names.len()).then(|| names.join(" or "))
}

/// The values of an enumeration.
fn listed(schema: &Value) -> Option<String> {
    let values = schema.get("enum")?.as_array()?;
    let texts: Vec<String> = values
        .iter()
        .map(|value| {
            value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned)
        })
        .collect();
    joined(&texts)
}

/// Whether a title is a name rather than a sentence.
fn is_name(title: &str) -> bool {
    title.chars().count() <= MAX_TITLE
        && title.chars().any(char::is_alphanumeric)
        && !title.trim_end().ends_with('.')
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::words_of_alternatives;

    #[test]
    fn alternatives_are_called_by_what_tells_them_apart() {
        let tree = json!({"components": {"schemas": {"UserMessage": {}, "BotMessage": {}}}});
        let named = |members: serde_json::Value| {
            words_of_alternatives(
                &tree,
                members.as_array().map_or(&[], Vec::as_slice),
                "Message",
            )
        };
        let text = |value: &str| json!({"properties": {"type": {"enum": [value]}}});
        assert_eq!(
            named(json!([text("text"), text("image"), {"title": "Big file"}])),
            ["text", "image", "Big file"]
        );
        assert_eq!(
            named(
                json!([{"$ref": "#/components/schemas/UserMessage"}, {"$ref": "#/components/schemas/BotMessage"}])
            ),
            ["user", "bot"]
        );
        assert_eq!(
            named(
                json!([{"type": "string"}, {"type": "array", "items": {"type": "string"}}, {"enum": ["auto"]}])
            ),
            ["String", "String List", "auto"]
        );
        assert_eq!(
            named(json!([
                {"required": ["url"], "properties": {"url": {}, "size": {}}},
                {"properties": {"url": {}, "id": {}}},
            ])),
            ["url", "id"]
        );
        let tags = |items: serde_json::Value| json!({"type": "object", "properties": {"tags": {"type": "array", "items": items}}});
        assert_eq!(
            named(json!([
                tags(json!({"type": "string"})),
                tags(json!({"type": "object", "properties": {"id": {}}})),
                {"type": "object", "additionalProperties": false},
                {"oneOf": [{"$ref": "#/components/schemas/UserMessage"}, {"title": "Guest"}]},
                {"oneOf": [{"title": "A"}, {"title": "B"}, {"title": "C"}]},
            ])),
            [
                "tags String List",
                "tags Object List",
                "Empty",
                "user or Guest",
                "Choice"
            ]
        );
        let same = |description: &str| json!({"title": "Filter", "description": description});
        assert_eq!(named(json!([same("a"), same("b")])), ["Filter", "Filter 2"]);
    }
}
