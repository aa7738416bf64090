//! What holds a message, or a part of it, prints nothing that others wrote.

use bindwright_runtime::{
    ByteStream, FilePart, Value,
    codec::Policy,
    codegen::{
        BodyContent, ClientParameters, Media, Operation, OperationSpec, Param, ReceiveLimits,
        ReceivedBody, Redaction, RequestReader, RequestWriter, ResponseSpec, operation,
    },
    http::{HeaderValue, StatusCode},
    signing::SignedRequest,
};

const CANARY: &str = "Zq-canary";

struct Look {
    id: String,
    token: String,
}
operation! {
    Look => {
        spec: OperationSpec::get("Look", "/things/{id}"),
        parameters: { id: Param::path("id"), token: Param::header("X-Auth-Token") },
        success: Value { ResponseSpec::json(200) },
    }
}

#[test]
fn nothing_that_holds_a_message_prints_it() {
    let look = Look {
        id: CANARY.to_owned(),
        token: CANARY.to_owned(),
    };
    let client = ClientParameters::new();
    let mut writer = RequestWriter::new(Look::SPEC, &client);
    look.encode(&mut writer);
    let mut shown = format!("{writer:?}");
    let encoded = writer.finish().unwrap();
    shown += &format!("{encoded:?}");

    let mut headers = encoded.headers.clone();
    let disposition = format!("attachment; filename={CANARY}");
    let disposition = HeaderValue::from_str(&disposition).unwrap();
    headers.insert("content-disposition", disposition);
    let query = format!("key={CANARY}");
    let path = [("id", CANARY)];
    let mut reader = RequestReader::new(Look::SPEC, &path, Some(&query), &headers);
    shown += &format!("{reader:?}");
    assert!(Look::decode(&mut reader).is_some());

    let received = ReceivedBody {
        status: StatusCode::OK,
        reply: 0,
        media: Some(Media::JSON),
        headers: &headers,
        content: BodyContent::Bytes(CANARY.into()),
        policy: Policy::Strict,
        is_unlisted: false,
        redaction: Redaction::default(),
        limits: ReceiveLimits::default(),
    };
    shown += &format!("{received:?}{:?}", received.content);
    let stream = ByteStream::from_body(headers.clone(), bindwright_runtime::Body::full(CANARY));
    shown += &format!("{stream:?}");
    shown += &format!("{:?}", FilePart::new(CANARY).with_file_name(CANARY));
    let uri = format!("https://a.example/{CANARY}?{query}")
        .parse()
        .unwrap();
    let (mut parts, ()) = http::Request::new(()).into_parts();
    (parts.uri, parts.headers) = (uri, headers);
    shown += &format!("{:?}", SignedRequest::from(&parts));
    assert!(!shown.contains(CANARY), "{shown}");
    assert!(shown.contains("SignedRequest"), "{shown}");
}
