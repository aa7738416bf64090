//! Do a generated client and a generated server agree, byte for byte, and with the document? Each test calls the router of
//! a case with the client of the case: over a recorded socket if bytes matter, else in process.

mod bodies;
mod checked_responses;
mod delimiters;
mod direction;
mod dynamic;
mod empty_values;
mod generic;
mod guides;
mod implementations;
mod operations;
mod pages_by_url;
mod parameters;
mod rejections;
mod responses;
#[macro_use]
mod schemas;
mod security;
mod servers;
mod values;
mod webhooks;
mod wire;
