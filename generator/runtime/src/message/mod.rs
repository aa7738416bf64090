//! Requests and responses of a generated API: the typed part, and the HTTP around it.

mod headers;
#[cfg(feature = "server")]
mod learned;
mod request;
#[cfg(feature = "server")]
mod request_id;
mod response;

#[cfg(feature = "server")]
pub(crate) use headers::has_header;
pub(crate) use headers::request_id;
#[cfg(feature = "server")]
pub(crate) use learned::{Admission, Learned, ReceivedExtensions};
pub use request::{Principal, Request};
#[cfg(feature = "server")]
pub use request_id::RequestId;
#[cfg(feature = "server")]
pub(crate) use request_id::X_REQUEST_ID;
pub use response::Response;

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn debug_shows_no_header_value() {
        let mut request = Request::new(7);
        request
            .headers_mut()
            .insert("x-auth-token", HeaderValue::from_static("canary"));
        let shown = format!("{request:?}");
        assert!(
            shown.contains("x-auth-token") && !shown.contains("canary"),
            "{shown}"
        );
    }

    #[test]
    fn a_principal_is_found_by_its_type() {
        let mut request = Request::new(());
        request.extensions_mut().insert(Principal("ann".to_owned()));
        assert_eq!(
            request.principal::<String>().map(String::as_str),
            Some("ann")
        );
        assert_eq!(request.principal::<u32>(), None);
    }
}
