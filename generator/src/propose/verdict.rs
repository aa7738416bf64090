//! What a trial says about the corrections of a batch.

use std::collections::{HashMap, HashSet};

use super::batch::{Correction, FindingKey, key};
use super::trial::{OverlayTrial, TrialError};
use crate::drift::{DriftKind, Finding};

/// What becomes of a batch.
pub(super) enum BatchVerdict {
    /// It removes its differences, and makes no others that are not those of its own pages.
    Sound,
    /// Corrections that must not be made, each with the reason.
    Culprits(Vec<(usize, String)>),
    /// It must not be made, and it is not known which correction is the reason.
    Unknown(String),
}

/// Which corrections errors are about. `first` is the number of the first action of the batch.
pub(super) fn of_errors(
    errors: &[&TrialError],
    batch: &[Correction],
    first: usize,
) -> BatchVerdict {
    let mut owners = Vec::new();
    for (index, correction) in batch.iter().enumerate() {
        owners.extend(std::iter::repeat_n(index, correction.edits.len()));
    }
    let reason =
        |error: &TrialError| format!("the document would have an error: {}", error.message);
    let mut culprits: Vec<(usize, String)> = Vec::new();
    for error in errors {
        let owner = error
            .action
            .and_then(|action| owners.get(action.checked_sub(first)?));
        if let Some(owner) = owner
            && !culprits.iter().any(|(known, _)| known == owner)
        {
            culprits.push((*owner, reason(error)));
        }
    }
    match errors.first() {
        None => BatchVerdict::Sound,
        Some(error) if culprits.is_empty() => BatchVerdict::Unknown(reason(error)),
        Some(_) => BatchVerdict::Culprits(culprits),
    }
}

/// Compares the differences before and after a batch.
pub(super) fn of_report(
    before: &[Finding],
    after: &OverlayTrial,
    batch: &[Correction],
) -> BatchVerdict {
    let left: HashMap<FindingKey, &Finding> = after
        .report
        .findings
        .iter()
        .map(|finding| (key(finding), finding))
        .collect();
    let known: HashSet<FindingKey> = before.iter().map(key).collect();
    let mut culprits: Vec<(usize, String)> = Vec::new();
    for (index, correction) in batch.iter().enumerate() {
        let is_left = |finding: &Finding| {
            left.get(&key(finding)).is_some_and(|other| {
                other.pointer == finding.pointer && other.document_value == finding.document_value
            })
        };
        if correction.findings.iter().any(is_left) {
            let reason =
                "the difference would be left: another part of the document says it as well";
            culprits.push((index, reason.to_owned()));
        }
    }
    let mut unknown = None;
    for finding in after
        .report
        .findings
        .iter()
        .filter(|finding| !known.contains(&key(finding)))
    {
        match cause(finding, batch) {
            Cause::FollowUp => {}
            Cause::Of(index) if culprits.iter().any(|(known, _)| *known == index) => {}
            Cause::Of(index) => culprits.push((index, contradiction(finding))),
            Cause::Unknown => unknown = Some(contradiction(finding)),
        }
    }
    match (culprits.is_empty(), unknown) {
        (false, _) => BatchVerdict::Culprits(culprits),
        (true, Some(reason)) => BatchVerdict::Unknown(reason),
        (true, None) => BatchVerdict::Sound,
    }
}

/// Where a new difference is from.
enum Cause {
    /// A page shows more about what was corrected.
    FollowUp,
    /// A correction changes what another page, or another part of the page, describes.
    Of(usize),
    Unknown,
}

fn cause(finding: &Finding, batch: &[Correction]) -> Cause {
    if finding.kind == DriftKind::UnusedDecision {
        return Cause::Unknown;
    }
    let page = |finding: &Finding| finding.page.as_ref().map(|(page, _)| page.clone());
    let is_inside = |correction: &Correction| {
        let subject = correction.proposal.subject();
        subject.is_some_and(|(at, _)| {
            finding
                .pointer
                .as_ref()
                .is_some_and(|found| found.starts_with(&at))
        })
    };
    let is_about = |correction: &Correction| {
        correction.findings.iter().any(|other| {
            let subject = other.about.split(": ").next().unwrap_or_default();
            page(other) == page(finding) && finding.about.starts_with(subject)
        })
    };
    let around: Vec<usize> = (0..batch.len())
        .filter(|index| batch.get(*index).is_some_and(is_inside))
        .collect();
    let fits = |index: &&usize| batch.get(**index).is_some_and(is_about);
    if around.iter().any(|index| fits(&index)) {
        return Cause::FollowUp;
    }
    let is_move = |correction: &Correction| correction.proposal.is_move();
    if let Some(index) = around
        .iter()
        .find(|index| batch.get(**index).is_some_and(|found| !is_move(found)))
    {
        return Cause::Of(*index);
    }
    let of_page = |correction: &Correction| {
        correction
            .findings
            .iter()
            .any(|other| page(other) == page(finding))
    };
    if batch.iter().any(of_page) {
        Cause::FollowUp
    } else {
        Cause::Unknown
    }
}

fn contradiction(finding: &Finding) -> String {
    let about = &finding.about;
    match &finding.page {
        Some((page, 0)) => format!("{page} would differ then: {about}"),
        Some((page, line)) => format!("{page}, line {line}, would differ then: {about}"),
        None => format!("a decision would cover nothing then: {about}"),
    }
}
