//! Client and server agree on every style, place and value: what is written is read back equal, or the client rejects it. Neither
//! may lose, split or rename anything.

use std::fmt::Debug;

use bindwright_runtime::{
    Map, Value,
    codec::{Decode, Encode},
    codegen::{ClientParameters, OperationSpec, Param, RequestReader, RequestWriter, Style},
    http::{HeaderMap, HeaderValue},
};
use proptest::{
    collection::{btree_map, vec},
    option,
    prelude::*,
};

/// Sends one value as the only parameter of an operation: what a server reads, or why the client does not send it.
fn exchange<T: Decode + Encode>(param: Param, value: &T) -> Result<T, String> {
    exchange_beside(&[param], value, None)
}

/// As [`exchange`], for the first of several parameters, with a cookie and a pair of the query of someone else.
fn exchange_beside<T: Decode + Encode>(
    params: &[Param],
    value: &T,
    foreign: Option<&[u8]>,
) -> Result<T, String> {
    let params: &'static [Param] = params.to_vec().leak();
    let path = match params[0].place().word() {
        "path" => "/a/{p}/b",
        _ => "/a",
    };
    let spec: &'static OperationSpec = Box::leak(Box::new(
        OperationSpec::get("a", path).with_tables(params, None, &[], &[]),
    ));
    let client = ClientParameters::new();
    let mut writer = RequestWriter::new(spec, &client);
    writer.parameters(&[value]);
    let mut sent = writer.finish().map_err(|error| error.to_string())?;
    if let Some(foreign) = foreign {
        let own = sent.headers.remove("cookie");
        let own = own.as_ref().map_or(&b""[..], HeaderValue::as_bytes);
        let line = [foreign, b"; ", own].concat();
        sent.headers
            .insert("cookie", HeaderValue::from_bytes(&line).unwrap());
        let foreign = std::str::from_utf8(foreign).unwrap();
        sent.query = format!("{foreign}&{}&{foreign}", sent.query);
    }
    let segments: Vec<&str> = sent.path.split('/').collect();
    let path: Vec<_> = segments.get(2).map(|raw| ("p", *raw)).into_iter().collect();
    let mut reader = RequestReader::new(spec, &path, Some(&sent.query), &sent.headers);
    let read = reader.parameter::<T>();
    let violations = reader.finish();
    match read {
        Some(read) if violations.is_empty() => Ok(read),
        _ => panic!("sent, and then rejected by the server: {violations}\n{sent:?}"),
    }
}

/// Every place with every style that OpenAPI has there (<https://spec.openapis.org/oas/v3.0.3.html#style-values>), exploded and not.
fn places() -> Vec<Param> {
    let path =
        [Style::Simple, Style::Label, Style::Matrix].map(|style| Param::path("p").style(style));
    let query = [Style::Form, Style::SpaceDelimited, Style::PipeDelimited]
        .map(|style| Param::query("p").style(style));
    let reserved = query.map(Param::allow_reserved);
    let others = [
        Param::header("p"),
        Param::cookie("p"),
        Param::path("p").escaping("-.2"),
    ];
    let all = path.into_iter().chain(query).chain(reserved).chain(others);
    all.flat_map(|param| [param.compact(), param.exploded()])
        .collect()
}

fn place() -> impl Strategy<Value = Param> {
    prop::sample::select(places())
}

/// Strings with what separates parts somewhere, control characters, and everything else.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a2,;|. =&%+/#\\[\\]{}\"'é\u{0}\r\n\t-]{0,6}",
        "[ab]{0,3}",
        any::<String>(),
    ]
}

/// The value that comes back if there is nothing to write: RFC 6570 does not tell an absent value from an empty one.
fn some<T>(value: Option<T>, is_empty: fn(&T) -> bool) -> Option<T> {
    value.filter(|value| !is_empty(value))
}

