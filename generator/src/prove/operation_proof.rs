//! The proof of one operation: valid exchanges, then requests that break a rule.

use std::cell::RefCell;

use bindwright_runtime::Value;

use super::case;
use super::fault_search::{FaultSearch, Stop};
use super::interfaces::client_of;
use super::judge::{self, Added, Wrong};
use super::program::{Asked, Program, ProofError};
use super::report::{Fault, FaultSide, ProofVerdict};
use crate::diff::counterexample::{
    BrokenRequest, ExchangeSamples, RequestDraft, ResponseDraft, Seed,
};
use crate::ir::Operation;

/// How many faults of one operation are made smaller and reported.
const FAULTS: usize = 3;

/// What is needed to prove an operation.
pub(super) struct OperationRun<'p> {
    /// The headers of responses that the server itself sets, by their indices: the ID of the request.
    pub(super) of_server: &'p [String],
    /// The base path of requests that are sent as they are.
    pub(super) base: &'p str,
    pub(super) operation: &'p Operation,
    pub(super) index: usize,
    pub(super) samples: &'p ExchangeSamples,
    pub(super) program: &'p RefCell<Program>,
    pub(super) cases: usize,
}

impl OperationRun<'_> {
    /// Proves it, or sends its requests to a server of somebody else.
    pub(super) fn verdict(self, seed: Seed, is_against: bool) -> Result<ProofVerdict, ProofError> {
        let found = match is_against {
            true => self.against(seed),
            false => self.run(seed),
        };
        match found {
            Ok(verdict) => Ok(verdict),
            Err(Stop::Ended(fault)) => Ok(ProofVerdict::Wrong(vec![fault])),
            Err(Stop::Failed(error)) => Err(error),
        }
    }

    fn run(&self, mut seed: Seed) -> Result<ProofVerdict, Stop> {
        let requests = self.samples.requests(self.index, self.cases, &mut seed);
        let responses = self.samples.responses(self.index, self.cases, &mut seed);
        let (Some(request), Some(response)) = (requests.first(), responses.first()) else {
            return Ok(ProofVerdict::Skipped(match requests.is_empty() {
                true => "no request is found that keeps all of its rules".to_owned(),
                false => "no response is found that keeps all of its rules".to_owned(),
            }));
        };
        let mut faults = Vec::new();
        let exchanges = requests.len().max(responses.len());
        let pairs = requests.iter().cycle().zip(responses.iter().cycle());
        for (one, other) in pairs.take(exchanges) {
            if faults.len() >= FAULTS {
                break;
            }
            if let Some(wrong) = self.exchange(one, other)? {
                faults.push(match wrong.side {
                    FaultSide::Request => self.smaller_request(one, response, wrong)?,
                    _ => self.smaller_response(request, other, wrong)?,
                });
            }
        }
        let broken = self.samples.broken(self.index);
        let mut rejected = 0;
        for one in &broken {
            if faults.len() >= FAULTS {
                break;
            }
            match self.broken(one, response)? {
                Some(fault) => faults.push(fault),
                None => rejected += 1,
            }
        }
        Ok(match faults.is_empty() {
            true => ProofVerdict::Proven {
                requests: requests.len(),
                responses: responses.len(),
                rejected,
            },
            false => ProofVerdict::Wrong(faults),
        })
    }

    /// Sends requests to a server of somebody else: each must be answered as the document says, and not be rejected.
    fn against(&self, mut seed: Seed) -> Result<ProofVerdict, Stop> {
        let mut requests = self.samples.requests(self.index, self.cases, &mut seed);
        // To many servers, an empty value is a missing one.
        let is_empty = |value: &Value| value.as_str() == Some("");
        requests.retain(|one| !one.parameters.iter().flatten().any(is_empty));
        let responses = self.samples.responses(self.index, 1, &mut seed);
        let Some(response) = responses.first().filter(|_| !requests.is_empty()) else {
            let reason = "no request is found that keeps all of its rules";
            return Ok(ProofVerdict::Skipped(reason.to_owned()));
        };
        let mut faults = Vec::new();
        for request in &requests {
            let line = self.line(request, response);
            let answer = self.ask(&line, || self.shown_request(request))?;
            if let Some(text) = judge::answered(&answer) {
                faults.push(Fault {
                    side: FaultSide::Request,
                    message: self.shown_request(request),
                    text,
                });
            }
            if faults.len() >= FAULTS {
                return Ok(ProofVerdict::Wrong(faults));
            }
        }
        Ok(match faults.is_empty() {
            true => ProofVerdict::Proven {
                requests: requests.len(),
                responses: 0,
                rejected: 0,
            },
            false => ProofVerdict::Wrong(faults),
        })
    }

    fn exchange(
        &self,
        request: &RequestDraft,
        response: &ResponseDraft,
    ) -> Result<Option<Wrong>, Stop> {
        let line = self.line(request, response);
        let shown = || {
            let (request, response) = (self.shown_request(request), shown_response(response));
            format!("{request}\n{response}")
        };
        let answer = self.ask(&line, shown)?;
        let added = Added {
            parameters: &self.samples.added_parameters(self.index),
            of_server: self.of_server,
        };
        Ok(judge::exchange(self.operation, (request, added), &answer))
    }

    /// Asks the program about a message; `shown` is its text.
    fn ask(&self, line: &Value, shown: impl FnOnce() -> String) -> Result<Value, Stop> {
        match self.program.borrow_mut().ask(line) {
            Ok(Asked::Answer(answer)) => Ok(answer),
            Ok(Asked::Ended(how)) => Err(Stop::Ended(Fault {
                side: FaultSide::Request,
                message: shown(),
                text: how,
            })),
            Err(error) => Err(Stop::Failed(error)),
        }
    }

    fn line(&self, request: &RequestDraft, response: &ResponseDraft) -> Value {
        let media = self.samples.media_type(self.index, request);
        case::exchange((self.operation, self.index), (request, media), response)
    }

    /// The fault of a request, with the smallest one that is found.
    fn smaller_request(
        &self,
        request: &RequestDraft,
        response: &ResponseDraft,
        first: Wrong,
    ) -> Result<Fault, Stop> {
        let (samples, index) = (self.samples, self.index);
        let mut search = FaultSearch::new((request.clone(), first), FaultSide::Request);
        samples.smaller_request(index, request.clone(), &mut |draft| {
            search.is_wrong(draft, || self.exchange(draft, response))
        });
        let (draft, wrong) = search.found()?;
        Ok(Fault {
            side: FaultSide::Request,
            message: self.shown_request(&draft),
            text: wrong.text,
        })
    }

    /// The fault of a response, with the smallest one that is found.
    fn smaller_response(
        &self,
        request: &RequestDraft,
        response: &ResponseDraft,
        first: Wrong,
    ) -> Result<Fault, Stop> {
        let (samples, index) = (self.samples, self.index);
        let mut search = FaultSearch::new((response.clone(), first), FaultSide::Response);
        samples.smaller_response(index, response.clone(), &mut |draft| {
            search.is_wrong(draft, || self.exchange(request, draft))
        });
        let (draft, wrong) = search.found()?;
        Ok(Fault {
            side: FaultSide::Response,
            message: shown_response(&draft),
            text: wrong.text,
        })
    }

    /// What is wrong with how both sides treat a request that breaks a rule.
    fn broken(
        &self,
        broken: &BrokenRequest,
        response: &ResponseDraft,
    ) -> Result<Option<Fault>, Stop> {
        let mut problems = Vec::new();
        let interface = client_of(self.operation.role.interface());
        let needs_signature =
            broken.draft.credentials.is_none() && !self.operation.security.is_empty();
        if let Some(line) =
            case::raw(interface, self.base, &broken.wire).filter(|_| !needs_signature)
        {
            let answer = self.ask(&line, || self.shown_request(&broken.draft))?;
            problems.extend(judge::server(&broken.location, &answer));
        }
        let line = self.line(&broken.draft, response);
        let answer = self.ask(&line, || self.shown_request(&broken.draft))?;
        problems.extend(judge::client(&broken.location, &answer));
        Ok((!problems.is_empty()).then(|| Fault {
            side: FaultSide::Rule,
            message: self.shown_request(&broken.draft),
            text: format!(
                "it breaks {} at {}: {}",
                broken.rule,
                broken.location,
                problems.join("; ")
            ),
        }))
    }

    fn shown_request(&self, draft: &RequestDraft) -> String {
        let parameters = self.operation.parameters.iter().zip(&draft.parameters);
        let parameters = parameters.filter_map(|(one, value)| {
            Some(format!(
                "{}.{} = {}",
                one.location.name(),
                one.wire,
                value.as_ref()?
            ))
        });
        let media = self.samples.media_type(self.index, draft).unwrap_or("body");
        let body = draft
            .body
            .as_ref()
            .map(|body| format!("{media}: {}", body.value));
        let lines: Vec<String> = parameters.chain(body).collect();
        match lines.is_empty() {
            true => "a request without parameters and body".to_owned(),
            false => lines.join("\n"),
        }
    }
}

fn shown_response(draft: &ResponseDraft) -> String {
    let body = draft
        .body
        .as_ref()
        .map(|(_, value)| format!("body: {value}"));
    let headers = draft.headers.iter();
    let headers = headers.map(|(index, value)| format!("header {index}: {value}"));
    let lines: Vec<String> = [draft.status.to_string()]
        .into_iter()
        .chain(headers)
        .chain(body)
        .collect();
    lines.join("\n")
}
