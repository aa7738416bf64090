//! Ways into typed values as expressions: through fields, options, nullables and lists.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::ident::ident;
use crate::emit::module_context::ModuleContext;
use crate::ir::{Pointed, Step};

/// A copy of what is at the end of the way from `start`, a reference, inside a function that returns an `Option`: `?`
/// leaves it where something is missing.
pub(super) fn copied(cx: &ModuleContext<'_>, start: TokenStream, way: &Pointed) -> TokenStream {
    let copy = cx.is_copy(&way.ty);
    let Some((last, before)) = way.steps.split_last() else {
        return if copy {
            quote!(*#start)
        } else {
            quote!(#start.clone())
        };
    };
    let place = before.iter().fold(start, |place, step| match step {
        Step::Field(name) => {
            let name = ident(name);
            quote!(#place.#name)
        }
        Step::OptionalField(name) => {
            let name = ident(name);
            quote!(#place.#name.as_ref()?)
        }
        Step::NonNull => quote!(#place.as_option()?),
        Step::Item(index) => {
            let item = item(*index, quote!(first), quote!(get));
            quote!(#place.#item?)
        }
    });
    match (last, copy) {
        (Step::Field(name), true) => field(&place, name),
        (Step::Field(name), false) => clone(&field(&place, name)),
        (Step::OptionalField(name), true) => question(&field(&place, name)),
        (Step::OptionalField(name), false) => question(&clone(&field(&place, name))),
        (Step::NonNull, true) => quote!(*#place.as_option()?),
        (Step::NonNull, false) => quote!(#place.as_option()?.clone()),
        (Step::Item(index), copy) => {
            let item = item(*index, quote!(first), quote!(get));
            if copy {
                quote!(*#place.#item?)
            } else {
                quote!(#place.#item?.clone())
            }
        }
    }
}

/// What is at the end of the way from `start`, a value that is used up, as an `Option`.
pub(super) fn moved(start: TokenStream, way: &Pointed) -> TokenStream {
    let Some((last, before)) = way.steps.split_last() else {
        return quote!(Some(#start));
    };
    let place = before.iter().fold(start, |place, step| match step {
        Step::Field(name) => field(&place, name),
        Step::OptionalField(name) => question(&field(&place, name)),
        Step::NonNull => quote!(#place.into_option()?),
        Step::Item(index) => {
            let item = item(*index, quote!(next), quote!(nth));
            quote!(#place.into_iter().#item?)
        }
    });
    match last {
        Step::Field(name) => {
            let field = field(&place, name);
            quote!(Some(#field))
        }
        Step::OptionalField(name) => field(&place, name),
        Step::NonNull => quote!(#place.into_option()),
        Step::Item(index) => {
            let item = item(*index, quote!(next), quote!(nth));
            quote!(#place.into_iter().#item)
        }
    }
}

/// A reference to what is at the end of the way from `start`, a reference, as an `Option`.
pub(super) fn borrowed(start: TokenStream, way: &Pointed) -> TokenStream {
    let (mut place, mut found) = (start, None);
    for step in &way.steps {
        let next = match step {
            Step::Field(name) => {
                place = field(&place, name);
                continue;
            }
            Step::OptionalField(name) => {
                let name = ident(name);
                quote!(#place.#name.as_ref())
            }
            Step::NonNull => quote!(#place.as_option()),
            Step::Item(index) => {
                let item = item(*index, quote!(first), quote!(get));
                quote!(#place.#item)
            }
        };
        found = Some(found.map_or_else(
            || next.clone(),
            |before| quote!(#before.and_then(|found| #next)),
        ));
        place = quote!(found);
    }
    let ends_in_field = matches!(way.steps.last(), Some(Step::Field(_)));
    match found {
        None => quote!(Some(&#place)),
        Some(found) if ends_in_field => quote!(#found.map(|found| &#place)),
        Some(found) => found,
    }
}

/// A way as a path behind a dot, for the table of pages: `pets`, or `(data?.pets)` where it has more than one step.
///
/// What is missing on the way leaves the function around it. At its end the runtime bears options and nullables itself.
pub(super) fn path(way: &Pointed, hold: Hold) -> TokenStream {
    let end = way
        .steps
        .iter()
        .rposition(|step| *step != Step::NonNull)
        .unwrap_or_default();
    let mut path = TokenStream::new();
    for (index, step) in way.steps.iter().take(end + 1).enumerate() {
        let dot = (index > 0).then(|| quote!(.));
        let part = part(
            step,
            if index == end {
                Stop::Here
            } else {
                Stop::Later
            },
            hold,
        );
        path.extend(quote!(#dot #part));
    }
    match (end, way.steps.first()) {
        (0, Some(Step::Field(_) | Step::OptionalField(_))) => path,
        _ => quote!((#path)),
    }
}

/// Whether a way uses up what it starts from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Hold {
    /// It does.
    Moved,
    /// It borrows.
    Borrowed,
}

/// Whether a step is the last.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    Here,
    Later,
}

fn part(step: &Step, stop: Stop, hold: Hold) -> TokenStream {
    match (step, stop, hold) {
        (Step::Field(name), ..) | (Step::OptionalField(name), Stop::Here, _) => {
            let name = ident(name);
            quote!(#name)
        }
        (Step::OptionalField(name), Stop::Later, Hold::Moved) => {
            let name = ident(name);
            quote!(#name?)
        }
        (Step::OptionalField(name), Stop::Later, Hold::Borrowed) => {
            let name = ident(name);
            quote!(#name.as_ref()?)
        }
        (Step::NonNull, _, Hold::Moved) => quote!(into_option()?),
        (Step::NonNull, _, Hold::Borrowed) => quote!(as_option()?),
        (Step::Item(index), _, Hold::Moved) => {
            let item = item(*index, quote!(next), quote!(nth));
            quote!(into_iter().#item?)
        }
        (Step::Item(index), _, Hold::Borrowed) => {
            let item = item(*index, quote!(first), quote!(get));
            quote!(#item?)
        }
    }
}

fn field(place: &TokenStream, name: &crate::ir::FieldName) -> TokenStream {
    let name = ident(name);
    quote!(#place.#name)
}

fn clone(place: &TokenStream) -> TokenStream {
    quote!(#place.clone())
}

fn question(place: &TokenStream) -> TokenStream {
    quote!(#place?)
}

/// `first()`, or `get(3)`.
fn item(index: usize, first: TokenStream, any: TokenStream) -> TokenStream {
    if index == 0 {
        return quote!(#first());
    }
    let index = proc_macro2::Literal::usize_unsuffixed(index);
    quote!(#any(#index))
}
