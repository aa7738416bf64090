//! Pages whose server names the URL of the next one, in its body or in the header `Link`: which requests are sent, with which
//! credentials, and where they must not go.

use bindwright_runtime::{
    Error, Request, Response,
    codegen::{
        Builder, ClientCredential, Core, OperationSpec, PagedOperation, Param, Requirement,
        ResponseSpec, Scheme, Security, codec, operation, pages, paginate, paginate_by,
    },
    http::HeaderValue,
};
use futures_util::TryStreamExt;

use crate::client_support::{Script, Server, example::Fault, json, with_headers};

static TOKEN: Scheme = Scheme::bearer("Token");
static KEY: Scheme = Scheme::query_key("Key", "api_key");
const BY_TOKEN: Security = &[&[Requirement::of(&TOKEN)]];
const BY_KEY: Security = &[&[Requirement::of(&KEY)]];

#[derive(Debug, Clone, Default)]
pub struct ByUrl {
    pub shop: String,
    pub limit: Option<i64>,
    pub trace: Option<String>,
}
#[derive(Debug, Clone, Default)]
pub struct ByLink {
    pub limit: Option<i64>,
}
#[derive(Debug, Clone)]
pub struct Listed {
    pub pets: Vec<i64>,
    pub next: Option<bindwright_runtime::Nullable<String>>,
}
codec!(Listed { "pets" => pets, "next" => next });
operation! {
    ByUrl => {
        spec: OperationSpec::get("ByUrl", "/shops/{shop}/pets").security(BY_TOKEN),
        parameters: { shop: Param::path("shop"), limit: Param::query("limit"), trace: Param::header("X-Trace") },
        success: Listed { ResponseSpec::json(200) },
        failure: Fault { ResponseSpec::json_default() },
    }
}
operation! {
    ByLink => {
        spec: OperationSpec::get("ByLink", "/pets").security(BY_KEY),
        parameters: { limit: Param::query("limit") },
        success: Listed { ResponseSpec::json(200) },
        failure: Fault { ResponseSpec::json_default() },
    }
}
pages!(ByUrl {
    url: next,
    items: pets as i64
});
pages!(ByLink {
    link: "next",
    items: pets as i64
});

/// A page with these pets and the URL of the next one.
fn page(pets: &[i64], next: &str) -> Script {
    json("200 OK", &format!("{{\"pets\":{pets:?},\"next\":{next}}}"))
}

/// A page with a header `Link`.
fn linked(pets: &[i64], link: &str) -> Script {
    let headers = format!("content-type: application/json\n{link}");
    with_headers("200 OK", &headers, &format!("{{\"pets\":{pets:?}}}"))
}

fn client(server: &Server) -> Core {
    let builder: Builder = server.builder();
    let builder = builder
        .credential(&TOKEN, ClientCredential::bearer("t0ken"))
        .credential(&KEY, ClientCredential::key("s/1"));
    builder.build().unwrap()
}

/// All pets of a list.
async fn pets<O>(core: &Core, request: Request<O>) -> Result<Vec<i64>, String>
where
    O: PagedOperation<Item = i64, Failure = Fault>,
{
    let pets = paginate(core, request).try_collect::<Vec<_>>().await;
    pets.map_err(|error: Error<Fault>| error.to_string())
}

fn targets(server: &Server) -> Vec<String> {
    let requests = server.requests().into_iter();
    let targets = requests.map(|request| request.split(' ').nth(1).unwrap().to_owned());
    targets.collect()
}

fn of_shop() -> Request<ByUrl> {
    let mut request = Request::new(ByUrl {
        shop: "a b".to_owned(),
        limit: Some(2),
        trace: Some("7".to_owned()),
    });
    let own = HeaderValue::from_static("own");
    request.headers_mut().insert("x-own", own);
    request
}

