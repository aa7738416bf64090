//! Credentials that a client finds or is given for a time: what is sent over a socket, and what errors
//! say about a search.

mod chain;
mod errors;
mod keys;
mod project;

use std::{collections::HashMap, time::SystemTime};

use bindwright_runtime::{
    Secret,
    client::CredentialChain,
    codegen::{OperationSpec, Requirement, Scheme, Security},
    http::{self, request::Parts},
    signing::{SignedRequest, sdk_hmac_sha256::Signature},
};

use crate::client_support::{Server, empty_operations};

/// A service with the sources that the document of a cloud has.
static KEYS: Scheme =
    Scheme::signature("Keys", "SDK-HMAC-SHA256", &[("X-Project-Id", "project_id")])
        .otherwise(&[("X-Domain-Id", "domain_id")])
        .environment(&[
            ("access_key", "EXAMPLE_AK"),
            ("secret_key", "EXAMPLE_SK"),
            ("security_token", "EXAMPLE_SECURITY_TOKEN"),
            ("project_id", "EXAMPLE_PROJECT_ID"),
            ("domain_id", "EXAMPLE_DOMAIN_ID"),
        ])
        .file(
            "~/.example/credentials",
            "EXAMPLE_FILE",
            "basic",
            &[
                ("access_key", "ak"),
                ("secret_key", "sk"),
                ("security_token", "security_token"),
                ("project_id", "project_id"),
            ],
        );
static TOKEN: Scheme = Scheme::header_key("Token", "X-Auth-Token").environment(&[
    ("token", "EXAMPLE_TOKEN"),
    ("project_id", "EXAMPLE_PROJECT_ID"),
]);
const SCHEMES: &[&Scheme] = &[&KEYS, &TOKEN];
const SECURED: Security = &[&[Requirement::of(&KEYS)], &[Requirement::of(&TOKEN)]];

empty_operations! {
    Read OperationSpec::get("Read", "/read").security(SECURED);
}

/// Sources whose variables have these values.
fn chain(variables: &[(&str, &str)]) -> CredentialChain {
    let variables = variables.iter();
    let variables: HashMap<String, String> = variables
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    CredentialChain::default().variables(move |name| variables.get(name).cloned())
}

/// The request with this number as the server got it.
fn received(server: &Server, number: usize) -> Parts {
    let requests = server.requests();
    let (head, _) = requests[number].split_once("\n\n").unwrap();
    let mut lines = head.lines();
    let mut words = lines.next().unwrap().split(' ');
    let mut parts = http::Request::builder()
        .method(words.next().unwrap())
        .uri(words.next().unwrap());
    for line in lines {
        let (name, value) = line.split_once(": ").unwrap();
        let host = server.url.trim_start_matches("http://");
        parts = parts.header(name, value.replace("HOST", host));
    }
    parts.body(()).unwrap().into_parts().0
}

/// The access key and the names of the headers that a valid signature covers.
fn signed(parts: &Parts, secret_key: &str) -> (String, String) {
    let authorization = parts.headers["authorization"].to_str().unwrap();
    let signature = Signature::parse(authorization).unwrap().unwrap();
    let (request, secret) = (SignedRequest::from(parts), Secret::from(secret_key));
    signature
        .verify(request, b"", &secret, SystemTime::now())
        .unwrap();
    let part = |name: &str| {
        let (_, rest) = authorization.split_once(name).unwrap();
        rest.split(',').next().unwrap().to_owned()
    };
    (part("Access="), part("SignedHeaders="))
}
