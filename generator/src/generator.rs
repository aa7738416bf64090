//! The public entry of the generator: which document to read, with which options.

use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostics;
use crate::drift::drift;
use crate::facts::PageFacts;
#[cfg(feature = "cli")]
use crate::format::File;
use crate::ir::{Api, DateTimes, ResponseChecks};
use crate::load::{Document, Input, Limit, LoadOptions};
use crate::lower::{self, LowerOptions};
use crate::parallel::on_large_stack;
use crate::pipeline::{Generated, OnError, OutputKind, Pipeline};
use crate::propose::{ProposedOverlay, propose};

/// Generates Rust from the documents of one API.
#[derive(Debug, Clone)]
pub struct Generator(Pipeline);

/// The result of a run.
#[derive(Debug)]
pub struct RunOutcome {
    /// Every report about the document and the output folder.
    pub diagnostics: Diagnostics,
    /// What was generated; `None` if errors stopped the run.
    pub generated: Option<Generated>,
}

impl Generator {
    /// Reads the document in a file, the documents in a folder, or the standard input if the path is `-`. Options are those by
    /// default.
    pub fn new(spec: impl Into<PathBuf>) -> Self {
        Self(Pipeline {
            input: Input {
                documents: vec![spec.into()],
                ..Input::default()
            },
            load_options: LoadOptions::default(),
            lower_options: LowerOptions::default(),
            on_error: OnError::Fail,
            crate_name: None,
            base: None,
        })
    }

    /// Adds another document of the same API. All of them are merged into one.
    #[must_use]
    pub fn and_document(mut self, spec: impl Into<PathBuf>) -> Self {
        self.0.input.documents.push(spec.into());
        self
    }

    /// Allows references to lead to this folder and below, besides the folders of the documents.
    #[must_use]
    pub fn root(mut self, folder: impl Into<PathBuf>) -> Self {
        self.0.input.roots.push(folder.into());
        self
    }

    /// Applies an overlay to the documents before they are read, after those that were added before it. An overlay whose
    /// `extends` leads to one of several documents is applied to that one.
    #[must_use]
    pub fn overlay(mut self, overlay: impl Into<PathBuf>) -> Self {
        self.0.input.overlays.push(overlay.into());
        self
    }

    /// Names documents in the output by their paths from this folder, and not from the current one.
    #[must_use]
    pub fn relative_to(mut self, folder: impl Into<PathBuf>) -> Self {
        self.0.base = Some(folder.into());
        self
    }

    /// Sets the limits on the input and how strictly the document is read.
    #[must_use]
    pub fn reading(mut self, options: LoadOptions) -> Self {
        self.0.load_options = options;
        self
    }

    /// Sets one limit on what a document may cost.
    #[must_use]
    pub fn limit(mut self, limit: Limit, value: usize) -> Self {
        let limits = self.0.load_options.limits;
        self.0.load_options.limits = limits.with(limit, value);
        self
    }

    /// Sets the crate whose types represent `format: date-time` and `format: date`.
    #[must_use]
    pub fn date_times(mut self, date_times: DateTimes) -> Self {
        self.0.lower_options.date_times = date_times;
        self
    }

    /// Leaves out the operations that have errors, or use components with errors, and generates the others.
    ///
    /// Errors that can be repaired are repaired first, with a warning
    /// ([`Strictness::Repairing`](crate::load::Strictness::Repairing)), unless the document is read strictly.
    #[must_use]
    pub fn skip_unsupported(mut self) -> Self {
        self.0.on_error = OnError::LeaveOut;
        self
    }

    /// Puts the operations of each tag, and the types that only they use, behind a Cargo feature of the output.
    #[must_use]
    pub fn features_per_tag(mut self) -> Self {
        self.0.lower_options.features = lower::Features::PerTag;
        self
    }

    /// Lets clients check responses against the limits of the document: the builder of the client has the switch
    /// `check_responses`. Without this, there is no code for it.
    #[must_use]
    pub fn check_responses(mut self) -> Self {
        self.0.lower_options.response_checks = ResponseChecks::Present;
        self
    }

    /// Sets the name of the crate whose root modules are generated, as in `use my_sdk::Client;`: the docs of the root have an
    /// example that imports from it. For whole packages, the name follows from the manifest.
    #[must_use]
    pub fn crate_name(mut self, name: impl Into<String>) -> Self {
        self.0.crate_name = Some(name.into());
        self
    }

    /// Reads the document and returns its API, or `None` if there are errors.
    #[must_use]
    pub fn check(&self) -> (Diagnostics, Option<Api>) {
        self.run(|diagnostics| self.0.api(diagnostics))
    }

    /// Reads the document, and returns it with its API, or `None` if there are errors.
    #[must_use]
    pub fn lowered(&self) -> (Diagnostics, Option<(Document, Api)>) {
        self.run(|diagnostics| self.0.lowered(diagnostics))
    }

    /// Reads the document without lowering it, to explain what becomes of its keys.
    #[must_use]
    pub fn document(&self) -> (Diagnostics, Option<Document>) {
        self.run(|diagnostics| self.0.document(diagnostics))
    }

    /// Compares the document with the facts of pages, and proposes an overlay that would remove the differences. `None` if the
    /// document cannot be read.
    #[must_use]
    pub fn propose(&self, pages: &[PageFacts]) -> Option<ProposedOverlay> {
        let run = self.run(|diagnostics| {
            let document = self.0.document(diagnostics)?;
            let found = drift(&document, diagnostics, pages);
            Some(propose(&self.0, &found, pages))
        });
        run.1
    }

    /// Compares what the document generates with the files in `folder`. Writes nothing.
    #[must_use]
    pub fn plan(&self, folder: &Path, output: &OutputKind) -> RunOutcome {
        let run = self.run(|diagnostics| self.0.generate(folder, output, diagnostics));
        let (diagnostics, generated) = run;
        RunOutcome {
            diagnostics,
            generated,
        }
    }

    /// The modules of an API, which is that of the document or a part of it.
    #[cfg(feature = "cli")]
    pub(crate) fn modules_of(&self, api: &Api) -> Vec<File> {
        on_large_stack(|| self.0.modules_of(api))
    }

    /// Runs a stage on a stack that is large enough for deeply nested documents.
    fn run<T: Send>(
        &self,
        stage: impl FnOnce(&mut Diagnostics) -> Option<T> + Send,
    ) -> (Diagnostics, Option<T>) {
        on_large_stack(|| {
            let limit = self.0.load_options.limits.reports;
            let mut diagnostics = Diagnostics::with_limit(limit);
            let result = stage(&mut diagnostics);
            (diagnostics, result)
        })
    }
}
