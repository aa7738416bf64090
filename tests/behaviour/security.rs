//! Credentials: alternatives, several together, none, and signatures that the server checks.

use bindwright_runtime::server::{Authenticator, Call, Credential, Denied};
use bindwright_runtime::{Error, KeyPair, Request, Response, Secret};
use cases::{security_alternatives, security_signature};

use crate::wire::{Wire, get, raw};

/// Accepts every caller with the right word.
struct Guard;

impl Authenticator for Guard {
    type Principal = String;

    async fn authenticate(&self, found: &[Credential], _: &Call<'_>) -> Result<String, Denied> {
        match found {
            [] => Ok("nobody".to_owned()),
            [Credential::Bearer { token, .. }] if token.expose() == "t" => Ok("token".to_owned()),
            [
                Credential::Key { value, .. },
                Credential::Basic { user, password, .. },
            ] if value.expose() == "k&1" && password.expose() == "p:w" => Ok(user.clone()),
            [Credential::Signed { access_key, .. }] => Ok(access_key.clone()),
            _ => Err(Denied::Unauthorized),
        }
    }

    async fn secret_key(&self, access_key: &str) -> Option<Secret> {
        (access_key == "AK").then(|| Secret::new("SK"))
    }
}

/// Records who calls.
#[derive(Clone)]
struct Desk(crate::wire::Seen<String>);

impl Desk {
    fn note<T>(&self, request: &Request<T>) -> Result<Response<()>, Error> {
        let who = request.principal::<String>().cloned();
        self.0.push(who.unwrap_or_else(|| "nobody".to_owned()));
        Ok(Response::new(()))
    }
}

impl security_alternatives::PetsApi for Desk {
    async fn list_pets(
        &self,
        request: Request<security_alternatives::ListPets>,
    ) -> Result<Response<()>, Error> {
        self.note(&request)
    }

    async fn health(
        &self,
        request: Request<security_alternatives::Health>,
    ) -> Result<Response<()>, Error> {
        self.note(&request)
    }
}

impl security_signature::PetsApi for Desk {
    async fn list_pets(
        &self,
        request: Request<security_signature::ListPets>,
    ) -> Result<Response<()>, Error> {
        self.note(&request)
    }
}

#[tokio::test]
async fn a_token_alone_suffices() {
    use security_alternatives::{Client, ListPets, router};
    let desk = Desk(crate::wire::Seen::new());
    let wire = Wire::new(router(desk.clone(), Guard)).await;
    let client = Client::builder()
        .endpoint(&wire.url)
        .token("t")
        .build()
        .unwrap();
    client.list_pets(ListPets::new()).await.unwrap();
    assert_eq!(wire.request_lines(), ["GET /pets HTTP/1.1"]);
    assert_eq!(wire.header("authorization").as_deref(), Some("Bearer t"));
    assert_eq!(desk.0.take(), ["token"]);
}

#[tokio::test]
async fn a_key_and_a_password_are_sent_together() {
    use security_alternatives::{Client, ListPets, router};
    let desk = Desk(crate::wire::Seen::new());
    let wire = Wire::new(router(desk.clone(), Guard)).await;
    let client = Client::builder()
        .endpoint(&wire.url)
        .key("k&1")
        .login("ann", "p:w");
    client
        .build()
        .unwrap()
        .list_pets(ListPets::new())
        .await
        .unwrap();
    assert_eq!(wire.request_lines(), ["GET /pets?key=k%261 HTTP/1.1"]);
    assert_eq!(
        wire.header("authorization").as_deref(),
        Some("Basic YW5uOnA6dw==")
    );
    assert_eq!(desk.0.take(), ["ann"]);
}

#[tokio::test]
async fn part_of_an_alternative_is_not_enough() {
    use security_alternatives::{Client, ListPets, router};
    let desk = Desk(crate::wire::Seen::new());
    let client = Client::builder().endpoint("http://localhost").key("k&1");
    let client = client
        .transport(router(desk.clone(), Guard))
        .build()
        .unwrap();
    let error = client.list_pets(ListPets::new()).await.unwrap_err();
    assert!(matches!(error, Error::Config(_)), "{error}");
    let (status, body) = raw(router(desk.clone(), Guard), get("/pets?key=k%261")).await;
    assert_eq!(status, 401, "{body}");
    assert!(desk.0.take().is_empty());
}

#[tokio::test]
async fn an_operation_without_security_needs_no_credentials() {
    use security_alternatives::{Client, Health, router};
    let desk = Desk(crate::wire::Seen::new());
    let wire = Wire::new(router(desk.clone(), Guard)).await;
    let client = Client::builder()
        .endpoint(&wire.url)
        .token("t")
        .build()
        .unwrap();
    client.health(Health::new()).await.unwrap();
    assert_eq!(
        wire.header("authorization"),
        None,
        "and no credential is sent along"
    );
    assert_eq!(desk.0.take(), ["nobody"]);
}

#[tokio::test]
async fn the_server_checks_a_signature() {
    use security_signature::{Client, ListPets, router};
    let desk = Desk(crate::wire::Seen::new());
    for (secret, status) in [("SK", None), ("other", Some(401))] {
        let wire = Wire::new(router(desk.clone(), Guard)).await;
        let client = Client::builder()
            .endpoint(&wire.url)
            .keys(KeyPair::new("AK", secret));
        let response = client.build().unwrap().list_pets(ListPets::new()).await;
        let signed = wire.header("authorization").unwrap();
        assert!(
            signed.starts_with("SDK-HMAC-SHA256 Access=AK, SignedHeaders="),
            "{signed}"
        );
        let found = response.err().map(|error| error.status().unwrap().as_u16());
        assert_eq!(found, status);
    }
    assert_eq!(desk.0.take(), ["AK"]);
}
