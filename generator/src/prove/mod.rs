//! A round-trip proof of a document: values travel from the generated client to the generated server and back, and arrive as they
//! were sent; a request that breaks a rule is rejected by both.
//!
//! ```text
//! document ──emit──► crate: client, server, and a program that makes exchanges ──cargo──► program
//! ir ──samples──► exchanges, one a line ──► program ──► what was sent and seen ──judge──► verdict, with a small counterexample
//! ```
//!
//! A large document is proven in parts, so that the compiler needs no more memory for it than for a small one. The values are those of
//! the whole: they, the paths and the verdicts do not depend on the parts.
//!
//! The values come from the [samples](crate::diff::counterexample) that `bindwright diff` uses, as JSON, so that nothing about them
//! is compiled: the program has a few lines for each operation. It is compiled without optimization, and crates of all documents
//! share their dependencies.

mod answer;
mod case;
mod compiler_errors;
mod crate_files;
mod equal;
mod fault_search;
mod interfaces;
mod judge;
mod operation_proof;
mod options;
mod part_proof;
mod program;
mod progress;
mod report;
mod running;
mod table;
mod table_body;
mod table_clients;

use std::collections::BTreeSet;

use crate::Generator;
use crate::diagnostic::Diagnostics;
use crate::diff::counterexample::{ExchangeSamples, Seed};
use crate::format::File;
use crate::ir::Api;
use crate::lower::{ApiPart, divided};
use crate::write::Change;
use part_proof::PartRun;

pub use options::{ANSWER_TIME, PART_SIZE, ProveOptions};
pub use program::ProofError;
pub use progress::{ProofProgress, ProofStep};
pub use report::{Fault, FaultSide, OperationProof, PartFailure, Proof, ProofFormat, ProofVerdict};

/// A document that is ready to be proven: its API, and how it is divided.
#[derive(Debug)]
pub struct ProofCrate {
    generator: Generator,
    api: Api,
    parts: ProofParts,
}

/// The indices of operations that are compiled together.
#[derive(Debug)]
enum ProofParts {
    /// All of them, with all types.
    Whole,
    /// Those of each part.
    Divided(Vec<Vec<usize>>),
}

/// Generates what is proven: the chosen operations, in as many parts as there must be. `None` if the document has errors; the reports
/// are returned in either case.
///
/// # Errors
/// If an operation that is asked for is not in the document.
pub fn prepare(
    generator: &Generator,
    options: &ProveOptions,
) -> (Diagnostics, Result<Option<ProofCrate>, ProofError>) {
    let generator = generator.clone().check_responses();
    let (diagnostics, api) = generator.check();
    let api = api.filter(|_| !diagnostics.has_errors());
    let prepared = api.map(|api| ProofCrate::new(api, generator, options));
    (diagnostics, prepared.transpose())
}

impl ProofCrate {
    fn new(api: Api, generator: Generator, options: &ProveOptions) -> Result<Self, ProofError> {
        let chosen = chosen(&api, options)?;
        let is_whole = chosen.len() == api.operations.len();
        let parts = match is_whole && chosen.len() + api.types.len() <= options.part_size {
            true => ProofParts::Whole,
            false => ProofParts::Divided(divided(&api, &chosen, options.part_size)),
        };
        Ok(Self {
            generator,
            api,
            parts,
        })
    }

    /// How many crates are compiled, one after the other.
    #[must_use]
    pub fn parts(&self) -> usize {
        match &self.parts {
            ProofParts::Whole => 1,
            ProofParts::Divided(parts) => parts.len(),
        }
    }

