//! An operation -> the address where it is called: the caller's endpoint, or else the operation's
//! own server, or else the document's.

use super::endpoint::{Endpoint, ServerTemplate};
use crate::{error::ConfigError, name_map::NameMap, operation_spec::OperationSpec};

/// Where the operations of a document are called.
#[derive(Debug, Clone)]
pub(super) struct Target {
    endpoint: Option<Endpoint>,
    choice: Choice,
    cleartext: Cleartext,
}

/// Whether credentials may be sent over http to other machines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cleartext {
    Rejected,
    Allowed,
}

/// Who chose the endpoint.
#[derive(Debug, Clone)]
enum Choice {
    /// The caller, for all operations.
    Caller,
    /// The document, whose operations may have servers of their own with the same variables.
    Document(ServerTemplate, NameMap<String>),
}

impl Target {
    /// The caller's endpoint, or else the document's server with these values of its variables.
    pub(super) fn new(
        endpoint: Option<String>,
        server: ServerTemplate,
        values: NameMap<String>,
        cleartext: Cleartext,
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
        Ok(Self {
            endpoint,
            choice,
            cleartext,
        })
    }

    /// The address of one operation. If it has a server of its own, that is kept in `own`.
    pub(super) fn of<'t>(
        &'t self,
        spec: &OperationSpec,
        own: &'t mut Option<Endpoint>,
    ) -> Result<&'t Endpoint, ConfigError> {
        match (&self.choice, spec.server) {
            (Choice::Document(server, values), Some(url)) => {
                let endpoint = Endpoint::parse(&server.fill(url, values)?)?;
                Ok(own.insert(endpoint))
            }
            (Choice::Caller, _) | (Choice::Document(..), None) => {
                self.endpoint.as_ref().ok_or_else(|| {
                    ConfigError::Endpoint("none is set, and the call names no address".to_owned())
                })
            }
        }
    }

    /// Whether credentials may be sent to an address: over https, within this machine, or because
    /// the caller allows it.
    pub(super) fn may_have_credentials(&self, endpoint: &Endpoint) -> bool {
        self.cleartext == Cleartext::Allowed || endpoint.is_private()
    }

    /// The same for the endpoint of operations without a server of their own, if there is one.
    pub(super) fn endpoint_is_private(&self) -> bool {
        let mut endpoint = self.endpoint.iter();
        endpoint.all(|endpoint| self.may_have_credentials(endpoint))
    }

    /// Whether requests to the endpoint use TLS.
    #[cfg(feature = "_transport")]
    pub(super) fn is_https(&self) -> bool {
        self.endpoint().is_some_and(Endpoint::is_https)
    }

    /// Whether some requests may use TLS although those to the endpoint do not.
    #[cfg(feature = "_transport")]
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
        let mut values = NameMap::new();
        values.insert("region", "us".to_owned());
        let target = Target::new(
            endpoint.map(str::to_owned),
            SERVER,
            values,
            Cleartext::Rejected,
        )
        .ok()?;
        let uri = target.of(spec, &mut None).ok()?.join(
            spec.path.to_owned(),
            "",
            spec.path_form.slashes,
        )?;
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
