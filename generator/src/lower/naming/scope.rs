//! Names of one scope -> distinct identifiers, independent of their order.
//!
//! If two names need the same identifier, the one with the better claim keeps it: a name chosen
//! with `x-rust-name`, then one that is spelled like the identifier itself, then one that consists
//! of words and not of symbols, then one without any symbols. Each of the others takes the first of
//! its longer forms that is free, see [`NameRequest::longer`]. An example of each:
//!
//! | in one scope | identifiers |
//! |---|---|
//! | `id` in the path and in the query | `id`, `id_query` |
//! | `id`, `@id` | `id`, `at_id` |
//! | `docsCount`, `docs.count` | `DocsCount`, `DocsDotCount` |
//! | `star`, `*` | `Star`, `StarSign` |
//! | `asc`, `ASC` | `AscLower`, `AscUpper` |

use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};

use super::ident::{Case, Keep, fits, identifier, stable_hash};
use super::words;

/// Something that needs a name in its scope.
#[derive(Debug, Clone, Copy)]
pub(in crate::lower) struct NameRequest<'a> {
    /// The name in the document.
    pub text: &'a str,
    /// `x-rust-name`.
    pub chosen: Option<&'a str>,
    /// A word that tells it apart if the text does not: `query`. May be empty.
    pub place: &'a str,
    /// Another such word, if the first is not enough.
    pub other_place: &'a str,
    /// What no other request of the scope has; usually its place in the document.
    pub key: &'a str,
    /// A smaller number has the better claim.
    pub rank: u8,
}

impl<'a> NameRequest<'a> {
    /// A request with nothing but a text.
    pub(in crate::lower) fn text(text: &'a str) -> Self {
        Self {
            text,
            chosen: None,
            place: "",
            other_place: "",
            key: text,
            rank: 0,
        }
    }

    /// The text that the name is made of: `x-rust-name` or the text of the document.
    fn source(&self) -> &'a str {
        self.chosen.unwrap_or(self.text)
    }

    /// How good the claim to an identifier is; smaller is better: a chosen name, the rank, an exact
    /// spelling, words and not symbols, words alone.
    fn claim(&self, case: Case) -> (bool, u8, bool, bool, bool) {
        let exact = self.text == super::ident::plain(case, self.text);
        let symbols = words::is_symbols(self.text);
        let mixed = words::has_symbols(self.text);
        (self.chosen.is_none(), self.rank, !exact, symbols, mixed)
    }

    /// The identifier after this many collisions: 0 is the plain one, of the words `own` of its
    /// source, the others are the forms of [`longer`](Self::longer).
    fn at_level(&self, case: Case, own: &[String], level: usize) -> String {
        let Some(level) = level.checked_sub(1) else {
            return identifier(case, own, Keep::Start);
        };
        let mut longer = self.longer(own);
        let parts = longer.nth(level).unwrap_or_else(|| {
            let hash = stable_hash(&format!("{}\0{}\0{level}", self.place, self.key));
            with(own, &[format!("h{:08x}", hash >> 32)])
        });
        identifier(case, &parts, Keep::Ends)
    }

    /// Longer forms of the name, the best one first:
    ///
    /// 1. with its place, or its key if it has a place (`id_query`);
    /// 2. with symbols spelled out (`at_id`), its casing (`AscUpper`), or every character spelled
    ///    out;
    /// 3. with its key.
    ///
    /// Only texts that differ in none of these, which people do not write, get a hash instead.
    fn longer(&self, own: &[String]) -> impl Iterator<Item = Vec<String>> {
        let text = self.source();
        let told = |place: &str| {
            let words = if place.is_empty() {
                Vec::new()
            } else {
                words::words(place)
            };
            (!words.is_empty()).then(|| with(own, &words))
        };
        let key = if self.key == self.text { "" } else { self.key };
        let key_first = if self.place.is_empty() { "" } else { key };
        let places = [told(self.place), told(self.other_place), told(key_first)];
        let ends = (!fits(own)).then(|| own.to_vec());
        let spelled = if words::is_symbols(text) {
            with(own, &["sign".to_owned()])
        } else {
            words::spelled(text)
        };
        let spelled = Some(spelled).filter(|words| *words != own);
        let casing = with(own, &[words::casing(text).to_owned()]);
        let rest = [
            ends,
            spelled,
            Some(casing),
            Some(words::exact(text)),
            told(key),
        ];
        places.into_iter().chain(rest).flatten()
    }
}

/// The words of a name, and some more.
fn with(own: &[String], more: &[String]) -> Vec<String> {
    own.iter().chain(more).cloned().collect()
}

