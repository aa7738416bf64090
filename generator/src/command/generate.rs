//! `bindwright generate SPEC --output DIR`: generates a crate, or modules for an existing one.
//!
//! The summary says what to do next, so that a first run needs no documentation:
//!
//! ```text
//! pets: 1 operation, 2 types (159 files created)
//! next: cd pets && cargo check
//! ```

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bindwright::diagnostic::Diagnostics;
use bindwright::emit::Root;
use bindwright::package::{ParentWorkspace, Runtime, snippet};
use bindwright::write::{Plan, apply};
use bindwright::{DateTimes, Generated, OutputKind, RunOutcome};
use clap::{Args, ValueEnum};

use super::output::{count, left_out, reject, report, say};
use super::{Common, Spec};

/// Arguments of `generate`.
#[derive(Debug, Args)]
pub(super) struct Generate {
    #[command(flatten)]
    spec: Spec,
    /// The folder of the crate. It is created if it does not exist. Needed unless the file with options has it.
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// The package name. The default is the name in an existing Cargo.toml, or else the name of the folder.
    #[arg(long)]
    name: Option<String>,
    /// Write nothing, and fail if the folder is out of date.
    #[arg(long, conflicts_with = "dry_run")]
    check: bool,
    /// Write nothing, and list what would change.
    #[arg(long)]
    dry_run: bool,
    /// Where the runtime comes from: `copied` into the crate, `path:DIR`, or `version:REQ` from the registry.
    #[arg(long, value_name = "SOURCE", default_value = "copied")]
    runtime: Runtime,
    /// Write only modules, starting with `mod.rs`, for an existing crate. Prints what its Cargo.toml needs.
    #[arg(long, conflicts_with_all = ["name", "runtime"])]
    modules: bool,
    /// The crate whose types represent dates and times.
    #[arg(long, value_name = "CRATE", value_enum, default_value_t = DateTime::Jiff)]
    date_time: DateTime,
    /// Put the operations of each tag behind a Cargo feature. All of these features are on by default.
    #[arg(long)]
    features_per_tag: bool,
    /// Let clients check responses against the limits of the document: adds `check_responses` to the builder.
    #[arg(long)]
    check_responses: bool,
    #[command(flatten)]
    common: Common,
}

/// The crate whose types represent dates and times.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DateTime {
    Jiff,
    Chrono,
    Time,
    /// Plain strings.
    String,
}

impl From<DateTime> for DateTimes {
    fn from(chosen: DateTime) -> Self {
        match chosen {
            DateTime::Jiff => Self::Jiff,
            DateTime::Chrono => Self::Chrono,
            DateTime::Time => Self::Time,
            DateTime::String => Self::String,
        }
    }
}

impl Generate {
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
        let Some(folder) = self.output.clone() else {
            let problem = "no output folder is named: pass `--output DIR`, or set `output` in bindwright.toml";
            return reject(problem);
        };
        let form = self.form();
        let mut generator = self.common.generator(documents);
        generator = generator.date_times(self.date_time.into());
        if self.features_per_tag {
            generator = generator.features_per_tag();
        }
        if self.check_responses {
            generator = generator.check_responses();
        }
        let RunOutcome {
            mut diagnostics,
            generated,
        } = generator.plan(&folder, &form);
        let generated = generated.filter(|_| !diagnostics.has_errors());
        if let Some(generated) = &generated {
            self.apply(generated, &mut diagnostics);
        }
        let status = report(&diagnostics, &self.common);
        if let Some(generated) = generated.filter(|_| !diagnostics.has_errors()) {
            self.summarize(&folder, &generated);
            left_out(&self.common, &diagnostics, &generated.api);
            // The process ends here: freeing every part of the document would take 3 % of its time.
            std::mem::forget(generated);
        }
        status
    }

    fn form(&self) -> OutputKind {
        if self.modules {
            return OutputKind::Modules(Root::Module);
        }
        OutputKind::Package {
            name: self.name.clone(),
            runtime: self.runtime.clone(),
        }
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

    fn summarize(&self, folder: &Path, generated: &Generated) {
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
        if self.dry_run {
            list(plan).iter().for_each(|line| say(&self.common, line));
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
    let created = plan
        .create
        .iter()
        .map(|change| format!("create {}", change.path));
    let replaced = plan
        .replace
        .iter()
        .map(|change| format!("replace {}", change.path));
    let deleted = plan.delete.iter().map(|path| format!("delete {path}"));
    created.chain(replaced).chain(deleted).collect()
}

/// `2 files created, 1 file replaced`: only what happened.
fn summary(plan: &Plan) -> String {
    let parts = [
        (plan.create.len(), "created"),
        (plan.replace.len(), "replaced"),
        (plan.delete.len(), "deleted"),
        (plan.unchanged.len(), "unchanged"),
    ];
    let parts = parts.iter().filter(|(files, _)| *files > 0);
    parts
        .map(|(files, what)| format!("{} {what}", count(*files, "file")))
        .collect::<Vec<_>>()
        .join(", ")
}
