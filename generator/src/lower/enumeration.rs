//! `enum` of strings or integers -> an open enumeration: values that the document does not list are kept.

use serde_json::Value;

use super::context::Lowering;
use super::docs::prose;
use super::naming::{Case, Wish, distinct, variant_name};
use super::scalar;
use super::schema::{JsonType, View, strings};
use crate::ir::{Docs, Enumeration, Integer, Literal, Scalar, Variant};

/// Names that the variant for other values may have, in order.
const UNKNOWN: [&str; 3] = ["Unknown", "UnknownValue", "OtherUnknownValue"];

impl<'d> Lowering<'d, '_> {
    /// The enumeration of a schema whose `enum` lists only strings, or only integers, and perhaps null.
    pub(super) fn enumeration(&mut self, view: &View<'d>) -> Enumeration {
        let mut values: Vec<&'d Value> = Vec::new();
        for value in view
            .enumeration
            .iter()
            .flatten()
            .filter(|value| !value.is_null())
        {
            if !values.contains(value) {
                values.push(value);
            }
        }
        let base = base(view, &values);
        if let Scalar::Integer(width) = base {
            values.retain(|value| fits(value, width));
        }
        let texts: Vec<String> = values.iter().map(|value| text(value)).collect();
        let chosen = chosen_names(view);
        let wishes: Vec<Wish<'_>> = texts
            .iter()
            .map(|text| Wish {
                chosen: chosen_for(view, &chosen, text),
                ..Wish::text(text)
            })
            .collect();
        let names = distinct(Case::Variant, &wishes, &[]).identifiers;
        let unknown = UNKNOWN
            .into_iter()
            .find(|name| !names.iter().any(|taken| taken == name))
            .unwrap_or("NotListedInTheDocument");
        let docs = self.variant_docs(view);
        let variants = values.iter().zip(&names).map(|(value, name)| Variant {
            name: variant_name(name),
            value: literal(value),
            docs: docs(value),
        });
        Enumeration {
            variants: variants.collect(),
            base,
            unknown: Some(variant_name(unknown)),
        }
    }

    /// The prose of single values: of alternatives that each list one, or from `x-enum-descriptions`.
    fn variant_docs(&self, view: &View<'d>) -> impl Fn(&Value) -> Docs + use<'d> {
        let listed = strings(view.own("x-enum-descriptions"));
        let values: Vec<&'d Value> = view
            .own("enum")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .collect();
        let alternatives = ["oneOf", "anyOf"]
            .iter()
            .filter_map(|key| view.own(key)?.as_array())
            .flatten();
        let described: Vec<(&'d Value, Docs)> = alternatives
            .filter_map(|member| match member.get("enum")?.as_array()?.as_slice() {
                [only] => Some((only, prose(member, "title"))),
                _ => None,
            })
            .chain(
                values
                    .into_iter()
                    .zip(listed)
                    .map(|(value, text)| (value, super::docs::description(Some(text)))),
            )
            .collect();
        move |value| {
            described
                .iter()
                .find(|(known, _)| *known == value)
                .map(|(_, docs)| docs.clone())
                .unwrap_or_default()
        }
    }
}

/// The scalar behind the values: for integers the declared width, or the first of 64 bits that holds them all.
fn base(view: &View<'_>, values: &[&Value]) -> Scalar {
    let integers = values.iter().all(|value| whole(value).is_some());
    let declared = view
        .json_type
        .filter(|json_type| *json_type == JsonType::Integer && integers);
    let format = declared.and_then(|json_type| scalar::scalar(json_type, view.format));
    let Some(Scalar::Integer(width)) = format.map(scalar::Format::scalar) else {
        return Scalar::String;
    };
    let holds = |width: &Integer| values.iter().all(|value| fits(value, *width));
    Scalar::Integer(
        [width, Integer::I64, Integer::U64]
            .into_iter()
            .find(holds)
            .unwrap_or(Integer::I64),
    )
}

fn fits(value: &Value, width: Integer) -> bool {
    let (least, greatest) = scalar::range(width);
    whole(value).is_some_and(|value| (least..=greatest).contains(&value))
}

fn whole(value: &Value) -> Option<i128> {
    value.as_number()?.as_i128()
}

fn literal(value: &Value) -> Literal {
    match whole(value) {
        Some(integer) => Literal::Integer(integer),
        None => Literal::String(text(value)),
    }
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// `x-enum-varnames`, when it names every value.
fn chosen_names<'d>(view: &View<'d>) -> Vec<&'d str> {
    let names = strings(view.any("x-enum-varnames"));
    let count = view
        .any("enum")
        .and_then(Value::as_array)
        .map_or(0, Vec::len);
    if names.len() == count {
        names
    } else {
        Vec::new()
    }
}

fn chosen_for<'d>(view: &View<'d>, names: &[&'d str], wanted: &str) -> Option<&'d str> {
    let values = view.any("enum").and_then(Value::as_array)?;
    let position = values.iter().position(|value| text(value) == wanted)?;
    names.get(position).copied()
}
