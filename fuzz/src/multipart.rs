//! `multipart`: a form with files arrives as it was sent, in whatever chunks, and a form that is broken is rejected.

use bindwright_runtime::FilePart;
use bindwright_runtime::codegen::{ClientParameters, Operation, RequestWriter};
use http::{HeaderValue, StatusCode};

use crate::draw::Draw;
use crate::generated::wire::types::Point;
use crate::generated::wire::{UploadForm, UploadRequest};
use crate::parameters::point;
use crate::reached::reached;
use crate::wire_server::{file_line, send};

/// A file before it is sent.
struct Planned {
    name: Option<String>,
    kind: Option<&'static str>,
    content: Vec<u8>,
}

/// The bytes choose a form, its chunks, and a change of its bytes.
pub fn run(data: &[u8]) {
    let mut draw = Draw::new(data);
    let title = draw.string();
    let count = draw.once_in(3).then(|| i32::from(draw.byte()) - 9);
    let tags = draw.once_in(2).then(|| draw.several(3, Draw::string));
    let point = draw
        .once_in(4)
        .then(|| point(&mut draw))
        .filter(|point| *point != Point::new());
    let files = 1 + draw.below(3);
    let files: Vec<_> = (0..files).map(|_| planned(&mut draw)).collect();
    // A list without items has no part.
    let kept = tags.clone().filter(|tags| !tags.is_empty());
    let mut expected = vec![format!("{title:?} {count:?} {kept:?} {point:?}")];
    expected.extend(files.iter().map(|file| {
        let kind = file.kind.unwrap_or("application/octet-stream");
        file_line(file.name.as_deref(), Some(kind), &file.content)
    }));
    let mut files = files.into_iter().map(part);
    let mut form = UploadForm::new(title, files.next().unwrap_or_default());
    (form.count, form.tags, form.point) = (count, tags, point);
    form.more = Some(files.collect());
    let client = ClientParameters::new();
    let mut writer = RequestWriter::new(UploadRequest::SPEC, &client);
    UploadRequest::new(form).encode(&mut writer);
    let Ok(encoded) = writer.finish() else {
        return;
    };
    let body = encoded.body.bytes().expect("every part is in memory");
    let content_type = &encoded.headers["content-type"];
    let (status, called) = send("POST", "/uploads", Some(content_type), draw.cut(&body, 6));
    let called = called.map(|called| called.values);
    assert!(
        status == StatusCode::NO_CONTENT,
        "the form {:?} is {status}",
        String::from_utf8_lossy(&body)
    );
    assert!(
        called.as_ref() == Some(&expected),
        "{expected:?} arrives as {called:?}"
    );
    reached();
    changed(&body, content_type, &mut draw);
}

fn planned(draw: &mut Draw<'_>) -> Planned {
    let content = match draw.below(4) {
        0 => b"\r\n--\r\n--bindwright-\r\n".to_vec(),
        1 => draw.string().into_bytes(),
        _ => draw.bytes(24),
    };
    Planned {
        name: draw
            .once_in(2)
            .then(|| draw.string())
            .map(|name| file_name(&name)),
        kind: draw.once_in(3).then_some("text/csv"),
        content,
    }
}

/// A name that comes back: browsers, and so this runtime, write three characters as escapes that are not read
/// ([RFC 7578, section 4.2](https://www.rfc-editor.org/rfc/rfc7578#section-4.2)).
fn file_name(name: &str) -> String {
    name.replace(['"', '\r', '\n', '%', '\\', '\0'], "_")
}

fn part(file: Planned) -> FilePart {
    let mut part = FilePart::new(file.content);
    if let Some(name) = file.name {
        part = part.with_file_name(name);
    }
    match file.kind {
        Some(kind) => part.with_content_type(HeaderValue::from_static(kind)),
        None => part,
    }
}

/// A form with a change is read, or rejected as the client's fault, and the chunks do not matter.
fn changed(body: &[u8], content_type: &HeaderValue, draw: &mut Draw<'_>) {
    let mut body = body.to_vec();
    for _ in 0..=draw.below(2) {
        let at = draw.below(body.len() + 1);
        match draw.below(3) {
            0 => body.truncate(at),
            1 => body.insert(at, draw.byte()),
            _ => drop(
                body.splice(
                    at..at,
                    draw.one(&[
                        "\r\n", "--", "\r", "\n", "\"", ";", "\r\n\r\n", "name=", "é",
                    ])
                    .bytes(),
                ),
            ),
        }
    }
    let (status, called) = send("POST", "/uploads", Some(content_type), vec![body.clone()]);
    assert!(
        !status.is_server_error(),
        "{status} for {:?}",
        String::from_utf8_lossy(&body)
    );
    let again = send("POST", "/uploads", Some(content_type), draw.cut(&body, 6));
    assert!(
        again == (status, called.clone()),
        "in one chunk: {status} {called:?}, in several: {again:?}"
    );
}
