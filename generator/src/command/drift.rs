//! `bindwright drift SPEC (PAGE|FACTS)…`: says where pages of documentation and a document differ.
//!
//! Pages are read as by `facts`; a file that `facts` wrote is read as it is. The exit status is 1 if there is a difference that the
//! document does not record as decided.

use std::path::PathBuf;
use std::process::ExitCode;

use bindwright::drift::{DriftFormat, drift, render_drift};
use clap::{Args, ValueEnum};

use super::Common;
use super::output::{FAILURE, report, text};
use super::pages::{self, ProfileOption, Reports};
use super::propose;

/// Arguments of `drift`.
#[derive(Debug, Args)]
pub(super) struct DriftArgs {
    /// The OpenAPI document.
    #[arg(value_name = "SPEC")]
    spec: PathBuf,
    /// Saved pages, files of facts, and folders with files of facts.
    #[arg(value_name = "PAGE|FACTS", required = true)]
    pages: Vec<PathBuf>,
    #[command(flatten)]
    profile: ProfileOption,
    /// How to print the differences.
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = FormatName::Human)]
    format: FormatName,
    /// Write an OpenAPI Overlay that would remove the differences. What cannot be proposed is listed.
    #[arg(long, value_name = "FILE")]
    propose: Option<PathBuf>,
    #[command(flatten)]
    common: Common,
}

/// How to print the differences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FormatName {
    Human,
    Json,
    Markdown,
    Sarif,
}

impl From<FormatName> for DriftFormat {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Human => Self::Human,
            FormatName::Json => Self::Json,
            FormatName::Markdown => Self::Markdown,
            FormatName::Sarif => Self::Sarif,
        }
    }
}

impl DriftArgs {
    pub(super) fn run(self) -> ExitCode {
        let mut reports = Reports::default();
        let Some(pages) = pages::all(&self.pages, &self.profile, &mut reports) else {
            return ExitCode::from(FAILURE);
        };
        let (diagnostics, document) = self
            .common
            .generator(std::slice::from_ref(&self.spec))
            .document();
        let Some(document) = document.filter(|_| !reports.has_errors()) else {
            report(&diagnostics, &self.common);
            return ExitCode::from(FAILURE);
        };
        let found = drift(&document, &diagnostics, &pages);
        text(&render_drift(&found, self.format.into()));
        if let Some(file) = &self.propose {
            let generator = self.common.generator(std::slice::from_ref(&self.spec));
            let file = (file.as_path(), self.common.overlays.as_slice());
            propose::propose(&generator, file, &pages, &mut reports);
        }
        if found.has_drift() || reports.has_errors() {
            ExitCode::from(FAILURE)
        } else {
            ExitCode::SUCCESS
        }
    }
}
