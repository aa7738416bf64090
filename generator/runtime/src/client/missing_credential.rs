//! The error of an operation none of whose alternatives is configured.

use crate::{error::ConfigError, operation_spec::OperationSpec, security::Requirement};

/// The error that lists all alternatives, by the methods of the builder that set them.
pub(super) fn missing(spec: &OperationSpec) -> ConfigError {
    let set = |requirement: &Requirement| match requirement.scheme().setter_name() {
        Some(setter) => format!("`.{setter}(…)`"),
        None => requirement.scheme().id().to_owned(),
    };
    let together = |alternative: &&[Requirement]| {
        let set: Vec<_> = alternative.iter().map(set).collect();
        set.join(" and ")
    };
    let alternatives: Vec<String> = spec.security.iter().map(together).collect();
    let mut alternatives = alternatives.join(", or ");
    if alternatives.contains('…') {
        alternatives.push_str(" of the client's builder");
    }
    ConfigError::Credentials {
        operation: spec.id,
        alternatives,
    }
}
