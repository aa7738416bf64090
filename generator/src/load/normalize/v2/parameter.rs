//! A parameter or header of Swagger 2.0, which is its own schema -> a parameter with `schema`,
//! `style` and `explode`.
//!
//! ```text
//! {name: tag, in: query, type: array, items: {type: string}, collectionFormat: pipes}
//!   ->  {name: tag, in: query, schema: {type: array, items: {type: string}}, style: pipeDelimited, explode: false}
//! ```
//! 2.0 says how [a list](https://spec.openapis.org/oas/v2.0.html#parameter-object) is written by
//! `collectionFormat`, and 3.0 by `style` and `explode`. Not every format has a style; those are
//! rejected.

use serde_json::{Value, json};

use crate::diagnostic::{Code, Trail};
use crate::load::keywords::Members;
use crate::load::normalize::members::{take, text};
use crate::load::normalize::normalizer::Normalizer;
use crate::load::private::{between, set_between};

/// The keys of a parameter in Swagger 2.0 that constrain its values.
#[rustfmt::skip]
const ABOUT_VALUES: &[&str] = &[
    "type", "format", "items", "default", "enum", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum",
    "maxLength", "minLength", "pattern", "maxItems", "minItems", "uniqueItems", "multipleOf", "x-nullable",
    "x-enum-varnames", "x-enumNames", "x-enum-descriptions", "x-enumDescriptions", "x-enum-deprecated", "x-ms-enum",
    "x-rust-type", "x-presumed",
];

/// How a list is written, in terms of 3.0.
pub(super) struct Delimited {
    /// `None` if it is the default of 3.0.
    pub style: Option<&'static str>,
    pub explode: Option<bool>,
}

impl Normalizer<'_> {
    /// Changes a parameter that stays a parameter, or a header of a response.
    pub(super) fn parameter(&mut self, members: &mut Members, place: &str, at: &Trail<'_>) {
        if let Some(example) = take(members, "x-example") {
            members.entry("example").or_insert(example);
        }
        if separate_items(members, place) == Levels::Alike {
            let message = "the lists within the list have its own separator: no reader can tell where one ends";
            let report = self
                .report
                .guess(Code::UnsupportedKeyword, &at.key("items"), message);
            report.help("give `items` another `collectionFormat`, such as `pipes`");
        }
        let delimited = self.delimited(members, place, at);
        if members.contains_key("schema") || members.contains_key("content") {
            return;
        }
        let schema = self.schema_of(members, &at.key("schema"), at);
        members.insert("schema".to_owned(), Value::Object(schema));
        if let Some(style) = delimited.style {
            members.insert("style".to_owned(), json!(style));
        }
        if let Some(explode) = delimited.explode {
            members.insert("explode".to_owned(), json!(explode));
        }
    }

    /// Takes the schema out of the members at `from`; its place is `at`. For the field of a form
    /// both are the same, because the field becomes the property.
    pub(super) fn schema_of(
        &mut self,
        members: &mut Members,
        at: &Trail<'_>,
        from: &Trail<'_>,
    ) -> Members {
        let mut schema = Members::new();
        for key in ABOUT_VALUES {
            if let Some(value) = take(members, key) {
                self.moved(&from.key(key), &at.key(key));
                schema.insert((*key).to_owned(), value);
            }
        }
        if let Some(items) = schema.get_mut("items") {
            self.lists_within(items, &at.key("items"));
        }
        schema
    }

    /// `collectionFormat` of the items of a list: 3.0 does not define lists within lists ([Style
    /// Values](https://spec.openapis.org/oas/v3.0.3.html#style-values)).
    fn lists_within(&mut self, items: &mut Value, at: &Trail<'_>) {
        let separated = between(items).is_some();
        let Value::Object(members) = items else {
            return;
        };
        take(members, "collectionFormat");
        if text(members, "type") == Some("array") && !separated {
            let message = "a list within a list has no form on the wire";
            self.report.at(Code::UnsupportedKeyword, at, message);
        }
        if let Some(items) = members.get_mut("items") {
            self.lists_within(items, &at.key("items"));
        }
    }

    /// Replaces `collectionFormat` by `style` and `explode`. Without it, a list is separated by
    /// commas.
    pub(super) fn delimited(
        &mut self,
        members: &mut Members,
        place: &str,
        at: &Trail<'_>,
    ) -> Delimited {
        let format = take(members, "collectionFormat");
        if format.is_some() {
            for made in ["style", "explode"] {
                self.made(&at.key("collectionFormat"), &at.key(made));
            }
        }
        let format = format.as_ref().and_then(Value::as_str).unwrap_or("csv");
        let is_list = text(members, "type") == Some("array");
        let in_query = matches!(place, "query" | "formData");
        let (style, explode) = match format {
            _ if !is_list => (None, None),
            "multi" if in_query => (Some("form"), Some(true)),
            "csv" if in_query => (Some("form"), Some(false)),
            "ssv" if in_query => (Some("spaceDelimited"), Some(false)),
            "pipes" if in_query => (Some("pipeDelimited"), Some(false)),
            "csv" => (Some("simple"), None),
            other => {
                let message =
                    format!("`collectionFormat: {other}` of a {place} parameter is not supported");
                let at = at.key("collectionFormat");
                let report = self.report.at(Code::UnsupportedKeyword, &at, message);
                report.help("OpenAPI 3.0 has no equivalent");
                (None, None)
            }
        };
        Delimited { style, explode }
    }
}

