//! Writes facts. Texts are quoted unless they are plain words, so that no text of a page can be anything but a text.

use std::fmt::Write as _;

use super::super::model::{Fact, FieldFacts, FieldPlace, Gap, PageFacts};
use super::{LIMITS, PARAMETERS, VERSION};
use crate::escape;

/// The longest text that is taken from a page.
const LONGEST: usize = 200;

/// Words that YAML reads as something else than texts.
const NOT_TEXTS: [&str; 9] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];

/// The file of the facts of a page.
#[must_use]
pub fn write_facts(facts: &PageFacts) -> String {
    let mut out = String::from(
        "# Facts of a page of API documentation, read by `bindwright facts`. No sentence of the page is in this file.\n",
    );
    _ = writeln!(out, "facts: {VERSION}");
    _ = writeln!(out, "page: {}", text(&facts.page));
    for (key, fact) in head(facts) {
        _ = writeln!(out, "{key}: {}", text(&fact.value));
    }
    authorization(&mut out, facts);
    places(&mut out, facts, "", &|field| Some(values(field)));
    gaps(&mut out, "unreadable", &facts.unreadable);
    gaps(&mut out, "unplaced", &facts.unplaced);
    if !facts.ignored.is_empty() {
        out.push_str("ignored:\n");
        for fact in &facts.ignored {
            _ = writeln!(
                out,
                "  - {{name: {}, line: {}}}",
                text(&fact.value),
                fact.line
            );
        }
    }
    lines(&mut out, facts);
    out
}

/// The facts about the page and the request line.
fn head(facts: &PageFacts) -> Vec<(&'static str, &Fact<String>)> {
    let all = [
        ("operation", &facts.operation),
        ("date", &facts.date),
        ("method", &facts.method),
        ("path", &facts.path),
    ];
    let found = all
        .into_iter()
        .filter_map(|(key, fact)| Some((key, fact.as_ref()?)));
    found.collect()
}

fn authorization(out: &mut String, facts: &PageFacts) {
    if facts.authorization.is_empty() {
        return;
    }
    out.push_str("authorization:\n");
    for found in &facts.authorization {
        let access = found
            .access
            .as_ref()
            .map_or_else(|| "null".to_owned(), |fact| text(&fact.value));
        _ = writeln!(out, "  {}: {access}", text(&found.action.value));
    }
}

/// What a file has for a field, if anything.
type OfField<'f> = &'f dyn Fn(&FieldFacts) -> Option<String>;

/// The fields by their places.
fn places(out: &mut String, facts: &PageFacts, indent: &str, of: OfField<'_>) {
    let group = |out: &mut String,
                 title: &str,
                 indent: &str,
                 belongs: &dyn Fn(&FieldPlace) -> bool| {
        let rows: Vec<String> = facts
            .fields
            .iter()
            .filter(|field| belongs(&field.place))
            .filter_map(|field| Some(format!("{indent}  {}: {}\n", text(&field.name), of(field)?)))
            .collect();
        if !rows.is_empty() {
            _ = writeln!(out, "{indent}{title}:");
            rows.iter().for_each(|row| out.push_str(row));
        }
        !rows.is_empty()
    };
    let mut parameters = String::new();
    for name in PARAMETERS {
        group(&mut parameters, name, &format!("{indent}  "), &|place| {
            place.to_string() == name
        });
    }
    if !parameters.is_empty() {
        _ = writeln!(out, "{indent}parameters:\n{}", parameters.trim_end());
    }
    group(out, "form", indent, &|place| *place == FieldPlace::Form);
    group(out, "body", indent, &|place| *place == FieldPlace::Body);
    let mut responses = String::new();
    for status in statuses(facts) {
        let is = |place: &FieldPlace| *place == FieldPlace::Response(status.clone());
        let title = text(&status);
        let has_fields = group(&mut responses, &title, &format!("{indent}  "), &is);
        if !has_fields && indent.is_empty() {
            _ = writeln!(responses, "{indent}  {title}: {{}}");
        }
    }
    if !responses.is_empty() {
        _ = writeln!(out, "{indent}responses:\n{}", responses.trim_end());
    }
}

/// The statuses that the page names, and those that it describes without naming them.
fn statuses(facts: &PageFacts) -> Vec<String> {
    let named = facts.statuses.iter().map(|fact| fact.value.clone());
    let described = facts.fields.iter().filter_map(|field| match &field.place {
        FieldPlace::Response(status) => Some(status.clone()),
        _ => None,
    });
    let mut all: Vec<String> = named.chain(described).collect();
    all.sort();
    all.dedup();
    all
}

