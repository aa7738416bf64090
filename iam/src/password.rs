//! A password in a request: sent, and never printed.

use std::fmt;

use bindwright_runtime::Secret;
use bindwright_runtime::codec::{Decode, DecodeError, Encode, Reader, Writer};

/// A password, which `Debug` does not show.
#[derive(Clone)]
pub struct Password(Secret);

impl Password {
    /// The secret itself.
    #[must_use]
    pub fn secret(&self) -> &Secret {
        &self.0
    }
}

impl<T: Into<Secret>> From<T> for Password {
    fn from(password: T) -> Self {
        Self(password.into())
    }
}

impl PartialEq for Password {
    fn eq(&self, other: &Self) -> bool {
        self.0.matches(other.0.expose())
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password([redacted])")
    }
}

impl Encode for Password {
    fn encode(&self, w: &mut Writer) {
        w.string(self.0.expose());
    }
}

impl Decode for Password {
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        String::decode(r).map(Self::from)
    }
}
