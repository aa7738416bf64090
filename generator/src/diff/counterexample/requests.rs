//! Requests of the old client that the new server rejects.

use bindwright_runtime::http::StatusCode;

use super::super::{Between, ChangeSubject, Counterexample, MessagePart};
use super::about::{is_about, location_of};
use super::budget::Budget;
use super::drafts::RequestDrafts;
use super::interpret::{
    InterpretedApi, Rejected, RequestDraft, WireRequest, receive, write_request,
};
use super::place::SearchPlace;
use super::render;
use super::shrink;

/// A search for one place of a request.
pub(super) struct RequestSearch<'a> {
    pub(super) from: &'static InterpretedApi,
    pub(super) to: &'static InterpretedApi,
    /// The operation of the sender, and that of the receiver unless it is gone.
    pub(super) operations: (usize, Option<usize>),
    pub(super) place: &'a SearchPlace,
    pub(super) subject: &'a ChangeSubject,
}

impl RequestSearch<'_> {
    pub(super) fn run(&self, budget: &mut Budget) -> Option<Counterexample> {
        self.count_comparisons();
        let drafts = RequestDrafts {
            from: self.from,
            to: self.to,
            operations: self.operations,
        };
        for draft in drafts.all(self.place) {
            if budget.messages == 0 || self.from.is_out_of_steps() || self.to.is_out_of_steps() {
                return None;
            }
            if self.rejection(&draft, budget).is_some() {
                return self.smallest(draft, budget);
            }
        }
        None
    }

    /// The parameters of both versions are compared in pairs, and so are the media types of their bodies.
    fn count_comparisons(&self) {
        let sizes = |api: &'static InterpretedApi, operation: Option<usize>| {
            let plan = operation.and_then(|index| api.operation(index));
            plan.map_or((0, 0), |one| (one.parameters.len(), one.body_media()))
        };
        let own = sizes(self.from, Some(self.operations.0));
        let others = sizes(self.to, self.operations.1);
        let pairs = [(own.0, others.0), (own.1, others.1)];
        let steps = pairs.map(|(own, others)| own.saturating_mul(others));
        self.from.count_work(steps.into_iter().sum());
    }

    /// Makes a counterexample as small as it gets.
    fn smallest(&self, draft: RequestDraft, budget: &mut Budget) -> Option<Counterexample> {
        let mut budget = Budget {
            messages: budget.messages.max(200),
            bytes: budget.bytes.max(1 << 18),
        };
        let draft = shrink::request(draft, &mut |draft| {
            self.rejection(draft, &mut budget).is_some()
        });
        let mut last = Budget::default();
        let (request, rejected) = self.rejection(&draft, &mut last)?;
        Some(Counterexample {
            between: Between::OldClientNewServer,
            message: render::request(&request, rejected.status),
            rejection: render::rejected(&self.relevant(rejected)),
        })
    }

    /// The request of a draft and why the receiver rejects it, if the sender's own server accepts it.
    fn rejection(
        &self,
        draft: &RequestDraft,
        budget: &mut Budget,
    ) -> Option<(WireRequest, Rejected)> {
        if budget.messages == 0 {
            return None;
        }
        let request = write_request(self.from, self.operations.0, draft)?;
        if !budget.take(request.target.len() + request.body.len()) {
            return None;
        }
        let role = self
            .from
            .operation(self.operations.0)?
            .operation
            .role
            .interface();
        let accepted = receive(self.from, role, &request).ok()?;
        if accepted.operation != self.operations.0 {
            return None;
        }
        match receive(self.to, role, &request) {
            Ok(found) if Some(found.operation) == self.operations.1 => None,
            // Another operation would run.
            Ok(_) => None,
            Err(rejected) => self.concerns(&rejected).then_some((request, rejected)),
        }
    }

    /// Whether a rejection is about the change.
    fn concerns(&self, rejected: &Rejected) -> bool {
        if rejected.status != StatusCode::BAD_REQUEST {
            return self.place.part == MessagePart::Whole
                || rejected.status == StatusCode::UNSUPPORTED_MEDIA_TYPE
                    && matches!(self.place.part, MessagePart::Body(_));
        }
        rejected
            .reasons
            .iter()
            .any(|reason| self.is_relevant(reason))
    }

    fn is_relevant(&self, reason: &str) -> bool {
        match self.root() {
            Some(root) => is_about(location_of(reason), &root, &self.place.path),
            None => true,
        }
    }

    /// The reasons that are about the change.
    fn relevant(&self, rejected: Rejected) -> Rejected {
        let reasons = rejected.reasons.iter();
        let about: Vec<String> = reasons
            .filter(|one| self.is_relevant(one))
            .cloned()
            .collect();
        match about.is_empty() {
            true => rejected,
            false => Rejected {
                reasons: about,
                ..rejected
            },
        }
    }

    /// Where the changed part is, as violations say.
    fn root(&self) -> Option<String> {
        match (&self.place.part, self.subject) {
            (MessagePart::Parameter(location, name), _)
            | (_, ChangeSubject::Parameter(_, location, name)) => {
                Some(format!("{}.{name}", location.name()))
            }
            (MessagePart::Body(_), _) | (_, ChangeSubject::Body(_)) => Some("body".to_owned()),
            _ => None,
        }
    }
}
