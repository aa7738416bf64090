//! Pages that are broken, deep or long are read or rejected, without a panic and without much work.

use fastrand::Rng;

use crate::facts;
use crate::model::doc;
use crate::render::{LAYOUTS, page};

/// Changes that editors, converters and attackers make.
fn mutate(text: &str, rng: &mut Rng) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let tokens = [
        "|",
        "\n",
        "|\n",
        "---|---|",
        "<table>",
        "</td>",
        "<tr>",
        "Parameter\n",
        "Status code: 200\n",
        "&lt;",
        "[]",
        "：",
        "Table 1 X\n",
        "`",
        "\\",
    ];
    for _ in 0..rng.usize(1..6) {
        let at = rng.usize(..bytes.len().max(1));
        match rng.u8(..5) {
            0 => drop(bytes.splice(at..at, tokens[rng.usize(..tokens.len())].bytes())),
            1 => drop(bytes.drain(at..(at + rng.usize(..40)).min(bytes.len()))),
            2 => bytes[at] = rng.u8(..),
            3 => {
                let end = (at + rng.usize(..200)).min(bytes.len());
                let copy = bytes[at..end].to_vec();
                drop(bytes.splice(at..at, copy));
            }
            _ => bytes.truncate(at.max(1)),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn changed_pages_are_read() {
    let mut rng = Rng::with_seed(7);
    let pages: Vec<(&str, String)> = LAYOUTS
        .iter()
        .map(|layout| (layout.file(), page(&doc(), *layout)))
        .collect();
    for _ in 0..20 {
        for (name, page) in &pages {
            let found = facts(name, &mutate(page, &mut rng));
            let written = bindwright::facts::write_facts(&found);
            bindwright::facts::read_facts(&written)
                .unwrap_or_else(|problem| panic!("{problem}: {written}"));
        }
    }
}

#[test]
fn deep_and_long_pages_are_read() {
    let many = 2_000;
    let pages = [
        ("a.html", "<div><table><tr><td>".repeat(many)),
        (
            "a.html",
            "<table><tr><td colspan=1000 rowspan=1000>x</td></tr>".repeat(many),
        ),
        ("a.html", format!("<table>{}", "<tr><td>x".repeat(many))),
        ("a.md", "| a ".repeat(many)),
        ("a.md", "[*_`<".repeat(many)),
        (
            "a.txt",
            "Parameter\nType\nDescription\na\nString\n".repeat(many),
        ),
        (
            "a.txt",
            "|\nParameter |\nType |\n|---|---|\n|\na |\nX object |\n".repeat(many),
        ),
        ("a.txt", "a|b\n".repeat(many)),
        ("a.txt", "Status code: 200\n".repeat(many)),
        (
            "a.txt",
            format!("Parameter\nType\nx\n{}", "Array of ".repeat(many)),
        ),
        (
            "a.txt",
            format!(
                "URI\nPOST /a\nRequest Parameters\n| Parameter | Type |\n|---|---|\n{}",
                "| a | A object |\n".repeat(many)
            ),
        ),
    ];
    for (name, page) in pages {
        facts(name, &page);
    }
}

#[test]
fn a_page_that_is_too_long_is_rejected() {
    let profile = bindwright::facts::Profile::parse(
        "columns: {name: [N]}\npatterns: {request: ['{method} {url}']}",
    )
    .expect("a profile");
    assert!(bindwright::facts::read_page("a.txt", &"x".repeat(5 << 20), &profile).is_err());
}

#[test]
fn an_object_inside_itself_ends() {
    let page = "URI\n\nGET /a\n\nResponse Parameters\n\nStatus code: 200\n\nTable 1 Response body parameters\n\nParameter\n\nType\n\nDescription\n\nnode\n\nNode object\n\nN.\n\nTable 2 Node\n\nParameter\n\nType\n\nDescription\n\nnext\n\nArray of Node objects\n\nN.\n";
    let found = facts("page.txt", page);
    assert_eq!(found.fields.len(), 2, "{found:?}");
}
