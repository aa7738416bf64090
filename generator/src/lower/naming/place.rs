//! A place in the document -> the words that name an inline type there.

use std::borrow::Cow;

use serde_json::Value;

use super::plan::{METHODS, Plan, chosen};
use crate::diagnostic::Pointer;

impl Plan {
    /// What an inline type at this place is called, before collisions are settled.
    pub(in crate::lower) fn name_at(&self, tree: &Value, at: &Pointer) -> String {
        let segments: Vec<Cow<'_, str>> = at.segments().collect();
        let keys: Vec<&str> = segments.iter().map(AsRef::as_ref).collect();
        let mut walk = Walk {
            value: tree,
            words: Vec::new(),
        };
        let rest = self.start(&mut walk, &keys);
        walk.schema(rest);
        walk.words.join(" ")
    }

    /// Names the root of a place and returns the way from there on.
    fn start<'k>(&self, walk: &mut Walk<'_>, keys: &'k [&'k str]) -> &'k [&'k str] {
        match keys {
            ["components", "schemas", key, rest @ ..] => {
                walk.enter(&["components", "schemas", key]);
                let name = chosen(walk.value).unwrap_or(key).to_owned();
                walk.words.push(name);
                rest
            }
            ["components", section, key, rest @ ..] => {
                walk.enter(&["components", section, key]);
                walk.words.push((*key).to_owned());
                walk.suffix(component_suffix(section));
                rest
            }
            ["paths", path, method, rest @ ..] if METHODS.contains(method) => {
                walk.enter(&["paths", path, method]);
                let at = Pointer::root().child("paths").child(path).child(method);
                walk.words.extend(
                    self.operations
                        .get(&at)
                        .map(|names| names.method.replace("r#", "")),
                );
                walk.operation(rest)
            }
            ["paths", path, "parameters", index, rest @ ..] => {
                walk.words.push((*path).to_owned());
                walk.enter(&["paths", path]);
                walk.parameter(index);
                rest
            }
            other => other,
        }
    }
}

/// The way so far: the value there, and the words collected.
struct Walk<'d> {
    value: &'d Value,
    words: Vec<String>,
}

impl<'d> Walk<'d> {
    fn enter(&mut self, keys: &[&str]) {
        for key in keys {
            self.value = match self.value {
                Value::Array(items) => key.parse::<usize>().ok().and_then(|index| items.get(index)),
                other => other.get(key),
            }
            .unwrap_or(&Value::Null);
        }
    }

    fn text(&self, key: &str) -> Option<&'d str> {
        self.value.get(key)?.as_str()
    }

    /// Adds a word unless the name ends in it already.
    fn suffix(&mut self, word: &str) {
        let ends = self
            .words
            .last()
            .is_some_and(|last| last.to_lowercase().ends_with(&word.to_lowercase()));
        if !ends {
            self.words.push(word.to_owned());
        }
    }

    fn operation<'k>(&mut self, keys: &'k [&'k str]) -> &'k [&'k str] {
        match keys {
            ["parameters", index, rest @ ..] => {
                self.parameter(index);
                rest
            }
            ["requestBody", rest @ ..] => {
                self.enter(&["requestBody"]);
                self.suffix("Body");
                rest
            }
            ["responses", status, rest @ ..] => {
                self.enter(&["responses", status]);
                let words = if *status == "200" {
                    "Response".to_owned()
                } else {
                    status_words(status)
                };
                self.words.push(words);
                rest
            }
            other => other,
        }
    }

    fn parameter(&mut self, index: &str) {
        self.enter(&["parameters", index]);
        let name = chosen(self.value)
            .or_else(|| self.text("name"))
            .unwrap_or("parameter");
        self.words.push(name.to_owned());
    }

    /// Names the way inside a schema, or to it through `schema` and `content`.
    fn schema(&mut self, mut keys: &[&str]) {
        while let Some((&first, mut rest)) = keys.split_first() {
            self.enter(&[first]);
            let named = match (first, rest.split_first()) {
                ("content", Some((&key, after))) => {
                    let several = several_schemas(self.value);
                    self.enter(&[key]);
                    rest = after;
                    several.then(|| media_words(key))
                }
                ("allOf" | "oneOf" | "anyOf" | "properties" | "headers", Some((&key, after))) => {
                    self.enter(&[key]);
                    rest = after;
                    self.member(first, key)
                }
                ("schema", _) => None,
                ("items", _) => Some("Item".to_owned()),
                ("additionalProperties", _) => Some("Value".to_owned()),
                (other, _) => Some(other.to_owned()),
            };
            self.words.extend(named);
            keys = rest;
        }
    }

    fn member(&self, section: &str, key: &str) -> Option<String> {
        match section {
            "properties" => Some(chosen(self.value).unwrap_or(key).to_owned()),
            "headers" => Some(format!("{key} Header")),
            "oneOf" | "anyOf" => {
                let number = key.parse::<usize>().unwrap_or_default().saturating_add(1);
                let name = chosen(self.value).or_else(|| self.text("title"));
                Some(name.map_or_else(|| format!("Variant{number}"), str::to_owned))
            }
            _ => None,
        }
    }
}

fn component_suffix(section: &str) -> &'static str {
    match section {
        "parameters" => "Parameter",
        "requestBodies" => "Body",
        "responses" => "Response",
        "headers" => "Header",
        _ => "Component",
    }
}

/// Whether the media types of a `content` differ in schema.
fn several_schemas(content: &Value) -> bool {
    let mut schemas = content
        .as_object()
        .into_iter()
        .flat_map(serde_json::Map::values)
        .map(|media_type| media_type.get("schema"));
    let first = schemas.next();
    schemas.any(|other| Some(other) != first)
}

