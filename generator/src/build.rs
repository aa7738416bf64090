//! The generator for build scripts: keeps modules of a crate up to date with a document.

use std::path::{Path, PathBuf};

use crate::diagnostic::{Colour, Diagnostics, render};
use crate::emit::Root;
use crate::escape;
use crate::generator::{Generator, RunOutcome};
use crate::ir::{Api, DateTimes};
use crate::load::Limit;
use crate::package;
use crate::pipeline::{Generated, OutputKind};
use crate::report::{report_stale, report_unwritable};
use crate::write::{Plan, apply};

/// Keeps generated modules up to date with a document, from `build.rs`:
///
/// ```no_run
/// bindwright::Build::new("spec/api.yaml").modules_into("src/api").nested().run();
/// ```
///
/// The crate needs the generator as a build dependency, without its command line:
///
/// ```toml
/// [build-dependencies]
/// bindwright = { version = "0.1", default-features = false }
/// ```
///
/// The generated modules need the runtime as a dependency, and some features of the crate. If `Cargo.toml` lacks any of
/// them, the build script warns and prints the lines to add.
///
/// If the variable `CI` is set, nothing is written, and outdated modules fail the build.
#[derive(Debug)]
pub struct Build {
    generator: Generator,
    spec: PathBuf,
    more: Vec<PathBuf>,
    folder: PathBuf,
    root: Root,
    mode: Mode,
}

/// Whether the document has errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DocumentState {
    Valid,
    Invalid,
}

/// How to update outdated modules.
const ADVICE: &str = "run `cargo build` without `CI`, and commit the result";

/// Whether a run may write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Write,
    Check,
}

impl Build {
    /// Reads the document at this path, or the documents in this folder, relative to the package.
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
            more: Vec::new(),
            folder: "generated".into(),
            root: Root::Crate,
            mode,
        }
    }

    /// Adds another document of the same API; see [`Generator::and_document`]. A folder adds all documents in it.
    #[must_use]
    pub fn and_document(mut self, spec: impl Into<PathBuf>) -> Self {
        let spec = spec.into();
        self.generator = self.generator.and_document(&spec);
        self.more.push(spec);
        self
    }

    /// Allows references to lead to this folder and below; see [`Generator::root`].
    #[must_use]
    pub fn root(mut self, folder: impl Into<PathBuf>) -> Self {
        self.generator = self.generator.root(folder);
        self
    }

    /// Applies an overlay to the documents before they are read; see [`Generator::overlay`].
    #[must_use]
    pub fn overlay(mut self, overlay: impl Into<PathBuf>) -> Self {
        self.generator = self.generator.overlay(overlay);
        self
    }

    /// Writes `lib.rs` and its modules into this folder, `generated` by default.
    #[must_use]
    pub fn modules_into(mut self, folder: impl Into<PathBuf>) -> Self {
        self.folder = folder.into();
        self
    }

    /// Writes `mod.rs` instead of `lib.rs`, for modules that are part of a larger crate.
    #[must_use]
    pub fn nested(mut self) -> Self {
        self.root = Root::Module;
        self
    }

    /// Leaves out operations that have errors, with a warning for each; see [`Generator::skip_unsupported`].
    #[must_use]
    pub fn skip_unsupported(mut self) -> Self {
        self.generator = self.generator.skip_unsupported();
        self
    }

    /// Sets one limit on the input.
    #[must_use]
    pub fn limit(mut self, limit: Limit, value: usize) -> Self {
        self.generator = self.generator.limit(limit, value);
        self
    }

    /// Chooses the crate whose types represent `format: date-time` and `date`. The runtime needs the feature of that name.
    #[must_use]
    pub fn date_times(mut self, date_times: DateTimes) -> Self {
        self.generator = self.generator.date_times(date_times);
        self
    }

    /// Puts the operations of each tag, and the types that only they use, behind a Cargo feature, which the package declares
    /// in its `Cargo.toml`.
    #[must_use]
    pub fn features_per_tag(mut self) -> Self {
        self.generator = self.generator.features_per_tag();
        self
    }

    /// Lets clients check responses; see [`Generator::check_responses`].
    #[must_use]
    pub fn check_responses(mut self) -> Self {
        self.generator = self.generator.check_responses();
        self
    }

    /// Runs the generator. If it fails, prints the reports and ends the build script.
    pub fn run(self) {
        for path in self.watched() {
            rerun_if_changed(path);
        }
        println!("cargo::rerun-if-env-changed=CI");
        let manifest = manifest();
        let mut generator = self.generator.clone();
        if let Some(name) = manifest.as_deref().and_then(package::crate_name) {
            generator = generator.crate_name(name);
        }
        let RunOutcome {
            mut diagnostics,
            generated,
        } = generator.plan(&self.folder, &OutputKind::Modules(self.root));
        for path in diagnostics.sources().paths() {
            rerun_if_changed(path);
        }
        let document = if diagnostics.has_errors() {
            DocumentState::Invalid
        } else {
            DocumentState::Valid
        };
        if let Some(Generated { plan, api, .. }) =
            generated.filter(|_| document == DocumentState::Valid)
        {
            self.finish(&plan, &mut diagnostics);
            if let Some(manifest) = &manifest {
                warn_of_manifest(&api, manifest);
            }
        }
        for line in render(&diagnostics, Colour::Never).lines() {
            eprintln!("{line}");
        }
        if diagnostics.has_errors() {
            println!("cargo::error={}", escape::plain(&self.verdict(document)));
            std::process::exit(1);
        }
    }

    /// What a change of makes the script run again: the folder of each document, or the folder that is named, and the output.
    fn watched(&self) -> impl Iterator<Item = &Path> {
        let documents = std::iter::once(&self.spec).chain(&self.more);
        let folders = documents.map(|spec| {
            let folder = spec.parent().filter(|folder| *folder != Path::new(""));
            folder.filter(|_| !spec.is_dir()).unwrap_or(spec)
        });
        folders.chain(std::iter::once(self.folder.as_path()))
    }

    /// What Cargo prints above the reports: whether the document or the output is the problem.
    fn verdict(&self, document: DocumentState) -> String {
        let (spec, folder) = (self.spec.display(), self.folder.display());
        match self.mode {
            _ if document == DocumentState::Invalid => {
                format!("{spec} has errors: see the reports below")
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

/// Makes Cargo run the script again after a change. The name of a file cannot be another instruction to Cargo.
fn rerun_if_changed(path: &Path) {
    let path = path.display().to_string();
    println!("cargo::rerun-if-changed={}", escape::plain(&path));
}

/// The `Cargo.toml` of the package that is built.
fn manifest() -> Option<String> {
    let path = std::env::var_os("CARGO_MANIFEST_PATH")?;
    println!("cargo::rerun-if-changed=Cargo.toml");
    std::fs::read_to_string(path).ok()
}

/// Warns if the `Cargo.toml` of the package lacks something that the generated modules need, and prints what to add.
fn warn_of_manifest(api: &Api, manifest: &str) {
    let missing = package::missing(api, manifest);
    if missing.is_empty() {
        return;
    }
    let missing = missing.join(", ");
    println!("cargo::warning=Cargo.toml lacks {missing}. The generated modules need these lines:");
    for line in package::snippet(api).lines() {
        println!("cargo::warning={}", escape::plain(line));
    }
}