/// The result: one identifier per request, and which requests gave way to which.
#[derive(Debug)]
pub(in crate::lower) struct DistinctNames {
    /// Distinct identifiers, in the order of the requests.
    pub identifiers: Vec<String>,
    /// `(loser, winner)`: indexes of requests that needed the same identifier.
    pub yielded: Vec<(usize, usize)>,
    /// Indexes of requests whose text is too long for an identifier: it was cut at a word.
    pub cut: Vec<usize>,
    /// The identifiers that requests asked for and did not get, by index.
    pub asked: BTreeMap<usize, String>,
}

/// Gives every request an identifier of its own. Those in `taken` are not available.
///
/// In rounds: a request with a worse claim to an identifier moves on to its next form, until no two
/// are equal. The result does not depend on the order of the requests.
pub(in crate::lower) fn distinct(
    case: Case,
    requests: &[NameRequest<'_>],
    taken: &[&str],
) -> DistinctNames {
    const LAST_LEVEL: usize = 16;
    let taken: HashSet<&str> = taken.iter().copied().collect();
    let mut levels = vec![0_usize; requests.len()];
    let words: Vec<Vec<String>> = requests
        .iter()
        .map(|request| words::words(request.source()))
        .collect();
    let mut identifiers: Vec<String> = requests
        .iter()
        .zip(&words)
        .map(|(request, own)| request.at_level(case, own, 0))
        .collect();
    let mut yielded = Vec::new();
    let mut asked = BTreeMap::new();
    loop {
        let mut moved = false;
        for (loser, winner) in losers(case, requests, &identifiers, &taken) {
            let (Some(request), Some(own), Some(level), Some(identifier)) = (
                requests.get(loser),
                words.get(loser),
                levels.get_mut(loser),
                identifiers.get_mut(loser),
            ) else {
                continue;
            };
            if *level < LAST_LEVEL {
                *level += 1;
                let longer = request.at_level(case, own, *level);
                let before = std::mem::replace(identifier, longer);
                asked.entry(loser).or_insert(before);
                moved = true;
                yielded.extend(winner.map(|winner| (loser, winner)));
            }
        }
        if !moved {
            yielded.sort_unstable();
            yielded.dedup_by_key(|(loser, _)| *loser);
            let cut = words.iter().enumerate().filter(|(_, own)| !fits(own));
            number_equal(&mut identifiers, &taken, &mut asked);
            asked.retain(|index, one| identifiers.get(*index) != Some(one));
            return DistinctNames {
                identifiers,
                yielded,
                cut: cut.map(|(index, _)| index).collect(),
                asked,
            };
        }
    }
}

/// Numbers identifiers that are equal after all: `FooBar`, `FooBar2`. Long names may have lost the
/// words that tell them apart.
fn number_equal(
    identifiers: &mut [String],
    taken: &HashSet<&str>,
    asked: &mut BTreeMap<usize, String>,
) {
    let mut known = taken.clone();
    if identifiers.iter().all(|one| known.insert(one)) {
        return; // the common case
    }
    let mut known: HashSet<String> = taken.iter().map(|name| (*name).to_owned()).collect();
    for (index, identifier) in identifiers.iter_mut().enumerate() {
        let plain = identifier.trim_start_matches("r#").to_owned();
        let mut number = 2_usize;
        while !known.insert(identifier.clone()) {
            let numbered = format!("{plain}{number}");
            asked
                .entry(index)
                .or_insert(std::mem::replace(identifier, numbered));
            number += 1;
        }
    }
}

/// The requests that have to give way, and to which (`None`: to a name that was taken from the
/// start). If the best claims are equal, all of them give way, so that order does not decide.
fn losers(
    case: Case,
    requests: &[NameRequest<'_>],
    identifiers: &[String],
    taken: &HashSet<&str>,
) -> Vec<(usize, Option<usize>)> {
    let mut groups: HashMap<&str, Vec<usize>> = HashMap::default();
    for (index, identifier) in identifiers.iter().enumerate() {
        groups.entry(identifier).or_default().push(index);
    }
    let mut losers = Vec::new();
    for (identifier, members) in groups {
        if taken.contains(identifier) {
            losers.extend(members.into_iter().map(|member| (member, None)));
            continue;
        }
        if members.len() == 1 {
            continue; // the common case needs no claims
        }
        let claim = |index: &usize| requests.get(*index).map(|request| request.claim(case));
        let best = members.iter().map(claim).min().flatten();
        let winners: Vec<usize> = members
            .iter()
            .copied()
            .filter(|index| claim(index) == best)
            .collect();
        let keeper = if winners.len() == 1 {
            winners.first().copied()
        } else {
            None
        };
        let rival = |member: usize| members.iter().copied().find(|other| *other != member);
        losers.extend(
            members
                .iter()
                .filter(|member| Some(**member) != keeper)
                .map(|member| (*member, keeper.or_else(|| rival(*member)))),
        );
    }
    losers
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Case, NameRequest, distinct};

    fn names(case: Case, texts: &[&str], taken: &[&str]) -> Vec<String> {
        let requests: Vec<_> = texts.iter().map(|text| NameRequest::text(text)).collect();
        distinct(case, &requests, taken).identifiers
    }

    #[test]
    fn the_exact_spelling_keeps_its_name() {
        assert_eq!(
            names(Case::Field, &["_id", "id", "@id"], &[]),
            ["underscore_id", "id", "at_id"]
        );
        assert_eq!(
            names(Case::Field, &["fooBar", "foo_bar"], &[]),
            ["foo_bar_mixed", "foo_bar"]
        );
        assert_eq!(
            names(
                Case::Variant,
                &["docs.count", "docsCount", "_id", "id"],
                &[]
            ),
            ["DocsDotCount", "DocsCount", "UnderscoreId", "Id"]
        );
    }

    #[test]
    fn names_that_differ_in_case_get_different_identifiers() {
        assert_eq!(
            names(Case::Variant, &["asc", "ASC"], &[]),
            ["AscLower", "AscUpper"]
        );
    }

    #[test]
    fn words_win_over_symbols() {
        assert_eq!(
            names(Case::Variant, &["*", "star"], &[]),
            ["StarSign", "Star"]
        );
        assert_eq!(
            names(Case::Type, &["rulesets_Messages", "rulesets_messages"], &[]),
            ["RulesetsMessagesMixed", "RulesetsMessagesLower"]
        );
    }

    #[test]
    fn another_place_is_tried_before_the_key() {
        let request = NameRequest {
            place: "request",
            other_place: "operation",
            key: "/paths/get",
            ..NameRequest::text("get")
        };
        let named = |taken: &[&str]| distinct(Case::Type, &[request], taken).identifiers;
        assert_eq!(named(&["Get"]), ["GetRequest"]);
        assert_eq!(named(&["Get", "GetRequest"]), ["GetOperation"]);
        assert_eq!(
            named(&["Get", "GetRequest", "GetOperation"]),
            ["GetPathsGet"]
        );
    }

    #[test]
    fn spaces_and_ends_distinguish_names() {
        assert_eq!(names(Case::Variant, &["", " "], &[]), ["Empty", "Space"]);
        let long = |end: &str| format!("{} {end}", "word ".repeat(40));
        let (one, two) = (long("one"), long("two"));
        let names = names(Case::Variant, &[&one, &two], &[]);
        assert_eq!(names.len(), 2);
        for (name, end) in names.iter().zip(["WordOne", "WordTwo"]) {
            assert!(name.ends_with(end), "{name}");
        }
    }

    #[test]
    fn taken_names_are_not_used() {
        assert_eq!(names(Case::Field, &["body"], &["body"]), ["body_lower"]);
        let place = NameRequest {
            place: "parameter",
            ..NameRequest::text("body")
        };
        assert_eq!(
            distinct(Case::Field, &[place], &["body"]).identifiers,
            ["body_parameter"]
        );
    }

    #[test]
    fn places_distinguish_equal_names() {
        let path = NameRequest {
            place: "path",
            ..NameRequest::text("id")
        };
        let query = NameRequest {
            place: "query",
            rank: 1,
            ..NameRequest::text("id")
        };
        let names = distinct(Case::Field, &[query, path], &[]);
        assert_eq!(names.identifiers, ["id_query", "id"]);
        assert_eq!(names.yielded, [(0, 1)]);
    }

    proptest! {
        #[test]
        fn names_are_distinct_and_independent_of_order(texts in prop::collection::hash_set("[aA_@1 -]{0,4}", 0..12)) {
            let texts: Vec<String> = texts.into_iter().collect();
            let forward: Vec<&str> = texts.iter().map(String::as_str).collect();
            let backward: Vec<&str> = forward.iter().rev().copied().collect();
            for case in [Case::Field, Case::Variant] {
                let there = names(case, &forward, &["extra"]);
                let mut back = names(case, &backward, &["extra"]);
                back.reverse();
                let set: std::collections::HashSet<_> = there.iter().collect();
                prop_assert_eq!(set.len(), there.len());
                prop_assert_eq!(there, back);
            }
        }
    }
}
