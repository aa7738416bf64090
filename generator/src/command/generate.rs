//! `bindwright generate SPEC --output DIR`: generates a crate, or modules for an existing one.

use std::process::ExitCode;

use bindwright::diagnostic::Diagnostics;
use bindwright::write::{Plan, apply};
use bindwright::{Generated, RunOutcome};
use clap::Args;

use super::output::{left_out, report, say};
use super::target::Target;

/// Arguments of `generate`.
#[derive(Debug, Args)]
pub(super) struct Generate {
    #[command(flatten)]
    pub(super) target: Target,
    /// Write nothing, and fail if the folder is out of date.
    #[arg(long, conflicts_with = "dry_run")]
    check: bool,
    /// Write nothing, and list what would change.
    #[arg(long)]
    dry_run: bool,
}

impl Generate {
    pub(super) fn run(self) -> ExitCode {
        let (folder, generator) = match self.target.named() {
            Ok(named) => named,
            Err(status) => return status,
        };
        let RunOutcome {
            mut diagnostics,
            generated,
        } = generator.plan(&folder, &self.target.form());
        let generated = generated.filter(|_| !diagnostics.has_errors());
        if let Some(generated) = &generated {
            self.apply(generated, &mut diagnostics);
        }
        let common = &self.target.common;
        let status = report(&diagnostics, common);
        if let Some(generated) = generated.filter(|_| !diagnostics.has_errors()) {
            if self.dry_run && !generated.plan.is_fresh() {
                list(&generated.plan)
                    .iter()
                    .for_each(|line| say(common, line));
            } else {
                self.target.summarize(&folder, &generated);
            }
            left_out(common, &diagnostics, &generated.api);
            // The process ends here: freeing every part of the document would take 3 % of its time.
            std::mem::forget(generated);
        }
        status
    }

    /// Writes the files, or only compares them.
    fn apply(&self, generated: &Generated, diagnostics: &mut Diagnostics) {
        if self.check {
            let advice = format!("run `{}`", update_command());
            bindwright::report_stale(&generated.plan, &advice, diagnostics);
        } else if !self.dry_run
            && let Err(error) = apply(&generated.plan)
        {
            bindwright::report_unwritable(&generated.plan, &error, diagnostics);
        }
    }
}

/// The command that updates the folder: this one with all of its options, but for those that only compare or print.
fn update_command() -> String {
    let mut words = vec!["bindwright".to_owned()];
    let mut arguments = std::env::args_os().skip(1);
    while let Some(argument) = arguments.next() {
        let argument = argument.to_string_lossy();
        match argument.as_ref() {
            "--check" => {}
            "--message-format" | "--color" => drop(arguments.next()),
            other if other.starts_with("--message-format=") || other.starts_with("--color=") => {}
            other => words.push(quoted(other)),
        }
    }
    words.join(" ")
}

/// An argument as a POSIX shell reads it.
fn quoted(argument: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./:=,@+".contains(c);
    if !argument.is_empty() && argument.chars().all(is_plain) {
        argument.to_owned()
    } else {
        format!("'{}'", argument.replace('\'', "'\\''"))
    }
}

/// What `--dry-run` prints: a line per file that would change.
fn list(plan: &Plan) -> Vec<String> {
    let created = plan.created().map(|path| format!("create {path}"));
    let replaced = plan.replaced().map(|path| format!("replace {path}"));
    let deleted = plan.delete.iter().map(|path| format!("delete {path}"));
    created.chain(replaced).chain(deleted).collect()
}
