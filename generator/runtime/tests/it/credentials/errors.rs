//! What a search that finds nothing says: every place, in order, and what was missing; never a value.

use std::fs;

use bindwright_runtime::{
    ConfigError, KeyPair,
    client::CredentialChain,
    codegen::{Builder, Scheme, ServerTemplate},
};

use super::{SCHEMES, TOKEN, chain};

const ONE: &[&Scheme] = &[&TOKEN];

fn fails(schemes: &'static [&'static Scheme], chain: CredentialChain) -> ConfigError {
    Builder::new(ServerTemplate::NONE)
        .endpoint("http://127.0.0.1:1")
        .credentials(schemes, chain)
        .build()
        .map(drop)
        .unwrap_err()
}

#[test]
fn all_places_are_named_in_order() {
    let error = fails(SCHEMES, chain(&[("HOME", "/no/home")]));
    assert_eq!(
        error.to_string(),
        "there are no credentials; looked at: \
         1. environment variables EXAMPLE_AK, EXAMPLE_SK: each is not set; \
         2. environment variables EXAMPLE_TOKEN: it is not set; \
         3. file /no/home/.example/credentials, section [basic], keys ak, sk: there is no such file, and EXAMPLE_FILE names no other"
    );
    let ConfigError::NoCredentials(search) = error else {
        panic!("{error:?}");
    };
    let places: Vec<&str> = search.sources().map(|source| source.place()).collect();
    assert_eq!(places.len(), 3);
    let findings: Vec<&str> = search.sources().map(|source| source.finding()).collect();
    assert_eq!(findings[1], "it is not set");

    let error = fails(SCHEMES, chain(&[]));
    assert!(
        error.to_string().ends_with(
            "file ~/.example/credentials, section [basic], keys ak, sk: HOME is not set"
        ),
        "{error}"
    );
    let error = fails(ONE, CredentialChain::empty().file());
    assert_eq!(
        error.to_string(),
        "there are no credentials; looked at: nothing, since the chain has no source for the schemes"
    );
    let keys = CredentialChain::empty().keys(KeyPair::new("AK", "canary"));
    let error = fails(ONE, keys);
    assert_eq!(
        error.to_string(),
        "there are no credentials; looked at: 1. a provider: no scheme takes what it provides"
    );
}

#[test]
fn a_part_of_a_credential_ends_the_search() {
    let token = ("EXAMPLE_TOKEN", "canary-token");
    let error = fails(SCHEMES, chain(&[("EXAMPLE_AK", "canary-ak"), token]));
    assert_eq!(
        error.to_string(),
        "credentials are incomplete; looked at: \
         1. environment variables EXAMPLE_AK, EXAMPLE_SK: EXAMPLE_SK is not set, but EXAMPLE_AK is there"
    );
    assert!(!format!("{error:?}").contains("canary"));
}

#[test]
fn a_file_that_is_there_must_be_readable() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("credentials");
    let path = path.to_str().unwrap();
    let said = |text: &[u8]| {
        fs::write(path, text).unwrap();
        let error = fails(SCHEMES, chain(&[("EXAMPLE_FILE", path)]));
        let shown = error.to_string();
        assert!(!format!("{shown}{error:?}").contains("canary"), "{shown}");
        let start = format!("3. file {path}, section [basic], keys ak, sk: ");
        let (_, finding) = shown.split_once(&start).unwrap();
        (
            matches!(error, ConfigError::IncompleteCredentials(_)),
            finding.to_owned(),
        )
    };
    let (ends, goes_on) = (
        |text: &str| (true, text.to_owned()),
        |text: &str| (false, text.to_owned()),
    );
    assert_eq!(
        said(b"[basic]\nak = canary-ak\n"),
        ends("sk is missing, but ak is there")
    );
    assert_eq!(
        said(b"[basic]\nproject_id = p\n"),
        goes_on("each is missing")
    );
    assert_eq!(
        said(b"[global]\nak = canary-ak\nsk = canary-sk\n"),
        goes_on("there is no such section")
    );
    let malformed = ends("it is not of the form `[section]`, `key = value`");
    assert_eq!(said(b"[basic\nsk = canary-sk\n"), malformed);
    assert_eq!(said(b"[basic]\nsk = canary-sk\xff\n"), malformed);
    assert_eq!(said(&vec![b'#'; (1 << 20) + 1]), malformed);

    let missing = fails(SCHEMES, chain(&[("EXAMPLE_FILE", "/no/such/file")]));
    assert!(matches!(missing, ConfigError::IncompleteCredentials(_)));
    assert!(
        missing.to_string().ends_with("there is no such file"),
        "{missing}"
    );
    let folder = folder.path().to_str().unwrap();
    let unreadable = fails(SCHEMES, chain(&[("EXAMPLE_FILE", folder)]));
    assert!(
        unreadable.to_string().contains("it cannot be read: "),
        "{unreadable}"
    );
}

#[test]
fn a_path_of_others_is_escaped() {
    let path = "/no/such/\u{1b}[31m\nfile";
    let error = fails(SCHEMES, chain(&[("EXAMPLE_FILE", path)])).to_string();
    assert!(!error.contains(['\u{1b}', '\n']), "{error}");
}
