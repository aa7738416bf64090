//! Whole exchanges of one API, to run them: requests and responses that are valid, and requests that break one rule each.
//!
//! Valid messages are at limits, one part at a time, or drawn at random. What is invalid is made from a valid request by replacing
//! one value by one that is invalid because of how it was made: one character too many, a required member less.

mod breaks;
mod broken;
mod random_requests;
mod random_responses;
mod slots;
mod unlimited;

use std::fmt;

use fastrand::Rng;

use super::interpret::{InterpretedApi, RequestDraft, ResponseDraft, WireRequest};
use super::shrink;
use crate::ir::Api;

/// Where the random values come from. Equal seeds have equal values.
#[derive(Debug, Clone)]
pub struct Seed(Rng);

impl Seed {
    /// The seed of a number.
    #[must_use]
    pub fn new(number: u64) -> Self {
        Self(Rng::with_seed(number))
    }
}

/// Proposes messages of an API.
pub struct ExchangeSamples {
    api: &'static InterpretedApi,
    /// The same API without limits, which writes what the other one rejects.
    unlimited: &'static InterpretedApi,
}

impl fmt::Debug for ExchangeSamples {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ExchangeSamples").field(&self.api).finish()
    }
}

/// A request that breaks one rule of the document.
#[derive(Debug, Clone)]
pub struct BrokenRequest {
    /// Its values.
    pub draft: RequestDraft,
    /// What a client that checks nothing sends.
    pub wire: WireRequest,
    /// The value that breaks the rule, as violations name it: `body.items.0.name`.
    pub location: String,
    /// The keyword: `maxLength`.
    pub rule: &'static str,
}

/// The most parts of a random value that vary.
const PARTS: usize = 400;

impl ExchangeSamples {
    /// Copies the API. The copies are never freed: make one for all operations.
    #[must_use]
    pub fn new(api: &Api) -> Self {
        Self {
            api: InterpretedApi::new(api),
            unlimited: InterpretedApi::new(&unlimited::without_limits(api)),
        }
    }

    /// Up to so many requests that the client of the API sends, to the operation with this index.
    pub fn requests(&self, operation: usize, count: usize, seed: &mut Seed) -> Vec<RequestDraft> {
        random_requests::requests(self.api, operation, count, &mut seed.0)
    }

    /// Up to so many responses that a server of the API sends, each documented one at least once.
    pub fn responses(&self, operation: usize, count: usize, seed: &mut Seed) -> Vec<ResponseDraft> {
        random_responses::responses(self.api, operation, count, &mut seed.0)
    }

    /// Requests that break one rule each.
    pub fn broken(&self, operation: usize) -> Vec<BrokenRequest> {
        broken::requests(self.api, self.unlimited, operation)
    }

    /// A smaller request that is valid and still fails.
    pub fn smaller_request(
        &self,
        operation: usize,
        draft: RequestDraft,
        fails: &mut dyn FnMut(&RequestDraft) -> bool,
    ) -> RequestDraft {
        shrink::request(draft, &mut |draft| {
            random_requests::is_sent(self.api, operation, draft) && fails(draft)
        })
    }

    /// A smaller response that is valid and still fails.
    pub fn smaller_response(
        &self,
        operation: usize,
        draft: ResponseDraft,
        fails: &mut dyn FnMut(&ResponseDraft) -> bool,
    ) -> ResponseDraft {
        shrink::response(draft, &mut |draft| {
            random_responses::is_sent(self.api, operation, draft) && fails(draft)
        })
    }

    /// The parameters of an operation that the client adds where a request has no value for them, by their indices: those that are
    /// also keys of its `security`, and `User-Agent`.
    #[must_use]
    pub fn added_parameters(&self, operation: usize) -> Vec<usize> {
        let Some(plan) = self.api.operation(operation) else {
            return Vec::new();
        };
        let all = 0..plan.parameters.len();
        all.filter(|index| slots::is_added(plan, *index)).collect()
    }

    /// The media type of a request's body, if it is one and not a range of them.
    #[must_use]
    pub fn media_type(&self, operation: usize, draft: &RequestDraft) -> Option<&'static str> {
        let body = draft.body.as_ref()?;
        let plan = self.api.operation(operation)?;
        let media = plan.bodies.get(body.index)?.media.get(body.media)?;
        (!media.is_range()).then(|| media.range())
    }
}
