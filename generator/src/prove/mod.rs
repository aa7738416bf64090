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

use crate::Generator;
use crate::diagnostic::Diagnostics;
use crate::diff::counterexample::{ExchangeSamples, Seed};
use crate::format::File;
use crate::ir::{Api, Interface, Operation};
use crate::lower::{ApiPart, base_path, divided};
use crate::write::Change;

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
    /// How many operations and types one crate has at most. What is more is proven in parts, one after the other; an operation with more
    /// types is alone. [`PART_SIZE`] is a good one.
    pub part_size: usize,
    /// The folder for the crate, the copy of the runtime and, unless Cargo is told of another, for what is compiled.
    pub folder: PathBuf,
    /// The name of the package, which is the name of its folder too.
    pub name: String,
    /// Whether Cargo must not use the network.
    pub offline: bool,
    /// The URL of a server of somebody else, which the client calls in place of the generated one.
    pub against: Option<String>,
}

/// How many operations and types one crate has at most: the compiler needs about 2 GB for that many.
pub const PART_SIZE: usize = 1_000;

/// A document that is ready to be proven: its API, and the modules of its parts.
#[derive(Debug)]
pub struct ProofCrate {
    api: Api,
    parts: Vec<ProofPart>,
}

/// Some operations, which are compiled together.
#[derive(Debug)]
struct ProofPart {
    part: ApiPart,
    modules: Vec<Change>,
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
    let prepared = api.map(|api| ProofCrate::new(api, &generator, options));
    (diagnostics, prepared.transpose())
}

impl ProofCrate {
    fn new(api: Api, generator: &Generator, options: &ProveOptions) -> Result<Self, ProofError> {
        let chosen = chosen(&api, options)?;
        let is_whole = chosen.len() == api.operations.len();
        let parts = match is_whole && chosen.len() + api.types.len() <= options.part_size {
            true => vec![ApiPart::whole(&api)],
            false => divided(&api, &chosen, options.part_size)
                .iter()
                .map(|operations| ApiPart::of(&api, operations))
                .collect(),
        };
        let modules = generator.modules_of(parts.iter().map(|part| &part.api));
        let parts = parts.into_iter().zip(modules);
        let parts = parts.map(|(part, files)| ProofPart {
            part,
            modules: files.into_iter().map(changed).collect(),
        });
        Ok(Self {
            parts: parts.collect(),
            api,
        })
    }

    /// The generated modules of each part, to change them: a proof of changed ones shows which faults it finds.
    pub fn modules_mut(&mut self) -> impl Iterator<Item = &mut Change> {
        self.parts.iter_mut().flat_map(|part| &mut part.modules)
    }

    /// How many crates are compiled, one after the other.
    #[must_use]
    pub fn parts(&self) -> usize {
        self.parts.len()
    }

    /// Compiles each part, and makes its exchanges.
    ///
    /// # Errors
    /// If a crate cannot be written or compiled, or if a program does not start.
    pub fn prove(self, options: &ProveOptions) -> Result<Proof, ProofError> {
        let samples = ExchangeSamples::new(&self.api);
        let mut operations = Vec::new();
        for ProofPart { part, modules } in self.parts {
            let program = program::build(&part, modules, options)?;
            operations.extend(run_all(&self.api, (&part, program), &samples, options)?);
        }
        Ok(Proof {
            seed: options.seed,
            operations,
        })
    }

    /// Compiles the crate, and serves the API at an address until the process is killed: for clients and judges of others. Handlers
    /// take their responses from the samples.
    ///
    /// # Errors
    /// As those of [`prove`](Self::prove); also if the document has several parts, because one server has them all.
    pub fn serve(self, options: &ProveOptions, address: &str) -> Result<(), ProofError> {
        let mut parts = self.parts.into_iter();
        let (Some(ProofPart { part, modules }), None) = (parts.next(), parts.next()) else {
            let problem =
                "a server has all operations, so the part must be as large as the document";
            return Err(ProofError::NotStarted(problem.to_owned()));
        };
        let program = program::build(&part, modules, options)?;
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
        for index in found {
            if !chosen.contains(&index) {
                chosen.push(index);
            }
        }
    }
    Ok(chosen)
}

/// The verdicts of the operations of a part.
fn run_all(
    api: &Api,
    (part, mut program): (&ApiPart, program::Program),
    samples: &ExchangeSamples,
    options: &ProveOptions,
) -> Result<Vec<OperationProof>, ProofError> {
    let headers = api.headers.iter().enumerate();
    let of_server: Vec<String> = headers
        .filter(|(_, one)| one.wire.eq_ignore_ascii_case("x-request-id"))
        .map(|(index, _)| index.to_string())
        .collect();
    let mut operations = Vec::new();
    for index in &part.operations {
        let Some(operation) = api.operations.get(*index) else {
            continue;
        };
        let verdict = match table::reason_to_skip(api, operation) {
            Some(reason) => ProofVerdict::Skipped(reason),
            None => {
                // Each operation has values of its own, whichever others are proven.
                let seed = Seed::new(options.seed.wrapping_add(*index as u64));
                let mut proof = operation_proof::OperationRun {
                    of_server: &of_server,
                    base: &base(api, operation),
                    operation,
                    index: *index,
                    samples,
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
    Ok(operations)
}

/// The base path of an operation: that of its own server, or of the document's, as its client has it
/// (<https://spec.openapis.org/oas/v3.1.1.html#operation-object>). A server may have both, and another operation at the other one.
fn base(api: &Api, operation: &Operation) -> String {
    let Some(server) = api.servers.first() else {
        return String::new();
    };
    match (operation.role.interface(), &operation.server) {
        (Interface::Api, Some(own)) => base_path(own, &server.variables),
        (Interface::Api, None) => server.base_path.clone(),
        (Interface::Webhooks | Interface::Callbacks, _) => String::new(),
    }
}
