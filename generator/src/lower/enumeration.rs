//! `enum` of strings or integers
//! (<https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.2>) -> an open
//! enumeration.
//!
//! Values that the document does not list are kept in a variant `Unknown`, because servers add
//! values without asking their clients.
//!
//! ```yaml
//! {type: string, enum: [asc, desc], x-enum-varnames: [Ascending, Descending]}
//! # enum Order { Ascending, Descending, Unknown(String) }
//! ```

use std::collections::hash_map::Entry::Vacant;

use foldhash::{HashMap, HashSet};
use serde_json::Value;

use super::context::Lowering;
use super::enum_extensions::text;
use super::enum_from_one_of::{self, EntryDocs};
use super::json_type_set::JsonTypes;
use super::literal_limits;
use super::literal_scalar::whole;
use super::model::{EnumEntry, JsonType, Openness, View};
use super::naming::{Case, NameRequest, distinct, variant_name};
use super::scalar;
use crate::diagnostic::{Code, show};
use crate::ir::{Constraints, Enumeration, Integer, Literal, Scalar, Type, Unlisted, Variant};
use crate::load::Repair;

/// Names for the variant that keeps other values, in order of preference.
const UNKNOWN: [&str; 3] = ["Unknown", "UnknownValue", "OtherUnknownValue"];

impl<'d> Lowering<'d, '_> {
    /// The enumeration of a schema whose `enum` lists only strings or only integers, and perhaps
    /// null.
    ///
    /// ```yaml
    /// {type: string, enum: [in-stock, sold out, null]}
    /// # Nullable<enum { InStock, SoldOut, Unknown(String) }>
    /// ```
    pub(super) fn enumeration(&mut self, view: &View<'d>) -> Enumeration {
        let mut seen = HashSet::default();
        let listed = view.enumeration.iter().flatten().copied();
        let mut values: Vec<&'d Value> = listed
            .filter(|value| !value.is_null() && seen.insert(value.to_string()))
            .collect();
        let base = base(view, &values);
        if let Scalar::Integer(width) = base {
            values.retain(|value| fits(value, width));
        }
        self.report_excluded(view, base, &values);
        let texts: Vec<String> = values.iter().map(|value| text(value)).collect();
        let entries = entries(view, &values);
        let requests: Vec<NameRequest<'_>> = texts.iter().zip(&entries).map(request).collect();
        let names = distinct(Case::Variant, &requests, &[]);
        self.report_cut(&names, |_| Some(view.at.clone()));
        let names = names.identifiers;
        let unknown = UNKNOWN
            .into_iter()
            .find(|name| !names.iter().any(|taken| taken == name))
            .unwrap_or("NotListedInTheDocument");
        let unknown = variant_name(unknown);
        let described = entries
            .into_iter()
            .map(|entry| entry.map(|entry| entry.docs));
        let variants = values.iter().zip(&names).zip(described);
        Enumeration {
            variants: variants
                .map(|((value, name), docs)| Variant {
                    name: variant_name(name),
                    value: literal(value),
                    docs: docs.unwrap_or_default(),
                })
                .collect(),
            base,
            unlisted: match view.openness {
                Openness::Listed => Unlisted::Kept(unknown),
                Openness::AnyString => Unlisted::Allowed(unknown),
            },
        }
    }

    /// Reports limits of merged schemas that exclude a listed value. The list says exactly which
    /// values there are, so it counts.
    ///
    /// ```yaml
    /// allOf: [{type: string, pattern: '^[a-z]+$'}, {enum: [log_out]}]
    /// ```
    fn report_excluded(&mut self, view: &View<'d>, base: Scalar, values: &[&Value]) {
        for (at, object) in &view.sources {
            let own = self.limits(at, object, &Type::Scalar(base), JsonTypes::NONE);
            if own.is_empty() {
                continue;
            }
            let limits = Constraints { own, items: None };
            let patterns = self.document.patterns();
            let broken = values.iter().find_map(|value| {
                let problem = literal_limits::check(&literal(value), &limits, patterns).err()?;
                Some((value, problem))
            });
            if let Some((value, problem)) = broken {
                let value = show(&text(value));
                let message =
                    format!("`{value}` is listed, but {problem}; the values of `enum` count");
                self.fault(Repair::Harmless, Code::ValueMismatch, at, message);
            }
        }
    }
}

/// The name and the prose of each value: from the alternatives that list it, or else from
/// extensions beside `enum`. A title that two values share is no name.
fn entries<'d>(view: &View<'d>, values: &[&'d Value]) -> Vec<Option<EnumEntry<'d>>> {
    let beside = view.sources.iter().filter_map(|(_, object)| {
        let values = object.get("enum")?.as_array()?;
        Some(enum_from_one_of::entries(object, values, EntryDocs::OfType))
    });
    let mut titles: HashMap<&str, usize> = HashMap::default();
    let mut by_value: HashMap<String, EnumEntry<'d>> = HashMap::default();
    for entry in view.entries.iter().cloned().chain(beside.flatten()) {
        if let Vacant(first) = by_value.entry(entry.value.to_string()) {
            if let Some(title) = entry.title {
                *titles.entry(title).or_default() += 1;
            }
            first.insert(entry);
        }
    }
    let named = |value: &&Value| {
        let entry = by_value.remove(&value.to_string())?;
        let is_unique = |title: &&str| titles.get(title).is_some_and(|count| *count == 1);
        Some(EnumEntry {
            title: entry.title.filter(is_unique),
            ..entry
        })
    };
    values.iter().map(named).collect()
}

/// The name that is requested for a value: the chosen one, its title, or the value itself.
fn request<'a>((text, entry): (&'a String, &'a Option<EnumEntry<'_>>)) -> NameRequest<'a> {
    let said = entry.as_ref().and_then(|entry| entry.title);
    NameRequest {
        chosen: entry.as_ref().and_then(|entry| entry.chosen),
        key: text,
        ..NameRequest::text(said.unwrap_or(text))
    }
}

/// The scalar behind the values. For integers it is the width of `format`, or the first 64-bit type
/// that holds all of them.
fn base(view: &View<'_>, values: &[&Value]) -> Scalar {
    let integers = values.iter().all(|value| whole(value).is_some());
    let declared = view
        .json_type
        .filter(|json_type| *json_type == JsonType::Integer && integers);
    let format = declared.and_then(|json_type| scalar::scalar(json_type, view.format));
    let Some(Scalar::Integer(width)) = format.map(scalar::FormatMeaning::scalar) else {
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

/// Whether an integer type holds a value.
fn fits(value: &Value, width: Integer) -> bool {
    let (least, greatest) = width.range();
    whole(value).is_some_and(|value| (least..=greatest).contains(&value))
}

/// A value as the literal that the codec compares with.
fn literal(value: &Value) -> Literal {
    match whole(value) {
        Some(integer) => Literal::Integer(integer),
        None => Literal::String(text(value)),
    }
}
