//! What follows from a small API: a store with pets, pages of them, and types that no operation
//! uses.

use super::{Direction, analyze};
use crate::ir::{
    Api, Constraint, Constraints, Credential, CredentialSet, Docs, ErrorOutcome, Interface, Origin,
    Presence, Requirement, Role, Scheme, StatusPattern, Type, TypeId, TypeKind, sample,
};

const PET: usize = 0;
const SORT: usize = 1;
const EITHER: usize = 2;
const PAGE: usize = 3;

fn named(index: usize) -> Type {
    Type::Named(TypeId(index))
}

/// The store without the type that no operation uses.
fn store() -> Api {
    let mut api = sample::store();
    api.types[EITHER] = sample::record("Unrelated", Vec::new());
    api
}

fn fails_with(api: &mut Api, operation: usize, bodies: &[Type]) {
    let replies = bodies.iter().map(|ty| {
        let status = StatusPattern::Default;
        sample::reply(status, Some(ty.clone()))
    });
    api.operations[operation].failure = ErrorOutcome::Single(replies.collect());
}

#[test]
fn types_occur_where_operations_use_them() {
    let api = store();
    let directions = analyze(&api).directions;
    assert_eq!(directions.of(SORT), Direction::Requests);
    assert_eq!(directions.of(PAGE), Direction::Responses);
    assert_eq!(directions.of(PET), Direction::Both);
}

#[test]
fn types_inside_an_unused_type_occur_anywhere() {
    let api = sample::store();
    let directions = analyze(&api).directions;
    assert_eq!(directions.of(EITHER), Direction::Both);
    assert_eq!(directions.of(PAGE), Direction::Both);
}

#[test]
fn error_bodies_are_encoded_too() {
    let mut api = store();
    fails_with(&mut api, 0, &[named(PAGE)]);
    let analysis = analyze(&api);
    assert_eq!(analysis.directions.of(PAGE), Direction::Both);
    assert_eq!(analysis.error_bodies, [TypeId(PAGE)]);
}

#[test]
fn error_bodies_are_found_in_lists_but_not_in_maps() {
    let mut api = store();
    fails_with(&mut api, 0, &[Type::List(Box::new(named(PAGE)))]);
    fails_with(&mut api, 1, &[Type::Map(Box::new(named(PET)))]);
    assert_eq!(analyze(&api).error_bodies, [TypeId(PAGE)]);
}

#[test]
fn only_types_inside_requests_are_checked() {
    let api = store();
    let checked = analyze(&api).checked;
    assert!(checked.has(PET), "it has a limit");
    assert!(!checked.has(PAGE), "no request contains it");
    assert!(!checked.has(SORT), "it has no limit");
}

#[test]
fn types_that_contain_each_other_are_checked_for_the_limits_of_one() {
    let mut api = store();
    let (node, edge) = (api.types.len(), api.types.len() + 1);
    let field = |name, ty| sample::field(name, ty, Presence::Optional);
    let edges = Type::List(Box::new(named(edge)));
    api.types.extend([
        sample::record("Node", vec![field("edges", edges)]),
        sample::record(
            "Edge",
            vec![
                field("to", Type::Boxed(Box::new(named(node)))),
                field("pet", named(PET)),
            ],
        ),
    ]);
    api.operations[0].parameters[0].ty = named(node);
    let checked = analyze(&api).checked;
    assert!(checked.has(node) && checked.has(edge));
}

#[test]
fn limits_behind_a_long_chain_of_aliases_are_found() {
    let mut api = store();
    let (first, last) = (api.types.len(), api.types.len() + 10_000);
    let alias = |index: usize, ty: Type, limits: Constraints| {
        sample::def(&format!("Alias{index}"), TypeKind::Alias(ty, limits))
    };
    for index in first..last {
        let inner = Type::List(Box::new(named(index + 1)));
        api.types.push(alias(index, inner, Constraints::default()));
    }
    let limits = Constraints {
        own: vec![Constraint::MaxLength(5)],
        items: None,
    };
    api.types.push(alias(last, sample::text(), limits));
    let of_all = sample::field("all", named(first), Presence::Optional);
    let user = api.types.len();
    api.types.push(sample::record("User", vec![of_all]));
    api.operations[0].parameters[0].ty = named(user);
    let checked = analyze(&api).checked;
    assert!(checked.has(user), "its values have limits inside");
    assert!(!checked.has(first) && !checked.reaches(&named(first)));
    assert!(checked.reaches(&Type::Nullable(Box::new(named(user)))));
}

#[test]
fn each_trait_needs_what_its_own_operations_require() {
    let mut api = store();
    let scheme = |name: &str| Scheme {
        name: sample::field_name(name),
        id: name.to_owned(),
        credential: Credential::Bearer,
        token_urls: crate::ir::TokenUrls::default(),
        sources: crate::ir::CredentialSources::default(),
        docs: Docs::default(),
        origin: Origin {
            pointer: String::new(),
        },
    };
    api.schemes = vec![scheme("token"), scheme("secret"), scheme("unused")];
    let requires = |scheme| {
        vec![vec![Requirement {
            scheme,
            scopes: Vec::new(),
        }]]
    };
    api.credentials = [(0, "token"), (1, "secret")]
        .map(|(scheme, name)| CredentialSet {
            name: sample::field_name(name),
            alternatives: requires(scheme),
        })
        .into();
    api.operations[0].security = requires(0);
    api.operations[1].security = requires(1);
    api.operations[1].role = Role::Webhook("added".to_owned());
    let analysis = analyze(&api);
    let needs = |interface| {
        let needs = analysis.interfaces.get(interface);
        let schemes: Vec<&str> = needs.schemes.iter().map(|one| one.id.as_str()).collect();
        (schemes, needs.credentials.len())
    };
    assert_eq!(needs(Interface::Api), (vec!["token", "unused"], 1));
    assert_eq!(needs(Interface::Webhooks), (vec!["secret"], 1));
    assert_eq!(needs(Interface::Callbacks), (vec![], 0));
}