/// The facts of a field on one line.
fn values(field: &FieldFacts) -> String {
    let mut parts = Vec::new();
    if let Some(fact) = &field.required {
        parts.push(format!("required: {}", fact.value));
    }
    if let Some(fact) = &field.type_name {
        parts.push(format!("type: {}", text(&fact.value)));
    }
    if let Some(object) = &field.object {
        parts.push(format!("object: {}", text(object)));
    }
    if let Some(fact) = &field.values {
        let values: Vec<String> = fact.value.iter().map(|value| typed(value, field)).collect();
        parts.push(format!("enum: [{}]", values.join(", ")));
    }
    if let Some(fact) = &field.default {
        parts.push(format!("default: {}", typed(&fact.value, field)));
    }
    for (key, fact) in limits(field) {
        parts.push(format!("{key}: {}", number(&fact.value)));
    }
    format!("{{{}}}", parts.join(", "))
}

/// The limits of a field with their keys.
fn limits(field: &FieldFacts) -> Vec<(&'static str, &Fact<String>)> {
    let mut found = Vec::new();
    for limit in &field.limits {
        for (of, least, most) in LIMITS {
            if limit.of == of {
                found.extend(limit.least.as_ref().map(|fact| (least, fact)));
                found.extend(limit.most.as_ref().map(|fact| (most, fact)));
            }
        }
    }
    found
}

/// A value: a number or a boolean where the type says so, else a text.
fn typed(value: &str, field: &FieldFacts) -> String {
    let of_type = field
        .type_name
        .as_ref()
        .map_or("", |fact| fact.value.as_str());
    match of_type.trim_start_matches("array of ") {
        "integer" | "long" | "float" | "double" | "number" => number(value),
        "boolean" if matches!(value, "true" | "false") => value.to_owned(),
        _ => text(value),
    }
}

/// A number as the page writes it. `3.00` would be read back as `3.0`, so it is a text.
fn number(value: &str) -> String {
    let read = serde_yaml::from_str::<serde_yaml::Number>(value);
    if read.is_ok_and(|number| number.to_string() == value) {
        value.to_owned()
    } else {
        text(value)
    }
}

fn gaps(out: &mut String, key: &str, gaps: &[Gap]) {
    if gaps.is_empty() {
        return;
    }
    _ = writeln!(out, "{key}:");
    for gap in gaps {
        let (what, reason) = (text(&gap.what), text(&gap.reason));
        _ = writeln!(
            out,
            "  - {{line: {}, what: {what}, reason: {reason}}}",
            gap.line
        );
    }
}

/// The lines of the page, in the shape of the facts.
fn lines(out: &mut String, facts: &PageFacts) {
    let mut part = String::new();
    for (key, fact) in head(facts) {
        if fact.line > 0 {
            _ = writeln!(part, "  {key}: {}", fact.line);
        }
    }
    let actions = facts
        .authorization
        .iter()
        .filter(|found| found.action.line > 0);
    let actions: Vec<String> = actions
        .map(|found| format!("    {}: {}\n", text(&found.action.value), found.action.line))
        .collect();
    if !actions.is_empty() {
        _ = writeln!(part, "  authorization:\n{}", actions.concat().trim_end());
    }
    let statuses = facts.statuses.iter().filter(|fact| fact.line > 0);
    let mut statuses: Vec<String> = statuses
        .map(|fact| format!("    {}: {}\n", text(&fact.value), fact.line))
        .collect();
    // As in `responses`.
    statuses.sort();
    if !statuses.is_empty() {
        _ = writeln!(part, "  statuses:\n{}", statuses.concat().trim_end());
    }
    places(&mut part, facts, "  ", &lines_of);
    if !part.is_empty() {
        _ = writeln!(out, "lines:\n{}", part.trim_end());
    }
}

/// The lines of a field on one line.
fn lines_of(field: &FieldFacts) -> Option<String> {
    let mut all = vec![("name", Some(field.line))];
    all.push(("required", field.required.as_ref().map(|fact| fact.line)));
    all.push(("type", field.type_name.as_ref().map(|fact| fact.line)));
    all.push(("enum", field.values.as_ref().map(|fact| fact.line)));
    all.push(("default", field.default.as_ref().map(|fact| fact.line)));
    all.extend(
        limits(field)
            .into_iter()
            .map(|(key, fact)| (key, Some(fact.line))),
    );
    let parts: Vec<String> = all
        .into_iter()
        .filter_map(|(key, line)| {
            line.filter(|line| *line > 0)
                .map(|line| format!("{key}: {line}"))
        })
        .collect();
    (!parts.is_empty()).then(|| format!("{{{}}}", parts.join(", ")))
}

/// A text, quoted unless it is a plain word.
fn text(text: &str) -> String {
    let short: String = text.chars().take(LONGEST).collect();
    let is_plain = short.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && short
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "_.- ".contains(c))
        && !short.ends_with(' ')
        && !NOT_TEXTS.contains(&short.to_lowercase().as_str());
    if is_plain {
        short
    } else {
        escape::yaml(&short)
    }
}
