//! One exchange with a token endpoint: the form that is sent, and the token or error that comes
//! back (<https://www.rfc-editor.org/rfc/rfc6749#section-5>).
//!
//! ```text
//! POST /token                                  {"access_token": "2YotnF", "token_type": "Bearer",
//! authorization: Basic …                        "expires_in": 3600}
//!
//! grant_type=client_credentials&scope=read     {"error": "invalid_scope"}
//! ```

use std::{borrow::Cow, time::Duration};

use base64::Engine as _;
use futures_core::future::BoxFuture;
use http::{HeaderValue, Method, StatusCode, Uri, header};

use super::{
    endpoint::Endpoint,
    issued::Issued,
    oauth::{Grant, OAuth, SecretPlace},
    passing::may_pass,
    reference::{is_absolute, joined},
    token::{AccessToken, SourceKind, TokenSource},
    token_cache::{Scopes, TokenCache, TokenCall, TokenOrigin},
    transport::{classified, mark_bound},
};
use crate::{
    body::Body,
    codec::Value,
    error::{ConfigError, TokenError},
    percent,
    secret::Secret,
    security::{Scheme, TokenUrl},
    untrusted::{Redaction, Untrusted, causes},
};

/// The most bytes of a response with a token.
const LIMIT: u64 = 256 << 10;

/// An OAuth 2 token endpoint.
pub(super) struct OAuthOrigin(pub(super) OAuth);

impl From<OAuth> for TokenSource {
    fn from(oauth: OAuth) -> Self {
        Self(SourceKind::Cached(TokenCache::new(OAuthOrigin(oauth))))
    }
}

impl TokenOrigin for OAuthOrigin {
    fn fetch<'a>(&'a self, call: TokenCall<'a>) -> BoxFuture<'a, Result<Issued, TokenError>> {
        Box::pin(async move { self.exchange(call).await.map(AccessToken::issued) })
    }

    /// A refresh token has its scopes already.
    fn scopes(&self, required: Scopes) -> Scopes {
        match self.0.grant {
            Grant::ClientCredentials if self.0.scopes.is_none() => required,
            Grant::ClientCredentials | Grant::RefreshToken(_) => &[],
        }
    }

    fn check(&self, scheme: &'static Scheme, server: Option<&Endpoint>) -> Result<(), ConfigError> {
        self.url(scheme, server).map(drop)
    }

    fn secrets(&self) -> Vec<Secret> {
        let oauth = &self.0;
        let basic = oauth
            .secret
            .as_ref()
            .map(|secret| basic(&oauth.client, secret));
        let kept = [oauth.secret.clone(), basic, oauth.current_refresh_token()];
        kept.into_iter().flatten().collect()
    }
}

impl OAuthOrigin {
    /// The token URL: the caller's, or that of the document, which may be relative to the server.
    fn url(&self, scheme: &'static Scheme, server: Option<&Endpoint>) -> Result<Uri, ConfigError> {
        let invalid = |why: String| ConfigError::TokenUrl {
            scheme: scheme.id(),
            why,
        };
        let kind = match self.0.grant {
            Grant::ClientCredentials => TokenUrl::ClientCredentials,
            Grant::RefreshToken(_) => TokenUrl::Refresh,
        };
        let url = match (&self.0.url, scheme.token_url(kind), server) {
            (Some(own), _, _) => Cow::Borrowed(own.as_str()),
            (None, None, _) => {
                return Err(invalid("the document has none: set `token_url`".to_owned()));
            }
            (None, Some(url), _) if is_absolute(url) => Cow::Borrowed(url),
            (None, Some(url), Some(server)) => Cow::Owned(joined(server.uri(), url)),
            (None, Some(_), None) => {
                let why = "it is relative, and the client has no endpoint: set `token_url`";
                return Err(invalid(why.to_owned()));
            }
        };
        let base = url.split_once('?').map_or(&*url, |(base, _)| base);
        let endpoint = Endpoint::parse(base).map_err(|error| invalid(error.to_string()))?;
        if !endpoint.is_private() {
            return Err(ConfigError::Cleartext);
        }
        url.parse().map_err(|_| invalid("not a URL".to_owned()))
    }

