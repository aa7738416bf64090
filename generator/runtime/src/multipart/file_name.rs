//! The file name of a `Content-Disposition`: `filename*` before `filename`
//! (<https://www.rfc-editor.org/rfc/rfc6266#section-4.3>).
//!
//! ```text
//! attachment; filename="na_ve.txt"; filename*=UTF-8''na%C3%AFve.txt     naïve.txt
//! ```

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use super::attribute::attribute;

/// The name that a header has in the encoding of RFC 8187.
pub(super) fn extended(disposition: &str) -> Option<String> {
    let value = attribute(disposition, "filename*")?;
    let (charset, rest) = value.split_once('\'')?;
    let bytes: Cow<'_, [u8]> = percent_decode_str(rest.split_once('\'')?.1).into();
    if charset.eq_ignore_ascii_case("utf-8") {
        return String::from_utf8(bytes.into_owned()).ok();
    }
    let is_latin = charset.eq_ignore_ascii_case("iso-8859-1");
    is_latin.then(|| bytes.iter().copied().map(char::from).collect())
}

/// The name of the file alone: what is in front of a slash or backslash is left out, and `..` is
/// none.
pub(crate) fn file_name(disposition: &str) -> Option<String> {
    let name = extended(disposition).or_else(|| attribute(disposition, "filename"))?;
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_name = !last.is_empty() && last != "." && last != "..";
    (is_name && !last.chars().any(char::is_control)).then(|| last.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extended_name_wins_and_paths_are_cut() {
        for (disposition, name) in [
            ("attachment; filename=\"a b.txt\"", Some("a b.txt")),
            (
                "attachment; filename=\"x\"; filename*=UTF-8''na%C3%AFve%20%25.txt",
                Some("naïve %.txt"),
            ),
            (
                "attachment; FILENAME*=utf-8'en'%e2%82%ac; filename=x",
                Some("€"),
            ),
            (
                "attachment; filename*=iso-8859-1''%A3; filename=x",
                Some("£"),
            ),
            ("attachment; filename*=UTF-8''%FF; filename=x", Some("x")),
            ("attachment; filename*=koi8-r''a; filename=x", Some("x")),
            ("attachment; filename*=broken; filename=x", Some("x")),
            ("attachment; filename=\"../../etc/passwd\"", Some("passwd")),
            ("attachment; filename*=UTF-8''..%2F..", None),
            (
                "attachment; filename=\"C:\\\\temp\\\\a.txt\"",
                Some("a.txt"),
            ),
            ("attachment; filename*=UTF-8''a%0Ab", None),
            ("attachment", None),
        ] {
            assert_eq!(file_name(disposition).as_deref(), name, "{disposition}");
        }
    }
}
