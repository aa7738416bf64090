//! JSON texts of all kinds: generated values come back as they went, and a public suite of texts is
//! judged as RFC 8259 demands.

use std::{fs, time::Instant};

use bindwright_runtime::codegen::codec;
use bindwright_runtime::{
    Map, Nullable, Number, Value,
    codec::{DecodeReason, Policy, from_json, from_value, to_json, to_value},
};
use proptest::{collection::vec, option, prelude::*};

fn parse(json: &[u8]) -> Result<Value, bindwright_runtime::codec::DecodeError> {
    from_json(json, Policy::Strict)
}

/// `y_` files are JSON, `n_` files are not; on `i_` files a parser may decide, as long as it ends. The variable
/// `BINDWRIGHT_JSON_PARSING_SUITE` names the folder of the suite; `tests/judges/run json-parsing` gets it.
#[test]
fn the_json_parsing_suite_agrees() {
    let Some(folder) = std::env::var_os("BINDWRIGHT_JSON_PARSING_SUITE") else {
        println!("skipped: BINDWRIGHT_JSON_PARSING_SUITE names no folder");
        return;
    };
    let files = fs::read_dir(folder).unwrap();
    let mut judged = 0;
    for file in files
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "json"))
    {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let result = parse(&fs::read(&file).unwrap());
        match name.get(..2).unwrap() {
            // The codec rejects duplicate keys, which RFC 8259, section 4 leaves open.
            "y_" if name.contains("duplicated_key") => {
                assert_eq!(*result.unwrap_err().reason(), DecodeReason::Duplicate)
            }
            "y_" => assert!(result.is_ok(), "{name}: {result:?}"),
            "n_" => assert!(result.is_err(), "{name}: {result:?}"),
            _ => {}
        }
        judged += 1;
    }
    println!("{judged} texts of the suite");
    assert!(judged > 300, "{judged}");
}

#[test]
fn deep_nesting_is_rejected_early() {
    let start = Instant::now();
    for (open, depth) in [("[", 100_000), ("{\"a\":", 100_000), ("[{\"a\":", 65)] {
        assert_eq!(
            *parse(open.repeat(depth).as_bytes()).unwrap_err().reason(),
            DecodeReason::Depth
        );
    }
    assert!(start.elapsed().as_secs() < 2);
    let deep = format!("{}{}", "[".repeat(128), "]".repeat(128));
    assert_eq!(parse(deep.as_bytes()).unwrap().to_string(), deep);
    let skipped = format!("{{\"x\":{}", "[".repeat(100_000));
    assert_eq!(
        *from_json::<Record>(skipped.as_bytes(), Policy::Lenient)
            .unwrap_err()
            .reason(),
        DecodeReason::Depth
    );
}

#[derive(Debug, Clone, PartialEq)]
struct Record {
    id: i64,
    count: u64,
    huge: i128,
    ratio: f64,
    single: f32,
    name: String,
    tag: Option<String>,
    note: Option<Nullable<String>>,
    inner: Option<Box<Record>>,
    extra: Map<Vec<Value>>,
}
codec!(Record {
    "id" => id, "count" => count, "huge" => huge, "ratio" => ratio, "single" => single,
    "name" => name, "tag" => tag, "note" => note, "inner" => inner, .. => extra,
});

