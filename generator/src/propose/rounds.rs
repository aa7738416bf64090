//! Tries corrections until no more of them can be made. What one round corrects can show further differences, such as those of a
//! response whose status was another.

use std::collections::{HashMap, HashSet};

use super::batch::{self, Correction, FindingKey, key};
use super::editor::TreeEditor;
use super::text::overlay;
use super::trial::{OverlayTrial, new_errors, trial};
use super::verdict::{self, BatchVerdict};
use crate::diagnostic::Code;
use crate::drift::{DriftReport, Finding};
use crate::facts::PageFacts;
use crate::load::written_tree;
use crate::pipeline::Pipeline;
use crate::pointer::Pointer;

/// How often the document is read. Each document needs few; only contradictory pages need more.
const TRIALS: usize = 400;

/// What was accepted so far, and what the document is with it.
pub(super) struct Rounds<'r> {
    pipeline: &'r Pipeline,
    pages: &'r [PageFacts],
    editor: TreeEditor,
    now: OverlayTrial,
    /// The errors that the document has without an overlay.
    known: HashSet<(Code, String)>,
    pub(super) accepted: Vec<Correction>,
    subjects: HashSet<(Pointer, String)>,
    /// Why nothing is proposed for a finding.
    pub(super) reasons: HashMap<FindingKey, String>,
    trials: usize,
}

impl<'r> Rounds<'r> {
    /// # Errors
    /// Why nothing can be proposed for this document.
    pub(super) fn new(pipeline: &'r Pipeline, pages: &'r [PageFacts]) -> Result<Self, String> {
        let tree = written_tree(&pipeline.input, &pipeline.load_options)
            .ok_or("corrections are proposed for one document, which is a file")?;
        let now =
            trial(pipeline, None, pages).map_err(|_| "the document cannot be read".to_owned())?;
        let known = now.errors.iter();
        Ok(Self {
            pipeline,
            pages,
            editor: TreeEditor::new(tree),
            known: known
                .map(|error| (error.code, error.message.clone()))
                .collect(),
            now,
            accepted: Vec::new(),
            subjects: HashSet::new(),
            reasons: HashMap::new(),
            trials: TRIALS,
        })
    }

    /// The differences that are left.
    pub(super) fn report(&self) -> &DriftReport {
        &self.now.report
    }

    pub(super) fn run(&mut self) {
        loop {
            let findings = self.now.report.findings.iter();
            let findings: Vec<Finding> = findings
                .filter(|finding| !self.reasons.contains_key(&key(finding)))
                .cloned()
                .collect();
            let (corrections, open) = batch::corrections(&findings);
            for (finding, reason) in open {
                self.reasons.insert(key(&finding), reason);
            }
            let mut corrections = corrections;
            let again = "what was changed for one page contradicts another";
            corrections.retain(|correction| {
                let subject = correction.proposal.subject();
                let is_known = subject.is_some_and(|subject| self.subjects.contains(&subject));
                if is_known {
                    reject(&mut self.reasons, correction, again);
                }
                !is_known
            });
            if corrections.is_empty() || !self.settle(corrections) {
                return;
            }
        }
    }

    /// Makes as many of the corrections as can be made at once, and returns whether there are any.
    fn settle(&mut self, mut corrections: Vec<Correction>) -> bool {
        let unknown = loop {
            let mut editor = self.editor.clone();
            let (made, failed) = batch::make(&self.now.document, &mut editor, corrections);
            for (correction, reason) in failed {
                reject(&mut self.reasons, &correction, &reason);
            }
            corrections = made;
            if corrections.is_empty() {
                return false;
            }
            if self.trials == 0 {
                let reason = "too many corrections of this document do not pass the check";
                for correction in &corrections {
                    reject(&mut self.reasons, correction, reason);
                }
                return false;
            }
            self.trials -= 1;
            match self.judge(&corrections) {
                Ok(now) => {
                    self.accept(editor, now, corrections);
                    return true;
                }
                Err(BatchVerdict::Culprits(culprits)) => {
                    for (index, reason) in culprits.into_iter().rev() {
                        if index < corrections.len() {
                            reject(&mut self.reasons, &corrections.remove(index), &reason);
                        }
                    }
                }
                Err(BatchVerdict::Unknown(reason)) => break reason,
                Err(BatchVerdict::Sound) => return false,
            }
        };
        match corrections.as_slice() {
            [one] => {
                reject(&mut self.reasons, one, &unknown);
                false
            }
            _ => {
                let second = halves(&mut corrections);
                self.settle(corrections) || self.settle(second)
            }
        }
    }

    fn accept(&mut self, editor: TreeEditor, now: OverlayTrial, corrections: Vec<Correction>) {
        let subjects = corrections.iter();
        self.subjects
            .extend(subjects.filter_map(|correction| correction.proposal.subject()));
        self.editor = editor;
        self.now = now;
        self.accepted.extend(corrections);
    }

    /// The document with corrections, or why it must not have them.
    fn judge(&self, batch: &[Correction]) -> Result<OverlayTrial, BatchVerdict> {
        let all = [self.accepted.as_slice(), batch].concat();
        let first = self
            .accepted
            .iter()
            .map(|correction| correction.edits.len())
            .sum();
        let text = overlay(&all);
        let after = match trial(self.pipeline, Some(text), self.pages) {
            Ok(after) => after,
            Err(errors) => {
                let errors: Vec<_> = errors.iter().collect();
                return Err(match verdict::of_errors(&errors, batch, first) {
                    BatchVerdict::Sound => {
                        BatchVerdict::Unknown("the document could not be read".to_owned())
                    }
                    verdict => verdict,
                });
            }
        };
        let errors = new_errors(&after.errors, &self.known);
        match verdict::of_errors(&errors, batch, first) {
            BatchVerdict::Sound => {}
            verdict => return Err(verdict),
        }
        match verdict::of_report(&self.now.report.findings, &after, batch) {
            BatchVerdict::Sound => Ok(after),
            verdict => Err(verdict),
        }
    }
}

fn reject(reasons: &mut HashMap<FindingKey, String>, correction: &Correction, reason: &str) {
    for finding in &correction.findings {
        reasons.insert(key(finding), reason.to_owned());
    }
}

/// Takes the second half of the corrections, so that those of one operation stay together if there are several operations.
fn halves(corrections: &mut Vec<Correction>) -> Vec<Correction> {
    let operation = |correction: &Correction| {
        let first = correction.findings.first();
        first
            .map(|finding| finding.operation.clone())
            .unwrap_or_default()
    };
    let mut names: Vec<String> = corrections.iter().map(operation).collect();
    names.sort();
    names.dedup();
    let middle = names.get(names.len() / 2).filter(|_| names.len() > 1);
    match middle {
        Some(middle) => {
            let all = std::mem::take(corrections).into_iter();
            let (second, first) = all.partition(|correction| operation(correction) >= *middle);
            *corrections = first;
            second
        }
        None => corrections.split_off(corrections.len() / 2),
    }
}
