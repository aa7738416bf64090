//! The pipeline on one screen: what to read, what to make of it, and where to put it.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostics, Place, Severity, escape};
use crate::emit::{EmitOptions, Output, Root};
use crate::ir::{Api, DateTimes, TypeKind};
use crate::load::{Limit, Strictness};
use crate::package::{self, Existing, Location, Package, Runtime};
use crate::parallel::{self, on_large_stack};
use crate::report::{nowhere, report_obstacles};
use crate::write::{self, Plan};
use crate::{format, load, lower, skip};

/// One document, and what to make of it.
#[derive(Debug, Clone)]
pub struct Generator {
    spec: PathBuf,
    reading: load::LoadOptions,
    lowering: lower::LowerOptions,
    faulty: OnError,
}

/// What becomes of operations with errors of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum OnError {
    Refuse,
    LeaveOut,
}

/// What a run makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutputKind {
    /// A crate of its own.
    Package {
        /// The package's name; if there is none, that of the manifest in the folder, else the folder's.
        name: Option<String>,
        /// Where the runtime comes from.
        runtime: Runtime,
    },
    /// Modules inside a crate that exists.
    Modules(Root),
}

/// What came of a run.
#[derive(Debug)]
pub struct RunOutcome {
    /// Everything there is to say about the document and the output.
    pub diagnostics: Diagnostics,
    /// What was made; `None` where errors stopped the run.
    pub made: Option<Generated>,
}

/// An API, and the changes that bring a folder up to date with it.
#[derive(Debug)]
pub struct Generated {
    /// The API.
    pub api: Api,
    /// The changes; not applied yet.
    pub plan: Plan,
}

impl Generator {
    /// Reads the document in a file, with everything else as it is by default.
    pub fn new(spec: impl Into<PathBuf>) -> Self {
        Self {
            spec: spec.into(),
            reading: load::LoadOptions::default(),
            lowering: lower::LowerOptions::default(),
            faulty: OnError::Refuse,
        }
    }

    /// Chooses limits, and how strict to be about unknown keys.
    #[must_use]
    pub fn reading(mut self, options: load::LoadOptions) -> Self {
        self.reading = options;
        self
    }

    /// Raises or lowers one limit on what a document may cost.
    #[must_use]
    pub fn limit(mut self, limit: Limit, value: usize) -> Self {
        self.reading.limits = self.reading.limits.with(limit, value);
        self
    }

    /// Chooses the crate whose types `format: date-time` and `date` become.
    #[must_use]
    pub fn date_times(mut self, date_times: DateTimes) -> Self {
        self.lowering.date_times = date_times;
        self
    }

    /// Leaves out the operations that have errors of their own, or use components that do, and makes the others. Faults
    /// that there is a repair of are repaired with a warning first ([`Strictness::Mending`]), unless reading is strict.
    #[must_use]
    pub fn skip_unsupported(mut self) -> Self {
        self.faulty = OnError::LeaveOut;
        self
    }

    /// Puts the operations of each tag, and the types that only they use, behind a Cargo feature of the output.
    #[must_use]
    pub fn features_per_tag(mut self) -> Self {
        self.lowering.features = lower::Features::PerTag;
        self
    }

    /// Reads and lowers the document: `None` in place of the API where there are errors.
    #[must_use]
    pub fn check(&self) -> (Diagnostics, Option<Api>) {
        on_large_stack(|| {
            let mut diagnostics = Diagnostics::with_limit(self.reading.limits.reports);
            let api = self.api(&mut diagnostics);
            (diagnostics, api)
        })
    }

    /// Reads the document without lowering it, to explain what becomes of its keys.
    #[must_use]
    pub fn document(&self) -> (Diagnostics, Option<load::Document>) {
        on_large_stack(|| {
            let mut diagnostics = Diagnostics::with_limit(self.reading.limits.reports);
            let document = load::load(&self.spec, &self.options(), &mut diagnostics);
            (diagnostics, document)
        })
    }

