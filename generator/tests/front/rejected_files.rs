//! References that must not be followed: out of the folder, to the network, to what is no file, and to too much.

use std::fs;

use bindwright::diagnostic::Diagnostics;
use bindwright::load::{LoadOptions, load};

use crate::files::{folder, read, referring};

/// The first report on a document with one reference.
fn refusal(files: &[(&str, &str)], target: &str) -> String {
    let folder = folder(files);
    let written = fs::write(folder.path().join("api.yaml"), referring(target));
    written.unwrap_or_else(|error| panic!("{error}"));
    let report = read(&folder, LoadOptions::default()).1;
    report.lines().next().unwrap_or_default().to_owned()
}

#[test]
fn forbidden_references_are_rejected() {
    let pet = ("pet.yaml", "type: object\n");
    for (target, expected) in [
        (
            "none.yaml",
            "error[BW0101]: `none.yaml` cannot be read: No such file or directory (os error 2)",
        ),
        (
            "../pet.yaml",
            "error[BW0404]: `../pet.yaml` is outside the folder of the document",
        ),
        (
            "%2e%2e/pet.yaml",
            "error[BW0404]: `%2e%2e/pet.yaml` is outside the folder of the document",
        ),
        (
            "a/../../../../../etc/passwd",
            "error[BW0404]: `a/../../../../../etc/passwd` is outside the folder of the document",
        ),
        (
            "/dev/zero",
            "error[BW0404]: `/dev/zero` is outside the folder of the document",
        ),
        (
            "file:///etc/passwd",
            "error[BW0404]: `file:///etc/passwd` is not a file beside this document",
        ),
        (
            "http://169.254.169.254/a.yaml#/A",
            "error[BW0404]: `http://169.254.169.254/a.yaml` is not a file beside this document",
        ),
        (
            "//host/a.yaml",
            "error[BW0404]: `//host/a.yaml` is not a file beside this document",
        ),
        (
            "models",
            "error[BW0101]: `models` cannot be read: this is not a regular file",
        ),
        (
            "pet.yaml#/none",
            "error[BW0401]: `pet.yaml#/none` does not exist",
        ),
        (
            "pet.yaml#none",
            "error[BW0405]: `#none` is not a JSON Pointer",
        ),
        (
            "doc.yaml#/components/responses/R",
            "error[BW0402]: `doc.yaml#/components/responses/R` is a Response Object; a Schema Object is needed here",
        ),
        (
            "api.yaml#/components/schemas/A",
            "error[BW0403]: following `#/components/schemas/A` leads back to itself",
        ),
        (
            "x.yaml#/A",
            "error[BW0403]: following `x.yaml#/A` leads back to itself",
        ),
        (
            "broken.yaml",
            "error[BW0111]: while parsing a node, did not find expected node content",
        ),
        (
            "control.yaml",
            "error[BW0104]: the text contains the control character U+0001",
        ),
    ] {
        let files = [
            pet,
            ("models/x.yaml", ""),
            (
                "doc.yaml",
                "components: {responses: {R: {description: r}}}\n",
            ),
            ("x.yaml", "A: {$ref: 'y.yaml#/B'}\n"),
            ("y.yaml", "B: {$ref: 'x.yaml#/A'}\n"),
            ("broken.yaml", "a: ["),
            ("control.yaml", "a: \u{1}"),
        ];
        assert_eq!(refusal(&files, target), expected, "{target}");
    }
}

#[cfg(unix)]
#[test]
fn symbolic_links_cannot_leave_the_folder() {
    use std::os::unix::fs::symlink;
    let outer = folder(&[
        ("secret.yaml", "type: string\n"),
        ("in/real.yaml", "type: string\n"),
    ]);
    let inner = outer.path().join("in");
    for (to, name) in [
        ("../secret.yaml", "out.yaml"),
        ("real.yaml", "link.yaml"),
        ("/dev/zero", "zero.yaml"),
        ("..", "up"),
    ] {
        symlink(to, inner.join(name)).unwrap_or_else(|error| panic!("{error}"));
    }
    for (target, expected) in [
        (
            "out.yaml",
            "`out.yaml` is outside the folder of the document",
        ),
        (
            "zero.yaml",
            "`zero.yaml` is outside the folder of the document",
        ),
        (
            "up/secret.yaml",
            "`up/secret.yaml` is outside the folder of the document",
        ),
        ("link.yaml", ""),
    ] {
        fs::write(inner.join("api.yaml"), referring(target))
            .unwrap_or_else(|error| panic!("{error}"));
        let mut diagnostics = Diagnostics::new();
        let _document = load(
            &inner.join("api.yaml").as_path().into(),
            &LoadOptions::default(),
            &mut diagnostics,
        );
        let messages: Vec<_> = diagnostics.iter().map(|report| report.message()).collect();
        assert_eq!(messages.join("\n"), expected, "{target}");
    }
}

#[test]
fn files_are_limited_in_size_and_number() {
    let options = |change: fn(&mut LoadOptions)| {
        let mut options = LoadOptions::default();
        change(&mut options);
        options
    };
    let (api, large) = (referring("pet.yaml"), "# ".repeat(400));
    let folder = folder(&[
        ("api.yaml", &api),
        ("pet.yaml", &large),
        ("two/api.yaml", ""),
    ]);
    let report = read(&folder, options(|options| options.limits.bytes = 500)).1;
    assert_eq!(
        report.lines().next(),
        Some("error[BW0102]: `pet.yaml` cannot be read: the file has 800 bytes; the limit is 500")
    );
    let report = read(&folder, options(|options| options.limits.files = 1)).1;
    assert_eq!(
        report.lines().next(),
        Some("error[BW0406]: the document refers to another file, and the limit is 1")
    );
}
