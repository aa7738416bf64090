//! Seeded edits of facts: whatever a page says otherwise, the proposal removes it, or lists it with the reason.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use bindwright::facts::{
    Fact, FieldFacts, FieldLimits, FieldPlace, LimitOf, PageFacts, Profile, read_facts, read_page,
};

use crate::propose::prove;

/// A change of facts; whether there was something to change.
type FactEdit = fn(&mut PageFacts, &mut fastrand::Rng) -> bool;

const EDITS: [(&str, FactEdit); 14] = [
    ("rename a field", rename),
    ("require a field, or not", flip),
    ("change a type", retype),
    ("make a field an object", nest),
    ("remove a field", remove),
    ("add a field", add),
    ("add a parameter", add_parameter),
    ("move a parameter", move_parameter),
    ("set a default", set_default),
    ("set values", set_values),
    ("set limits", set_limits),
    ("add a status", add_status),
    ("change a status", change_status),
    ("change the request", change_request),
];

fn choose<'f>(
    page: &'f mut PageFacts,
    random: &mut fastrand::Rng,
    is: impl Fn(&FieldFacts) -> bool,
) -> Option<&'f mut FieldFacts> {
    let mut fields: Vec<&mut FieldFacts> = page
        .fields
        .iter_mut()
        .filter(|field| field.name != "-" && is(field))
        .collect();
    let at = random.usize(0..fields.len().max(1));
    (!fields.is_empty()).then(|| fields.swap_remove(at))
}

fn fact<T>(value: T) -> Option<Fact<T>> {
    Some(Fact { value, line: 1 })
}

/// The fields that are inside of one.
fn is_inside(field: &FieldFacts, place: &FieldPlace, name: &str) -> bool {
    let rest = field.name.strip_prefix(name);
    field.place == *place
        && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

fn rename(page: &mut PageFacts, random: &mut fastrand::Rng) -> bool {
    let Some(field) = choose(page, random, |field| field.place != FieldPlace::Path) else {
        return false;
    };
    let (place, old) = (field.place.clone(), field.name.clone());
    let new = format!("{}_renamed", old.trim_end_matches("[]"));
    for field in &mut page.fields {
        if is_inside(field, &place, &old) {
            field.name = field.name.replacen(&old, &new, 1);
        }
    }
    true
}

fn flip(page: &mut PageFacts, random: &mut fastrand::Rng) -> bool {
    let has = |field: &FieldFacts| field.required.is_some();
    let Some(field) = choose(page, random, has) else {
        return false;
    };
    field.required = field.required.take().and_then(|old| fact(!old.value));
    true
}

fn retype(page: &mut PageFacts, random: &mut fastrand::Rng) -> bool {
    let Some(field) = choose(page, random, |field| field.object.is_none()) else {
        return false;
    };
    let types = [
        "string",
        "integer",
        "long",
        "double",
        "boolean",
        "array of string",
        "map of string",
        "file",
    ];
    field.type_name = fact(types[random.usize(0..types.len())].to_owned());
    (field.values, field.default, field.limits) = (None, None, Vec::new());
    true
}

fn nest(page: &mut PageFacts, random: &mut fastrand::Rng) -> bool {
    let is = |field: &FieldFacts| {
        let place = &field.place;
        field.object.is_none() && matches!(place, FieldPlace::Body | FieldPlace::Response(_))
    };
    let Some(field) = choose(page, random, is) else {
        return false;
    };
    let (name, place, line) = (field.name.clone(), field.place.clone(), field.line);
    let is_list = random.bool();
    field.type_name = fact(if is_list { "array of object" } else { "object" }.to_owned());
    (field.values, field.default, field.limits) = (None, None, Vec::new());
    let inside = format!("{name}{}.inner_value", if is_list { "[]" } else { "" });
    page.fields.push(new(place, &inside, line));
    true
}

fn remove(page: &mut PageFacts, random: &mut fastrand::Rng) -> bool {
    let Some(field) = choose(page, random, |field| field.place != FieldPlace::Path) else {
        return false;
    };
    let (place, name) = (field.place.clone(), field.name.clone());
    page.fields.retain(|field| !is_inside(field, &place, &name));
    true
}

fn new(place: FieldPlace, name: &str, line: usize) -> FieldFacts {
    FieldFacts {
        place,
        name: name.to_owned(),
        line,
        required: fact(true),
        type_name: fact("integer".to_owned()),
        object: None,
        values: None,
        default: fact("3".to_owned()),
        limits: vec![FieldLimits {
            of: LimitOf::Value,
            least: fact("1".to_owned()),
            most: fact("9".to_owned()),
        }],
    }
}

fn add(page: &mut PageFacts, random: &mut fastrand::Rng) -> bool {
    let is = |field: &FieldFacts| {
        matches!(
            field.place,
            FieldPlace::Body | FieldPlace::Form | FieldPlace::Response(_)
        )
    };
    let Some(field) = choose(page, random, is) else {
        return false;
    };
    let prefix = field
        .name
        .rsplit_once('.')
        .map_or(String::new(), |(prefix, _)| format!("{prefix}."));
    let field = new(
        field.place.clone(),
        &format!("{prefix}brand_new"),
        field.line,
    );
    page.fields.push(field);
    true
}

fn add_parameter(page: &mut PageFacts, random: &mut fastrand::Rng) -> bool {
    let place = [FieldPlace::Query, FieldPlace::Header][random.usize(0..2)].clone();
    page.fields.push(new(place, "brand_new", 1));
    true
}

fn move_parameter(page: &mut PageFacts, random: &mut fastrand::Rng) -> bool {
    let Some(field) = choose(page, random, |field| field.place == FieldPlace::Query) else {
        return false;
    };
    field.place = FieldPlace::Header;
    true
}

/// A field of this type.
fn of_type<'f>(
    page: &'f mut PageFacts,
    random: &mut fastrand::Rng,
    name: &str,
) -> Option<&'f mut FieldFacts> {
    choose(page, random, |field| {
        field.values.is_none()
            && field
                .type_name
                .as_ref()
                .is_some_and(|found| found.value == name)
    })
}

