//! `parameters`: in every style and place, what a client writes a server reads back equal, or the client rejects it and says why.

use bindwright_runtime::codegen::{
    ClientParameters, Encoded, Operation, RequestReader, RequestWriter,
};
use bindwright_runtime::{Map, Value, Violations};
use http::{HeaderMap, HeaderValue, Uri};

use crate::draw::Draw;
use crate::generated::wire::types::Point;
use crate::generated::wire::{Styles, StylesRequired};
use crate::reached::reached;

const PATH: [&str; 9] = [
    "text",
    "list",
    "map",
    "label",
    "labels",
    "label_map",
    "matrix",
    "matrices",
    "matrix_map",
];

/// The bytes choose the arguments, and then a change of the request.
pub fn run(data: &[u8]) {
    let mut draw = Draw::new(data);
    let arguments = arguments(&mut draw);
    let client = ClientParameters::new();
    let mut writer = RequestWriter::new(Styles::SPEC, &client);
    arguments.encode(&mut writer);
    let encoded = match writer.finish() {
        Ok(encoded) => encoded,
        Err(violations) => return has_reasons(&violations),
    };
    reached();
    let (violations, read) = read(&encoded);
    assert!(
        violations.is_empty(),
        "a request is rejected: {violations}: {encoded:?}"
    );
    let expected = normalized(arguments);
    assert!(
        read.as_ref() == Some(&expected),
        "another value is read: {read:?} for {expected:?}, by {encoded:?}"
    );
    changed(encoded, &mut draw);
}

/// Anything else is read or rejected.
fn changed(mut encoded: Encoded, draw: &mut Draw<'_>) {
    for text in [&mut encoded.path, &mut encoded.query] {
        let mut bytes = std::mem::take(text).into_bytes();
        let at = draw.below(bytes.len() + 1);
        bytes.insert(at, b" !%,|=&;.[]{}0~\x7f"[draw.below(16)]);
        *text = String::from_utf8(bytes).unwrap_or_default();
    }
    if let Ok(value) = HeaderValue::from_bytes(&draw.bytes(12)) {
        let name = *draw.one(&["x-text", "x-list", "x-map", "cookie"]);
        encoded.headers.append(name, value);
    }
    if encoded.path.split('/').count() == PATH.len() + 2 {
        let segments: Vec<_> = PATH
            .into_iter()
            .zip(encoded.path.split('/').skip(2))
            .collect();
        let mut reader = RequestReader::new(
            Styles::SPEC,
            &segments,
            Some(&encoded.query),
            &encoded.headers,
        );
        let read = Styles::decode(&mut reader);
        let violations = reader.finish();
        assert!(
            read.is_some() || !violations.is_empty(),
            "rejected without a reason"
        );
        has_reasons(&violations);
    }
}

fn has_reasons(violations: &Violations) {
    for violation in violations {
        assert!(
            !violation.location.is_empty() && !violation.message.is_empty(),
            "{violation:?}"
        );
        assert!(
            !violation.to_string().contains(char::is_control),
            "{violation:?}"
        );
    }
}

/// What a server reads from a request that went over HTTP: the target is a URI, and blanks around the values of headers are lost.
fn read(encoded: &Encoded) -> (Violations, Option<Styles>) {
    let target = if encoded.query.is_empty() {
        encoded.path.clone()
    } else {
        format!("{}?{}", encoded.path, encoded.query)
    };
    let uri: Uri = target
        .parse()
        .unwrap_or_else(|error| panic!("{target} is no target: {error}"));
    assert!(
        uri.path() == encoded.path && uri.query().unwrap_or_default() == encoded.query,
        "{target} is read as {uri}"
    );
    let segments: Vec<_> = uri.path().split('/').skip(2).collect();
    assert!(
        segments.len() == PATH.len(),
        "{target} has another number of segments"
    );
    let segments: Vec<_> = PATH.into_iter().zip(segments).collect();
    let headers = encoded.headers.iter().map(|(name, value)| {
        let value =
            HeaderValue::from_bytes(value.as_bytes().trim_ascii()).expect("a part of a value");
        (name.clone(), value)
    });
    let mut trimmed = HeaderMap::new();
    for (name, value) in headers {
        trimmed.append(name, value);
    }
    let mut reader = RequestReader::new(Styles::SPEC, &segments, uri.query(), &trimmed);
    let read = Styles::decode(&mut reader);
    (reader.finish(), read)
}

