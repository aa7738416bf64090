//! Client and server agree on forms: what is written as `application/x-www-form-urlencoded` or `multipart/form-data` is read back
//! equal, or the client rejects it.

use bindwright_runtime::codegen::{
    BodyContent, ClientParameters, DecodeBody, Encoding, Media, Operation, OperationSpec,
    ReceiveLimits, ReceivedBody, Redaction, RequestWriter, ResponseSpec, codec, multipart,
    operation,
};
use bindwright_runtime::{Map, Value, codec::Policy, http::StatusCode};
use proptest::{
    collection::{btree_map, vec},
    option,
    prelude::*,
};

/// A field for each way of writing a property.
#[derive(Debug, Clone, PartialEq)]
struct Fields {
    text: String,
    number: Option<i64>,
    float: Option<f64>,
    flag: Option<bool>,
    list: Option<Vec<String>>,
    numbers: Option<Vec<i32>>,
    piped: Option<Vec<String>>,
    spaced: Option<Vec<i64>>,
    json: Option<Vec<String>>,
    object: Option<Map<String>>,
    nested: Option<Map<Map<Vec<String>>>>,
    deep: Option<Vec<Vec<String>>>,
    brackets: Option<Vec<String>>,
}
codec!(Fields {
    "text" => text, "number" => number, "float" => float, "flag" => flag, "list" => list, "numbers" => numbers, "piped" => piped,
    "spaced" => spaced, "json" => json, "object" => object, "nested" => nested, "deep" => deep, "a[b]" => brackets,
});

const ENCODINGS: &[Encoding] = &[
    Encoding::joined("piped", "|"),
    Encoding::joined("spaced", " "),
    Encoding::json("json"),
    Encoding::deep_object("deep"),
    Encoding::json("a[b]"),
];

const FORM: Media = Media::FORM.encoded(ENCODINGS);

#[derive(Debug)]
struct SendFields {
    body: Fields,
}
operation! {
    SendFields => {
        spec: OperationSpec::post("sendFields", "/fields"),
        parameters: {},
        body: required [FORM],
        success: () { ResponseSpec::empty(204) },
        failure: Value {},
    }
}

/// The parts of a form without files.
#[derive(Debug, Clone, PartialEq)]
struct Parts {
    text: String,
    number: Option<i64>,
    flag: Option<bool>,
    list: Option<Vec<String>>,
    numbers: Option<Vec<i32>>,
    objects: Option<Vec<Map<String>>>,
    object: Option<Map<Vec<String>>>,
    quoted: Option<String>,
    nested: Option<String>,
}
multipart!(Parts {
    value "text" => text,
    value "number" => number,
    value "flag" => flag,
    value "list" => list,
    value "numbers" => numbers,
    value "objects" => objects,
    value "object" => object,
    value "a\"b[\r\n" => quoted,
    value "c[d]" => nested,
});

const PARTS: Media = Media::MULTIPART.encoded(&[Encoding::as_is("a\"b[\r\n")]);

#[derive(Debug)]
struct SendParts {
    body: Parts,
}
operation! {
    SendParts => {
        spec: OperationSpec::post("sendParts", "/parts"),
        parameters: {},
        body: required [PARTS],
        success: () { ResponseSpec::empty(204) },
        failure: Value {},
    }
}

/// What a server reads of the body of a request, or why the client does not send it.
fn exchange<O: Operation, B: DecodeBody>(media: Media, request: &O) -> Result<B, String> {
    let client = ClientParameters::new();
    let mut writer = RequestWriter::new(O::SPEC, &client);
    request.encode(&mut writer);
    let sent = writer.finish().map_err(|error| error.to_string())?;
    let bytes = sent.body.bytes().expect("in memory").to_vec();
    let arrived = ReceivedBody {
        status: StatusCode::OK,
        reply: 0,
        media: Some(media),
        headers: &sent.headers,
        content: BodyContent::Bytes(bytes.clone().into()),
        policy: Policy::Strict,
        is_unlisted: false,
        redaction: Redaction::default(),
        limits: ReceiveLimits::default(),
    };
    Ok(B::read(arrived).unwrap_or_else(|error| {
        panic!(
            "sent, and then rejected: {}: {}",
            error.redacted(&Redaction::default()),
            String::from_utf8_lossy(&bytes)
        )
    }))
}

/// Strings with what separates parts somewhere, control characters, and everything else.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a2,;|. =&%+/#\\[\\]{}\"'é\u{0}\r\n\t-]{0,6}",
        "[ab]{0,3}",
        any::<String>(),
    ]
}

