//! Reads a profile from YAML, and reports everything that is wrong with it.

use std::collections::HashMap;

use serde_yaml::{Mapping, Value};

use super::template::Anchor;
use super::{NestingOrder, PageColumn, PagePart, Phrase, Profile, TypeNames, Wording};
use crate::facts::text::fold;

/// The longest profile.
const LONGEST: usize = 1 << 20;

/// The columns by their keys.
const COLUMNS: [(&str, PageColumn); 10] = [
    ("name", PageColumn::Name),
    ("in", PageColumn::In),
    ("required", PageColumn::Required),
    ("type", PageColumn::Type),
    ("description", PageColumn::Description),
    ("action", PageColumn::Action),
    ("access", PageColumn::Access),
    ("status", PageColumn::Status),
    ("value", PageColumn::Value),
    ("other", PageColumn::Other),
];

/// The parts of pages by their keys.
const PARTS: [(&str, PagePart); 15] = [
    ("request line", PagePart::RequestLine),
    ("path", PagePart::Path),
    ("query", PagePart::Query),
    ("header", PagePart::Header),
    ("cookie", PagePart::Cookie),
    ("form", PagePart::Form),
    ("body", PagePart::Body),
    ("parameters", PagePart::Parameters),
    ("request", PagePart::Request),
    ("response", PagePart::Response),
    ("responses", PagePart::Responses),
    ("statuses", PagePart::Statuses),
    ("authorization", PagePart::Authorization),
    ("definitions", PagePart::Definitions),
    ("ignored", PagePart::Ignored),
];

/// The types that pages can name.
const TYPES: [&str; 12] = [
    "string", "integer", "long", "float", "double", "number", "boolean", "file", "object", "any",
    "array", "map",
];

/// A mapping of a profile, whose keys are taken one by one.
struct KeyedPart {
    name: String,
    left: Mapping,
}

/// The problems that were found.
type Problems = Vec<String>;

/// Reads a profile.
pub(super) fn profile(text: &str) -> Result<Profile, String> {
    if text.len() > LONGEST {
        return Err(format!("the profile is longer than {LONGEST} bytes"));
    }
    let value: Value = serde_yaml::from_str(text).map_err(|error| error.to_string())?;
    let Value::Mapping(left) = value else {
        return Err("a profile is a mapping".to_owned());
    };
    let mut problems = Problems::new();
    let mut root = KeyedPart {
        name: String::new(),
        left,
    };
    let profile = build(&mut root, &mut problems);
    root.done(&mut problems);
    if problems.is_empty() {
        Ok(profile)
    } else {
        Err(problems.join("\n"))
    }
}

fn build(root: &mut KeyedPart, problems: &mut Problems) -> Profile {
    let columns = root.table("columns", &COLUMNS, str::to_owned, problems);
    let mut words = root.part("words", problems);
    let sections = root.table("sections", &PARTS, str::to_owned, problems);
    let mut captions = root.part("captions", problems);
    let caption_patterns = captions.phrases("pattern", Anchor::Whole, problems);
    let captioned = captions.entries(&PARTS, squeezed, problems);
    let mut patterns = root.part("patterns", problems);
    let mut nesting = root.part("nesting", problems);
    let profile = Profile {
        columns,
        required: words.list("required", problems),
        optional: words.list("optional", problems),
        none: words.list("none", problems),
        other_statuses: words.list("other statuses", problems),
        sections,
        caption_patterns,
        captions: captioned,
        request: patterns.phrases("request", Anchor::Start, problems),
        status: patterns.phrases("status", Anchor::Whole, problems),
        operation: patterns.phrases("operation", Anchor::Whole, problems),
        date: patterns.phrases("date", Anchor::Start, problems),
        locations: root.table("locations", &PARTS, str::to_lowercase, problems),
        types: types(root, problems),
        headers: root.list("headers", problems),
        ignored_names: root.list("ignored names", problems),
        order: order(&mut nesting, problems),
        separator: nesting.list("separator", problems).pop(),
        indices: nesting.list("index", problems),
        implied_status: root.list("implied status", problems).pop(),
        wording: wording(root, problems),
    };
    for part in [words, captions, patterns, nesting] {
        part.done(problems);
    }
    if profile.request.is_empty() {
        problems.push("`patterns.request` is missing: without it, no page has an operation".into());
    }
    if !profile
        .columns
        .values()
        .any(|column| *column == PageColumn::Name)
    {
        problems.push("`columns.name` is missing: without it, no table has parameters".into());
    }
    profile
}

