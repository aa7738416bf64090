//! Forms as browsers, `curl -F` and other clients send them: with fields that nobody declared, and objects as strings of JSON.

use bindwright_runtime::codegen::{
    Encoding, Media, OperationSpec, ResponseSpec, codec, multipart, operation,
};
use bindwright_runtime::server::Routes;
use bindwright_runtime::{Error, FilePart, Map, Number, Request, Response, Value};

use super::{post, serve};

#[derive(Debug, Clone, PartialEq)]
struct Point {
    x: i64,
    y: Option<i64>,
}
codec!(Point { "x" => x, "y" => y });

#[derive(Debug, Clone, PartialEq)]
struct Fields {
    name: String,
    point: Option<Point>,
    points: Option<Vec<Point>>,
    sizes: Option<Map<i64>>,
}
codec!(Fields { "name" => name, "point" => point, "points" => points, "sizes" => sizes });

#[derive(Debug)]
struct SendFields {
    body: Fields,
}
operation! {
    SendFields => {
        spec: OperationSpec::post("sendFields", "/fields"),
        body: required [Media::FORM, Media::MULTIPART],
        success: Fields { ResponseSpec::json(200) },
    }
}

#[derive(Debug)]
struct Upload {
    title: String,
    file: FilePart,
    point: Option<Point>,
    labels: Option<Vec<String>>,
}
multipart!(Upload {
    value "title" => title,
    file "file" => file,
    value "point" => point,
    value "labels" => labels,
});

const LABELED: Media = Media::MULTIPART
    .with_files()
    .encoded(&[Encoding::content_type("labels", "application/json")]);

#[derive(Debug)]
struct SendUpload {
    body: Upload,
}
operation! {
    SendUpload => {
        spec: OperationSpec::post("sendUpload", "/upload"),
        body: required [LABELED],
        success: Value { ResponseSpec::json(200) },
    }
}

struct Forms;

impl Forms {
    async fn fields(&self, request: Request<SendFields>) -> Result<Response<Fields>, Error> {
        Ok(Response::new(request.into_inner().body))
    }

    async fn upload(&self, request: Request<SendUpload>) -> Result<Response<Value>, Error> {
        let Upload {
            title,
            point,
            labels,
            ..
        } = request.into_inner().body;
        let point = point.map(|point| point.x);
        Ok(Response::new(Value::from(format!(
            "{title} {point:?} {labels:?}"
        ))))
    }
}

/// The status and the body of the response to a form.
async fn send(path: &str, media: &str, body: &str) -> (u16, String) {
    let routes = Routes::new(Forms).route(Forms::fields);
    let server = serve(routes.route(Forms::upload).into_router()).await;
    let media = format!("Content-Type: {media}");
    let response = post(server, path, &[&media], body).await;
    (response.status, response.text().to_owned())
}

/// A multipart body as `curl -F` writes it: the parts have no type of their own.
fn parts(values: &[(&str, &str)]) -> String {
    let part = |(name, value): &(&str, &str)| {
        let file = if *name == "file" {
            "; filename=\"f\""
        } else {
            ""
        };
        format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{value}\r\n")
    };
    let parts: String = values.iter().map(part).collect();
    format!("{parts}--b--\r\n")
}

const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data; boundary=b";

