//! An overlay that would remove the differences between a document and pages.
//!
//! ```text
//! findings ──batch──► corrections ──changes──► actions ──trial──► what is left ──► further findings, until there are none
//! ```
//!
//! | module | does |
//! | --- | --- |
//! | `batch` | what pages agree about is one correction, and what they contradict each other about is none |
//! | `changes`, `fields`, `moves`, `written_form` | a correction becomes changes of the document as it is written |
//! | `editor`, `target` | changes become actions with JSONPath targets |
//! | `text` | actions become YAML |
//! | `trial`, `verdict` | the overlay is applied, and the document is checked and compared again |
//! | `rounds` | leaves out what does not pass the trial, with the reason |
//!
//! Nothing is proposed that was not tried: with the overlay, the document has no error that it did not have before, and each
//! difference is either gone or listed with the reason.

mod batch;
mod changes;
mod editor;
mod fields;
mod moves;
mod rounds;
mod target;
mod text;
mod trial;
mod verdict;
mod written_form;

use crate::diagnostic::escape;
use crate::drift::DriftReport;
use crate::facts::PageFacts;
use crate::pipeline::Pipeline;
use batch::key;
use rounds::Rounds;

/// What can be proposed for the differences between a document and pages.
#[derive(Debug, Clone, Default)]
pub struct ProposedOverlay {
    /// The text of the overlay; `None` if nothing is proposed.
    pub text: Option<String>,
    /// How many differences it removes.
    pub removed: usize,
    /// What is left with it: what each difference is about, and why nothing is proposed.
    pub left: Vec<(String, String)>,
}

impl ProposedOverlay {
    /// Whether a text was written by [`Generator::propose`](crate::Generator::propose), and can be replaced.
    #[must_use]
    pub fn is_own(text: &str) -> bool {
        text.starts_with(text::MARK)
    }
}

/// Proposes an overlay for the differences that a document has.
pub(crate) fn propose(
    pipeline: &Pipeline,
    found: &DriftReport,
    pages: &[PageFacts],
) -> ProposedOverlay {
    let mut rounds = match Rounds::new(pipeline, pages) {
        Ok(rounds) => rounds,
        Err(reason) => {
            return ProposedOverlay {
                left: unproposed(found, &|_| reason.clone()),
                ..ProposedOverlay::default()
            };
        }
    };
    rounds.run();
    let left = rounds.report();
    let reasons = &rounds.reasons;
    let reason = |finding: &_| {
        let reason = reasons.get(&key(finding));
        reason
            .cloned()
            .unwrap_or_else(|| "no change is known that removes it".to_owned())
    };
    let still = left.findings.iter().map(key).collect::<Vec<_>>();
    let gone = found
        .findings
        .iter()
        .filter(|finding| !still.contains(&key(finding)));
    ProposedOverlay {
        text: (!rounds.accepted.is_empty()).then(|| text::overlay(&rounds.accepted)),
        removed: gone.count(),
        left: unproposed(left, &reason),
    }
}

/// What a report still has.
fn unproposed(
    report: &DriftReport,
    reason: &dyn Fn(&crate::drift::Finding) -> String,
) -> Vec<(String, String)> {
    let findings = report.findings.iter().map(|finding| {
        let page = finding
            .page
            .as_ref()
            .map(|(page, line)| format!("{page}:{line}: "));
        let about = format!("{}{}", page.unwrap_or_default(), finding.about);
        (about, reason(finding))
    });
    let pages = report
        .pages_without_operation
        .iter()
        .map(|(page, request)| {
            let reason = "the document has no such operation";
            (format!("{page}: {request}"), reason.to_owned())
        });
    findings.chain(pages).collect()
}

/// A line about a difference that is left.
#[must_use]
pub fn render_left(left: &(String, String)) -> String {
    format!("not proposed: {}: {}", escape(&left.0), escape(&left.1))
}
