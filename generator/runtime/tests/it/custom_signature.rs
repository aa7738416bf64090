//! A signature algorithm of the user's own, on both sides: the document names it, the user implements it.

use bindwright_runtime::codegen::{
    Builder, ClientCredential, Core, OperationSpec, Param, Requirement, ResponseSpec, Scheme,
    ServerTemplate, operation,
};
use bindwright_runtime::http::{HeaderValue, request::Parts};
use bindwright_runtime::server::{Authenticator, Call, Credential, Denied, Routes};
use bindwright_runtime::signing::{SignatureError, SignedRequest, Signer, SigningError, Verifier};
use bindwright_runtime::{Error, Request, Response, Secret, Value};

static LENGTH: Scheme = Scheme::signature("Length", "LENGTH", &[("X-Tenant", "tenant")]);
const SECURITY: &[&[Requirement]] = &[&[Requirement::of(&LENGTH)]];

#[derive(Debug, Clone)]
struct Ping {
    tenant: Option<String>,
}

operation! {
    Ping => {
        spec: OperationSpec::get("ping", "/ping").security(SECURITY),
        parameters: { tenant: Param::query("tenant").from_client_if_set() },
        success: Value { ResponseSpec::json(200) },
        failure: Value { ResponseSpec::json_default() },
    }
}

/// Signs by a sum over the method, the tenant and the secret: enough to distinguish requests.
struct Length {
    secret: Secret,
}

fn signature(request: SignedRequest<'_>, body: &[u8], secret: &Secret) -> String {
    let tenant = request.headers.get("x-tenant").map_or(0, HeaderValue::len);
    let length = tenant + request.method.as_str().len() + body.len();
    format!("key-1:{length}:{}", secret.expose().len())
}

impl Signer for Length {
    fn sign(&self, request: &mut Parts, body: &[u8]) -> Result<(), SigningError> {
        let text = signature(SignedRequest::from(&*request), body, &self.secret);
        let value = HeaderValue::from_str(&text)
            .map_err(|_| SigningError::Header("x-signature".to_owned()))?;
        request.headers.insert("x-signature", value);
        Ok(())
    }

    fn secrets(&self) -> Vec<Secret> {
        vec![self.secret.clone()]
    }
}

struct LengthVerifier;

impl Verifier for LengthVerifier {
    fn key_id(&self, request: SignedRequest<'_>) -> Option<Result<String, SignatureError>> {
        let text = request.headers.get("x-signature")?.to_str().ok()?;
        let (key, _) = text.split_once(':')?;
        Some(Ok(key.to_owned()))
    }

    fn verify(
        &self,
        request: SignedRequest<'_>,
        body: &[u8],
        secret: &Secret,
    ) -> Result<(), SignatureError> {
        let expected = signature(request, body, secret);
        let shown = request.headers.get("x-signature");
        match shown.is_some_and(|shown| shown.as_bytes() == expected.as_bytes()) {
            true => Ok(()),
            false => Err(SignatureError::Mismatch),
        }
    }
}

struct Keys;

impl Authenticator for Keys {
    type Principal = String;

    async fn authenticate(
        &self,
        credentials: &[Credential],
        _: &Call<'_>,
    ) -> Result<String, Denied> {
        match credentials {
            [Credential::Signed { access_key, .. }] => Ok(access_key.clone()),
            _ => Err(Denied::Unauthorized),
        }
    }

    async fn secret_key(&self, access_key: &str) -> Option<Secret> {
        (access_key == "key-1").then(|| Secret::from("12345"))
    }
}

struct Api;

async fn ping(_: &Api, request: Request<Ping>) -> Result<Response<Value>, Error<Value>> {
    let caller = request.principal::<String>().cloned().unwrap_or_default();
    Ok(Response::new(Value::String(caller)))
}

fn routes() -> Routes<Api> {
    Routes::new(Api).authenticator(Keys).route(ping)
}

fn client(secret: &str, routes: Routes<Api>) -> Core {
    let secret = Secret::from(secret);
    Builder::new(ServerTemplate::new("http://localhost", &[]))
        .parameter("tenant", "blue")
        .credential(&LENGTH, ClientCredential::signer(Length { secret }))
        .transport(routes.into_router())
        .build()
        .unwrap()
}

async fn call(core: &Core) -> Result<String, String> {
    let answer = core.call(Request::new(Ping { tenant: None })).await;
    match answer {
        Ok(response) => Ok(response.body().as_str().unwrap_or_default().to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

#[tokio::test]
async fn the_verifier_of_the_user_accepts_what_the_signer_of_the_user_signs() {
    let core = client("12345", routes().verifier("LENGTH", LengthVerifier));
    assert_eq!(call(&core).await, Ok("key-1".to_owned()));
}

#[tokio::test]
async fn another_secret_is_rejected() {
    let core = client("123456", routes().verifier("LENGTH", LengthVerifier));
    let error = call(&core).await.unwrap_err();
    assert!(error.contains("401"), "{error}");
}

#[tokio::test]
async fn without_a_verifier_signatures_are_rejected() {
    let core = client("12345", routes());
    let error = call(&core).await.unwrap_err();
    assert!(error.contains("401"), "{error}");
}
