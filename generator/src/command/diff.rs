//! `bindwright diff OLD NEW`: says what a change of a document means on the wire, for callers of the generated crate, and for those who
//! implement its trait.
//!
//! The exit status is 1 if a document cannot be read, or if there is a change that `--deny` names and `--accept` does not.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bindwright::Generator;
use bindwright::compare::{NewDocument, read_versions};
use bindwright::diagnostic::escape;
use bindwright::diff::{Acceptances, Deny, DiffFormat, DiffReport, DocumentChange, render_diff};
use bindwright::drift::{DriftFormat, drift, render_drift};
use clap::{Args, ValueEnum};
use semver::Version;

use super::Common;
use super::code_options::CodeOptions;
use super::output::{FAILURE, count, line_to_stderr, reject, report, text};
use super::pages::{self, ProfileOption, Reports};
use super::revision::Source;

/// Arguments of `diff`.
#[derive(Debug, Args)]
pub(super) struct DiffArgs {
    /// The old document: a file, or `git:REV:path` for a file in a commit.
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The new document.
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// How to print the changes.
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = DiffFormatName::Human)]
    format: DiffFormatName,
    /// Fail if a change breaks callers or implementors (`major`), or messages (`wire`). Can be repeated.
    #[arg(long, value_name = "WHAT", value_enum)]
    deny: Vec<DenyName>,
    /// A file with changes that are accepted, each with a reason.
    #[arg(long, value_name = "FILE")]
    accept: Option<PathBuf>,
    /// The version of the crate before the change. The default is the version of the old document.
    #[arg(long, value_name = "VERSION")]
    current_version: Option<Version>,
    /// Also say where the new document and these saved pages or files of facts differ. Can be repeated.
    #[arg(long, value_name = "PAGE|FACTS")]
    facts: Vec<PathBuf>,
    #[command(flatten)]
    profile: ProfileOption,
    #[command(flatten)]
    code: CodeOptions,
    #[command(flatten)]
    common: Common,
}

/// How to print the changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DiffFormatName {
    Human,
    Markdown,
    Json,
    /// A comment on a pull request.
    Github,
}

impl From<DiffFormatName> for DiffFormat {
    fn from(name: DiffFormatName) -> Self {
        match name {
            DiffFormatName::Human => Self::Human,
            DiffFormatName::Markdown => Self::Markdown,
            DiffFormatName::Json => Self::Json,
            DiffFormatName::Github => Self::Github,
        }
    }
}

/// What must not be among the changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DenyName {
    Major,
    Wire,
}

impl From<DenyName> for Deny {
    fn from(name: DenyName) -> Self {
        match name {
            DenyName::Major => Self::Major,
            DenyName::Wire => Self::Wire,
        }
    }
}

impl DiffArgs {
    pub(super) fn run(self) -> ExitCode {
        let sources = (Source::of(&self.old), Source::of(&self.new));
        let (old, new) = match sources {
            (Ok(old), Ok(new)) => (old, new),
            (Err(problem), _) | (_, Err(problem)) => return reject(&problem),
        };
        let mut reports = Reports::default();
        let accepted = self.acceptances(&mut reports);
        let facts = pages::all(&self.facts, &self.profile, &mut reports);
        let generators = (self.generator(old.path()), self.generator(new.path()));
        let kept = match &facts {
            Some(facts) if !facts.is_empty() => NewDocument::Whole,
            _ => NewDocument::Places,
        };
        let mut sides = read_versions(&generators.0, &generators.1, kept);
        old.name_in(&mut sides.old.diagnostics);
        new.name_in(&mut sides.new.diagnostics);
        for side in [&sides.old, &sides.new] {
            if side.diagnostics.has_errors() || !self.is_quiet() {
                report(&side.diagnostics, &self.common);
            }
        }
        let (Some(facts), false) = (facts, reports.has_errors()) else {
            return ExitCode::from(FAILURE);
        };
        let drift = sides.new_document().map(|document| {
            let found = drift(document, &sides.new.diagnostics, &facts);
            render_drift(&found, DriftFormat::Markdown)
        });
        let names = (old.name(), new.name());
        let current = self.current_version.clone();
        let Some(found) = sides.compare(names, current, &accepted) else {
            return ExitCode::from(FAILURE);
        };
        text(&render_diff(&found, self.format.into(), drift.as_deref()));
        self.verdict(&found)
    }

    /// Warnings about the documents would be in the way of a report for programs.
    fn is_quiet(&self) -> bool {
        self.format != DiffFormatName::Human
    }

    fn generator(&self, document: &Path) -> Generator {
        let document = document.to_owned();
        self.code
            .apply(self.common.generator(std::slice::from_ref(&document)))
    }

    /// The changes that are accepted.
    fn acceptances(&self, reports: &mut Reports) -> Acceptances {
        let Some(path) = &self.accept else {
            return Acceptances::default();
        };
        let read = std::fs::read_to_string(path).map_err(|error| error.to_string());
        match read.and_then(|text| Acceptances::parse(&text)) {
            Ok(accepted) => accepted,
            Err(problem) => {
                reports.error(&path.display().to_string(), &problem);
                Acceptances::default()
            }
        }
    }

    /// Fails if a change is denied.
    fn verdict(&self, found: &DiffReport) -> ExitCode {
        let deny: Vec<Deny> = self.deny.iter().map(|name| Deny::from(*name)).collect();
        let denied: Vec<&DocumentChange> = found.denied(&deny).collect();
        if denied.is_empty() {
            return ExitCode::SUCCESS;
        }
        let changes = count(denied.len(), "change");
        line_to_stderr(&format!("error: {changes} denied and not accepted:"));
        for change in denied {
            line_to_stderr(&format!("  {}", escape(&change.id())));
        }
        line_to_stderr("help: a file for `--accept` lists accepted changes, each with a reason");
        ExitCode::from(FAILURE)
    }
}
