//! YAML scalars, compared with the [core schema](https://yaml.org/spec/1.2.2/#1032-tag-resolution)
//! of YAML 1.2.2.

use proptest::prelude::*;
use regex::Regex;
use serde_json::{Value, json};

use super::parse;
use crate::diagnostic::{Diagnostics, show};
use crate::load::LoadOptions;
use crate::source::{FileFormat, SourceFile};

/// The value of a scalar, or the codes of why there is none.
fn read(scalar: &str) -> Result<Value, Vec<&'static str>> {
    read_text(&format!("value: {scalar}\n"))
}

/// The same for a whole text, whose value is under the key `value`.
fn read_text(text: &str) -> Result<Value, Vec<&'static str>> {
    let mut diagnostics = Diagnostics::new();
    let file = SourceFile::new("t.yaml", text, FileFormat::Yaml);
    let file = diagnostics.sources_mut().add(file);
    let tree = parse(file, text, &LoadOptions::default(), &mut diagnostics);
    let codes: Vec<_> = diagnostics
        .iter()
        .map(|report| report.code().number())
        .collect();
    match tree {
        Some(mut tree) if codes.is_empty() => Ok(tree["value"].take()),
        _ => Err(codes),
    }
}

/// The reader of loose YAML panics on such texts, so only YAML 1.2 reads them.
#[test]
fn what_the_loose_reader_cannot_read_is_an_error_of_syntax() {
    let codes = read_text("value: \"b\\").unwrap_err();
    assert!(codes.contains(&"BW0111"), "{codes:?}");
    for text in [
        "{a: !b, c: d}",
        "{a: [!b,c], d: e}",
        "[!,]",
        "[!%F7%BF%BF%BF b]",
    ] {
        let codes = read(&format!("{text}\n'x")).unwrap_err();
        assert!(codes.contains(&"BW0111"), "{text}: {codes:?}");
    }
}

/// Section 10.3.2 as it is written there.
fn core_schema(text: &str) -> Value {
    let is = |pattern: &str| {
        Regex::new(&format!("^(?:{pattern})$"))
            .unwrap()
            .is_match(text)
    };
    let based =
        |digits: &str, base| u64::from_str_radix(digits, base).map_or(Value::Null, Value::from);
    if is("null|Null|NULL|~|") {
        Value::Null
    } else if is("true|True|TRUE|false|False|FALSE") {
        text.eq_ignore_ascii_case("true").into()
    } else if is("[-+]?[0-9]+") {
        let text = text.trim_start_matches('+');
        let signed = text.parse::<i64>().map(Value::from);
        signed
            .or_else(|_| text.parse::<u64>().map(Value::from))
            .unwrap_or_default()
    } else if is("0o[0-7]+") {
        based(&text[2..], 8)
    } else if is("0x[0-9a-fA-F]+") {
        based(&text[2..], 16)
    } else if is(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?") {
        text.parse::<f64>().map(Value::from).unwrap_or_default()
    } else {
        text.into()
    }
}

/// The exceptions to the core schema, and what is read instead.
fn departure(text: &str) -> Option<Value> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if unsigned.len() > 1
        && unsigned.starts_with('0')
        && unsigned.bytes().all(|byte| byte.is_ascii_digit())
    {
        return Some(text.into());
    }
    let (base, digits) = match unsigned.split_at_checked(2)? {
        ("0x", digits) if unsigned != text => (16, digits),
        ("0o", digits) if unsigned != text => (8, digits),
        ("0b", digits) => (2, digits),
        _ => return None,
    };
    let sign = if text.starts_with('-') { "-" } else { "" };
    let whole = digits.chars().all(|digit| digit.is_digit(base));
    let number = i64::from_str_radix(&format!("{sign}{digits}"), base);
    number.ok().filter(|_| whole).map(Value::from)
}

#[test]
fn known_scalars_are_what_they_look_like() {
    for text in [
        "no",
        "NO",
        "on",
        "yes",
        "y",
        "off",
        "1_000",
        "0x",
        "1.2.3",
        "2020-01-01",
        "1e",
        "0xG",
        "12:30",
        "017",
        "-007",
        "08",
        "00",
        "nan",
        "inf",
        "infinity",
        "-inf",
        "NaN",
        "0o8",
        "0b2",
        "0b",
        "tRUE",
        "nULL",
        "=",
        "1,000",
    ] {
        assert_eq!(read(text), Ok(Value::String(text.to_owned())), "{text}");
    }
    for (text, value) in [
        ("", Value::Null),
        ("~", Value::Null),
        ("TRUE", json!(true)),
        ("0o17", json!(15)),
        ("0x1F", json!(31)),
        ("-0x1F", json!(-31)),
        ("0b101", json!(5)),
        ("+3", json!(3)),
        ("-0", json!(0)),
        ("1.", json!(1.0)),
        (".5", json!(0.5)),
        ("1e3", json!(1000.0)),
        ("00.5", json!(0.5)),
        ("3.0", json!(3.0)),
        ("18446744073709551615", json!(u64::MAX)),
        ("-9223372036854775808", json!(i64::MIN)),
        ("18446744073709551616", json!(18_446_744_073_709_551_616.0)),
        ("100000000000000000000", json!(1e20)),
        ("0.1", json!(0.1)),
        ("1.7976931348623157e308", json!(f64::MAX)),
        ("'017'", json!("017")),
        ("\"1\"", json!("1")),
        ("|\n  1\n", json!("1\n")),
    ] {
        assert_eq!(read(text), Ok(value), "{text}");
    }
    for text in [
        ".nan",
        "-.INF",
        "1e400",
        "18446744073709551617",
        "0x10000000000000001",
        "100000000000000000000000",
    ] {
        assert_eq!(read(text), Err(vec!["BW0114"]), "{text}");
    }
}

#[test]
fn keys_are_spelled_as_they_are_written() {
    let text = "200: a\n0x1F: b\n1.10: c\ntrue: d\n~: e\n? \n: f\n&k no: g\nin: {*k : h}\n";
    let mut diagnostics = Diagnostics::new();
    let file = SourceFile::new("t.yaml", text, FileFormat::Yaml);
    let file = diagnostics.sources_mut().add(file);
    let tree = parse(file, text, &LoadOptions::default(), &mut diagnostics).unwrap();
    let expected =
        r#"{"200":"a","0x1F":"b","1.10":"c","true":"d","~":"e","":"f","no":"g","in":{"no":"h"}}"#;
    assert_eq!(tree.to_string(), expected);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn scalars_follow_the_core_schema_but_for_what_is_named(text in "[-+]?(0[xob])?[0-9a-fA-F_.eE+-]{0,6}|[-+.~0-9a-fnulINFTRUErs]{0,5}") {
        // What is a list, a mapping or a comment is no scalar.
        prop_assume!(text != "-" && text != "---" && !text.starts_with("- "));
        match read(&text) {
            Ok(value) => {
                let expected = departure(&text).unwrap_or_else(|| core_schema(&text));
                prop_assert_eq!(value, expected, "{}", show(&text));
            }
            Err(codes) => prop_assert_eq!(codes, ["BW0114"], "{}", show(&text)),
        }
    }
}
