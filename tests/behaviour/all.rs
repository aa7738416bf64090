//! Do a generated client and a generated server agree, byte for byte, and with the document? Each test drives the client
//! of a case against the router of the same case: over a socket that is listened to where bytes matter, else in process.

mod bodies;
mod guides;
mod operations;
mod parameters;
mod responses;
#[macro_use]
mod schemas;
mod security;
mod sent;
mod servers;
mod values;
mod wire;