fn order(nesting: &mut KeyedPart, problems: &mut Problems) -> NestingOrder {
    match nesting.list("order", problems).pop().as_deref() {
        None | Some("depth first") => NestingOrder::DepthFirst,
        Some("breadth first") => NestingOrder::BreadthFirst,
        Some(other) => {
            problems.push(format!(
                "`nesting.order` is `{other}`; it can be `depth first` or `breadth first`"
            ));
            NestingOrder::DepthFirst
        }
    }
}

fn types(root: &mut KeyedPart, problems: &mut Problems) -> TypeNames {
    let mut part = root.part("types", problems);
    let mut names = TypeNames::default();
    for kind in TYPES {
        for text in part.list(kind, problems) {
            match text.split_once("{}") {
                None => {
                    names.scalars.insert(text, kind.to_owned());
                }
                Some((before, after)) => {
                    let wrapper = (kind.to_owned(), before.to_owned(), after.to_owned());
                    names.wrappers.push(wrapper);
                }
            }
        }
    }
    part.done(problems);
    names
}

fn wording(root: &mut KeyedPart, problems: &mut Problems) -> Wording {
    let mut part = root.part("wording", problems);
    let mut phrases = |key: &str| part.phrases(key, Anchor::Word, problems);
    let (values, default) = (phrases("values"), phrases("default"));
    let (range, length, items) = (phrases("range"), phrases("length"), phrases("items"));
    let mut words = |key: &str| {
        let words = part.list(key, problems);
        words.iter().map(|word| word.to_lowercase()).collect()
    };
    let (limit_words, not_values) = (words("limit words"), words("not values"));
    part.done(problems);
    Wording {
        values,
        default,
        range,
        length,
        items,
        limit_words,
        not_values,
    }
}

/// A caption without white space and case.
fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect()
}

impl KeyedPart {
    /// The path of a key.
    fn path(&self, key: &str) -> String {
        if self.name.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.name)
        }
    }

    /// The mapping of a key; empty if there is none.
    fn part(&mut self, key: &str, problems: &mut Problems) -> Self {
        let name = self.path(key);
        let left = match self.left.remove(key) {
            None => Mapping::new(),
            Some(Value::Mapping(mapping)) => mapping,
            Some(_) => {
                problems.push(format!("`{name}` is a mapping"));
                Mapping::new()
            }
        };
        Self { name, left }
    }

    /// The texts of a key: a list, or one text.
    fn list(&mut self, key: &str, problems: &mut Problems) -> Vec<String> {
        let name = self.path(key);
        let values = match self.left.remove(key) {
            None => return Vec::new(),
            Some(Value::Sequence(values)) => values,
            Some(value) => vec![value],
        };
        let texts = values.into_iter().filter_map(|value| match value {
            Value::String(text) => Some(fold(&text)),
            Value::Number(number) => Some(number.to_string()),
            _ => {
                problems.push(format!(
                    "`{name}` is a text or a list of texts; quote words such as `yes`"
                ));
                None
            }
        });
        texts.collect()
    }

    /// The phrases of a key.
    fn phrases(&mut self, key: &str, anchor: Anchor, problems: &mut Problems) -> Vec<Phrase> {
        let name = self.path(key);
        let texts = self.list(key, problems);
        let phrases = texts
            .iter()
            .filter_map(|text| match Phrase::new(text, anchor) {
                Ok(phrase) => Some(phrase),
                Err(problem) => {
                    problems.push(format!("`{name}`: {problem}"));
                    None
                }
            });
        phrases.collect()
    }

    /// The texts of a mapping, by what their keys mean.
    fn table<T: Copy>(
        &mut self,
        key: &str,
        meanings: &[(&str, T)],
        form: fn(&str) -> String,
        problems: &mut Problems,
    ) -> HashMap<String, T> {
        let mut part = self.part(key, problems);
        let table = part.entries(meanings, form, problems);
        part.done(problems);
        table
    }

    /// The texts of the keys of this mapping, by what the keys mean.
    fn entries<T: Copy>(
        &mut self,
        meanings: &[(&str, T)],
        form: fn(&str) -> String,
        problems: &mut Problems,
    ) -> HashMap<String, T> {
        let mut table = HashMap::new();
        for (key, meaning) in meanings {
            for text in self.list(key, problems) {
                if table.insert(form(&text), *meaning).is_some() {
                    problems.push(format!("`{}`: `{text}` is listed twice", self.path(key)));
                }
            }
        }
        table
    }

    /// Reports the keys that nothing has taken.
    fn done(self, problems: &mut Problems) {
        for key in self.left.keys() {
            let key = key.as_str().unwrap_or("?");
            problems.push(format!("`{}` is not a key of profiles", self.path(key)));
        }
    }
}
