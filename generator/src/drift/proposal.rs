//! What would remove a difference, as data.
//!
//! Places are those of the normalized document, and new objects have the shape of OpenAPI 3.0. How the document is written is a
//! question for those who change it.

use serde_json::Value;

use crate::pointer::Pointer;

/// A change of the document after which a page agrees with it in one fact.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Proposal {
    /// A person has to decide, for this reason.
    Open(String),
    /// A schema says this under a key.
    Keyword {
        schema: Pointer,
        key: &'static str,
        value: Value,
    },
    /// A parameter is required, or is not.
    ParameterRequired { parameter: Pointer, required: bool },
    /// A property is required, or is not.
    PropertyRequired {
        object: Pointer,
        property: Pointer,
        /// The lists that name it so far.
        lists: Vec<Pointer>,
        required: bool,
    },
    /// A parameter or property has another type.
    Type {
        /// The property, or the schema of the parameter.
        schema: Pointer,
        value: Value,
    },
    /// An operation has one more parameter.
    AddParameter { operation: Pointer, value: Value },
    /// An item of a list of parameters goes.
    RemoveParameter { operation: Pointer, item: Pointer },
    /// A parameter has another name.
    RenameParameter { parameter: Pointer, name: String },
    /// A parameter is sent in another place.
    MoveParameter { parameter: Pointer, place: String },
    /// An object has one more property.
    AddProperty {
        object: Pointer,
        name: String,
        value: Value,
        required: bool,
    },
    /// A property has another name.
    RenameProperty {
        property: Pointer,
        lists: Vec<Pointer>,
        name: String,
    },
    /// A property goes.
    RemoveProperty {
        property: Pointer,
        lists: Vec<Pointer>,
    },
    /// A request or response has a body.
    AddBody {
        /// The request body, or the response.
        holder: Pointer,
        value: Value,
    },
    /// An operation has one more response.
    AddResponse {
        operation: Pointer,
        status: String,
        value: Value,
    },
    /// A response has another status.
    RenameResponse { response: Pointer, status: String },
    /// A response goes.
    RemoveResponse { response: Pointer },
    /// An operation has another method, another path, or both.
    Request {
        operation: Pointer,
        method: Option<String>,
        path: Option<String>,
    },
    /// A record of a decision goes.
    RemoveDecision { decision: Pointer },
}

impl Proposal {
    /// What it changes: two proposals for one subject are the same, or contradict each other.
    pub(crate) fn subject(&self) -> Option<(Pointer, String)> {
        let (at, what) = match self {
            Self::Open(_) => return None,
            Self::Keyword { schema, key, .. } => (schema, (*key).to_owned()),
            Self::ParameterRequired { parameter, .. } => (parameter, "required".to_owned()),
            Self::PropertyRequired { property, .. } => (property, "required".to_owned()),
            Self::Type { schema, .. } => (schema, "type".to_owned()),
            Self::AddParameter { operation, value } => {
                let text = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default();
                (operation, format!("{} {}", text("in"), text("name")))
            }
            Self::RemoveParameter { item, .. } => (item, String::new()),
            Self::RenameParameter { parameter, .. } => (parameter, "name".to_owned()),
            Self::MoveParameter { parameter, .. } => (parameter, "in".to_owned()),
            Self::AddProperty { object, name, .. } => (object, format!("properties {name}")),
            Self::RenameProperty { property, .. } | Self::RemoveProperty { property, .. } => {
                (property, "name".to_owned())
            }
            Self::AddBody { holder, .. } => (holder, "content".to_owned()),
            Self::AddResponse {
                operation, status, ..
            } => (operation, format!("responses {status}")),
            Self::RenameResponse { response, .. } | Self::RemoveResponse { response } => {
                (response, "status".to_owned())
            }
            Self::Request { operation, .. } => (operation, "request".to_owned()),
            Self::RemoveDecision { decision } => (decision, String::new()),
        };
        Some((at.clone(), what))
    }

    /// Whether something is somewhere else afterwards.
    pub(crate) fn is_move(&self) -> bool {
        matches!(self, Self::Request { .. } | Self::RenameResponse { .. })
    }

    /// Two proposals for one subject as one; `None` if they contradict each other.
    pub(crate) fn joined(&self, other: &Self) -> Option<Self> {
        if self == other {
            return Some(self.clone());
        }
        let both = |one: &Option<String>, other: &Option<String>| match (one, other) {
            (Some(one), Some(other)) if one != other => None,
            (one, other) => Some(one.clone().or_else(|| other.clone())),
        };
        match (self, other) {
            // It is the same item for all operations of a path.
            (Self::RemoveParameter { .. }, Self::RemoveParameter { .. }) => Some(self.clone()),
            (
                Self::Request {
                    operation,
                    method,
                    path,
                },
                Self::Request {
                    method: other_method,
                    path: other_path,
                    ..
                },
            ) => Some(Self::Request {
                operation: operation.clone(),
                method: both(method, other_method)?,
                path: both(path, other_path)?,
            }),
            _ => None,
        }
    }
}
