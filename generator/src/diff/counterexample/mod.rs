//! Counterexamples: a request or a response that was fine before and is rejected now.
//!
//! ```text
//! change  ──sample──►  message of the sender  ──run both sides──►  accepted before, rejected now  ──shrink──►  counterexample
//! ```
//!
//! Values are sampled where the change is seen. Each message is written as its sender writes it, accepted by the side that has not
//! changed, and run against the side that has: nothing is reported that was not executed. What is run is the code of the runtime.

mod about;
mod budget;
mod drafts;
mod exchange;
mod interpret;
mod partner;
mod place;
mod readable;
mod readable_scalar;
mod reasons;
mod render;
mod requests;
mod responses;
mod sample;
mod search;
mod shrink;
mod statuses;
mod variation;

pub use budget::Budget;
pub use exchange::{BrokenRequest, ExchangeSamples, Seed};
pub use interpret::{
    BodyDraft, Interpreter, RequestDraft, ResponseDraft, WireRequest, WireResponse,
};
pub use search::{Finder, Search, find_all};
