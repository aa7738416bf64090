//! An operation with its tables.

use bindwright_runtime::check::Limit;
use bindwright_runtime::codegen::{
    BodySpec, Media, Method, OperationSpec, ResponseMatch, RouteTable,
};

use super::api::{InterpretedApi, all_forever, forever};
use super::limits::table;
use super::plan::limits_of;
use super::tables;
use crate::ir::Method as DocumentedMethod;
use crate::ir::{
    Body, BodyForm, Constraints, ErrorOutcome, Interface, Operation, Parameter, Payload, Presence,
    Reply, SuccessOutcome, Type,
};

/// An operation.
pub(in crate::diff::counterexample) struct OperationPlan {
    pub(in crate::diff::counterexample) operation: &'static Operation,
    pub(in crate::diff::counterexample) spec: &'static OperationSpec,
    pub(in crate::diff::counterexample) parameters: Vec<ParameterPlan>,
    pub(in crate::diff::counterexample) bodies: Vec<BodyPlan>,
    pub(in crate::diff::counterexample) success: Vec<ReplyPlan>,
    pub(in crate::diff::counterexample) failure: Vec<ReplyPlan>,
}

/// A parameter.
pub(in crate::diff::counterexample) struct ParameterPlan {
    pub(in crate::diff::counterexample) parameter: &'static Parameter,
    /// Where it is, as violations say: `query.limit`.
    pub(super) place: String,
    pub(in crate::diff::counterexample) is_optional: bool,
    pub(super) is_checked_inside: bool,
}

/// One type of a request body.
pub(in crate::diff::counterexample) struct BodyPlan {
    pub(in crate::diff::counterexample) payload: &'static Payload,
    pub(in crate::diff::counterexample) media: &'static [Media],
    pub(in crate::diff::counterexample) kind: BodyKind,
    pub(super) limits: &'static [Limit],
    pub(super) is_checked_inside: bool,
}

/// A documented response.
pub(in crate::diff::counterexample) struct ReplyPlan {
    pub(in crate::diff::counterexample) reply: &'static Reply,
    pub(in crate::diff::counterexample) media: &'static [Media],
    /// What its body is in Rust, which several replies may share.
    pub(in crate::diff::counterexample) kind: BodyKind,
    pub(super) limits: &'static [Limit],
    pub(super) is_checked_inside: bool,
}

/// What a body is in Rust.
#[derive(Clone, Copy)]
pub(in crate::diff::counterexample) enum BodyKind {
    Empty,
    Value(&'static Type),
    Bytes,
    /// Values that come one by one.
    Items(&'static Type),
    /// A form with files.
    Files,
}

impl BodyKind {
    fn new(ty: &'static Type, media: &[crate::ir::Media]) -> Self {
        match BodyForm::of(media) {
            BodyForm::Value => Self::Value(ty),
            BodyForm::Bytes => Self::Bytes,
            BodyForm::Events | BodyForm::Lines => Self::Items(ty),
        }
    }

    fn of_reply(reply: &'static Reply) -> Self {
        let body = reply.body.as_ref();
        body.map_or(Self::Empty, |ty| Self::new(ty, &reply.media))
    }

    /// The type of the value, or of each.
    pub(in crate::diff::counterexample) fn ty(self) -> Option<&'static Type> {
        match self {
            Self::Value(ty) | Self::Items(ty) => Some(ty),
            Self::Empty | Self::Bytes | Self::Files => None,
        }
    }
}

impl InterpretedApi {
    /// The tables of an operation.
    pub(in crate::diff::counterexample) fn operation(
        &'static self,
        index: usize,
    ) -> Option<&'static OperationPlan> {
        let operation = self.api.operations.get(index)?;
        Some(self.once((index, 0), || OperationPlan::of(self, operation)))
    }

    /// How a server of the API finds its operations. Those of webhooks have servers of their own.
    pub(super) fn routes(&'static self, role: Interface) -> &'static RouteTable {
        self.once((role as usize, 0), || self.routes_of(role))
    }

    fn routes_of(&'static self, role: Interface) -> RouteTable {
        let mut routes = RouteTable::default();
        for (index, operation) in self.api.operations.iter().enumerate() {
            if operation.role.interface() == role {
                // Routing needs no more than the path and its parameters.
                routes.add(index, forever(OperationPlan::route(self, operation)));
            }
        }
        routes
    }
}

impl OperationPlan {
    /// How many media types of replies there are, among which that of a response is looked for.
    pub(in crate::diff::counterexample) fn reply_media(&self) -> usize {
        let replies = self.success.iter().chain(&self.failure);
        replies.map(|one| one.media.len().max(1)).sum()
    }

    /// How many media types of bodies there are, among which that of a request is looked for.
    pub(in crate::diff::counterexample) fn body_media(&self) -> usize {
        self.bodies.iter().map(|one| one.media.len()).sum()
    }

