//! Parameters of a path item and of its operation
//! (<https://spec.openapis.org/oas/v3.1.1.html#parameter-object>) -> fields of the request type.
//!
//! Those of the path item come first. A parameter of the operation with the same name and location
//! replaces one of them. Header parameters that the standard ignores, or
//! that the HTTP library sets, are left out.

use foldhash::HashMap;
use openapiv3::{ParameterData, ParameterSchemaOrContent, ReferenceOr};
use serde_json::Value;

use super::constraint_docs::notes;
use super::context::{Lowering, origin};
use super::media::{ContentUse, MediaContent};
use super::model::TypeUse;
use super::naming::{Case, NameRequest, chosen, distinct, field_name};
use super::style;
use crate::diagnostic::{Code, Pointer, show};
use crate::header_names;
use crate::ir::{
    Constraints, Docs, Location, MediaKind, Parameter, ParameterCodec, Presence, Scalar, StyleText,
    Type,
};

/// A parameter of the document, and the place where it is described.
#[derive(Debug, Clone)]
pub(super) struct Declared<'d> {
    parameter: &'d openapiv3::Parameter,
    at: Pointer,
}

impl<'d> Declared<'d> {
    fn data(&self) -> &'d ParameterData {
        self.parameter.parameter_data_ref()
    }

    /// Where it is described.
    pub(super) fn at(&self) -> &Pointer {
        &self.at
    }

    fn location(&self) -> Location {
        match self.parameter {
            openapiv3::Parameter::Path { .. } => Location::Path,
            openapiv3::Parameter::Query { .. } => Location::Query,
            openapiv3::Parameter::Header { .. } => Location::Header,
            openapiv3::Parameter::Cookie { .. } => Location::Cookie,
        }
    }

    /// Whether the parameter is a header that something else sets.
    fn is_ignored(&self) -> bool {
        let name = &self.data().name;
        self.location() == Location::Header
            && (header_names::is_described_elsewhere(name) || header_names::is_framing(name))
    }
}

