//! The generator for build scripts: modules of a crate kept up to date with a document beside it.

use std::path::{Path, PathBuf};

use crate::diagnostic::{Colour, Diagnostics, render};
use crate::emit::Root;
use crate::ir::DateTimes;
use crate::load::Limit;
use crate::pipeline::{Generated, Generator, OutputKind, RunOutcome};
use crate::report::{report_stale, report_unwritable};
use crate::write::{Plan, apply};

/// Keeps generated modules up to date with a document, from `build.rs`:
///
/// ```text
/// fn main() {
///     bindwright::Build::new("spec/workspace.yaml").modules_into("generated").run();
/// }
/// ```
///
/// Where the variable `CI` is set, nothing is written, and modules that are out of date fail the build.
#[derive(Debug)]
pub struct Build {
    generator: Generator,
    spec: PathBuf,
    folder: PathBuf,
    root: Root,
    mode: Mode,
}

/// Whether the document generates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Document {
    Sound,
    AtFault,
}

/// How stale modules become fresh.
const ADVICE: &str = "run `cargo build` without `CI`, and commit what it writes";

/// Whether a run may write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Write,
    Check,
}

impl Build {
    /// Reads the document at this path, relative to the package.
    pub fn new(spec: impl Into<PathBuf>) -> Self {
        let spec = spec.into();
        let mode = if std::env::var_os("CI").is_some() {
            Mode::Check
        } else {
            Mode::Write
        };
        Self {
            generator: Generator::new(&spec),
            spec,
            folder: "generated".into(),
            root: Root::Crate,
            mode,
        }
    }

    /// Writes `lib.rs` and its modules into this folder, `generated` by default.
    #[must_use]
    pub fn modules_into(mut self, folder: impl Into<PathBuf>) -> Self {
        self.folder = folder.into();
        self
    }

    /// Writes `mod.rs` instead of `lib.rs`: the modules are part of a larger crate.
    #[must_use]
    pub fn nested(mut self) -> Self {
        self.root = Root::Module;
        self
    }

    /// Leaves out the operations that have errors of their own, and warns about each; [`Generator::skip_unsupported`].
    #[must_use]
    pub fn skip_unsupported(mut self) -> Self {
        self.generator = self.generator.skip_unsupported();
        self
    }

    /// Raises or lowers one limit on what a document may cost.
    #[must_use]
    pub fn limit(mut self, limit: Limit, value: usize) -> Self {
        self.generator = self.generator.limit(limit, value);
        self
    }

    /// Chooses the crate whose types `format: date-time` and `date` become; the runtime needs the feature of that name.
    #[must_use]
    pub fn date_times(mut self, date_times: DateTimes) -> Self {
        self.generator = self.generator.date_times(date_times);
        self
    }

    /// Puts the operations of each tag, and the types that only they use, behind a Cargo feature. The docs of the root
    /// module list the features; the package declares them in its `Cargo.toml`.
    #[must_use]
    pub fn features_per_tag(mut self) -> Self {
        self.generator = self.generator.features_per_tag();
        self
    }

    /// Runs; on failure, prints the reports and ends the build script.
    pub fn run(self) {
        for path in [
            self.spec.parent().filter(|folder| *folder != Path::new("")),
            Some(self.folder.as_path()),
        ] {
            println!(
                "cargo::rerun-if-changed={}",
                path.unwrap_or(&self.spec).display()
            );
        }
        println!("cargo::rerun-if-env-changed=CI");
        let RunOutcome {
            mut diagnostics,
            made,
        } = self
            .generator
            .plan(&self.folder, &OutputKind::Modules(self.root));
        for path in diagnostics.sources().paths() {
            println!("cargo::rerun-if-changed={}", path.display());
        }
        let document = if diagnostics.has_errors() {
            Document::AtFault
        } else {
            Document::Sound
        };
        if let Some(Generated { plan, .. }) = made.filter(|_| document == Document::Sound) {
            self.finish(&plan, &mut diagnostics);
        }
        for line in render(&diagnostics, Colour::Never).lines() {
            eprintln!("{line}");
        }
        if diagnostics.has_errors() {
            println!("cargo::error={}", self.verdict(document));
            std::process::exit(1);
        }
    }

    /// What Cargo prints above the reports: whether the document is at fault, or the modules.
    fn verdict(&self, document: Document) -> String {
        let (spec, folder) = (self.spec.display(), self.folder.display());
        match self.mode {
            _ if document == Document::AtFault => {
                format!("{spec} does not generate: see the reports below")
            }
            Mode::Check => format!("{folder} is out of date with {spec}: {ADVICE}"),
            Mode::Write => format!("{folder} cannot be written: see the reports below"),
        }
    }

    fn finish(&self, plan: &Plan, diagnostics: &mut Diagnostics) {
        match self.mode {
            Mode::Check => report_stale(plan, ADVICE, diagnostics),
            Mode::Write => {
                if let Err(error) = apply(plan) {
                    report_unwritable(plan, &error, diagnostics);
                }
            }
        }
    }
}
