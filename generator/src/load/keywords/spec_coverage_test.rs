//! Compares the tables with the keys that the standards define, object by object: none is missing,
//! and none is invented.
//!
//! The lists are those of [3.0.3](https://spec.openapis.org/oas/v3.0.3.html#schema),
//! [3.1](https://spec.openapis.org/oas/v3.1.1.html#schema),
//! [3.2](https://spec.openapis.org/oas/v3.2.0.html) and
//! [2.0](https://spec.openapis.org/oas/v2.0.html#schema), with [JSON Schema
//! 2020-12](https://json-schema.org/draft/2020-12) for schemas from 3.1 on. `$ref` is not among
//! them: references are read before the tables.

use std::collections::BTreeSet;

use super::explain::kinds;
use super::table::DefinedBy;
use super::{KeyEffect, ObjectKind};
use crate::load::Dialect;

/// What an object has in 3.0, what 3.1 adds, and what 3.2 adds.
type Keys = (ObjectKind, &'static str, &'static str, &'static str);

const V3: &[Keys] = &[
    (
        ObjectKind::Document,
        "openapi info servers paths components security tags externalDocs",
        "jsonSchemaDialect webhooks",
        "$self",
    ),
    (
        ObjectKind::Info,
        "title description termsOfService contact license version",
        "summary",
        "",
    ),
    (ObjectKind::Contact, "name url email", "", ""),
    (ObjectKind::License, "name url", "identifier", ""),
    (ObjectKind::Server, "url description variables", "", "name"),
    (
        ObjectKind::ServerVariable,
        "enum default description",
        "",
        "",
    ),
    (
        ObjectKind::Components,
        "schemas responses parameters examples requestBodies headers securitySchemes links callbacks",
        "pathItems",
        "mediaTypes",
    ),
    (
        ObjectKind::PathItem,
        "summary description get put post delete options head patch trace servers parameters",
        "",
        "query additionalOperations",
    ),
    (
        ObjectKind::Operation,
        "tags summary description externalDocs operationId parameters requestBody responses callbacks deprecated security servers",
        "",
        "",
    ),
    (ObjectKind::ExternalDocs, "description url", "", ""),
    (
        ObjectKind::Parameter,
        "name in description required deprecated allowEmptyValue style explode allowReserved schema example examples content",
        "",
        "",
    ),
    (
        ObjectKind::RequestBody,
        "description content required",
        "",
        "",
    ),
    (
        ObjectKind::MediaType,
        "schema example examples encoding",
        "",
        "itemSchema prefixEncoding itemEncoding",
    ),
    (
        ObjectKind::Encoding,
        "contentType headers style explode allowReserved",
        "",
        "encoding prefixEncoding itemEncoding",
    ),
    (
        ObjectKind::Response,
        "description headers content links",
        "",
        "summary",
    ),
    (
        ObjectKind::Example,
        "summary description value externalValue",
        "",
        "dataValue serializedValue",
    ),
    (
        ObjectKind::Link,
        "operationRef operationId parameters requestBody description server",
        "",
        "",
    ),
    (
        ObjectKind::Header,
        "description required deprecated style explode schema example examples content",
        "",
        "",
    ),
    (
        ObjectKind::Tag,
        "name description externalDocs",
        "",
        "summary parent kind",
    ),
    (
        ObjectKind::Schema,
        "title multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems \
         minItems uniqueItems maxProperties minProperties required enum type allOf oneOf anyOf not items properties \
         additionalProperties description format default discriminator readOnly writeOnly xml externalDocs example \
         deprecated",
        "$id $schema $anchor $dynamicRef $dynamicAnchor $vocabulary $comment $defs if then else dependentSchemas \
         prefixItems contains patternProperties propertyNames unevaluatedItems unevaluatedProperties const maxContains \
         minContains dependentRequired contentEncoding contentMediaType contentSchema examples",
        "",
    ),
    (
        ObjectKind::Discriminator,
        "propertyName mapping",
        "",
        "defaultMapping",
    ),
    (
        ObjectKind::Xml,
        "name namespace prefix attribute wrapped",
        "",
        "nodeType",
    ),
    (
        ObjectKind::SecurityScheme,
        "type description name in scheme bearerFormat flows openIdConnectUrl",
        "",
        "oauth2MetadataUrl deprecated",
    ),
    (
        ObjectKind::OAuthFlows,
        "implicit password clientCredentials authorizationCode",
        "",
        "deviceAuthorization",
    ),
    (
        ObjectKind::OAuthFlow,
        "authorizationUrl tokenUrl refreshUrl scopes",
        "",
        "deviceAuthorizationUrl",
    ),
];

/// What 3.0 has alone.
const ONLY_3_0: &[(ObjectKind, &str)] = &[(ObjectKind::Schema, "nullable")];

/// What we read, and documents have, although no list names it: what 3.1 took from earlier drafts
/// of JSON Schema and of itself, and what a Header Object has for having the structure of a
/// Parameter Object.
const BESIDE: &[(ObjectKind, &[&str])] = &[
    (
        ObjectKind::Schema,
        &["nullable", "definitions", "dependencies"],
    ),
    (ObjectKind::Header, &["allowEmptyValue", "allowReserved"]),
];

/// The limits that Swagger 2.0 allows on parameters, items and headers.
const V2_LIMITS: &str = "default maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems minItems uniqueItems enum multipleOf";

const V2: &[(ObjectKind, &str, &str)] = &[
    (
        ObjectKind::V2Document,
        "swagger info host basePath schemes consumes produces paths definitions parameters responses \
         securityDefinitions security tags externalDocs",
        "",
    ),
    (
        ObjectKind::Info,
        "title description termsOfService contact license version",
        "",
    ),
    (ObjectKind::Contact, "name url email", ""),
    (ObjectKind::License, "name url", ""),
    (
        ObjectKind::V2PathItem,
        "get put post delete options head patch parameters",
        "",
    ),
    (
        ObjectKind::V2Operation,
        "tags summary description externalDocs operationId consumes produces parameters responses schemes deprecated security",
        "",
    ),
    (ObjectKind::ExternalDocs, "description url", ""),
    (
        ObjectKind::V2Parameter,
        "name in description required schema type format allowEmptyValue items collectionFormat",
        V2_LIMITS,
    ),
    (
        ObjectKind::V2Items,
        "type format items collectionFormat",
        V2_LIMITS,
    ),
    (
        ObjectKind::V2Response,
        "description schema headers examples",
        "",
    ),
    (
        ObjectKind::V2Header,
        "description type format items collectionFormat",
        V2_LIMITS,
    ),
    (ObjectKind::Tag, "name description externalDocs", ""),
    (
        ObjectKind::V2Schema,
        "title multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems \
         minItems uniqueItems maxProperties minProperties required enum type allOf items properties \
         additionalProperties description format default discriminator readOnly xml externalDocs example",
        "",
    ),
    (
        ObjectKind::Xml,
        "name namespace prefix attribute wrapped",
        "",
    ),
    (
        ObjectKind::V2SecurityScheme,
        "type description name in flow authorizationUrl tokenUrl scopes",
        "",
    ),
];

/// What differs between the keyword pass and the lists for one object.
fn differences(kind: ObjectKind, official: &BTreeSet<&str>, dialect: Dialect) -> Vec<String> {
    let title = kind.table().title;
    let listed: BTreeSet<&str> = kind
        .table()
        .keys(dialect)
        .map(|(name, _)| name)
        .filter(|name| !name.starts_with("x-") && *name != "$ref")
        .collect();
    let lacking = official.difference(&listed);
    let beside = BESIDE.iter().filter(|(owner, _)| *owner == kind);
    let beside: Vec<&str> = beside.flat_map(|(_, keys)| keys.iter().copied()).collect();
    let invented = listed
        .difference(official)
        .filter(|key| !beside.contains(*key));
    let unexplained = kind.table().keys(dialect).filter(
        |(_, key)| matches!(key.effect, KeyEffect::Ignored(reason) if reason.split(' ').count() < 3),
    );
    lacking
        .map(|key| format!("{dialect:?}: the {title} lacks `{key}`"))
        .chain(invented.map(|key| format!("{dialect:?}: `{key}` is no key of the {title}")))
        .chain(unexplained.map(|(key, _)| format!("{title}: why has `{key}` no effect?")))
        .collect()
}

#[test]
fn every_key_of_3_x_is_accounted_for() {
    let mut wrong = Vec::new();
    for (kind, v3_0, v3_1, v3_2) in V3 {
        let mut official: BTreeSet<&str> = v3_0.split_whitespace().collect();
        let only = ONLY_3_0.iter().filter(|(owner, _)| owner == kind);
        let mut older = official.clone();
        older.extend(only.map(|(_, key)| *key));
        wrong.extend(differences(*kind, &older, Dialect::V3_0));
        official.extend(v3_1.split_whitespace());
        wrong.extend(differences(*kind, &official, Dialect::V3_1));
        official.extend(v3_2.split_whitespace());
        wrong.extend(differences(*kind, &official, Dialect::V3_2));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_key_of_2_0_is_accounted_for() {
    let mut wrong = Vec::new();
    for (kind, own, limits) in V2 {
        let keys = own.split_whitespace().chain(limits.split_whitespace());
        wrong.extend(differences(*kind, &keys.collect(), Dialect::V2));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_object_is_forgotten() {
    let three: Vec<ObjectKind> = V3.iter().map(|(kind, ..)| *kind).collect();
    let two: Vec<ObjectKind> = V2.iter().map(|(kind, ..)| *kind).collect();
    for (dialect, official) in [(Dialect::V3_2, three), (Dialect::V2, two)] {
        let missing: Vec<&str> = kinds(dialect)
            .into_iter()
            .filter(|kind| !official.contains(kind) && kind.is_official(dialect))
            .map(|kind| kind.table().title)
            .collect();
        assert!(missing.is_empty(), "{dialect:?}: {missing:?}");
    }
}

impl ObjectKind {
    /// Whether the standard defines the object and gives it keys of fixed names.
    fn is_official(self, dialect: Dialect) -> bool {
        let table = self.table();
        let fixed = table.keys(dialect).any(|(name, _)| !name.starts_with("x-"));
        table.origin == DefinedBy::Standard
            && fixed
            && !matches!(self, Self::Responses | Self::V2Responses)
    }
}
