//! The sandbox from outside: the generated client, raw HTTP and the binary, over loopback.

mod access;
mod client;
mod downloads;
mod durability;
mod http;
mod operations;
mod oracle;
mod page;
mod reports;
mod xlsx;
