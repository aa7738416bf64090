//! Requests of the old client that the new server rejects.

use bindwright_runtime::Value;
use bindwright_runtime::http::StatusCode;

use super::super::{Between, ChangeSubject, Counterexample, MessagePart};
use super::about::{is_about, location_of};
use super::budget::Budget;
use super::interpret::{
    BodyDraft, InterpretedApi, OperationPlan, Rejected, RequestDraft, WireRequest, receive,
    write_request,
};
use super::render;
use super::sample::{Pair, Sender, Site, Usage, along, smallest};
use super::search::SearchPlace;
use super::shrink;
use crate::ir::{Location, Presence};

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
        let plan = self.from.operation(self.operations.0)?;
        let base = self.base(plan)?;
        let drafts = self.drafts(plan, &base);
        for draft in drafts {
            if budget.messages == 0 {
                return None;
            }
            if self.rejection(&draft, budget).is_some() {
                return self.smallest(draft, budget);
            }
        }
        None
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

    /// The plan of the receiver.
    fn receiver(&self) -> Option<&'static OperationPlan> {
        self.to.operation(self.operations.1?)
    }

    fn parameter_pair(&self, plan: &'static OperationPlan, index: usize) -> Option<Pair> {
        let own = plan.parameters.get(index)?.parameter;
        let others = self.receiver().map(|plan| plan.parameters.as_slice());
        let mut others = others.unwrap_or_default().iter().map(|one| one.parameter);
        let other = others.find(|one| one.wire == own.wire && one.location == own.location);
        Some(Pair {
            sender: Site::new(self.from, &own.ty, &own.constraints),
            receiver: other.map(|one| Site::new(self.to, &one.ty, &one.constraints)),
            usage: Usage::Request,
        })
    }

    fn body_pair(&self, plan: &'static OperationPlan, index: usize, media: &str) -> Option<Pair> {
        let own = plan.bodies.get(index)?;
        let receiver = self.receiver().and_then(|plan| {
            let mut bodies = plan.bodies.iter();
            bodies.find(|one| one.media.iter().any(|other| other.range() == media))
        });
        let site = |api, body: &super::interpret::BodyPlan| {
            Some(Site::new(api, body.kind.ty()?, &body.payload.constraints))
        };
        Some(Pair {
            sender: site(self.from, own)?,
            receiver: receiver.and_then(|body| site(self.to, body)),
            usage: Usage::Request,
        })
    }

    /// The smallest request that both sides accept, as far as that is possible.
    fn base(&self, plan: &'static OperationPlan) -> Option<RequestDraft> {
        let mut parameters = Vec::new();
        for (index, one) in plan.parameters.iter().enumerate() {
            let needed = one.parameter.presence == Presence::Required
                || one.parameter.from_client
                || one.parameter.location == Location::Path
                || self.receiver().is_some_and(|plan| {
                    let mut others = plan.parameters.iter().map(|one| one.parameter);
                    others.any(|other| {
                        other.wire == one.parameter.wire
                            && other.location == one.parameter.location
                            && other.presence == Presence::Required
                    })
                });
            parameters.push(match needed {
                true => smallest(&self.parameter_pair(plan, index)?),
                false => None,
            });
        }
        let body = plan.spec.body.and_then(|spec| {
            let other = self.receiver().and_then(|plan| plan.spec.body);
            let is_needed = spec.required || other.is_some_and(|other| other.required);
            is_needed.then(|| self.body(plan)).flatten()
        });
        let credentials = self.credentials(plan);
        Some(RequestDraft {
            parameters,
            body,
            credentials,
        })
    }

    /// The first alternative of the sender that the receiver has, too.
    fn credentials(&self, plan: &'static OperationPlan) -> Option<usize> {
        let own = plan.spec.security;
        let other = self.receiver().map_or(own, |plan| plan.spec.security);
        let kinds = |alternative: &[bindwright_runtime::codegen::Requirement]| {
            let kinds = alternative.iter().map(|one| one.scheme().kind());
            kinds.collect::<Vec<_>>()
        };
        let is_shared = |one: &&[bindwright_runtime::codegen::Requirement]| {
            other.iter().any(|other| kinds(other) == kinds(one))
        };
        let shared = own.iter().position(|one| is_shared(one));
        shared.or((!own.is_empty()).then_some(0))
    }

    /// The smallest body, in the first media type that both have.
    fn body(&self, plan: &'static OperationPlan) -> Option<BodyDraft> {
        let shared = self.receiver().and_then(|plan| plan.spec.body);
        let is_shared = |range: &str| {
            shared.is_none_or(|spec| spec.media.iter().any(|media| media.range() == range))
        };
        let mut drafts: Vec<(bool, BodyDraft)> = Vec::new();
        for (index, body) in plan.bodies.iter().enumerate() {
            for (media, one) in body.media.iter().enumerate() {
                let value = match self.body_pair(plan, index, one.range()) {
                    Some(pair) => smallest(&pair),
                    None => Some(Value::Null),
                };
                let draft = value.map(|value| BodyDraft {
                    index,
                    media,
                    value,
                });
                drafts.extend(draft.map(|draft| (is_shared(one.range()), draft)));
            }
        }
        let first = drafts
            .iter()
            .position(|(shared, _)| *shared)
            .unwrap_or_default();
        drafts.into_iter().nth(first).map(|(_, draft)| draft)
    }

    /// Requests in which the place is special.
    fn drafts(&self, plan: &'static OperationPlan, base: &RequestDraft) -> Vec<RequestDraft> {
        match &self.place.part {
            MessagePart::Parameter(location, name) => {
                self.with_parameter(plan, base, (*location, name))
            }
            MessagePart::Body(media) => self.with_body(plan, base, media),
            MessagePart::Whole => self.whole(plan, base),
            MessagePart::Reply(..) | MessagePart::ReplyHeader(..) => Vec::new(),
        }
    }

    fn with_parameter(
        &self,
        plan: &'static OperationPlan,
        base: &RequestDraft,
        (location, name): (Location, &str),
    ) -> Vec<RequestDraft> {
        let mut parameters = plan.parameters.iter().map(|one| one.parameter);
        let index = parameters.position(|one| one.location == location && one.wire == name);
        let Some((index, pair)) =
            index.and_then(|index| Some((index, self.parameter_pair(plan, index)?)))
        else {
            return vec![base.clone()];
        };
        let values = along(&pair, &self.place.path, Sender::Old);
        let values = values.into_iter().map(Some).chain([None]);
        let drafts = values.map(|value| {
            let mut draft = base.clone();
            if let Some(place) = draft.parameters.get_mut(index) {
                *place = value;
            }
            draft
        });
        drafts.collect()
    }

    fn with_body(
        &self,
        plan: &'static OperationPlan,
        base: &RequestDraft,
        media: &str,
    ) -> Vec<RequestDraft> {
        let mut drafts = Vec::new();
        for (index, body) in plan.bodies.iter().enumerate() {
            let Some(at) = body.media.iter().position(|one| one.range() == media) else {
                continue;
            };
            let Some(pair) = self.body_pair(plan, index, media) else {
                continue;
            };
            for value in along(&pair, &self.place.path, Sender::Old) {
                drafts.push(RequestDraft {
                    body: Some(BodyDraft {
                        index,
                        media: at,
                        value,
                    }),
                    ..base.clone()
                });
            }
        }
        drafts
    }

    /// Requests that differ in what they have: parameters, a body, its media type, credentials.
    fn whole(&self, plan: &'static OperationPlan, base: &RequestDraft) -> Vec<RequestDraft> {
        let mut drafts = vec![base.clone()];
        for index in 0..plan.parameters.len() {
            let value = self
                .parameter_pair(plan, index)
                .and_then(|pair| smallest(&pair));
            for value in [None, value] {
                let mut draft = base.clone();
                if let Some(place) = draft.parameters.get_mut(index) {
                    *place = value;
                }
                drafts.push(draft);
            }
        }
        drafts.push(RequestDraft {
            body: None,
            ..base.clone()
        });
        for body in self.bodies(plan) {
            drafts.push(RequestDraft {
                body: Some(body),
                ..base.clone()
            });
        }
        let alternatives = (0..plan.spec.security.len()).map(Some).chain([None]);
        drafts.extend(alternatives.map(|credentials| RequestDraft {
            credentials,
            ..base.clone()
        }));
        drafts
    }

    /// The smallest body of each media type.
    fn bodies(&self, plan: &'static OperationPlan) -> Vec<BodyDraft> {
        let mut found = Vec::new();
        for (index, body) in plan.bodies.iter().enumerate() {
            for (media, one) in body.media.iter().enumerate() {
                let value = match self.body_pair(plan, index, one.range()) {
                    Some(pair) => smallest(&pair),
                    None => Some(Value::Null),
                };
                found.extend(value.map(|value| BodyDraft {
                    index,
                    media,
                    value,
                }));
            }
        }
        found
    }
}
