//! The schema of an error -> how a server fills it with a problem of its own.
//!
//! ```text
//! {code: integer, message: string, at: date-time}      code: the status, message: the sentence; `at` has no known name
//! {success: {enum: [false]}, error: {message}}         false, and an object with the sentence
//! {tenant: string} and `tenant` is required            nothing fits: the server takes another schema, and the document is reported
//! ```
//!
//! A property gets a value if its name says what it means, and its type has a form for that. What is optional and means nothing is
//! left out. What is required gets a value that is true of every problem: `null`, no items, no members.

use std::collections::{BTreeMap, BTreeSet};

use super::filling_limits::{is_known, settle};
use super::filling_names::{Meaning, Meanings};
use super::filling_values::{FilledProperty, enumeration, json, scalar};
use crate::ir::{
    Access, Api, Constraint, Field, Fill, FillRow, Filling, Presence, Struct, Tagging, Type,
    TypeId, TypeKind, Union,
};

/// How deep objects are filled.
const DEPTH: usize = 4;

/// How many unions there may be, one inside the other: a union may be an alternative of itself, and each level is tried with every
/// alternative of the one around it.
const UNIONS: usize = 2;

/// Why a schema cannot be filled: the place of the property.
pub(super) type Unfit = String;

/// How a server fills each schema that an operation fails with, or that `x-error` declares; or why it cannot.
pub(super) fn fillings(api: &Api) -> BTreeMap<TypeId, Result<Filling, Unfit>> {
    let replies = api.operations.iter().flat_map(|one| one.failure.replies());
    let bodies = replies.filter_map(|reply| named(api, reply.body.as_ref()?));
    let all: BTreeSet<TypeId> = bodies.chain(api.declared_errors()).collect();
    let filled = all.into_iter().map(|id| (id, filling(api, id)));
    filled.collect()
}

/// The named type in a body that is not an alias, through lists: a list of errors has one.
pub(super) fn named(api: &Api, ty: &Type) -> Option<TypeId> {
    match api.resolved(ty) {
        Type::Named(id) => Some(*id),
        Type::List(inner) | Type::Nullable(inner) | Type::Boxed(inner) => named(api, inner),
        Type::Map(_) | Type::Scalar(_) => None,
    }
}

/// How a server fills a named type.
fn filling(api: &Api, id: TypeId) -> Result<Filling, Unfit> {
    let limits = api.get(id).map(|def| def.limits.clone());
    let filler = Filler {
        api,
        depth: DEPTH,
        unions: UNIONS,
    };
    match filler.named(id, None)? {
        Fill::Object(rows) => {
            let limits = limits.unwrap_or_default();
            let unknown = limits.iter().any(|limit| !is_known(limit));
            match unknown {
                true => Err(String::new()),
                false => Ok(Filling { rows, limits }),
            }
        }
        _ => Err(String::new()),
    }
}

#[derive(Clone, Copy)]
struct Filler<'a> {
    api: &'a Api,
    /// How many objects more there may be, one inside the other.
    depth: usize,
    /// How many unions more.
    unions: usize,
}

