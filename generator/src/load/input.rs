//! Bytes -> text that a parser may read, and whether it is JSON or YAML.
//!
//! Rejects files that are too large, not UTF-8, binary, or HTML: an error page that was saved in
//! place of a document is a common input. The parsers limit nesting, the number of values and
//! aliases themselves.

use memchr::memchr_iter;

use super::LoadOptions;
use crate::bytes::find_rare;
use crate::diagnostic::{Code, Diagnostics, Place};
use crate::source::{FileFormat, FileId, SourceFile};

/// Adds the bytes to the sources as text, or reports why they are not a document.
///
/// The text becomes a source even then, so that the report can show the line.
pub(super) fn admit(
    name: &str,
    bytes: Vec<u8>,
    options: &LoadOptions,
    diagnostics: &mut Diagnostics,
) -> Option<(FileId, FileFormat)> {
    let (text, format, problem) = match readable(bytes, options.limits.bytes) {
        Ok(text) => {
            let (format, problem) = (notation(name, &text), lone_return(&text));
            (text, format, problem)
        }
        Err((text, problem)) => (text, FileFormat::Yaml, Some(problem)),
    };
    let file = SourceFile::new(name, text, format);
    let file = diagnostics.sources_mut().add(file);
    let mut is_readable = true;
    if let Some(InputProblem(code, at, message)) = problem {
        diagnostics.report(code, &Place::text(file, at..at), message);
        is_readable = code == Code::LoneReturns;
    }
    is_readable.then_some((file, format))
}

/// What is wrong with a text, and where: the code, the byte, and the message.
struct InputProblem(Code, usize, String);

/// The text of a file, or why no parser can read it, and as much of the text as a report can show.
fn readable(bytes: Vec<u8>, limit: usize) -> Result<String, (String, InputProblem)> {
    let unreadable = |code, message| Err((String::new(), InputProblem(code, 0, message)));
    if bytes.len() > limit {
        return unreadable(Code::TooLarge, too_large(bytes.len(), limit));
    }
    if let Some(encoding) = foreign_encoding(&bytes) {
        let message = format!("the text is {encoding}, not UTF-8");
        return unreadable(Code::BadEncoding, message);
    }
    let mut text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let message = format!("the text is not UTF-8: byte {at} is not part of a UTF-8 character");
        let problem = InputProblem(Code::BadEncoding, at, message);
        (String::from_utf8_lossy(error.as_bytes()).into(), problem)
    })?;
    if text.starts_with('\u{feff}') {
        text.remove(0);
    }
    match unfit(&text) {
        Some(problem) => Err((text, problem)),
        None => Ok(text),
    }
}

/// The message about a file of this size.
pub(super) fn too_large(size: impl std::fmt::Display, limit: usize) -> String {
    format!("the file has {size} bytes; the limit is {limit}")
}

/// The encoding, recognized by a byte order mark or by NUL bytes beside ASCII ([YAML 1.2.2 section
/// 5.2](https://yaml.org/spec/1.2.2/#52-character-encodings)).
fn foreign_encoding(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..]
        | [0, 0, 0xfe, 0xff, ..]
        | [1..=0x7f, 0, 0, 0, ..]
        | [0, 0, 0, 1..=0x7f, ..] => Some("UTF-32"),
        [0xff, 0xfe, ..]
        | [0xfe, 0xff, ..]
        | [1..=0x7f, 0, 1..=0x7f, 0, ..]
        | [0, 1..=0x7f, 0, 1..=0x7f, ..] => Some("UTF-16"),
        _ => None,
    }
}

/// Why no parser can read a text.
fn unfit(text: &str) -> Option<InputProblem> {
    if let Some((at, byte)) = control_character(text.as_bytes()) {
        let message = format!("the text contains the control character U+{byte:04X}");
        return Some(InputProblem(Code::ControlCharacter, at, message));
    }
    let start = text.len() - text.trim_start().len();
    text.trim_start().starts_with('<').then(|| {
        let message = "the text looks like HTML or XML, not like an OpenAPI document";
        InputProblem(Code::NotADocument, start, message.to_owned())
    })
}