/// An empty list or object is not written ([RFC 6570, section 2.3](https://www.rfc-editor.org/rfc/rfc6570#section-2.3)), so it is
/// absent afterwards.
fn normalized(mut arguments: Styles) -> Styles {
    for list in [
        &mut arguments.many,
        &mut arguments.joined,
        &mut arguments.spaced,
        &mut arguments.piped,
        &mut arguments.x_list,
        &mut arguments.sessions,
    ] {
        *list = list.take().filter(|items| !items.is_empty());
    }
    for map in [&mut arguments.pairs, &mut arguments.x_map] {
        *map = map.take().filter(|members| !members.is_empty());
    }
    arguments.deep = arguments.deep.take().filter(|point| *point != Point::new());
    arguments
}

/// Simple values in most places, so that one place at a time decides.
fn arguments(draw: &mut Draw<'_>) -> Styles {
    let mut required = StylesRequired {
        text: "t".to_owned(),
        list: vec!["l".to_owned()],
        map: [("k".to_owned(), "v".to_owned())].into_iter().collect(),
        label: "a".to_owned(),
        labels: vec!["b".to_owned()],
        label_map: [("k".to_owned(), "v".to_owned())].into_iter().collect(),
        matrix: "m".to_owned(),
        matrices: vec!["n".to_owned()],
        matrix_map: [("k".to_owned(), "v".to_owned())].into_iter().collect(),
    };
    for _ in 0..draw.below(3) {
        match draw.below(9) {
            0 => required.text = draw.string(),
            1 => required.list = list(draw),
            2 => required.map = map(draw),
            3 => required.label = draw.string(),
            4 => required.labels = list(draw),
            5 => required.label_map = map(draw),
            6 => required.matrix = draw.string(),
            7 => required.matrices = list(draw),
            _ => required.matrix_map = map(draw),
        }
    }
    let mut arguments = Styles::new(required);
    for _ in 0..draw.below(4) {
        match draw.below(16) {
            0 => arguments.plain = Some(draw.string()),
            1 => arguments.number = Some(draw.f64()),
            2 => arguments.long = Some(draw.i64()),
            3 => arguments.flag = Some(draw.once_in(2)),
            4 => arguments.many = Some(list(draw)),
            5 => arguments.joined = Some(list(draw)),
            6 => arguments.spaced = Some(list(draw)),
            7 => arguments.piped = Some(list(draw)),
            8 => arguments.deep = Some(point(draw)),
            9 => arguments.pairs = Some(map(draw)),
            10 => arguments.json = Some(json(draw)),
            11 => arguments.x_text = Some(draw.string()),
            12 => arguments.x_list = Some(list(draw)),
            13 => arguments.x_map = Some(map(draw)),
            14 => arguments.session = Some(draw.string()),
            _ => arguments.sessions = Some(list(draw)),
        }
    }
    arguments
}

fn list(draw: &mut Draw<'_>) -> Vec<String> {
    draw.several(3, Draw::string)
}

fn map(draw: &mut Draw<'_>) -> Map<String> {
    draw.several(2, |draw| (draw.string(), draw.string()))
        .into_iter()
        .collect()
}

/// Further properties with names that are not those of fields.
pub fn point(draw: &mut Draw<'_>) -> Point {
    let mut point = Point::new();
    point.x = draw.once_in(2).then(|| draw.i64());
    point.y = draw.once_in(2).then(|| draw.string());
    point.extra = map(draw)
        .into_iter()
        .filter(|(key, _)| key != "x" && key != "y")
        .collect();
    point
}

fn json(draw: &mut Draw<'_>) -> Value {
    match draw.below(4) {
        0 => Value::from(draw.string()),
        1 => Value::Array(draw.several(2, |draw| Value::from(draw.string()))),
        2 => map(draw)
            .into_iter()
            .map(|(key, value)| (key, Value::from(value)))
            .collect(),
        _ => Value::from(draw.once_in(2)),
    }
}