fn agree<T: Debug + PartialEq + Decode + Encode>(
    param: Param,
    value: &T,
) -> Result<(), TestCaseError> {
    if let Ok(read) = exchange(param, value) {
        prop_assert_eq!(&read, value, "{:?}", param);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn strings(param in place(), value in text()) {
        agree(param, &value)?;
    }

    #[test]
    fn json_values(param in prop::sample::select(vec![Param::path("p"), Param::query("p"), Param::header("p"), Param::cookie("p")]), value in text(), list in vec(text(), 0..3)) {
        agree(param.json(), &Value::from(value.as_str()))?;
        agree(param.json(), &list)?;
    }

    #[test]
    fn numbers_and_booleans(param in place(), number in any::<i64>(), float in any::<f64>(), flag in any::<bool>()) {
        agree(param, &number)?;
        agree(param, &flag)?;
        if float.is_finite() {
            agree(param, &float)?;
        }
    }

    #[test]
    fn lists(param in place(), value in vec(text(), 0..4), numbers in vec(any::<i32>(), 0..4)) {
        if param.place().word() == "path" {
            agree(param.list(), &value)?;
            agree(param.list(), &numbers)?;
        } else {
            agree(param.list(), &some(Some(value), Vec::is_empty))?;
            agree(param.list(), &some(Some(numbers), Vec::is_empty))?;
        }
    }

    /// A required value that is written as nothing is read as empty.
    #[test]
    fn required_lists_and_objects(param in place(), list in vec(text(), 0..2), numbers in vec(any::<i32>(), 0..2), members in btree_map(text(), text(), 0..2)) {
        agree(param.list(), &list)?;
        agree(param.list(), &numbers)?;
        let members: Map<String> = Map::from_iter(members);
        agree(param.object(&[]), &members)?;
        let deep = Param::query("p").object(&[]).style(Style::DeepObject);
        agree(deep, &members)?;
        if members.is_empty() && param.place().word() != "path" {
            prop_assert_eq!(exchange(param.object(&[]), &members), Ok(members));
        }
        if numbers.is_empty() && param.place().word() != "path" {
            prop_assert_eq!(exchange(param.list(), &numbers), Ok(numbers));
        }
    }

    #[test]
    fn lists_of_lists(param in place(), between in prop::sample::select(vec!['|', ' ', ',', '\t']), value in vec(vec(text(), 1..3), 1..3)) {
        agree(param.lists(between), &value)?;
    }

    #[test]
    fn maps(param in place(), value in btree_map(text(), text(), 1..4)) {
        let value: Map<String> = Map::from_iter(value);
        agree(param.object(&[]), &value)?;
    }

    #[test]
    fn maps_of_lists(param in place(), value in btree_map(text(), vec(text(), 1..3), 1..4)) {
        let value: Map<Vec<String>> = Map::from_iter(value);
        agree(param.exploded().object(&[]), &value)?;
    }

    #[test]
    fn nested_objects(value in btree_map(text(), btree_map(text(), vec(text(), 1..3), 1..3), 1..3)) {
        let value: Map<Map<Vec<String>>> = value.into_iter().map(|(key, member)| (key, Map::from_iter(member))).collect();
        agree(Param::query("p").object(&[]).style(Style::DeepObject), &value)?;
    }

    #[test]
    fn open_values(param in place(), value in text(), items in vec(text(), 2..4), members in btree_map(text(), text(), 1..3)) {
        agree(param.open(), &value)?;
        agree(param.open(), &items)?;
        agree(param.open(), &Map::from_iter(members))?;
    }

    #[test]
    fn cookies_of_others_change_nothing(foreign in "[^;\u{0}-\u{1f}\u{7f}]{0,9}", value in option::of(text()), list in vec(text(), 1..3)) {
        let name = foreign.split('=').next().unwrap_or_default().trim();
        prop_assume!(name != "p");
        let foreign = Some(foreign.as_bytes());
        if let Ok(read) = exchange_beside(&[Param::cookie("p")], &value, foreign) {
            prop_assert_eq!(read, value);
        }
        for param in [Param::cookie("p").list(), Param::cookie("p").list().compact()] {
            prop_assert_eq!(exchange_beside(&[param], &list, foreign), Ok(list.clone()));
        }
    }

    #[test]
    fn pairs_of_others_change_nothing(foreign in "[!-~&&[^&#]]{0,9}", value in option::of(text()), list in vec(text(), 1..3)) {
        let name = foreign.split('=').next().unwrap_or_default();
        prop_assume!(!["p", "%70"].contains(&name));
        let foreign = Some(foreign.as_bytes());
        if let Ok(read) = exchange_beside(&[Param::query("p")], &value, foreign) {
            prop_assert_eq!(read, value);
        }
        for param in [Param::query("p").list(), Param::query("p").list().compact()] {
            prop_assert_eq!(exchange_beside(&[param], &list, foreign), Ok(list.clone()));
        }
    }
}

/// What is written in each place for a value with the separators, or why it is rejected.
#[test]
fn separators_are_encoded_or_rejected() {
    let items = |text: &str| vec![text.to_owned(), "x".to_owned()];
    let written = |param: Param, text: &str| exchange(param.list(), &items(text)).map(|_| ());
    for (param, text, why) in [
        (
            Param::query("p").style(Style::PipeDelimited),
            "a|b",
            "query.p: a value contains the '|' that separates values, which nothing encodes in a query of this style",
        ),
        (
            Param::query("p").style(Style::SpaceDelimited),
            "a b",
            "query.p: a value contains the ' ' that separates values, which nothing encodes in a query of this style",
        ),
        (
            Param::header("p"),
            "a,b",
            "header.p: a value contains the ',' that separates values, which nothing encodes in a header of this style",
        ),
        (
            Param::header("p"),
            " a",
            "header.p: a value in a header cannot start or end with a blank",
        ),
        (
            Param::header("p"),
            "é",
            "header.p: 'é' cannot stand in a header",
        ),
    ] {
        assert_eq!(written(param, text), Err(why.to_owned()));
        assert_eq!(written(param, "a.;=&"), Ok(()), "other separators are data");
    }
    for param in [
        Param::path("p").style(Style::Label).exploded(),
        Param::path("p").style(Style::Matrix).exploded(),
        Param::path("p"),
        Param::cookie("p"),
        Param::cookie("p").compact(),
        Param::query("p").compact().allow_reserved(),
    ] {
        for text in [
            "a.b",
            "a;b",
            "a,b",
            "a&b",
            "a=b",
            "a|b c",
            "a%2Cb",
            "\u{e9}\r\n",
        ] {
            assert_eq!(written(param, text), Ok(()), "{param:?} {text:?}");
        }
    }
    assert_eq!(written(Param::query("p"), "a\0"), Ok(()));
    let why = "path: must not contain U+0000, which servers reject";
    assert_eq!(written(Param::path("p"), "a\0"), Err(why.to_owned()));
}

#[test]
fn each_exploded_part_of_a_cookie_is_a_cookie() {
    let sent = |param: Param, value: &dyn Encode| {
        let params: &'static [Param] = vec![param].leak();
        let spec = OperationSpec::get("a", "/").with_tables(params, None, &[], &[]);
        let client = ClientParameters::new();
        let mut writer = RequestWriter::new(Box::leak(Box::new(spec)), &client);
        writer.parameters(&[value]);
        writer.finish().unwrap().headers["cookie"]
            .to_str()
            .unwrap()
            .to_owned()
    };
    let list = vec!["a;".to_owned(), "b".to_owned()];
    let map: Map<i64> = Map::from_iter([("x".to_owned(), 1), ("y".to_owned(), 2)]);
    assert_eq!(sent(Param::cookie("c").list(), &list), "c=a%3B; c=b");
    assert_eq!(sent(Param::cookie("c").list().compact(), &list), "c=a%3B,b");
    assert_eq!(
        sent(Param::cookie("c").object(&["x", "y"]), &map),
        "x=1; y=2"
    );
    assert_eq!(
        sent(Param::cookie("c").object(&["x", "y"]).compact(), &map),
        "c=x,1,y,2"
    );
}

#[test]
fn a_property_must_not_have_the_name_of_another_parameter() {
    let map: Map<String> = Map::from_iter([("limit".to_owned(), "1".to_owned())]);
    let limit = Param::query("limit");
    let taken = "query.p: a property has the name of another query parameter or of a credential, and would be read as that";
    let params = [Param::query("p").object(&[]), limit];
    assert_eq!(exchange_beside(&params, &map, None), Err(taken.to_owned()));
    let params = [
        Param::query("p").object(&[]).style(Style::DeepObject),
        limit,
    ];
    assert_eq!(exchange_beside(&params, &map, None), Ok(map.clone()));
    let params = [Param::query("p").object(&[]), Param::header("limit")];
    assert_eq!(exchange_beside(&params, &map, None), Ok(map));
}

/// Of two objects that take every name, the first gets them.
#[test]
fn of_two_open_objects_the_first_has_the_properties() {
    let open = |name: &'static str| Param::query(name).object(&[]);
    let params: &'static [Param] =
        vec![open("p"), open("q"), Param::cookie("p").object(&[])].leak();
    let spec: &'static OperationSpec = Box::leak(Box::new(
        OperationSpec::get("a", "/a").with_tables(params, None, &[], &[]),
    ));
    let client = ClientParameters::new();
    let map = |name: &str| Map::from_iter([(name.to_owned(), "1".to_owned())]);
    let sent = |first: &Map<String>, second: &Map<String>| {
        let mut writer = RequestWriter::new(spec, &client);
        writer.parameters(&[first, second, &map("z")]);
        writer.finish().map_err(|error| error.to_string())
    };
    let encoded = sent(&map("x"), &Map::new()).unwrap();
    let mut reader = RequestReader::new(spec, &[], Some(&encoded.query), &encoded.headers);
    let mut read = || reader.parameter::<Map<String>>();
    assert_eq!(
        [read(), read(), read()],
        [Some(map("x")), Some(Map::new()), Some(map("z"))]
    );
    let taken = "query.q: a property has the name of another query parameter or of a credential, and would be read as that";
    assert_eq!(
        sent(&map("x"), &map("y")).map(|_| ()),
        Err(taken.to_owned())
    );
}

