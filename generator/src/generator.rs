//! The pipeline on one screen: what to read, what to make of it, and where to put it.

use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostics, Place, Severity, escape};
use crate::emit::{self, EmitOptions, Root};
use crate::ir::{Api, DateTimes};
use crate::load::{Limit, Strictness};
use crate::package::{self, Package, Runtime};
use crate::report::{nowhere, report_obstacles};
use crate::write::{self, Plan};
use crate::{format, load, lower, skip};

/// The stack of the thread that a run takes place on, in bytes: enough for every depth that the limits admit.
const STACK: usize = 64 << 20;

/// One document, and what to make of it.
#[derive(Debug, Clone)]
pub struct Generator {
    spec: PathBuf,
    reading: load::Options,
    lowering: lower::Options,
    faulty: Faulty,
}

/// What becomes of operations with errors of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Faulty {
    Refuse,
    LeaveOut,
}

/// What a run makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// A crate of its own.
    Package {
        /// The package's name; the folder's where there is none.
        name: Option<String>,
        /// Where the runtime comes from.
        runtime: Runtime,
    },
    /// Modules inside a crate that exists.
    Modules(Root),
}

/// What came of a run.
#[derive(Debug)]
pub struct Run {
    /// Everything there is to say about the document and the output.
    pub diagnostics: Diagnostics,
    /// What was made; `None` where errors stopped the run.
    pub made: Option<Made>,
}

/// An API, and the changes that bring a folder up to date with it.
#[derive(Debug)]
pub struct Made {
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
            reading: load::Options::default(),
            lowering: lower::Options::default(),
            faulty: Faulty::Refuse,
        }
    }

    /// Chooses limits, and how strict to be about unknown keys.
    #[must_use]
    pub fn reading(mut self, options: load::Options) -> Self {
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
        self.faulty = Faulty::LeaveOut;
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
    pub fn plan(&self, folder: &Path, form: &Form) -> Run {
        on_large_stack(|| {
            let mut diagnostics = Diagnostics::with_limit(self.reading.limits.reports);
            let made = self.make(folder, form, &mut diagnostics);
            Run { diagnostics, made }
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
            if self.faulty == Faulty::Refuse && advise_mending(diagnostics).is_some() {
                return None;
            }
            let affected = skip::affected(&document, diagnostics.faults())?;
            if self.faulty == Faulty::Refuse {
                affected.advise(diagnostics);
                return None;
            }
            diagnostics.excuse();
            left_out.extend(affected.operations);
            document = document.without(affected.removed, diagnostics)?;
        }
    }

    /// How the document is read: where faulty operations are left out, what can be mended is mended before.
    fn options(&self) -> load::Options {
        let strictness = match (self.faulty, self.reading.strictness) {
            (Faulty::LeaveOut, Strictness::Lenient) => Strictness::Mending,
            (Faulty::LeaveOut | Faulty::Refuse, strictness) => strictness,
        };
        load::Options {
            strictness,
            ..self.reading
        }
    }

    fn make(&self, folder: &Path, form: &Form, diagnostics: &mut Diagnostics) -> Option<Made> {
        let api = self.api(diagnostics)?;
        let spec = shown(&self.spec);
        let files = match form {
            Form::Modules(root) => modules(&api, *root, &spec),
            Form::Package { name, runtime } => {
                let name = chosen(name.as_deref(), folder, diagnostics)?;
                let package = Package {
                    name,
                    runtime: runtime.clone(),
                    spec: spec.clone(),
                };
                package::package(&api, modules(&api, Root::Crate, &spec), &package)
            }
        };
        let plan = write::plan(folder, files);
        report_obstacles(&plan, diagnostics);
        Some(Made { api, plan })
    }
}

/// Says that there is a repair of every error, at the first of them; `None` where some error has none.
fn advise_mending(diagnostics: &mut Diagnostics) -> Option<()> {
    let errors = diagnostics
        .iter()
        .filter(|report| report.severity() == Severity::Error);
    let places: Option<Vec<Place>> = errors
        .map(|error| error.is_mendable().then(|| error.place().clone()))
        .collect();
    let places = places?;
    let message = match places.len() {
        1 => "this error has a repair".to_owned(),
        count => format!("all {count} errors have a repair"),
    };
    diagnostics.report(Code::Mendable, places.first()?, message);
    Some(())
}

fn modules(api: &Api, root: Root, spec: &str) -> Vec<format::File> {
    format::format(emit::emit(api, EmitOptions { root }), spec)
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

/// Runs on a thread whose stack is large enough; a panic there goes on here.
fn on_large_stack<T: Send>(run: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        let spawned = std::thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, run);
        match spawned.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(done)) => done,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(error) => std::panic::resume_unwind(Box::new(error.to_string())),
        }
    })
}
