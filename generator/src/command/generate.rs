//! `bindwright generate SPEC --output DIR`.

use std::path::PathBuf;
use std::process::ExitCode;

use bindwright::diagnostic::Diagnostics;
use bindwright::emit::Root;
use bindwright::ir::{Api, Feature, HOOKS, SCHEMAS};
use bindwright::package::Runtime;
use bindwright::write::{Plan, apply};
use bindwright::{DateTimes, Generated, OutputKind, RunOutcome};
use clap::{Args, ValueEnum};

use super::output::{count, left_out, report, say};
use super::{Common, Spec};

/// The arguments of `generate`.
#[derive(Debug, Args)]
pub(super) struct Generate {
    #[command(flatten)]
    spec: Spec,
    /// The folder of the crate; it is created.
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// The package's name; the folder's by default.
    #[arg(long)]
    name: Option<String>,
    /// Writes nothing, and fails where the folder is out of date.
    #[arg(long, conflicts_with = "dry_run")]
    check: bool,
    /// Writes nothing, and lists what would change.
    #[arg(long)]
    dry_run: bool,
    /// Where the runtime comes from: `copied` beside the crate, `path:DIR`, or `version:REQ` of the registry.
    #[arg(long, value_name = "SOURCE", default_value = "copied")]
    runtime: Runtime,
    /// Writes modules only, `mod.rs` at their head, for a crate that exists.
    #[arg(long, conflicts_with_all = ["name", "runtime"])]
    modules: bool,
    /// Whose types dates and times become.
    #[arg(long, value_name = "CRATE", value_enum, default_value_t = DateTime::Jiff)]
    date_time: DateTime,
    /// Puts the operations of each tag behind a Cargo feature of its own; all of them are on by default.
    #[arg(long)]
    features_per_tag: bool,
    #[command(flatten)]
    common: Common,
}

/// Whose types dates and times become.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DateTime {
    Jiff,
    Chrono,
    Time,
    /// Texts, as they come.
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
    pub(super) fn run(self) -> ExitCode {
        let form = self.form();
        let mut generator = self.common.generator(&self.spec.spec);
        generator = generator.date_times(self.date_time.into());
        if self.features_per_tag {
            generator = generator.features_per_tag();
        }
        let RunOutcome {
            mut diagnostics,
            made,
        } = generator.plan(&self.output, &form);
        let made = made.filter(|_| !diagnostics.has_errors());
        if let Some(made) = &made {
            self.act(made, &mut diagnostics);
        }
        let status = report(&diagnostics, &self.common);
        if let Some(made) = made.filter(|_| !diagnostics.has_errors()) {
            self.tell(&made);
            left_out(&self.common, &diagnostics, &made.api);
            // The process ends here, and takes its memory along: to give the pieces back one by one is 3 % of its time.
            std::mem::forget(made);
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

    /// Writes, or looks only.
    fn act(&self, made: &Generated, diagnostics: &mut Diagnostics) {
        if self.check {
            bindwright::report_stale(&made.plan, &self.again(), diagnostics);
        } else if !self.dry_run
            && let Err(error) = apply(&made.plan)
        {
            bindwright::report_unwritable(&made.plan, &error, diagnostics);
        }
    }

    /// The command that brings the folder up to date.
    fn again(&self) -> String {
        format!(
            "run `bindwright generate {} --output {}`",
            self.spec.spec.display(),
            self.output.display()
        )
    }

    fn tell(&self, made: &Generated) {
        let Generated { api, plan } = made;
        let (operations, types) = (
            count(api.operations.len(), "operation"),
            count(api.types.len(), "type"),
        );
        let folder = self.output.display();
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
            declarations(&made.api)
                .iter()
                .for_each(|line| say(&self.common, line));
        } else {
            say(&self.common, &format!("next: cd {folder} && cargo check"));
        }
    }
}

/// What the crate around the modules has to declare.
fn declarations(api: &Api) -> Vec<String> {
    let line = |name: &str, enables: Vec<&str>| format!("    {name} = {enables:?}");
    let features = api.features.iter().map(
        |Feature {
             name,
             enables,
             tag: _,
         }| line(name, enables.iter().map(String::as_str).collect()),
    );
    let schemas = api.schemas_feature();
    let schemas = schemas.map(|enables| line(SCHEMAS, enables.into_iter().collect()));
    let sent = (!api.hooks.is_empty()).then(|| line(HOOKS, Vec::new()));
    let features: Vec<String> = schemas.into_iter().chain(sent).chain(features).collect();
    let head = "next: declare these under [features] in Cargo.toml, and in `default` those to have"
        .to_owned();
    let head = (!features.is_empty()).then_some(head);
    head.into_iter().chain(features).collect()
}

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