#[tokio::test]
async fn broken_escapes_matter_only_in_declared_fields() {
    let fine = (200, r#"{"name":"x"}"#.to_owned());
    for other in ["a=%", "%=1", "%ff=1", "a=%ff", "a[b]=%zz", "a=%&a=1"] {
        for form in [format!("{other}&name=x"), format!("name=x&{other}")] {
            assert_eq!(send("/fields", FORM, &form).await, fine, "{form}");
        }
    }
    for form in [
        "name=%",
        "name=%ff",
        "name[a]=%zz",
        "name=%&name=x",
        "name=x&name=%",
    ] {
        let (status, body) = send("/fields", FORM, form).await;
        assert_eq!(status, 400, "{form}");
        let expected =
            "body.name\",\"message\":\"expected percent-encoded UTF-8, found other bytes";
        assert!(body.contains(expected), "{form}: {body}");
    }
}

#[tokio::test]
async fn names_of_undeclared_fields_do_not_matter() {
    let fine = (200, r#"{"name":"x"}"#.to_owned());
    for other in [
        "a[b=1",
        "a]=1",
        "a[][b]=1",
        "a=1&a[b]=2",
        "a[b]=1&a[b]=2",
        "[=1",
        "a[b]c=1",
    ] {
        assert_eq!(
            send("/fields", FORM, &format!("{other}&name=x")).await,
            fine,
            "{other}"
        );
        assert_eq!(
            send("/fields", FORM, &format!("name=x&{other}")).await,
            fine,
            "{other}"
        );
        let pairs: Vec<(&str, &str)> = other
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .chain([("name", "x")])
            .collect();
        assert_eq!(
            send("/fields", MULTIPART, &parts(&pairs)).await,
            fine,
            "{other}"
        );
    }
}

#[tokio::test]
async fn names_of_declared_fields_must_agree() {
    for (form, why) in [
        ("name=x&sizes[w=1", "body.sizes"),
        ("name=x&sizes=1&sizes[w]=2", "body.sizes"),
        ("name=x&points[][x]=1", "body.points"),
        ("name[=x", "body.name"),
    ] {
        let (status, body) = send("/fields", FORM, form).await;
        let expected = format!(r#""location":"{why}""#);
        assert!(status == 400 && body.contains(&expected), "{form}: {body}");
        assert!(body.contains("a name that has"), "{body}");
    }
}

#[tokio::test]
async fn an_object_may_be_a_string_of_json() {
    let read = r#"{"name":"{\"x\":1}","point":{"x":1,"y":2},"points":[{"x":3},{"x":4}]}"#;
    let fine = (200, read.to_owned());
    let pairs = [
        // A string stays one.
        ("name", r#"{"x":1}"#),
        ("point", r#"{"x":1,"y":2}"#),
        ("points", r#"{"x":3}"#),
        ("points", r#" {"x":4}"#),
    ];
    assert_eq!(send("/fields", MULTIPART, &parts(&pairs)).await, fine);
    let form = r#"name={"x":1}&point={"x":1,"y":2}&points={"x":3}&points= {"x":4}"#;
    let form = form.replace('"', "%22").replace(' ', "%20");
    assert_eq!(send("/fields", FORM, &form).await, fine);
    for broken in [r#"{"x":}"#, r#"{"y":1}"#, "[1]", "1", r#"{"x":"a"}"#] {
        let pairs = [("name", "n"), ("point", broken)];
        let (status, body) = send("/fields", MULTIPART, &parts(&pairs)).await;
        assert!(
            status == 400 && body.contains("body.point"),
            "{broken}: {body}"
        );
    }
}

#[tokio::test]
async fn a_part_beside_files_may_be_json_without_saying_so() {
    let send = |values: &'static [(&str, &str)]| async move {
        send("/upload", MULTIPART, &parts(values)).await
    };
    let read = |text: &str| (200, format!("{text:?}"));
    let sent = send(&[("title", "T"), ("file", "bytes"), ("point", r#"{"x":7}"#)]).await;
    assert_eq!(sent, read("T Some(7) None"));
    // The document says that the list is JSON; one item may also be a string as it is.
    let sent = send(&[("title", "T"), ("file", ""), ("labels", r#"["a","b"]"#)]).await;
    assert_eq!(sent, read(r#"T None Some(["a", "b"])"#));
    let sent = send(&[("title", "T"), ("file", ""), ("labels", "a")]).await;
    assert_eq!(sent, read(r#"T None Some(["a"])"#));
    let (status, body) = send(&[("title", "T"), ("file", ""), ("point", "seven")]).await;
    assert!(status == 400 && body.contains("body.point"), "{body}");
}

#[derive(Debug)]
struct Row {
    a: Option<Number>,
    b: Option<Number>,
    c: Option<Number>,
    d: Option<Number>,
}
codec!(Row { "a" => a, "b" => b, "c" => c, "d" => d });

/// Larger than the tree that it is read from.
#[derive(Debug)]
struct Wide {
    a: Option<Row>,
    b: Option<Row>,
    c: Option<Row>,
    d: Option<Row>,
}
codec!(Wide { "a" => a, "b" => b, "c" => c, "d" => d });

#[derive(Debug)]
struct Lists {
    file: FilePart,
    trees: Option<Vec<Point>>,
    more_trees: Option<Vec<Point>>,
    values: Option<Vec<Wide>>,
    more_values: Option<Vec<Wide>>,
}
multipart!(Lists {
    file "file" => file,
    value "trees" => trees,
    value "more_trees" => more_trees,
    value "values" => values,
    value "more_values" => more_values,
});

#[derive(Debug)]
struct SendLists {
    body: Lists,
}
operation! {
    SendLists => {
        spec: OperationSpec::post("sendLists", "/lists"),
        body: required [Media::MULTIPART.with_files()],
        success: Value { ResponseSpec::json(200) },
    }
}

struct ListForms;

impl ListForms {
    async fn lists(&self, request: Request<SendLists>) -> Result<Response<Value>, Error> {
        let Lists {
            file,
            trees,
            more_trees,
            values,
            more_values,
        } = request.into_inner().body;
        let points = [trees, more_trees].into_iter().flatten().flatten().count();
        let wide = [values, more_values].into_iter().flatten().flatten();
        let rows = wide.flat_map(|one| [one.a, one.b, one.c, one.d]);
        let numbers = rows.flatten().flat_map(|row| [row.a, row.b, row.c, row.d]);
        let said = format!(
            "{points} {} {:?}",
            numbers.flatten().count(),
            file.file_name()
        );
        Ok(Response::new(Value::from(said)))
    }
}

#[tokio::test]
async fn the_parts_of_a_form_share_its_memory() {
    let routes = Routes::new(ListForms).route(ListForms::lists);
    let server = serve(routes.memory_limit(LIMIT).into_router()).await;
    let media = format!("Content-Type: {MULTIPART}");
    let send = async |names: &[&str], list: &str| {
        let mut all = vec![("file", "bytes")];
        all.extend(names.iter().map(|name| (*name, list)));
        let response = post(server, "/lists", &[&media], &parts(&all)).await;
        (response.status, response.text().to_owned())
    };
    // Each list needs more than half of the limit: one as the tree of its strings, the other as its value.
    let trees = format!("[{}]", vec![r#"{"x":1}"#; LIMIT * 2 / 3 / TREE].join(","));
    let values = format!(
        "[{}]",
        vec!["{}"; LIMIT * 2 / 3 / size_of::<Wide>()].join(",")
    );
    for (list, one, both) in [
        (trees, "trees", ["trees", "more_trees"]),
        (values, "values", ["values", "more_values"]),
    ] {
        let (status, body) = send(&[one], &list).await;
        assert_eq!(status, 200, "{one}: {body}");
        let (status, body) = send(&both, &list).await;
        let says = |text: &str| body.contains(text);
        let is_second = says(&format!("\"location\":\"body.{}", both[1]));
        let is_memory = says(&format!("needs more than {LIMIT} bytes of memory"));
        assert!(status == 400 && is_second && is_memory, "{both:?}: {body}");
    }
}

/// The bytes that a form may need.
const LIMIT: usize = 1_000_000;
/// About what an object with one member needs as a tree.
const TREE: usize = 300;