impl Filler<'_> {
    fn object(self, data: &Struct) -> Result<Vec<FillRow>, Unfit> {
        let inner = Self {
            depth: self.depth.checked_sub(1).ok_or_else(String::new)?,
            ..self
        };
        if !data.rules.is_empty() {
            return Err(String::new());
        }
        let meanings = Meanings::of(data);
        let constants = data.constants.iter().map(|one| {
            let json = json(&one.value).ok_or_else(|| one.wire.clone())?;
            Ok(row(&one.wire, Fill::Json(json), true, Vec::new()))
        });
        let fields = data.fields.iter();
        let fields = fields.filter(|field| field.access != Access::WriteOnly);
        let fields = fields.filter_map(|field| inner.field(field, &meanings).transpose());
        constants.chain(fields).collect()
    }

    /// The row of a property; none if it is left out.
    fn field(self, field: &Field, meanings: &Meanings<'_>) -> Result<Option<FillRow>, Unfit> {
        let is_required = field.presence == Presence::Required;
        let property = FilledProperty {
            meaning: meanings.get(field, is_required),
            is_required,
            beside_message: meanings.have_message,
            is_problem_details: meanings.are_problem_details,
        };
        let limits = self.api.effective(&field.ty, &field.constraints);
        let filled = self.value(&field.ty, property);
        let filled = filled.and_then(|fill| settle(fill, limits, is_required));
        match filled {
            Ok((fill, limits)) => Ok(Some(row(&field.wire, fill, is_required, limits))),
            Err(inside) if is_required && inside.is_empty() => Err(field.wire.clone()),
            Err(inside) if is_required => Err(format!("{}.{inside}", field.wire)),
            Err(_) => Ok(None),
        }
    }

    fn value(self, ty: &Type, property: FilledProperty) -> Result<Fill, Unfit> {
        let fallback = |json: &str| match property.is_required {
            true => Ok(Fill::Json(json.to_owned())),
            false => Err(String::new()),
        };
        match ty {
            Type::Scalar(one) => scalar(*one, property).ok_or_else(String::new),
            Type::Boxed(inner) => self.value(inner, property),
            Type::Nullable(inner) => {
                let optional = FilledProperty {
                    is_required: false,
                    ..property
                };
                let value = self.value(inner, optional);
                let value = value.map(|fill| match property.is_required {
                    true if may_be_absent(&fill) => Fill::OrNull(Box::new(fill)),
                    true | false => fill,
                });
                value.or_else(|_| fallback("null"))
            }
            Type::Map(_) => fallback("{}"),
            Type::List(item) => self.list(item, property).or_else(|_| fallback("[]")),
            Type::Named(id) => self.named(*id, Some(property)),
        }
    }

    /// A list of violations, or of the problem.
    fn list(self, item: &Type, property: FilledProperty) -> Result<Fill, Unfit> {
        if !matches!(
            property.meaning,
            Some(Meaning::Inside | Meaning::Detail | Meaning::Message)
        ) {
            return Err(String::new());
        }
        let inner = FilledProperty {
            meaning: Some(Meaning::Message),
            is_required: true,
            beside_message: false,
            is_problem_details: false,
        };
        let item = self.value(item, inner)?;
        match (speaks(&item), property.beside_message) {
            (false, _) => Err(String::new()),
            (true, true) => Ok(Fill::Violations(Box::new(item))),
            (true, false) => Ok(Fill::Items(Box::new(item))),
        }
    }

    /// A named type as a property, or as a whole body.
    fn named(self, id: TypeId, property: Option<FilledProperty>) -> Result<Fill, Unfit> {
        let unfit = String::new;
        let def = self.api.get(id).ok_or_else(unfit)?;
        match &def.kind {
            TypeKind::Alias(ty, _) => match property {
                Some(property) => self.value(ty, property),
                None => Err(unfit()),
            },
            TypeKind::Struct(data) => {
                let is_wanted = property.is_none_or(|one| {
                    one.is_required || !one.beside_message && one.meaning.is_some()
                });
                let is_limited = property.is_some() && !def.limits.is_empty();
                if !is_wanted || is_limited {
                    return Err(unfit());
                }
                let fill = Fill::Object(self.object(data)?);
                match property.is_none_or(|one| one.is_required) || speaks(&fill) {
                    true => Ok(fill),
                    false => Err(unfit()),
                }
            }
            TypeKind::Union(union) => self.union(union, property),
            TypeKind::Enumeration(data) => match property {
                Some(property) => enumeration(data, property).ok_or_else(unfit),
                None => Err(unfit()),
            },
            TypeKind::Foreign(_) => Err(unfit()),
        }
    }

    /// The first alternative that has the message, or else the first that can be filled.
    fn union(self, union: &Union, property: Option<FilledProperty>) -> Result<Fill, Unfit> {
        let inner = Self {
            unions: self.unions.checked_sub(1).ok_or_else(String::new)?,
            ..self
        };
        let filled = union.alternatives.iter().filter_map(|one| {
            if !one.constraints.is_empty() {
                return None;
            }
            let fill = match property {
                Some(property) => inner.value(&one.ty, property),
                None => inner.named(named(self.api, &one.ty)?, None),
            };
            match (fill.ok()?, &union.tagging) {
                (Fill::Object(rows), Tagging::Property(name, _)) => {
                    Some(Fill::Object(tagged(rows, name, one.tags.first()?)))
                }
                (_, Tagging::Property(..)) => None,
                (fill, Tagging::Untagged(_)) => Some(fill),
            }
        });
        let filled: Vec<Fill> = filled.collect();
        let best = filled.iter().find(|fill| speaks(fill));
        best.or(filled.first()).cloned().ok_or_else(String::new)
    }
}

/// Whether a value says what happened.
fn speaks(fill: &Fill) -> bool {
    fill.has(&|part| {
        matches!(
            part,
            Fill::Message | Fill::Detail | Fill::Code | Fill::Title
        )
    })
}

/// Whether some problems have no value of this sort.
fn may_be_absent(fill: &Fill) -> bool {
    matches!(
        fill,
        Fill::Place
            | Fill::Detail
            | Fill::RequestUuid
            | Fill::Known(_)
            | Fill::Statuses(_)
            | Fill::Object(_)
            | Fill::Violations(_)
            | Fill::Items(_)
    )
}

fn row(wire: &str, fill: Fill, is_required: bool, limits: Vec<Constraint>) -> FillRow {
    FillRow {
        wire: wire.to_owned(),
        fill,
        is_required,
        limits,
    }
}

/// The rows with the tag that selects them.
fn tagged(mut rows: Vec<FillRow>, name: &str, tag: &str) -> Vec<FillRow> {
    rows.retain(|row| row.wire != name);
    let tag = serde_json::Value::from(tag).to_string();
    rows.insert(0, row(name, Fill::Json(tag), true, Vec::new()));
    rows
}

/// The required property that a problem with this status has no value for.
pub(super) fn missing(rows: &[FillRow], status: u16) -> Option<&str> {
    let mut required = rows.iter().filter(|row| row.is_required);
    required.find_map(|row| match &row.fill {
        Fill::Known(known) if !known.iter().any(|(one, _)| *one == status) => Some(&*row.wire),
        Fill::Statuses(known) if !known.contains(&status) => Some(&*row.wire),
        // Only an invalid request has violations.
        Fill::Place if status != 400 => Some(&*row.wire),
        Fill::Object(rows) => missing(rows, status),
        Fill::Items(item) => match &**item {
            Fill::Object(rows) => missing(rows, status),
            _ => None,
        },
        _ => None,
    })
}