#[test]
fn strings_are_read_with_their_escapes() {
    let text = |json: &str| from_json::<String>(json.as_bytes(), Policy::Strict);
    for (json, expected) in [
        (r#""""#, ""),
        (r#" "\"\\\/\b\f\n\r\t" "#, "\"\\/\u{8}\u{c}\n\r\t"),
        (r#""a\u00e4\u00E4\u0000z""#, "a\u{e4}\u{e4}\0z"),
        (r#""\ud83d\ude00\uFFFF""#, "\u{1f600}\u{ffff}"),
        ("\"\u{e4}\u{1f600}\u{7f}\"", "\u{e4}\u{1f600}\u{7f}"),
    ] {
        assert_eq!(text(json).unwrap(), expected, "{json}");
    }
}

fn number() -> impl Strategy<Value = Number> {
    prop_oneof![
        any::<i64>().prop_map(Number::from),
        any::<u128>().prop_map(Number::from),
        any::<f64>().prop_filter_map("finite", Number::from_f64),
        "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,4})?"
            .prop_map(|text| text.parse().unwrap()),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        number().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Value::from),
            vec((any::<String>(), inner), 0..6).prop_map(|members| members.into_iter().collect()),
        ]
    })
}

fn record() -> impl Strategy<Value = Record> {
    let numbers = (
        any::<i64>(),
        any::<u64>(),
        any::<i128>(),
        prop::num::f64::NORMAL,
        prop::num::f32::NORMAL,
    );
    let note = option::of(option::of(any::<String>()).prop_map(Nullable::from));
    let extra = vec(("x[a-z\"\\\\é]{0,8}", vec(value(), 0..3)), 0..3);
    let flat = (
        numbers,
        any::<String>(),
        option::of(any::<String>()),
        note,
        extra,
    )
        .prop_map(
            |((id, count, huge, ratio, single), name, tag, note, extra)| Record {
                id,
                count,
                huge,
                ratio,
                single,
                name,
                tag,
                note,
                inner: None,
                extra: extra.into_iter().collect(),
            },
        );
    flat.prop_recursive(3, 8, 1, |inner| {
        (inner.clone(), inner).prop_map(|(outer, inner)| Record {
            inner: Some(Box::new(inner)),
            ..outer
        })
    })
}

proptest! {
    /// What `serde_json` takes for JSON is JSON here, and nothing else is.
    #[test]
    fn another_parser_agrees(
        text in r#"( |\[|\]|\{|\}|:|,|"a"|"\\n|"|\\ud83d\\ude00"|\\|null|true|false|nul|-|0|1|\.5|e|E\+|7e2|\n){0,9}"#
    ) {
        let other = serde_json::from_str::<serde_json::Value>(&text);
        match (parse(text.as_bytes()), &other) {
            (Err(ours), _) if *ours.reason() == DecodeReason::Duplicate => {}
            (Ok(_), Err(error)) if error.to_string().starts_with("number out of range") => {}
            (Ok(ours), Ok(other)) => {
                prop_assert_eq!(&serde_json::from_str::<serde_json::Value>(&ours.to_string()).unwrap(), other);
            }
            (ours, _) => prop_assert_eq!(ours.is_ok(), other.is_ok(), "{:?}", ours),
        }
    }

    #[test]
    fn any_value_comes_back(value in value()) {
        let json = to_json(&value).unwrap();
        prop_assert_eq!(parse(&json), Ok(value.clone()));
        prop_assert_eq!(&to_value(&value).unwrap(), &value);
        // serde_json rejects numbers that overflow a float, which the codec keeps.
        let peer = serde_json::from_slice::<serde_json::Value>(&json);
        prop_assert!(peer.is_ok() || value.to_string().contains(['e', 'E']));
    }

    #[test]
    fn any_record_comes_back(record in record()) {
        let json = to_json(&record).unwrap();
        prop_assert_eq!(from_json::<Record>(&json, Policy::Strict), Ok(record.clone()));
        let tree = to_value(&record).unwrap();
        prop_assert_eq!(&parse(&json).unwrap(), &tree);
        prop_assert_eq!(from_value::<Record>(&tree, Policy::Lenient), Ok(record));
    }

    /// A value that starts out as a record, with one member replaced by anything.
    #[test]
    fn both_sources_agree_about_errors(record in record(), at in 0_usize..12, other in value()) {
        let mut tree = to_value(&record).unwrap();
        if let Value::Object(members) = &mut tree
            && let Some((_, member)) = members.get_index_mut(at)
        {
            *member = other;
        }
        let json = to_json(&tree).unwrap();
        for policy in [Policy::Strict, Policy::Lenient] {
            prop_assert_eq!(from_json::<Record>(&json, policy), from_value::<Record>(&tree, policy));
        }
    }

    #[test]
    fn any_bytes_end(bytes in vec(any::<u8>(), 0..64), text in "[\\[\\]{}:,\"\\\\0-9a-z.eE+ -]{0,64}") {
        let _ = (parse(&bytes), parse(text.as_bytes()));
        prop_assert_eq!(parse(text.as_bytes()).is_ok(), text.parse::<Value>().is_ok());
    }
}
