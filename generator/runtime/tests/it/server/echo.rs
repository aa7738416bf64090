//! A server author's side of the API: who may call, and handlers that respond from their requests.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bindwright_runtime::Map;
use bindwright_runtime::server::{Authenticator, Call, Credential, Denied, Router, Routes};
use bindwright_runtime::{ByteStream, Error, Request, Response, Secret};
use bytes::Bytes;
use http::StatusCode;

use crate::server::api::{
    Break, CreateExport, DeleteExport, Download, Export, Failure, Kind, ListExports, PutExport,
    PutExportSuccess, Sign, Submit, Upload, WhoAmI,
};

/// The one access key that the server knows.
pub(crate) const ACCESS_KEY: &str = "AK1";
/// Its secret.
pub(crate) const SECRET_KEY: &str = "SK1";

/// Knows the token `good`, which is one of the project `p1` alone, a user with a session, and one access key.
pub(crate) struct Keys;

/// Who called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Caller(pub(crate) String);

impl Authenticator for Keys {
    type Principal = Caller;

    async fn authenticate(
        &self,
        credentials: &[Credential],
        call: &Call<'_>,
    ) -> Result<Caller, Denied> {
        let name = match credentials {
            [Credential::Key { value, .. }] if value.expose() == "good" => "token".to_owned(),
            [Credential::Key { value, .. }] if value.expose() == "down" => {
                return Err(Denied::Unavailable);
            }
            [Credential::Signed { access_key, .. }] => access_key.clone(),
            [
                Credential::Basic { user, password, .. },
                Credential::Key {
                    scheme: "Session",
                    value,
                },
            ] if password.expose() == "pw" && value.expose() == "s1" => user.clone(),
            _ => return Err(Denied::Unauthorized),
        };
        match call.path_parameter("project_id").as_deref() {
            None | Some("p1") => Ok(Caller(name)),
            Some(_) => Err(Denied::Forbidden("the project is another's".into())),
        }
    }

    async fn secret_key(&self, access_key: &str) -> Option<Secret> {
        (access_key == ACCESS_KEY).then(|| Secret::new(SECRET_KEY))
    }
}

pub(crate) type Outcome<T> = Result<Response<T>, Error<Failure>>;

/// The trait that generated code would have.
pub(crate) trait Exports: Send + Sync {
    fn list(&self, request: Request<ListExports>) -> impl Future<Output = Outcome<Export>> + Send;
    fn create(
        &self,
        request: Request<CreateExport>,
    ) -> impl Future<Output = Outcome<Export>> + Send;
    fn put(
        &self,
        request: Request<PutExport>,
    ) -> impl Future<Output = Outcome<PutExportSuccess>> + Send;
    fn delete(&self, request: Request<DeleteExport>) -> impl Future<Output = Outcome<()>> + Send;
    fn download(
        &self,
        request: Request<Download>,
    ) -> impl Future<Output = Outcome<ByteStream>> + Send;
    fn upload(&self, request: Request<Upload>) -> impl Future<Output = Outcome<String>> + Send;
    fn submit(&self, request: Request<Submit>) -> impl Future<Output = Outcome<Export>> + Send;
    fn sign(&self, request: Request<Sign>) -> impl Future<Output = Outcome<String>> + Send;
    fn who_am_i(&self, request: Request<WhoAmI>) -> impl Future<Output = Outcome<String>> + Send;
    fn fail(&self, request: Request<Break>) -> impl Future<Output = Outcome<()>> + Send;
}

/// Responds from the request, and counts how often it is called.
#[derive(Debug, Clone, Default)]
pub(crate) struct Echo {
    pub(crate) calls: Arc<AtomicUsize>,
    /// How many handlers that hung were dropped.
    pub(crate) dropped: Arc<AtomicUsize>,
}

struct Hung(Arc<AtomicUsize>);

