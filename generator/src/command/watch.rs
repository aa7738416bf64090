//! `bindwright watch SPEC --output DIR`: generates whenever the document, or a file that it refers to, is saved. Prints reports, and what
//! the change since the last commit means.
//!
//! Editors save in several steps, so the run waits until the files have been quiet for a moment. It ends with Ctrl-C.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use bindwright::compare::{self, NewDocument};
use bindwright::diagnostic::Diagnostics;
use bindwright::diff::{Acceptances, DiffFormat, render_diff};
use bindwright::write::apply;
use bindwright::{Generator, RunOutcome};
use clap::Args;
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::output::{FAILURE, left_out, line_to_stderr, reject, report, say};
use super::revision::Source;
use super::target::Target;

/// How long files must be quiet.
const QUIET: Duration = Duration::from_millis(80);

/// Arguments of `watch`.
#[derive(Debug, Args)]
pub(super) struct WatchArgs {
    #[command(flatten)]
    pub(super) target: Target,
}

impl WatchArgs {
    pub(super) fn run(self) -> ExitCode {
        let (folder, generator) = match self.target.named() {
            Ok(named) => named,
            Err(status) => return status,
        };
        let documents = self.target.spec.documents().unwrap_or_default();
        if documents.iter().any(|path| path.as_os_str() == "-") {
            return reject("the standard input cannot be watched: pass the path of the document");
        }
        match self.follow(&folder, &generator, documents) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                line_to_stderr(&format!("error: the files cannot be watched: {error}"));
                ExitCode::from(FAILURE)
            }
        }
    }

    /// Generates, waits for a change, and starts again.
    fn follow(
        &self,
        folder: &Path,
        generator: &Generator,
        documents: &[PathBuf],
    ) -> notify::Result<()> {
        let (sender, changes) = channel();
        let mut watcher = notify::recommended_watcher(sender)?;
        let mut watched = BTreeSet::new();
        loop {
            let files = self.once(folder, generator, documents);
            watch_folders(&mut watcher, &mut watched, &files)?;
            say(&self.target.common, "watching; Ctrl-C ends");
            if !wait(&changes, &files)? {
                return Ok(());
            }
        }
    }

    /// Generates once, and returns the files to watch.
    fn once(
        &self,
        folder: &Path,
        generator: &Generator,
        documents: &[PathBuf],
    ) -> BTreeSet<PathBuf> {
        let common = &self.target.common;
        let RunOutcome {
            mut diagnostics,
            generated,
        } = generator.plan(folder, &self.target.form());
        if let Some(generated) = generated.filter(|_| !diagnostics.has_errors()) {
            match apply(&generated.plan) {
                Ok(()) => {
                    self.target.summarize(folder, &generated);
                    left_out(common, &diagnostics, &generated.api);
                    self.compare(generator, documents);
                }
                Err(error) => {
                    bindwright::report_unwritable(&generated.plan, &error, &mut diagnostics);
                }
            }
        }
        report(&diagnostics, common);
        files(&diagnostics, documents, &common.overlays)
    }

    /// Prints what is different from the last commit, if the document is in it.
    fn compare(&self, generator: &Generator, documents: &[PathBuf]) {
        let [document] = documents else {
            return;
        };
        let Ok(old) = Source::committed(document) else {
            return;
        };
        let before = self
            .target
            .code
            .apply(self.target.common.generator(&[old.path().to_owned()]));
        let versions = compare::read_versions(&before, generator, NewDocument::Places);
        let names = ("the last commit", "the document");
        let Some(found) = versions.compare(names, None, &Acceptances::default()) else {
            return;
        };
        let text = render_diff(&found, DiffFormat::Human, None);
        say(&self.target.common, text.trim_end());
    }
}

/// The documents, the files that references lead to, and overlays.
fn files(
    diagnostics: &Diagnostics,
    documents: &[PathBuf],
    overlays: &[PathBuf],
) -> BTreeSet<PathBuf> {
    let beside = diagnostics.sources().paths().map(Path::to_owned);
    let all = documents.iter().chain(overlays).cloned().chain(beside);
    all.map(|path| path.canonicalize().unwrap_or(path))
        .collect()
}

/// Watches the folders of files: an editor may replace a file by another one.
fn watch_folders(
    watcher: &mut RecommendedWatcher,
    watched: &mut BTreeSet<PathBuf>,
    files: &BTreeSet<PathBuf>,
) -> notify::Result<()> {
    for file in files {
        let (folder, mode) = if file.is_dir() {
            (file.as_path(), RecursiveMode::Recursive)
        } else {
            let folder = file.parent().unwrap_or(Path::new("."));
            (folder, RecursiveMode::NonRecursive)
        };
        if watched.insert(folder.to_owned()) {
            watcher.watch(folder, mode)?;
        }
    }
    Ok(())
}

/// Waits until one of the files has changed, and all of them are quiet. `false` if there will be no change any more.
fn wait(
    changes: &Receiver<notify::Result<Event>>,
    files: &BTreeSet<PathBuf>,
) -> notify::Result<bool> {
    let concerns = |event: &Event| {
        let is_write = event.kind.is_modify() || event.kind.is_create();
        let is_one = |path: &PathBuf| {
            files
                .iter()
                .any(|file| path == file || path.starts_with(file))
        };
        is_write && event.paths.iter().any(is_one)
    };
    loop {
        let Ok(event) = changes.recv() else {
            return Ok(false);
        };
        if concerns(&event?) {
            break;
        }
    }
    while let Ok(event) = changes.recv_timeout(QUIET) {
        event?;
    }
    Ok(true)
}
