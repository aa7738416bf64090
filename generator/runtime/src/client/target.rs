//! An operation -> the address where it is called: the caller's endpoint, or else the operation's
//! own server, or else the document's.

use std::{borrow::Cow, collections::BTreeMap};

use super::endpoint::{Endpoint, ServerTemplate};
use crate::{error::ConfigError, operation_spec::OperationSpec};

/// Where the operations of a document are called.
#[derive(Debug, Clone)]
pub(super) struct Target {
    endpoint: Option<Endpoint>,
    choice: Choice,
}

/// Who chose the endpoint.
#[derive(Debug, Clone)]
enum Choice {
    /// The caller, for all operations.
    Caller,
    /// The document, whose operations may have servers of their own with the same variables.
    Document(ServerTemplate, BTreeMap<String, String>),
}

impl Target {
    /// The caller's endpoint, or else the document's server with these values of its variables.
    pub(super) fn new(
        endpoint: Option<String>,
        server: ServerTemplate,
        values: BTreeMap<String, String>,
    ) -> Result<Self, ConfigError> {
        let (url, choice) = match endpoint {
            Some(url) => (Some(url), Choice::Caller),
            None if server.is_receiver() => (None, Choice::Document(server, values)),
            None => {
                let url = server.resolve(&values)?;
                (Some(url), Choice::Document(server, values))
            }
        };
        let endpoint = url.as_deref().map(Endpoint::parse).transpose()?;
        Ok(Self { endpoint, choice })
    }

    /// The address of one operation.
    pub(super) fn of(&self, spec: &OperationSpec) -> Result<Cow<'_, Endpoint>, ConfigError> {
        match (&self.choice, spec.server) {
            (Choice::Document(server, values), Some(own)) => {
                Endpoint::parse(&server.fill(own, values)?).map(Cow::Owned)
            }
            (Choice::Caller, _) | (Choice::Document(..), None) => match &self.endpoint {
                Some(endpoint) => Ok(Cow::Borrowed(endpoint)),
                None => Err(ConfigError::Endpoint(
                    "none is set, and the call names no address".to_owned(),
                )),
            },
        }
    }

    /// Whether some requests may use TLS although those to the endpoint do not.
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    pub(super) fn may_need_tls(&self) -> bool {
        matches!(self.choice, Choice::Document(..))
    }

    /// The endpoint of operations without a server of their own; `None` if each call names an
    /// address.
    pub(super) fn endpoint(&self) -> Option<&Endpoint> {
        self.endpoint.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::endpoint::Variable;

    const SERVER: ServerTemplate = ServerTemplate::new(
        "https://api.{region}.example/v1",
        &[Variable::new("region", "eu")],
    );
    const OWN: OperationSpec =
        OperationSpec::post("upload", "/files").server("https://files.{region}.example");

    fn address(endpoint: Option<&str>, spec: &OperationSpec) -> Option<String> {
        let values = BTreeMap::from([("region".to_owned(), "us".to_owned())]);
        let target = Target::new(endpoint.map(str::to_owned), SERVER, values).ok()?;
        let uri = target.of(spec).ok()?.join(spec.path, "", spec.path)?;
        Some(uri.to_string())
    }

    #[test]
    fn an_operation_has_its_own_server_unless_the_caller_names_one() {
        let plain = OperationSpec::get("list", "/files");
        let url = |url: &str| Some(url.to_owned());
        assert_eq!(
            address(None, &plain),
            url("https://api.us.example/v1/files")
        );
        assert_eq!(address(None, &OWN), url("https://files.us.example/files"));
        let mock = Some("http://127.0.0.1:8080/mock");
        assert_eq!(address(mock, &OWN), url("http://127.0.0.1:8080/mock/files"));
    }
}
