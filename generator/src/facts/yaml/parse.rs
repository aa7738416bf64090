//! Reads a file of facts back.

use serde_yaml::{Mapping, Value};

use super::super::model::{
    Fact, FieldFacts, FieldLimits, FieldPlace, Gap, PageFacts, PolicyAction,
};
use super::{LIMITS, PARAMETERS, VERSION};

/// The longest file.
const LONGEST: usize = 8 << 20;

/// The keys of a file.
const KEYS: [&str; 14] = [
    "facts",
    "page",
    "operation",
    "date",
    "method",
    "path",
    "authorization",
    "parameters",
    "form",
    "body",
    "responses",
    "unreadable",
    "unplaced",
    "ignored",
];

/// Reads a file of facts.
///
/// # Errors
/// What is wrong with the file.
pub fn read_facts(text: &str) -> Result<PageFacts, String> {
    if text.len() > LONGEST {
        return Err(format!("the file is longer than {LONGEST} bytes"));
    }
    let value: Value = serde_yaml::from_str(text).map_err(|error| error.to_string())?;
    let Value::Mapping(root) = &value else {
        return Err("a file of facts is a mapping".to_owned());
    };
    if root.get("facts").and_then(Value::as_u64) != Some(VERSION) {
        return Err(format!(
            "this is no file of facts: it does not start with `facts: {VERSION}`"
        ));
    }
    for key in root.keys() {
        let key = key.as_str().unwrap_or("?");
        if !KEYS.contains(&key) && key != "lines" {
            return Err(format!("`{key}` is not a key of files of facts"));
        }
    }
    let empty = Mapping::new();
    let lines = mapping(root, "lines", &empty)?;
    let head = |key: &str| {
        let value = root.get(key).and_then(scalar)?;
        Some(Fact::new(value, line(lines, key)))
    };
    let mut facts = PageFacts {
        page: root.get("page").and_then(scalar).unwrap_or_default(),
        operation: head("operation"),
        date: head("date"),
        method: head("method"),
        path: head("path"),
        ..PageFacts::default()
    };
    authorization(root, lines, &mut facts)?;
    parts(root, lines, &mut facts)?;
    facts.unreadable = gaps(root, "unreadable")?;
    facts.unplaced = gaps(root, "unplaced")?;
    for item in sequence(root, "ignored")? {
        let name = item
            .get("name")
            .and_then(scalar)
            .ok_or("`ignored` is a list of names with lines")?;
        facts
            .ignored
            .push(Fact::new(name, item.get("line").map_or(0, number)));
    }
    Ok(facts)
}

fn authorization(root: &Mapping, lines: &Mapping, facts: &mut PageFacts) -> Result<(), String> {
    let empty = Mapping::new();
    let places = mapping(lines, "authorization", &empty)?;
    for (action, access) in mapping(root, "authorization", &empty)? {
        let action = scalar(action).ok_or("`authorization` has an action that is no text")?;
        let at = line(places, &action);
        facts.authorization.push(PolicyAction {
            access: scalar(access).map(|access| Fact::new(access, at)),
            action: Fact::new(action, at),
        });
    }
    Ok(())
}

fn parts(root: &Mapping, lines: &Mapping, facts: &mut PageFacts) -> Result<(), String> {
    let empty = Mapping::new();
    let of_parameters = mapping(root, "parameters", &empty)?;
    let parameter_lines = mapping(lines, "parameters", &empty)?;
    let places = [
        FieldPlace::Path,
        FieldPlace::Query,
        FieldPlace::Header,
        FieldPlace::Cookie,
    ];
    for (key, place) in PARAMETERS.iter().zip(places) {
        let lines = mapping(parameter_lines, key, &empty)?;
        fields(mapping(of_parameters, key, &empty)?, lines, &place, facts)?;
    }
    for (key, place) in [("form", FieldPlace::Form), ("body", FieldPlace::Body)] {
        let lines = mapping(lines, key, &empty)?;
        fields(mapping(root, key, &empty)?, lines, &place, facts)?;
    }
    let status_lines = mapping(lines, "statuses", &empty)?;
    let response_lines = mapping(lines, "responses", &empty)?;
    for (status, _) in mapping(root, "responses", &empty)? {
        let status = scalar(status).ok_or("`responses` has a status that is no text")?;
        let responses = mapping(root, "responses", &empty)?;
        let of_status = mapping(responses, &status, &empty)?;
        let at = line(status_lines, &status);
        if at > 0 || status_lines.is_empty() {
            facts.statuses.push(Fact::new(status.clone(), at));
        }
        let lines = mapping(response_lines, &status, &empty)?;
        fields(of_status, lines, &FieldPlace::Response(status), facts)?;
    }
    Ok(())
}

fn fields(
    part: &Mapping,
    lines: &Mapping,
    place: &FieldPlace,
    facts: &mut PageFacts,
) -> Result<(), String> {
    let empty = Mapping::new();
    for (name, value) in part {
        let name = scalar(name).ok_or_else(|| format!("{place}: a name is no text"))?;
        let Value::Mapping(of_field) = value else {
            return Err(format!("{place} {name}: the facts are no mapping"));
        };
        let lines = mapping(lines, &name, &empty)?;
        let fact = |key: &str| {
            let value = of_field.get(key).and_then(scalar)?;
            Some(Fact::new(value, line(lines, key)))
        };
        let required = of_field.get("required").and_then(Value::as_bool);
        let values = of_field.get("enum").and_then(Value::as_sequence);
        let limits = LIMITS.iter().filter_map(|(of, least, most)| {
            let limits = FieldLimits {
                of: *of,
                least: fact(least),
                most: fact(most),
            };
            (limits.least.is_some() || limits.most.is_some()).then_some(limits)
        });
        facts.fields.push(FieldFacts {
            place: place.clone(),
            line: line(lines, "name"),
            required: required.map(|required| Fact::new(required, line(lines, "required"))),
            type_name: fact("type"),
            object: of_field.get("object").and_then(scalar),
            values: values.map(|values| {
                Fact::new(
                    values.iter().filter_map(scalar).collect(),
                    line(lines, "enum"),
                )
            }),
            default: fact("default"),
            limits: limits.collect(),
            name,
        });
    }
    Ok(())
}

fn gaps(root: &Mapping, key: &str) -> Result<Vec<Gap>, String> {
    let gaps = sequence(root, key)?.iter().map(|item| Gap {
        what: item.get("what").and_then(scalar).unwrap_or_default(),
        line: item.get("line").map_or(0, number),
        reason: item.get("reason").and_then(scalar).unwrap_or_default(),
    });
    Ok(gaps.collect())
}

fn mapping<'v>(root: &'v Mapping, key: &str, empty: &'v Mapping) -> Result<&'v Mapping, String> {
    match root.get(key) {
        None => Ok(empty),
        Some(Value::Mapping(mapping)) => Ok(mapping),
        Some(_) => Err(format!("`{key}` is no mapping")),
    }
}

fn sequence<'v>(root: &'v Mapping, key: &str) -> Result<&'v [Value], String> {
    match root.get(key) {
        None => Ok(&[]),
        Some(Value::Sequence(items)) => Ok(items),
        Some(_) => Err(format!("`{key}` is no list")),
    }
}

/// The line below a key; 0 if there is none.
fn line(lines: &Mapping, key: &str) -> usize {
    lines.get(key).map_or(0, number)
}

fn number(value: &Value) -> usize {
    value
        .as_u64()
        .and_then(|line| usize::try_from(line).ok())
        .unwrap_or(0)
}

/// A scalar as text.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}
