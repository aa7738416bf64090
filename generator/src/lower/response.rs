//! `responses` (<https://spec.openapis.org/oas/v3.1.1.html#responses-object>) -> what success and
//! documented failure look like.
//!
//! Success is every `2XX`; without one, `default` below 400; without that, the only response.
//! Everything else is failure. If all replies have one body type, the outcome is that type; otherwise it is an
//! enumeration with a variant per reply, named after its status: `Created`, `NotFound`.

use openapiv3::{ReferenceOr, Response, Responses};
use serde_json::{Map, Value};

use super::context::{Lowering, origin};
use super::docs::description;
use super::media::{ContentUse, MediaContent};
use super::naming::{Case, media_words, plain, status_words, type_name, variant_names};
use crate::diagnostic::Pointer;
use crate::ir::{
    BodyForm, Constraints, ErrorOutcome, Media, MediaKind, Method, Reply, StatusPattern,
    SuccessOutcome, Type, TypeName, VariantName,
};

/// How the enumeration of several successes ends: `GetPetSuccess`.
pub(super) const SUCCESS: &str = "Success";

/// How the enumeration of several failures ends: `GetPetFailure`.
pub(super) const FAILURE: &str = "Failure";

/// Replies with their keys, in document order.
type Replies = Vec<(String, Reply)>;

impl<'d> Lowering<'d, '_> {
    /// What an operation returns: its success and its documented failure. `stem` is the beginning
    /// of the names of enumerations.
    ///
    /// ```yaml
    /// responses:
    ///   200: {content: {application/json: {schema: {$ref: …/Pet}}}}
    ///   404: {content: {application/json: {schema: {$ref: …/Problem}}}}
    ///   409: {content: {application/json: {schema: {$ref: …/Conflict}}}}
    /// # Result<Pet, GetPetFailure>, enum GetPetFailure { NotFound(Problem), Conflict(Conflict) }
    /// ```
    pub(super) fn outcomes(
        &mut self,
        (method, responses): (Method, &'d Responses),
        at: &Pointer,
        stem: &str,
        who: &str,
    ) -> (SuccessOutcome, ErrorOutcome) {
        let keys = self.value(at).and_then(Value::as_object);
        let keys = keys.into_iter().flat_map(Map::keys);
        let mut replies: Replies = Vec::new();
        for key in keys.filter(|key| !key.starts_with("x-")) {
            let Some(status) = status(key) else { continue };
            let entry = match status {
                StatusPattern::Default => responses.default.as_ref(),
                StatusPattern::Exact(code) => {
                    responses.responses.get(&openapiv3::StatusCode::Code(code))
                }
                StatusPattern::Range(class) => responses
                    .responses
                    .get(&openapiv3::StatusCode::Range(class.into())),
            };
            let Some(entry) = entry else { continue };
            for reply in self.replies(entry, (method, status), &at.child(key), who) {
                replies.push((key.clone(), reply));
            }
        }
        let (success, mut failure) = divide(replies);
        for (_, reply) in &mut failure {
            self.read_whole(reply);
        }
        let success = match one_body(&success) {
            true => SuccessOutcome::Single(only_replies(success)),
            false => {
                let (name, variants) = several(stem, SUCCESS, success);
                SuccessOutcome::Several(name, variants)
            }
        };
        let failure = match (failure.is_empty(), one_body(&failure)) {
            (true, _) => ErrorOutcome::Undocumented,
            (false, true) => ErrorOutcome::Single(only_replies(failure)),
            (false, false) => {
                let (name, variants) = several(stem, FAILURE, failure);
                ErrorOutcome::Several(name, variants)
            }
        };
        (success, failure)
    }

    /// Makes the body of a failure a value, if it has a schema. An operation that streams events or
    /// bytes lists their media type for its failures, too, and writes one value there.
    fn read_whole(&self, reply: &mut Reply) {
        let Some(body) = &reply.body else { return };
        let bytes = matches!(self.bare(body), Type::Scalar(scalar) if scalar.is_binary());
        match reply.form() {
            Some(BodyForm::Events | BodyForm::Lines) => reply.media = vec![Media::json()],
            Some(BodyForm::Bytes) if !bytes => {
                reply
                    .media
                    .iter_mut()
                    .for_each(|one| one.kind = MediaKind::Text);
            }
            Some(BodyForm::Value | BodyForm::Bytes) | None => {}
        }
    }

    /// One response as replies: one for each type that its media types carry, or one without a
    /// body. The loader reports content of a response that has none.
    fn replies(
        &mut self,
        entry: &'d ReferenceOr<Response>,
        (method, status): (Method, StatusPattern),
        at: &Pointer,
        who: &str,
    ) -> Vec<Reply> {
        let Some((response, at)) = self.resolver.response(entry, at) else {
            return Vec::new();
        };
        let content = match has_content(method, status) {
            true => self.content(
                &response.content,
                &at.child("content"),
                who,
                content_use(status),
            ),
            false => Vec::new(),
        };
        let headers = self.headers_of(response, &at, who);
        let reply = |body, media, constraints| Reply {
            status,
            body,
            media,
            constraints,
            headers: headers.clone(),
            docs: description(Some(&response.description)),
            origin: origin(&at),
        };
        if content.is_empty() {
            return vec![reply(None, Vec::new(), Constraints::default())];
        }
        let bodies = content.into_iter();
        bodies
            .map(|MediaContent { usage, media }| reply(Some(usage.ty), media, usage.constraints))
            .collect()
    }
}

