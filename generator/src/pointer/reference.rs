//! `$ref` -> the place that it names, and the end of a chain of references.
//!
//! This is the only code that follows references within one tree: the loader, the resolver, lowering and skipping all
//! call it.

use memchr::memchr;
use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::{Pointer, member};

/// How many references in a row are followed. A longer chain counts as a cycle: the keyword pass reports it, and
/// everything after that treats its target as missing.
///
/// Chains in published documents have at most a handful of links. The limit bounds what a hostile document can cost.
pub(crate) const MAX_HOPS: usize = 100;

/// The pointer in a reference within the document: `#/components/schemas/Pet%20A` is `/components/schemas/Pet A`
/// ([RFC 6901 section 6]). `None` if the reference leads to another file or is malformed.
///
/// [RFC 6901 section 6]: https://www.rfc-editor.org/rfc/rfc6901#section-6
pub(crate) fn parse_reference(reference: &str) -> Option<Pointer> {
    let fragment = reference.strip_prefix('#')?;
    if memchr(b'%', fragment.as_bytes()).is_none() {
        return Pointer::parse(fragment);
    }
    Pointer::parse(&percent_decode_str(fragment).decode_utf8().ok()?)
}

/// A pointer as a reference that [`parse_reference`] reads back.
pub(crate) fn fragment(pointer: &Pointer) -> String {
    pointer.to_string().replace('%', "%25")
}

/// The end of the chain of references that starts at a place of a tree: the place itself if it has no `$ref`.
/// `None` if a reference of the chain leads nowhere, or if there are more than [`MAX_HOPS`].
pub(crate) fn follow_refs(tree: &Value, at: &Pointer) -> Option<Pointer> {
    follow_refs_with(at, |at| at.find(tree), |_| false)
}

/// [`follow_refs`] with a lookup of the caller's, which also stops at the first target for which `is_end` holds.
pub(crate) fn follow_refs_with<'t>(
    at: &Pointer,
    find: impl Fn(&Pointer) -> Option<&'t Value>,
    is_end: impl Fn(&Pointer) -> bool,
) -> Option<Pointer> {
    let mut at = at.clone();
    for _ in 0..=MAX_HOPS {
        let target = find(&at)?.as_object().and_then(|one| member(one, "$ref"));
        match target.and_then(Value::as_str) {
            None => return Some(at),
            Some(reference) => at = parse_reference(reference)?,
        }
        if is_end(&at) {
            return find(&at).is_some().then_some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::{MAX_HOPS, follow_refs, fragment, parse_reference};
    use crate::pointer::Pointer;

    /// A tree in which `0` refers to `1`, and so on; the last entry is a string.
    fn chain(hops: usize) -> Value {
        let links = (0..hops).map(|hop| json!({"$ref": format!("#/{}", hop + 1)}));
        let values = links.chain([json!("end")]).enumerate();
        Value::Object(Map::from_iter(
            values.map(|(index, value)| (index.to_string(), value)),
        ))
    }

    #[test]
    fn chains_are_followed_up_to_the_limit() {
        let start = Pointer::root().child("0");
        let end = |hops: usize| Pointer::root().child(&hops.to_string());
        assert_eq!(follow_refs(&chain(MAX_HOPS), &start), Some(end(MAX_HOPS)));
        assert_eq!(follow_refs(&chain(MAX_HOPS + 1), &start), None);
        let cycle = json!({"0": {"$ref": "#/0"}});
        assert_eq!(follow_refs(&cycle, &start), None);
    }

    #[test]
    fn a_fragment_is_parsed_back() {
        let pointer = Pointer::root().child("a b%2F/~");
        assert_eq!(parse_reference(&fragment(&pointer)), Some(pointer));
        assert_eq!(parse_reference("other.yaml#/a"), None);
    }
}