/// A browser sends all cookies with a name, that of the longest path first.
#[test]
fn the_first_cookie_with_a_name_is_the_one_of_this_path() {
    let read = |param: Param, line: &'static str| {
        let params: &'static [Param] = Box::leak(Box::new([param]));
        let spec = OperationSpec::get("a", "/").with_tables(params, None, &[], &[]);
        let line = HeaderValue::from_static(line);
        let headers = HeaderMap::from_iter([("cookie".parse().unwrap(), line)]);
        let mut reader = RequestReader::new(Box::leak(Box::new(spec)), &[], None, &headers);
        let read = reader.parameter::<Option<Vec<String>>>().flatten();
        let read = read.unwrap_or_default().join("+");
        (read, reader.finish().to_string())
    };
    let found = |text: &str| (text.to_owned(), String::new());
    let list = Param::cookie("p").list();
    assert_eq!(read(list.compact(), "p=a,b; q=1; p=c"), found("a+b"));
    // Here every part is a cookie.
    assert_eq!(read(list, "p=a; q=1; p=c"), found("a+c"));
}

#[test]
fn a_cookie_that_is_not_text_is_only_an_obstacle_to_its_own_parameter() {
    let read = |line: &[u8]| {
        let params: &'static [Param] = &[const { Param::cookie("sid") }];
        let spec = OperationSpec::get("a", "/").with_tables(params, None, &[], &[]);
        let headers = HeaderMap::from_iter([(
            "cookie".parse().unwrap(),
            HeaderValue::from_bytes(line).unwrap(),
        )]);
        let mut reader = RequestReader::new(Box::leak(Box::new(spec)), &[], None, &headers);
        let read = reader.parameter::<Option<String>>().flatten();
        (read.unwrap_or_default(), reader.finish().to_string())
    };
    let fine = ("1".to_owned(), String::new());
    for line in [
        &b"other=\xff; sid=1"[..],
        b"%zz=%; sid=1",
        b"\xff=x; sid=1",
        b"sid=1; lone",
        b"=; sid=1; =;",
        b"sid=1; a=b; sid=2",
        b"sid=1; sid=%zz",
    ] {
        assert_eq!(read(line), fine, "{line:?}");
    }
    assert_eq!(
        read("sid=\u{e9}".as_bytes()),
        ("\u{e9}".to_owned(), String::new())
    );
    assert_eq!(
        read(b"sid=\xff").1,
        "cookie.sid: not UTF-8 behind its percent-encoding"
    );
}
