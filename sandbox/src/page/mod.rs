//! The page at `/`: what runs, what was asked for, the data, and buttons for faults and the clock. It is written by the server; a
//! short script replaces the parts that change.

mod chart;
mod html;
mod settings;

use axum::Router;
use axum::extract::{Form, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, ORIGIN};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::Markup;

use crate::api::Service;
use crate::gateway::Gateway;
use crate::store::tasks::Task;
use html::View;
use settings::{ClockForm, FaultForm};

/// How many tasks and requests the page shows.
const SHOWN: u32 = 20;

/// Scripts, styles and requests of the page itself only.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; form-action 'self'; frame-ancestors 'none'",
);

/// What the page shows and changes.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    pub(crate) service: Service,
    pub(crate) gateway: Gateway,
}

/// The routes of the page, beside those of the API.
pub(crate) fn router(page: Page) -> Router {
    Router::new()
        .route("/", get(whole))
        .route("/live", get(live))
        .route("/faults", post(set_faults))
        .route("/clock", post(set_clock))
        .route(
            "/sandbox.css",
            get(|| file("text/css; charset=utf-8", include_str!("sandbox.css"))),
        )
        .route(
            "/sandbox.js",
            get(|| file("text/javascript; charset=utf-8", include_str!("sandbox.js"))),
        )
        .layer(from_fn(guard))
        .with_state(page)
}

/// Rejects what another site or another name of this machine sends, and sets the headers of all responses.
async fn guard(request: Request, next: Next) -> Response {
    if !is_of_this_machine(request.headers()) || is_foreign(request.method(), request.headers()) {
        let text =
            "The page is for this machine only: open it as http://127.0.0.1 or http://localhost.";
        return (StatusCode::FORBIDDEN, text).into_response();
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, POLICY);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Whether the request was sent to a name that only this machine has: a name of another site could lead here.
fn is_of_this_machine(headers: &HeaderMap) -> bool {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let name = host.map(|host| host.rsplit_once(':').map_or(host, |(name, _)| name));
    matches!(name, Some("127.0.0.1" | "localhost"))
}

/// Whether a form of another site was sent.
fn is_foreign(method: &Method, headers: &HeaderMap) -> bool {
    let origin = headers.get(ORIGIN).and_then(|origin| origin.to_str().ok());
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let own = host.map(|host| format!("http://{host}"));
    *method == Method::POST && origin.is_some() && origin != own.as_deref()
}

async fn whole(State(page): State<Page>) -> Result<Html<String>, Response> {
    let (tasks, charts) = page
        .ask(|page| {
            let charts = page.service.store.charts(page.service.clock.millis())?;
            Ok((page.tasks()?, charts))
        })
        .await?;
    Ok(Html(page.view(tasks).whole(&charts).into_string()))
}

/// The parts that change.
async fn live(State(page): State<Page>) -> Result<Html<String>, Response> {
    let tasks = page.ask(Page::tasks).await?;
    let live: Markup = page.view(tasks).live();
    Ok(Html(live.into_string()))
}

async fn set_faults(
    State(page): State<Page>,
    Form(form): Form<FaultForm>,
) -> Result<Redirect, Response> {
    let faults = form.read().map_err(bad)?;
    page.gateway.faults.set(faults);
    Ok(Redirect::to("/#faults"))
}

async fn set_clock(
    State(page): State<Page>,
    Form(form): Form<ClockForm>,
) -> Result<Redirect, Response> {
    form.apply(&page.gateway.clock).map_err(bad)?;
    Ok(Redirect::to("/#clock"))
}

fn bad(why: String) -> Response {
    (StatusCode::BAD_REQUEST, why).into_response()
}

async fn file(kind: &'static str, text: &'static str) -> Response {
    ([(CONTENT_TYPE, kind)], text).into_response()
}

impl Page {
    fn view(&self, tasks: Vec<Task>) -> View {
        let mut requests = self.gateway.journal.all();
        requests.reverse();
        requests.truncate(SHOWN as usize);
        View {
            now: self.gateway.clock.now(),
            is_stopped: self.gateway.clock.is_stopped(),
            faults: self.gateway.faults.get(),
            tasks,
            requests,
        }
    }

    /// The newest tasks, after those that are due have expired.
    fn tasks(&self) -> crate::store::DbResult<Vec<Task>> {
        self.service.jobs.expire()?;
        self.service.store.newest_tasks(SHOWN)
    }

    /// Asks the database on a thread that may wait.
    async fn ask<T: Send + 'static>(
        &self,
        run: impl FnOnce(&Self) -> crate::store::DbResult<T> + Send + 'static,
    ) -> Result<T, Response> {
        let page = self.clone();
        let asked = tokio::task::spawn_blocking(move || run(&page)).await;
        let failed = |why: String| (StatusCode::INTERNAL_SERVER_ERROR, why).into_response();
        asked
            .map_err(|error| failed(error.to_string()))?
            .map_err(|error| failed(error.to_string()))
    }
}
