//! Compares what is said about a field that both sides have: required, type, values, default, limits.

use serde_json::Value;

use super::comparer::Comparer;
use super::finding::DriftKind;
use super::proposing::{keyword, required_proposal, type_proposal, values_proposal};
use super::schema::{self, DocField};
use super::typed::{limit, limit_keys, typed};
use crate::facts::{Fact, FieldFacts, FieldPlace};
use crate::load::Document;
use crate::pointer::Pointer;

/// Makes the schema that the page describes.
pub(super) type SchemaMaker<'b> = &'b dyn Fn() -> Result<Value, String>;

/// Compares the facts of a field, and returns whether both sides have the same type, so that what is inside can be compared.
/// `about` names it as the document does, so that decisions hold if the page renames it.
pub(super) fn compare(
    comparer: &mut Comparer<'_>,
    about: &str,
    fact: &FieldFacts,
    field: &DocField,
    built: SchemaMaker<'_>,
) -> bool {
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
            required_proposal(required.value, fact, field),
        );
    }
    if let Some(found) = &fact.type_name {
        let declared = schema::type_name(comparer.document, &field.schema);
        if !is_same_type(&found.value, &declared) {
            let page = (found.line, Some(found.value.clone()));
            let document = (field.schema.child("type"), Some(declared));
            let proposal = type_proposal(comparer.document, field, built());
            comparer.add(
                DriftKind::Differs,
                format!("{about}: type"),
                page,
                document,
                proposal,
            );
            return false; // values and limits are those of another type
        }
    }
    values(comparer, about, fact, field);
    default_and_limits(comparer, about, fact, field);
    true
}

/// The default, and the limits that the page states.
fn default_and_limits(
    comparer: &mut Comparer<'_>,
    about: &str,
    fact: &FieldFacts,
    field: &DocField,
) {
    let type_name = schema::type_name(comparer.document, &field.schema);
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
                typed(&default.value, &type_name),
            );
        }
    }
    for (key, found) in fact.limits.iter().flat_map(limit_keys) {
        let declared = said(comparer.document, &field.schema, key);
        let is_default =
            declared.is_none() && found.value == "0" && matches!(key, "minLength" | "minItems");
        let is_same = declared
            .as_ref()
            .is_some_and(|(_, value)| is_same_value(&plain(value), &found.value));
        if !is_same && !is_default {
            said_otherwise(
                comparer,
                format!("{about}: {key}"),
                found,
                declared,
                field,
                key,
                limit(&found.value, key, &type_name),
            );
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
        said(document, &field.schema, "enum").or_else(|| said(document, items.as_ref()?, "enum"));
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
    let at = declared
        .as_ref()
        .map_or_else(|| field.schema.clone(), |(at, _)| at.clone());
    let holder = declared.as_ref().and_then(|(at, _)| at.parent());
    let holder = holder.or(items).unwrap_or_else(|| field.schema.clone());
    let has_null = declared.is_some_and(|(_, value)| {
        let mut values = value.as_array().into_iter().flatten();
        values.any(Value::is_null)
    });
    let proposal = values_proposal(document, &holder, &values.value, has_null);
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
        proposal,
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
    key: &'static str,
    value: Option<Value>,
) {
    let page = (fact.line, Some(fact.value.clone()));
    let holder = declared.as_ref().and_then(|(at, _)| at.parent());
    let proposal = keyword(holder.as_ref().unwrap_or(&field.schema), key, value);
    match declared {
        Some((at, value)) => {
            comparer.add(
                DriftKind::Differs,
                about,
                page,
                (at, Some(plain(value))),
                proposal,
            );
        }
        None => comparer.add(
            DriftKind::OnlyOnPage,
            about,
            page,
            (field.schema.child(key), None),
            proposal,
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
