//! Responses of one version that the client of the other cannot read.

use bindwright_runtime::Value;
use bindwright_runtime::http::StatusCode;

use super::super::{Between, ChangeSubject, Counterexample, MessagePart};
use super::about::{is_about, location_of_pointer};
use super::budget::Budget;
use super::interpret::{
    InterpretedApi, OperationPlan, ReplyPlan, ResponseDraft, Unreadable, WireResponse, read_reply,
    write_response,
};
use super::place::SearchPlace;
use super::render;
use super::sample::{Pair, Sender, Site, Usage, along, smallest};
use super::shrink;
use super::statuses::FittingStatuses;
use crate::ir::Presence;

/// A search for one place of a response.
pub(super) struct ResponseSearch<'a> {
    pub(super) from: &'static InterpretedApi,
    pub(super) to: &'static InterpretedApi,
    /// The operation of the sender, and that of the receiver.
    pub(super) operations: (usize, usize),
    pub(super) place: &'a SearchPlace,
    pub(super) subject: &'a ChangeSubject,
    pub(super) between: Between,
    pub(super) sender: Sender,
}

/// A reply of the sender, and a status that it has.
struct SentReply {
    is_success: bool,
    index: usize,
    status: StatusCode,
    plan: &'static ReplyPlan,
}

impl ResponseSearch<'_> {
    pub(super) fn run(&self, budget: &mut Budget) -> Option<Counterexample> {
        let plan = self.from.operation(self.operations.0)?;
        self.from.count_work(plan.reply_media());
        for reply in self.replies(plan) {
            for draft in self.drafts(&reply) {
                if budget.messages == 0 || self.from.is_out_of_steps() || self.to.is_out_of_steps()
                {
                    return None;
                }
                if self.rejection(&draft, budget).is_some() {
                    return self.smallest(draft, budget);
                }
            }
        }
        None
    }

    fn smallest(&self, draft: ResponseDraft, budget: &mut Budget) -> Option<Counterexample> {
        let mut budget = Budget {
            messages: budget.messages.max(200),
            bytes: budget.bytes.max(1 << 18),
        };
        let draft = shrink::response(draft, &mut |draft| {
            self.rejection(draft, &mut budget).is_some()
        });
        let mut last = Budget::default();
        let (response, unreadable) = self.rejection(&draft, &mut last)?;
        Some(Counterexample {
            between: self.between,
            message: render::response(&response),
            rejection: unreadable.message,
        })
    }

    /// The response of a draft and why the receiver cannot read it, if the sender's own client can.
    fn rejection(
        &self,
        draft: &ResponseDraft,
        budget: &mut Budget,
    ) -> Option<(WireResponse, Unreadable)> {
        if budget.messages == 0 {
            return None;
        }
        let response = write_response(self.from, self.operations.0, draft)?;
        if !budget.take(response.body.len()) {
            return None;
        }
        let names = self.header_name();
        let names = names.as_slice();
        read_reply(self.from, self.operations.0, &response, names).ok()?;
        let unreadable = read_reply(self.to, self.operations.1, &response, names).err()?;
        self.concerns(&unreadable).then_some((response, unreadable))
    }

    /// The header that changed.
    fn header_name(&self) -> Option<String> {
        match &self.place.part {
            MessagePart::ReplyHeader(_, name) => Some(name.clone()),
            _ => None,
        }
    }

    /// Whether the reason is about the change.
    fn concerns(&self, unreadable: &Unreadable) -> bool {
        match (&unreadable.pointer, &self.place.part) {
            (_, MessagePart::Whole | MessagePart::ReplyHeader(..)) => true,
            (Some(pointer), _) => is_about(&location_of_pointer(pointer), "body", &self.place.path),
            // The status or the form as a whole.
            (None, _) => false,
        }
    }

    /// The replies of the sender that the change may be about.
    fn replies(&self, plan: &'static OperationPlan) -> Vec<SentReply> {
        let wanted = match (&self.place.part, self.subject) {
            (MessagePart::Reply(status, _) | MessagePart::ReplyHeader(status, _), _)
            | (_, ChangeSubject::Reply(_, status)) => Some(*status),
            _ => None,
        };
        let success = plan
            .success
            .iter()
            .enumerate()
            .map(|(index, one)| (true, index, one));
        let failure = plan
            .failure
            .iter()
            .enumerate()
            .map(|(index, one)| (false, index, one));
        let all: Vec<_> = success.chain(failure).collect();
        let exact = all
            .iter()
            .any(|(_, _, one)| Some(one.reply.status) == wanted);
        let replies = all
            .into_iter()
            .filter(|(_, _, one)| !exact || wanted.is_none_or(|status| one.reply.status == status));
        let fitting = FittingStatuses::of(self.from, plan);
        replies
            .flat_map(|(is_success, index, one)| {
                let statuses = fitting.get(is_success, one.reply.status).iter();
                statuses.copied().map(move |status| SentReply {
                    is_success,
                    index,
                    status,
                    plan: one,
                })
            })
            .collect()
    }

    /// The reply of the receiver for the same status.
    fn receiver(&self, reply: &SentReply, media: &str) -> Option<&'static ReplyPlan> {
        let plan = self.to.operation(self.operations.1)?;
        self.from.count_work(plan.reply_media());
        let found = plan.spec.response_for_content(reply.status, Some(media))?;
        plan.reply(&found)
    }

    fn pair(&self, reply: &SentReply, media: &str) -> Option<Pair> {
        let site = |api, plan: &'static ReplyPlan| {
            Some(Site::new(api, plan.kind.ty()?, &plan.reply.constraints))
        };
        let receiver = self.receiver(reply, media);
        Some(Pair {
            sender: site(self.from, reply.plan)?,
            receiver: receiver.and_then(|plan| site(self.to, plan)),
            usage: Usage::Response,
        })
    }

    fn drafts(&self, reply: &SentReply) -> Vec<ResponseDraft> {
        let headers = self.headers(reply);
        let draft = |body| ResponseDraft {
            is_success: reply.is_success,
            status: reply.status,
            index: reply.index,
            body,
            headers: headers.clone(),
        };
        if let MessagePart::ReplyHeader(_, name) = &self.place.part {
            let body = self.smallest_body(reply);
            let base = draft(body);
            return self.with_header(reply, &base, name);
        }
        if reply.plan.media.is_empty() {
            return vec![draft(None)];
        }
        let wanted = match &self.place.part {
            MessagePart::Reply(_, media) => Some(media.as_str()),
            _ => None,
        };
        let mut drafts = Vec::new();
        for (index, media) in reply.plan.media.iter().enumerate() {
            if wanted.is_some_and(|wanted| wanted != media.range()) {
                continue;
            }
            let Some(pair) = self.pair(reply, media.range()) else {
                drafts.push(draft(Some((index, Value::Null))));
                continue;
            };
            let values = match wanted {
                Some(_) => along(&pair, &self.place.path, self.sender),
                None => smallest(&pair).into_iter().collect(),
            };
            drafts.extend(values.into_iter().map(|value| draft(Some((index, value)))));
        }
        drafts
    }

    fn smallest_body(&self, reply: &SentReply) -> Option<(usize, Value)> {
        let media = reply.plan.media.first()?;
        match self.pair(reply, media.range()) {
            Some(pair) => Some((0, smallest(&pair)?)),
            None => Some((0, Value::Null)),
        }
    }

    fn header_pair(&self, reply: &SentReply, index: usize) -> Option<Pair> {
        let own = self.from.api.headers.get(index)?;
        let compared = reply.plan.reply.headers.len() + self.to.api.headers.len();
        self.from.count_work(compared);
        let mut uses = reply.plan.reply.headers.iter();
        let own_use = uses.find(|one| one.header == index)?;
        let receiver = self.to.api.headers.iter().find(|one| one.wire == own.wire);
        Some(Pair {
            sender: Site::new(self.from, &own.ty, &own_use.constraints),
            receiver: receiver.map(|one| Site::new(self.to, &one.ty, self.to.no_limits())),
            usage: Usage::Response,
        })
    }

    /// The headers that a response must have.
    fn headers(&self, reply: &SentReply) -> Vec<(usize, Value)> {
        let required = reply.plan.reply.headers.iter();
        let required = required.filter(|one| one.presence == Presence::Required);
        let values = required.filter_map(|one| {
            let pair = self.header_pair(reply, one.header)?;
            Some((one.header, smallest(&pair)?))
        });
        values.collect()
    }

    fn with_header(
        &self,
        reply: &SentReply,
        base: &ResponseDraft,
        name: &str,
    ) -> Vec<ResponseDraft> {
        self.from.count_work(reply.plan.reply.headers.len());
        let headers = &self.from.api.headers;
        let mut uses = reply.plan.reply.headers.iter();
        let found = uses.find(|one| {
            let header = headers.get(one.header);
            header.is_some_and(|header| header.wire.eq_ignore_ascii_case(name))
        });
        let Some((index, pair)) =
            found.and_then(|one| Some((one.header, self.header_pair(reply, one.header)?)))
        else {
            return Vec::new();
        };
        let values = along(&pair, &self.place.path, self.sender);
        let drafts = values.into_iter().map(|value| {
            let mut draft = base.clone();
            draft.headers.retain(|(known, _)| *known != index);
            draft.headers.push((index, value));
            draft
        });
        drafts.collect()
    }
}
