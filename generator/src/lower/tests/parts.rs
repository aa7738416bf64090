//! Parts of an API.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::super::{ApiPart, divided};
use super::lowered;
use crate::ir::{Api, RustName as _};

/// Operations `a0`, `b0`, `a1`, `b1` and so on. Those of `a` need the five types of a chain, those of `b` the five of another.
fn alternating(count: usize) -> Api {
    let mut text = String::from("paths:\n");
    let schema = |name: &str| {
        let names = ["One", "Two", "Three", "Four", "Five"];
        let links = names.windows(2);
        let links = links.map(|pair| {
            let (from, to) = (pair[0], pair[1]);
            format!("    {name}{from}: {{type: object, properties: {{next: {{$ref: '#/components/schemas/{name}{to}'}}}}}}\n")
        });
        let links: String = links.collect();
        format!("{links}    {name}Five: {{type: object, properties: {{a: {{type: string}}}}}}\n")
    };
    for index in 0..count {
        for (name, ty) in [("a", "Alpha"), ("b", "Beta")] {
            writeln!(
                text,
                "  /{name}{index}: {{get: {{operationId: {name}{index}, responses: {{'200': {{description: ok, content: \
                 {{application/json: {{schema: {{$ref: '#/components/schemas/{ty}One'}}}}}}}}}}}}}}"
            )
            .unwrap();
        }
    }
    writeln!(
        text,
        "components:\n  schemas:\n{}{}",
        schema("Alpha"),
        schema("Beta")
    )
    .unwrap();
    let (api, reports) = lowered(&text);
    assert_eq!(reports, []);
    api
}

fn ids(api: &Api, parts: &[Vec<usize>]) -> Vec<Vec<String>> {
    let id = |index: &usize| api.operations[*index].id.clone();
    let parts = parts.iter();
    parts.map(|part| part.iter().map(id).collect()).collect()
}

#[test]
fn operations_that_need_the_same_types_are_in_one_part() {
    let api = alternating(3);
    let all: Vec<usize> = (0..api.operations.len()).collect();
    let parts = divided(&api, &all, 8);
    let (a, b) = (["a0", "a1", "a2"], ["b0", "b1", "b2"]);
    assert_eq!(ids(&api, &parts), [a, b]);
}

/// Each of them needs six, which is more than the limit.
#[test]
fn an_operation_that_is_too_large_has_a_quarter_more_beside_it() {
    let api = alternating(3);
    let all: Vec<usize> = (0..api.operations.len()).collect();
    let parts = ids(&api, &divided(&api, &all, 2));
    assert_eq!(
        parts,
        [vec!["a0", "a1"], vec!["b0", "b1"], vec!["a2"], vec!["b2"]]
    );
}

#[test]
fn parts_are_the_same_each_time() {
    let api = alternating(40);
    let all: Vec<usize> = (0..api.operations.len()).collect();
    let parts = divided(&api, &all, 20);
    assert!(parts.len() > 4, "{parts:?}");
    for _ in 0..20 {
        assert_eq!(divided(&api, &all, 20), parts);
    }
    for part in &parts {
        assert_eq!(ApiPart::of(&api, part).api, ApiPart::of(&api, part).api);
    }
    let mut found: Vec<usize> = parts.into_iter().flatten().collect();
    found.sort_unstable();
    assert_eq!(found, all);
}

/// A copy of all types of which most are removed keeps the memory of all of them.
#[test]
fn a_part_has_copies_of_what_it_needs_alone() {
    let api = alternating(1);
    let part = ApiPart::of(&api, &[1]).api;
    assert!(matches!(part, Cow::Owned(_)));
    let part = part.into_owned();
    let names = part.types.iter().map(|one| one.name.as_str());
    let names: Vec<&str> = names.collect();
    let needed = ["BetaOne", "BetaTwo", "BetaThree", "BetaFour", "BetaFive"];
    assert_eq!(names, needed);
    assert!(part.types.capacity() < api.types.len());
    assert!(matches!(ApiPart::whole(&api).api, Cow::Borrowed(_)));
}
