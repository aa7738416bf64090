//! Findings -> corrections: what pages agree about is one correction, and what they contradict each other about is none.

use std::collections::HashMap;

use super::changes::Changes;
use super::editor::{OverlayEdit, TreeEditor};
use crate::drift::{DriftKind, Finding, Proposal};
use crate::load::Document;
use crate::pointer::Pointer;

/// What a finding is known by in further runs: its page, or its place if it has none, and what it is about.
pub(super) type FindingKey = (String, String);

/// A change of the document, and the findings that it shall remove.
#[derive(Debug, Clone)]
pub(super) struct Correction {
    pub(super) findings: Vec<Finding>,
    pub(super) proposal: Proposal,
    pub(super) edits: Vec<OverlayEdit>,
}

/// The key of a finding.
pub(super) fn key(finding: &Finding) -> FindingKey {
    let page = finding.page.as_ref().map(|(page, _)| page.clone());
    let place = || {
        finding
            .pointer
            .as_ref()
            .map_or("", Pointer::as_str)
            .to_owned()
    };
    (page.unwrap_or_else(place), finding.about.clone())
}

impl Correction {
    /// Which pages say it, and what it is about.
    pub(super) fn description(&self) -> String {
        let Some(first) = self.findings.first() else {
            return String::new();
        };
        let about: Vec<&str> = match &self.proposal {
            Proposal::Request { .. } => {
                let mut about: Vec<&str> = self
                    .findings
                    .iter()
                    .map(|finding| finding.about.as_str())
                    .collect();
                about.dedup();
                about
            }
            _ => vec![first.about.as_str()],
        };
        let about = about.join(", ");
        let mut pages: Vec<&str> = Vec::new();
        for (page, _) in self
            .findings
            .iter()
            .filter_map(|finding| finding.page.as_ref())
        {
            if !pages.contains(&page.as_str()) {
                pages.push(page);
            }
        }
        let more = match pages.len() {
            0 | 1 => String::new(),
            count => format!(" and {} more", count - 1),
        };
        match &first.page {
            Some((page, 0)) => format!("{about} ({page}{more})"),
            Some((page, line)) => format!("{about} ({page}, line {line}{more})"),
            None if first.kind == DriftKind::UnusedDecision => {
                format!("{about}: no page differs in this any more")
            }
            None => about,
        }
    }
}

/// The corrections of findings, and the findings that contradict each other.
pub(super) fn corrections(findings: &[Finding]) -> (Vec<Correction>, Vec<(Finding, String)>) {
    let mut groups: Vec<Vec<&Finding>> = Vec::new();
    let mut known: HashMap<(Pointer, String), usize> = HashMap::new();
    let mut open = Vec::new();
    for finding in findings {
        if let Proposal::Open(reason) = &finding.proposal {
            open.push((finding.clone(), reason.clone()));
        }
        let Some(subject) = finding.proposal.subject() else {
            continue;
        };
        let at = *known.entry(subject).or_insert(groups.len());
        match groups.get_mut(at) {
            Some(group) => group.push(finding),
            None => groups.push(vec![finding]),
        }
    }
    let mut corrections = Vec::new();
    for group in groups {
        let mut proposals = group.iter().map(|finding| &finding.proposal);
        let first = proposals.next().cloned();
        let joined = proposals.try_fold(first, |joined, other| Some(joined?.joined(other)));
        match joined.flatten() {
            Some(proposal) => corrections.push(Correction {
                findings: group.into_iter().cloned().collect(),
                proposal,
                edits: Vec::new(),
            }),
            None => open.extend(group.into_iter().map(|finding| {
                let reason = "pages contradict each other about this place";
                (finding.clone(), reason.to_owned())
            })),
        }
    }
    corrections.sort_by_key(|correction| order(&correction.proposal));
    (corrections, open)
}

/// The order in which corrections are made, so that places stay where they are until it is their turn: what adds and replaces
/// comes first, then what is written again or removed, from the end and from the inside, and last what moves.
fn order(proposal: &Proposal) -> (u8, std::cmp::Reverse<Vec<(usize, String)>>) {
    let step = match proposal {
        Proposal::Type { .. } => 1,
        Proposal::RemoveParameter { .. }
        | Proposal::RemoveProperty { .. }
        | Proposal::RemoveDecision { .. } => 2,
        Proposal::RenameProperty { .. } => 3,
        Proposal::RenameResponse { .. } | Proposal::RemoveResponse { .. } => 4,
        Proposal::Request { .. } => 5,
        _ => 0,
    };
    let place = match proposal.subject() {
        Some((at, _)) if (1..5).contains(&step) => at
            .segments()
            .map(|segment| (segment.parse().unwrap_or(0), segment.into_owned()))
            .collect(),
        _ => Vec::new(),
    };
    (step, std::cmp::Reverse(place))
}

/// Makes corrections in a tree; the reasons of those that cannot be made.
pub(super) fn make(
    document: &Document,
    editor: &mut TreeEditor,
    mut corrections: Vec<Correction>,
) -> (Vec<Correction>, Vec<(Correction, String)>) {
    let mut failed = Vec::new();
    loop {
        let mut tree = editor.clone();
        match all(document, &mut tree, &mut corrections, &mut failed) {
            Ok(()) => {
                *editor = tree;
                return (corrections, failed);
            }
            // The tree has a part of it, so it is made again without it.
            Err(half) => drop(corrections.remove(half)),
        }
    }
}

/// Makes all corrections. Those that cannot be made leave the list; the index of one that was made in part is an error.
fn all(
    document: &Document,
    editor: &mut TreeEditor,
    corrections: &mut Vec<Correction>,
    failed: &mut Vec<(Correction, String)>,
) -> Result<(), usize> {
    let mut index = 0;
    while let Some(correction) = corrections.get_mut(index) {
        editor.edits.clear();
        let mut changes = Changes {
            document,
            editor: &mut *editor,
            agreeing: correction.findings.len(),
        };
        match changes.make(&correction.proposal) {
            Ok(()) => {
                correction.edits = std::mem::take(&mut editor.edits);
                index += 1;
            }
            Err(reason) => {
                failed.push((correction.clone(), reason));
                if !editor.edits.is_empty() {
                    return Err(index);
                }
                corrections.remove(index);
            }
        }
    }
    Ok(())
}
