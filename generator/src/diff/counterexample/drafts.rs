//! Requests to try: the smallest that both sides accept, and variations of it at the place that changed.

use bindwright_runtime::Value;
use bindwright_runtime::codegen::Requirement;

use super::super::{MessagePart, ValueStep};
use super::interpret::{BodyDraft, BodyPlan, InterpretedApi, OperationPlan, RequestDraft};
use super::place::SearchPlace;
use super::sample::{Pair, Sender, Site, Usage, along, smallest};
use crate::ir::{Location, Presence};

/// What a sender may send to an operation.
pub(super) struct RequestDrafts {
    pub(super) from: &'static InterpretedApi,
    pub(super) to: &'static InterpretedApi,
    /// The operation of the sender, and that of the receiver unless it is gone.
    pub(super) operations: (usize, Option<usize>),
}

impl RequestDrafts {
    /// Requests in which the place is special.
    pub(super) fn all(&self, place: &SearchPlace) -> Vec<RequestDraft> {
        let plan = self.from.operation(self.operations.0);
        let base = plan.and_then(|plan| Some((plan, self.base(plan)?)));
        base.map_or_else(Vec::new, |(plan, base)| self.at(plan, &base, place))
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
        let site =
            |api, body: &BodyPlan| Some(Site::new(api, body.kind.ty()?, &body.payload.constraints));
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
        let kinds = |alternative: &[Requirement]| {
            let kinds = alternative.iter().map(|one| one.scheme().kind());
            kinds.collect::<Vec<_>>()
        };
        let is_shared =
            |one: &&'static [Requirement]| other.iter().any(|other| kinds(other) == kinds(one));
        let shared = own.iter().position(is_shared);
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
    fn at(
        &self,
        plan: &'static OperationPlan,
        base: &RequestDraft,
        place: &SearchPlace,
    ) -> Vec<RequestDraft> {
        match &place.part {
            MessagePart::Parameter(location, name) => {
                self.with_parameter(plan, base, (*location, name), &place.path)
            }
            MessagePart::Body(media) => self.with_body(plan, base, media, &place.path),
            MessagePart::Whole => self.whole(plan, base),
            MessagePart::Reply(..) | MessagePart::ReplyHeader(..) => Vec::new(),
        }
    }

    fn with_parameter(
        &self,
        plan: &'static OperationPlan,
        base: &RequestDraft,
        (location, name): (Location, &str),
        path: &[ValueStep],
    ) -> Vec<RequestDraft> {
        let mut parameters = plan.parameters.iter().map(|one| one.parameter);
        let index = parameters.position(|one| one.location == location && one.wire == name);
        let Some((index, pair)) =
            index.and_then(|index| Some((index, self.parameter_pair(plan, index)?)))
        else {
            return vec![base.clone()];
        };
        let values = along(&pair, path, Sender::Old);
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
        path: &[ValueStep],
    ) -> Vec<RequestDraft> {
        let mut drafts = Vec::new();
        for (index, body) in plan.bodies.iter().enumerate() {
            let Some(at) = body.media.iter().position(|one| one.range() == media) else {
                continue;
            };
            let Some(pair) = self.body_pair(plan, index, media) else {
                continue;
            };
            for value in along(&pair, path, Sender::Old) {
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
