//! An API -> a part of it: some of its operations, with the types, headers and modules that they need.
//!
//! Everything keeps its name, so that a message means the same in the part and in the whole. What leads to an operation that is not
//! in the part is gone: a waiter that polls it. Types that no operation uses are in no part. A part has copies of what it needs, and
//! of nothing else.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::collections::btree_map::{BTreeMap, Entry};

use foldhash::HashSet;

use super::unused_types::visited;
use super::{Features, filling, modules, renumber_types};
use crate::ir::{Api, ErrorOutcome, Operation, Reply, SuccessOutcome, Type, TypeDef, TypeId};

/// Some operations of an API.
#[derive(Debug)]
pub(crate) struct ApiPart<'a> {
    /// The API with these operations alone.
    pub(crate) api: Cow<'a, Api>,
    /// The index of each of its operations in the whole API.
    pub(crate) operations: Vec<usize>,
    /// The index of each of its headers in the whole API.
    pub(crate) headers: Vec<usize>,
}

impl<'a> ApiPart<'a> {
    /// The whole.
    pub(crate) fn whole(api: &'a Api) -> Self {
        Self {
            operations: (0..api.operations.len()).collect(),
            headers: (0..api.headers.len()).collect(),
            api: Cow::Borrowed(api),
        }
    }

    /// The part that has the operations with these indices, in this order.
    pub(crate) fn of(whole: &Api, operations: &[usize]) -> Self {
        let chosen = operations.iter();
        let mut chosen: Vec<Operation> = chosen
            .filter_map(|index| whole.operations.get(*index).cloned())
            .collect();
        keep_waiters(&mut chosen, operations);
        let headers = renumber_headers(&mut chosen);
        let kept = headers.iter();
        let mut api = Api {
            headers: kept
                .filter_map(|at| whole.headers.get(*at).cloned())
                .collect(),
            ..without_operations(whole)
        };
        let hooks = whole.hooks.iter().filter(|hooks| {
            let mut roles = chosen.iter().map(|one| one.role.interface());
            roles.any(|interface| interface == hooks.interface)
        });
        api.hooks = hooks.cloned().collect();
        api.operations = chosen;
        add_types(&mut api, whole);
        settle(&mut api, !whole.features.is_empty());
        Self {
            api: Cow::Owned(api),
            operations: operations.to_vec(),
            headers,
        }
    }
}

/// What an API has for all of its operations.
fn without_operations(whole: &Api) -> Api {
    Api {
        name: whole.name.clone(),
        title: whole.title.clone(),
        version: whole.version.clone(),
        docs: whole.docs.clone(),
        servers: whole.servers.clone(),
        client_parameters: whole.client_parameters.clone(),
        schemes: whole.schemes.clone(),
        credentials: whole.credentials.clone(),
        headers: Vec::new(),
        types: Vec::new(),
        operations: Vec::new(),
        fillings: BTreeMap::new(),
        hooks: Vec::new(),
        date_times: whole.date_times,
        response_checks: whole.response_checks,
        layout: None,
        features: Vec::new(),
    }
}

/// Keeps the waiters that poll one of these operations.
fn keep_waiters(chosen: &mut [Operation], operations: &[usize]) {
    for one in chosen {
        one.waiter = one.waiter.take().and_then(|mut waiter| {
            let polled = operations.iter().position(|at| *at == waiter.operation)?;
            waiter.operation = polled;
            Some(waiter)
        });
    }
}

/// Counts the headers of responses anew, without those that no response has. Returns the indices that they had.
fn renumber_headers(chosen: &mut [Operation]) -> Vec<usize> {
    let replies = chosen.iter().flat_map(Operation::replies);
    let used = replies.flat_map(|reply| &reply.headers);
    let used: BTreeSet<usize> = used.map(|one| one.header).collect();
    let headers: Vec<usize> = used.into_iter().collect();
    let replies = chosen.iter_mut().flat_map(replies_mut);
    for header in replies.flat_map(|one| &mut one.headers) {
        header.header = headers.binary_search(&header.header).unwrap_or_default();
    }
    headers
}

