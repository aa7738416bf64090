//! Any JSON, in any spelling.

use std::fmt::Write as _;

use serde_json::Value;

use crate::draw::Draw;

/// Numbers on both sides of every limit, in unusual spellings.
const NUMBERS: [&str; 34] = [
    "0",
    "-0",
    "1",
    "-1",
    "2",
    "127",
    "128",
    "255",
    "256",
    "-128",
    "-129",
    "2147483647",
    "2147483648",
    "-2147483649",
    "4294967295",
    "4294967296",
    "9007199254740993",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "18446744073709551615",
    "18446744073709551616",
    "1.0",
    "1e0",
    "10e-1",
    "0.1",
    "-0.0",
    "1E400",
    "1e-400",
    "3.4028235e38",
    "1.7976931348623157e308",
    "123456789012345678901234567890.123456789",
    "0.30000000000000004",
    "5e-324",
];

/// Strings of every format.
pub const STRINGS: [&str; 46] = [
    "",
    "a",
    "ab1",
    "abcdef",
    "red",
    "green",
    "deep blue",
    "1",
    "plus",
    "minus",
    "circle",
    "group",
    "always",
    "full",
    "SUCCESS",
    "asc",
    "2026-11-28T10:20:30Z",
    "2026-11-28T10:20:30.123456789+05:45",
    "2026-11-28t10:20:30z",
    "2026-12-31T23:59:60Z",
    "0000-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999999Z",
    "2026-02-30T00:00:00Z",
    "2026-11-28T24:00:00Z",
    "2026-11-28",
    "2024-02-29",
    "10:20:30Z",
    "10:20:30.5-00:00",
    "23:59:60Z",
    "P1DT2H",
    "PT0.5S",
    "P",
    "",
    "YQ==",
    "YWI",
    "YWJj",
    "Y",
    "-_==",
    "123e4567-e89b-12d3-a456-426614174000",
    "123E4567-E89B-12D3-A456-426614174000",
    "https://example.com/a?b#c",
    "x:",
    "null",
    "true",
    "1.5",
    "é",
];

/// Any JSON.
pub fn any(draw: &mut Draw<'_>, depth: usize, out: &mut String) {
    let last = if depth > 20 { 5 } else { 7 };
    match draw.below(last) {
        0 => out.push_str("null"),
        1 => out.push_str(draw.text(&["true", "false"])),
        2 | 3 => number(draw, out),
        4 => string(draw, out),
        5 => {
            out.push('[');
            for index in 0..draw.below(3) {
                if index > 0 {
                    out.push(',');
                }
                any(draw, depth + 1, out);
            }
            out.push(']');
        }
        _ => {
            out.push('{');
            for index in 0..draw.below(3) {
                if index > 0 {
                    out.push(',');
                }
                let key = draw.string();
                quoted(&key, draw, out);
                out.push(':');
                any(draw, depth + 1, out);
            }
            out.push('}');
        }
    }
}

pub fn number(draw: &mut Draw<'_>, out: &mut String) {
    let text = match draw.below(4) {
        0 => draw.i64().to_string(),
        1 => format!("{:?}", draw.f64()),
        _ => (*draw.one(&NUMBERS)).to_owned(),
    };
    out.push_str(&text);
}

pub fn string(draw: &mut Draw<'_>, out: &mut String) {
    let text = if draw.once_in(3) {
        draw.string()
    } else {
        (*draw.one(&STRINGS)).to_owned()
    };
    quoted(&text, draw, out);
}

/// A string in quotes, some characters of it as escapes that are not needed.
pub fn quoted(text: &str, draw: &mut Draw<'_>, out: &mut String) {
    if !draw.once_in(8) {
        out.push_str(&Value::from(text).to_string());
        return;
    }
    out.push('"');
    let mut units = [0; 2];
    for character in text.chars() {
        for unit in character.encode_utf16(&mut units) {
            let _ = write!(out, "\\u{unit:04x}");
        }
    }
    out.push('"');
}

pub fn blank(draw: &mut Draw<'_>, out: &mut String) {
    if draw.once_in(24) {
        out.push_str(draw.text(&[" ", "\n", "\t\r\n  "]));
    }
}
