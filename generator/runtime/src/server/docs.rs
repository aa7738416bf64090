//! A document, and a page that shows it: Swagger UI, whose files are in the program. Nothing is loaded from elsewhere.
//!
//! All links are relative, so that the page works below any prefix: `/x/docs` has its files in `/x/docs/`, and the document beside it.

use std::io;
use std::sync::{Arc, OnceLock};

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use bytes::Bytes;
use http::header::{
    CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, VARY,
    X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderMap, HeaderValue, StatusCode};
use swagger_ui_dist::{ApiDefinition, OpenApiSource, generate_routes};
use tower::ServiceExt;

use super::openapi_document::OpenApiDocument;

/// Scripts come from the program alone, and none are in the page. Swagger UI sets styles on elements.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
    connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The files of Swagger UI, by their names.
const FILES: [&str; 2] = ["swagger-ui.css", "swagger-ui-bundle.js"];

/// The name of our own script, which starts Swagger UI.
const START: &str = "start.js";

/// Whether a document is shown, and which.
#[derive(Default)]
pub(super) struct DocsSetting {
    /// The path of the page, if it is asked for.
    pub(super) path: Option<String>,
    pub(super) document: Option<OpenApiDocument>,
}

impl DocsSetting {
    /// The router with the page below a base path, unless these paths are taken.
    pub(super) fn beside(self, router: Router, base: &str, taken: &[String]) -> Router {
        match (self.path, self.document) {
            (Some(path), Some(document)) => {
                let served = ServedDocument::new(&path, document);
                served.routes(base, taken).merge(router)
            }
            (Some(path), None) => {
                tracing::error!(path, "the routes have no document to show");
                router
            }
            (None, _) => router,
        }
    }
}

/// A document that is served, and the path of its page.
struct ServedDocument {
    /// With a slash at its start only.
    path: String,
    document: OpenApiDocument,
}

impl ServedDocument {
    fn new(path: &str, document: OpenApiDocument) -> Self {
        let path = format!("/{}", path.trim_matches('/'));
        Self { path, document }
    }

    /// The routes below a base path, without those that the API has itself.
    fn routes(self, base: &str, taken: &[String]) -> Router {
        let (name, media) = self.document.form();
        let page_path = format!("{base}{}", self.path);
        let (folder, last) = page_path.rsplit_once('/').unwrap_or(("", ""));
        let (page, script) = (page(last), script(name));
        let mut routes = vec![
            (
                page_path.clone(),
                Page::of("text/html; charset=utf-8", page),
            ),
            (
                format!("{page_path}/{START}"),
                Page::of("text/javascript", script),
            ),
        ];
        let is_free = |path: &String| {
            let is_free = !taken.contains(path);
            if !is_free {
                tracing::warn!(path, "the API has an operation where its document would be");
            }
            is_free
        };
        routes.retain(|(path, _)| is_free(path));
        let mut router = Router::new();
        let document_path = format!("{folder}/{name}");
        if is_free(&document_path) {
            let content = Arc::new(DocumentContent {
                document: self.document,
                media,
                plain: OnceLock::new(),
            });
            let respond = move |headers: HeaderMap| std::future::ready(content.respond(&headers));
            router = router.route(&document_path, get(respond));
        }
        for (path, page) in routes {
            router = router.route(&path, get(move || std::future::ready(page.clone())));
        }
        let files = Arc::new(files());
        for name in FILES {
            let files = Arc::clone(&files);
            let file = move || file(Arc::clone(&files), name);
            router = router.route(&format!("{page_path}/{name}"), get(file));
        }
        router
    }
}

/// A response from memory.
#[derive(Clone)]
struct Page {
    media: &'static str,
    body: Bytes,
}

impl Page {
    fn of(media: &'static str, text: String) -> Self {
        let body = text.into();
        Self { media, body }
    }
}

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.body));
        let media = HeaderValue::from_static(self.media);
        response.headers_mut().insert(CONTENT_TYPE, media);
        guarded(response, "no-cache")
    }
}

/// What is sent of a document.
struct DocumentContent {
    document: OpenApiDocument,
    media: &'static str,
    /// The text, for clients that do not take what is compressed: decompressed once for all of them.
    plain: OnceLock<Bytes>,
}

impl DocumentContent {
    fn respond(&self, headers: &HeaderMap) -> Response {
        let mut response = match self.document.compressed_for(headers) {
            Some(bytes) => {
                let mut response = Response::new(Body::from(bytes));
                let coding = HeaderValue::from_static("gzip");
                response.headers_mut().insert(CONTENT_ENCODING, coding);
                response
            }
            None => match self.plain() {
                Ok(bytes) => Response::new(Body::from(bytes)),
                Err(error) => {
                    tracing::error!(%error, "the embedded document cannot be read");
                    return StatusCode::INTERNAL_SERVER_ERROR.into_response();
                }
            },
        };
        for (name, value) in [(CONTENT_TYPE, self.media), (VARY, "accept-encoding")] {
            let value = HeaderValue::from_static(value);
            response.headers_mut().insert(name, value);
        }
        guarded(response, "no-cache")
    }

    fn plain(&self) -> io::Result<Bytes> {
        if let Some(known) = self.plain.get() {
            return Ok(known.clone());
        }
        let bytes = Bytes::from(self.document.to_text()?.into_owned());
        Ok(self.plain.get_or_init(|| bytes).clone())
    }
}

/// Adds the headers that keep a page from doing more than it should.
fn guarded(mut response: Response, caching: &'static str) -> Response {
    for (name, value) in [
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "no-referrer"),
        (CACHE_CONTROL, caching),
    ] {
        let value = HeaderValue::from_static(value);
        response.headers_mut().insert(name, value);
    }
    response
}

/// The files of the crate, at `/ui/NAME`. Its own page has a script inside, which the policy does not permit.
fn files() -> Router {
    generate_routes(ApiDefinition {
        uri_prefix: "/ui",
        api_definition: OpenApiSource::Uri(""),
        title: None,
    })
}

async fn file(files: Arc<Router>, name: &'static str) -> Response {
    let request = Request::get(format!("/ui/{name}")).body(Body::empty());
    let Ok(request) = request else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let response = match Router::clone(&files).oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    };
    guarded(response, "max-age=86400")
}

/// The page at a path whose last segment is `last`.
fn page(last: &str) -> String {
    let [css, js] = FILES;
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>API</title>\n\
         <link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"./{last}/{css}\">\n</head>\n<body>\n\
         <div id=\"swagger-ui\"></div>\n<script src=\"./{last}/{js}\"></script>\n<script src=\"./{last}/{START}\"></script>\n\
         </body>\n</html>\n"
    )
}

/// What starts Swagger UI: with the document beside the page, and without a validator on the network.
fn script(name: &str) -> String {
    format!(
        "SwaggerUIBundle({{ url: \"./{name}\", dom_id: \"#swagger-ui\", validatorUrl: null, deepLinking: true }});\n"
    )
}