#[tokio::test]
async fn the_url_in_a_body_takes_the_place_of_path_and_query() {
    let server = Server::of(|url| {
        vec![
            page(&[1, 2], r#""?limit=2&after=%2F2""#),
            page(&[3], r#""/other/path?cursor=x""#),
            page(&[], r#""more;v=1?y""#),
            page(&[4], &format!("\"{url}/last\"")),
            page(&[5], "null"),
        ]
    })
    .await;
    let found = pets(&client(&server), of_shop()).await;
    assert_eq!(found.unwrap(), [1, 2, 3, 4, 5]);
    assert_eq!(
        targets(&server),
        [
            "/shops/a%20b/pets?limit=2",
            "/shops/a%20b/pets?limit=2&after=%2F2",
            "/other/path?cursor=x",
            "/other/more;v=1?y",
            "/last",
        ]
    );
    // Each has the headers and credentials of the first.
    for request in server.requests() {
        for line in ["authorization: Bearer t0ken", "x-trace: 7", "x-own: own"] {
            assert!(
                request.to_lowercase().contains(&line.to_lowercase()),
                "{request}"
            );
        }
    }
}

#[tokio::test]
async fn a_list_by_urls_ends_where_there_is_none() {
    for end in ["null", "\"\""] {
        let server = Server::new([page(&[1], r#""?b""#), page(&[2], end)]).await;
        assert_eq!(pets(&client(&server), of_shop()).await.unwrap(), [1, 2]);
    }
}

#[tokio::test]
async fn the_header_link_names_the_next_page_and_the_key_is_sent_once() {
    let server = Server::new([
        linked(
            &[1],
            "link: </pets?page=9>; rel=last\nlink: </pets?page=2&api_key=stale>; rel=\"next\"\n",
        ),
        linked(
            &[2],
            "link: </pets?page=3>; rel=next, </pets?page=1>; rel=prev\n",
        ),
        linked(&[3], "link: </pets?page=1>; rel=first\n"),
    ])
    .await;
    let found = pets(&client(&server), ByLink { limit: Some(1) }.into()).await;
    assert_eq!(found.unwrap(), [1, 2, 3]);
    assert_eq!(
        targets(&server),
        [
            "/pets?limit=1&api_key=s%2F1",
            "/pets?page=2&api_key=s%2F1",
            "/pets?page=3&api_key=s%2F1",
        ]
    );
}

#[tokio::test]
async fn nothing_is_sent_to_another_origin() {
    let other = Server::new([page(&[2], "null")]).await;
    let next = format!("\"{}/pets\"", other.url);
    let server = Server::new([page(&[1], &next)]).await;
    let error = pets(&client(&server), of_shop()).await.unwrap_err();
    let message = format!(
        "is at `{}` and not at `{}`: credentials are not sent to another origin",
        other.url, server.url
    );
    assert!(error.contains(&message), "{error}");
    assert_eq!(server.requests().len(), 1);
    assert!(other.requests().is_empty());
}

#[tokio::test]
async fn a_next_page_that_is_no_url_is_an_error() {
    let server = Server::new([page(&[1], r#""javascript:alert(1)""#)]).await;
    let error = pets(&client(&server), of_shop()).await.unwrap_err();
    assert!(error.contains("next page: is not an http URL"), "{error}");
}

/// A server that sends the same URL again would be asked for ever.
#[tokio::test]
async fn a_url_that_comes_again_is_the_end() {
    let server = Server::new([
        page(&[1], r#""?a""#),
        page(&[2], r#""?b""#),
        page(&[3], r#""?a""#),
    ])
    .await;
    assert_eq!(pets(&client(&server), of_shop()).await.unwrap(), [1, 2, 3]);
    // The first page, and the page itself, by another spelling.
    for next in [
        r#""?limit=2""#,
        r#""/shops/x/../a%20b/pets?limit=2""#,
        r##""#end""##,
    ] {
        let server = Server::new([page(&[1], next), page(&[1], next)]).await;
        assert_eq!(
            pets(&client(&server), of_shop()).await.unwrap(),
            [1],
            "{next}"
        );
        assert_eq!(server.requests().len(), 1, "{next}");
    }
}

#[tokio::test]
async fn a_list_by_urls_is_read_by_page_with_its_headers() {
    let server = Server::new([
        linked(&[1, 2], "link: <?b>; rel=next\n"),
        linked(&[3], "x-last: yes\n"),
    ])
    .await;
    let pages = paginate(&client(&server), ByLink::default().into()).by_page();
    let pages: Vec<_> = pages.try_collect().await.unwrap();
    assert_eq!(pages.len(), 2);
    assert_eq!(pages[0].items, [1, 2]);
    assert_eq!(pages[1].headers["x-last"], "yes");
}

/// An implementation in memory chooses what the URLs of its pages are, and reads them from the request.
#[tokio::test]
async fn an_implementation_in_memory_reads_the_url_from_the_request() {
    let call = |request: &Request<ByUrl>| {
        assert_eq!(request.get_ref().shop, "a b");
        let (pets, next) = match request.page_url() {
            None => (vec![1], Some("second")),
            Some("second") => (vec![2], Some("third?")),
            Some("third?") => (vec![3], None),
            Some(other) => panic!("{other}"),
        };
        let next = next.map(|next| bindwright_runtime::Nullable::Value(next.to_owned()));
        std::future::ready(Ok(Response::new(Listed { pets, next })))
    };
    let pets: Vec<_> = paginate_by(of_shop(), call).try_collect().await.unwrap();
    assert_eq!(pets, [1, 2, 3]);
}

/// One that does not look at it would return its first page for ever.
#[tokio::test]
async fn an_implementation_that_ignores_the_url_ends() {
    let call = |_: &Request<ByUrl>| {
        let next = Some(bindwright_runtime::Nullable::Value("more".to_owned()));
        std::future::ready(Ok(Response::new(Listed {
            pets: vec![1],
            next,
        })))
    };
    let pets: Vec<_> = paginate_by(of_shop(), call).try_collect().await.unwrap();
    assert_eq!(pets, [1]);
}
