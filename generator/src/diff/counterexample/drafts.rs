//! Requests to try: the smallest that both sides accept, and variations of it at the place that changed.

use std::collections::HashSet;

use bindwright_runtime::Value;
use bindwright_runtime::codegen::Requirement;

use super::super::{MessagePart, ValueStep};
use super::interpret::{BodyDraft, BodyPlan, InterpretedApi, OperationPlan, RequestDraft};
use super::partner::partner;
use super::place::SearchPlace;
use super::sample::{Pair, Sender, Site, Usage, along, smallest};
use super::variation::RequestVariation;
use crate::ir::{Location, Presence};

/// What a sender may send to an operation.
pub(super) struct RequestDrafts {
    pub(super) from: &'static InterpretedApi,
    pub(super) to: &'static InterpretedApi,
    /// The operation of the sender, and that of the receiver unless it is gone.
    pub(super) operations: (usize, Option<usize>),
}

impl RequestDrafts {
    /// Requests in which the place is special, one after the other.
    pub(super) fn all(&self, place: &SearchPlace) -> impl Iterator<Item = RequestDraft> + use<> {
        let plan = self.from.operation(self.operations.0);
        let base = plan.and_then(|plan| Some((plan, self.base(plan)?)));
        let variations = base.map(|(plan, base)| (self.at(plan, place), base));
        variations.into_iter().flat_map(|(variations, base)| {
            let variations = variations.into_iter();
            variations.map(move |one| one.of(&base))
        })
    }

    /// The plan of the receiver.
    fn receiver(&self) -> Option<&'static OperationPlan> {
        self.to.operation(self.operations.1?)
    }

    fn parameter_pair(&self, plan: &'static OperationPlan, index: usize) -> Option<Pair> {
        let own = plan.parameters.get(index)?.parameter;
        let other = self.receiver();
        let other = other.and_then(|other| partner(plan.operation, own, other.operation));
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

    /// Which of the sender's parameters the receiver knows by this place and name.
    fn position(
        &self,
        plan: &'static OperationPlan,
        location: Location,
        name: &str,
    ) -> Option<usize> {
        let other = self.receiver().map(|other| other.operation);
        let mut own = plan.parameters.iter().map(|one| one.parameter);
        own.position(|one| {
            let known = other.and_then(|other| partner(plan.operation, one, other));
            let known = known.unwrap_or(one);
            known.location == location && known.wire == name
        })
    }

    /// The smallest request that both sides accept, as far as that is possible.
    fn base(&self, plan: &'static OperationPlan) -> Option<RequestDraft> {
        let mut parameters = Vec::new();
        for (index, one) in plan.parameters.iter().enumerate() {
            let needed = one.parameter.presence == Presence::Required
                || one.parameter.from_client
                || one.parameter.location == Location::Path
                || self.receiver().is_some_and(|other| {
                    let other = partner(plan.operation, one.parameter, other.operation);
                    other.is_some_and(|other| other.presence == Presence::Required)
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
        let kinds = |alternative: &&'static [Requirement]| {
            let kinds = alternative.iter().map(|one| one.scheme().kind());
            kinds.collect::<Vec<_>>()
        };
        let others: HashSet<_> = other.iter().map(kinds).collect();
        let shared = own.iter().position(|one| others.contains(&kinds(one)));
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
    fn at(&self, plan: &'static OperationPlan, place: &SearchPlace) -> Vec<RequestVariation> {
        match &place.part {
            MessagePart::Parameter(location, name) => {
                self.with_parameter(plan, (*location, name), &place.path)
            }
            MessagePart::Body(media) => self.with_body(plan, media, &place.path),
            MessagePart::Whole => self.whole(plan),
            MessagePart::Reply(..) | MessagePart::ReplyHeader(..) => Vec::new(),
        }
    }

    fn with_parameter(
        &self,
        plan: &'static OperationPlan,
        (location, name): (Location, &str),
        path: &[ValueStep],
    ) -> Vec<RequestVariation> {
        let index = self.position(plan, location, name);
        let Some((index, pair)) =
            index.and_then(|index| Some((index, self.parameter_pair(plan, index)?)))
        else {
            return vec![RequestVariation::Same];
        };
        let values = along(&pair, path, Sender::Old);
        let values = values.into_iter().map(Some).chain([None]);
        values
            .map(|value| RequestVariation::Parameter(index, value))
            .collect()
    }

    fn with_body(
        &self,
        plan: &'static OperationPlan,
        media: &str,
        path: &[ValueStep],
    ) -> Vec<RequestVariation> {
        let mut found = Vec::new();
        let bodies = || plan.bodies.iter().flat_map(|body| body.media);
        // The sender may have another range for it.
        let is_known = bodies().any(|one| one.range() == media);
        for (index, body) in plan.bodies.iter().enumerate() {
            let mut all = body.media.iter();
            let Some(at) = all.position(|one| !is_known || one.range() == media) else {
                continue;
            };
            let Some(pair) = self.body_pair(plan, index, media) else {
                continue;
            };
            found.extend(along(&pair, path, Sender::Old).into_iter().map(|value| {
                RequestVariation::Body(Some(BodyDraft {
                    index,
                    media: at,
                    value,
                }))
            }));
        }
        found
    }

    /// Requests that differ in what they have: parameters, a body, its media type, credentials.
    fn whole(&self, plan: &'static OperationPlan) -> Vec<RequestVariation> {
        let mut found = vec![RequestVariation::Same];
        for index in 0..plan.parameters.len() {
            let pair = self.parameter_pair(plan, index);
            let value = pair.and_then(|pair| smallest(&pair));
            found.push(RequestVariation::Parameter(index, None));
            found.push(RequestVariation::Parameter(index, value));
        }
        found.push(RequestVariation::Body(None));
        let bodies = self.bodies(plan).into_iter();
        found.extend(bodies.map(|body| RequestVariation::Body(Some(body))));
        let alternatives = (0..plan.spec.security.len()).map(Some).chain([None]);
        found.extend(alternatives.map(RequestVariation::Credentials));
        found
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
