//! `SDK-HMAC-SHA256` against 16 known signatures: seven from the public test suites of the official signers (Python, Go, Java),
//! nine made by the official Python SDK; then what a verifier must reject.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bindwright_runtime::{
    KeyPair, Secret,
    http::request::Parts,
    http::{HeaderValue, Request, header},
    signing::{
        SignatureError, SignedRequest,
        sdk_hmac_sha256::{Signature, authorization, canonical_request, sha256_hex, sign},
    },
};

struct Vector {
    name: &'static str,
    request: (&'static str, &'static str),
    headers: &'static [(&'static str, &'static str)],
    signed: &'static str,
    body: &'static str,
    canonical_hash: &'static str,
    signature: &'static str,
}

/// 2026-06-01T08:09:10Z
const NOW: Duration = Duration::from_secs(1_780_301_350);

fn keys() -> KeyPair {
    KeyPair::new("AccessKey", "SecretKey")
}

fn parts((method, uri): (&str, &str), headers: &[(&'static str, &str)]) -> Parts {
    let mut request = Request::builder().method(method).uri(uri);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(()).unwrap().into_parts().0
}

#[test]
fn every_known_signature_is_reproduced() {
    for vector in VECTORS {
        let parts = parts(vector.request, vector.headers);
        let names: Vec<_> = vector.signed.split(';').collect();
        let canonical = canonical_request(
            SignedRequest::from(&parts),
            &names,
            &sha256_hex(vector.body.as_bytes()),
        )
        .unwrap();
        assert_eq!(
            sha256_hex(canonical.as_bytes()),
            vector.canonical_hash,
            "{}\n{canonical}",
            vector.name
        );
        let date = parts.headers.get("x-sdk-date").unwrap().to_str().unwrap();
        let made = authorization(
            SignedRequest::from(&parts),
            &names,
            vector.body.as_bytes(),
            &keys(),
            date,
        )
        .unwrap();
        let expected = format!(
            "SDK-HMAC-SHA256 Access=AccessKey, SignedHeaders={}, Signature={}",
            vector.signed, vector.signature
        );
        assert_eq!(made, expected, "{}", vector.name);
    }
    assert_eq!(VECTORS.len(), 16);
}

/// A request signed by this crate at `NOW`, with its body.
fn signed() -> (Parts, &'static [u8]) {
    let mut parts = parts(
        (
            "POST",
            "https://workspace.example.com:8443/v2/p/export?b=2&a=1",
        ),
        &[
            ("content-type", "application/json"),
            ("x-project-id", "p"),
            ("user-agent", "any"),
        ],
    );
    sign(
        &mut parts,
        b"{}",
        &keys().security_token("token"),
        UNIX_EPOCH + NOW,
    )
    .unwrap();
    (parts, b"{}")
}

fn verify(parts: &Parts, body: &[u8], secret: &str, now: SystemTime) -> Result<(), SignatureError> {
    let authorization = parts
        .headers
        .get(header::AUTHORIZATION)
        .unwrap()
        .to_str()
        .unwrap();
    let signature = Signature::parse(authorization).unwrap()?;
    assert_eq!(signature.access_key(), "AccessKey");
    signature.verify(SignedRequest::from(parts), body, &Secret::from(secret), now)
}

#[test]
fn signatures_of_the_client_are_accepted_by_the_server() {
    let (parts, body) = signed();
    let text = parts
        .headers
        .get(header::AUTHORIZATION)
        .unwrap()
        .to_str()
        .unwrap();
    assert!(
        text.contains("SignedHeaders=content-type;host;x-project-id;x-sdk-date;x-security-token,"),
        "{text}"
    );
    assert_eq!(
        parts.headers.get("host").unwrap(),
        "workspace.example.com:8443"
    );
    assert_eq!(parts.headers.get("x-sdk-date").unwrap(), "20260601T080910Z");
    assert!(
        parts
            .headers
            .get("x-security-token")
            .unwrap()
            .is_sensitive()
    );
    assert_eq!(verify(&parts, body, "SecretKey", UNIX_EPOCH + NOW), Ok(()));
}

#[test]
fn a_change_of_anything_signed_is_detected() {
    let mismatch = Err(SignatureError::Mismatch);
    let now = UNIX_EPOCH + NOW;
    let (parts, body) = signed();
    assert_eq!(verify(&parts, body, "OtherKey", now), mismatch);
    assert_eq!(verify(&parts, b"{ }", "SecretKey", now), mismatch);
    let mut changed = parts.clone();
    changed.method = "PUT".parse().unwrap();
    assert_eq!(verify(&changed, body, "SecretKey", now), mismatch);
    let mut changed = parts.clone();
    changed.uri = "https://workspace.example.com:8443/v2/q/export?b=2&a=1"
        .parse()
        .unwrap();
    assert_eq!(verify(&changed, body, "SecretKey", now), mismatch);
    let mut changed = parts.clone();
    changed
        .headers
        .insert("x-project-id", HeaderValue::from_static("q"));
    assert_eq!(verify(&changed, body, "SecretKey", now), mismatch);
    let mut changed = parts.clone();
    changed.headers.insert(
        "x-sdk-content-sha256",
        HeaderValue::from_static("UNSIGNED-PAYLOAD"),
    );
    assert_eq!(verify(&changed, body, "SecretKey", now), mismatch);
    let mut changed = parts;
    changed.headers.remove("x-project-id");
    assert_eq!(
        verify(&changed, body, "SecretKey", now),
        Err(SignatureError::Headers)
    );
}

#[test]
fn the_encoding_of_the_url_does_not_count() {
    let (mut parts, body) = signed();
    parts.uri = "https://workspace.example.com:8443/v2/%70/export?a=%31&b=2"
        .parse()
        .unwrap();
    assert_eq!(verify(&parts, body, "SecretKey", UNIX_EPOCH + NOW), Ok(()));
}

#[test]
fn a_signature_is_good_for_fifteen_minutes_either_way() {
    let (parts, body) = signed();
    let minutes = |count: u64| Duration::from_secs(60 * count);
    let at = |now: Duration| verify(&parts, body, "SecretKey", UNIX_EPOCH + now);
    assert_eq!(at(NOW + minutes(15)), Ok(()));
    assert_eq!(at(NOW - minutes(15)), Ok(()));
    assert_eq!(at(NOW + minutes(16)), Err(SignatureError::Date));
    assert_eq!(at(NOW - minutes(16)), Err(SignatureError::Date));
}

#[test]
fn host_and_date_must_be_signed() {
    for names in [&["host"][..], &["x-sdk-date"]] {
        let mut parts = signed().0;
        let made = authorization(
            SignedRequest::from(&parts),
            names,
            b"{}",
            &keys(),
            "20260601T080910Z",
        )
        .unwrap();
        parts
            .headers
            .insert(header::AUTHORIZATION, made.parse().unwrap());
        assert_eq!(
            verify(&parts, b"{}", "SecretKey", UNIX_EPOCH + NOW),
            Err(SignatureError::Headers)
        );
    }
}

#[test]
fn other_schemes_are_ignored_and_malformed_ones_rejected() {
    assert_eq!(Signature::parse("Bearer x"), None);
    assert_eq!(Signature::parse("SDK-HMAC-SHA256X Access=a"), None);
    for text in [
        "",
        "Access=a",
        "Access=, SignedHeaders=host, Signature=0",
        "Access=a, SignedHeaders=x;host, Signature=0",
        "Access=a, SignedHeaders=host;host, Signature=0",
        "Access=a, SignedHeaders=Host, Signature=0",
        "Access=a, SignedHeaders=host, Signature=0, More=1",
        "SignedHeaders=host, Access=a, Signature=0",
    ] {
        let text = format!("SDK-HMAC-SHA256 {text}");
        assert_eq!(
            Signature::parse(&text),
            Some(Err(SignatureError::Malformed)),
            "{text}"
        );
    }
}

const VECTORS: &[Vector] = &[
    Vector {
        name: "py-core-get",
        request: ("GET", "/resources?size=1"),
        headers: &[
            ("host", "service.endpoint.myhuaweicloud.com"),
            ("x-sdk-date", "20200608T023900Z"),
            ("test_underscore", "TEST_VALUE"),
        ],
        signed: "host;x-sdk-date",
        body: "",
        canonical_hash: "de94dd1e1ccdb730b403ce35d7e14f7c7b04337f6def1c3a3a2ba936852b133f",
        signature: "cfb4171acec81de07d50e53d57eb77edd537414d66ddb1d7d780f128e12cd842",
    },
    Vector {
        name: "py-core-post",
        request: ("POST", "/resources?size=1"),
        headers: &[
            ("host", "service.endpoint.myhuaweicloud.com"),
            ("x-sdk-date", "20200608T023900Z"),
            ("test_underscore", "TEST_VALUE"),
        ],
        signed: "host;x-sdk-date",
        body: r#"{"name":"test","id":1}"#,
        canonical_hash: "2b1b2515e48cb55e043ff2ec5b93d3f13ec287e1da1d7a2e4e14b0611a341969",
        signature: "436b1ac0a1ae03705934bb70ef2f2e09f7bfed2117d731a38235053199323a1f",
    },
    Vector {
        name: "go-core-get",
        request: ("GET", "/path?limit=1"),
        headers: &[
            ("x-sdk-date", "20060102T150405Z"),
            ("test_underscore", "TEST_VALUE"),
        ],
        signed: "x-sdk-date",
        body: "",
        canonical_hash: "85c3b7730f308aee452b16138a42a914397e43a8f0d732dfa521c0ef2afa98a4",
        signature: "5a2ce64c865e0e6046321c6f3d5a77ba8413eeaf355c3166c03d58d02ac79624",
    },
    Vector {
        name: "go-core-post",
        request: ("POST", "/path?key=value"),
        headers: &[
            ("x-sdk-date", "20060102T150405Z"),
            ("test_underscore", "TEST_VALUE"),
            ("content-type", "application/json"),
        ],
        signed: "x-sdk-date",
        body: "{\"Name\":\"test\",\"Id\":1}\n",
        canonical_hash: "13f75ff5f5216199f986c7e7f2f77834d5e160ad9e46f37319816dc72ba7eeab",
        signature: "cecc2af119b18ab70b4d094c0750f3b42c02f254903179a0fc2cc72fc9db4f59",
    },
    Vector {
        name: "java-core-get",
        request: (
            "GET",
            "/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs?limit=2&marker=13551d6b-755d-4757-b956-536f674975c0",
        ),
        headers: &[
            ("host", "service.region.example.com"),
            ("x-sdk-date", "20191115T033655Z"),
            ("content-type", "application/json"),
            ("test_underscore", "TEST_VALUE"),
        ],
        signed: "host;x-sdk-date",
        body: "",
        canonical_hash: "0e84e7853cf87931d965c80e83bffb15aa865326db3a6f57aa2560a7601dfe18",
        signature: "fd95e7da6f695cfb4cabbb9d6b0968aec155bc576b064835282473539ae9ea1d",
    },
    Vector {
        name: "java-core-post",
        request: ("POST", "/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpc/123"),
        headers: &[
            ("host", "service.region.example.com"),
            ("x-sdk-date", "20191115T033655Z"),
            ("content-type", "application/json"),
            ("test_underscore", "TEST_VALUE"),
        ],
        signed: "host;x-sdk-date",
        body: r#"{"key":"value"}"#,
        canonical_hash: "79be7a43859f485df125c417ebb8821754c7ed42f6742ce8b0fd74b2b303446d",
        signature: "b5649aa774f6cac7437631662f08815fc65c70e40e486df6db2436ce68902771",
    },
    Vector {
        name: "java-core-root",
        request: ("GET", "/"),
        headers: &[
            ("host", "example.com"),
            ("x-sdk-date", "20191115T033655Z"),
            ("test_underscore", "TEST_VALUE"),
        ],
        signed: "host;x-sdk-date",
        body: "",
        canonical_hash: "845f5f053e69e0d7cdf17c143bd6ffbc72d7be020b93b6ca2da8022efee7d6b8",
        signature: "919ad8b75d4ad49da0d377e63ee21c4a7a54b752f6bf2878b4adbe9c19927da6",
    },
    Vector {
        name: "ws-export-user-usage",
        request: (
            "GET",
            "/v3/2b31ed520a1b4c3d8e9f00112233aabb/statistics/metrics/users/export?end_time=2026-05-30T23%3A59%3A59Z&enterprise_project_id=0&sort_field=user_usage&sort_type=DESC&start_time=2026-05-01T00%3A00%3A00Z&usage_max_hours=24&usage_min_hours=1&username=zhang%20san",
        ),
        headers: &[
            ("content-type", "application/json"),
            ("user-agent", "huaweicloud-usdk-python/3.0; vec/1"),
            ("x-project-id", "2b31ed520a1b4c3d8e9f00112233aabb"),
            ("x-sdk-date", "20260601T080910Z"),
            ("host", "workspace.cn-north-4.myhuaweicloud.com"),
        ],
        signed: "content-type;host;user-agent;x-project-id;x-sdk-date",
        body: "",
        canonical_hash: "735237cb9ae56fea526a79b8f37a196aa5a04db1f1de54a2cbe69b2c000bc0d3",
        signature: "54d1170d8c290d0f3ff716df623469cddf1c4bf8f91bef13bf382f975c9ba119",
    },
    Vector {
        name: "ws-export-user-usage-min",
        request: (
            "GET",
            "/v3/2b31ed520a1b4c3d8e9f00112233aabb/statistics/metrics/users/export?end_time=2026-05-30T23%3A59%3A59Z&start_time=2026-05-01T00%3A00%3A00Z",
        ),
        headers: &[
            ("user-agent", "huaweicloud-usdk-python/3.0; vec/1"),
            ("x-project-id", "2b31ed520a1b4c3d8e9f00112233aabb"),
            ("x-sdk-date", "20260601T080910Z"),
            ("host", "workspace.cn-north-4.myhuaweicloud.com"),
        ],
        signed: "host;user-agent;x-project-id;x-sdk-date",
        body: "",
        canonical_hash: "1638b77cbbd48505e1d8a09e6449ab3734f96baed1704de2ba702f1544fcff0b",
        signature: "49c8068dc0577bf191467a655a7153397dd992dc56550a3050474a9be6ce4c2b",
    },
    Vector {
        name: "ws-export-app-user-access",
        request: (
            "POST",
            "/v2/2b31ed520a1b4c3d8e9f00112233aabb/statistics/metrics/app-user-access/export",
        ),
        headers: &[
            ("content-type", "application/json;charset=utf-8"),
            ("user-agent", "huaweicloud-usdk-python/3.0; vec/1"),
            ("x-project-id", "2b31ed520a1b4c3d8e9f00112233aabb"),
            ("x-sdk-date", "20260601T080910Z"),
            ("host", "workspace.cn-north-4.myhuaweicloud.com"),
        ],
        signed: "content-type;host;user-agent;x-project-id;x-sdk-date",
        body: r#"{"start_time": "2026-05-11T11:45:42Z", "end_time": "2026-05-12T11:45:42Z", "username": "xxx", "sort_field": "access_failed_count", "sort_type": "DESC"}"#,
        canonical_hash: "1077f98ac607ad941280968da522d55bd5f6dd8f34ce3b2c56b90b184c18e534",
        signature: "6bdcbb2f02481bdabea73566ed58464af18ffb106fda4230689e12ace55f1d55",
    },
    Vector {
        name: "ws-export-connections",
        request: (
            "GET",
            "/v3/2b31ed520a1b4c3d8e9f00112233aabb/desktops/connections/export?end_time=2026-05-30T23%3A59%3A59Z&language=zh_CN&max_e2e_rtt=10000&min_e2e_rtt=0&public_ip=1.2.3.4&start_time=2026-05-01T00%3A00%3A00Z&terminal_type=Windows%2010&user_name=%E7%94%A8%E6%88%B7%40local.com",
        ),
        headers: &[
            ("content-type", "application/json"),
            ("user-agent", "huaweicloud-usdk-python/3.0; vec/1"),
            ("x-project-id", "2b31ed520a1b4c3d8e9f00112233aabb"),
            ("x-sdk-date", "20260601T080910Z"),
            ("host", "workspace.cn-north-4.myhuaweicloud.com"),
        ],
        signed: "content-type;host;user-agent;x-project-id;x-sdk-date",
        body: "",
        canonical_hash: "af55474f4199470aabdb410542bcf02b078803ca0f8e8c1f2d915df211b037f7",
        signature: "b1e8203b6b8b4850a1ed8a74cc3bf948fec55fb8bdd8ee360354bb393e6a73c2",
    },
    Vector {
        name: "ws-usage-frequency",
        request: (
            "GET",
            "/v3/users/ai-assistant/statistics/usage-frequency?count=10&end_time=2026-05-12T11%3A45%3A42Z&start_time=2026-05-11T11%3A45%3A42Z",
        ),
        headers: &[
            ("content-type", "application/json"),
            ("user-agent", "huaweicloud-usdk-python/3.0; vec/1"),
            ("x-project-id", "2b31ed520a1b4c3d8e9f00112233aabb"),
            ("x-sdk-date", "20260601T080910Z"),
            ("host", "workspace.cn-north-4.myhuaweicloud.com"),
        ],
        signed: "content-type;host;user-agent;x-project-id;x-sdk-date",
        body: "",
        canonical_hash: "595e03b47faa15afc71d3e2748f7234a23e448de796830ae0056db1dee8b1986",
        signature: "9f10445e7097f1289c4d8ea3dee4ddf60bd1791ad560bb0a8fb2168072747622",
    },
    Vector {
        name: "ws-list-export-tasks-token",
        request: (
            "GET",
            "/v2/2b31ed520a1b4c3d8e9f00112233aabb/export-tasks?is_download=false&limit=20&offset=0&status=SUCCESS&task_id=2b31ed520xxxxxxebedb6e57xxxxxxxx",
        ),
        headers: &[
            ("content-type", "application/json"),
            ("user-agent", "huaweicloud-usdk-python/3.0; vec/1"),
            ("x-project-id", "2b31ed520a1b4c3d8e9f00112233aabb"),
            ("x-security-token", "SecurityToken=="),
            ("x-sdk-date", "20260601T080910Z"),
            ("host", "workspace.cn-north-4.myhuaweicloud.com"),
        ],
        signed: "content-type;host;user-agent;x-project-id;x-sdk-date;x-security-token",
        body: "",
        canonical_hash: "4b5e062a56665ee824300c0e7e2f728449b5c19fdfe1ea768d98598edfbcf4b9",
        signature: "5d23fc26aca06cb6cd173b8d8467d7498ad2bca6a28cfcc19554ca4ada2e1307",
    },
    Vector {
        name: "ws-download",
        request: (
            "GET",
            "/v2/2b31ed520a1b4c3d8e9f00112233aabb/export-tasks/2b31ed520xxxxxxebedb6e57xxxxxxxx/download",
        ),
        headers: &[
            ("content-type", "application/json"),
            ("user-agent", "huaweicloud-usdk-python/3.0; vec/1"),
            ("x-project-id", "2b31ed520a1b4c3d8e9f00112233aabb"),
            ("x-sdk-date", "20260601T080910Z"),
            ("host", "workspace.cn-north-4.myhuaweicloud.com"),
        ],
        signed: "content-type;host;user-agent;x-project-id;x-sdk-date",
        body: "",
        canonical_hash: "c5c96f494677c6feb81d6ab8eb0d4936db4c06fcb466e23ba92e9f2deaf48f53",
        signature: "4b98ea837ae179eec518c500d8ca7710bbfc210e5f0b356cce1ffe58d126b7d1",
    },
    Vector {
        name: "ws-delete",
        request: (
            "POST",
            "/v2/2b31ed520a1b4c3d8e9f00112233aabb/export-tasks/batch-delete",
        ),
        headers: &[
            ("content-type", "application/json;charset=utf-8"),
            ("user-agent", "huaweicloud-usdk-python/3.0; vec/1"),
            ("x-project-id", "2b31ed520a1b4c3d8e9f00112233aabb"),
            ("x-sdk-date", "20260601T080910Z"),
            ("host", "workspace.cn-north-4.myhuaweicloud.com"),
        ],
        signed: "content-type;host;user-agent;x-project-id;x-sdk-date",
        body: r#"{"task_ids": ["a", "b"]}"#,
        canonical_hash: "bc1736e6a05dde2f42c3cc0ed658181e5176557c2977ed5c04ff4b7d4339414f",
        signature: "b1d500c43fe407911ba7a15e5add6e960944a302d7bb33e31cf7cbb5d9963a48",
    },
    Vector {
        name: "ws-download-odd-path",
        request: (
            "GET",
            "/v2/2b31ed520a1b4c3d8e9f00112233aabb/export-tasks/a%20b%2Fc~%C3%A9/download",
        ),
        headers: &[
            ("content-type", "application/json"),
            ("user-agent", "huaweicloud-usdk-python/3.0; vec/1"),
            ("x-project-id", "2b31ed520a1b4c3d8e9f00112233aabb"),
            ("x-sdk-date", "20260601T080910Z"),
            ("host", "workspace.cn-north-4.myhuaweicloud.com"),
        ],
        signed: "content-type;host;user-agent;x-project-id;x-sdk-date",
        body: "",
        canonical_hash: "74c2ee5370f66f0a9c315526429ba2ba228e2677d77b3592db79c438e64ff367",
        signature: "bba3fc034aba2cadfdce52293383a8d91ae63dbe1992c6c59e2bedc13e30e8be",
    },
];
