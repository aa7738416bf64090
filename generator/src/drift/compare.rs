//! Compares a page with its operation: request line, statuses, bodies, and what `parameters` and `levels` compare.

use super::comparer::Comparer;
use super::decided::Decisions;
use super::fields::FieldNode;
use super::finding::{DriftKind, Finding};
use super::levels::DEPTH;
use super::matching::{MatchedPage, below_server, is_path};
use super::proposal::Proposal;
use super::schema;
use crate::facts::{Fact, FieldPlace};
use crate::load::Document;
use crate::pointer::Pointer;

/// The findings of a page.
pub(super) fn compare(
    document: &Document,
    matched: &MatchedPage<'_>,
    decisions: &Decisions,
) -> Vec<Finding> {
    let mut comparer = Comparer {
        document,
        matched,
        decisions,
        findings: Vec::new(),
    };
    comparer.request_line();
    comparer.recorded();
    comparer.statuses();
    comparer.parameters();
    comparer.body();
    comparer.responses();
    comparer.gaps();
    comparer.findings
}

impl Comparer<'_> {
    fn request_line(&mut self) {
        let matched = self.matched;
        let operation = &matched.operation;
        if let Some(method) = &matched.page.method
            && !method.value.eq_ignore_ascii_case(&operation.method)
        {
            let value = operation.method.to_uppercase();
            let proposal = Proposal::Request {
                operation: operation.pointer.clone(),
                method: Some(method.value.to_lowercase()),
                path: None,
            };
            self.differs(
                "method",
                method,
                (operation.pointer.clone(), value),
                proposal,
            );
        }
        if let Some(path) = &matched.page.path
            && !is_path(self.document, matched.page, &operation.path)
        {
            let at = operation.pointer.parent().unwrap_or_default();
            let proposal = Proposal::Request {
                operation: operation.pointer.clone(),
                method: None,
                path: Some(below_server(self.document, &path.value)),
            };
            self.differs("path", path, (at, operation.path.clone()), proposal);
        }
    }

    fn statuses(&mut self) {
        let page = self.matched.page;
        if page.statuses.is_empty() {
            return;
        }
        let operation = &self.matched.operation.pointer;
        let declared = schema::statuses(self.document, operation);
        let range = |status: &str| format!("{}XX", status.get(..1).unwrap_or_default());
        let is_declared =
            |status: &str| declared.contains_key(status) || declared.contains_key(&range(status));
        let new: Vec<&Fact<String>> = page
            .statuses
            .iter()
            .filter(|status| !is_declared(&status.value))
            .collect();
        let is_named = |status: &String| {
            page.statuses
                .iter()
                .any(|named| named.value == *status || range(&named.value) == *status)
        };
        let gone: Vec<_> = declared
            .iter()
            .filter(|(status, _)| *status != "default" && !is_named(status))
            .collect();
        if let ([new], [(status, at)]) = (new.as_slice(), gone.as_slice()) {
            let proposal = Proposal::RenameResponse {
                response: (*at).clone(),
                status: new.value.clone(),
            };
            let about = format!("status {}", new.value);
            return self.differs(&about, new, ((*at).clone(), (*status).clone()), proposal);
        }
        for status in new {
            let about = format!("status {}", status.value);
            let value = Some(status.value.clone());
            self.add(
                DriftKind::OnlyOnPage,
                about,
                (status.line, value),
                (operation.child("responses"), None),
                self.new_response(&status.value),
            );
        }
        let line = page.statuses.first().map_or(0, |status| status.line);
        for (status, at) in gone {
            let about = format!("status {status}");
            self.add(
                DriftKind::OnlyInDocument,
                about,
                (line, None),
                (at.clone(), Some(status.clone())),
                Proposal::RemoveResponse {
                    response: at.clone(),
                },
            );
        }
    }

    fn body(&mut self) {
        let at = self.matched.operation.pointer.child("requestBody");
        for place in [FieldPlace::Form, FieldPlace::Body] {
            let root = FieldNode::of(self.matched.page, &place);
            self.whole(&place.to_string(), &root, &at, false);
        }
    }

    fn responses(&mut self) {
        let declared = schema::statuses(self.document, &self.matched.operation.pointer);
        for (status, at) in declared {
            let place = FieldPlace::Response(status);
            let root = FieldNode::of(self.matched.page, &place);
            self.whole(&place.to_string(), &root, &at, true);
        }
    }

    /// The fields of a body.
    fn whole(&mut self, label: &str, root: &FieldNode<'_>, at: &Pointer, is_response: bool) {
        let Some(first) = root.first() else {
            return;
        };
        let Some(schema) = schema::body(self.document, at) else {
            let is_file = is_response && first.name == "-";
            if !is_file {
                let about = format!("{label}: body");
                self.add(
                    DriftKind::OnlyOnPage,
                    about,
                    (first.line, None),
                    (at.clone(), None),
                    self.new_body(label, root, at, is_response),
                );
            }
            return;
        };
        self.inside(label, "", root, &schema, DEPTH);
    }

    fn gaps(&mut self) {
        let page = self.matched.page;
        let at = self.matched.operation.pointer.clone();
        for gap in &page.unreadable {
            let value = Some(gap.reason.clone());
            self.add(
                DriftKind::Unreadable,
                gap.what.clone(),
                (gap.line, value),
                (at.clone(), None),
                Proposal::Open("the page does not say it in a form that can be read".to_owned()),
            );
        }
        for gap in &page.unplaced {
            let value = Some(gap.reason.clone());
            self.add(
                DriftKind::Unplaced,
                gap.what.clone(),
                (gap.line, value),
                (at.clone(), None),
                Proposal::Open("no rule of the profile places this table".to_owned()),
            );
        }
    }
}
