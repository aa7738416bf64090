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

/// The name of the file alone: what is in front of a slash or backslash is left out, `..` is none, and neither is what names a
/// device on Windows or turns the direction of text. A colon, behind which Windows has a path or a stream, is an underscore, and
/// dots and blanks at the end, which Windows leaves out, are left out.
pub(crate) fn file_name(disposition: &str) -> Option<String> {
    let name = extended(disposition).or_else(|| attribute(disposition, "filename"))?;
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let last = last.trim_start().trim_end_matches(['.', ' ']);
    let turns = |c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let is_name = !last.is_empty() && !last.contains(|c: char| c.is_control() || turns(c));
    (is_name && !is_device(last)).then(|| last.replace(':', "_"))
}

/// Whether Windows opens a device by this name, whatever its extension is
/// (<https://learn.microsoft.com/windows/win32/fileio/naming-a-file>).
fn is_device(name: &str) -> bool {
    let stem = name.split(['.', ':']).next().unwrap_or_default();
    let stem = stem.trim_end().to_ascii_uppercase();
    let port = stem.strip_prefix("COM").or(stem.strip_prefix("LPT"));
    let numbers = [
        "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "¹", "²", "³",
    ];
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(&stem.as_str())
        || port.is_some_and(|port| numbers.contains(&port))
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
            ("attachment; filename=\"C:a.txt\"", Some("C_a.txt")),
            ("attachment; filename=\"a.txt:b\"", Some("a.txt_b")),
            ("attachment; filename=\" a.txt. .\"", Some("a.txt")),
            ("attachment; filename=\"...\"", None),
            ("attachment; filename=nul", None),
            ("attachment; filename=\"Com1 .tar.gz\"", None),
            ("attachment; filename=\"con:x\"", None),
            ("attachment; filename=console.txt", Some("console.txt")),
            ("attachment; filename*=UTF-8''a%E2%80%AEtxt.exe", None),
            ("attachment", None),
        ] {
            assert_eq!(file_name(disposition).as_deref(), name, "{disposition}");
        }
    }
}
