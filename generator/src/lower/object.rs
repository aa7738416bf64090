//! An object schema with properties
//! (<https://json-schema.org/draft/2020-12/json-schema-core#section-10.3.2>) -> a struct.

use std::collections::HashSet;

use indexmap::IndexMap;
use serde_json::Value;

use super::context::{Lowering, origin};
use super::model::{Additional, PendingDefault, TypeUse, View};
use super::naming::{Case, DistinctNames, NameRequest, chosen, distinct, field_name};
use super::schema::{owned, strings};
use super::schema_assertion::checks_undeclared;
use crate::diagnostic::{Code, Pointer, show};
use crate::ir::{
    Access, Constant, Constraint, Constraints, Docs, ErrorFields, Extra, Field, FieldName, Holds,
    Note, Presence, RustName, Struct, Type, TypeId,
};

/// Names for the field that keeps other properties, in order of preference.
const EXTRA: [&str; 3] = ["extra", "extra_properties", "extra_unnamed_properties"];

/// What happens to properties that the schema does not name, if `additionalProperties` is missing.
#[derive(Clone, Copy)]
enum UnnamedProperties {
    Ignored,
    Kept,
}

impl<'d> Lowering<'d, '_> {
    /// The struct of a flat object schema.
    ///
    /// ```yaml
    /// required: [id, kind]
    /// properties:
    ///   id: {type: integer}                  # id: i64
    ///   kind: {enum: [card]}                 # no field: a constant
    ///   note: {type: string}                 # note: Option<String>
    ///   limit: {type: integer, default: 20}  # limit: Option<i64>, and limit_or_default()
    /// additionalProperties: {type: string}   # extra: Map<String>
    /// ```
    pub(super) fn object(&mut self, id: TypeId, view: &View<'d>, limits: &[Constraint]) -> Struct {
        let mut properties: IndexMap<&'d str, Vec<Pointer>> = IndexMap::new();
        for (wire, at) in &view.properties {
            properties.entry(wire).or_default().push(at.clone());
        }
        let names = self.field_names(&properties);
        let mut fields = Vec::with_capacity(properties.len());
        let mut constants = Vec::new();
        let has_constants = self.has_constants(view);
        let required: HashSet<&str> = view.required.iter().copied().collect();
        for ((wire, places), name) in properties.iter().zip(names) {
            let is_required = required.contains(wire);
            if has_constants
                && is_required
                && let Some(value) = self.constant(places)
            {
                let wire = (*wire).to_owned();
                constants.push(Constant { wire, value });
                continue;
            }
            let presence = Presence::of(is_required);
            let field = self.field(view, (wire, presence), places, name);
            self.defer_default(id, fields.len(), &field, places);
            fields.push(field);
        }
        let declared = |name: &str| properties.contains_key(name);
        // Properties that an assertion checks are kept, so that the check sees them.
        let unlisted = if view.joined.is_some() || checks_undeclared(limits, &declared) {
            UnnamedProperties::Kept
        } else {
            UnnamedProperties::Ignored
        };
        let extra = self.extra(view, &fields, unlisted);
        self.report_undeclared(view, &properties);
        self.report_closed_members(view);
        let lookup = |wire: &str| {
            fields
                .iter()
                .find(|field| field.wire == wire)
                .map(|field| field.name.clone())
        };
        let mut rules = Vec::new();
        for (at, object) in &view.sources {
            rules.extend(self.rules(object.get("x-rules"), &at.child("x-rules"), &lookup));
        }
        let error = self.error_fields(view, &lookup);
        Struct {
            constants,
            fields,
            extra,
            rules,
            error,
            companion: None, // named when every other type has its name
        }
    }

    /// The field for each property. Properties that ask for the same name get different ones, which
    /// is reported: `fooBar` and `foo_bar` become `foo_bar_mixed` and `foo_bar`.
    fn field_names(&mut self, properties: &IndexMap<&'d str, Vec<Pointer>>) -> Vec<FieldName> {
        let at = |places: &Vec<Pointer>| places.last().cloned().unwrap_or_default();
        let requests: Vec<NameRequest<'d>> = properties
            .iter()
            .map(|(wire, places)| NameRequest {
                chosen: places.iter().rev().find_map(|at| chosen(self.value(at)?)),
                ..NameRequest::text(wire)
            })
            .collect();
        let names = distinct(Case::Field, &requests, &[]);
        self.report_cut(&names, |index| Some(at(properties.get_index(index)?.1)));
        let DistinctNames {
            identifiers,
            yielded,
            cut: _,
            asked: _,
        } = names;
        for (loser, winner) in yielded {
            let place = |index: usize| {
                properties
                    .get_index(index)
                    .map(|(wire, places)| (*wire, at(places)))
            };
            if let (Some((wire, loser_at)), Some((other, winner_at)), Some(name)) =
                (place(loser), place(winner), identifiers.get(loser))
            {
                let message = format!(
                    "`{}` becomes `{name}`, to differ from `{}`",
                    show(wire),
                    show(other)
                );
                let winner_at = self.document.place(&winner_at);
                if let Some(diagnostic) = self.report(Code::NameAdjusted, &loser_at, message) {
                    diagnostic.also(&winner_at, "this has the same name");
                }
            }
        }
        identifiers.iter().map(|name| field_name(name)).collect()
    }

    /// One field. `readOnly` and `writeOnly` hold if any schema that describes the value says so.
    fn field(
        &mut self,
        view: &View<'d>,
        (wire, presence): (&str, Presence),
        places: &[Pointer],
        name: FieldName,
    ) -> Field {
        let usage = self.merged_usage(view, &["properties", wire], places);
        let at = places.last().cloned().unwrap_or_default();
        let access = match self.say(places, ["readOnly", "writeOnly"]) {
            [true, _] => Access::ReadOnly,
            [false, true] => Access::WriteOnly,
            [false, false] => Access::ReadWrite,
        };
        let docs = self.value_docs(places, &usage.constraints);
        let mut varying = view.joined.iter().flat_map(|joined| &joined.varying);
        let (holds, constraints) = match varying.any(|name| *name == wire) {
            true => (Holds::InSomeAlternatives, Constraints::default()),
            false => (Holds::Always, usage.constraints),
        };
        let time = self.time_form(places, &usage.ty);
        Field {
            name,
            wire: wire.to_owned(),
            ty: usage.ty,
            time,
            presence,
            constraints,
            access,
            holds,
            docs,
            origin: origin(&at),
        }
    }

    /// Notes the default of an optional field. It becomes a literal when every type is built; see
    /// [`settle_defaults`](Lowering::settle_defaults).
    fn defer_default(
        &mut self,
        owner: TypeId,
        field: usize,
        described: &Field,
        places: &[Pointer],
    ) {
        if described.presence == Presence::Required {
            return;
        }
        let mut places = places.iter().rev();
        if let Some((at, value)) = places.find_map(|at| self.default_at(at)) {
            self.defaults.push(PendingDefault {
                owner,
                field,
                at,
                value,
            });
        }
    }

    /// Reports a closed object that requires a property which it does not declare: no value would
    /// be valid.
    fn report_undeclared(&mut self, view: &View<'d>, properties: &IndexMap<&'d str, Vec<Pointer>>) {
        let mut required = view.required.iter();
        let missing = required.find(|name| !properties.contains_key(*name));
        if let Some(name) = missing.filter(|_| view.additional == Additional::Closed) {
            let message = format!("`{}` is required, and nothing allows it", show(name));
            self.report(
                Code::UndeclaredRequired,
                &view.at.child("required"),
                message,
            );
        }
    }

    /// What happens to properties that the schema does not name.
    fn extra(&mut self, view: &View<'d>, fields: &[Field], unlisted: UnnamedProperties) -> Extra {
        let values = match (&view.additional, unlisted) {
            (Additional::Absent, UnnamedProperties::Ignored) => return Extra::Ignored,
            (Additional::Closed, _) => return Extra::Closed,
            (Additional::Absent, UnnamedProperties::Kept) | (Additional::Any, _) => TypeUse::any(),
            (Additional::Schema(places), _) => {
                self.merged_usage(view, &["additionalProperties"], places)
            }
        };
        Extra::Kept(extra_name(fields), values.ty, values.constraints)
    }

    /// `x-error`: which properties of an error body are its code, message, detail and request ID.
    ///
    /// ```yaml
    /// Problem:
    ///   x-error: {code: error_code, message: error_msg}
    /// ```
    ///
    /// lets `Error::code()` return the value of `error_code`. With `success_codes`, a response with a
    /// status of success is this error, too, if its code is none of them.
    fn error_fields(
        &mut self,
        view: &View<'d>,
        lookup: &dyn Fn(&str) -> Option<FieldName>,
    ) -> Option<Box<ErrorFields>> {
        let marks = view.any("x-error")?.as_object()?;
        let at = view.at.child("x-error");
        let mut named = |key: &str| {
            let wire = marks.get(key)?.as_str()?;
            let missing = || format!("there is no property `{}`", show(wire));
            self.or_report(lookup(wire), Code::UndefinedField, &at.child(key), missing)
        };
        let code = named("code");
        let fields = ErrorFields {
            message: named("message"),
            detail: named("detail"),
            request_id: named("request_id"),
            success_codes: marks
                .get("success_codes")
                .map(|codes| owned(strings(Some(codes)))),
            code,
        };
        if fields.success_codes.is_some() && marks.get("code").is_none() {
            let message = "`success_codes` needs `code`, the property with the code";
            self.report(Code::BadExtension, &at.child("success_codes"), message);
        }
        Some(Box::new(fields))
    }

    /// The struct behind a type, through aliases, nullables and boxes.
    pub(super) fn struct_of(&self, ty: &Type) -> Option<&Struct> {
        let id = self.by_value(ty)?;
        self.types.kind(id)?.as_struct()
    }

    /// Adds a line about the default to the docs of a value: ``Absent means `20`.``
    pub(super) fn note_default(docs: &mut Docs, value: &Value) {
        docs.notes.push(Note {
            words: "Absent means".to_owned(),
            code: Some(value.to_string()),
        });
    }
}

/// The name of the field for properties without a field.
pub(super) fn extra_name(fields: &[Field]) -> FieldName {
    let taken = |name: &&str| fields.iter().any(|field| field.name.as_str() == *name);
    let mut names = EXTRA.into_iter();
    let free = names.find(|name| !taken(name));
    field_name(free.unwrap_or("extra_properties_beside_the_named"))
}
