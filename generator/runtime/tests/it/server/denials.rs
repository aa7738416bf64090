//! Denials in the words of the service, and what it learns of signatures that are rejected.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bindwright_runtime::Secret;
use bindwright_runtime::server::{
    Authenticator, Call, Credential, Denial, Denied, RejectedSignature,
};
use bindwright_runtime::signing::SignatureError;

use crate::server::echo::{ACCESS_KEY, Caller, Echo, SECRET_KEY, routes};
use crate::server::raw::{RawResponse, send};
use crate::server::signers::{Form, WHOLE};
use crate::server::{get, post, serve};

/// A signature that was rejected: the access key that it names, and why.
type Noted = (Option<String>, SignatureError);

/// Denies by the token, and notes signatures.
#[derive(Clone, Default)]
struct Strict(Arc<Mutex<Vec<Noted>>>);

impl Authenticator for Strict {
    type Principal = Caller;

    async fn authenticate(&self, shown: &[Credential], _: &Call<'_>) -> Result<Caller, Denied> {
        let token = match shown {
            [Credential::Key { value, .. }] => value.expose(),
            [Credential::Basic { .. }, _] => return Err(Denied::Unauthorized),
            _ => "signed",
        };
        Err(match token {
            "expired" => Denial::unauthorized().code("token_expired").into(),
            "quota" => Denial::too_many_requests()
                .retry_after(Duration::from_millis(1500))
                .into(),
            "plan" => {
                let message = format!("the plan of {token}-secret-token has no exports");
                Denial::forbidden().code("plan").message(message).into()
            }
            "down" => Denial::unavailable()
                .code("down")
                .retry_after(Duration::ZERO)
                .into(),
            "plain-secret" => Denied::Forbidden("plain-secret may not".into()),
            _ => return Ok(Caller(token.to_owned())),
        })
    }

    async fn secret_key(&self, access_key: &str) -> Option<Secret> {
        (access_key == ACCESS_KEY).then(|| Secret::new(SECRET_KEY))
    }

    fn signature_rejected(&self, rejected: &RejectedSignature<'_>, call: &Call<'_>) {
        assert_eq!((rejected.scheme, call.operation().id), ("AkSk", "Sign"));
        let key = rejected.access_key.map(str::to_owned);
        self.0.lock().unwrap().push((key, rejected.reason));
    }
}

fn challenges(response: &RawResponse) -> Vec<&str> {
    let named = response
        .headers
        .iter()
        .filter(|(name, _)| name == "www-authenticate");
    named.map(|(_, value)| value.as_str()).collect()
}

#[tokio::test]
async fn denials_have_codes_messages_and_pauses_of_the_service() {
    let api = routes(Echo::default()).authenticator(Strict::default());
    let server = serve(api.into_router()).await;
    for (token, status, code, message, pause) in [
        (
            "expired",
            401,
            "token_expired",
            "the credentials are missing or wrong",
            None,
        ),
        (
            "quota",
            429,
            "too_many_requests",
            "there are too many requests",
            Some("2"),
        ),
        (
            "plan",
            403,
            "plan",
            "the plan of plan-secret-token has no exports",
            None,
        ),
        (
            "down",
            503,
            "down",
            "the credentials cannot be checked at the moment",
            Some("0"),
        ),
        ("plain-secret", 403, "forbidden", "[redacted] may not", None),
    ] {
        let token = format!("X-Auth-Token: {token}");
        let response = get(server, "DELETE /exports/1", &[&token]).await;
        assert_eq!(response.status, status, "{response:?}");
        assert_eq!(response.field("error_code"), code);
        assert_eq!(response.field("error_msg"), message);
        assert_eq!(response.header("retry-after"), pause);
        assert_eq!(!challenges(&response).is_empty(), status == 401);
    }
    // The gravest of two alternatives.
    let session = [
        "Authorization: Basic YTpi",
        "Cookie: sid=1",
        "X-Auth-Token: quota",
    ];
    let response = get(server, "DELETE /exports/1", &session).await;
    assert_eq!(response.status, 429, "{response:?}");
}

#[tokio::test]
async fn the_service_learns_why_a_signature_is_rejected() {
    let strict = Strict::default();
    let api = routes(Echo::default()).authenticator(strict.clone());
    let server = serve(api.into_router()).await;
    let take = || std::mem::take(&mut *strict.0.lock().unwrap());
    let known = || Some(ACCESS_KEY.to_owned());

    assert_eq!(send(server, WHOLE.text()).await.status, 200);
    assert_eq!(take(), []);
    let sent = Form {
        sent_body: "{} ",
        ..WHOLE
    };
    let unsigned_host = Form {
        signed: &["user-agent", "x-project-id", "x-sdk-date"],
        ..WHOLE
    };
    let unknown = WHOLE.text().replace("Access=AK1", "Access=AK9");
    for (request, expected) in [
        (sent.text(), (known(), SignatureError::Mismatch)),
        (unsigned_host.text(), (known(), SignatureError::Headers)),
        (
            unknown,
            (Some("AK9".to_owned()), SignatureError::UnknownKey),
        ),
    ] {
        let response = send(server, request).await;
        assert_eq!(response.status, 401);
        // All of them look the same to the caller.
        assert_eq!(response.field("error_code"), "unauthorized");
        assert_eq!(take(), [expected]);
    }
    let malformed = ["Authorization: SDK-HMAC-SHA256 nonsense"];
    assert_eq!(
        post(server, "/v2/p1/signed", &malformed, "").await.status,
        401
    );
    assert_eq!(take(), [(None, SignatureError::Malformed)]);
    // Another alternative is met: the response is a success, and the signature is judged nowhere.
    let both = ["X-Auth-Token: good", malformed[0]];
    assert_eq!(post(server, "/v2/p1/signed", &both, "").await.status, 200);
    assert_eq!(take(), []);
}
