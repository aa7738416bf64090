//! Seeded changes are found, and nothing else; the other way round, narrower is wider.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use bindwright::diff::{WireChange, WireEffect, compare_wire};

use crate::seeds::SEEDS;
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

#[test]
fn seeded_changes_are_found_both_ways() {
    let mut shown = String::new();
    for seed in SEEDS {
        let old = lowered(&seed.part.document(seed.old));
        let new = lowered(&seed.part.document(seed.new));
        let forth = compare_wire(&old, &new);
        let back = compare_wire(&new, &old);
        let mut mirrored = effects(&back);
        for one in &mut mirrored {
            *one = one.iter().map(|effect| reversed(*effect)).collect();
        }
        mirrored.sort();
        assert_eq!(effects(&forth), mirrored, "{}", seed.name);
        _ = writeln!(shown, "# {}", seed.name);
        for change in &forth {
            shown.push_str(&text(change));
        }
        let kinds: Vec<&str> = back.iter().map(|one| one.kind).collect();
        _ = writeln!(shown, "back: {}\n", kinds.join(", "));
    }
    insta::assert_snapshot!(shown);
}
