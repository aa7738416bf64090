//! What `jiter` reads of a JSON text: strings with escapes, and what may be an error.

use jiter::{Jiter, JiterResult};

use super::{
    error::DecodeError,
    json::{Json, ReadKey},
    json_error::json_error,
};

impl<'a> Json<'a> {
    /// The tokens from here on.
    fn jiter(&mut self) -> &mut Jiter<'a> {
        if let Some(index) = self.index.take() {
            self.base = index;
            let rest = self.bytes.get(index..).unwrap_or_default();
            let used = std::mem::replace(&mut self.tokens, Jiter::new(b""));
            self.tokens = Jiter::with_tape(rest, used.into_tape());
        }
        &mut self.tokens
    }

    pub(super) fn by_jiter<T>(
        &mut self,
        read: impl FnOnce(&mut Jiter<'a>) -> JiterResult<T>,
    ) -> Result<T, DecodeError> {
        let read = read(self.jiter());
        read.map_err(|error| json_error(self.bytes, self.base, &error))
    }

    pub(super) fn str_by_jiter(
        &mut self,
        read: for<'t> fn(&'t mut Jiter<'a>) -> JiterResult<&'t str>,
    ) -> Result<&str, DecodeError> {
        self.jiter();
        let (bytes, base) = (self.bytes, self.base);
        read(&mut self.tokens).map_err(|error| json_error(bytes, base, &error))
    }

    /// The key that was read and where its value begins, or else what `jiter` reads.
    pub(super) fn key_or(
        &mut self,
        key: Option<(&'a str, usize)>,
        read: for<'t> fn(&'t mut Jiter<'a>) -> JiterResult<Option<&'t str>>,
    ) -> Result<Option<ReadKey<'_, 'a>>, DecodeError> {
        if let Some((key, end)) = key {
            self.index = Some(end);
            return Ok(Some(ReadKey::Plain(key)));
        }
        self.jiter();
        let (bytes, base) = (self.bytes, self.base);
        let read = read(&mut self.tokens).map_err(|error| json_error(bytes, base, &error))?;
        Ok(read.map(ReadKey::Other))
    }

    pub(super) fn number_by_jiter(&mut self, start: usize) -> Result<&'a str, DecodeError> {
        self.by_jiter(|tokens| {
            let peek = tokens.peek()?;
            tokens.known_number_bytes(peek).map(drop)
        })?;
        Ok(self.text.get(start..self.position()).unwrap_or_default())
    }
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
