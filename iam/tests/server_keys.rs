//! Keys of a server's agency, and its project, over loopback: with and without a token for the metadata.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use std::sync::{Arc, Mutex};

use bindwright_runtime::client::{KeyProvider as _, KeySource};
use bindwright_runtime::http::StatusCode;
use bindwright_runtime::server::Server;
use bindwright_runtime::{Error, Request, Response, Value};
use huaweicloud_iam::ServerKeys;
use huaweicloud_iam::metadata::{
    Client, CreateMetadataToken, GetSecurityKey, GetServer, MetadataApi, SecurityKey, ServerData,
    TemporaryKeys, router,
};
use tokio::net::TcpListener;

/// The metadata of a server. Clones share what they saw.
#[derive(Debug, Clone)]
struct Fake {
    /// The status of requests for a token.
    tokens: StatusCode,
    seen: Arc<Mutex<Vec<Option<String>>>>,
}

impl MetadataApi for Fake {
    async fn create_metadata_token(
        &self,
        request: Request<CreateMetadataToken>,
    ) -> Result<Response<String>, Error<Value>> {
        assert_eq!(request.get_ref().ttl_seconds, 21_600);
        match self.tokens {
            StatusCode::OK => Ok(Response::new("canary-metadata-token".to_owned())),
            status => Err(Error::api(status, Value::Null)),
        }
    }

    async fn get_security_key(
        &self,
        request: Request<GetSecurityKey>,
    ) -> Result<Response<SecurityKey>, Error<Value>> {
        self.seen.lock().unwrap().push(request.into_inner().token);
        let keys = TemporaryKeys::new(
            "AK",
            "canary-sk".into(),
            "canary-st".into(),
            "2999-06-02T08:09:10.120000Z",
        );
        Ok(Response::new(SecurityKey::new(keys)))
    }

    async fn get_server(
        &self,
        request: Request<GetServer>,
    ) -> Result<Response<ServerData>, Error<Value>> {
        self.seen.lock().unwrap().push(request.into_inner().token);
        Ok(Response::new(ServerData::new().project_id("p-1")))
    }
}

async fn server(tokens: StatusCode) -> (ServerKeys, Fake) {
    let seen = Arc::default();
    let fake = Fake { tokens, seen };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = Server::new(listener, router(fake.clone()));
    tokio::spawn(server.run_until(std::future::pending()));
    let client = Client::builder().endpoint(url).build().unwrap();
    (ServerKeys::with(client), fake)
}

#[tokio::test]
async fn keys_are_asked_for_with_a_token_if_the_server_has_one() {
    let token = Some("canary-metadata-token".to_owned());
    for (status, sent) in [
        (StatusCode::OK, token),
        (StatusCode::NOT_FOUND, None),
        (StatusCode::METHOD_NOT_ALLOWED, None),
        (StatusCode::SERVICE_UNAVAILABLE, None),
    ] {
        let (keys, fake) = server(status).await;
        let found = keys.keys().await.unwrap();
        assert_eq!(*fake.seen.lock().unwrap(), [sent.clone(), sent]);
        let shown = format!("{keys:?} {found:?}");
        assert!(
            shown.contains("\"AK\"") && !shown.contains("canary"),
            "{shown}"
        );
    }
    let (keys, fake) = server(StatusCode::INTERNAL_SERVER_ERROR).await;
    let error = keys.keys().await.unwrap_err().to_string();
    assert!(error.contains("500"), "{error}");
    assert!(fake.seen.lock().unwrap().is_empty());
}

#[tokio::test]
async fn they_sign_the_requests_of_a_client_for_the_project_of_the_server() {
    let (keys, _) = server(StatusCode::NOT_FOUND).await;
    let seen = Arc::new(Mutex::new(None));
    let log = Arc::clone(&seen);
    let transport = tower::service_fn(move |request: bindwright_runtime::http::Request<_>| {
        let _: &bindwright_runtime::Body = request.body();
        *log.lock().unwrap() = Some((request.uri().path().to_owned(), request.headers().clone()));
        let body = bindwright_runtime::Body::full("{}");
        std::future::ready(Ok::<_, std::io::Error>(
            bindwright_runtime::http::Response::new(body),
        ))
    });
    let client = huaweicloud_workspace::Client::builder()
        .key_pair(KeySource::provider(keys))
        .transport(transport)
        .build()
        .unwrap();
    let request = huaweicloud_workspace::ListExportTasks::new();
    // The body has no media type; what matters is what was sent.
    let _ = client.list_export_tasks(request).await;
    let (path, headers) = seen.lock().unwrap().take().unwrap();
    assert_eq!(path, "/v2/p-1/export-tasks");
    assert_eq!(headers["x-project-id"], "p-1");
    assert_eq!(headers["x-security-token"], "canary-st");
    let authorization = headers["authorization"].to_str().unwrap();
    assert!(authorization.contains("Access=AK, "), "{authorization}");
}
