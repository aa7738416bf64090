//! Pages of other vendors, by profile alone.

use bindwright::facts::{Profile, read_page};

use crate::without_lines;

fn found(profile: &str, name: &str, page: &str) -> Vec<String> {
    let profile = Profile::parse(profile).expect("a profile");
    let facts = read_page(name, page, &profile).expect("facts");
    assert!(
        facts.unplaced.is_empty() && facts.unreadable.is_empty(),
        "{facts:?}"
    );
    without_lines(&facts)
}

#[test]
fn a_column_says_where_a_parameter_is_sent() {
    let profile = include_str!("../../../examples/profiles/azure.yaml");
    let page = "<main><h1>Boats - Get</h1><pre>GET https://x.example/boats/{boat}?v=1</pre>\n<h2>URI Parameters</h2>\n<table><tr><th>Name</th><th>In</th><th>Required</th><th>Type</th><th>Description</th></tr>\n<tr><td>boat</td><td>path</td><td>True</td><td>string (uuid)</td><td>B.</td></tr>\n<tr><td>v</td><td>query</td><td></td><td>integer (int64)</td><td>V.<br>Minimum: 1</td></tr></table>\n<h2>Responses</h2>\n<table><tr><th>Name</th><th>Type</th><th>Description</th></tr><tr><td>200 OK</td><td>Boat[]</td><td>B.</td></tr><tr><td>Other Status Codes</td><td>Oops</td><td>B.</td></tr></table>\n<h2>Definitions</h2>\n<h3>Boat</h3><p>Object</p>\n<table><tr><th>Name</th><th>Type</th><th>Description</th></tr><tr><td>size.kind</td><td>Kind</td><td>B.</td></tr></table>\n<h3>Oops</h3><p>Object</p>\n<table><tr><th>Name</th><th>Type</th><th>Description</th></tr><tr><td>error</td><td>string</td><td>B.</td></tr></table>\n<h3>Kind</h3><p>Enumeration</p>\n<table><tr><th>Value</th><th>Description</th></tr><tr><td>Big</td><td>B.</td></tr><tr><td>Small</td><td>B.</td></tr></table></main>";
    insta::assert_snapshot!(found(profile, "boats.html", page).join("\n"));
}

#[test]
fn a_section_says_where_a_parameter_is_sent_and_names_are_paths() {
    let profile = include_str!("../../../examples/profiles/alibaba.yaml");
    let page = "OpenDoor\nLast updated: 2026-01-02\nRequest syntax\nPOST /doors/{Door} HTTP/1.1\nPath parameters\nName | Type | Required | Example | Description |\n---|---|---|---|---|\nDoor | string | Yes | d1 |\nThe door. |\nRequest body\nName | Type | Required | Example | Description |\n---|---|---|---|---|\nKeys | array | Yes | - |\nKeys. |\nKeys.N.Code | string | No | a | C. |\nIds | array | No | - | I. |\nIds.N | long | No | 7 | I. |\nResponse parameters\nName | Type | Example | Description |\n---|---|---|---|\nOpen | boolean | true | O. |\n";
    insta::assert_snapshot!(found(profile, "door.txt", page).join("\n"));
}
