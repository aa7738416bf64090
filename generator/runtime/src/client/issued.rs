//! What a provider issues, for as long as it is valid: a token, or keys that sign.

use std::{fmt, time::Duration};

use crate::{
    request_writer::ClientParameters,
    secret::{KeyPair, Secret},
};

/// A token or keys, and how long they are valid.
#[derive(Debug)]
pub(super) struct Issued {
    pub(super) proof: Proof,
    pub(super) lifetime: Option<Duration>,
    /// What goes with it: values of client parameters.
    pub(super) parameters: ClientParameters,
}

/// What proves who calls.
#[derive(Clone)]
pub(super) enum Proof {
    Token(Secret),
    Keys(KeyPair),
}

impl Proof {
    /// The strings that must not be printed.
    pub(super) fn secrets(&self) -> Vec<Secret> {
        match self {
            Self::Token(token) => vec![token.clone()],
            Self::Keys(keys) => {
                let secret_key = std::iter::once(keys.secret_key());
                secret_key.chain(keys.token()).cloned().collect()
            }
        }
    }
}

/// Prints no secret.
impl fmt::Debug for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Token(_) => "Token([redacted])",
            Self::Keys(_) => "Keys([redacted])",
        })
    }
}
