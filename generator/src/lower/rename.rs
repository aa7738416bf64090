//! Names of inline types and outcomes -> names that differ from each other and from those of
//! components and request types.
//!
//! This runs when all types exist: only then it is known which names collide. Names of fields and
//! variants are settled earlier, because their scopes are single types.

use foldhash::HashSet;

use super::body::BODY;
use super::component::component_key;
use super::context::Lowering;
use super::encoding::FORM;
use super::equal_errors::SharedNames;
use super::naming::{
    Case, DistinctNames, NameRequest, alternative_words, distinct, parts_words, plain, type_name,
};
use super::response::{FAILURE, SUCCESS};
use crate::diagnostic::{Code, Pointer};
use crate::ir::{Api, Body, BodyContent, ErrorOutcome, Payload, SuccessOutcome, TypeName};

/// A name that is derived from a place, and what can be added if another type has it.
struct Derived<'a> {
    name: &'a mut TypeName,
    at: Pointer,
    /// The words that the name consists of.
    text: String,
    /// Words that distinguish it from another of the same name.
    place: String,
    /// More such words, if those are not enough. May be empty.
    other_place: String,
    /// What no other name has.
    key: String,
    /// Types inside of components have the better claim: other operations may refer to them.
    rank: u8,
}

/// The name of an inline type until all types exist.
const UNNAMED: &str = "Unnamed";

impl Lowering<'_, '_> {
    /// The name of a type as long as others are missing: a component has that of the plan, and an inline type none.
    pub(super) fn planned_name(&self, at: &Pointer) -> TypeName {
        let Some(key) = component_key(at) else {
            return type_name(UNNAMED);
        };
        match self.plan.components.get(&key) {
            Some(name) => type_name(name),
            None => type_name(&plain(Case::Type, &key)),
        }
    }

    /// Settles the names of inline types and outcomes. Components and request types keep their
    /// names, so the others give way to them.
    ///
    /// ```text
    /// the property `owner` of `Pet`        PetOwner, unless a component is called that:
    ///                                      then PetOwnerInline, with a note
    /// ```
    pub(super) fn rename(&mut self, api: &mut Api, shared: &SharedNames) {
        let components = self.plan.components.values();
        let requests = self.plan.operations.values().map(|names| &names.request);
        let taken: HashSet<String> = components.chain(requests).cloned().collect();
        let derived = self.derived(api, shared);
        let requests: Vec<NameRequest<'_>> = derived
            .iter()
            .map(|one| NameRequest {
                place: &one.place,
                other_place: &one.other_place,
                key: &one.key,
                rank: one.rank,
                ..NameRequest::text(&one.text)
            })
            .collect();
        let taken: Vec<&str> = taken.iter().map(String::as_str).collect();
        let names = distinct(Case::Type, &requests, &taken);
        self.report_cut(&names, |index| Some(derived.get(index)?.at.clone()));
        for (index, (one, identifier)) in derived.into_iter().zip(names.identifiers).enumerate() {
            if let Some(asked) = names.asked.get(&index) {
                let message =
                    format!("this type is called `{identifier}`, because `{asked}` is another");
                self.report(Code::NameAdjusted, &one.at, message);
            }
            *one.name = type_name(&identifier);
        }
    }

    /// Reports names that are too long for an identifier. `at` is the place of the request with an
    /// index.
    pub(super) fn report_cut(
        &mut self,
        names: &DistinctNames,
        at: impl Fn(usize) -> Option<Pointer>,
    ) {
        for index in &names.cut {
            if let (Some(at), Some(name)) = (at(*index), names.identifiers.get(*index)) {
                let message = format!("this name is too long, and becomes `{name}`");
                self.report(Code::NameCut, &at, message);
            }
        }
    }

    /// The words of an inline type. Those of a type that several statuses share replace the status.
    fn words_of(&self, at: &Pointer, shared: &SharedNames) -> String {
        let words = |at: &Pointer| self.name_words(at);
        let own = words(at);
        let mut around = Some(at.clone()).filter(|_| !shared.is_empty());
        while let Some(place) = around {
            if let Some(name) = shared.get(&place) {
                let inside = own.strip_prefix(&words(&place)).unwrap_or_default();
                return format!("{name}{inside}");
            }
            around = place.parent();
        }
        own
    }

    /// Everything whose name is derived from its place: inline types, enumerations of outcomes and
    /// bodies, forms.
    fn derived<'a>(&self, api: &'a mut Api, shared: &SharedNames) -> Vec<Derived<'a>> {
        let mut names = Vec::new();
        for definition in &mut api.types {
            let at = Pointer::parse(&definition.origin.pointer).unwrap_or_default();
            if component_key(&at).is_none() {
                let text = self.words_of(&at, shared);
                names.push(Derived {
                    name: &mut definition.name,
                    key: at.as_str().to_owned(),
                    place: parts_words(&at),
                    other_place: match alternative_words(&at) {
                        words if words.is_empty() => "Inline".to_owned(),
                        words => words,
                    },
                    text,
                    rank: u8::from(!at.is_in("components")),
                    at,
                });
            }
        }
        for operation in &mut api.operations {
            let at = Pointer::parse(&operation.origin.pointer).unwrap_or_default();
            let success = match &mut operation.success {
                SuccessOutcome::Several(name, _) => Some((name, SUCCESS)),
                SuccessOutcome::Single(_) => None,
            };
            let failure = match &mut operation.failure {
                ErrorOutcome::Several(name, _) => Some((name, FAILURE)),
                ErrorOutcome::Single(_) | ErrorOutcome::Undocumented => None,
            };
            let (body, forms) = body_names(operation.body.as_mut());
            let named = success.into_iter().chain(failure).chain(body).chain(forms);
            for (name, end) in named {
                let text = format!("{} {end}", operation.name);
                names.push(Derived {
                    name,
                    key: format!("{}#{end}", at.as_str()),
                    place: "Inline".to_owned(),
                    other_place: "Inline".to_owned(),
                    text,
                    rank: 1,
                    at: at.clone(),
                });
            }
        }
        names
    }
}

/// A name, and the word that it ends with.
type Ending<'a> = (&'a mut TypeName, &'static str);

/// The name of the enumeration of bodies, and those of the forms with files.
fn body_names(body: Option<&mut Body>) -> (Option<Ending<'_>>, Vec<Ending<'_>>) {
    fn form(payload: &mut Payload) -> Option<Ending<'_>> {
        payload.form.as_mut().map(|form| (&mut form.name, FORM))
    }
    match body.map(|body| &mut body.content) {
        None => (None, Vec::new()),
        Some(BodyContent::Single(payload)) => (None, form(payload).into_iter().collect()),
        Some(BodyContent::Several(name, variants)) => {
            let payloads = variants.iter_mut().map(|(_, payload)| payload);
            (Some((name, BODY)), payloads.filter_map(form).collect())
        }
    }
}
