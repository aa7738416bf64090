//! What happens while a document is proven.

use crate::write::Change;

use super::report::{OperationProof, ProofVerdict};

/// A step of the proof of a part.
#[derive(Debug)]
pub struct ProofProgress<'p> {
    /// Which part, from 1.
    pub part: usize,
    /// How many there are.
    pub parts: usize,
    /// What happened.
    pub step: ProofStep<'p>,
}

/// What happened.
#[derive(Debug)]
pub enum ProofStep<'p> {
    /// The modules are generated. They can be changed: a proof of changed ones shows which faults it finds.
    Generated(&'p mut [Change]),
    /// So many operations will be compiled, and then tried.
    Compiling(usize),
    /// The verdicts are there.
    Done(&'p [&'p OperationProof]),
}

impl ProofProgress<'_> {
    /// The step as a line, `part 3 of 31: 42 operations: 42 proven`; `None` if nobody has to know.
    #[must_use]
    pub fn line(&self) -> Option<String> {
        let Self { part, parts, step } = self;
        let text = match step {
            ProofStep::Generated(_) => return None,
            ProofStep::Compiling(count) => format!("compiling {}", operations(*count)),
            ProofStep::Done(all) => format!("{}: {}", operations(all.len()), sums(all)),
        };
        Some(format!("part {part} of {parts}: {text}"))
    }
}

fn operations(count: usize) -> String {
    format!("{count} operation{}", if count == 1 { "" } else { "s" })
}

/// How many have each verdict: `40 proven, 2 wrong`.
fn sums(all: &[&OperationProof]) -> String {
    let sum = |name: &str, is: fn(&ProofVerdict) -> bool| {
        let count = all.iter().filter(|one| is(&one.verdict)).count();
        (count > 0).then(|| format!("{count} {name}"))
    };
    let sums = [
        sum("proven", |one| matches!(one, ProofVerdict::Proven { .. })),
        sum("skipped", |one| matches!(one, ProofVerdict::Skipped(_))),
        sum("wrong", |one| matches!(one, ProofVerdict::Wrong(_))),
        sum("not tried", |one| matches!(one, ProofVerdict::NotTried(_))),
    ];
    let sums: Vec<String> = sums.into_iter().flatten().collect();
    sums.join(", ")
}