impl Drop for Hung {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

impl Echo {
    fn called(&self) {
        self.calls.fetch_add(1, Ordering::SeqCst);
    }
}

fn caller<T>(request: &Request<T>) -> Option<String> {
    request.principal::<Caller>().map(|caller| caller.0.clone())
}

fn export(project: String) -> Export {
    Export {
        project,
        kind: Kind::User,
        note: None,
        count: None,
        caller: None,
        extra: Map::new(),
    }
}

impl Exports for Echo {
    async fn list(&self, request: Request<ListExports>) -> Outcome<Export> {
        self.called();
        let ListExports {
            project_id,
            limit,
            q,
        } = request.into_inner();
        Ok(Response::new(Export {
            note: q,
            count: limit.map(i64::from),
            ..export(project_id)
        }))
    }

    async fn create(&self, request: Request<CreateExport>) -> Outcome<Export> {
        self.called();
        let CreateExport { project, body } = request.into_inner();
        let extra = Map::from_iter(body.any.map(|any| ("any".to_owned(), any)));
        Ok(Response::new(Export {
            kind: body.kind,
            note: body.note,
            count: body.count,
            extra,
            ..export(project)
        }))
    }

    async fn put(&self, request: Request<PutExport>) -> Outcome<PutExportSuccess> {
        self.called();
        let id = request.into_inner().id;
        Ok(Response::new(match id.as_str() {
            "new" => PutExportSuccess::Created(export(id)),
            "gone" => PutExportSuccess::NoContent,
            _ => PutExportSuccess::Ok(export(id)),
        }))
    }

    async fn delete(&self, request: Request<DeleteExport>) -> Outcome<()> {
        self.called();
        let mut response = Response::new(());
        let caller = caller(&request).unwrap_or_default();
        response
            .headers_mut()
            .insert("x-caller", caller.parse().expect("a header value"));
        Ok(response)
    }

    async fn download(&self, request: Request<Download>) -> Outcome<ByteStream> {
        self.called();
        let Download { name, ext } = request.into_inner();
        let chunks =
            [name, "|".to_owned(), ext].map(|text| Ok::<_, std::io::Error>(Bytes::from(text)));
        Ok(Response::new(ByteStream::from_stream(
            futures_util::stream::iter(chunks),
        )))
    }

    async fn upload(&self, request: Request<Upload>) -> Outcome<String> {
        self.called();
        let body = request.into_inner().body.collect(u64::MAX).await;
        Ok(Response::new(body.map_or_else(
            |error| error.to_string(),
            |bytes| format!("{} bytes", bytes.len()),
        )))
    }

    async fn submit(&self, request: Request<Submit>) -> Outcome<Export> {
        self.called();
        Ok(Response::new(match request.into_inner().body {
            Some(body) => Export {
                kind: body.kind,
                note: body.note,
                count: body.count,
                ..export("form".to_owned())
            },
            None => export("none".to_owned()),
        }))
    }

    async fn sign(&self, request: Request<Sign>) -> Outcome<String> {
        self.called();
        Ok(Response::new(caller(&request).unwrap_or_default()))
    }

    async fn who_am_i(&self, request: Request<WhoAmI>) -> Outcome<String> {
        self.called();
        Ok(Response::new(
            caller(&request).unwrap_or_else(|| "nobody".to_owned()),
        ))
    }

    async fn fail(&self, request: Request<Break>) -> Outcome<()> {
        self.called();
        match request.get_ref().how.as_str() {
            "panic" => panic!("secret of the handler"),
            "hang" => {
                let _guard = Hung(Arc::clone(&self.dropped));
                std::future::pending().await
            }
            "timeout" => Err(Error::Timeout(Duration::from_secs(1).into())),
            _ => {
                let failure = Failure {
                    error_code: "E.409".into(),
                    error_msg: "it is there already".into(),
                    error_detail: None,
                    request_id: None,
                };
                Err(Error::api(StatusCode::CONFLICT, failure))
            }
        }
    }
}

/// The whole API, as generated code would mount it.
pub(crate) fn router<A: Exports + 'static>(api: A) -> Router {
    routes(api).errors::<Failure>().into_router()
}

/// Every operation.
pub(crate) fn routes<A: Exports + 'static>(api: A) -> Routes<A> {
    Routes::new(api)
        .authenticator(Keys)
        .route(A::list)
        .route(A::create)
        .route(A::put)
        .route(A::delete)
        .route(A::download)
        .route(A::upload)
        .route(A::submit)
        .route(A::sign)
        .route(A::who_am_i)
        .route(A::fail)
}
