//! A change -> a counterexample, or why there is none.

use super::super::{ChangeSubject, Counterexample, MessagePart, WireChange, WireEffect, WirePlace};
use super::budget::Budget;
use super::interpret::InterpretedApi;
use super::place::SearchPlace;
use super::reasons;
use super::requests::RequestSearch;
use super::responses::ResponseSearch;
use super::sample::Sender;
use crate::diff::Between;
use crate::ir::Api;
use crate::parallel::on_large_stack;

/// What came of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Search {
    /// A message that one side sends, and that the other side does not accept.
    Found(Counterexample),
    /// None of the messages that were run is one.
    NotFound {
        /// How many were run.
        messages: usize,
    },
    /// There cannot be one, for this reason.
    Impossible(&'static str),
}

/// Looks for a counterexample of each change, until the work for all of them is done, on a large stack: keywords of JSON Schema are
/// nested as deep as the document.
#[must_use]
pub fn find_all(old: &Api, new: &Api, changes: &[WireChange], budget: Budget) -> Vec<Search> {
    on_large_stack(|| {
        let finder = Finder::new(old, new);
        let changes = changes.iter();
        changes.map(|change| finder.find(change, budget)).collect()
    })
}

/// Two versions of an API, ready to be run.
#[derive(Debug, Clone, Copy)]
pub struct Finder {
    pub(super) old: &'static InterpretedApi,
    pub(super) new: &'static InterpretedApi,
}

/// The sender and the receiver, and their operations.
type Sides = (
    (&'static InterpretedApi, &'static InterpretedApi),
    (usize, Option<usize>),
);

/// At how many places a change is looked at.
const PLACES: usize = 12;

/// How many steps of the search it takes to follow one step of a way that is longer than usual.
const STEP: usize = 16;
/// How long ways to a value usually are at most.
const USUAL: usize = 64;

impl Finder {
    /// Copies both. The copies are never freed: make one for all changes.
    #[must_use]
    pub fn new(old: &Api, new: &Api) -> Self {
        Self {
            old: InterpretedApi::new(old),
            new: InterpretedApi::new(new),
        }
    }

    /// Looks for a counterexample of a change.
    #[must_use]
    pub fn find(&self, change: &WireChange, budget: Budget) -> Search {
        let sides = sides(change);
        if sides.is_empty() {
            return Search::Impossible(
                "what was accepted before still is: no message is rejected that was not",
            );
        }
        if self.old.is_out_of_steps() || self.new.is_out_of_steps() {
            return Search::NotFound { messages: 0 };
        }
        let mut left = budget;
        let (places, is_all) = places(self.old, change);
        if places.is_empty() {
            return Search::Impossible("no operation is there before and after");
        }
        let mut reasons = Vec::new();
        for place in &places {
            for between in sides.iter().filter(|one| concerns(place, **one)) {
                let sides = self.sides(place, *between);
                let reason = sides.and_then(|(apis, operations)| {
                    reasons::reason(apis, operations, place, (&change.subject, *between))
                });
                if reason.is_none()
                    && let Some(found) = self.at(change, place, *between, &mut left)
                {
                    return Search::Found(found);
                }
                reasons.push(reason);
            }
        }
        let all: Option<Vec<&'static str>> = reasons.into_iter().collect();
        match all.as_deref() {
            Some([reason, ..]) if is_all => Search::Impossible(reason),
            _ => Search::NotFound {
                messages: budget.messages.saturating_sub(left.messages),
            },
        }
    }

    /// The sender and the receiver, and their operations.
    fn sides(&self, place: &SearchPlace, between: Between) -> Option<Sides> {
        match between {
            Between::OldClientNewServer | Between::OldServerNewClient => Some((
                (self.old, self.new),
                (place.old_operation, place.new_operation),
            )),
            Between::NewServerOldClient => Some((
                (self.new, self.old),
                (place.new_operation?, Some(place.old_operation)),
            )),
        }
    }

    /// Looks at one place, for one kind of message.
    fn at(
        &self,
        change: &WireChange,
        place: &SearchPlace,
        between: Between,
        budget: &mut Budget,
    ) -> Option<Counterexample> {
        let ((from, to), operations) = self.sides(place, between)?;
        let sender = match between {
            Between::OldClientNewServer | Between::OldServerNewClient => Sender::Old,
            Between::NewServerOldClient => Sender::New,
        };
        match between {
            Between::OldClientNewServer => {
                let search = RequestSearch {
                    from,
                    to,
                    operations,
                    place,
                    subject: &change.subject,
                };
                search.run(budget)
            }
            Between::NewServerOldClient | Between::OldServerNewClient => {
                let search = ResponseSearch {
                    from,
                    to,
                    operations: (operations.0, operations.1?),
                    place,
                    subject: &change.subject,
                    between,
                    sender,
                };
                search.run(budget)
            }
        }
    }
}

/// Whether a place is part of the messages between two sides.
fn concerns(place: &SearchPlace, between: Between) -> bool {
    match (&place.part, between) {
        (MessagePart::Whole, _) => true,
        (MessagePart::Parameter(..) | MessagePart::Body(_), between) => {
            between == Between::OldClientNewServer
        }
        (MessagePart::Reply(..) | MessagePart::ReplyHeader(..), between) => {
            between != Between::OldClientNewServer
        }
    }
}

/// Which messages may break.
fn sides(change: &WireChange) -> Vec<Between> {
    let effects = change.effects.iter();
    let sides = effects.filter_map(|effect| match effect {
        WireEffect::RequestNarrower => Some(Between::OldClientNewServer),
        WireEffect::ResponseWider => Some(Between::NewServerOldClient),
        WireEffect::ResponseNarrower => Some(Between::OldServerNewClient),
        WireEffect::RequestWider | WireEffect::Behaviour => None,
    });
    sides.collect()
}

/// The places of a change where it is looked at, and whether these are all.
fn places(old: &'static InterpretedApi, change: &WireChange) -> (Vec<SearchPlace>, bool) {
    let mut shortest: Vec<&WirePlace> = change.places.iter().collect();
    // The shortest way is the easiest message.
    shortest.sort_by_key(|place| place.path.len());
    let is_all = shortest.len() <= PLACES;
    let places = shortest.into_iter().take(PLACES);
    let mut places: Vec<SearchPlace> = places.map(SearchPlace::from).collect();
    if places.is_empty()
        && let ChangeSubject::Operation(key) = &change.subject
    {
        places.extend(old.operation_index(key).map(|old_operation| SearchPlace {
            old_operation,
            new_operation: None,
            part: MessagePart::Whole,
            path: Vec::new(),
            levels: 0,
        }));
    }
    let longer = |place: &SearchPlace| place.path.len().saturating_sub(USUAL);
    let steps: usize = places.iter().map(longer).sum();
    old.count_work(STEP * steps);
    (places, is_all)
}
