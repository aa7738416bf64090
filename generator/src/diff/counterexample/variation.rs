//! Requests that differ in one part.

use bindwright_runtime::Value;

use super::interpret::{BodyDraft, RequestDraft};

/// How a request differs from another one. An operation may have thousands of parameters, and so many requests at once would be
/// large.
pub(super) enum RequestVariation {
    Same,
    Parameter(usize, Option<Value>),
    Body(Option<BodyDraft>),
    Credentials(Option<usize>),
}

impl RequestVariation {
    /// The other request with this difference.
    pub(super) fn of(self, base: &RequestDraft) -> RequestDraft {
        let mut draft = base.clone();
        match self {
            Self::Same => {}
            Self::Parameter(index, value) => {
                if let Some(place) = draft.parameters.get_mut(index) {
                    *place = value;
                }
            }
            Self::Body(body) => draft.body = body,
            Self::Credentials(credentials) => draft.credentials = credentials,
        }
        draft
    }
}
