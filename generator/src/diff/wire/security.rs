//! Credentials: which sets of schemes are enough for an operation, and how schemes send them.
//!
//! An edit of the document's `security` changes many operations in the same way: that is one change, of the document.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::about::{About, CompareSite};
use super::found::BeforeAfter;
use super::kinds::WireKind;
use super::operations::{OperationPair, OperationPairs};
use super::turn::{Turn, WireDirection};
use super::walk::WireWalk;
use crate::diff::model::MessagePart;
use crate::ir::{Api, Credential, Operation, Requirement, Scheme, Signature, SignatureHeader};

/// Schemes with their scopes, which together are enough.
type CredentialGroup = BTreeMap<String, BTreeSet<String>>;

/// What a request needs: one of these; none if it needs nothing.
type Needed = BTreeSet<CredentialGroup>;

/// Notes how credentials differ.
pub(super) fn compare_security<'a>(walk: &mut WireWalk<'a>, pairs: &OperationPairs<'a>) {
    let names = scheme_names(walk.apis.old, walk.apis.new);
    compare_schemes(walk, pairs);
    let needs: Vec<(Needed, Needed)> = pairs
        .both
        .iter()
        .map(|pair| {
            let old = needed(walk.apis.old, pair.old, &names);
            (old, needed(walk.apis.new, pair.new, &HashMap::new()))
        })
        .collect();
    // Whether every operation that needed the same before needs the same now.
    let mut together: HashMap<&Needed, (BTreeSet<&Needed>, usize)> = HashMap::new();
    for (old, new) in &needs {
        let entry = together.entry(old).or_default();
        entry.0.insert(new);
        entry.1 += 1;
    }
    for (pair, (old, new)) in pairs.both.iter().zip(&needs) {
        if old == new {
            continue;
        }
        let is_shared = together
            .get(old)
            .is_some_and(|(after, count)| after.len() == 1 && *count > 1);
        let site = match is_shared {
            true => CompareSite::new(About::Document, "/security", "/security"),
            false => pair.site(),
        };
        record_needs(walk, *pair, site, old, new);
    }
}

/// The keys of schemes of the old document that only have another key in the new one.
fn scheme_names(old: &Api, new: &Api) -> HashMap<String, String> {
    let (before, after) = (by_id(old), by_id(new));
    let mut added: HashMap<String, &str> = HashMap::new();
    for one in &new.schemes {
        if !before.contains_key(one.id.as_str()) {
            let text = credential_text(&one.credential);
            added.entry(text).or_insert(&one.id);
        }
    }
    let gone = old.schemes.iter();
    let gone = gone.filter(|one| !after.contains_key(one.id.as_str()));
    let renamed = gone.filter_map(|one| {
        let other = added.get(&credential_text(&one.credential))?;
        Some((one.id.clone(), (*other).to_owned()))
    });
    renamed.collect()
}

fn by_id(api: &Api) -> HashMap<&str, &Scheme> {
    let schemes = api.schemes.iter();
    schemes.map(|one| (one.id.as_str(), one)).collect()
}

fn needed(api: &Api, operation: &Operation, names: &HashMap<String, String>) -> Needed {
    let alternative = |schemes: &Vec<Requirement>| -> CredentialGroup {
        let mut alternative = CredentialGroup::new();
        for Requirement { scheme, scopes } in schemes {
            let Some(scheme) = api.schemes.get(*scheme) else {
                continue;
            };
            let id = names.get(&scheme.id).unwrap_or(&scheme.id);
            let known = alternative.entry(id.clone()).or_default();
            known.extend(scopes.iter().cloned());
        }
        alternative
    };
    let all: Needed = operation.security.iter().map(alternative).collect();
    // An alternative without schemes beside others means that credentials are optional; alone, that none are known.
    match all.iter().all(BTreeMap::is_empty) {
        true => Needed::new(),
        false => all,
    }
}

fn is_free(needed: &Needed) -> bool {
    needed.is_empty() || needed.iter().any(BTreeMap::is_empty)
}

