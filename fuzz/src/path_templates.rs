//! `path_templates`: the operation that a client calls is the one that runs, with the same values, whatever they contain.

use bindwright_runtime::codegen::{ClientParameters, Operation, RequestWriter};
use http::{StatusCode, Uri};

use crate::draw::Draw;
use crate::generated::wire;
use crate::reached::reached;
use crate::wire_server::{Called, send};

/// The bytes choose an operation with its values, or any path.
pub fn run(data: &[u8]) {
    let mut draw = Draw::new(data);
    if draw.once_in(4) {
        return any_path(&mut draw);
    }
    let (a, b) = (draw.string(), draw.string());
    let index = draw.below(OPERATIONS);
    let Some((path, called)) = written(index, &a, &b) else {
        return;
    };
    let parsed: Result<Uri, _> = path.parse();
    assert!(
        parsed.is_ok_and(|uri| uri.path() == path),
        "{path} is no path"
    );
    let (status, found) = send("GET", &path, None, Vec::new());
    assert!(
        status == StatusCode::NO_CONTENT,
        "the status is {status} for {path}, written for {called:?}"
    );
    assert!(
        found.as_ref() == Some(&called),
        "another operation or value is called: {found:?} for {path}, written for {called:?}"
    );
    reached();
}

/// What a server reads from any path is written as a path that means the same.
fn any_path(draw: &mut Draw<'_>) {
    let pieces = draw.several(5, |draw| match draw.below(3) {
        0 => (*draw.one(&[
            "/",
            "%2F",
            "%2e",
            "..",
            "%3A",
            "cancel",
            ".json",
            "-",
            "%20%C3%A9",
            "(",
            ",",
            ")",
            "x",
            "%",
        ]))
        .to_owned(),
        1 => format!("%{:02X}", draw.byte()),
        _ => draw.string(),
    });
    let path = format!(
        "/{}/{}",
        draw.one(&["t", "m", "e", "styles"]),
        pieces.concat()
    );
    let Ok(uri) = path.parse::<Uri>() else {
        return;
    };
    if uri.path() != path || uri.authority().is_some() {
        return;
    }
    let (_, Some(called)) = send("GET", &path, None, Vec::new()) else {
        return;
    };
    reached();
    let value = |index: usize| {
        called
            .values
            .get(index)
            .map(String::as_str)
            .unwrap_or_default()
    };
    let index = NAMES.iter().position(|name| *name == called.operation);
    let Some(index) = index else { return };
    let again = written(index, value(0), value(1));
    assert!(
        again.is_some(),
        "what a path calls is not written: {path} calls {called:?}"
    );
    let Some((again, _)) = again else { return };
    let (_, found) = send("GET", &again, None, Vec::new());
    assert!(
        found.as_ref() == Some(&called),
        "what a path calls is not called again: {path} calls {called:?}, written as {again}, which calls {found:?}"
    );
}

macro_rules! operations {
    ($a:ident $b:ident: $($name:literal $arguments:ident ($($field:ident),*)),* $(,)?) => {
        const NAMES: [&str; OPERATIONS] = [$($name),*];

        /// The path of an operation with these values, and what should be called; `None` if the client rejects the values.
        fn written(index: usize, $a: &str, $b: &str) -> Option<(String, Called)> {
            let _ = ($a, $b);
            let mut counter = 0_usize..;
            $(if counter.next() == Some(index) {
                let path = path(&wire::$arguments::new($($field),*))?;
                let values = vec![$($field.to_owned()),*];
                return Some((path, Called { operation: $name, values }));
            })*
            None
        }
    };
}

const OPERATIONS: usize = 11;

operations!(
    a b: "whole" Whole (a), "two" Two (a, b), "fixed" Fixed (), "suffix" Suffix (a), "prefix" Prefix (a), "verb" Verb (a), "range" Range (a, b),
    "dotted" Dotted (a, b), "letter" Letter (a, b), "brackets" Brackets (a, b), "escaped" Escaped (a, b),
);

fn path<O: Operation>(arguments: &O) -> Option<String> {
    let client = ClientParameters::new();
    let mut writer = RequestWriter::new(O::SPEC, &client);
    arguments.encode(&mut writer);
    match writer.finish() {
        Ok(encoded) => Some(encoded.path),
        Err(violations) => {
            assert!(
                violations
                    .iter()
                    .all(|violation| violation.location.starts_with("path")),
                "{violations}"
            );
            None
        }
    }
}
