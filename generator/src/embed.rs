//! A document as the bytes that generated code embeds: JSON, compressed with gzip.
//!
//! It is a file of its own, and no text, so that a reviewer sees one line of a difference, and what changed in the document where the
//! document is. `gzip -dc openapi.json.gz` prints it. Its header ([RFC 1952](https://www.rfc-editor.org/rfc/rfc1952#section-2.3)) has no time and
//! no name of a system, and the mark of generated files as its comment.

use std::io::{Read as _, Write as _};
use std::path::Path;

use crate::diagnostic::{Code, Diagnostics, escape};
use crate::format::header;
use crate::report::nowhere;
use crate::write::{self, Data};
use flate2::read::GzDecoder;
use flate2::{Compression, GzBuilder};

/// The file with a document, which is JSON, at this path below the folder. The document has the name `spec`.
pub(crate) fn file(
    folder: &Path,
    path: String,
    document: &str,
    spec: &str,
    diagnostics: &mut Diagnostics,
) -> Option<Data> {
    let existing = write::generated_bytes(folder, &path);
    match embedded(document, &header(spec), existing) {
        Ok(bytes) => Some(Data { path, bytes }),
        Err(error) => {
            let place = nowhere(&path, diagnostics);
            diagnostics.report(Code::Unwritable, &place, escape(&error.to_string()));
            None
        }
    }
}

/// The bytes for a document. The best compression would make it 1.5 % smaller, in twice the time. Those bytes that there are already stay if they say the same: other versions of the compressor may find
/// other bytes, and a crate that is up to date must not differ then.
fn embedded(json: &str, header: &str, existing: Option<Vec<u8>>) -> std::io::Result<Vec<u8>> {
    if let Some(existing) = existing
        && says(&existing, json.as_bytes(), header)
    {
        return Ok(existing);
    }
    let builder = GzBuilder::new()
        .mtime(0)
        .operating_system(UNKNOWN)
        .comment(header);
    let mut encoder = builder.write(Vec::new(), Compression::default());
    encoder.write_all(json.as_bytes())?;
    encoder.finish()
}

/// The operating system, to have the same bytes on each.
const UNKNOWN: u8 = 255;

/// Whether these bytes are this text with this comment.
fn says(compressed: &[u8], text: &[u8], comment: &str) -> bool {
    let decoder = GzDecoder::new(compressed);
    let said = decoder.header().and_then(|header| header.comment());
    if said != Some(comment.as_bytes()) {
        return false;
    }
    let mut found = Vec::new();
    // One byte more than there should be is enough to see a difference.
    let limit = u64::try_from(text.len()).map_or(u64::MAX, |length| length.saturating_add(1));
    decoder.take(limit).read_to_end(&mut found).is_ok() && found == text
}

#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};

    use flate2::read::GzDecoder;
    use flate2::{Compression, GzBuilder};
    use serde_json::{Value, json};

    use super::embedded;
    use crate::format::header;
    use crate::write::is_generated;

    fn text(bytes: &[u8]) -> Value {
        let mut text = String::new();
        GzDecoder::new(bytes).read_to_string(&mut text).unwrap();
        text.parse().unwrap()
    }

    #[test]
    fn the_bytes_depend_on_the_document_only() {
        let document = json!({"openapi": "3.1.0", "info": {"title": "\u{e4}\n", "version": "1"}});
        let json = document.to_string();
        let header = header("spec/\u{e4}\n.yaml");
        let bytes = embedded(&json, &header, None).unwrap();
        assert_eq!(text(&bytes), document);
        assert!(is_generated(&bytes));
        // No time, and no system.
        assert_eq!(
            bytes.get(..10),
            Some(&[31, 139, 8, 16, 0, 0, 0, 0, 0, 255][..])
        );
        assert_eq!(embedded(&json, &header, None).unwrap(), bytes);
    }

    #[test]
    fn bytes_of_another_compressor_stay_for_as_long_as_they_say_the_same() {
        let document =
            json!({"openapi": "3.1.0", "tags": ["a", "a", "a", "a", "a", "a", "a", "a"]})
                .to_string();
        let comment = header("spec.yaml");
        let other = |text: &str, comment: &str| {
            let builder = GzBuilder::new().comment(comment);
            let mut encoder = builder.write(Vec::new(), Compression::none());
            encoder.write_all(text.as_bytes()).unwrap();
            encoder.finish().unwrap()
        };
        let same = other(&document, &comment);
        let kept = embedded(&document, &comment, Some(same.clone())).unwrap();
        assert_eq!(kept, same);
        let fresh = embedded(&document, &comment, None).unwrap();
        assert_ne!(fresh, same);
        let mut cut = same.clone();
        cut.truncate(same.len() - 9);
        for stale in [
            cut,
            other(&format!("{document} "), &comment),
            other("{}", &comment),
            other(&document, &header("other.yaml")),
            b"@generated by bindwright".to_vec(),
        ] {
            assert_eq!(embedded(&document, &comment, Some(stale)).unwrap(), fresh);
        }
    }
}
