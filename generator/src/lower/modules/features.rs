//! Tags -> Cargo features, one each, in the order of first use.
//!
//! An operation without a tag is always there, and so is one that it polls.

use indexmap::IndexSet;

use super::super::naming::{Case, distinct_words};
use crate::ir::{Api, Feature, HOOKS, Operation, Role, SCHEMAS, TIME_FEATURES};

/// Names that a tag's feature cannot have: features that every output has, and names that Cargo
/// keeps for dependencies. They are written as modules, because names are compared before they
/// become `kebab-case`.
const TAKEN: [&str; 23] = [
    "bindwright_runtime_",
    "blocking",
    "brotli",
    "builders_",
    "client_",
    "credentials",
    "default",
    "download",
    "dyn_",
    "gzip",
    "http2",
    "native_tls",
    "proxy",
    "redirects",
    "reqwest",
    "rustls",
    SCHEMAS,
    "serde",
    "server_",
    "server_docs",
    "server_tls",
    "webpki_roots",
    "zstd",
];

/// The features of tags, in the order of first use.
///
/// ```yaml
/// paths./pets.get: {tags: [Pet Store]}       # the feature `pet-store`
/// paths./status.get: {}                      # no tag: always there
/// ```
///
/// An operation that polls an operation of another tag enables that tag's feature. If it has no tag
/// itself, the operation that it polls must always be there, too, and loses its tag.
pub(super) fn of(api: &mut Api) -> Vec<Feature> {
    free_sent(&mut api.operations);
    free_polled(&mut api.operations);
    let tags: IndexSet<&str> = api.operations.iter().filter_map(tag).collect();
    let hooks = (!api.hooks.is_empty()).then_some(HOOKS);
    let times = TIME_FEATURES.iter().filter(|_| api.has_times());
    let more = hooks.into_iter().chain(times.map(|(name, _)| *name));
    let names = names(&tags, more);
    let enables = tags.iter().map(|tag| {
        let enabled = polled(api, tag).into_iter();
        let indices = enabled.filter_map(|tag| tags.get_index_of(tag));
        indices
            .filter_map(|index| names.get(index).cloned())
            .collect()
    });
    let features = tags.iter().zip(&names).zip(enables);
    features
        .map(|((tag, name), enables)| Feature {
            name: name.clone(),
            tag: (*tag).to_owned(),
            enables,
        })
        .collect()
}

/// Takes the tags from webhooks and callbacks, which have the feature [`HOOKS`] instead.
fn free_sent(operations: &mut [Operation]) {
    let sent = operations.iter_mut().filter(|one| one.role != Role::Served);
    sent.for_each(|one| one.tag = None);
}

/// A name for each tag. `more` has more names that are taken.
fn names<'m>(tags: &IndexSet<&str>, more: impl IntoIterator<Item = &'m str>) -> Vec<String> {
    let taken: Vec<&'m str> = TAKEN.into_iter().chain(more).collect();
    let tags: Vec<String> = tags.iter().map(|tag| (*tag).to_owned()).collect();
    let names = distinct_words(Case::Module, &tags, "tag", &taken);
    names
        .iter()
        .map(|name| name.trim_end_matches('_').replace('_', "-"))
        .collect()
}

/// The tag of an operation, if it still has one.
fn tag(operation: &Operation) -> Option<&str> {
    operation.tag.as_deref()
}

/// The other tags whose operations are polled by operations of `own`.
fn polled<'a>(api: &'a Api, own: &str) -> IndexSet<&'a str> {
    let operations = api.operations.iter().filter(|one| tag(one) == Some(own));
    let polled = operations.filter_map(|one| api.operations.get(one.waiter.as_ref()?.operation));
    polled.filter_map(tag).filter(|tag| *tag != own).collect()
}

/// Takes the tags from operations that an operation without a tag polls. The loop follows chains of
/// waiters.
fn free_polled(operations: &mut [Operation]) {
    let always = |one: &&Operation| one.tag.is_none();
    loop {
        let polled: Vec<usize> = operations
            .iter()
            .filter(always)
            .filter_map(|one| Some(one.waiter.as_ref()?.operation))
            .filter(|polled| operations.get(*polled).is_some_and(|one| one.tag.is_some()))
            .collect();
        if polled.is_empty() {
            return;
        }
        for index in polled {
            if let Some(operation) = operations.get_mut(index) {
                operation.tag = None;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn features_have_distinct_names() {
        let tags = [
            "Pets",
            "client",
            "Native TLS",
            "type",
            "pets",
            "Two Words",
            "default",
            "api",
            "Proxy",
            "HTTP2",
        ];
        let found = names(&tags.into_iter().collect(), ["webhooks"]);
        let wanted = [
            "pets-tag",
            "client-tag",
            "native-tls-tag",
            "type",
            "pets",
            "two-words",
            "default-tag",
            "api",
            "proxy-tag",
            "http2-tag",
        ];
        assert_eq!(found, wanted);
    }
}
