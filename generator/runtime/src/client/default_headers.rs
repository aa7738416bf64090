//! Headers that every request of a client has, unless it has its own.

use http::{HeaderMap, HeaderName, HeaderValue};

use super::{applied::Exposure, joined::add_missing};
use crate::{error::ConfigError, untrusted::is_secret_name};

/// The headers, and which of them cannot be sent.
#[derive(Clone, Default)]
pub(super) struct DefaultHeaders {
    map: HeaderMap,
    invalid: Option<String>,
    exposure: Exposure,
}

impl DefaultHeaders {
    /// Sets a header. What has the name of a credential is one.
    pub(super) fn set(&mut self, name: &str, value: &str) {
        let parsed = (name.parse::<HeaderName>(), value.parse::<HeaderValue>());
        let (Ok(key), Ok(mut value)) = parsed else {
            self.invalid.get_or_insert_with(|| name.to_owned());
            return;
        };
        if is_secret_name(key.as_str()) {
            value.set_sensitive(true);
            self.exposure = Exposure::Credentials;
        }
        self.map.insert(key, value);
    }

    /// The same, if all of them can be sent.
    pub(super) fn checked(self) -> Result<Self, ConfigError> {
        match self.invalid {
            Some(name) => Err(ConfigError::Header(name)),
            None => Ok(self),
        }
    }

    /// Adds those that a request does not have. Returns whether requests have a credential because
    /// of them.
    pub(super) fn add_to(&self, headers: &mut HeaderMap) -> Exposure {
        add_missing(headers, &self.map);
        self.exposure
    }
}