/// The words of a media type: `Json`, `Event Stream`, `csv`, `scim+json`.
pub(in crate::lower) fn media_words(name: &str) -> String {
    let essence = name.split(';').next().unwrap_or_default().trim();
    let words = match essence.to_ascii_lowercase().as_str() {
        "application/json" => "Json",
        "application/x-www-form-urlencoded" => "Form",
        "multipart/form-data" => "Multipart",
        "text/plain" => "Text",
        "application/octet-stream" => "Bytes",
        "text/event-stream" => "Event Stream",
        "application/x-ndjson" | "application/jsonl" => "Json Lines",
        "*/*" => "Any",
        other => {
            let (family, subtype) = other.split_once('/').unwrap_or(("", other));
            let subtype = subtype.strip_prefix("x-").unwrap_or(subtype);
            let subtype = subtype.strip_prefix("vnd.").unwrap_or(subtype);
            return if subtype == "*" { family } else { subtype }.to_owned();
        }
    };
    words.to_owned()
}

/// The reason phrase of a status, or what stands for it: `Not Found`, `Client Error` for `4XX`, `Default`.
pub(in crate::lower) fn status_words(status: &str) -> String {
    let code = status.parse::<u16>().ok();
    let phrase = code.and_then(reason).map(str::to_owned);
    phrase.unwrap_or_else(|| match status.to_ascii_uppercase().as_str() {
        "1XX" => "Informational".to_owned(),
        "2XX" => "Success".to_owned(),
        "3XX" => "Redirection".to_owned(),
        "4XX" => "Client Error".to_owned(),
        "5XX" => "Server Error".to_owned(),
        "DEFAULT" => "Default".to_owned(),
        _ => format!("Status {status}"),
    })
}

/// The phrases of RFC 9110 section 15, and of the registry where it says more.
fn reason(code: u16) -> Option<&'static str> {
    Some(match code {
        100 => "Continue",
        101 => "Switching Protocols",
        200 => "Ok",
        201 => "Created",
        202 => "Accepted",
        203 => "Non Authoritative Information",
        204 => "No Content",
        205 => "Reset Content",
        206 => "Partial Content",
        207 => "Multi Status",
        300 => "Multiple Choices",
        301 => "Moved Permanently",
        302 => "Found",
        303 => "See Other",
        304 => "Not Modified",
        307 => "Temporary Redirect",
        308 => "Permanent Redirect",
        400 => "Bad Request",
        401 => "Unauthorized",
        402 => "Payment Required",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        406 => "Not Acceptable",
        407 => "Proxy Authentication Required",
        408 => "Request Timeout",
        409 => "Conflict",
        410 => "Gone",
        411 => "Length Required",
        412 => "Precondition Failed",
        413 => "Content Too Large",
        414 => "Uri Too Long",
        415 => "Unsupported Media Type",
        416 => "Range Not Satisfiable",
        417 => "Expectation Failed",
        418 => "Im A Teapot",
        421 => "Misdirected Request",
        422 => "Unprocessable Content",
        423 => "Locked",
        424 => "Failed Dependency",
        425 => "Too Early",
        426 => "Upgrade Required",
        428 => "Precondition Required",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        451 => "Unavailable For Legal Reasons",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        505 => "Http Version Not Supported",
        507 => "Insufficient Storage",
        511 => "Network Authentication Required",
        _ => return None,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests may fail loudly")]
mod tests {
    use serde_json::json;

    use super::super::{Case, plain};
    use super::Plan;
    use crate::diagnostic::Pointer;

    #[test]
    fn inline_types_are_named_after_their_place() {
        let tree = json!({
            "paths": {"/pets": {"parameters": [{"name": "lang"}], "get": {"operationId": "listPets", "parameters": [{"name": "sort_by"}]}}},
            "components": {"schemas": {"Pet": {"properties": {"owner": {"x-rust-name": "keeper"}}, "oneOf": [{"title": "Small dog"}, {}]}}}
        });
        let plan = Plan::new(&tree);
        let name = |at: &str| {
            plain(
                Case::Type,
                &plan.name_at(&tree, &Pointer::parse(at).unwrap()),
            )
        };
        assert_eq!(
            name("/components/schemas/Pet/properties/owner/items"),
            "PetKeeperItem"
        );
        assert_eq!(name("/components/schemas/Pet/oneOf/0"), "PetSmallDog");
        assert_eq!(name("/components/schemas/Pet/oneOf/1"), "PetVariant2");
        assert_eq!(
            name("/components/schemas/Pet/allOf/1/properties/tag"),
            "PetTag"
        );
        assert_eq!(
            name("/components/parameters/Limit/schema"),
            "LimitParameter"
        );
        assert_eq!(
            name("/paths/~1pets/get/parameters/0/schema"),
            "ListPetsSortBy"
        );
        assert_eq!(name("/paths/~1pets/parameters/0/schema"), "PetsLang");
        assert_eq!(
            name("/paths/~1pets/get/requestBody/content/application~1json/schema"),
            "ListPetsBody"
        );
        assert_eq!(
            name(
                "/paths/~1pets/get/responses/200/content/application~1json/schema/properties/items"
            ),
            "ListPetsResponseItems"
        );
        assert_eq!(
            name("/paths/~1pets/get/responses/404/content/a~1b/schema"),
            "ListPetsNotFound"
        );
        assert_eq!(
            name("/paths/~1pets/get/responses/200/headers/X-Rate/schema"),
            "ListPetsResponseXRateHeader"
        );
    }
}