    /// Compares what the document generates with what is in `folder`; writes nothing.
    #[must_use]
    pub fn plan(&self, folder: &Path, form: &OutputKind) -> RunOutcome {
        on_large_stack(|| {
            let mut diagnostics = Diagnostics::with_limit(self.reading.limits.reports);
            let made = self.make(folder, form, &mut diagnostics);
            RunOutcome { diagnostics, made }
        })
    }

    fn api(&self, diagnostics: &mut Diagnostics) -> Option<Api> {
        let options = self.options();
        let Some(mut document) = load::load(&self.spec, &options, diagnostics) else {
            advise_mending(diagnostics);
            return None;
        };
        let mut left_out = Vec::new();
        loop {
            let api = lower::lower(&document, &self.lowering, diagnostics);
            if !diagnostics.has_errors() {
                skip::report(&left_out, diagnostics);
                return Some(api);
            }
            if self.faulty == OnError::Refuse && advise_mending(diagnostics).is_some() {
                return None;
            }
            let affected = skip::affected(&document, diagnostics.faults())?;
            if self.faulty == OnError::Refuse {
                affected.advise(diagnostics);
                return None;
            }
            diagnostics.downgrade_errors();
            left_out.extend(affected.operations);
            document = document.without(affected.removed, diagnostics)?;
        }
    }

    /// How the document is read: where faulty operations are left out, what can be mended is mended before.
    fn options(&self) -> load::LoadOptions {
        let strictness = match (self.faulty, self.reading.strictness) {
            (OnError::LeaveOut, Strictness::Lenient) => Strictness::Mending,
            (OnError::LeaveOut | OnError::Refuse, strictness) => strictness,
        };
        load::LoadOptions {
            strictness,
            ..self.reading
        }
    }

    fn make(
        &self,
        folder: &Path,
        form: &OutputKind,
        diagnostics: &mut Diagnostics,
    ) -> Option<Generated> {
        let api = self.api(diagnostics)?;
        let (spec, threads) = (shown(&self.spec), parallel::threads());
        let files = match form {
            OutputKind::Modules(root) => modules(&api, *root, &spec, threads),
            OutputKind::Package { name, runtime } => {
                let existing = existing(folder, diagnostics)?;
                let name = name.as_deref().or(existing.name());
                let name = chosen(name, folder, diagnostics)?;
                refuse_foreign(&api, diagnostics)?;
                let package = Package {
                    name,
                    runtime: runtime.clone(),
                    spec: spec.clone(),
                };
                let modules = modules(&api, Root::Crate, &spec, threads);
                package::package(&api, modules, &package, &existing)
            }
        };
        let plan = write::plan(folder, files);
        report_obstacles(&plan, diagnostics);
        Some(Generated { api, plan })
    }
}

/// Says that there is a repair of every error, at the first of them; `None` where some error has none.
fn advise_mending(diagnostics: &mut Diagnostics) -> Option<()> {
    let errors = diagnostics
        .iter()
        .filter(|report| report.severity() == Severity::Error);
    let places: Option<Vec<Place>> = errors
        .map(|error| error.is_fixable().then(|| error.place().clone()))
        .collect();
    let places = places?;
    let message = match places.len() {
        1 => "this error can be fixed automatically".to_owned(),
        count => format!("all {count} errors can be fixed automatically"),
    };
    diagnostics.report(Code::Fixable, places.first()?, message);
    Some(())
}

/// A crate of its own has no types but those that are generated.
fn refuse_foreign(api: &Api, diagnostics: &mut Diagnostics) -> Option<()> {
    let mut types = api.types.iter();
    let foreign = types.find(|def| matches!(def.kind, TypeKind::Foreign(_)));
    let Some(def) = foreign else {
        return Some(());
    };
    let place = nowhere(&def.origin.pointer, diagnostics);
    let message = format!("`{}` is a type of another crate (`x-rust-type`)", def.name);
    diagnostics.report(Code::ForeignType, &place, message);
    None
}

