//! placeholder
use crate::api::Service;
use crate::gateway::Gateway;
use axum::Router;
pub(crate) struct Page {
    pub(crate) service: Service,
    pub(crate) gateway: Gateway,
}
pub(crate) fn router(_: Page) -> Router {
    Router::new()
}
