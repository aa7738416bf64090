//! A status -> the words that name its response.
//!
//! They name variants of an enumeration of responses (`GetPetFailure::NotFound`) and inline types
//! of response bodies (`GetPetNotFound`).

/// The reason phrase of a status, or what replaces it: `Not Found` for 404, `Client Error` for
/// `4XX`, `Status 299` for a status without a phrase.
pub(in crate::lower) fn status_words(status: &str) -> String {
    let code = status.parse::<u16>().ok();
    let phrase = code.and_then(reason).map(str::to_owned);
    phrase.unwrap_or_else(|| match status.to_ascii_uppercase().as_str() {
        "1XX" => "Informational".to_owned(),
        "2XX" => "Success".to_owned(),
        "3XX" => "Redirection".to_owned(),
        "4XX" => "Client Error".to_owned(),
        "5XX" => "Server Error".to_owned(),
        "DEFAULT" => "Default".to_owned(),
        _ => format!("Status {status}"),
    })
}

/// The phrases of <https://www.rfc-editor.org/rfc/rfc9110#section-15>, and of the IANA registry for
/// the others.
fn reason(code: u16) -> Option<&'static str> {
    Some(match code {
        100 => "Continue",
        101 => "Switching Protocols",
        200 => "Ok",
        201 => "Created",
        202 => "Accepted",
        203 => "Non Authoritative Information",
        204 => "No Content",
        205 => "Reset Content",
        206 => "Partial Content",
        207 => "Multi Status",
        300 => "Multiple Choices",
        301 => "Moved Permanently",
        302 => "Found",
        303 => "See Other",
        304 => "Not Modified",
        307 => "Temporary Redirect",
        308 => "Permanent Redirect",
        400 => "Bad Request",
        401 => "Unauthorized",
        402 => "Payment Required",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        406 => "Not Acceptable",
        407 => "Proxy Authentication Required",
        408 => "Request Timeout",
        409 => "Conflict",
        410 => "Gone",
        411 => "Length Required",
        412 => "Precondition Failed",
        413 => "Content Too Large",
        414 => "Uri Too Long",
        415 => "Unsupported Media Type",
        416 => "Range Not Satisfiable",
        417 => "Expectation Failed",
        418 => "Im A Teapot",
        421 => "Misdirected Request",
        422 => "Unprocessable Content",
        423 => "Locked",
        424 => "Failed Dependency",
        425 => "Too Early",
        426 => "Upgrade Required",
        428 => "Precondition Required",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        451 => "Unavailable For Legal Reasons",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        505 => "Http Version Not Supported",
        507 => "Insufficient Storage",
        511 => "Network Authentication Required",
        _ => return None,
    })
}