/// Adds the types that operations, headers and parameters of the client contain, in the order of the whole, and counts them anew.
fn add_types(api: &mut Api, whole: &Api) {
    let mut found: BTreeMap<usize, TypeDef> = BTreeMap::new();
    let mut waiting = visited(|meet| renumber_types::api(api, &meet));
    while let Some(index) = waiting.pop() {
        if let Entry::Vacant(place) = found.entry(index)
            && let Some(definition) = whole.types.get(index)
        {
            let copy = place.insert(definition.clone());
            waiting.extend(visited(|meet| renumber_types::type_def(copy, &meet)));
        }
    }
    let indices = found.keys().enumerate();
    let ids: BTreeMap<usize, TypeId> = indices.map(|(new, old)| (*old, TypeId(new))).collect();
    api.types = found.into_values().collect();
    renumber_types::api(api, &|id| ids.get(&id.0).copied().unwrap_or(id));
}

/// Makes what follows from the operations and types: the modules, and how errors are filled.
fn settle(api: &mut Api, has_features: bool) {
    let features = match has_features {
        true => Features::PerTag,
        false => Features::None,
    };
    modules::divide(api, features);
    let fillings = filling::fillings(api).into_iter();
    api.fillings = fillings
        .filter_map(|(id, filling)| Some((id, filling.ok()?)))
        .collect();
}

fn replies_mut(operation: &mut Operation) -> impl Iterator<Item = &mut Reply> {
    let (success, several) = match &mut operation.success {
        SuccessOutcome::Single(replies) => (replies.as_mut_slice(), [].as_mut_slice()),
        SuccessOutcome::Several(_, replies) => ([].as_mut_slice(), replies.as_mut_slice()),
    };
    let (failure, others) = match &mut operation.failure {
        ErrorOutcome::Undocumented => ([].as_mut_slice(), [].as_mut_slice()),
        ErrorOutcome::Single(replies) => (replies.as_mut_slice(), [].as_mut_slice()),
        ErrorOutcome::Several(_, replies) => ([].as_mut_slice(), replies.as_mut_slice()),
    };
    let single = success.iter_mut().chain(failure);
    let several = several.iter_mut().chain(others).map(|(_, reply)| reply);
    single.chain(several)
}

/// Divides operations into lists that have at most so many operations and types together. A type that several lists need counts in
/// each. An operation that needs more is in a list with those that need little beside it.
///
/// A list has the first operation that is in none, and the next ones that fit beside it: first those that need no other types than
/// the first one, then any. So the result depends on the operations and their order alone.
pub(crate) fn divided(api: &Api, operations: &[usize], size: usize) -> Vec<Vec<usize>> {
    let known = operations.iter().filter_map(|index| {
        let operation = api.operations.get(*index)?;
        Some((*index, types_of(api, operation)))
    });
    let mut waiting: Vec<(usize, Vec<usize>)> = known.collect();
    let mut parts = Vec::new();
    while !waiting.is_empty() {
        let (mut first, others) = (waiting.remove(0), waiting);
        let own = 1 + first.1.len();
        let mut part = PartDraft {
            limit: size.max(own + own / 4),
            weight: own,
            used: first.1.drain(..).collect(),
            operations: vec![first.0],
        };
        let others = part.take(others, 0);
        waiting = part.take(others, usize::MAX);
        part.operations
            .sort_by_key(|index| place(operations, *index));
        parts.push(part.operations);
    }
    parts
}

fn place(operations: &[usize], index: usize) -> Option<usize> {
    operations.iter().position(|one| *one == index)
}

/// A list of operations that is not complete.
struct PartDraft {
    limit: usize,
    weight: usize,
    used: HashSet<usize>,
    operations: Vec<usize>,
}

impl PartDraft {
    /// Takes the operations that fit, and that need at most so many other types; returns the others.
    fn take(&mut self, waiting: Vec<(usize, Vec<usize>)>, most: usize) -> Vec<(usize, Vec<usize>)> {
        let mut left = Vec::new();
        for (index, types) in waiting {
            let new = types.iter().filter(|one| !self.used.contains(one)).count();
            if new > most || self.weight + 1 + new > self.limit {
                left.push((index, types));
                continue;
            }
            self.weight += 1 + new;
            self.used.extend(types);
            self.operations.push(index);
        }
        left
    }
}

/// The indices of the types that an operation needs.
fn types_of(api: &Api, operation: &Operation) -> Vec<usize> {
    let headers = operation.replies().flat_map(|reply| &reply.headers);
    let headers = headers.filter_map(|one| Some(&api.headers.get(one.header)?.ty));
    let mut waiting: Vec<&Type> = operation.types().chain(headers).collect();
    let mut found = HashSet::default();
    while let Some(ty) = waiting.pop() {
        if let Some(id) = ty.named().filter(|id| found.insert(id.0)) {
            waiting.extend(api.get(id).into_iter().flat_map(TypeDef::parts));
        }
    }
    found.into_iter().collect()
}