fn record_needs<'a>(
    walk: &mut WireWalk<'a>,
    pair: OperationPair<'a>,
    site: CompareSite<'a>,
    old: &Needed,
    new: &Needed,
) {
    let whole = walk.root(pair.indices, MessagePart::Whole, WireDirection::Request);
    let all = |needed: &Needed| -> String {
        let all: Vec<String> = needed.iter().map(text).collect();
        all.join(" or ")
    };
    if old.is_empty() || is_free(old) && !is_free(new) {
        let values = BeforeAfter::come(all(new));
        let (kind, turn) = match is_free(new) {
            true => (WireKind::CredentialsAdded, Turn::WIDER),
            false => (WireKind::CredentialsRequired, Turn::NARROWER),
        };
        return walk.record(whole, site, kind, turn, values);
    }
    if new.is_empty() || is_free(new) && !is_free(old) {
        let values = BeforeAfter::gone(all(old));
        let (kind, turn) = match is_free(old) {
            true => (WireKind::CredentialsRemoved, Turn::NARROWER),
            false => (WireKind::CredentialsNotRequired, Turn::WIDER),
        };
        return walk.record(whole, site, kind, turn, values);
    }
    let mut gone: Vec<&CredentialGroup> = old.difference(new).collect();
    for after in new.difference(old) {
        let same = gone.iter().position(|one| one.keys().eq(after.keys()));
        match same {
            Some(index) => record_scopes(walk, whole, site, gone.remove(index), after),
            None => {
                let values = BeforeAfter::come(text(after));
                walk.record(whole, site, WireKind::CredentialsAdded, Turn::WIDER, values);
            }
        }
    }
    for before in gone {
        let values = BeforeAfter::gone(text(before));
        let kind = WireKind::CredentialsRemoved;
        walk.record(whole, site, kind, Turn::NARROWER, values);
    }
}

fn record_scopes<'a>(
    walk: &mut WireWalk<'a>,
    whole: super::graph::NodeId,
    site: CompareSite<'a>,
    old: &CredentialGroup,
    new: &CredentialGroup,
) {
    for ((id, before), after) in old.iter().zip(new.values()) {
        for scope in before.difference(after) {
            let values = BeforeAfter::gone(format!("{id}: {scope}"));
            walk.record(whole, site, WireKind::ScopeRemoved, Turn::WIDER, values);
        }
        for scope in after.difference(before) {
            let values = BeforeAfter::come(format!("{id}: {scope}"));
            walk.record(whole, site, WireKind::ScopeAdded, Turn::NARROWER, values);
        }
    }
}

fn text(alternative: &CredentialGroup) -> String {
    if alternative.is_empty() {
        return "nothing".to_owned();
    }
    let schemes = alternative.iter().map(|(id, scopes)| {
        let scopes: Vec<&str> = scopes.iter().map(String::as_str).collect();
        match scopes.is_empty() {
            true => id.clone(),
            false => format!("{id} ({})", scopes.join(", ")),
        }
    });
    schemes.collect::<Vec<_>>().join(" and ")
}

/// Notes schemes that send their credentials in another way, at every operation that uses them.
fn compare_schemes<'a>(walk: &mut WireWalk<'a>, pairs: &OperationPairs<'a>) {
    let known = by_id(walk.apis.old);
    let mut users: HashMap<usize, Vec<OperationPair<'a>>> = HashMap::new();
    for pair in &pairs.both {
        let schemes = pair.new.security.iter().flatten().map(|one| one.scheme);
        for scheme in schemes.collect::<BTreeSet<usize>>() {
            users.entry(scheme).or_default().push(*pair);
        }
    }
    for (index, after) in walk.apis.new.schemes.iter().enumerate() {
        let Scheme {
            name: _,
            id,
            credential,
            token_urls: _, // the client follows
            sources: _,    // of the client alone
            docs: _,
            origin,
        } = after;
        let Some(before) = known.get(id.as_str()) else {
            continue;
        };
        let texts = [&before.credential, credential].map(credential_text);
        let [old, new] = texts;
        if old == new {
            continue;
        }
        let site = CompareSite::new(About::Scheme(id), &before.origin.pointer, &origin.pointer);
        for pair in users.get(&index).into_iter().flatten() {
            let whole = walk.root(pair.indices, MessagePart::Whole, WireDirection::Request);
            let values = BeforeAfter::both(&old, &new);
            walk.record(whole, site, WireKind::SchemeChanged, Turn::BOTH, values);
        }
    }
}

fn credential_text(credential: &Credential) -> String {
    match credential {
        Credential::HeaderKey(name) => format!("header {}", name.to_ascii_lowercase()),
        Credential::QueryKey(name) => format!("query {name}"),
        Credential::CookieKey(name) => format!("cookie {name}"),
        Credential::Basic => "basic".to_owned(),
        Credential::Bearer => "bearer".to_owned(),
        Credential::Signature(Signature {
            algorithm,
            headers,
            otherwise,
        }) => {
            let mut headers: Vec<String> = headers
                .iter()
                .chain(otherwise)
                .map(|header| {
                    let SignatureHeader {
                        name,
                        parameter,
                        origin: _,
                    } = header;
                    format!("{} from {parameter}", name.to_ascii_lowercase())
                })
                .collect();
            headers.sort_unstable();
            format!("signature {} {}", algorithm.name(), headers.join(", "))
        }
    }
}
