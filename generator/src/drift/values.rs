//! Compares what is said about a field that both sides have: required, type, values, default, limits.

use serde_json::Value;

use super::comparer::Comparer;
use super::finding::DriftKind;
use super::schema::{self, DocField};
use crate::facts::{Fact, FieldFacts, FieldPlace, LimitOf};
use crate::load::Document;
use crate::pointer::Pointer;

/// Compares the facts of a field. `about` names it as the document does, so that decisions hold if the page renames it.
pub(super) fn compare(
    comparer: &mut Comparer<'_>,
    about: &str,
    fact: &FieldFacts,
    field: &DocField,
) {
    if let Some(required) = &fact.required
        && !matches!(fact.place, FieldPlace::Response(_))
        && required.value != field.required
    {
        let page = (required.line, Some(required.value.to_string()));
        let document = (field.required_at.clone(), Some(field.required.to_string()));
        comparer.add(
            DriftKind::Differs,
            format!("{about}: required"),
            page,
            document,
        );
    }
    if let Some(found) = &fact.type_name {
        let declared = schema::type_name(comparer.document, &field.schema);
        if !is_same_type(&found.value, &declared) {
            let page = (found.line, Some(found.value.clone()));
            let document = (field.schema.child("type"), Some(declared));
            comparer.add(DriftKind::Differs, format!("{about}: type"), page, document);
            return; // values and limits are those of another type
        }
    }
    values(comparer, about, fact, field);
    default_and_limits(comparer, about, fact, field);
}

/// The default, and the limits that the page states.
fn default_and_limits(
    comparer: &mut Comparer<'_>,
    about: &str,
    fact: &FieldFacts,
    field: &DocField,
) {
    if let Some(default) = &fact.default {
        let declared = said(comparer.document, &field.schema, "default");
        let is_same = declared
            .as_ref()
            .is_some_and(|(_, value)| is_same_value(&plain(value), &default.value));
        if !is_same {
            said_otherwise(
                comparer,
                format!("{about}: default"),
                default,
                declared,
                field,
                "default",
            );
        }
    }
    for limits in &fact.limits {
        let (least, most) = match limits.of {
            LimitOf::Value => ("minimum", "maximum"),
            LimitOf::Length => ("minLength", "maxLength"),
            LimitOf::Items => ("minItems", "maxItems"),
        };
        for (key, limit) in [(least, &limits.least), (most, &limits.most)] {
            let Some(limit) = limit else {
                continue;
            };
            let declared = said(comparer.document, &field.schema, key);
            let is_default =
                declared.is_none() && limit.value == "0" && matches!(key, "minLength" | "minItems");
            let is_same = declared
                .as_ref()
                .is_some_and(|(_, value)| is_same_value(&plain(value), &limit.value));
            if !is_same && !is_default {
                said_otherwise(
                    comparer,
                    format!("{about}: {key}"),
                    limit,
                    declared,
                    field,
                    key,
                );
            }
        }
    }
}

/// All values of an enumeration, in any order; those of an array are those of its items.
fn values(comparer: &mut Comparer<'_>, about: &str, fact: &FieldFacts, field: &DocField) {
    let Some(values) = &fact.values else {
        return;
    };
    let document = comparer.document;
    let items = schema::inner(document, &field.schema, "items");
    let declared =
        said(document, &field.schema, "enum").or_else(|| said(document, &items?, "enum"));
    let list = |value: &Value| -> Vec<String> {
        let items = value.as_array().into_iter().flatten();
        items.filter(|item| !item.is_null()).map(plain).collect()
    };
    let declared_values = declared.as_ref().map(|(_, value)| list(value));
    let sorted = |values: &[String]| {
        let mut values = values.to_vec();
        values.sort();
        values
    };
    let is_same = declared_values
        .as_ref()
        .is_some_and(|declared| sorted(declared) == sorted(&values.value));
    if is_same {
        return;
    }
    let at = declared.map_or_else(|| field.schema.clone(), |(at, _)| at);
    let kind = match declared_values {
        Some(_) => DriftKind::Differs,
        None => DriftKind::OnlyOnPage,
    };
    let page = (values.line, Some(values.value.join(", ")));
    comparer.add(
        kind,
        format!("{about}: enum"),
        page,
        (at, declared_values.map(|values| values.join(", "))),
    );
}

/// What a schema says for a key, and where.
fn said<'d>(document: &'d Document, schema: &Pointer, key: &str) -> Option<(Pointer, &'d Value)> {
    let at = schema::saying(document, schema, key)?.child(key);
    Some((at.clone(), document.value(&at)?))
}

fn said_otherwise(
    comparer: &mut Comparer<'_>,
    about: String,
    fact: &Fact<String>,
    declared: Option<(Pointer, &Value)>,
    field: &DocField,
    key: &str,
) {
    let page = (fact.line, Some(fact.value.clone()));
    match declared {
        Some((at, value)) => {
            comparer.add(DriftKind::Differs, about, page, (at, Some(plain(value))))
        }
        None => comparer.add(
            DriftKind::OnlyOnPage,
            about,
            page,
            (field.schema.child(key), None),
        ),
    }
}

/// A scalar as text.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Whether two texts are the same value: `1` and `1.0` are one number.
fn is_same_value(one: &str, other: &str) -> bool {
    let number = |text: &str| text.parse::<f64>().ok();
    one == other
        || matches!((number(one), number(other)), (Some(one), Some(other)) if one.total_cmp(&other).is_eq())
}

/// Whether the type of a page can be that of the document. A page that says less agrees.
fn is_same_type(page: &str, document: &str) -> bool {
    if page == document || document.is_empty() || page == "any" {
        return true;
    }
    match (page, document) {
        ("array", array) => array.starts_with("array"),
        ("object", other) => other.starts_with("map of "),
        ("number", other) => matches!(other, "double" | "float"),
        ("double" | "float", other) => other == "number",
        _ => {
            let inside = |prefix: &str| {
                let (page, document) = (page.strip_prefix(prefix)?, document.strip_prefix(prefix)?);
                Some(is_same_type(page, document))
            };
            inside("array of ").or_else(|| inside("map of ")).unwrap_or(
                (page.starts_with("map of ") && document == "object")
                    || (page.starts_with("array of ") && document == "array"),
            )
        }
    }
}
