//! A whole run: source -> load -> lower -> analysis -> emit -> format -> write.
//!
//! [`Pipeline::generate`] calls the stages in their order; no stage calls another. Problems with
//! the document are reported by `load` and `lower`. From `analysis` on, nothing about the document
//! can fail.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostics, escape};
use crate::embed;
use crate::emit::{DOCUMENT_FILE, EmitOptions, Output, Root};
use crate::ir::{Api, TypeKind};
use crate::load::{self, Document, Embedding, Input, LoadOptions, Strictness};
use crate::lower::{self, LowerOptions};
use crate::package::{self, Existing, Package, ParentWorkspace, Runtime};
use crate::report::{nowhere, report_obstacles};
use crate::spec_name::name_in_output;
use crate::write::Plan;
use crate::{analysis, format, parallel, skip, write};

/// The documents of one API and the options of every stage.
#[derive(Debug, Clone)]
pub(crate) struct Pipeline {
    pub(crate) input: Input,
    pub(crate) load_options: LoadOptions,
    pub(crate) lower_options: LowerOptions,
    pub(crate) on_error: OnError,
    /// The name of the crate whose root modules are generated, `my_sdk`; that of a package follows
    /// from its manifest.
    pub(crate) crate_name: Option<String>,
    /// The folder from which the output names documents, if it is not the current one.
    pub(crate) base: Option<PathBuf>,
}

/// How many times operations are left out because of errors that the ones before have hidden. Real documents need two or three.
const ROUNDS: usize = 16;

/// What to do about operations with errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OnError {
    /// Stop.
    Fail,
    /// Leave them out and generate the others.
    LeaveOut,
}

/// What to generate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutputKind {
    /// A crate.
    Package {
        /// The name of the package. If `None`, the name in the manifest in the folder, or else the
        /// name of the folder.
        name: Option<String>,
        /// Where the runtime comes from.
        runtime: Runtime,
    },
    /// Modules inside an existing crate.
    Modules(Root),
}

impl OutputKind {
    /// The path of the file with the document: beside the module of the server.
    fn document_path(&self) -> String {
        match self {
            Self::Modules(_) => DOCUMENT_FILE.to_owned(),
            Self::Package { .. } => format!("src/{DOCUMENT_FILE}"),
        }
    }
}

/// An API, and the changes that bring a folder up to date with it.
#[derive(Debug)]
pub struct Generated {
    /// The API.
    pub api: Api,
    /// The changes. They are not applied yet.
    pub plan: Plan,
    /// Where the crate is in a workspace.
    pub workspace: ParentWorkspace,
}

impl Pipeline {
    /// Runs every stage. The returned plan is not applied yet: the caller decides whether to write.
    pub(crate) fn generate(
        &self,
        folder: &Path,
        output: &OutputKind,
        diagnostics: &mut Diagnostics,
    ) -> Option<Generated> {
        let (mut document, api) = self.keeping().lowered(diagnostics)?; // source -> load -> lower
        let embedded = document.take_as_written();
        drop(document); // the tokens of the modules take its place in memory
        let spec = name_in_output(&self.input, self.base.as_deref());
        let mut workspace = ParentWorkspace::Absent;
        let files = match output {
            OutputKind::Modules(root) => {
                let options = EmitOptions {
                    root: *root,
                    crate_name: self.crate_name.as_deref().filter(|_| *root == Root::Crate),
                };
                modules(&api, options, &spec, parallel::threads()) // analysis -> emit -> format
            }
            OutputKind::Package { name, runtime } => {
                let existing = existing_manifests(folder, diagnostics)?;
                let name = name.as_deref().or(existing.name());
                let package = Package {
                    name: package_name(name, folder, diagnostics)?,
                    runtime: runtime.clone(),
                    spec: spec.clone(),
                };
                reject_foreign_types(&api, diagnostics)?;
                let crate_name = existing.crate_name(&package.name);
                let options = EmitOptions {
                    root: Root::Crate,
                    crate_name: Some(&crate_name),
                };
                let modules = modules(&api, options, &spec, parallel::threads());
                workspace.clone_from(&existing.workspace);
                package::package(&api, modules, &package, &existing) // adds the manifest, the README and the runtime
            }
        };
        let mut plan = write::plan(folder, files);
        if let Some(embedded) = embedded {
            let path = output.document_path();
            plan = plan.with_data(embed::file(folder, path, &embedded, &spec, diagnostics)?);
        }
        report_obstacles(&plan, diagnostics);
        Some(Generated {
            api,
            plan,
            workspace,
        })
    }

    /// The same with a document that is kept as it is written.
    fn keeping(&self) -> Self {
        let mut keeping = self.clone();
        keeping.load_options.embedding = Embedding::Json;
        keeping
    }