fn set_default(page: &mut PageFacts, random: &mut fastrand::Rng) -> bool {
    let field = of_type(page, random, "integer");
    field.is_some_and(|field| {
        field.default = fact("7".to_owned());
        field.limits.clear();
        true
    })
}

fn set_values(page: &mut PageFacts, random: &mut fastrand::Rng) -> bool {
    let field = of_type(page, random, "string");
    field.is_some_and(|field| {
        field.values = fact(vec!["one".to_owned(), "2".to_owned(), "yes".to_owned()]);
        (field.default, field.limits) = (None, Vec::new());
        true
    })
}

fn set_limits(page: &mut PageFacts, random: &mut fastrand::Rng) -> bool {
    let field = of_type(page, random, "string");
    field.is_some_and(|field| {
        field.limits = vec![FieldLimits {
            of: LimitOf::Length,
            least: fact("3".to_owned()),
            most: fact("4000".to_owned()),
        }];
        true
    })
}

fn add_status(page: &mut PageFacts, _: &mut fastrand::Rng) -> bool {
    page.statuses.push(Fact {
        value: "418".to_owned(),
        line: 1,
    });
    page.fields.push(new(
        FieldPlace::Response("418".to_owned()),
        "pots[].kind",
        1,
    ));
    true
}

fn change_status(page: &mut PageFacts, random: &mut fastrand::Rng) -> bool {
    let count = page.statuses.len();
    let at = random.usize(0..count.max(1));
    let Some(status) = page.statuses.get_mut(at) else {
        return false;
    };
    let old = std::mem::replace(&mut status.value, "207".to_owned());
    for field in &mut page.fields {
        if field.place == FieldPlace::Response(old.clone()) {
            field.place = FieldPlace::Response("207".to_owned());
        }
    }
    true
}

fn change_request(page: &mut PageFacts, random: &mut fastrand::Rng) -> bool {
    if random.bool() {
        page.method = fact("PATCH".to_owned());
    } else {
        let path = page.path.take().map(|path| format!("/next{}", path.value));
        page.path = path.and_then(fact);
    }
    true
}

/// How many proposals there were for a kind of edit, and how many differences they left.
#[derive(Default)]
struct Tally {
    proposed: usize,
    removed: usize,
    left: BTreeMap<String, usize>,
}