/// Emits and prints each module on its own; how many threads share the work makes no difference.
fn modules(api: &Api, root: Root, spec: &str, threads: NonZeroUsize) -> Vec<format::File> {
    let output = Output::new(api, EmitOptions { root });
    parallel::map(threads, output.modules(), |module| {
        format::file(output.emit(module), spec)
    })
}

/// The manifests that an earlier run left in the folder, with what their users changed.
fn existing(folder: &Path, diagnostics: &mut Diagnostics) -> Option<Existing> {
    let location = if write::is_in_workspace(folder) {
        Location::InWorkspace
    } else {
        Location::Standalone
    };
    let manifest = write::generated_text(folder, "Cargo.toml");
    let runtime = write::generated_text(folder, "runtime/Cargo.toml");
    match Existing::parse(manifest.as_deref(), runtime.as_deref(), location) {
        Ok(existing) => Some(existing),
        Err((path, message)) => {
            let path = folder.join(path).display().to_string();
            let place = nowhere(&path, diagnostics);
            let message = format!("{}: {}", escape(&path), escape(&message));
            diagnostics.report(Code::Unwritable, &place, message);
            None
        }
    }
}

/// The package's name as asked for, or made from the folder's.
fn chosen(name: Option<&str>, folder: &Path, diagnostics: &mut Diagnostics) -> Option<String> {
    let Some(name) = name else {
        let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
        return Some(package::package_name(
            &folder.file_name().unwrap_or_default().to_string_lossy(),
        ));
    };
    if package::is_package_name(name) {
        return Some(name.to_owned());
    }
    let place = nowhere(name, diagnostics);
    diagnostics.report(
        Code::BadPackageName,
        &place,
        format!("`{}` is not a package name", escape(name)),
    );
    None
}

/// The document's path as the output names it: relative, with `/` between its parts, the same on every machine.
fn shown(spec: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let relative = spec.strip_prefix(&here).unwrap_or(spec);
    let relative = if relative.is_absolute() {
        relative.file_name().map_or(relative, Path::new)
    } else {
        relative
    };
    let parts = relative
        .components()
        .filter(|part| *part != std::path::Component::CurDir);
    parts
        .map(|part| part.as_os_str().to_string_lossy())
        .collect::<Vec<_>>()
        .join("/")
}

#[allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]
#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::num::NonZeroUsize;

    use super::{Generator, modules};
    use crate::emit::Root;

    /// A document with this many operations, under five tags in turn.
    fn document(operations: usize) -> String {
        let mut text = String::from("openapi: 3.0.3\ninfo: {title: Large, version: '1'}\npaths:\n");
        for index in 0..operations {
            let schema = "{type: object, properties: {name: {type: string}}}";
            _ = write!(
                text,
                "  /things{index}:\n    get:\n      operationId: getThing{index}\n      tags: [t{}]\n      responses: \
                 {{'200': {{description: ok, content: {{application/json: {{schema: {schema}}}}}}}}}\n",
                index % 5
            );
        }
        text
    }

    #[test]
    fn the_number_of_threads_makes_no_difference() {
        let folder = tempfile::tempdir().unwrap();
        let spec = folder.path().join("spec.yaml");
        for (operations, files) in [(3, 6), (120, 7 + 5 * 5)] {
            std::fs::write(&spec, document(operations)).unwrap();
            let api = Generator::new(&spec).check().1.unwrap();
            let made = [1, 2, 3, 16].map(|threads| {
                modules(
                    &api,
                    Root::Crate,
                    "spec.yaml",
                    NonZeroUsize::new(threads).unwrap(),
                )
            });
            assert!(made.iter().all(|files| *files == made[0]));
            assert_eq!(made[0].len(), files);
        }
    }
}
