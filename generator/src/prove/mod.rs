//! A round-trip proof of a document: values travel from the generated client to the generated server and back, and arrive as they
//! were sent; a request that breaks a rule is rejected by both.
//!
//! ```text
//! document ──emit──► crate: client, server, and a program that makes exchanges ──cargo──► program
//! ir ──samples──► exchanges, one a line ──► program ──► what was sent and seen ──judge──► verdict, with a small counterexample
//! ```
//!
//! The values come from the [samples](crate::diff::counterexample) that `bindwright diff` uses, as JSON, so that nothing about them
//! is compiled: the program has a few lines for each operation. It is compiled without optimization, and crates of all documents
//! share their dependencies.

mod answer;
mod case;
mod crate_files;
mod equal;
mod interfaces;
mod judge;
mod operation_proof;
mod program;
mod report;
mod table;
mod table_body;
mod table_clients;

use std::path::PathBuf;

use crate::diagnostic::Diagnostics;
use crate::diff::counterexample::{ExchangeSamples, Seed};
use crate::emit::Root;
use crate::ir::{Api, Interface};
use crate::write::Change;
use crate::{Generator, OutputKind};

pub use program::ProofError;
pub use report::{Fault, FaultSide, OperationProof, Proof, ProofFormat, ProofVerdict};

/// How a document is proven.
#[derive(Debug, Clone)]
pub struct ProveOptions {
    /// How many requests, and how many responses, are tried for each operation.
    pub cases: usize,
    /// Equal numbers try equal values.
    pub seed: u64,
    /// The operations to prove, by `operationId` or by method and path; all of them if this is empty.
    pub operations: Vec<String>,
    /// The folder for the crate, the copy of the runtime and, unless Cargo is told of another, for what is compiled.
    pub folder: PathBuf,
    /// The name of the package, which is the name of its folder too.
    pub name: String,
    /// Whether Cargo must not use the network.
    pub offline: bool,
    /// The URL of a server of somebody else, which the client calls in place of the generated one.
    pub against: Option<String>,
}

/// A document that is ready to be proven: its API, and its modules.
#[derive(Debug)]
pub struct ProofCrate {
    api: Api,
    modules: Vec<Change>,
}

/// Generates what is proven. `None` if the document has errors; the reports are returned in either case.
pub fn prepare(generator: &Generator, options: &ProveOptions) -> (Diagnostics, Option<ProofCrate>) {
    let generator = generator.clone().check_responses();
    // Nothing is there, so each file is one to create.
    let nowhere = options.folder.join("nowhere");
    let run = generator.plan(&nowhere, &OutputKind::Modules(Root::Module));
    let has_errors = run.diagnostics.has_errors();
    let generated = run.generated.filter(|_| !has_errors);
    let prepared = generated.map(|generated| ProofCrate {
        api: generated.api,
        modules: generated.plan.create,
    });
    (run.diagnostics, prepared)
}

impl ProofCrate {
    /// The generated modules, to change them: a proof of changed ones shows which faults it finds.
    pub fn modules_mut(&mut self) -> &mut [Change] {
        &mut self.modules
    }

    /// Compiles the crate, and makes the exchanges.
    ///
    /// # Errors
    /// If an operation that is asked for is not in the document, if the crate cannot be written or compiled, or if the program does
    /// not start.
    pub fn prove(self, options: &ProveOptions) -> Result<Proof, ProofError> {
        let chosen = chosen(&self.api, options)?;
        let program = program::build(&self.api, self.modules, options)?;
        run_all(&self.api, &chosen, program, options)
    }

    /// Compiles the crate, and serves the API at an address until the process is killed: for clients and judges of others. Handlers
    /// take their responses from the samples.
    ///
    /// # Errors
    /// As those of [`prove`](Self::prove).
    pub fn serve(self, options: &ProveOptions, address: &str) -> Result<(), ProofError> {
        let chosen = chosen(&self.api, options)?;
        let program = program::build(&self.api, self.modules, options)?;
        let samples = ExchangeSamples::new(&self.api);
        let mut lines = Vec::new();
        for index in chosen {
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

/// The indices of the operations to prove.
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
    let mut chosen = Vec::new();
    for name in &options.operations {
        let found = named(name);
        if found.is_empty() {
            return Err(ProofError::NoSuchOperation(name.clone()));
        }
        chosen.extend(found);
    }
    Ok(chosen)
}

fn run_all(
    api: &Api,
    chosen: &[usize],
    mut program: program::Program,
    options: &ProveOptions,
) -> Result<Proof, ProofError> {
    let samples = ExchangeSamples::new(api);
    let headers = api.headers.iter().enumerate();
    let of_server: Vec<String> = headers
        .filter(|(_, one)| one.wire.eq_ignore_ascii_case("x-request-id"))
        .map(|(index, _)| index.to_string())
        .collect();
    let mut operations = Vec::new();
    for index in chosen {
        let Some(operation) = api.operations.get(*index) else {
            continue;
        };
        let verdict = match table::reason_to_skip(api, operation) {
            Some(reason) => ProofVerdict::Skipped(reason),
            None => {
                // Each operation has values of its own, whichever others are proven.
                let seed = Seed::new(options.seed.wrapping_add(*index as u64));
                let served = operation.role.interface() == Interface::Api;
                let server = api.servers.first().filter(|_| served);
                let mut proof = operation_proof::OperationRun {
                    of_server: &of_server,
                    base: server.map_or("", |server| server.base_path.as_str()),
                    operation,
                    index: *index,
                    samples: &samples,
                    program: &mut program,
                    cases: options.cases,
                };
                match options.against {
                    Some(_) => proof.against(seed)?,
                    None => proof.run(seed)?,
                }
            }
        };
        operations.push(OperationProof::new(operation, verdict));
    }
    Ok(Proof {
        seed: options.seed,
        operations,
    })
}
