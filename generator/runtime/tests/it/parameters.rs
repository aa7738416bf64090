//! Parameters between both sides: what one writes the other reads, in every style; everything else is rejected.

use proptest::{
    collection::{hash_map, vec},
    option,
    prelude::*,
};

use bindwright_runtime::{
    Map, Nullable, Value, Violations,
    codec::{Decode, Encode},
    codegen::{
        BodyContent, ClientParameters, Limit, Media, Operation, OperationSpec, Param,
        ReceiveLimits, RequestReader, RequestWriter, ResponseSpec, Style, operation,
    },
    http::{HeaderMap, HeaderValue},
};

#[derive(Debug, Clone, PartialEq, Default)]
struct Args {
    matrix: Vec<i64>,
    label: String,
    simple: Map<i64>,
    text: Option<String>,
    number: Option<f64>,
    list: Option<Vec<String>>,
    compact: Option<Vec<String>>,
    spaces: Option<Vec<i64>>,
    pipes: Option<Vec<i64>>,
    pairs: Option<Map<i64>>,
    alternating: Option<Map<String>>,
    deep: Option<Value>,
    json: Option<Value>,
    free: Option<Map<String>>,
    nullable: Option<Nullable<bool>>,
    one: Option<i32>,
    many: Option<Vec<i32>>,
    cookie: Option<String>,
    session: Option<Vec<String>>,
}
operation! {
    Args => {
        spec: OperationSpec::get("Args", "/{matrix}/{label}/{simple}"),
        parameters: {
            matrix: Param::path("matrix").list().style(Style::Matrix),
            label: Param::path("label").style(Style::Label),
            simple: Param::path("simple").object(&["a", "b"]).exploded(),
            text: Param::query("text"),
            number: Param::query("number"),
            list: Param::query("list").list(),
            compact: Param::query("compact").list().compact(),
            spaces: Param::query("spaces").list().style(Style::SpaceDelimited),
            pipes: Param::query("pipes").list().style(Style::PipeDelimited),
            pairs: Param::query("pairs").object(&["R", "G"]),
            alternating: Param::query("alternating").object(&[]).compact(),
            deep: Param::query("deep").object(&[]).style(Style::DeepObject),
            json: Param::query("json").json(),
            free: Param::query("free").object(&[]),
            nullable: Param::query("nullable"),
            one: Param::header("X-One"),
            many: Param::header("X-Many").list(),
            cookie: Param::cookie("cookie"),
            session: Param::cookie("session").list().compact(),
        },
        success: () { ResponseSpec::empty(204) },
        failure: Value {},
    }
}

fn map<T: Clone>(members: &[(&str, T)]) -> Map<T> {
    members
        .iter()
        .map(|(key, value)| ((*key).to_owned(), value.clone()))
        .collect()
}

fn smallest() -> Args {
    Args {
        matrix: vec![1],
        label: "l".to_owned(),
        simple: map(&[("a", 1)]),
        ..Args::default()
    }
}

fn texts(items: &[&str]) -> Option<Vec<String>> {
    Some(items.iter().map(|item| (*item).to_owned()).collect())
}

fn round_trip(args: &Args) -> Args {
    let client = ClientParameters::new();
    let mut writer = RequestWriter::new(Args::SPEC, &client);
    args.encode(&mut writer);
    let encoded = writer.finish().unwrap();
    let segments: Vec<_> = encoded.path.split('/').skip(1).collect();
    let path = [
        ("matrix", segments[0]),
        ("label", segments[1]),
        ("simple", segments[2]),
    ];
    let mut reader = RequestReader::new(Args::SPEC, &path, Some(&encoded.query), &encoded.headers);
    let decoded = Args::decode(&mut reader);
    assert_eq!(reader.finish(), Violations::new(), "{encoded:?}");
    decoded.unwrap()
}

