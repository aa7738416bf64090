//! Requests that break one rule each.

use bindwright_runtime::Value;
use bindwright_runtime::codegen::MediaKind;
use bindwright_runtime::http::StatusCode;
use fastrand::Rng;

use super::super::interpret::{
    BodyDraft, BodyKind, InterpretedApi, OperationPlan, RequestDraft, add_credentials, receive,
    write_request,
};
use super::super::sample::{OptionalMembers, Pair, RandomValues};
use super::breaks::{Break, breaks, is_nothing, may_be_nothing};
use super::random_requests::base;
use super::{BrokenRequest, PARTS, slots};
use crate::diagnostic::escape;
use crate::ir::{Location, ParameterCodec, Presence};

/// How many broken requests there are for an operation at most.
const MOST: usize = 80;

/// Requests to an operation that break one rule each.
pub(super) fn requests(
    api: &'static InterpretedApi,
    unlimited: &'static InterpretedApi,
    operation: usize,
) -> Vec<BrokenRequest> {
    let found = api.operation(operation);
    let Some((plan, base)) = found.and_then(|plan| Some((plan, base(api, plan)?))) else {
        return Vec::new();
    };
    let search = BrokenSearch {
        api,
        unlimited,
        operation,
        plan,
        base,
    };
    let mut found = Vec::new();
    for index in 0..plan.parameters.len() {
        search.of_parameter(index, &mut found);
    }
    search.of_body(&mut found);
    found.truncate(MOST);
    found
}

struct BrokenSearch {
    api: &'static InterpretedApi,
    unlimited: &'static InterpretedApi,
    operation: usize,
    plan: &'static OperationPlan,
    base: RequestDraft,
}

impl BrokenSearch {
    fn of_parameter(&self, index: usize, found: &mut Vec<BrokenRequest>) {
        let Some(one) = self.plan.parameters.get(index) else {
            return;
        };
        let parameter = one.parameter;
        let place = format!("{}.{}", parameter.location.name(), escape(&parameter.wire));
        let with = |value: Option<Value>| {
            let mut draft = self.base.clone();
            if let Some(slot) = draft.parameters.get_mut(index) {
                *slot = value;
            }
            draft
        };
        let pair = slots::parameter(self.api, self.plan, index);
        let Some(pair) = pair.filter(|_| slots::only_text(self.plan, index).is_none()) else {
            return;
        };
        let is_styled = matches!(parameter.codec, ParameterCodec::Style { .. });
        let is_needed =
            parameter.presence == Presence::Required && !(is_styled && may_be_nothing(&pair));
        if is_needed && parameter.location != Location::Path {
            let missing = Break {
                value: None,
                location: place.clone(),
                rule: "required",
                may_be_nothing: false,
            };
            self.add(missing, &with, found);
        }
        if let Some(value) = full(&pair) {
            let is_optional = parameter.presence != Presence::Required;
            for one in breaks(&pair, &value, &place) {
                let is_absent = is_optional && one.value.as_ref().is_some_and(is_nothing);
                if !(is_styled && (one.may_be_nothing || is_absent)) {
                    self.add(one, &with, found);
                }
            }
        }
    }

    fn of_body(&self, found: &mut Vec<BrokenRequest>) {
        let is_required = self.plan.spec.body.is_some_and(|body| body.required);
        for (index, body) in self.plan.bodies.iter().enumerate() {
            let (BodyKind::Value(_), Some(pair)) = (body.kind, slots::body(self.api, body)) else {
                continue;
            };
            let with = |value: Option<Value>| RequestDraft {
                body: value.map(|value| BodyDraft {
                    index,
                    media: 0,
                    value,
                }),
                ..self.base.clone()
            };
            if index == 0 && is_required {
                let missing = Break {
                    value: None,
                    location: "body".to_owned(),
                    rule: "required",
                    may_be_nothing: false,
                };
                self.add(missing, &with, found);
            }
            let media = body.media.first().map(|media| media.kind());
            let is_form = matches!(media, Some(MediaKind::Form | MediaKind::Multipart));
            if let Some(value) = full(&pair) {
                let broken = breaks(&pair, &value, "body").into_iter();
                for one in broken.filter(|one| !is_form || !one.may_be_nothing) {
                    self.add(one, &with, found);
                }
            }
        }
    }

    /// Adds the request, if no other rule is broken by it.
    fn add(
        &self,
        broken: Break,
        with: &dyn Fn(Option<Value>) -> RequestDraft,
        found: &mut Vec<BrokenRequest>,
    ) {
        let draft = with(broken.value);
        let bare = RequestDraft {
            credentials: None,
            ..draft.clone()
        };
        let Some(mut wire) = write_request(self.unlimited, self.operation, &bare) else {
            return;
        };
        if let Some(alternative) = draft
            .credentials
            .and_then(|index| self.plan.spec.security.get(index))
        {
            add_credentials(&mut wire, alternative, slots::CREDENTIAL);
        }
        let role = self.plan.operation.role.interface();
        // What the server says is for the proof to find. Another status is about the request as a whole: a path with an empty
        // segment is none of the operation. Two reasons are two rules.
        if let Err(rejected) = receive(self.api, role, &wire)
            && (rejected.status != StatusCode::BAD_REQUEST || rejected.reasons.len() > 1)
        {
            return;
        }
        found.push(BrokenRequest {
            draft,
            wire,
            location: broken.location,
            rule: broken.rule,
        });
    }
}

/// A value with all of its members.
fn full(pair: &Pair) -> Option<Value> {
    let mut rng = Rng::with_seed(1);
    let mut random = RandomValues {
        rng: &mut rng,
        members: OptionalMembers::All,
        parts: PARTS / 4,
    };
    random.value(pair, 3)
}
