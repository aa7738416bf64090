//! Templates that mix text and parameters: the operation that is called is the one that runs, whatever the values are.

use bindwright_runtime::{Error, Request, Response};
use cases::parameter_path_delimiters as delimiters;
use delimiters::{Archive, Client, File, JsonFile, Range, Replace, Search, Version, router};

use crate::wire::Wire;

/// Returns its operation and its arguments.
struct Named;

macro_rules! named {
    ($($method:ident $arguments:ident ($($field:ident),*)),*) => {
        impl delimiters::PetsApi for Named {
            $(async fn $method(&self, request: Request<$arguments>) -> Result<Response<String>, Error> {
                let arguments = request.into_inner();
                let values: Vec<String> = vec![$(arguments.$field.clone()),*];
                let _ = &arguments;
                Ok(Response::new(format!("{} {}", stringify!($method), values.join(" "))))
            })*
        }
    };
}
named!(
    search Search (), replace Replace (id), archive Archive (id), file File (id),
    json_file JsonFile (id), range Range (from, to), version Version (version, minor)
);

#[tokio::test]
async fn a_value_never_chooses_another_operation() {
    let wire = Wire::new(router(Named)).await;
    let client = Client::builder().endpoint(&wire.url).build().unwrap();
    for value in [
        "a:archive",
        "a.json",
        "1-2",
        "x1",
        "%3A",
        "items:search",
        "a b",
        "é",
    ] {
        let body = |response: Result<Response<String>, Error>| response.unwrap().into_body();
        let replaced = client.replace(Replace::new(value)).await;
        assert_eq!(body(replaced), format!("replace {value}"));
        let archived = client.archive(Archive::new(value)).await;
        assert_eq!(body(archived), format!("archive {value}"));
        assert_eq!(
            body(client.file(File::new(value)).await),
            format!("file {value}")
        );
        let json = client.json_file(JsonFile::new(value)).await;
        assert_eq!(body(json), format!("json_file {value}"));
        let range = client.range(Range::new(value, value)).await;
        assert_eq!(body(range), format!("range {value} {value}"));
        let version = client.version(Version::new(value, value)).await;
        if value.contains('x') {
            let reason = version.unwrap_err().to_string();
            assert!(reason.contains("/{version}x{minor}"), "{reason}");
        } else {
            assert_eq!(body(version), format!("version {value} {value}"));
        }
    }
    assert_eq!(
        client.search(Search::new()).await.unwrap().into_body(),
        "search "
    );
    let lines = wire.request_lines();
    for line in [
        "POST /items/a%3Aarchive HTTP/1.1",
        "POST /items/a%3Aarchive:archive HTTP/1.1",
        "GET /files/a%2Ejson HTTP/1.1",
        "GET /range/1%2D2-1%2D2 HTTP/1.1",
    ] {
        assert!(lines.iter().any(|found| found == line), "{line}: {lines:?}");
    }
}