/// Proposes for edits of each kind, of so many pages and so often.
fn run(
    spec: &Path,
    pages: &[PageFacts],
    (count, repeats): (usize, usize),
) -> BTreeMap<&'static str, Tally> {
    let mut random = fastrand::Rng::with_seed(11);
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("spec.yaml");
    std::fs::copy(spec, &copy).expect("a copy");
    // A document that differs already is corrected first, so that edits are all that differs.
    let usual = prove(&copy, &[], pages, "as it is");
    let usual_overlay = folder.path().join("usual.yaml");
    std::fs::write(&usual_overlay, usual.text.as_deref().unwrap_or_default()).expect("a file");
    let others: &[&Path] = match &usual.text {
        Some(_) => &[&usual_overlay],
        None => &[],
    };
    let mut table: BTreeMap<&'static str, Tally> = BTreeMap::new();
    for (number, (name, edit)) in EDITS.into_iter().enumerate() {
        for at in (0..pages.len()).cycle().skip(number).take(count) {
            for _ in 0..repeats {
                let mut edited = pages.to_vec();
                if !edit(&mut edited[at], &mut random) {
                    continue;
                }
                let what = format!("{}: {name}", edited[at].page);
                let proposed = prove(&copy, others, &edited, &what);
                let tally = table.entry(name).or_default();
                tally.proposed += usize::from(proposed.text.is_some());
                tally.removed += proposed.removed;
                let left = proposed.left.iter();
                for (_, reason) in left.filter(|left| !usual.left.contains(left)) {
                    *tally.left.entry(reason.clone()).or_default() += 1;
                }
            }
        }
    }
    for (name, tally) in &table {
        println!(
            "{name:24} {:4} proposals, {:4} removed",
            tally.proposed, tally.removed
        );
        for (reason, count) in &tally.left {
            println!("    {count:4} left: {reason}");
        }
    }
    table
}

#[test]
fn seeded_edits_of_the_facts_of_the_project_are_removed_or_listed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    let mut files: Vec<PathBuf> = std::fs::read_dir(root.join("facts"))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    let pages: Vec<PageFacts> = files
        .iter()
        .map(|file| read_facts(&std::fs::read_to_string(file).expect("a file")).expect("facts"))
        .collect();
    let table = run(&root.join("workspace.yaml"), &pages, (2, 1));
    let proposed: usize = table.values().map(|tally| tally.proposed).sum();
    assert!(proposed > 14, "{proposed}");
}

#[test]
fn seeded_edits_of_a_folder_of_pages_are_removed_or_listed() {
    let Some(folder) = std::env::var_os("BINDWRIGHT_PAGES").map(PathBuf::from) else {
        eprintln!("skipped: BINDWRIGHT_PAGES names no folder of pages");
        return;
    };
    let profile = Profile::parse(Profile::shipped("huawei").expect("shipped")).expect("a profile");
    let mut pages: BTreeMap<String, PageFacts> = BTreeMap::new();
    for layout in std::fs::read_dir(&folder).expect("a folder") {
        let layout = layout.expect("an entry");
        let name = layout.file_name().to_string_lossy().into_owned();
        if !matches!(name.as_bytes(), [b'F' | b'H', _] | [b'M', b'D', _]) {
            continue;
        }
        for page in std::fs::read_dir(layout.path()).expect("a folder") {
            let page = page.expect("an entry");
            let text = std::fs::read_to_string(page.path()).expect("a page");
            let file = page.file_name().to_string_lossy().into_owned();
            let facts = read_page(&file, &text, &profile).expect("facts");
            // One page per operation: one that has lost less replaces another.
            let stem = file.split('.').next().unwrap_or_default().to_owned();
            let known = pages
                .get(&stem)
                .map_or(usize::MAX, |known| known.unreadable.len());
            if facts.unreadable.len() < known {
                pages.insert(stem, facts);
            }
        }
    }
    let pages: Vec<PageFacts> = pages.into_values().collect();
    let table = run(&folder.join("spec.yaml"), &pages, (pages.len(), 4));
    let proposed: usize = table.values().map(|tally| tally.proposed).sum();
    assert!(proposed > 100, "{proposed}");
}