    /// The modules of an API, without a document for them to show.
    #[cfg(feature = "cli")]
    pub(crate) fn modules_of(&self, api: &Api) -> Vec<format::File> {
        let spec = name_in_output(&self.input, self.base.as_deref());
        let options = EmitOptions {
            root: Root::Module,
            crate_name: None,
        };
        modules(api, options, &spec, parallel::threads())
    }

    /// Loads the documents as one.
    pub(crate) fn document(&self, diagnostics: &mut Diagnostics) -> Option<Document> {
        load::load(&self.input, &self.load_options(), diagnostics)
    }

    /// Loads and lowers the document; `None` if errors remain.
    ///
    /// With [`OnError::LeaveOut`], operations with errors are removed and the rest is lowered
    /// again. A type that only they used is gone then, which can bring up further errors, so this
    /// repeats until there are none.
    pub(crate) fn api(&self, diagnostics: &mut Diagnostics) -> Option<Api> {
        self.lowered(diagnostics).map(|(_, api)| api)
    }

    /// The same, with the document that was lowered.
    pub(crate) fn lowered(&self, diagnostics: &mut Diagnostics) -> Option<(Document, Api)> {
        let Some(mut document) = self.document(diagnostics) else {
            skip::suggest_repair(diagnostics);
            return None;
        };
        let mut left_out = Vec::new();
        for round in 1.. {
            let api = lower::lower(&document, &self.lower_options, diagnostics);
            if !diagnostics.has_errors() {
                skip::report(&left_out, diagnostics);
                return Some((document, api));
            }
            if self.on_error == OnError::Fail && skip::suggest_repair(diagnostics) {
                return None;
            }
            let affected = skip::affected(&document, &diagnostics.faults_and_consequences())
                .or_else(|| skip::affected(&document, diagnostics.faults()))?;
            if self.on_error == OnError::Fail {
                affected.suggest_skipping(diagnostics);
                return None;
            }
            if round == ROUNDS {
                skip::report(&left_out, diagnostics);
                return None;
            }
            diagnostics.downgrade_errors();
            left_out.extend(affected.operations);
            document = document.without(affected.removed, affected.used, diagnostics)?;
        }
        None
    }

    /// What can be repaired is repaired before operations are left out.
    fn load_options(&self) -> LoadOptions {
        let strictness = match (self.on_error, self.load_options.strictness) {
            (OnError::LeaveOut, Strictness::Lenient) => Strictness::Repairing,
            (OnError::LeaveOut | OnError::Fail, strictness) => strictness,
        };
        LoadOptions {
            strictness,
            ..self.load_options
        }
    }
}

/// Analyzes the API, then emits and formats each module. The number of threads does not change the
/// result.
fn modules(
    api: &Api,
    options: EmitOptions<'_>,
    spec: &str,
    threads: NonZeroUsize,
) -> Vec<format::File> {
    let output = Output::new(analysis::analyze(api), options);
    parallel::map(threads, output.modules(), |module| {
        format::file(&output, module, spec)
    })
}

/// Rejects types of other crates (`x-rust-type`): only modules inside a crate that depends on them
/// can use them.
fn reject_foreign_types(api: &Api, diagnostics: &mut Diagnostics) -> Option<()> {
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

/// The manifests in the folder: what their users changed in them is kept.
fn existing_manifests(folder: &Path, diagnostics: &mut Diagnostics) -> Option<Existing> {
    let above = write::manifests_above(folder);
    let workspace = ParentWorkspace::find(&write::real_path(folder), &above);
    let manifest = write::generated_text(folder, "Cargo.toml");
    let runtime = write::generated_text(folder, "runtime/Cargo.toml");
    match Existing::parse(manifest.as_deref(), runtime.as_deref(), workspace) {
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

/// The requested name of the package, or one made from the name of the folder.
fn package_name(
    name: Option<&str>,
    folder: &Path,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
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

#[allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]
#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::num::NonZeroUsize;

    use super::modules;
    use crate::emit::EmitOptions;
    use crate::generator::Generator;

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
    fn the_number_of_threads_does_not_change_the_result() {
        let folder = tempfile::tempdir().unwrap();
        let spec = folder.path().join("spec.yaml");
        for (operations, files) in [(3, 7), (120, 8 + 6 * 5)] {
            std::fs::write(&spec, document(operations)).unwrap();
            let api = Generator::new(&spec).check().1.unwrap();
            let made = [1, 2, 3, 16].map(|threads| {
                modules(
                    &api,
                    EmitOptions::default(),
                    "spec.yaml",
                    NonZeroUsize::new(threads).unwrap(),
                )
            });
            assert!(made.iter().all(|files| *files == made[0]));
            assert_eq!(made[0].len(), files);
        }
    }
}
