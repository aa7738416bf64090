//! The whole names of fields: those of the fields around them, with `[]` behind arrays.

use std::collections::{HashMap, HashSet};

use super::row::FieldRow;
use super::type_name::PageType;

/// What follows the name of a field in the names of its properties.
pub(super) fn suffix(row: &FieldRow, own: &str) -> String {
    let path = row
        .page_type
        .as_ref()
        .map_or_else(String::new, PageType::path);
    if own.ends_with("[]") || own == "[items]" {
        path.strip_prefix("[]").unwrap_or(&path).to_owned()
    } else {
        path
    }
}

/// The name of a field inside another.
pub(super) fn joined(prefix: &str, name: &str) -> String {
    let name = if name == "[items]" { "[]" } else { name };
    if prefix.is_empty() {
        name.to_owned()
    } else {
        format!("{prefix}.{name}")
    }
}

/// Names that are paths: the names of arrays get `[]`, and words for an index become `[]`.
pub(super) fn dotted(rows: &mut Vec<FieldRow>, separator: &str, indices: &[String]) {
    let arrays: HashSet<String> = rows
        .iter()
        .filter(|row| matches!(row.page_type, Some(PageType::Array(_))))
        .map(|row| row.fact.name.clone())
        .collect();
    for row in rows.iter_mut() {
        let mut name = String::new();
        let mut original = String::new();
        let segments: Vec<&str> = row.fact.name.split(separator).collect();
        for (index, segment) in segments.iter().enumerate() {
            let is_index = index > 0 && indices.iter().any(|word| word == segment);
            if is_index {
                if !name.ends_with("[]") {
                    name.push_str("[]");
                }
            } else {
                if index > 0 {
                    name.push('.');
                    original.push_str(separator);
                }
                name.push_str(segment);
                original.push_str(segment);
                let is_last = index + 1 == segments.len();
                if !is_last && arrays.contains(&original) {
                    name.push_str("[]");
                }
            }
        }
        row.fact.name = name;
    }
    items(rows);
}

/// `Ids.N` with a type says what the items of the array `Ids` are: it is no field of its own.
fn items(rows: &mut Vec<FieldRow>) {
    let types: HashMap<String, PageType> = rows
        .iter()
        .filter_map(|row| {
            let base = row.fact.name.strip_suffix("[]")?;
            Some((base.to_owned(), row.page_type.clone()?))
        })
        .collect();
    let mut told = HashSet::new();
    for row in rows.iter_mut() {
        if let (Some(PageType::Array(None)), Some(items)) =
            (&row.page_type, types.get(&row.fact.name))
        {
            let page_type = PageType::Array(Some(Box::new(items.clone())));
            if let Some(fact) = &mut row.fact.type_name {
                fact.value = page_type.to_string();
            }
            row.page_type = Some(page_type);
            told.insert(format!("{}[]", row.fact.name));
        }
    }
    rows.retain(|row| !told.contains(&row.fact.name));
}
