//! Facts from pages: pages of one invented operation in every layout, edits of them, traps, and broken pages.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod command;
mod drift;
mod edits;
mod hostile;
mod model;
mod proposals;
mod propose;
mod render;
mod seeded;
mod shared;
mod traps;
mod vendors;
mod workspace;

use std::sync::LazyLock;

use bindwright::facts::{PageFacts, Profile, read_page};

/// The facts of a page of Huawei's layouts.
fn facts(name: &str, page: &str) -> PageFacts {
    static HUAWEI: LazyLock<Profile> = LazyLock::new(|| {
        Profile::parse(Profile::shipped("huawei").expect("shipped")).expect("a profile")
    });
    read_page(name, page, &HUAWEI).expect("facts")
}

/// A fact on one line: place, name, kind and value.
fn flat(facts: &PageFacts) -> Vec<(String, usize)> {
    let mut all = Vec::new();
    let heads = [
        ("operation", &facts.operation),
        ("date", &facts.date),
        ("method", &facts.method),
        ("path", &facts.path),
    ];
    for (kind, fact) in heads {
        all.extend(
            fact.iter()
                .map(|fact| (format!("{kind}: {}", fact.value), fact.line)),
        );
    }
    for status in &facts.statuses {
        all.push((format!("status: {}", status.value), status.line));
    }
    for found in &facts.authorization {
        let access = found.access.as_ref().map_or("", |fact| fact.value.as_str());
        all.push((
            format!("action: {} {access}", found.action.value),
            found.action.line,
        ));
    }
    for field in &facts.fields {
        let of = format!("{} {}", field.place, field.name);
        all.push((format!("{of}: exists"), field.line));
        all.extend(
            field
                .required
                .iter()
                .map(|fact| (format!("{of}: required {}", fact.value), fact.line)),
        );
        all.extend(
            field
                .type_name
                .iter()
                .map(|fact| (format!("{of}: type {}", fact.value), fact.line)),
        );
        all.extend(
            field
                .values
                .iter()
                .map(|fact| (format!("{of}: values {}", fact.value.join(",")), fact.line)),
        );
        all.extend(
            field
                .default
                .iter()
                .map(|fact| (format!("{of}: default {}", fact.value), fact.line)),
        );
        for limits in &field.limits {
            let least = limits.least.iter().map(|fact| {
                (
                    format!("{of}: {:?} from {}", limits.of, fact.value),
                    fact.line,
                )
            });
            all.extend(least);
            let most = limits.most.iter().map(|fact| {
                (
                    format!("{of}: {:?} to {}", limits.of, fact.value),
                    fact.line,
                )
            });
            all.extend(most);
        }
    }
    all.sort();
    all
}

/// The facts without their lines.
fn without_lines(facts: &PageFacts) -> Vec<String> {
    flat(facts).into_iter().map(|(fact, _)| fact).collect()
}