    /// A part, which is made when its turn comes: at most one is in memory.
    fn part(&self, at: usize) -> ApiPart<'_> {
        match &self.parts {
            ProofParts::Whole => ApiPart::whole(&self.api),
            ProofParts::Divided(parts) => {
                let operations = parts.get(at).map_or([].as_slice(), Vec::as_slice);
                ApiPart::of(&self.api, operations)
            }
        }
    }

    /// The generated modules of a part.
    fn modules(&self, part: &ApiPart<'_>) -> Vec<Change> {
        let files = self.generator.modules_of(&part.api).into_iter();
        files.map(changed).collect()
    }

    /// Compiles each part, and makes its exchanges. A part that does not compile or run is among the
    /// [failures](Proof::failures), and the next one is proven nevertheless.
    ///
    /// `watch` is called as the proof proceeds.
    pub fn prove(&self, options: &ProveOptions, watch: &mut dyn FnMut(ProofProgress<'_>)) -> Proof {
        let samples = ExchangeSamples::new(&self.api);
        let (mut operations, mut failures) = (Vec::new(), Vec::new());
        let parts = self.parts();
        for at in 0..parts {
            let part = self.part(at);
            let mut watch = |step: ProofStep<'_>| {
                let number = at + 1;
                watch(ProofProgress {
                    part: number,
                    parts,
                    step,
                });
            };
            let mut modules = self.modules(&part);
            watch(ProofStep::Generated(&mut modules));
            watch(ProofStep::Compiling(part.operations.len()));
            let run = PartRun {
                api: &self.api,
                part: &part,
                samples: &samples,
                options,
            };
            let (proven, error) = run.prove(modules);
            let verdicts: Vec<&OperationProof> = proven.iter().map(|(_, one)| one).collect();
            watch(ProofStep::Done(&verdicts));
            failures.extend(error.map(|error| PartFailure::new((at + 1, parts), &proven, error)));
            operations.extend(proven);
        }
        // In the order of the document, however it is divided.
        operations.sort_by_key(|(index, _)| *index);
        Proof {
            seed: options.seed,
            operations: operations.into_iter().map(|(_, one)| one).collect(),
            failures,
        }
    }

    /// Compiles the crate, and serves the API at an address until the process is killed: for clients and judges of others. Handlers
    /// take their responses from the samples.
    ///
    /// # Errors
    /// If the crate cannot be written or compiled, or if the program does not start; also if the document has several parts, because
    /// one server has them all.
    pub fn serve(&self, options: &ProveOptions, address: &str) -> Result<(), ProofError> {
        if self.parts() != 1 {
            let problem =
                "a server has all operations, so the part must be as large as the document";
            return Err(ProofError::NotStarted(problem.to_owned()));
        }
        let part = self.part(0);
        let program = program::build(&part, self.modules(&part), options)?;
        let samples = ExchangeSamples::new(&self.api);
        let mut lines = Vec::new();
        for index in part.operations {
            let Some(operation) = self.api.operations.get(index) else {
                continue;
            };
            let mut seed = Seed::new(options.seed.wrapping_add(index as u64));
            let mut responses = samples.responses(index, options.cases, &mut seed);
            // A judge wants to see what the operation does: failures only where there is nothing else.
            if responses.iter().any(|one| one.is_success) {
                responses.retain(|one| one.is_success);
            }
            lines.extend(
                responses
                    .iter()
                    .map(|one| case::response((operation, index), one)),
            );
        }
        program::serve(&program, address, &lines)
    }
}

fn changed(file: File) -> Change {
    Change {
        path: file.path,
        text: file.text,
    }
}

/// The indices of the operations to prove, in the order of the document.
fn chosen(api: &Api, options: &ProveOptions) -> Result<Vec<usize>, ProofError> {
    let named = |name: &str| {
        let all = api.operations.iter().enumerate();
        let found = all.filter(|(_, one)| {
            one.id == name || format!("{} {}", one.method.name(), one.path.written) == name
        });
        found.map(|(index, _)| index).collect::<Vec<usize>>()
    };
    if options.operations.is_empty() {
        return Ok((0..api.operations.len()).collect());
    }
    let mut chosen = BTreeSet::new();
    for name in &options.operations {
        let found = named(name);
        if found.is_empty() {
            return Err(ProofError::NoSuchOperation(name.clone()));
        }
        chosen.extend(found);
    }
    Ok(chosen.into_iter().collect())
}
