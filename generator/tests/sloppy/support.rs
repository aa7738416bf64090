//! Reading a sloppy document in each strictness.

use std::fs;

use bindwright::Generator;
use bindwright::diagnostic::{Diagnostics, Severity};
use bindwright::ir::{Api, Location, RustName as _, Type, TypeKind};
use bindwright::load::{LoadOptions, Strictness};

pub(crate) fn read(spec: &str, strictness: Strictness) -> (Diagnostics, Option<Api>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("api.yaml");
    fs::write(&path, spec).unwrap();
    let options = LoadOptions {
        strictness,
        ..LoadOptions::default()
    };
    Generator::new(path).reading(options).check()
}

/// What a correction needs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Repair {
    /// Nothing: lenient reading makes it.
    Harmless,
    /// Leave to guess: lenient reading rejects it, and says that it can be fixed.
    Guess,
}
use Repair::Guess;

/// Mending makes an API and warns with the code, and so does lenient reading where the repair is harmless; strict
/// reading rejects with it.
#[track_caller]
pub(crate) fn repaired(repair: Repair, code: &str, spec: &str) -> Api {
    let has = |diagnostics: &Diagnostics, severity| {
        let mut reports = diagnostics.iter();
        reports.any(|r| r.code().number() == code && r.severity() == severity)
    };
    let (diagnostics, api) = read(spec, Strictness::Strict);
    assert!(api.is_none() && has(&diagnostics, Severity::Error));
    let (diagnostics, api) = read(spec, Strictness::Lenient);
    let rejected = api.is_none()
        && has(&diagnostics, Severity::Error)
        && diagnostics.iter().any(|r| r.code().number() == "BW0120");
    assert_eq!(rejected, repair == Guess, "lenient reading");
    let (diagnostics, api) = read(spec, Strictness::Repairing);
    let reports: Vec<_> = diagnostics
        .iter()
        .map(|r| format!("{:?} {} {}", r.severity(), r.code().number(), r.message()))
        .collect();
    let Some(api) = api else {
        panic!("{reports:#?}")
    };
    let warned =
        has(&diagnostics, Severity::Warning) || reports.iter().any(|r| r.contains("BW0212"));
    assert!(warned, "{reports:#?}");
    api
}

/// The type of the property `a` of the schema `A`.
#[track_caller]
pub(crate) fn property(repair: Repair, code: &str, schema: &str) -> Type {
    let api = repaired(
        repair,
        code,
        &format!(
            "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n    \
             A: {{type: object, required: [a], properties: {{a: {schema}}}}}\n"
        ),
    );
    let owner = api.types.iter().find(|ty| ty.name.as_str() == "A").unwrap();
    let TypeKind::Struct(owner) = &owner.kind else {
        panic!("{owner:?}")
    };
    owner.fields.first().unwrap().ty.clone()
}

/// A document with these paths.
pub(crate) fn paths(paths: &str) -> String {
    format!("openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths:\n{paths}")
}

/// The names of the parameters of the only operation, by place.
pub(crate) fn parameters(api: &Api) -> Vec<(Location, &str)> {
    let operation = api.operations.first().unwrap();
    let parameters = operation.parameters.iter();
    parameters.map(|p| (p.location, p.wire.as_str())).collect()
}
