//! A user's name and password -> tokens.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use bindwright_runtime::client::{AccessToken, TokenProvider, TokenSource};
use bindwright_runtime::codec::TimeError;
use bindwright_runtime::{BoxError, Error, Secret};

use crate::tokens::{
    Auth, Client, CreateToken, CreateTokenBody, ErrorBody, Identity, IdentityMethodsItem, Named,
    PasswordMethod, Scope, UserWithPassword,
};

/// Logs in a user with a password.
///
/// It is a [`TokenProvider`]: a client asks it for a token when it needs one, and again before the token
/// expires, once for all calls. A token for a project brings the `project_id` of its requests.
#[derive(Clone)]
#[must_use]
pub struct PasswordLogin {
    client: Client,
    account: String,
    user: String,
    password: Secret,
    scope: Option<Scope>,
}

/// A token, until when it is valid, and the project that it is for.
#[derive(Debug, Clone)]
pub struct Session {
    token: Secret,
    expires_at: SystemTime,
    project_id: Option<String>,
    login: PasswordLogin,
}

/// Why there is no token. The text has no secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoginError(String);

impl PasswordLogin {
    /// A user of an account, both by name, who logs in at an endpoint of IAM. The token is for the whole
    /// account, unless [`project`](Self::project) or [`project_id`](Self::project_id) name a part of it.
    pub fn new(
        client: Client,
        account: impl Into<String>,
        user: impl Into<String>,
        password: impl Into<Secret>,
    ) -> Self {
        Self {
            client,
            account: account.into(),
            user: user.into(),
            password: password.into(),
            scope: None,
        }
    }

    /// Asks for tokens for a project by its name: that of the region, if the account has no others.
    pub fn project(self, name: impl Into<String>) -> Self {
        self.scoped(Named::new().name(name))
    }

    /// Asks for tokens for a project by its ID.
    pub fn project_id(self, id: impl Into<String>) -> Self {
        self.scoped(Named::new().id(id))
    }

    fn scoped(mut self, project: Named) -> Self {
        self.scope = Some(Scope::new().project(project));
        self
    }

    /// Asks for a token.
    ///
    /// # Errors
    /// If IAM cannot be reached, rejects the user, or has no token in its response.
    pub async fn log_in(&self) -> Result<Session, LoginError> {
        let said = |error: String| LoginError(self.without_password(&error));
        let request = CreateToken::new(self.body()).nocatalog("true");
        let response = self.client.create_token(request).await;
        let response = response.map_err(|error| said(shown(&error)))?;
        let token = response.headers().get("x-subject-token");
        let token = token.and_then(|token| token.to_str().ok());
        let token = token.filter(|token| !token.is_empty());
        let missing = || said("the response has no `X-Subject-Token`".to_owned());
        let token = Secret::from(token.ok_or_else(missing)?);
        let told = response.into_body().token;
        let expires_at = told.expires_at_as_time();
        let expires_at = expires_at.map_err(|error: TimeError| said(error.to_string()))?;
        Ok(Session {
            token,
            expires_at,
            project_id: told.project.and_then(|project| project.id),
            login: self.clone(),
        })
    }

    fn body(&self) -> CreateTokenBody {
        let account = Named::new().name(&self.account);
        let user = UserWithPassword::new(&self.user, self.password.clone().into(), account);
        let identity = Identity::new([IdentityMethodsItem::Password], PasswordMethod::new(user));
        let mut auth = Auth::new(identity);
        auth.scope.clone_from(&self.scope);
        CreateTokenBody::new(auth)
    }

    /// A text of others, in which the password may be repeated.
    fn without_password(&self, text: &str) -> String {
        match self.password.expose() {
            "" => text.to_owned(),
            password => text.replace(password, "[redacted]"),
        }
    }
}

/// What IAM says. Its own errors are one level below those of its gateway.
fn shown(error: &Error<ErrorBody>) -> String {
    let own = match error {
        Error::Api(error) => error
            .body()
            .error
            .as_ref()
            .and_then(|own| own.message.as_deref()),
        _ => None,
    };
    match own {
        Some(message) => format!("{error}: {message:?}"),
        None => error.to_string(),
    }
}

impl Session {
    /// The project that the token is for; `None` if it is for the account.
    #[must_use]
    pub fn project_id(&self) -> Option<&str> {
        self.project_id.as_deref()
    }

    /// When the token expires.
    #[must_use]
    pub fn expires_at(&self) -> SystemTime {
        self.expires_at
    }

    /// The token itself.
    #[must_use]
    pub fn token(&self) -> &Secret {
        &self.token
    }

    /// This token, and others before it expires, each with its project.
    #[must_use]
    pub fn into_source(self) -> TokenSource {
        let login = self.login.clone();
        let first = Arc::new(Mutex::new(Some(self)));
        TokenSource::provider(move || {
            let (login, first) = (login.clone(), Arc::clone(&first));
            async move {
                let first = first.lock().unwrap_or_else(PoisonError::into_inner).take();
                match first {
                    Some(session) => Ok(session.access_token()),
                    None => login.log_in().await.map(Session::access_token),
                }
            }
        })
    }

    /// The token with what is left of its time.
    fn access_token(self) -> AccessToken {
        let left = self.expires_at.duration_since(SystemTime::now());
        // A token that has expired already is renewed at once, and not used.
        let token = AccessToken::new(self.token).expires_in(left.unwrap_or(Duration::ZERO));
        match self.project_id {
            Some(id) => token.parameter("project_id", id),
            None => token,
        }
    }
}

impl TokenProvider for PasswordLogin {
    async fn token(&self) -> Result<AccessToken, BoxError> {
        Ok(self.log_in().await?.access_token())
    }
}

/// Prints no password.
impl fmt::Debug for PasswordLogin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PasswordLogin")
            .field("account", &self.account)
            .field("user", &self.user)
            .field("scope", &self.scope)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for LoginError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no token of IAM: {}", self.0)
    }
}

impl std::error::Error for LoginError {}
