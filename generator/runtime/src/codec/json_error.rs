//! Errors in the syntax of a JSON text, with their line and column.

use jiter::{Jiter, JiterResult, LinePosition};

use super::error::{DecodeError, DecodeReason};
use crate::untrusted::EscapedText;

/// How `jiter` reads a token that is wrong.
pub(super) type Refuse<'a> = fn(&mut Jiter<'a>) -> JiterResult<()>;

/// What `jiter` says of the token at this place, or of what is right behind it.
#[cold]
#[inline(never)]
pub(super) fn fault<'a>(bytes: &'a [u8], index: usize, read: Refuse<'a>) -> DecodeError {
    let rest = bytes.get(index..).unwrap_or_default();
    match read(&mut Jiter::new(rest)) {
        Err(error) => syntax(bytes, index + error.index, error.error_type.to_string()),
        Ok(()) => syntax(bytes, index, "not JSON".to_owned()),
    }
}

/// Something else that is wrong at a byte of the text.
pub(super) fn syntax(bytes: &[u8], index: usize, message: String) -> DecodeError {
    let LinePosition { line, column } = LinePosition::find(bytes, index);
    DecodeReason::Syntax {
        line,
        column,
        message: EscapedText::line(&message),
    }
    .into()
}

/// What bytes are that are not UTF-8, by the marks at their start: a [byte order
/// mark](https://www.unicode.org/faq/utf_bom.html#bom4), and those of [gzip](https://www.rfc-editor.org/rfc/rfc1952#section-2.3.1) and
/// [Zstandard](https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1), whose `Content-Encoding` somebody has left out.
pub(super) fn not_utf8(bytes: &[u8], index: usize) -> DecodeError {
    let message = match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "UTF-16 instead of UTF-8",
        [0x1f, 0x8b, ..] => "compressed by gzip, without a Content-Encoding header",
        [0x28, 0xb5, 0x2f, 0xfd, ..] => "compressed by zstd, without a Content-Encoding header",
        _ => "invalid UTF-8",
    };
    syntax(bytes, index, message.to_owned())
}

#[cfg(test)]
mod tests {
    use crate::codec::Value;

    /// What this reader and serde_json read.
    fn both(text: &[u8]) -> (Option<String>, Option<serde_json::Value>) {
        let read: Result<Value, _> = crate::codec::from_json(text, crate::codec::Policy::Strict);
        let ours = read.ok().map(|value| value.to_string());
        (ours, serde_json::from_slice(text).ok())
    }

    proptest::proptest! {
        /// Texts made of the pieces of JSON are accepted and rejected as by another parser, whoever reads which token.
        #[test]
        fn texts_are_read_as_by_another_parser(
            pieces in proptest::collection::vec("[\\[\\]{},:\" \n]|\"a\"|\"b\":|\"\\\\n\"|\"\\\\u00e9x\":|\"é\"|true|false|null|-?[0-9]{1,2}|1.5|2e3|0[1.]|[\u{1}a]", 0..8),
        ) {
            let text = pieces.concat();
            let (ours, theirs) = both(text.as_bytes());
            let reread = ours.as_deref().and_then(|json| serde_json::from_str(json).ok());
            // An object with a key twice is rejected here only.
            let repeats = text.matches("\"b\"").count() > 1 || text.matches("\"a\"").count() > 1 || text.matches("u00e9").count() > 1
                || text.matches("\\n").count() > 1 || text.matches('é').count() > 1;
            if ours.is_some() || !repeats {
                proptest::prop_assert_eq!(reread, theirs, "{}", text);
            }
        }

        /// Numbers are the nearest floats, and rejected, as by the standard library and another parser, whatever comes behind them.
        #[test]
        fn floats_are_the_nearest_ones(
            number in "-?(0|[1-9][0-9]{0,20})([.][0-9]{1,24})?([eE][-+]?[0-9]{1,3})?|-?0[0-9]|-?[0-9]*[.]",
            behind in "|[ ,x.e-]|1",
        ) {
            let text = format!("{number}{behind}");
            let read: Result<f64, _> = crate::codec::from_json(text.as_bytes(), crate::codec::Policy::Strict);
            let is_float = serde_json::from_str::<f64>(&text).is_ok();
            let expected = text.trim().parse().ok().filter(|_: &f64| is_float);
            proptest::prop_assert_eq!(read.ok().map(f64::to_bits), expected.map(f64::to_bits), "{}", text);
        }

        /// So are bytes that nearly are JSON.
        #[test]
        fn damaged_texts_are_read_as_by_another_parser(at in 0_usize..90, byte in 0_u8..) {
            let mut text = br#"{"name":"Ann\n","list":[1,-20.5e3,true,null,{}],"\u00e9":"Zo\u00eb, \"x\"" , "o" : [ ] }"#.to_vec();
            if let Some(one) = text.get_mut(at) {
                *one = byte;
            }
            let (ours, theirs) = both(&text);
            proptest::prop_assert_eq!(ours.is_some(), theirs.is_some(), "{}", String::from_utf8_lossy(&text));
        }
    }

    #[test]
    fn errors_have_their_place() {
        for (text, error) in [
            (
                &b"[1,\n \"a\xff\"]"[..],
                "invalid JSON at line 2, column 4: invalid UTF-8",
            ),
            (
                b"\xff\xfe{\0}\0",
                "invalid JSON at line 1, column 1: UTF-16 instead of UTF-8",
            ),
            (
                b"\x1f\x8b\x08\0",
                "invalid JSON at line 1, column 2: compressed by gzip, without a Content-Encoding header",
            ),
            (
                b"\x28\xb5\x2f\xfd\0",
                "invalid JSON at line 1, column 2: compressed by zstd, without a Content-Encoding header",
            ),
            (
                b"[1,\n2,]",
                "invalid JSON at line 2, column 3: trailing comma",
            ),
            (
                b"{\"a\":1,}",
                "invalid JSON at line 1, column 8: trailing comma",
            ),
            (
                b"{\"a\" 1}",
                "invalid JSON at line 1, column 6: expected `:`",
            ),
            (
                b"[1 2]",
                "invalid JSON at line 1, column 4: expected `,` or `]`",
            ),
        ] {
            let read: Result<Value, _> =
                crate::codec::from_json(text, crate::codec::Policy::Strict);
            assert_eq!(
                read.map_err(|error| error.to_string()),
                Err(error.to_owned())
            );
        }
    }
}
