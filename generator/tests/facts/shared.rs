//! Compares facts with those of a folder of pages, if the environment variable `BINDWRIGHT_PAGES` names one.
//!
//! The folder has `LAYOUT/PAGE` and `expected/LAYOUT/PAGE.json`: kind, place, name, value and lines of each fact.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use bindwright::facts::{FieldFacts, FieldPlace, LimitOf, PageFacts, Profile, read_page};
use serde_json::Value;

/// A fact in one form: kind, place, name, value; and its line.
type Key = (String, String, String, String);

#[test]
fn facts_of_a_folder_of_pages_are_as_expected() {
    let Some(folder) = std::env::var_os("BINDWRIGHT_PAGES").map(PathBuf::from) else {
        eprintln!("skipped: BINDWRIGHT_PAGES names no folder of pages");
        return;
    };
    let mut table = BTreeMap::new();
    let mut problems = Vec::new();
    for layout in entries(&folder.join("expected")) {
        for expected in entries(&layout) {
            let text = std::fs::read_to_string(&expected).expect("a file");
            let expected: Value = serde_json::from_str(&text).expect("JSON");
            let layout = layout
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            let page = expected["page"]
                .as_str()
                .expect("a page")
                .trim_start_matches("pages/");
            let (found, missed, invented) =
                compare(&folder.join(page), &layout, &expected, &mut problems);
            let row: &mut [usize; 3] = table.entry(layout).or_default();
            row[0] += found;
            row[1] += missed;
            row[2] += invented;
        }
    }
    for (layout, [found, missed, invented]) in &table {
        println!("{layout:8} found {found:4} missed {missed:3} invented {invented:3}");
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    paths
}

fn compare(
    page: &Path,
    layout: &str,
    expected: &Value,
    problems: &mut Vec<String>,
) -> (usize, usize, usize) {
    let profile = match &layout[..2] {
        "AZ" => include_str!("../../../examples/profiles/azure.yaml"),
        "AL" => include_str!("../../../examples/profiles/alibaba.yaml"),
        _ => Profile::shipped("huawei").expect("shipped"),
    };
    let profile = Profile::parse(profile).expect("a profile");
    let text = std::fs::read_to_string(page).expect("a page");
    let name = page.file_name().expect("a name").to_string_lossy();
    let facts = read_page(&name, &text, &profile).expect("facts");
    let tolerated: Vec<(String, String)> = expected["tolerated"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|row| (text_of(&row["location"]), text_of(&row["name"])))
        .collect();
    let mut wanted: BTreeMap<Key, Vec<u64>> = BTreeMap::new();
    for fact in expected["facts"].as_array().expect("facts") {
        let lines = fact["lines"]
            .as_array()
            .expect("lines")
            .iter()
            .filter_map(Value::as_u64);
        wanted.insert(expected_key(fact), lines.collect());
    }
    let (mut found, mut invented) = (0, 0);
    for (key, line) in keys(&facts, &wanted) {
        match wanted.remove(&key) {
            Some(lines) if lines.contains(&(line as u64)) => found += 1,
            Some(lines) => {
                found += 1;
                problems.push(format!(
                    "{}: {key:?} on line {line}, not on {lines:?}",
                    page.display()
                ));
            }
            None if tolerated.contains(&(key.1.clone(), key.2.clone())) => {}
            None => {
                invented += 1;
                problems.push(format!("{}:{line}: invented {key:?}", page.display()));
            }
        }
    }
    for (key, lines) in &wanted {
        problems.push(format!("{}: missed {key:?} of {lines:?}", page.display()));
    }
    for gap in &facts.unplaced {
        problems.push(format!("{}: unplaced {gap:?}", page.display()));
    }
    for gap in &facts.unreadable {
        println!(
            "{}:{}: unreadable {}: {}",
            page.display(),
            gap.line,
            gap.what,
            gap.reason
        );
    }
    (found, wanted.len(), invented)
}

fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

fn expected_key(fact: &Value) -> Key {
    let kind = text_of(&fact["kind"]);
    let value = match kind.as_str() {
        "type" => type_key(&text_of(&fact["value"])),
        "range" => {
            let range = &fact["value"];
            format!(
                "{} {} {}",
                text_of(&range["what"]),
                text_of(&range["min"]),
                text_of(&range["max"])
            )
        }
        "enum" => fact["value"]
            .as_array()
            .expect("values")
            .iter()
            .map(text_of)
            .collect::<Vec<_>>()
            .join(","),
        _ => text_of(&fact["value"]),
    };
    (
        kind,
        text_of(&fact["location"]),
        text_of(&fact["name"]),
        value,
    )
}

/// `Array of Tag objects` as `array of object`.
fn type_key(text: &str) -> String {
    let lower = |text: &str| text.trim_end_matches('s').to_lowercase();
    if let Some(items) = text.strip_prefix("Array of ") {
        return format!("array of {}", type_key(items.trim_end_matches('s')));
    }
    if let Some(values) = text
        .strip_prefix("Map<String,")
        .and_then(|rest| rest.strip_suffix('>'))
    {
        return format!("map of {}", type_key(values));
    }
    if text.ends_with(" object") || text == "object" {
        return "object".to_owned();
    }
    lower(text)
}

fn location(place: &FieldPlace) -> String {
    match place {
        FieldPlace::Response(status) => format!("response.{status}"),
        other => other.to_string(),
    }
}

fn keys(facts: &PageFacts, wanted: &BTreeMap<Key, Vec<u64>>) -> Vec<(Key, usize)> {
    let plain = |kind: &str, value: &str| {
        (
            kind.to_owned(),
            String::new(),
            String::new(),
            value.to_owned(),
        )
    };
    let mut keys = Vec::new();
    keys.extend(
        facts
            .method
            .iter()
            .map(|fact| (plain("method", &fact.value), fact.line)),
    );
    keys.extend(
        facts
            .path
            .iter()
            .map(|fact| (plain("path", &fact.value), fact.line)),
    );
    for status in &facts.statuses {
        let key = (
            "status".to_owned(),
            String::new(),
            status.value.clone(),
            status.value.clone(),
        );
        keys.push((key, status.line));
    }
    for field in &facts.fields {
        of_field(field, wanted, &mut keys);
    }
    keys
}

fn of_field(field: &FieldFacts, wanted: &BTreeMap<Key, Vec<u64>>, keys: &mut Vec<(Key, usize)>) {
    let key = |kind: &str, value: String| {
        (
            kind.to_owned(),
            location(&field.place),
            field.name.clone(),
            value,
        )
    };
    keys.push((key("exists", "true".to_owned()), field.line));
    if let Some(fact) = &field.required {
        keys.push((key("required", fact.value.to_string()), fact.line));
    }
    if let Some(fact) = &field.type_name {
        // A page that says only `array` or `object` agrees with any array or object.
        let full = wanted.keys().find(|other| {
            other.0 == "type"
                && other.1 == location(&field.place)
                && other.2 == field.name
                && (other.3.starts_with(&format!("{} of ", fact.value))
                    || (fact.value == "object" && other.3.starts_with("map of ")))
        });
        let value = full.map_or_else(|| fact.value.clone(), |other| other.3.clone());
        keys.push((key("type", value), fact.line));
    }
    if let Some(fact) = &field.values {
        keys.push((key("enum", fact.value.join(",")), fact.line));
    }
    if let Some(fact) = &field.default {
        keys.push((key("default", fact.value.clone()), fact.line));
    }
    for limit in &field.limits {
        let what = match limit.of {
            LimitOf::Value => "value",
            LimitOf::Length => "length",
            LimitOf::Items => "items",
        };
        let text = |fact: &Option<bindwright::facts::Fact<String>>| {
            fact.as_ref()
                .map_or("null".to_owned(), |fact| fact.value.clone())
        };
        let line = limit
            .least
            .as_ref()
            .or(limit.most.as_ref())
            .map_or(0, |fact| fact.line);
        keys.push((
            key(
                "range",
                format!("{what} {} {}", text(&limit.least), text(&limit.most)),
            ),
            line,
        ));
    }
}
