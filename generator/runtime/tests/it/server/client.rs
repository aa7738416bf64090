//! The client and the server of one API, against each other: one trait on both sides, with a socket between them and without.

use bindwright_runtime::signing::SdkHmacSha256;
use bindwright_runtime::{ByteStream, KeyPair, Request};
use bindwright_runtime::{
    client::{Retry, Transport},
    codegen::{Builder, ClientCredential, Core, ServerTemplate},
};
use http::StatusCode;

use crate::server::api::{
    AK_SK, BASIC, Break, COOKIE, CreateExport, DeleteExport, Download, Export, Kind, ListExports,
    NewExport, PutExport, PutExportSuccess, Sign, Submit, TOKEN, Upload, WhoAmI,
};
use crate::server::echo::{ACCESS_KEY, Echo, Exports, Outcome, SECRET_KEY, router};
use crate::server::{get, post_json, send, serve, served};

fn signed_by(keys: KeyPair) -> ClientCredential {
    ClientCredential::signer(SdkHmacSha256::new(keys))
}

/// The client that generated code would have.
#[derive(Debug, Clone)]
struct Client(Core);

impl Client {
    fn builder(endpoint: &str) -> Builder {
        Builder::new(ServerTemplate::new("http://localhost", &[])).endpoint(endpoint)
    }

    /// A client in the same process as its server.
    fn within(transport: impl Transport) -> Self {
        Self(
            Self::builder("http://localhost")
                .transport(transport)
                .build()
                .unwrap(),
        )
    }
}

macro_rules! calls {
    ($($name:ident($operation:ty) -> $success:ty;)*) => {
        impl Exports for Client {
            $(async fn $name(&self, request: Request<$operation>) -> Outcome<$success> {
                self.0.call(request).await
            })*
        }
    };
}

calls! {
    list(ListExports) -> Export;
    create(CreateExport) -> Export;
    put(PutExport) -> PutExportSuccess;
    delete(DeleteExport) -> ();
    download(Download) -> ByteStream;
    upload(Upload) -> String;
    submit(Submit) -> Export;
    sign(Sign) -> String;
    who_am_i(WhoAmI) -> String;
    fail(Break) -> ();
}

fn new_export() -> NewExport {
    let any = r#"{"deep":[1,2.50,null]}"#.parse().ok();
    NewExport {
        kind: Kind::Desktop,
        note: Some("ü/\0+&".to_owned()),
        count: Some(-0),
        weight: Some(0.1),
        any,
    }
}

/// Every operation responds through `api` as it does directly.
async fn assert_agrees(api: &impl Exports) {
    let echo = Echo::default();
    for project in ["p1", "a/b", "ü ;,+%&?#=", "...", "x:y@z"] {
        let list = || {
            Request::new(ListExports {
                project_id: project.into(),
                limit: Some(7),
                q: Some("a b+&".into()),
            })
        };
        assert_eq!(
            api.list(list()).await.unwrap().into_body(),
            echo.list(list()).await.unwrap().into_body()
        );
        let create = || {
            Request::new(CreateExport {
                project: project.into(),
                body: new_export(),
            })
        };
        let created = api.create(create()).await.unwrap();
        assert_eq!(created.status(), StatusCode::CREATED);
        assert_eq!(
            created.into_body(),
            echo.create(create()).await.unwrap().into_body()
        );
    }
    for id in ["old", "new", "gone"] {
        let put = || Request::new(PutExport { id: id.to_owned() });
        assert_eq!(
            api.put(put()).await.unwrap().into_body(),
            echo.put(put()).await.unwrap().into_body()
        );
    }
    for body in [None, Some(new_export())] {
        let submit = || Request::new(Submit { body: body.clone() });
        assert_eq!(
            api.submit(submit()).await.unwrap().into_body(),
            echo.submit(submit()).await.unwrap().into_body()
        );
    }
    let file = Download {
        name: "a.b%2e".into(),
        ext: "tar/gz".into(),
    };
    let file = api.download(Request::new(file)).await.unwrap().into_body();
    assert_eq!(file.collect(100).await.unwrap(), "a.b%2e|tar/gz");
    let body = ByteStream::from(vec![0; 100_000]);
    assert_eq!(
        api.upload(Request::new(Upload { body }))
            .await
            .unwrap()
            .into_body(),
        "100000 bytes"
    );
}

