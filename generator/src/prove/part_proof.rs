//! The proof of a part: its program is compiled and asked, and whatever happens, each of its operations has a verdict.

use std::cell::RefCell;

use super::operation_proof::OperationRun;
use super::options::ProveOptions;
use super::program::{self, Program, ProofError};
use super::report::{OperationProof, ProofVerdict};
use super::table;
use crate::diff::counterexample::{ExchangeSamples, Seed};
use crate::ir::{Api, Interface, Operation};
use crate::lower::{ApiPart, base_path};
use crate::write::Change;

/// What is needed to prove a part.
pub(super) struct PartRun<'p> {
    /// The whole API.
    pub(super) api: &'p Api,
    pub(super) part: &'p ApiPart<'p>,
    pub(super) samples: &'p ExchangeSamples,
    pub(super) options: &'p ProveOptions,
}

impl PartRun<'_> {
    /// The verdict of each operation, with its index in the whole API; also why some of them were not tried.
    pub(super) fn prove(
        &self,
        modules: Vec<Change>,
    ) -> (Vec<(usize, OperationProof)>, Option<ProofError>) {
        let mut proven = Vec::new();
        let error = self.run(modules, &mut proven).err();
        let reason = error.as_ref().map(|error| match error {
            ProofError::NotCompiled(_) => "the part does not compile",
            ProofError::NotWritten(_) => "the part cannot be written",
            _ => "the program of the part does not run",
        });
        let tried = proven.len();
        let left = self.part.operations.iter().skip(tried);
        let left = left.zip(reason.into_iter().cycle());
        proven.extend(left.filter_map(|(index, reason)| {
            let operation = self.api.operations.get(*index)?;
            let verdict = ProofVerdict::NotTried(reason);
            Some((*index, OperationProof::new(operation, verdict)))
        }));
        (proven, error)
    }

    fn run(
        &self,
        modules: Vec<Change>,
        proven: &mut Vec<(usize, OperationProof)>,
    ) -> Result<(), ProofError> {
        let program = RefCell::new(program::build(self.part, modules, self.options)?);
        let headers = self.api.headers.iter().enumerate();
        let of_server: Vec<String> = headers
            .filter(|(_, one)| one.wire.eq_ignore_ascii_case("x-request-id"))
            .map(|(index, _)| index.to_string())
            .collect();
        for index in &self.part.operations {
            let Some(operation) = self.api.operations.get(*index) else {
                continue;
            };
            let verdict = self.verdict((*index, operation), &of_server, &program)?;
            proven.push((*index, OperationProof::new(operation, verdict)));
        }
        Ok(())
    }

    fn verdict(
        &self,
        (index, operation): (usize, &Operation),
        of_server: &[String],
        program: &RefCell<Program>,
    ) -> Result<ProofVerdict, ProofError> {
        if let Some(reason) = table::reason_to_skip(self.api, operation) {
            return Ok(ProofVerdict::Skipped(reason));
        }
        // Each operation has values of its own, whichever others are proven.
        let seed = Seed::new(self.options.seed.wrapping_add(index as u64));
        let run = OperationRun {
            of_server,
            base: &base(self.api, operation),
            operation,
            index,
            samples: self.samples,
            program,
            cases: self.options.cases,
        };
        run.verdict(seed, self.options.against.is_some())
    }
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
