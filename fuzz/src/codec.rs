//! `codec`: what decodes is written, and decodes to the same again. Text and tree agree, and the reports about a value are bounded.

use std::fmt::Debug;
use std::sync::LazyLock;

use bindwright_runtime::codec::{
    Decode, DecodeError, Encode, Policy, from_json, from_value, to_json, to_value,
};
use bindwright_runtime::{Value, Violations};

use crate::draw::Draw;
use crate::generated::CODECS;
use crate::instance::Instances;
use crate::reached::reached;
use crate::wire_server;

/// A generated type.
#[derive(Debug, Clone, Copy)]
pub struct Codec {
    /// Its name.
    pub name: &'static str,
    document: &'static str,
    pointer: &'static str,
    check: fn(&[u8]) -> bool,
}

impl Codec {
    #[must_use]
    pub const fn of<T: Encode + Decode + PartialEq + Clone + Debug>(
        name: &'static str,
        document: &'static str,
        pointer: &'static str,
    ) -> Self {
        Self {
            name,
            document,
            pointer,
            check: comes_back::<T>,
        }
    }
}

static DOCUMENTS: LazyLock<Vec<serde_json::Value>> = LazyLock::new(|| {
    CODECS
        .iter()
        .map(|codec| serde_json::from_str(codec.document).expect("the build script wrote it"))
        .collect()
});

/// The bytes choose a type, a value of its schema, and a change of its text.
pub fn run(data: &[u8]) {
    let mut draw = Draw::new(data);
    let index = draw.below(CODECS.len());
    let (codec, document) = (&CODECS[index], &DOCUMENTS[index]);
    let mut text = Instances { document }
        .at(codec.pointer, &mut draw)
        .into_bytes();
    if draw.once_in(6) {
        spoil(&mut text, &mut draw);
    }
    if (codec.check)(&text) {
        reached();
    }
    if draw.once_in(16) {
        wire_server::send_value(text);
    }
}

/// Changes a byte of the text, or cuts it.
fn spoil(text: &mut Vec<u8>, draw: &mut Draw<'_>) {
    let at = draw.below(text.len() + 1);
    match draw.below(3) {
        0 => text.truncate(at),
        1 => text.insert(at, draw.byte()),
        _ => {
            if let Some(byte) = text.get_mut(at) {
                *byte = draw.byte();
            }
        }
    }
}

/// Whether the text decodes; then it comes back.
fn comes_back<T: Encode + Decode + PartialEq + Clone + Debug>(text: &[u8]) -> bool {
    let strict: Result<T, DecodeError> = from_json(text, Policy::Strict);
    let lenient: Result<T, DecodeError> = from_json(text, Policy::Lenient);
    let tree: Result<Value, DecodeError> = from_json(text, Policy::Lenient);
    if let Ok(tree) = &tree {
        let read: Result<T, DecodeError> = from_value(tree, Policy::Lenient);
        assert!(
            read.is_ok() == lenient.is_ok(),
            "text: {:?}, tree: {:?}",
            lenient.as_ref().err(),
            read.as_ref().err()
        );
        assert!(
            read.ok() == lenient.as_ref().ok().cloned(),
            "text and tree give different values"
        );
    }
    for error in [strict.as_ref().err(), lenient.as_ref().err()]
        .into_iter()
        .flatten()
    {
        is_bounded(error);
    }
    let Ok(value) = lenient else {
        assert!(strict.is_err(), "a strict reader accepts more");
        return false;
    };
    if let Ok(strict) = strict {
        assert!(
            strict == value,
            "a strict reader reads {strict:?}, a lenient one {value:?}"
        );
    }
    let written =
        to_json(&value).unwrap_or_else(|error| panic!("{value:?} is not written: {error}"));
    let again: T = from_json(&written, Policy::Lenient).unwrap_or_else(|error| {
        panic!(
            "{} does not decode: {error}",
            String::from_utf8_lossy(&written)
        )
    });
    assert!(again == value, "{value:?} becomes {again:?}");
    assert!(
        to_json(&again).ok().as_ref() == Some(&written),
        "written differently the second time"
    );
    let parsed: Result<serde_json::Value, _> = serde_json::from_slice(&written);
    assert!(
        parsed.is_ok() || String::from_utf8_lossy(&written).contains(['e', 'E']),
        "not JSON: {}",
        String::from_utf8_lossy(&written)
    );
    let tree = to_value(&value).unwrap_or_else(|error| panic!("{value:?} has no tree: {error}"));
    assert!(
        from_value::<T>(&tree, Policy::Lenient).ok().as_ref() == Some(&value),
        "the tree of {value:?} is another value"
    );
    assert!(value.clone() == value && !format!("{value:?}").is_empty());
    true
}

/// The reports about one value have a place and a reason each, and are as few and as short as promised.
fn is_bounded(error: &DecodeError) {
    let mut violations = Violations::new();
    violations.push_decode("body", error);
    let text = violations.to_string();
    assert!(text.len() < 100 << 10, "{} bytes of reports", text.len());
    assert!(violations.iter().count() <= 100);
    for violation in &violations {
        assert!(
            violation.location.starts_with("body") && !violation.message.is_empty(),
            "{violation:?}"
        );
        assert!(
            !violation.to_string().contains(char::is_control),
            "{violation:?}"
        );
    }
}
