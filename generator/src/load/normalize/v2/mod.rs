//! [Swagger 2.0](https://spec.openapis.org/oas/v2.0.html) -> the shape of OpenAPI 3.0: how each
//! kind of object changes.
//!
//! | 2.0 | 3.0 | in |
//! |---|---|---|
//! | `host`, `basePath`, `schemes` | `servers` | `root` |
//! | `definitions`, `parameters`, `responses`, `securityDefinitions` | sections of `components` | `root` |
//! | a parameter that is its own schema, `collectionFormat` | `schema`, `style`, `explode` | `parameter` |
//! | a parameter `in: body`, parameters `in: formData` | `requestBody` | `operation`, `body` |
//! | the schema of a response, `produces` | `content` | `response`, `media_types` |
//! | `type: basic`, the flow of `oauth2` | `type: http`, `flows` | `security` |
//! | `discriminator` as a string, `type: file`, `x-nullable` | an object, `format: binary`, `nullable` | `schema` |
//!
//! The walk visits the parts of an object after the object itself, so that each sees them where 3.0
//! has them. Rejects what 3.0 cannot express: `collectionFormat: tsv`, and lists within lists that
//! are not JSON.

mod body;
pub(super) mod media_types;
mod operation;
mod parameter;
mod response;
mod root;
mod schema;
mod security;
pub(super) mod shared;

use serde_json::Value;

use super::normalizer::Normalizer;
use crate::diagnostic::Trail;
use crate::load::keywords::{Members, ObjectKind};

/// Sections of the root, and the sections of `components` that they become.
const SECTIONS: [(&str, &str); 4] = [
    ("definitions", "schemas"),
    ("responses", "responses"),
    ("parameters", "parameters"),
    ("securityDefinitions", "securitySchemes"),
];

impl Normalizer<'_> {
    /// Changes an object, but not its parts. Nothing changes twice: what is in the form of 3.0
    /// stays as it is.
    pub(super) fn restate_v2(&mut self, kind: ObjectKind, members: &mut Members, at: &Trail<'_>) {
        let is_reference = self.reference(members, at);
        match kind {
            ObjectKind::Document => self.root(members),
            ObjectKind::PathItem => self.path_item(members, at),
            _ if is_reference => {}
            ObjectKind::Parameter => {
                let place = members
                    .get("in")
                    .and_then(Value::as_str)
                    .unwrap_or_default();
                let place = place.to_owned();
                self.parameter(members, &place, at);
            }
            ObjectKind::Header => self.parameter(members, "header", at),
            ObjectKind::Response => self.shared_response(members, at),
            ObjectKind::Schema => self.restate_schema_v2(members, at),
            ObjectKind::SecurityScheme => self.security_scheme(members, at),
            _ => {}
        }
    }

    /// Rewrites a reference to a shared schema, parameter or response; any other follows its target
    /// at the end. Returns whether the object is a reference.
    fn reference(&mut self, members: &mut Members, at: &Trail<'_>) -> bool {
        let Some(Value::String(target)) = members.get_mut("$ref") else {
            return false;
        };
        for (old, new) in SECTIONS {
            let rest = target
                .strip_prefix("#/")
                .and_then(|rest| rest.strip_prefix(old));
            let name = rest.and_then(|rest| rest.strip_prefix('/'));
            if let Some(name) = name.filter(|name| !name.contains('/')) {
                *target = format!("#/components/{new}/{name}");
                return true;
            }
        }
        self.settle_later(target, &at.key("$ref"));
        true
    }
}
