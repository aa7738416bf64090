//! Which requests go by way of a proxy, and what it sees of them.

use std::process::Command;

use bindwright_runtime::{
    ConfigError, Error, TransportKind,
    client::{DefaultTransport, Proxy, Retry, transport},
    codegen::{Builder, ClientCredential, ServerTemplate},
};

use crate::client_support::{Server, example::*, with_headers};
use crate::peers::{Authority, HELLO, get, proxy, socks, tls_server};

/// `Proxy-Authorization` of `user` and `p:w`.
const AUTHORIZATION: &str = "Basic dXNlcjpwOnc=";

fn by(port: u16) -> DefaultTransport {
    let url = format!("http://user:p%3Aw@127.0.0.1:{port}");
    transport().proxy(Proxy::new(url)).build().unwrap()
}

#[tokio::test]
async fn a_proxy_reads_http_in_the_absolute_form_with_its_credentials() {
    let (port, seen) = proxy(None, 0).await;
    let text = get(&by(port), "http://api.example/a?b=1").await.unwrap();
    assert_eq!(text, "hello");
    let request = &seen.all()[0];
    assert!(
        request.starts_with("GET http://api.example/a?b=1 HTTP/1.1\r\n"),
        "{request}"
    );
    assert!(request.contains("host: api.example\r\n"), "{request}");
    assert!(
        request.contains(&format!("proxy-authorization: {AUTHORIZATION}\r\n")),
        "{request}"
    );
}

#[tokio::test]
async fn https_goes_through_a_tunnel_that_hides_the_request() {
    let authority = Authority::new();
    let (target, inside) = tls_server(authority.server(None), HELLO).await;
    let tls = || Some(authority.server(None));
    for (config, scheme) in [(None, "http"), (tls(), "https")] {
        let (port, seen) = proxy(config, target).await;
        let url = format!("{scheme}://user:p%3Aw@localhost:{port}");
        let leaf = authority.leaf(&["client"]);
        let transport = transport()
            .root_certificates_pem(authority.pem())
            .client_certificate_pem(leaf.chain, leaf.key)
            .proxy(Proxy::new(url))
            .build()
            .unwrap();
        let text = get(&transport, "https://api.example/secret").await.unwrap();
        assert_eq!(text, "hello", "{scheme}");
        assert_eq!(
            seen.all(),
            [format!(
                "CONNECT api.example:443 HTTP/1.1\r\nHost: api.example:443\r\n\
                 Proxy-Authorization: {AUTHORIZATION}\r\n\r\n"
            )]
        );
        let request = inside.all().pop().unwrap();
        assert!(request.starts_with("GET /secret HTTP/1.1\r\n"), "{request}");
        assert!(!request.contains("proxy-authorization"), "{request}");
    }
}

#[tokio::test]
async fn a_socks_proxy_resolves_the_target_and_tls_goes_through_it() {
    let authority = Authority::new();
    let (tls, _) = tls_server(authority.server(None), HELLO).await;
    let plain = Server::new([with_headers("200 OK", "", "plain")]).await;
    let plain_port = plain.url.rsplit(':').next().unwrap().parse().unwrap();
    for (scheme, url, target, text, wanted) in [
        (
            "socks5",
            "https://api.example/",
            tls,
            "hello",
            "user:p:w api.example:443",
        ),
        (
            "socks5h",
            "http://api.example/",
            plain_port,
            "plain",
            "user:p:w api.example:80",
        ),
        (
            "socks5",
            "https://api.example:8443/",
            tls,
            "hello",
            "user:p:w api.example:8443",
        ),
    ] {
        let (port, seen) = socks(target).await;
        let proxy = Proxy::new(format!("{scheme}://user:p%3Aw@127.0.0.1:{port}"));
        let builder = transport().root_certificates_pem(authority.pem());
        let transport = builder.proxy(proxy).build().unwrap();
        assert_eq!(get(&transport, url).await.unwrap(), text);
        assert_eq!(seen.all(), [wanted]);
    }
    let request = &plain.requests()[0];
    assert!(
        request.starts_with("GET / HTTP/1.1\nhost: api.example\n"),
        "{request}"
    );
}

#[tokio::test]
async fn this_machine_and_excepted_hosts_are_reached_directly() {
    let (port, seen) = proxy(None, 0).await;
    let to = |except: &str| {
        let proxy = Proxy::new(format!("http://127.0.0.1:{port}")).except(except);
        transport().proxy(proxy).build().unwrap()
    };
    // This address reaches this machine, and is not one of those that count as it.
    let direct = || async {
        let server = Server::new([with_headers("200 OK", "", "direct")]).await;
        let port = server.url.rsplit(':').next().unwrap().to_owned();
        (server, format!("http://0.0.0.0:{port}/"))
    };
    let (_server, url) = direct().await;
    assert_eq!(get(&to(""), &url).await.unwrap(), "hello", "by the proxy");
    assert_eq!(seen.all().len(), 1);
    for except in ["0.0.0.0", "a.example, 0.0.0.0/8", "*"] {
        let (_server, url) = direct().await;
        assert_eq!(get(&to(except), &url).await.unwrap(), "direct", "{except}");
    }
    for host in ["127.0.0.1", "localhost"] {
        let (_server, url) = direct().await;
        let url = url.replace("0.0.0.0", host);
        assert_eq!(get(&to(""), &url).await.unwrap(), "direct", "{host}");
    }
    assert_eq!(seen.all().len(), 1);
}