#[test]
fn every_style_comes_back() {
    let hostile = "a,b|c d%41&=?#[]'\"\\é+~;";
    let full = Args {
        matrix: vec![-1, 2],
        label: "1.5.x".to_owned(),
        simple: map(&[("a", 1), ("b", -2)]),
        text: Some(hostile.to_owned()),
        number: Some(-0.25),
        list: texts(&[hostile, "", "x"]),
        compact: texts(&[hostile, "", "x"]),
        spaces: Some(vec![1, 2, 3]),
        pipes: Some(vec![1, 2, 3]),
        pairs: Some(map(&[("R", 1), ("G", 2)])),
        alternating: Some(map(&[("k,1", hostile.to_owned()), ("k2", String::new())])),
        deep: Some(r#"{"a":{"b":["1","2"],"c":"é"},"d":"[]"}"#.parse().unwrap()),
        json: Some(r#"{"a":[1,null,"é&"]}"#.parse().unwrap()),
        free: Some(map(&[
            ("other", "1".to_owned()),
            ("more", hostile.to_owned()),
        ])),
        nullable: Some(Nullable::Value(true)),
        one: Some(-7),
        many: Some(vec![1, 2]),
        cookie: Some(hostile.to_owned()),
        session: texts(&["a;b", "c,d"]),
    };
    assert_eq!(round_trip(&full), full);
    assert_eq!(round_trip(&smallest()), smallest());
    let empty = Args {
        text: Some(String::new()),
        ..smallest()
    };
    assert_eq!(
        round_trip(&empty),
        empty,
        "an empty text is not an absent one"
    );
}

#[test]
fn undefined_values_of_rfc_6570_are_not_written() {
    let undefined = Args {
        list: Some(vec![]),
        compact: Some(vec![]),
        pairs: Some(Map::new()),
        deep: Some(Value::from(Map::new())),
        nullable: Some(Nullable::Null),
        ..smallest()
    };
    assert_eq!(round_trip(&undefined), smallest());
}

fn some_texts() -> impl Strategy<Value = Option<Vec<String>>> {
    option::of(vec(any::<String>(), 1..4))
}

fn some_map() -> impl Strategy<Value = Option<Map<String>>> {
    let key = "[^\\[\\]]{1,5}";
    option::of(hash_map(key, any::<String>(), 1..4).prop_map(Map::from_iter))
}

#[test]
fn an_object_with_numeric_keys_is_not_a_list() {
    let counted = Map::from_iter([("0".to_owned(), Value::from("x"))]);
    let args = Args {
        deep: Some(Value::from(counted)),
        ..smallest()
    };
    assert_eq!(round_trip(&args), args);
}

proptest! {
    #[test]
    fn any_text_comes_back(
        label in "\\PC{1,9}",
        text in option::of(any::<String>()),
        list in some_texts(),
        compact in some_texts(),
        alternating in some_map(),
        deep in some_map(),
        free in some_map(),
        cookie in option::of(any::<String>()),
        session in some_texts(),
    ) {
        prop_assume!(label != ".");
        let claimed = |map: &Map<String>| map.keys().any(|key| Args::SPEC.parameters.iter().any(|param| param.name() == key || ["R", "G"].contains(&key.as_str())));
        prop_assume!(!free.as_ref().is_some_and(claimed));
        let deep = deep.map(|members| members.into_iter().map(|(key, text)| (key, Value::from(text))).collect());
        let args = Args { label, text, list, compact, alternating, deep, free, cookie, session, ..smallest() };
        prop_assert_eq!(round_trip(&args), args);
    }
}

/// What is wrong with a request.
fn rejected(path: [&str; 3], query: &str, headers: &[(&'static str, &str)]) -> String {
    let path = [("matrix", path[0]), ("label", path[1]), ("simple", path[2])];
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        map.append(*name, HeaderValue::from_bytes(value.as_bytes()).unwrap());
    }
    let mut reader = RequestReader::new(Args::SPEC, &path, Some(query), &map);
    let args = Args::decode(&mut reader);
    let violations = reader.finish().to_string();
    assert!(args.is_none(), "{args:?}");
    violations
}

const PATH: [&str; 3] = [";matrix=1", ".l", "a=1"];

#[test]
fn unreadable_input_is_rejected_with_its_place() {
    for (query, expected) in [
        ("text=1&text=2", "query.text: given 2 times"),
        ("text=%zz", "query.text: `%` without two hexadecimal digits"),
        (
            "text=%ff",
            "query.text: not UTF-8 behind its percent-encoding",
        ),
        ("number=+1", "query.number: expected a number, found \" 1\""),
        (
            "number=0x10",
            "query.number: expected a number, found \"0x10\"",
        ),
        ("number=", "query.number: expected a number, found \"\""),
        (
            "spaces=1%20x",
            "query.spaces.1: expected an integer, found \"x\"",
        ),
        ("pipes=1&pipes=2", "query.pipes: given 2 times"),
        (
            "R=1&R=2",
            "query.pairs.R: expected an integer, found an array",
        ),
        (
            "alternating=a,1,b",
            "query.alternating: has a key without a value",
        ),
        (
            "deep%5Ba=1",
            "query.deep: has a bracket that does not close",
        ),
        (
            "deep[a]=1&deep[a]=2",
            "query.deep: has a key more than once",
        ),
        (
            "deep[a]=1&deep[a][b]=2",
            "query.deep: has a key with and without brackets",
        ),
        ("json={", "query.json: invalid JSON at line 1, column 1: "),
        (
            "nullable=yes",
            "query.nullable: expected true or false, found \"yes\"",
        ),
    ] {
        let found = rejected(PATH, query, &[]);
        assert!(
            found.starts_with(expected) && !found.contains('\n'),
            "{query}: {found}"
        );
    }
}

#[test]
fn invalid_paths_headers_and_cookies_are_rejected() {
    assert_eq!(
        rejected(["matrix=1", ".l", "a=1"], "", &[]),
        "path.matrix: must start with `;`"
    );
    assert_eq!(
        rejected([";other=1", ".l", "a=1"], "", &[]),
        "path.matrix: required, but missing"
    );
    assert_eq!(
        rejected([";matrix=1", "l", "a=1"], "", &[]),
        "path.label: must start with `.`"
    );
    assert_eq!(
        rejected([";matrix=1", ".%zz", "a=1"], "", &[]),
        "path.label: `%` without two hexadecimal digits"
    );
    assert_eq!(
        rejected(PATH, "", &[("x-one", "1"), ("x-one", "2")]),
        "header.X-One: given 2 times"
    );
    assert_eq!(
        rejected(PATH, "", &[("x-one", "é")]),
        "header.X-One: not visible ASCII"
    );
    assert_eq!(
        rejected(PATH, "", &[("x-many", "1, x")]),
        "header.X-Many.1: expected an integer, found \"x\""
    );
    assert_eq!(
        rejected(PATH, "", &[("cookie", "cookie=%zz; cookie=2")]),
        "cookie.cookie: `%` without two hexadecimal digits"
    );
}

#[test]
fn all_violations_are_reported_at_once() {
    let found = rejected(
        ["x", ".l", "a=x"],
        "text=1&text=2&number=x",
        &[("x-one", "x")],
    );
    assert_eq!(found.lines().count(), 5, "{found}");
}

#[test]
fn other_encodings_of_the_same_are_read() {
    let read = |query: &str| {
        let path = [
            ("matrix", ";matrix=%31"),
            ("label", ".%6C"),
            ("simple", "a=1"),
        ];
        let headers =
            HeaderMap::from_iter([("x-many".parse().unwrap(), HeaderValue::from_static("1 ,2"))]);
        let mut reader = RequestReader::new(Args::SPEC, &path, Some(query), &headers);
        let args = Args::decode(&mut reader);
        assert_eq!(reader.finish().to_string(), "", "{query}");
        Args {
            many: None,
            ..args.unwrap()
        }
    };
    let pipes = Args {
        pipes: Some(vec![1, 2]),
        ..smallest()
    };
    assert_eq!(read("pipes=1|2"), pipes);
    assert_eq!(read("pipes=1%7c2"), pipes);
    assert_eq!(
        read("spaces=1+2"),
        Args {
            spaces: Some(vec![1, 2]),
            ..smallest()
        }
    );
    assert_eq!(
        read("text=a+b%2B&&"),
        Args {
            text: Some("a b+".to_owned()),
            ..smallest()
        }
    );
    assert_eq!(
        read("text"),
        Args {
            text: Some(String::new()),
            ..smallest()
        }
    );
}

/// Other clients write `ids=` for a list without items, and the same for an object without members.
#[test]
fn a_name_without_a_value_is_an_empty_list_or_object() {
    fn read<T: Decode + Encode>(param: Param, sent: &str) -> Result<T, String> {
        let params: &'static [Param] = vec![param].leak();
        let spec = OperationSpec::get("a", "/a").with_tables(params, None, &[], &[]);
        let mut headers = HeaderMap::new();
        let (name, value) = match param.place().word() {
            "header" => ("p", sent.to_owned()),
            _ => ("cookie", format!("p={sent}")),
        };
        headers.insert(name, HeaderValue::from_str(&value).unwrap());
        let query = format!("p={sent}");
        let mut reader = RequestReader::new(Box::leak(Box::new(spec)), &[], Some(&query), &headers);
        let read = reader.parameter::<T>();
        let violations = reader.finish();
        read.filter(|_| violations.is_empty())
            .ok_or_else(|| violations.to_string())
    }
    let query = [Style::Form, Style::SpaceDelimited, Style::PipeDelimited]
        .map(|style| Param::query("p").style(style));
    let places = query
        .into_iter()
        .chain([Param::header("p"), Param::cookie("p")]);
    for place in places.flat_map(|place| [place.compact(), place.exploded()]) {
        let list = place.list();
        assert_eq!(read::<Vec<i64>>(list, ""), Ok(Vec::new()), "{place:?}");
        // An empty string is an item, unless the document rejects it.
        assert_eq!(read(list, ""), Ok(vec![String::new()]), "{place:?}");
        let long = list.limits(&[Limit::Each(&[Limit::MinLength(1)])]);
        assert_eq!(read::<Vec<String>>(long, ""), Ok(Vec::new()), "{place:?}");
        let some = list.limits(&[Limit::MinItems(1)]);
        let why = format!(
            "{}.p: must have at least 1 item, not 0",
            place.place().word()
        );
        assert_eq!(read::<Vec<i64>>(some, ""), Err(why), "{place:?}");
        assert!(read::<Vec<i64>>(list, "1,").is_err());
    }
    for place in [Param::query("p"), Param::header("p"), Param::cookie("p")] {
        let object = place.object(&[]).compact();
        assert_eq!(read::<Map<i64>>(object, ""), Ok(Map::new()), "{place:?}");
        assert!(read::<Map<i64>>(object, "a").is_err());
    }
}

#[derive(Debug, Clone, PartialEq)]
struct Post {
    body: Option<Map<Vec<i32>>>,
}
operation! {
    Post => {
        spec: OperationSpec::post("Post", "/"),
        parameters: {},
        body: optional [Media::FORM, Media::JSON],
        success: () { ResponseSpec::empty(204) },
        failure: Value {},
    }
}

#[test]
fn an_optional_body_is_absent_a_form_or_json() {
    let headers = HeaderMap::new();
    let read = |body: Option<(Media, &'static str)>| {
        let mut reader = RequestReader::new(Post::SPEC, &[], None, &headers);
        if let Some((media, text)) = body {
            let content = BodyContent::Bytes(text.into());
            reader.set_body(media, content, ReceiveLimits::default());
        }
        let post = Post::decode(&mut reader);
        post.map(|post| post.body)
            .ok_or(reader.finish().to_string())
    };
    let lists = Some(map(&[("a", vec![1, 2]), ("b", vec![3])]));
    assert_eq!(read(None), Ok(None));
    assert_eq!(read(Some((Media::FORM, "a=1&b=3&a=2"))), Ok(lists.clone()));
    assert_eq!(
        read(Some((Media::JSON, r#"{"a":[1,2],"b":[3]}"#))),
        Ok(lists.clone())
    );
    assert_eq!(
        read(Some((Media::JSON, r#"{"a":[1,"2"]}"#))),
        Err("body.a.1: expected an integer, found a string".to_owned())
    );
    let client = ClientParameters::new();
    let mut writer = RequestWriter::new(Post::SPEC, &client);
    Post { body: lists }.encode(&mut writer);
    let encoded = writer.finish().unwrap();
    assert_eq!(encoded.body.bytes().unwrap(), "a=1&a=2&b=3");
    assert_eq!(
        encoded.headers["content-type"],
        "application/x-www-form-urlencoded"
    );
}