#[tokio::test]
async fn client_and_server_agree_in_one_process() {
    assert_agrees(&Client::within(router(Echo::default()))).await;
}

#[tokio::test]
async fn client_and_server_agree_over_a_socket() {
    let (server, _) = served().await;
    assert_agrees(&Client(
        Client::builder(&format!("http://{server}"))
            .build()
            .unwrap(),
    ))
    .await;
}

#[tokio::test]
async fn a_client_serves_as_a_proxy() {
    let proxy = router(Client::within(router(Echo::default())));
    assert_agrees(&Client::within(proxy.clone())).await;
    let server = serve(proxy).await;
    let response = get(server, "GET /break/conflict", &[]).await;
    assert_eq!(
        (response.status, response.field("error_code").as_str()),
        (409, "E.409")
    );
    assert_eq!(
        get(server, "GET /v2/p1/exports?limit=0", &[]).await.status,
        400
    );
    assert_eq!(post_json(server, "/v2/p1/exports", "{}").await.status, 400);
}

#[tokio::test]
async fn a_proxy_writes_its_own_messages() {
    let (behind, _) = served().await;
    let server = serve(router(Client(
        Client::builder(&format!("http://{behind}"))
            .build()
            .unwrap(),
    )))
    .await;
    let spaced = r#"{  "kind" :  "user"  ,  "unknown" : 1 }"#;
    let response = post_json(server, "/v2/p1/exports", spaced).await;
    assert_eq!(
        (response.status, response.text()),
        (201, r#"{"project":"p1","kind":"user"}"#)
    );
    let chunked = "POST /v2/p1/exports HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    let response = send(
        server,
        format!("{chunked}f\r\n{{\"kind\":\"user\"}}\r\n0\r\n\r\n"),
    )
    .await;
    assert_eq!(response.status, 201, "{response:?}");
}

#[tokio::test]
async fn a_failure_is_received_completely() {
    let client = Client::within(router(Echo::default()));
    let error = client
        .fail(Request::new(Break {
            how: "conflict".into(),
        }))
        .await
        .unwrap_err();
    assert_eq!(
        (error.status(), error.code()),
        (Some(StatusCode::CONFLICT), Some("E.409"))
    );
    assert_eq!(error.message(), Some("it is there already"));
    assert!(error.request_id().is_some());
    let error = client
        .fail(Request::new(Break {
            how: "panic".into(),
        }))
        .await
        .unwrap_err();
    assert_eq!(
        (error.status(), error.code()),
        (
            Some(StatusCode::INTERNAL_SERVER_ERROR),
            Some("internal_error")
        )
    );
}

#[tokio::test]
async fn credentials_of_every_kind_are_understood() {
    let delete = || {
        Request::new(DeleteExport {
            export_id: "1".into(),
        })
    };
    let sign = || {
        Request::new(Sign {
            project_id: "p1".into(),
            body: "[1]".parse().ok(),
        })
    };
    let build = |builder: Builder| {
        Client(
            builder
                .transport(router(Echo::default()))
                .retry(Retry::none())
                .build()
                .unwrap(),
        )
    };
    let base = || Client::builder("http://localhost");

    let token = build(base().credential(&TOKEN, ClientCredential::key("good")));
    assert_eq!(
        token.delete(delete()).await.unwrap().headers()["x-caller"],
        "token"
    );
    assert_eq!(token.sign(sign()).await.unwrap().into_body(), "token");
    assert_eq!(
        token
            .who_am_i(Request::new(WhoAmI {}))
            .await
            .unwrap()
            .into_body(),
        "token"
    );

    let session = base()
        .credential(&BASIC, ClientCredential::basic("ann", "pw"))
        .credential(&COOKIE, ClientCredential::key("s1"));
    assert_eq!(
        build(session).delete(delete()).await.unwrap().headers()["x-caller"],
        "ann"
    );

    let signer = build(base().credential(&AK_SK, signed_by(KeyPair::new(ACCESS_KEY, SECRET_KEY))));
    assert_eq!(signer.sign(sign()).await.unwrap().into_body(), ACCESS_KEY);
    let stranger = build(base().credential(&AK_SK, signed_by(KeyPair::new(ACCESS_KEY, "another"))));
    let error = stranger.sign(sign()).await.unwrap_err();
    assert_eq!(
        (error.status(), error.code()),
        (Some(StatusCode::UNAUTHORIZED), Some("unauthorized"))
    );
}