/// A key of the Responses Object (<https://spec.openapis.org/oas/v3.1.1.html#responses-object>):
/// `404`, `4XX` or `default`. `None` for other keys, which the loader reports.
fn status(key: &str) -> Option<StatusPattern> {
    if key.eq_ignore_ascii_case("default") {
        return Some(StatusPattern::Default);
    }
    if let Some(class) = key.to_ascii_uppercase().strip_suffix("XX") {
        return class
            .parse()
            .ok()
            .filter(|class| (1..=5).contains(class))
            .map(StatusPattern::Range);
    }
    key.parse()
        .ok()
        .filter(|code| (100..=999).contains(code))
        .map(StatusPattern::Exact)
}

/// Whether HTTP has content in such a response: not in response to HEAD, and not with 1XX, 204, 205
/// and 304 (<https://www.rfc-editor.org/rfc/rfc9110#section-6.4.1>,
/// <https://www.rfc-editor.org/rfc/rfc9110#section-15.3.6>).
fn has_content(method: Method, status: StatusPattern) -> bool {
    let never = matches!(
        status,
        StatusPattern::Exact(100..=199 | 204 | 205 | 304) | StatusPattern::Range(1)
    );
    method != Method::Head && !never
}

/// What the body of a response is for, as far as its status alone says it.
fn content_use(status: StatusPattern) -> ContentUse {
    match status {
        StatusPattern::Exact(400..) | StatusPattern::Range(4..) => ContentUse::Error,
        StatusPattern::Exact(_) | StatusPattern::Range(_) | StatusPattern::Default => {
            ContentUse::Data
        }
    }
}

/// Divides replies into successes and failures.
///
/// | the document has | success | failure |
/// |---|---|---|
/// | a `2XX` status | every `2XX` | everything else |
/// | `default` and no `2XX` | `default` below 400 | everything else, and `default` from 400 |
/// | one response below 400 | that response | |
/// | anything else | nothing | everything |
///
/// `default` is "the documentation of responses other than the ones declared"
/// (<https://spec.openapis.org/oas/v3.1.1.html#responses-object>), so alone it describes both.
/// Without content, or with content that is streamed, it says nothing about a failure.
fn divide(replies: Replies) -> (Replies, Replies) {
    let is_two = |status: StatusPattern| {
        matches!(
            status,
            StatusPattern::Exact(200..=299) | StatusPattern::Range(2)
        )
    };
    let is_default = |status: StatusPattern| status == StatusPattern::Default;
    let any =
        |test: &dyn Fn(StatusPattern) -> bool| replies.iter().any(|(_, reply)| test(reply.status));
    let (has_two, has_default, alone) = (any(&is_two), any(&is_default), replies.len() == 1);
    let (mut success, mut failure) = (Replies::new(), Replies::new());
    for one in replies {
        let reply = &one.1;
        let succeeds = if has_two {
            is_two(reply.status)
        } else if has_default {
            is_default(reply.status)
        } else {
            alone && content_use(reply.status) == ContentUse::Data
        };
        let is_value = reply.body.is_some() && BodyForm::of(&reply.media) == BodyForm::Value;
        if !succeeds {
            failure.push(one);
        } else if is_default(reply.status) && is_value {
            failure.push(one.clone());
            success.push(one);
        } else {
            success.push(one);
        }
    }
    (success, failure)
}

/// Whether all replies have the same body type in the same form, so that they need no enumeration.
fn one_body(replies: &Replies) -> bool {
    let mut bodies = replies.iter().map(|(_, reply)| {
        (
            &reply.body,
            reply.media.first().map(|media| media.kind.form()),
        )
    });
    match bodies.next() {
        Some(first) => bodies.all(|body| body == first),
        None => true,
    }
}

fn only_replies(replies: Replies) -> Vec<Reply> {
    replies.into_iter().map(|(_, reply)| reply).collect()
}

/// The words of a variant: its status, with the media type if other replies have the same status.
/// If all replies share the status, only the media type: `Json`, `Csv`.
fn variant_words((key, reply): &(String, Reply), all: &Replies) -> String {
    let shares = all.iter().filter(|(other, _)| other == key).count();
    let media = reply.media.first().map(|media| media_words(&media.name));
    match media {
        Some(media) if shares == all.len() && shares > 1 => media,
        Some(media) if shares > 1 => format!("{} {media}", status_words(key)),
        Some(_) | None => status_words(key),
    }
}

/// An enumeration over replies, named `{stem}{end}`, with a variant for each reply.
fn several(stem: &str, end: &str, replies: Replies) -> (TypeName, Vec<(VariantName, Reply)>) {
    let words = replies
        .iter()
        .map(|one| (variant_words(one, &replies), one.0.clone()));
    let names = variant_names(&words.collect::<Vec<_>>());
    let variants = names.into_iter().zip(only_replies(replies));
    let name = type_name(&plain(Case::Type, &format!("{stem} {end}")));
    (name, variants.collect())
}

#[cfg(test)]
mod tests {
    use super::{Method, StatusPattern, has_content, status};

    #[test]
    fn keys_are_read() {
        assert_eq!(status("404"), Some(StatusPattern::Exact(404)));
        assert_eq!(status("4xx"), Some(StatusPattern::Range(4)));
        assert_eq!(status("default"), Some(StatusPattern::Default));
        assert_eq!(status("7XX"), None);
        assert_eq!(status("ok"), None);
    }

    #[test]
    fn some_responses_have_no_content() {
        for status in [204, 205, 304].map(StatusPattern::Exact) {
            assert!(!has_content(Method::Get, status));
        }
        let two = StatusPattern::Range(2);
        assert!(has_content(Method::Get, two) && !has_content(Method::Head, two));
    }
}