/// The first control character other than a tab and the ends of lines.
fn control_character(text: &[u8]) -> Option<(usize, u8)> {
    let at = find_rare(text, |byte| {
        (byte < b' ') & (byte != b'\t') & (byte != b'\n') & (byte != b'\r')
    })?;
    Some((at, *text.get(at)?))
}

/// The first carriage return that no line feed follows. It ends a line in YAML, but not in an
/// editor.
fn lone_return(text: &str) -> Option<InputProblem> {
    let mut returns = memchr_iter(b'\r', text.as_bytes());
    let at = returns.find(|at| text.as_bytes().get(at + 1) != Some(&b'\n'))?;
    let message = "this carriage return ends a line without a line feed";
    Some(InputProblem(Code::LoneReturns, at, message.to_owned()))
}

/// JSON if the text starts like JSON or the file name ends in `.json`; otherwise YAML. Every JSON
/// text is YAML as well, but the JSON parser is faster, and its messages are about JSON.
fn notation(name: &str, text: &str) -> FileFormat {
    let json = text.trim_start().starts_with(['{', '[']) && !looks_like_flow_yaml(text);
    if json || name.to_ascii_lowercase().ends_with(".json") {
        FileFormat::Json
    } else {
        FileFormat::Yaml
    }
}

/// `{openapi: …` and `[a, b]` are YAML in flow style: JSON would need quotes. A JSON parser would
/// report a syntax error at the first letter.
fn looks_like_flow_yaml(text: &str) -> bool {
    let inside = text
        .trim_start()
        .trim_start_matches(['{', '[', ' ', '\t', '\r', '\n']);
    inside.starts_with(|c: char| c.is_alphabetic() || "'&*!#".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(bytes: &[u8]) -> String {
        let mut diagnostics = Diagnostics::new();
        assert_eq!(
            admit(
                "t.yaml",
                bytes.to_vec(),
                &LoadOptions::default(),
                &mut diagnostics
            ),
            None
        );
        diagnostics
            .iter()
            .map(|d| format!("{} {}", d.code().number(), d.message()))
            .collect()
    }

    #[test]
    fn other_encodings_are_named() {
        assert_eq!(
            problem(b"\xff\xfeo\0p\0"),
            "BW0103 the text is UTF-16, not UTF-8"
        );
        assert_eq!(
            problem(b"o\0p\0e\0"),
            "BW0103 the text is UTF-16, not UTF-8"
        );
        assert_eq!(
            problem(b"\0\0\xfe\xff"),
            "BW0103 the text is UTF-32, not UTF-8"
        );
        assert_eq!(
            problem(b"a: \xe9"),
            "BW0103 the text is not UTF-8: byte 3 is not part of a UTF-8 character"
        );
    }

    #[test]
    fn binary_and_html_files_are_rejected() {
        assert_eq!(
            problem(b"a: \0"),
            "BW0104 the text contains the control character U+0000"
        );
        assert_eq!(
            problem(b" <!DOCTYPE html>"),
            "BW0116 the text looks like HTML or XML, not like an OpenAPI document"
        );
    }

    #[test]
    fn the_size_is_limited() {
        let mut options = LoadOptions::default();
        options.limits.bytes = 3;
        let mut diagnostics = Diagnostics::new();
        assert_eq!(
            admit("t.yaml", b"abcd".to_vec(), &options, &mut diagnostics),
            None
        );
        let messages: Vec<_> = diagnostics.iter().map(|d| d.message()).collect();
        assert_eq!(messages, ["the file has 4 bytes; the limit is 3"]);
    }

    #[test]
    fn json_is_recognized_by_its_start() {
        assert_eq!(notation("x", " {\"a\""), FileFormat::Json);
        assert_eq!(notation("x", "{a: 1}"), FileFormat::Yaml);
        assert_eq!(notation("x.json", "{'a': 1}"), FileFormat::Json);
        assert_eq!(notation("x.yaml", "a: 1"), FileFormat::Yaml);
    }
}