#[tokio::test]
async fn a_tunnel_that_the_proxy_refuses_is_a_failed_connection() {
    let refused = "407 Proxy Authentication Required";
    let server = Server::new([
        with_headers(refused, "", ""),
        with_headers("502 Bad Gateway", "", ""),
    ]);
    let server = server.await;
    let proxy = Proxy::new(server.url.as_str());
    let transport = transport().proxy(proxy).build().unwrap();
    for wanted in ["proxy authorization required", "unsuccessful"] {
        let error = get(&transport, "https://api.example/").await.unwrap_err();
        assert_eq!(error.kind(), TransportKind::Connect);
        assert!(error.to_string().contains(wanted), "{error}");
    }
}

#[tokio::test]
async fn credentials_do_not_go_over_http_by_way_of_a_proxy() {
    let (port, seen) = proxy(None, 0).await;
    let builder = Builder::new(ServerTemplate::NONE)
        .endpoint("http://api.example")
        .credential(&TOKEN, ClientCredential::key("t"))
        .retry(Retry::none())
        .transport(by(port));
    assert_eq!(
        builder.clone().build().map(drop),
        Err(ConfigError::Cleartext)
    );
    let allowed = builder.allow_credentials_over_http().build().unwrap();
    let error = allowed.call(GetPet { id: 1 }.into()).await.unwrap_err();
    assert!(matches!(error, Error::Unexpected(_)), "{error}");
    assert!(seen.all()[0].contains("x-auth-token: t\r\n"));
}

#[test]
fn what_is_no_proxy_is_rejected_without_its_password() {
    for url in [
        "",
        "proxy example",
        "ftp://u:canary@a",
        "socks4://u:canary@a:1080",
        "http://",
    ] {
        let proxy = Proxy::new(url);
        let shown = format!("{proxy:?}");
        let error = transport().proxy(proxy).build().unwrap_err().to_string();
        assert!(error.contains("http://host:port"), "{url}: {error}");
        assert!(
            !format!("{error}{shown}").contains("canary"),
            "{error} {shown}"
        );
    }
}

/// Runs [`child`] in a process with these variables, and returns what it prints.
fn with_environment(variables: &[(&str, &str)]) -> String {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "proxy::child", "--ignored", "--nocapture"]);
    let names = [
        "ALL_PROXY",
        "HTTPS_PROXY",
        "HTTP_PROXY",
        "NO_PROXY",
        "REQUEST_METHOD",
    ];
    for name in names {
        command.env_remove(name).env_remove(name.to_lowercase());
    }
    let output = command.envs(variables.iter().copied()).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// Not a test of its own.
#[tokio::test]
#[ignore = "run by the tests below, with an environment"]
async fn child() {
    let text = |transport: Result<DefaultTransport, ConfigError>| async {
        match transport {
            Ok(transport) => get(&transport, "http://0.0.0.0:1/")
                .await
                .unwrap_or_default(),
            Err(error) => error.to_string(),
        }
    };
    println!("unasked: {};", text(transport().build()).await);
    let asked = transport().proxy(Proxy::from_environment());
    println!("asked: {};", text(asked.build()).await);
    let excepted = Proxy::from_environment().except("0.0.0.0");
    println!(
        "excepted: {};",
        text(transport().proxy(excepted).build()).await
    );
}

#[tokio::test]
async fn the_environment_is_read_only_if_asked() {
    let (port, seen) = proxy(None, 0).await;
    let url = format!("http://127.0.0.1:{port}");
    let run = |variables: Vec<(&'static str, String)>| {
        tokio::task::spawn_blocking(move || {
            let variables: Vec<_> = variables
                .iter()
                .map(|(name, value)| (*name, value.as_str()))
                .collect();
            with_environment(&variables)
        })
    };
    for name in ["HTTP_PROXY", "http_proxy", "ALL_PROXY"] {
        let output = run(vec![(name, url.clone())]).await.unwrap();
        assert!(output.contains("unasked: ;"), "{name}: {output}");
        assert!(output.contains("asked: hello;"), "{name}: {output}");
        assert!(output.contains("excepted: ;"), "{name}: {output}");
    }
    assert_eq!(seen.all().len(), 3);
    let direct = [
        ("NO_PROXY", "0.0.0.0".to_owned()),
        ("no_proxy", "0.0.0.0/8,x.example".to_owned()),
        ("NO_PROXY", "a.example, *".to_owned()),
        ("REQUEST_METHOD", "GET".to_owned()),
    ];
    for more in direct {
        let name = more.0;
        let output = run(vec![("HTTP_PROXY", url.clone()), more]).await.unwrap();
        assert!(output.contains("\nasked: ;"), "{name}: {output}");
    }
    assert_eq!(seen.all().len(), 3);
    let wrong = run(vec![("HTTPS_PROXY", "socks4://u:canary@a:1".to_owned())])
        .await
        .unwrap();
    assert!(
        wrong.contains("asked: the transport cannot be built: HTTPS_PROXY is not http://"),
        "{wrong}"
    );
    assert!(
        wrong.contains("unasked: ;") && !wrong.contains("canary"),
        "{wrong}"
    );
}