/// A list without items is written as nothing.
fn items<T: std::fmt::Debug>(
    item: impl Strategy<Value = T>,
) -> impl Strategy<Value = Option<Vec<T>>> {
    option::of(vec(item, 1..4))
}

fn fields() -> impl Strategy<Value = Fields> {
    let scalars = (
        text(),
        any::<Option<i64>>(),
        option::of(-1e9..1e9_f64),
        any::<Option<bool>>(),
    );
    let lists = (
        items(text()),
        items(any::<i32>()),
        items(text()),
        items(any::<i64>()),
    );
    let inner = btree_map(text(), vec(text(), 1..3), 1..3).prop_map(Map::from_iter);
    let nested = option::of(btree_map(text(), inner, 1..3).prop_map(Map::from_iter));
    let object = option::of(btree_map(text(), text(), 1..3).prop_map(Map::from_iter));
    let others = (
        items(text()),
        object,
        nested,
        items(vec(text(), 1..3)),
        items(text()),
    );
    (scalars, lists, others).prop_map(|(scalars, lists, others)| {
        let (text, number, float, flag) = scalars;
        let (list, numbers, piped, spaced) = lists;
        let (json, object, nested, deep, brackets) = others;
        Fields {
            text,
            number,
            float,
            flag,
            list,
            numbers,
            piped,
            spaced,
            json,
            object,
            nested,
            deep,
            brackets,
        }
    })
}

fn parts() -> impl Strategy<Value = Parts> {
    let object = option::of(btree_map(text(), vec(text(), 0..3), 0..3).prop_map(Map::from_iter));
    let objects = btree_map(text(), text(), 0..3).prop_map(Map::from_iter);
    let lists = (items(text()), items(any::<i32>()), items(objects));
    (
        text(),
        any::<Option<i64>>(),
        any::<Option<bool>>(),
        lists,
        object,
        option::of(text()),
    )
        .prop_map(
            |(text, number, flag, (list, numbers, objects), object, quoted)| Parts {
                text,
                number,
                flag,
                list,
                numbers,
                objects,
                object,
                quoted,
                nested: None,
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn urlencoded_forms(body in fields()) {
        if let Ok(read) = exchange::<_, Fields>(FORM, &SendFields { body: body.clone() }) {
            prop_assert_eq!(read, body);
        }
    }

    #[test]
    fn multipart_forms(body in parts()) {
        if let Ok(read) = exchange::<_, Parts>(PARTS, &SendParts { body: body.clone() }) {
            prop_assert_eq!(read, body);
        }
    }
}

/// The properties that every client must be able to send are not rejected.
#[test]
fn plain_forms_are_sent() {
    let text = || "a b&=+%|é\r\n[x]".to_owned();
    let map = || Map::from_iter([("k".to_owned(), text())]);
    let body = Fields {
        text: text(),
        number: Some(-7),
        float: Some(0.5),
        flag: Some(false),
        list: Some(vec![text(), String::new()]),
        numbers: Some(vec![1, 2]),
        piped: Some(vec!["a b".to_owned(), "c".to_owned()]),
        spaced: Some(vec![1, -2]),
        json: Some(vec![text()]),
        object: Some(map()),
        nested: None,
        deep: Some(vec![vec![text()], vec![text()]]),
        brackets: Some(vec![text()]),
    };
    let read = exchange::<_, Fields>(FORM, &SendFields { body: body.clone() });
    assert_eq!(read, Ok(body.clone()));
    let piped = Some(vec!["a|b".to_owned()]);
    let read = exchange::<_, Fields>(
        FORM,
        &SendFields {
            body: Fields { piped, ..body },
        },
    );
    assert!(read.is_err_and(|error| error.contains("piped")));
    let body = Parts {
        text: text(),
        number: Some(1),
        flag: None,
        list: Some(vec![text(), String::new()]),
        numbers: Some(vec![3]),
        objects: Some(vec![map()]),
        object: Some(Map::new()),
        quoted: Some(text()),
        nested: None,
    };
    let read = exchange::<_, Parts>(PARTS, &SendParts { body: body.clone() });
    assert_eq!(read, Ok(body.clone()));
    let nested = Some("x".to_owned());
    let read = exchange::<_, Parts>(
        PARTS,
        &SendParts {
            body: Parts { nested, ..body },
        },
    );
    assert!(read.is_err_and(|error| error.contains("bracket")));
}
