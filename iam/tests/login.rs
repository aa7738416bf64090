//! Tokens of IAM for a password, over loopback: what is sent, what a client of another service does with
//! the token, and what fails.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use std::sync::{Arc, Mutex};

use bindwright_runtime::client::{CredentialChain, TokenSource};
use bindwright_runtime::http::{HeaderValue, StatusCode};
use bindwright_runtime::server::Server;
use bindwright_runtime::{Error, Request, Response};
use huaweicloud_iam::tokens::{
    CreateToken, ErrorBody, IamApi, IamError, Named, Token, TokenBody, router,
};
use huaweicloud_iam::{Client, LoginError, PasswordLogin, Session};
use huaweicloud_workspace::ListExportTasks;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

const PASSWORD: &str = "canary-password";

/// IAM, with one user. Clones share what they saw.
#[derive(Debug, Clone)]
struct Fake {
    expires_at: &'static str,
    seen: Arc<Mutex<Vec<CreateToken>>>,
}

impl IamApi for Fake {
    async fn create_token(
        &self,
        request: Request<CreateToken>,
    ) -> Result<Response<TokenBody>, Error<ErrorBody>> {
        let request = request.into_inner();
        let user = &request.body.auth.identity.password.user;
        let known = user.password.secret().matches(PASSWORD);
        let project = request
            .body
            .auth
            .scope
            .as_ref()
            .and_then(|scope| scope.project.clone());
        let said = format!("{PASSWORD} is not the password of {}", user.name);
        let number = {
            let mut seen = self.seen.lock().unwrap();
            seen.push(request);
            seen.len()
        };
        if !known {
            let error = IamError::new()
                .code(401)
                .title("Unauthorized")
                .message(said);
            return Err(Error::api(
                StatusCode::UNAUTHORIZED,
                ErrorBody::new().error(error),
            ));
        }
        let mut token = Token::new(self.expires_at);
        token.project = project.map(|project| project.id("p-1"));
        let mut response = Response::new(TokenBody::new(token));
        let value = HeaderValue::from_str(&format!("canary-token-{number}")).unwrap();
        response.headers_mut().insert("x-subject-token", value);
        Ok(response)
    }
}

async fn iam(expires_at: &'static str) -> (Client, Fake) {
    let seen = Arc::default();
    let fake = Fake { expires_at, seen };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = Server::new(listener, router(fake.clone()));
    tokio::spawn(server.run_until(std::future::pending()));
    (Client::builder().endpoint(url).build().unwrap(), fake)
}

async fn session(iam: Client, password: &str) -> Result<Session, LoginError> {
    // ANCHOR: login
    let login = PasswordLogin::new(iam, "account", "ann", password).project("cn-north-4");
    let session = login.log_in().await?;
    // then: .token(session.into_source()), which brings the project as well
    // ANCHOR_END: login
    let shown = format!("{login:?}");
    assert!(!shown.contains("canary"), "{shown}");
    Ok(session)
}

/// A Workspace service that has no tasks, and the requests that it got.
async fn workspace() -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let seen: Arc<Mutex<Vec<String>>> = Arc::default();
    let log = Arc::clone(&seen);
    tokio::spawn(async move {
        loop {
            let (mut socket, _) = listener.accept().await.unwrap();
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                head.push(socket.read_u8().await.unwrap());
            }
            log.lock().unwrap().push(String::from_utf8(head).unwrap());
            let response = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\
                            connection: close\r\n\r\n{}";
            socket.write_all(response.as_bytes()).await.unwrap();
        }
    });
    (url, seen)
}

/// Calls the service twice.
async fn calls(url: &str, tokens: TokenSource) {
    let client = huaweicloud_workspace::Client::builder()
        .endpoint(url)
        .token(tokens)
        .build()
        .unwrap();
    for _ in 0..2 {
        client
            .list_export_tasks(ListExportTasks::new())
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn a_session_supplies_the_project_and_its_token() {
    let (client, fake) = iam("2999-06-02T08:09:10.120000Z").await;
    let session = session(client, PASSWORD).await.unwrap();
    let shown = format!("{session:?}");
    assert!(!shown.contains("canary"), "{shown}");
    assert_eq!(session.project_id(), Some("p-1"));
    let (url, requests) = workspace().await;
    calls(&url, session.into_source()).await;
    let requests = requests.lock().unwrap();
    for request in requests.iter() {
        assert!(
            request.starts_with("GET /v2/p-1/export-tasks HTTP/1.1\r\n"),
            "{request}"
        );
        assert!(
            request.contains("x-auth-token: canary-token-1\r\n"),
            "{request}"
        );
    }
    // The token of the session is the one that is used: nobody logs in again.
    let seen = fake.seen.lock().unwrap();
    let [asked] = seen.as_slice() else {
        panic!("{seen:?}");
    };
    assert_eq!(asked.nocatalog.as_deref(), Some("true"));
    let auth = &asked.body.auth;
    assert_eq!(auth.identity.password.user.name, "ann");
    assert_eq!(
        auth.identity.password.user.domain,
        Named::new().name("account")
    );
    let scope = auth.scope.as_ref().unwrap().project.as_ref().unwrap();
    assert_eq!(scope, &Named::new().name("cn-north-4"));
    assert!(!format!("{asked:?}").contains("canary"), "{asked:?}");
}

#[tokio::test]
async fn a_token_that_expires_is_replaced() {
    let (client, _) = iam("2020-06-02T08:09:10.120000Z").await;
    let login = PasswordLogin::new(client, "account", "ann", PASSWORD).project_id("p-1");
    let (url, requests) = workspace().await;
    let chain = CredentialChain::empty().tokens(TokenSource::provider(login));
    let client = huaweicloud_workspace::Client::builder().endpoint(&url);
    let client = client.credentials(chain).build().unwrap();
    for _ in 0..2 {
        client
            .list_export_tasks(ListExportTasks::new())
            .await
            .unwrap();
    }
    let requests = requests.lock().unwrap();
    for (number, request) in requests.iter().enumerate() {
        assert!(
            request.starts_with("GET /v2/p-1/export-tasks "),
            "{request}"
        );
        let token = format!("x-auth-token: canary-token-{}\r\n", number + 1);
        assert!(request.contains(&token), "{request}");
    }
}

#[tokio::test]
async fn a_wrong_password_is_an_error_without_the_password() {
    let (client, _) = iam("2999-06-02T08:09:10Z").await;
    let login = PasswordLogin::new(client, "account", "ann", "canary-password-2");
    let error = login.log_in().await.unwrap_err();
    let shown = error.to_string();
    assert!(shown.starts_with("no token of IAM: "), "{shown}");
    assert!(shown.contains("401"), "{shown}");
    let (url, requests) = workspace().await;
    let client = huaweicloud_workspace::Client::builder()
        .endpoint(&url)
        .project_id("p");
    let client = client.token(TokenSource::provider(login)).build().unwrap();
    let error = client
        .list_export_tasks(ListExportTasks::new())
        .await
        .unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains("canary-password-2"), "{shown}");
    assert!(requests.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_time_that_cannot_be_read_is_an_error() {
    let (client, _) = iam("tomorrow").await;
    let login = PasswordLogin::new(client, "account", "ann", PASSWORD);
    let error = login.log_in().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "no token of IAM: \"tomorrow\" is no time of the form ISO 8601"
    );
}
