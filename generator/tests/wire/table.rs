//! Seeded changes are found, and nothing else; the other way round, narrower is wider.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use bindwright::diff::{WireChange, WireEffect, compare_wire, wire_kinds};

use crate::seeds::seeds;
use crate::support::{lowered, text};

fn reversed(effect: WireEffect) -> WireEffect {
    match effect {
        WireEffect::RequestNarrower => WireEffect::RequestWider,
        WireEffect::RequestWider => WireEffect::RequestNarrower,
        WireEffect::ResponseNarrower => WireEffect::ResponseWider,
        WireEffect::ResponseWider => WireEffect::ResponseNarrower,
        WireEffect::Behaviour => WireEffect::Behaviour,
    }
}

/// The effects of all changes, each as often as it occurs.
fn effects(changes: &[WireChange]) -> Vec<BTreeSet<WireEffect>> {
    let mut all: Vec<_> = changes.iter().map(|one| one.effects.clone()).collect();
    all.sort();
    all
}

/// Keywords that today are found inside of others only: unit tests compare them.
const INSIDE: [&str; 6] = [
    "json-types-added",
    "json-types-changed",
    "json-types-removed",
    "property-schema-added",
    "property-schema-changed",
    "property-schema-removed",
];

#[test]
fn seeded_changes_are_found_both_ways() {
    let mut shown = String::new();
    let mut found = BTreeSet::new();
    for seed in seeds() {
        let old = lowered(&seed.part.document(seed.old));
        let new = lowered(&seed.part.document(seed.new));
        let forth = compare_wire(&old, &new);
        let back = compare_wire(&new, &old);
        found.extend(forth.iter().chain(&back).map(|one| one.kind));
        let mut mirrored = effects(&back);
        for one in &mut mirrored {
            *one = one.iter().map(|effect| reversed(*effect)).collect();
        }
        mirrored.sort();
        assert_eq!(
            effects(&forth),
            mirrored,
            "{}: {forth:#?} {back:#?}",
            seed.name
        );
        _ = writeln!(shown, "# {}", seed.name);
        for change in &forth {
            shown.push_str(&text(change));
        }
        let kinds: Vec<&str> = back.iter().map(|one| one.kind).collect();
        _ = writeln!(shown, "back: {}\n", kinds.join(", "));
    }
    insta::assert_snapshot!(shown);
    let kinds = wire_kinds();
    let known: BTreeSet<&str> = kinds.iter().map(|one| one.id).collect();
    assert_eq!(known.len(), kinds.len(), "an identifier is there twice");
    let missing: Vec<&str> = known.difference(&found).copied().collect();
    assert_eq!(missing, INSIDE, "no seed has these");
}

#[test]
fn any_two_documents_differ_in_mirrored_ways() {
    let apis: Vec<_> = seeds()
        .map(|seed| lowered(&seed.part.document(seed.new)))
        .collect();
    let mut pairs = 0;
    for distance in [1, 5, 23] {
        for (old, new) in apis.iter().zip(apis.iter().skip(distance)) {
            let (forth, back) = (compare_wire(old, new), compare_wire(new, old));
            let mut mirrored = effects(&back);
            for one in &mut mirrored {
                *one = one.iter().map(|effect| reversed(*effect)).collect();
            }
            mirrored.sort();
            assert_eq!(effects(&forth), mirrored, "{forth:#?}\n{back:#?}");
            pairs += 1;
        }
    }
    assert!(pairs > 400, "{pairs}");
}
