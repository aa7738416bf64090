//! The parameters of a header value: `boundary` of `multipart/form-data; boundary="x"` ([RFC 9110,
//! section 5.6.6](https://www.rfc-editor.org/rfc/rfc9110#section-5.6.6)).

/// The parameter of this name, whose case does not matter.
pub(super) fn attribute(value: &str, wanted: &str) -> Option<String> {
    let mut rest = value;
    loop {
        rest = rest.split_once(';')?.1.trim_start();
        let (key, after) = rest.split_once('=')?;
        let (text, after) = match after.strip_prefix('"') {
            Some(inside) => quoted(inside),
            None => {
                let (text, after) = after.split_at(after.find(';').unwrap_or(after.len()));
                (text.trim().to_owned(), after)
            }
        };
        if key.trim().eq_ignore_ascii_case(wanted) {
            return Some(text);
        }
        rest = after;
    }
}

/// The inside of a quoted string, and what follows it. A backslash escapes only `"` and `\\`,
/// because browsers on Windows send paths unescaped.
fn quoted(inside: &str) -> (String, &str) {
    let (mut text, mut chars) = (String::new(), inside.char_indices().peekable());
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return (text, inside.get(at + 1..).unwrap_or_default()),
            '\\' => match chars.next_if(|(_, next)| matches!(next, '"' | '\\')) {
                Some((_, escaped)) => text.push(escaped),
                None => text.push(c),
            },
            _ => text.push(c),
        }
    }
    (text, "")
}