impl<'d> Lowering<'d, '_> {
    /// The parameters of an operation: those of its path item, then its own. An own parameter with
    /// the same name and location replaces that of the path item and keeps its position.
    ///
    /// ```yaml
    /// /pets/{id}:
    ///   parameters: [{name: id, in: path}, {name: verbose, in: query}]
    ///   get:
    ///     parameters: [{name: verbose, in: query, deprecated: true}, {name: limit, in: query}]
    /// # id, verbose (deprecated), limit
    /// ```
    pub(super) fn declared(
        &self,
        item: &'d [ReferenceOr<openapiv3::Parameter>],
        item_at: &Pointer,
        operation: &'d [ReferenceOr<openapiv3::Parameter>],
        operation_at: &Pointer,
    ) -> Vec<Declared<'d>> {
        let mut all: Vec<Declared<'d>> = Vec::new();
        let mut places: HashMap<(Location, &'d str), usize> = HashMap::default();
        for (list, at) in [(item, item_at), (operation, operation_at)] {
            for (index, entry) in list.iter().enumerate() {
                let at = at.child("parameters").index(index);
                let Some((parameter, at)) = self.resolver.parameter(entry, &at) else {
                    continue;
                };
                let declared = Declared { parameter, at };
                let key = (declared.location(), declared.data().name.as_str());
                let place = *places.entry(key).or_insert(all.len());
                match all.get_mut(place) {
                    Some(earlier) => *earlier = declared,
                    None => all.push(declared),
                }
            }
        }
        all.retain(|declared| !declared.is_ignored());
        all
    }

    /// The fields of the request type. Parameters that share a name in different locations are told
    /// apart by the location; the path has the best claim: `id` and `id_query`.
    pub(super) fn parameters(
        &mut self,
        declared: &[Declared<'d>],
        taken: &[&str],
        who: &str,
    ) -> Vec<Parameter> {
        let keys: Vec<String> = declared
            .iter()
            .map(|one| format!("{}:{}", location_word(one.location()), one.data().name))
            .collect();
        let requests: Vec<NameRequest<'_>> = declared
            .iter()
            .zip(&keys)
            .map(|(one, key)| NameRequest {
                text: &one.data().name,
                chosen: self.value(&one.at).and_then(chosen),
                place: location_word(one.location()),
                other_place: "",
                key,
                rank: rank(one.location()),
            })
            .collect();
        let names = distinct(Case::Field, &requests, taken);
        self.report_cut(&names, |index| Some(declared.get(index)?.at.clone()));
        let parameters: Vec<_> = declared
            .iter()
            .zip(names.identifiers)
            .map(|(one, name)| self.parameter(one, &name, who))
            .collect();
        self.report_open_objects(declared, &parameters, who);
        parameters
    }

    /// One field. Path parameters are always required, whatever the document says. The default of a
    /// required parameter has no effect, because the caller must pass a value.
    fn parameter(&mut self, declared: &Declared<'d>, name: &str, who: &str) -> Parameter {
        let data = declared.data();
        let (usage, codec) = self.parameter_type(declared, who);
        let value = self.value(&declared.at);
        let from_client = value
            .and_then(|value| value.get("x-client-parameter"))
            .and_then(Value::as_bool)
            .unwrap_or_default();
        let required = data.required || declared.location() == Location::Path;
        let mut docs = self.parameter_docs(declared, &usage.constraints);
        let presence = if required {
            Presence::Required
        } else {
            self.parameter_default(declared, &usage, &mut docs)
        };
        let time = self.time_form(&[declared.at.child("schema")], &usage.ty);
        Parameter {
            name: field_name(name),
            wire: data.name.clone(),
            location: declared.location(),
            codec,
            ty: usage.ty,
            time,
            presence,
            from_client,
            constraints: usage.constraints,
            docs,
            origin: origin(&declared.at),
        }
    }

    /// The prose of the parameter, or else that of its schema, with the limits of its type.
    fn parameter_docs(&self, declared: &Declared<'d>, constraints: &Constraints) -> Docs {
        let own = self.prose_at(&declared.at);
        let schema = self.schema_docs(&declared.at.child("schema"));
        let silent = own.summary.is_none() && own.description.is_none();
        let deprecated = own.deprecated.clone().or(schema.deprecated.clone());
        let notes = notes(constraints).into_iter();
        Docs {
            notes: notes.chain(schema.notes.iter().cloned()).collect(),
            deprecated,
            ..if silent { schema } else { own }
        }
    }

    /// Whether an optional parameter has a default: `schema: {type: integer, default: 20}` adds a
    /// getter `limit_or_default() -> i64`.
    fn parameter_default(
        &mut self,
        declared: &Declared<'d>,
        usage: &TypeUse,
        docs: &mut Docs,
    ) -> Presence {
        let Some((at, value)) = self.default_at(&declared.at.child("schema")) else {
            return Presence::Optional;
        };
        Self::note_default(docs, value);
        self.default_presence(value, &usage.ty, &usage.constraints, &at)
    }

    /// The type of a parameter and how it is written: by `schema` and a style, or by `content` as
    /// JSON.
    ///
    /// A schema without a type is a string, since every value travels as a string anyway. A type
    /// that the style does not define is reported, and its nested values are written as JSON.
    fn parameter_type(&mut self, declared: &Declared<'d>, who: &str) -> (TypeUse, ParameterCodec) {
        match &declared.data().format {
            ParameterSchemaOrContent::Schema(_) => {
                let mut usage = self.usage(&declared.at.child("schema"));
                let written = style::written(declared.parameter);
                if *self.bare(&usage.ty) == Type::Scalar(Scalar::Any) {
                    usage.ty = Type::Scalar(Scalar::String);
                }
                let items = declared.at.child("schema").child("items");
                if let Some(between) = self.between(&items) {
                    return (usage, written.codec(StyleText::Lists(between)));
                }
                if !self.fits_style(&usage.ty, written) {
                    let name = show(&declared.data().name);
                    let message = format!(
                        "the type of parameter `{name}` of {who} is not defined in this style; nested values are written as JSON"
                    );
                    self.report(Code::OpenParameter, &declared.at, message);
                }
                let text = self.style_text(&usage.ty, written);
                (usage, written.codec(text))
            }
            ParameterSchemaOrContent::Content(content) => {
                let content = self.content(
                    content,
                    &declared.at.child("content"),
                    who,
                    ContentUse::Data,
                );
                let MediaContent { usage, media } =
                    content.into_iter().next().unwrap_or(MediaContent {
                        usage: TypeUse::any(),
                        media: Vec::new(),
                    });
                if media.iter().any(|media| media.kind != MediaKind::Json) {
                    let message = format!(
                        "parameter `{}` of {who} is not JSON",
                        show(&declared.data().name)
                    );
                    self.report(
                        Code::UnsupportedParameter,
                        &declared.at.child("content"),
                        message,
                    );
                }
                (usage, ParameterCodec::Json)
            }
        }
    }
}

/// The word that tells parameters of the same name apart.
fn location_word(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    }
}

/// The claim of a location to a plain name: a smaller number wins.
fn rank(location: Location) -> u8 {
    match location {
        Location::Path => 0,
        Location::Query => 1,
        Location::Header => 2,
        Location::Cookie => 3,
    }
}
