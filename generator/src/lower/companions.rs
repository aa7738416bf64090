//! Structs with many required members -> the names of the structs that pass those members by name.
//!
//! `Invoice::new` takes at most [`POSITIONAL`] arguments. If an invoice requires more members,
//! `new` takes one `InvoiceRequired { amount, currency, … }` instead, so that no two of them can be
//! swapped. Request types (`CreateInvoiceRequired`) and forms with files work in the same way.
//!
//! A companion gives way to every other type of the document: a schema with the name
//! `InvoiceRequired` keeps it, and the companion becomes `InvoiceRequiredMembers`.

use foldhash::HashSet;

use super::naming::{Case, distinct_words, type_name};
use crate::ir::{Api, MultipartForm, POSITIONAL, TypeName};

/// How the name of a companion ends.
const SUFFIX: &str = "Required";

/// Names the companion of every struct that has more required members than `new` takes by position.
pub(super) fn name_companions(api: &mut Api) {
    let taken: HashSet<String> = api.type_names().map(|name| name.to_string()).collect();
    let taken: Vec<&str> = taken.iter().map(String::as_str).collect();
    let owners = owners(api);
    let texts: Vec<String> = owners
        .iter()
        .map(|(name, _)| format!("{name} {SUFFIX}"))
        .collect();
    let identifiers = distinct_words(Case::Type, &texts, "Members", &taken);
    for ((_, companion), identifier) in owners.into_iter().zip(identifiers) {
        *companion = Some(type_name(&identifier));
    }
}

/// The structs that need a companion: their names, and the place for the name of the companion.
fn owners(api: &mut Api) -> Vec<(TypeName, &mut Option<TypeName>)> {
    let mut owners = Vec::new();
    for def in &mut api.types {
        if let Some(data) = def.kind.as_struct_mut()
            && data.required().count() > POSITIONAL
        {
            owners.push((def.name.clone(), &mut data.companion));
        }
    }
    for operation in &mut api.operations {
        let required = operation.required_members();
        if required > POSITIONAL {
            owners.push((operation.request.clone(), &mut operation.companion));
        }
        let payloads = operation
            .body
            .iter_mut()
            .flat_map(|body| body.payloads_mut());
        let forms = payloads.filter_map(|payload| payload.form.as_mut());
        owners.extend(
            forms
                .filter(|form| has_many(form))
                .map(|form| (form.name.clone(), &mut form.companion)),
        );
    }
    owners
}

/// Whether `new` of a form would take more than [`POSITIONAL`] arguments.
fn has_many(form: &MultipartForm) -> bool {
    form.required().count() > POSITIONAL
}
