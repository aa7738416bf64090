//! Paths into typed values as expressions: through fields, options, nullables and lists.
//!
//! ```text
//! /data/items/0/id   copied:    started.data.as_ref()?.items.first()?.id.clone()
//!                    moved:     Some(response.data?.items.into_iter().next()?.id)
//!                    borrowed:  task.data.as_ref().and_then(|found| found.items.first())
//!                                   .map(|found| &found.id)
//!                    path:      (data?.items)
//! ```
//!
//! They differ in what they may do with the start: copy out of a reference, use it up, or only
//! look. All are part of a function that returns an `Option`, and `?` leaves it if something on the
//! way is absent.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::ident::ident;
use crate::emit::module_context::ModuleContext;
use crate::ir::{Pointed, Step};

/// What an expression does with the value that it starts from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ownership {
    /// It uses it up.
    Moved,
    /// It borrows it.
    Borrowed,
}

/// A copy of what is at the end of the path from `start`, a reference.
pub(super) fn copied(cx: &ModuleContext<'_>, start: TokenStream, path: &Pointed) -> TokenStream {
    let is_copy = cx.is_copy(&path.ty);
    let Some((last, before)) = path.steps.split_last() else {
        return if is_copy {
            quote!(*#start)
        } else {
            quote!(#start.clone())
        };
    };
    let place = before.iter().fold(start, |place, step| {
        reach(&place, step, Ownership::Borrowed)
    });
    match (last, is_copy) {
        (Step::Field(name), copy) => {
            let name = ident(name);
            let clone = (!copy).then(|| quote!(.clone()));
            quote!(#place.#name #clone)
        }
        (Step::OptionalField(name), copy) => {
            let name = ident(name);
            let clone = (!copy).then(|| quote!(.clone()));
            quote!(#place.#name #clone?)
        }
        (Step::NonNull | Step::Item(_), true) => {
            let found = reach(&place, last, Ownership::Borrowed);
            quote!(*#found)
        }
        (Step::NonNull | Step::Item(_), false) => {
            let found = reach(&place, last, Ownership::Borrowed);
            quote!(#found.clone())
        }
    }
}

/// What is at the end of the path from `start`, a value that is used up, as an `Option`.
pub(super) fn moved(start: TokenStream, path: &Pointed) -> TokenStream {
    let Some((last, before)) = path.steps.split_last() else {
        return quote!(Some(#start));
    };
    let place = before
        .iter()
        .fold(start, |place, step| reach(&place, step, Ownership::Moved));
    let access = access(last, Ownership::Moved);
    if is_partial(last) {
        quote!(#place.#access)
    } else {
        quote!(Some(#place.#access))
    }
}

/// A reference to what is at the end of the path from `start`, a reference, as an `Option`.
///
/// The expression stays inside the caller's: `?` would leave a function that has more to try, so
/// steps are chained by `and_then`.
pub(super) fn borrowed(start: TokenStream, path: &Pointed) -> TokenStream {
    let (mut place, mut found) = (start, None);
    for step in &path.steps {
        let access = access(step, Ownership::Borrowed);
        let next = quote!(#place.#access);
        if !is_partial(step) {
            place = next;
            continue;
        }
        found = Some(match found {
            None => next,
            Some(before) => quote!(#before.and_then(|found| #next)),
        });
        place = quote!(found);
    }
    let ends_in_field = matches!(path.steps.last(), Some(Step::Field(_)));
    match found {
        None => quote!(Some(&#place)),
        Some(found) if ends_in_field => quote!(#found.map(|found| &#place)),
        Some(found) => found,
    }
}

/// A path behind a dot, for the table of pages: `pets`, or `(data?.pets)` if it has more than one
/// step.
///
/// The runtime accepts options and nullables at its end.
pub(super) fn path(path: &Pointed, ownership: Ownership) -> TokenStream {
    let is_value = |step: &Step| *step != Step::NonNull;
    let end = path.steps.iter().rposition(is_value).unwrap_or_default();
    let steps = path.steps.iter().take(end + 1).enumerate();
    let steps = steps.map(|(index, step)| match step {
        Step::OptionalField(name) if index == end => {
            let name = ident(name);
            quote!(#name)
        }
        step => {
            let (access, question) = (access(step, ownership), question(step));
            quote!(#access #question)
        }
    });
    match (end, path.steps.first()) {
        (0, Some(Step::Field(_) | Step::OptionalField(_))) => quote!(#(#steps).*),
        _ => quote!((#(#steps).*)),
    }
}

/// One step further; `?` if there may be nothing.
fn reach(place: &TokenStream, step: &Step, ownership: Ownership) -> TokenStream {
    let (access, question) = (access(step, ownership), question(step));
    quote!(#place.#access #question)
}

/// What follows the dot of a step: `name`, `name.as_ref()`, `into_option()`, `get(3)`. An `Option`
/// if it is partial.
fn access(step: &Step, ownership: Ownership) -> TokenStream {
    match (step, ownership) {
        (Step::Field(name), _) | (Step::OptionalField(name), Ownership::Moved) => {
            let name = ident(name);
            quote!(#name)
        }
        (Step::OptionalField(name), Ownership::Borrowed) => {
            let name = ident(name);
            quote!(#name.as_ref())
        }
        (Step::NonNull, Ownership::Moved) => quote!(into_option()),
        (Step::NonNull, Ownership::Borrowed) => quote!(as_option()),
        (Step::Item(0), Ownership::Moved) => quote!(into_iter().next()),
        (Step::Item(0), Ownership::Borrowed) => quote!(first()),
        (Step::Item(index), ownership) => {
            let index = proc_macro2::Literal::usize_unsuffixed(*index);
            match ownership {
                Ownership::Moved => quote!(into_iter().nth(#index)),
                Ownership::Borrowed => quote!(get(#index)),
            }
        }
    }
}

/// Whether there may be nothing behind a step.
fn is_partial(step: &Step) -> bool {
    match step {
        Step::Field(_) => false,
        Step::OptionalField(_) | Step::NonNull | Step::Item(_) => true,
    }
}

/// `?` behind a partial step.
fn question(step: &Step) -> Option<TokenStream> {
    is_partial(step).then(|| quote!(?))
}
