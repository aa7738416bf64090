//! A password, key or token in a message: sent, and never printed.

use std::fmt;

use bindwright_runtime::Secret;
use bindwright_runtime::codec::{Decode, DecodeError, Encode, Reader, Writer};

/// A password, key or token, which `Debug` does not show.
#[derive(Clone)]
pub struct SecretText(Secret);

impl SecretText {
    /// The secret itself.
    #[must_use]
    pub fn secret(&self) -> &Secret {
        &self.0
    }
}

impl<T: Into<Secret>> From<T> for SecretText {
    fn from(secret: T) -> Self {
        Self(secret.into())
    }
}

impl PartialEq for SecretText {
    fn eq(&self, other: &Self) -> bool {
        self.0.matches(other.0.expose())
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretText([redacted])")
    }
}

impl Encode for SecretText {
    fn encode(&self, w: &mut Writer<'_>) {
        w.string(self.0.expose());
    }
}

impl Decode for SecretText {
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        String::decode(r).map(Self::from)
    }
}
