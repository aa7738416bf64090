//! `bindwright check SPEC`: reads a document and reports what is wrong with it.
//!
//! It runs the same stages as `generate` up to lowering, so a document that passes generates without errors, apart from problems
//! with the output folder.

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
    pub(super) fn run(self) -> ExitCode {
        let (diagnostics, api) = self.common.generator(&self.spec.documents).check();
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