/// Whether the separators of a list and of the lists in it differ.
#[derive(PartialEq, Eq)]
enum Levels {
    Apart,
    Alike,
}

/// Notes the separator of lists within a list ([Items
/// Object](https://spec.openapis.org/oas/v2.0.html#items-object)).
///
/// ```text
/// collectionFormat: csv, items: {type: array, collectionFormat: pipes}        a|b,c|d
/// ```
/// 3.0 has no style for that, so the inner separator is kept under a private key, and the generated
/// code joins the inner lists itself.
fn separate_items(members: &mut Members, place: &str) -> Levels {
    let outer = text(members, "collectionFormat")
        .unwrap_or("csv")
        .to_owned();
    let Some(Value::Object(items)) = members.get_mut("items") else {
        return Levels::Apart;
    };
    let inner = text(items, "collectionFormat").unwrap_or("csv");
    let alike = inner == outer;
    let separator = match inner {
        "csv" => ",",
        "ssv" => " ",
        "pipes" => "|",
        _ => return Levels::Apart,
    };
    let deeper = items.get("items").and_then(|inner| inner.get("type")) == Some(&json!("array"));
    let is_list = text(items, "type") == Some("array");
    if !is_list || deeper || !matches!(place, "query" | "path") {
        return Levels::Apart;
    }
    set_between(items, separator);
    if alike { Levels::Alike } else { Levels::Apart }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::load::normalize::testing::swagger;

    #[test]
    fn parameters_get_schemas_and_styles() {
        let outcome = swagger(
            json!({"responses": {"204": {"description": "", "headers": {
                "X-A": {"type": "array", "items": {"type": "string"}, "description": "d"}}}},
            "parameters": [
                {"name": "a", "in": "query", "type": "array", "items": {"type": "string", "enum": ["x"]}, "collectionFormat": "multi"},
                {"name": "b", "in": "query", "type": "array", "items": {"type": "integer"}},
                {"name": "c", "in": "query", "type": "array", "items": {"type": "string"}, "collectionFormat": "pipes"},
                {"name": "d", "in": "header", "type": "array", "items": {"type": "string"}},
                {"name": "e", "in": "query", "type": "integer", "format": "int32", "default": 1, "required": true, "x-nullable": true, "x-example": 2},
                {"$ref": "#/parameters/F"}]}),
            json!({"parameters": {"F": {"name": "f", "in": "header", "type": "string"}}}),
        );
        insta::assert_snapshot!(format!("{:#}", outcome.at("/paths/~1a/post")), @r##"
        {
          "responses": {
            "204": {
              "description": "",
              "headers": {
                "X-A": {
                  "description": "d",
                  "schema": {
                    "type": "array",
                    "items": {
                      "type": "string"
                    }
                  },
                  "style": "simple"
                }
              }
            }
          },
          "parameters": [
            {
              "name": "a",
              "in": "query",
              "schema": {
                "type": "array",
                "items": {
                  "type": "string",
                  "enum": [
                    "x"
                  ]
                }
              },
              "style": "form",
              "explode": true
            },
            {
              "name": "b",
              "in": "query",
              "schema": {
                "type": "array",
                "items": {
                  "type": "integer"
                }
              },
              "style": "form",
              "explode": false
            },
            {
              "name": "c",
              "in": "query",
              "schema": {
                "type": "array",
                "items": {
                  "type": "string"
                }
              },
              "style": "pipeDelimited",
              "explode": false
            },
            {
              "name": "d",
              "in": "header",
              "schema": {
                "type": "array",
                "items": {
                  "type": "string"
                }
              },
              "style": "simple"
            },
            {
              "name": "e",
              "in": "query",
              "required": true,
              "example": 2,
              "schema": {
                "type": "integer",
                "format": "int32",
                "default": 1,
                "nullable": true
              }
            },
            {
              "$ref": "#/components/parameters/F"
            }
          ]
        }
        "##);
        insta::assert_snapshot!(outcome.at("/components/parameters"), @r##"{"F":{"name":"f","in":"header","schema":{"type":"string"}}}"##);
        assert_eq!(outcome.reports, "");
        let place = outcome.source("/paths/~1a/post/parameters/0/schema/items/enum/0");
        assert_eq!(place, "#/paths/~1a/post/parameters/0/items/enum/0");
    }

    #[test]
    fn lists_within_a_list_have_their_own_separator() {
        let outcome = swagger(
            json!({"responses": {"204": {"description": ""}}, "parameters": [
            {"name": "a", "in": "query", "type": "array", "items": {"type": "array", "collectionFormat": "pipes", "items": {"type": "integer"}}}]}),
            json!({}),
        );
        assert_eq!(outcome.reports, "");
        insta::assert_snapshot!(
            outcome.at("/paths/~1a/post/parameters/0/schema/items"),
            @r#"{"type":"array","items":{"type":"integer"},"x-bindwright-between":"|"}"#
        );
    }

    #[test]
    fn what_3_0_cannot_express_is_rejected() {
        let outcome = swagger(
            json!({"responses": {"204": {"description": ""}}, "parameters": [
            {"name": "a", "in": "query", "type": "array", "items": {"type": "string"}, "collectionFormat": "tsv"},
            {"name": "b", "in": "header", "type": "array", "items": {"type": "string"}, "collectionFormat": "pipes"},
            {"name": "c", "in": "query", "type": "array", "items": {"type": "array", "items": {"type": "string"}}},
            {"name": "d", "in": "header", "type": "array", "items": {"type": "array", "items": {"type": "string"}}}]}),
            json!({}),
        );
        insta::assert_snapshot!(outcome.reports, @r##"
        BW0207 #/paths/~1a/post/parameters/0/collectionFormat: `collectionFormat: tsv` of a query parameter is not supported
        BW0207 #/paths/~1a/post/parameters/1/collectionFormat: `collectionFormat: pipes` of a header parameter is not supported
        BW0207 #/paths/~1a/post/parameters/2/items: the lists within the list have its own separator: no reader can tell where one ends
        BW0207 #/paths/~1a/post/parameters/3/items: a list within a list has no form on the wire
        "##);
    }
}
