//! `bindwright check SPEC`: reads a document and reports what is wrong with it.
//!
//! It runs the same stages as `generate` up to lowering, so a document that passes generates without errors, apart from problems
//! with the output folder.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::output::{count, left_out, report, say};
use super::{Common, Spec};

/// Arguments of `check`.
#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    spec: Spec,
    #[command(flatten)]
    common: Common,
}

impl CheckArgs {
    /// What decides which file with options is read.
    pub(super) fn inputs(&self) -> (&Spec, &Common) {
        (&self.spec, &self.common)
    }

    /// Sets the folder that the output names documents from.
    pub(super) fn set_base(&mut self, base: Option<PathBuf>) {
        self.common.base = base;
    }

    pub(super) fn run(self) -> ExitCode {
        let documents = match self.spec.documents() {
            Ok(documents) => documents,
            Err(status) => return status,
        };
        let (diagnostics, api) = self.common.generator(documents).check();
        let status = report(&diagnostics, &self.common);
        if let Some(api) = api {
            let (operations, types) = (
                count(api.operations.len(), "operation"),
                count(api.types.len(), "type"),
            );
            say(
                &self.common,
                &format!("{operations} and {types}: ready to generate"),
            );
            left_out(&self.common, &diagnostics, &api);
        }
        status
    }
}
