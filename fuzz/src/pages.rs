//! `pages`: a saved page of documentation, however broken, is read or rejected, and its facts are read back as they were written.

use std::sync::LazyLock;

use bindwright::facts::{Profile, read_facts, read_page, write_facts};
use fastrand::Rng;

use crate::reached::reached;

/// Whole pages that inputs are made of.
const SEEDS: [(u8, &str); 4] = [
    (0, include_str!("../pages/paragraphs.txt")),
    (0, include_str!("../pages/bars.txt")),
    (1, include_str!("../pages/table.html")),
    (2, include_str!("../pages/table.md")),
];

/// What readers of pages look for.
const TOKENS: [&str; 28] = [
    "|",
    "\n",
    "|\n",
    "\n|\n",
    "|---|---|---|\n",
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "</td>",
    "<td rowspan=9 colspan=9>",
    "<!--",
    "<script>",
    "</main>",
    "Parameter\n",
    "Type\n",
    "Status code: 200\n",
    "URI\n",
    "GET /a/{b}\n",
    "Table 1 X\n",
    "Array of X objects",
    "[items]",
    "表1",
    "：",
    "&#x7c;",
    "`",
    "\\",
    "• ",
];

static PROFILE: LazyLock<Option<Profile>> =
    LazyLock::new(|| Profile::parse(Profile::shipped("huawei")?).ok());

/// The first byte chooses the format, the others are the page.
pub fn run(data: &[u8]) {
    let Some((format, page)) = data.split_first() else {
        return;
    };
    let name = ["page.txt", "page.html", "page.md"][usize::from(format % 3)];
    let page = String::from_utf8_lossy(page);
    let Some(profile) = PROFILE.as_ref() else {
        panic!("the profile that ships is no profile");
    };
    let Ok(facts) = read_page(name, &page, profile) else {
        return;
    };
    let lines = page.lines().count();
    for field in &facts.fields {
        assert!((1..=lines).contains(&field.line), "{field:?} is on no line");
    }
    let written = write_facts(&facts);
    let read = read_facts(&written);
    assert!(read.is_ok(), "{read:?}: {written}");
    let again = read.map(|facts| write_facts(&facts));
    assert!(again.as_ref() == Ok(&written), "{written}\n{again:?}");
    if facts.has_operation() && !facts.fields.is_empty() {
        reached();
    }
}

/// A seed with changes.
pub fn input(rng: &mut Rng) -> Vec<u8> {
    let (format, seed) = SEEDS[rng.usize(..SEEDS.len())];
    let mut bytes = seed.as_bytes().to_vec();
    for _ in 0..rng.usize(..6) {
        let at = rng.usize(..=bytes.len());
        let end = (at + rng.usize(..80)).min(bytes.len());
        match rng.u8(..5) {
            0 => drop(bytes.splice(at..at, TOKENS[rng.usize(..TOKENS.len())].bytes())),
            1 => drop(bytes.drain(at..end)),
            2 => drop(bytes.splice(at..end, std::iter::once(rng.u8(..)))),
            3 => {
                let copy = bytes[at..end].to_vec();
                let to = rng.usize(..=bytes.len());
                drop(bytes.splice(to..to, copy));
            }
            _ if rng.u8(..8) == 0 => bytes.truncate(at),
            _ => drop(bytes.splice(at..at, TOKENS[rng.usize(..TOKENS.len())].bytes())),
        }
    }
    let format = if rng.u8(..16) == 0 {
        rng.u8(..)
    } else {
        format
    };
    bytes.insert(0, format);
    bytes
}