    async fn exchange(&self, call: TokenCall<'_>) -> Result<AccessToken, TokenError> {
        // What was rotated since the client was built is secret as well.
        let redaction = Redaction::of(self.secrets());
        let of_config = |error: ConfigError| {
            let text = Untrusted::new(error.to_string());
            TokenError::new(text.shown(&redaction))
        };
        let request = self.request(call).map_err(of_config)?;
        let uri = request.uri().clone();
        let from = format!(
            "POST {}://{}{}",
            uri.scheme_str().unwrap_or_default(),
            uri.authority().map_or("", |authority| authority.as_str()),
            uri.path(),
        );
        let failed = |why: String| {
            let text = Untrusted::new(format!("{why} ({from})"));
            TokenError::new(text.shown(&redaction)).passing(true)
        };
        let response = call.context.transport.send(request).await;
        let response = response.map_err(|error| failed(classified(error).to_string()))?;
        let status = response.status();
        let body = response.into_body().collect(LIMIT).await;
        let body = body.map_err(|error| failed(causes(&error)))?;
        self.read(status, &body).map_err(|(why, code)| {
            let text = Untrusted::new(format!("{status}{why} ({from})"));
            let code = code.map(|code| Untrusted::new(code).shown(&redaction).to_string());
            TokenError::new(text.shown(&redaction))
                .with_response(status, code)
                .passing(may_pass(status))
        })
    }

    /// The request for a token.
    fn request(&self, call: TokenCall<'_>) -> Result<http::Request<Body>, ConfigError> {
        let oauth = &self.0;
        let mut form: Vec<(&str, String)> = Vec::new();
        match oauth.current_refresh_token() {
            None => form.push(("grant_type", "client_credentials".to_owned())),
            Some(token) => {
                form.push(("grant_type", "refresh_token".to_owned()));
                form.push(("refresh_token", token.expose().to_owned()));
            }
        }
        let scopes = match &oauth.scopes {
            Some(own) => own.join(" "),
            None => call.scopes.join(" "),
        };
        if !scopes.is_empty() {
            form.push(("scope", scopes));
        }
        let mut authorization = None;
        match (&oauth.secret, oauth.place) {
            (Some(secret), SecretPlace::Header) => {
                authorization = Some(format!("Basic {}", basic(&oauth.client, secret).expose()));
            }
            (Some(secret), SecretPlace::Body) => {
                form.push(("client_id", oauth.client.clone()));
                form.push(("client_secret", secret.expose().to_owned()));
            }
            (None, _) => form.push(("client_id", oauth.client.clone())),
        }
        let own = oauth.parameters.iter();
        form.extend(own.map(|(name, value)| (name.as_str(), value.clone())));
        let pairs = form.iter();
        let pairs =
            pairs.map(|(name, value)| percent::encode(name) + "=" + &percent::encode(value));
        let body = pairs.collect::<Vec<_>>().join("&");
        let mut request = http::Request::new(Body::full(body));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = self.url(call.scheme, call.context.server)?;
        // A redirect would take the secret to wherever it says.
        mark_bound(request.extensions_mut());
        let headers = request.headers_mut();
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        headers.insert(header::CONTENT_TYPE, form);
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(header::USER_AGENT, call.context.user_agent.clone());
        if let Some(authorization) = authorization {
            let value = HeaderValue::from_str(&authorization);
            let mut value = value.map_err(|_| ConfigError::Header(call.scheme.id().to_owned()))?;
            value.set_sensitive(true);
            headers.insert(header::AUTHORIZATION, value);
        }
        Ok(request)
    }

    /// The token in a response; or else what is wrong, and the error code.
    fn read(
        &self,
        status: StatusCode,
        body: &[u8],
    ) -> Result<AccessToken, (String, Option<String>)> {
        let json = std::str::from_utf8(body).ok();
        let json: Option<Value> = json.and_then(|text| text.parse().ok());
        let json = json.unwrap_or(Value::Null);
        let text = |name: &str| {
            json.get(name)
                .and_then(Value::as_str)
                .filter(|text| !text.is_empty())
        };
        if !status.is_success() || text("access_token").is_none() && text("error").is_some() {
            let code = text("error").map(str::to_owned);
            let said = [text("error"), text("error_description")]
                .into_iter()
                .flatten();
            let said = said.collect::<Vec<_>>().join(": ");
            let between = if said.is_empty() { "" } else { ", " };
            return Err((format!("{between}{said}"), code));
        }
        let Some(token) = text("access_token") else {
            return Err((", without `access_token`".to_owned(), None));
        };
        if let Some(other) = text("token_type").filter(|kind| !kind.eq_ignore_ascii_case("bearer"))
        {
            return Err((format!(", with a token of the type `{other}`"), None));
        }
        if let Some(new) = text("refresh_token") {
            self.0.rotate(Secret::from(new));
        }
        let token = AccessToken::new(token);
        // Some endpoints send the number as a string.
        let lifetime = json.get("expires_in");
        let seconds =
            lifetime.and_then(|life| life.as_u64().or_else(|| life.as_str()?.parse().ok()));
        Ok(match seconds {
            Some(seconds) => token.expires_in(Duration::from_secs(seconds)),
            None => token,
        })
    }
}

/// The client and its secret, each in the form encoding, as
/// <https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1> asks for.
fn basic(client: &str, secret: &Secret) -> Secret {
    let pair = percent::encode(client) + ":" + &percent::encode(secret.expose());
    Secret::new(base64::engine::general_purpose::STANDARD.encode(pair))
}
