//! Seeded changes: small documents before and after.

/// A change of a document.
pub(crate) struct Seed {
    /// What is changed.
    pub(crate) name: &'static str,
    /// Where the texts go.
    pub(crate) part: SeedPart,
    /// The text before.
    pub(crate) old: &'static str,
    /// The text after.
    pub(crate) new: &'static str,
}

/// A part of a document that seeds replace.
#[derive(Clone, Copy)]
pub(crate) enum SeedPart {
    /// The schema `Thing`, which the request and the response of an operation contain.
    Schema,
    /// The parameters of an operation.
    Parameters,
    /// What an operation has beside its responses.
    Operation,
    /// The responses of an operation.
    Responses,
    /// Everything after `info`.
    Document,
}

impl SeedPart {
    /// The document with the text in its place.
    pub(crate) fn document(self, text: &str) -> String {
        let start = "openapi: 3.1.0\ninfo: {title: Things, version: '1'}\n";
        let ok = "{'204': {description: ok}}";
        let body = "application/json: {schema: {$ref: '#/components/schemas/Thing'}}";
        match self {
            Self::Schema => format!(
                "{start}paths:\n  /things:\n    post:\n      operationId: putThing\n      requestBody: {{required: true, content: {{{body}}}}}\n      responses: {{'200': {{description: ok, content: {{{body}}}}}}}\ncomponents:\n  schemas:\n    Thing: {text}\n"
            ),
            Self::Parameters => format!(
                "{start}paths:\n  /things:\n    get:\n      operationId: listThings\n      parameters: {text}\n      responses: {ok}\n"
            ),
            Self::Operation => format!(
                "{start}paths:\n  /things:\n    post:\n      operationId: putThing\n      {text}\n      responses: {ok}\n"
            ),
            Self::Responses => format!(
                "{start}paths:\n  /things:\n    get:\n      operationId: getThing\n      responses: {text}\n"
            ),
            Self::Document => format!("{start}{text}\n"),
        }
    }
}

macro_rules! seeds {
    ($($part:ident $name:literal { $old:literal $new:literal })*) => {
        /// Every seed.
        pub(crate) const SEEDS: &[Seed] = &[$(Seed {
            name: $name,
            part: SeedPart::$part,
            old: $old,
            new: $new,
        },)*];
    };
}

seeds! {
    Schema "an optional property" {
        "{type: object, properties: {a: {type: string}}}"
        "{type: object, properties: {a: {type: string}, b: {type: integer}}}"
    }
    Schema "a required property of a closed object" {
        "{type: object, properties: {a: {type: string}}, additionalProperties: false}"
        "{type: object, properties: {a: {type: string}, b: {type: integer}}, required: [b], additionalProperties: false}"
    }
    Schema "a property becomes required" {
        "{type: object, properties: {a: {type: string}}}"
        "{type: object, properties: {a: {type: string}}, required: [a]}"
    }
    Schema "a limit" {
        "{type: object, properties: {a: {type: string, maxLength: 5}}}"
        "{type: object, properties: {a: {type: string, maxLength: 9}}}"
    }
    Parameters "an optional parameter" {
        "[]"
        "[{name: limit, in: query, schema: {type: integer}}]"
    }
    Operation "a body" {
        "description: none"
        "requestBody: {content: {text/plain: {schema: {type: string}}}}"
    }
    Responses "a status" {
        "{'204': {description: ok}}"
        "{'204': {description: ok}, '404': {description: gone}}"
    }
    Document "a moved operation" {
        "paths: {/a: {get: {operationId: get, responses: {'204': {description: ok}}}}}"
        "paths: {/b: {get: {operationId: get, responses: {'204': {description: ok}}}}}"
    }
}
