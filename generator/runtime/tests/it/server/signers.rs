//! Signatures as official signers make them that cover less than ours: rejected, unless the server permits it by name.

use std::time::SystemTime;

use bindwright_runtime::signing::sdk_hmac_sha256::{canonical_request, format_date, sha256_hex};
use bindwright_runtime::signing::{SdkHmacSha256Verifier, SignedRequest};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::server::echo::{ACCESS_KEY, Echo, SECRET_KEY, routes};
use crate::server::raw::send;
use crate::server::serve;

/// A request by the form of another signer.
#[derive(Clone, Copy)]
pub(crate) struct Form {
    /// The headers that it signs.
    pub(crate) signed: &'static [&'static str],
    /// `X-Sdk-Content-Sha256`.
    pub(crate) stated: Option<&'static str>,
    pub(crate) body: &'static str,
    pub(crate) sent_body: &'static str,
}

/// Our own client, and the official Python SDK.
pub(crate) const WHOLE: Form = Form {
    signed: &["host", "user-agent", "x-project-id", "x-sdk-date"],
    stated: None,
    body: "{}",
    sent_body: "{}",
};

/// The official Go SDK: `SignedHeaders(userHeaders)` of `core/auth/signer/signer.go`.
const WITHOUT_HOST: Form = Form {
    signed: &["user-agent", "x-project-id", "x-sdk-date"],
    ..WHOLE
};

const WITHOUT_BODY: Form = Form {
    stated: Some("UNSIGNED-PAYLOAD"),
    ..WHOLE
};

const WITHOUT_BOTH: Form = Form {
    stated: Some("UNSIGNED-PAYLOAD"),
    ..WITHOUT_HOST
};

impl Form {
    /// The request, for the host `a`.
    pub(crate) fn text(self) -> String {
        let date = format_date(SystemTime::now());
        let mut request = http::Request::post("/v2/p1/signed")
            .header("host", "a")
            .header("content-type", "application/json")
            .header("user-agent", "huaweicloud-usdk-go/3.0")
            .header("x-project-id", "p1")
            .header("x-sdk-date", &date);
        if let Some(stated) = self.stated {
            request = request.header("x-sdk-content-sha256", stated);
        }
        let (parts, ()) = request.body(()).unwrap().into_parts();
        let hash = match self.stated {
            Some(stated) => stated.to_owned(),
            None => sha256_hex(self.body.as_bytes()),
        };
        let canonical = canonical_request(SignedRequest::from(&parts), self.signed, &hash).unwrap();
        let hash = sha256_hex(canonical.as_bytes());
        let mut mac = Hmac::<Sha256>::new_from_slice(SECRET_KEY.as_bytes()).unwrap();
        mac.update(format!("SDK-HMAC-SHA256\n{date}\n{hash}").as_bytes());
        let bytes = mac.finalize().into_bytes();
        let signature: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let signed = self.signed.join(";");
        let headers = parts.headers.iter();
        let headers: String = headers
            .map(|(name, value)| format!("{name}: {}\r\n", value.to_str().unwrap()))
            .collect();
        format!(
            "POST /v2/p1/signed HTTP/1.1\r\n{headers}authorization: SDK-HMAC-SHA256 Access={ACCESS_KEY}, \
             SignedHeaders={signed}, Signature={signature}\r\ncontent-length: {}\r\n\r\n{}",
            self.sent_body.len(),
            self.sent_body
        )
    }
}

/// The statuses of requests on a server with this verifier.
async fn statuses<const N: usize>(
    verifier: Option<SdkHmacSha256Verifier>,
    requests: [String; N],
) -> [u16; N] {
    let routes = routes(Echo::default());
    let routes = match verifier {
        Some(verifier) => routes.verifier("SDK-HMAC-SHA256", verifier),
        None => routes,
    };
    let server = serve(routes.into_router()).await;
    let mut statuses = [0; N];
    for (status, request) in statuses.iter_mut().zip(requests) {
        *status = send(server, request).await.status;
    }
    statuses
}

fn forms() -> [String; 4] {
    [WHOLE, WITHOUT_HOST, WITHOUT_BODY, WITHOUT_BOTH].map(Form::text)
}

#[tokio::test]
async fn a_signature_covers_host_and_body_unless_the_server_permits_less() {
    let verifier = SdkHmacSha256Verifier::new;
    for (verifier, expected) in [
        (None, [200, 401, 401, 401]),
        (Some(verifier()), [200, 401, 401, 401]),
        (Some(verifier().allow_unsigned_host()), [200, 200, 401, 401]),
        (
            Some(verifier().allow_unsigned_payload()),
            [200, 401, 200, 401],
        ),
        (
            Some(verifier().allow_unsigned_host().allow_unsigned_payload()),
            [200, 200, 200, 200],
        ),
    ] {
        assert_eq!(statuses(verifier, forms()).await, expected, "{verifier:?}");
    }
}

/// What is permitted for one request says nothing about others.
#[tokio::test]
async fn what_a_signature_covers_cannot_be_changed() {
    let lenient = SdkHmacSha256Verifier::new()
        .allow_unsigned_host()
        .allow_unsigned_payload();
    let changed = |form: Form| {
        Form {
            sent_body: "[]",
            ..form
        }
        .text()
    };
    let other_host = |form: Form| form.text().replace("host: a", "host: b");
    // A signed body does not become one that is not signed.
    let relabelled = changed(WHOLE).replacen(
        "user-agent",
        "x-sdk-content-sha256: UNSIGNED-PAYLOAD\r\nuser-agent",
        1,
    );
    let undated = Form {
        signed: &["host", "user-agent"],
        ..WHOLE
    };
    let found = statuses(
        Some(lenient),
        [
            changed(WHOLE),
            changed(WITHOUT_HOST),
            other_host(WHOLE),
            other_host(WITHOUT_BODY),
            relabelled,
            undated.text(),
            WITHOUT_BOTH.text().replace("huaweicloud", "curl"),
        ],
    );
    assert_eq!(found.await, [401; 7]);
}
