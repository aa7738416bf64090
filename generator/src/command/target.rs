//! What is generated from which document into which folder: the arguments that `generate` and `watch` share.
//!
//! The summary says what to do next, so that a first run needs no documentation:
//!
//! ```text
//! pets: 1 operation, 2 types (159 files created)
//! next: cd pets && cargo check
//! ```

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bindwright::emit::Root;
use bindwright::package::{ParentWorkspace, Runtime, snippet};
use bindwright::write::Plan;
use bindwright::{Generated, Generator, OutputKind};
use clap::Args;

use super::code_options::CodeOptions;
use super::output::{count, reject, say};
use super::{Common, Spec};

/// What is generated, and where.
#[derive(Debug, Args)]
pub(super) struct Target {
    #[command(flatten)]
    pub(super) spec: Spec,
    /// The folder of the crate. It is created if it does not exist. Needed unless the file with options has it.
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// The package name. The default is the name in an existing Cargo.toml, or else the name of the folder.
    #[arg(long)]
    name: Option<String>,
    /// Where the runtime comes from: `copied` into the crate, `path:DIR`, or `version:REQ` from the registry.
    #[arg(long, value_name = "SOURCE", default_value = "copied")]
    runtime: Runtime,
    /// Write only modules, starting with `mod.rs`, for an existing crate. Prints what its Cargo.toml needs.
    #[arg(long, conflicts_with_all = ["name", "runtime"])]
    modules: bool,
    #[command(flatten)]
    pub(super) code: CodeOptions,
    #[command(flatten)]
    pub(super) common: Common,
}

impl Target {
    /// What decides which file with options is read.
    pub(super) fn inputs(&self) -> (&Spec, &Common) {
        (&self.spec, &self.common)
    }

    /// Sets the folder that the output names documents from.
    pub(super) fn set_base(&mut self, base: Option<PathBuf>) {
        self.common.base = base;
    }

    /// The folder and the generator, or the exit status if the user did not name them.
    pub(super) fn named(&self) -> Result<(PathBuf, Generator), ExitCode> {
        let documents = self.spec.documents()?;
        let Some(folder) = self.output.clone() else {
            let problem = "no output folder is named: pass `--output DIR`, or set `output` in bindwright.toml";
            return Err(reject(problem));
        };
        Ok((folder, self.code.apply(self.common.generator(documents))))
    }

    pub(super) fn form(&self) -> OutputKind {
        if self.modules {
            return OutputKind::Modules(Root::Module);
        }
        OutputKind::Package {
            name: self.name.clone(),
            runtime: self.runtime.clone(),
        }
    }

    /// Prints what was done, and what to do next.
    pub(super) fn summarize(&self, folder: &Path, generated: &Generated) {
        let Generated {
            api,
            plan,
            workspace,
        } = generated;
        let (operations, types) = (
            count(api.operations.len(), "operation"),
            count(api.types.len(), "type"),
        );
        let folder = folder.display();
        if plan.is_fresh() {
            say(
                &self.common,
                &format!("{folder} is up to date: {operations}, {types}"),
            );
            return;
        }
        let changes = summary(plan);
        say(
            &self.common,
            &format!("{folder}: {operations}, {types} ({changes})"),
        );
        if self.modules {
            say(
                &self.common,
                &format!(
                    "next: add to Cargo.toml what is missing there\n\n{}",
                    snippet(api).trim_end()
                ),
            );
        } else {
            say(
                &self.common,
                &format!("next: {}", next(&folder.to_string(), plan, workspace)),
            );
        }
    }
}

/// What to do with a crate. A new crate in a workspace has to be listed first, or Cargo rejects it.
fn next(folder: &str, plan: &Plan, workspace: &ParentWorkspace) -> String {
    let check = format!("cd {folder} && cargo check");
    let is_new = plan.create.iter().any(|change| change.path == "Cargo.toml");
    match workspace {
        ParentWorkspace::Unlisted { root, member } if is_new => {
            let manifest = root.join("Cargo.toml");
            format!(
                "add \"{member}\" to `members` of [workspace] in {}, or to `exclude` to build it alone, then {check}\n\
                 (a path dependency of a member needs neither)",
                manifest.display()
            )
        }
        ParentWorkspace::Unlisted { .. } | ParentWorkspace::Member | ParentWorkspace::Absent => {
            check
        }
    }
}

/// `2 files created, 1 file replaced`: only what happened.
fn summary(plan: &Plan) -> String {
    let parts = [
        (plan.created().count(), "created"),
        (plan.replaced().count(), "replaced"),
        (plan.delete.len(), "deleted"),
        (plan.unchanged.len(), "unchanged"),
    ];
    let parts = parts.iter().filter(|(files, _)| *files > 0);
    parts
        .map(|(files, what)| format!("{} {what}", count(*files, "file")))
        .collect::<Vec<_>>()
        .join(", ")
}
