//! Seeded changes: small documents before and after.

mod keywords;
mod limits;
mod messages;
mod operations;
mod types;

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
    /// The schema of the property `a` of `Thing`.
    Property,
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
            Self::Property => {
                Self::Schema.document(&format!("{{type: object, properties: {{a: {text}}}}}"))
            }
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

/// Seeds: the part, the name, and the texts before and after.
macro_rules! seed_table {
    ($($part:ident $name:literal { $old:literal $new:literal })*) => {
        /// The seeds of this file.
        pub(super) const SEEDS: &[super::Seed] = &[$(super::Seed {
            name: $name,
            part: super::SeedPart::$part,
            old: $old,
            new: $new,
        },)*];
    };
}
use seed_table;

/// Every seed.
pub(crate) fn seeds() -> impl Iterator<Item = &'static Seed> {
    let all = [
        operations::SEEDS,
        messages::SEEDS,
        types::SEEDS,
        limits::SEEDS,
        keywords::SEEDS,
    ];
    all.into_iter().flatten()
}