    fn of(api: &'static InterpretedApi, operation: &'static Operation) -> Self {
        let payloads = operation.body.iter().flat_map(Body::payloads);
        let bodies: Vec<BodyPlan> = payloads.map(|one| BodyPlan::of(api, one)).collect();
        let media = all_forever(bodies.iter().flat_map(|one| one.media.iter().copied()));
        let body = operation.body.as_ref().map(|body| match body.presence {
            Presence::Required => BodySpec::required(media),
            Presence::Optional | Presence::Default(_) => BodySpec::optional(media),
        });
        let success = match &operation.success {
            SuccessOutcome::Single(replies) => ReplyPlan::sharing(api, replies),
            SuccessOutcome::Several(_, replies) => ReplyPlan::each(api, replies),
        };
        let failure = match &operation.failure {
            ErrorOutcome::Undocumented => Vec::new(),
            ErrorOutcome::Single(replies) => ReplyPlan::sharing(api, replies),
            ErrorOutcome::Several(_, replies) => ReplyPlan::each(api, replies),
        };
        let rows =
            |plans: &[ReplyPlan]| all_forever(plans.iter().map(|one| tables::reply(one.reply)));
        let route = Self::route(api, operation);
        let spec = route
            .security(tables::security(api, &operation.security))
            .with_tables(route.parameters, body, rows(&success), rows(&failure));
        let parameters = operation.parameters.iter();
        Self {
            operation,
            spec: forever(spec),
            parameters: parameters.map(|one| ParameterPlan::of(api, one)).collect(),
            bodies,
            success,
            failure,
        }
    }

    /// The plan of a reply that a response was found to be.
    pub(in crate::diff::counterexample) fn reply(
        &self,
        found: &ResponseMatch,
    ) -> Option<&ReplyPlan> {
        match found {
            ResponseMatch::Success(index, _) => self.success.get(*index),
            ResponseMatch::Failure(index, _) => self.failure.get(*index),
        }
    }

    /// The method, the path and the parameters.
    fn route(api: &'static InterpretedApi, operation: &'static Operation) -> OperationSpec {
        let method = match operation.method {
            DocumentedMethod::Get => Method::Get,
            DocumentedMethod::Put => Method::Put,
            DocumentedMethod::Post => Method::Post,
            DocumentedMethod::Delete => Method::Delete,
            DocumentedMethod::Options => Method::Options,
            DocumentedMethod::Head => Method::Head,
            DocumentedMethod::Patch => Method::Patch,
            DocumentedMethod::Trace => Method::Trace,
        };
        let spec = OperationSpec::new(&operation.id, method, &operation.path.written);
        let spec = if operation.side_effect {
            spec.side_effect()
        } else {
            spec.idempotent()
        };
        let siblings = api.analysis.siblings.of_operation(operation);
        let siblings = all_forever(siblings.iter().copied());
        let parameters = operation.parameters.iter();
        let parameters = all_forever(parameters.map(|one| parameter(api, operation, one)));
        spec.beside(siblings)
            .with_tables(parameters, None, &[], &[])
    }
}

fn parameter(
    api: &'static InterpretedApi,
    operation: &'static Operation,
    one: &'static Parameter,
) -> bindwright_runtime::codegen::Param {
    let mut param = tables::place(api.api, &one.wire, one.location, &one.codec, &one.ty);
    if one.location == crate::ir::Location::Path {
        let escaped = api
            .analysis
            .delimiters
            .of_parameter(&operation.path, &one.wire);
        param = param.escaping(forever(escaped).as_str());
    }
    if one.from_client {
        param = param.from_client();
    }
    param.limits(limits_of(api, &one.ty, &one.constraints))
}

impl ParameterPlan {
    fn of(api: &'static InterpretedApi, parameter: &'static Parameter) -> Self {
        Self {
            parameter,
            place: format!("{}.{}", parameter.location.name(), parameter.wire),
            is_optional: parameter.from_client || parameter.presence != Presence::Required,
            is_checked_inside: api.is_checked_inside(&parameter.ty),
        }
    }
}

impl BodyPlan {
    fn of(api: &'static InterpretedApi, payload: &'static Payload) -> Self {
        let kind = match &payload.form {
            Some(_) => BodyKind::Files,
            None => BodyKind::new(&payload.ty, &payload.media),
        };
        let is_value = matches!(kind, BodyKind::Value(_));
        let limits = || limits_of(api, &payload.ty, &payload.constraints);
        Self {
            payload,
            media: tables::media_types(&payload.media, payload.form.is_some()),
            kind,
            limits: if is_value { limits() } else { &[] },
            is_checked_inside: is_value && api.is_checked_inside(&payload.ty),
        }
    }
}

impl ReplyPlan {
    fn of(api: &'static InterpretedApi, reply: &'static Reply, kind: BodyKind) -> Self {
        let limits = reply.body.as_ref();
        let limits = limits.map_or(Constraints::default(), |ty| {
            api.api.effective(ty, &reply.constraints)
        });
        Self {
            reply,
            media: match reply.body {
                Some(_) => tables::media_types(&reply.media, false),
                None => &[],
            },
            kind,
            limits: table(limits),
            is_checked_inside: reply
                .body
                .as_ref()
                .is_some_and(|ty| api.is_checked_inside(ty)),
        }
    }

    /// Replies of one type in Rust.
    fn sharing(api: &'static InterpretedApi, replies: &'static [Reply]) -> Vec<Self> {
        let kind = Reply::with_body(replies).map_or(BodyKind::Empty, BodyKind::of_reply);
        replies.iter().map(|one| Self::of(api, one, kind)).collect()
    }

    /// Replies that are variants of an enum.
    fn each(
        api: &'static InterpretedApi,
        replies: &'static [(crate::ir::VariantName, Reply)],
    ) -> Vec<Self> {
        let replies = replies.iter().map(|(_, reply)| reply);
        replies
            .map(|one| Self::of(api, one, BodyKind::of_reply(one)))
            .collect()
    }
}
