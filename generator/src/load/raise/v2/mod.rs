//! stub
use super::super::ledger::Elsewhere;
use super::context::Context;
use serde_json::Value;
pub(super) fn raise(_tree: &mut Value, _elsewhere: &Elsewhere, _context: &mut Context<'_>) {}
