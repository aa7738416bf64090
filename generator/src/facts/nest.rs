//! Nested objects: their fields get the names of the fields around them, as in `tags[].key`.

use std::collections::HashSet;
use std::rc::Rc;

use super::model::{Fact, FieldFacts, FieldPlace, Gap, PageFacts};
use super::names::{joined, suffix};
use super::objects::Objects;
use super::page::PageTable;
use super::place::{PlacedTables, ResponseBody};
use super::profile::Profile;
use super::row::FieldRow;
use super::type_name::PageType;

/// How deep objects can be in each other.
const DEPTH: usize = 24;

/// The most fields of a page.
const MOST: usize = 20_000;

/// The fields of a table, and where they belong.
struct RootFields {
    place: FieldPlace,
    /// What is in front of their names.
    prefix: String,
    rows: Vec<FieldRow>,
}

/// Gives fields their whole names.
struct Nester<'p> {
    profile: &'p Profile,
    facts: PageFacts,
    objects: Objects<'p>,
}

/// The facts of a page with all fields.
pub(super) fn nest(facts: PageFacts, placed: PlacedTables, profile: &Profile) -> PageFacts {
    let mut nester = Nester {
        profile,
        facts,
        objects: Objects::new(placed.objects, placed.values, profile),
    };
    let mut roots: Vec<RootFields> = Vec::new();
    for root in &placed.roots {
        let rows = nester.rows(&root.table, &root.place);
        roots.push(RootFields {
            place: root.place.clone(),
            prefix: String::new(),
            rows,
        });
    }
    for body in &placed.bodies {
        roots.extend(nester.body(body));
    }
    for root in &roots {
        nester.objects.find_unnamed(&root.place, &root.rows);
    }
    for root in roots {
        nester.expand(root);
    }
    nester.facts.unplaced.extend(nester.objects.unused());
    nester.finish()
}

impl Nester<'_> {
    fn gap(&mut self, what: &str, of: &str, line: usize, reason: &str) {
        self.facts.unreadable.push(Gap {
            what: format!("{of}: {what}"),
            line,
            reason: reason.to_owned(),
        });
    }

    /// The fields of a table of a part, whose other rows are reported.
    fn rows(&mut self, table: &PageTable, place: &FieldPlace) -> Vec<FieldRow> {
        let fields = self.objects.fields(table, place);
        self.facts.unreadable.extend(fields.gaps);
        self.facts.ignored.extend(fields.ignored);
        fields.rows
    }

    /// The fields of the body of a response, by the name of its type.
    fn body(&mut self, body: &ResponseBody) -> Option<RootFields> {
        let place = FieldPlace::Response(body.status.clone());
        let of = format!("{place}: body");
        let Some(found) = PageType::parse(&body.type_name, &self.profile.types) else {
            self.gap("type", &of, body.line, "its type is not in the profile");
            return None;
        };
        let name = found.object()?;
        let Some(rows) = self.objects.rows(name, &place, &mut self.facts.unreadable) else {
            let reason = format!("no table describes `{name}`");
            self.gap("type", &of, body.line, &reason);
            return None;
        };
        Some(RootFields {
            place,
            prefix: found.path(),
            rows,
        })
    }

    /// Adds fields and everything inside them.
    fn expand(&mut self, root: RootFields) {
        let place = root.place;
        let mut waiting: Vec<(Rc<str>, FieldRow, Rc<[String]>)> = Vec::new();
        let add =
            |waiting: &mut Vec<_>, prefix: &str, rows: Vec<FieldRow>, around: Rc<[String]>| {
                let prefix: Rc<str> = prefix.into();
                let rows = rows.into_iter().rev();
                waiting.extend(rows.map(|row| (Rc::clone(&prefix), row, Rc::clone(&around))));
            };
        add(&mut waiting, &root.prefix, root.rows, Rc::from([]));
        while let Some((prefix, mut row, around)) = waiting.pop() {
            let line = row.fact.line;
            if self.facts.fields.len() >= MOST {
                return self.gap(
                    "fields",
                    &place.to_string(),
                    line,
                    "the page has too many fields",
                );
            }
            let own = std::mem::take(&mut row.fact.name);
            row.fact.name = joined(&prefix, &own);
            let of = format!("{place} {}", row.fact.name);
            let name = row.page_type.as_ref().and_then(PageType::object);
            if let Some(name) = name.map(str::to_owned) {
                self.name_type(&mut row, &name, &place);
                let is_inside = around.contains(&name) || around.len() >= DEPTH;
                let gaps = &mut self.facts.unreadable;
                let rows = (!is_inside).then(|| self.objects.rows(&name, &place, gaps));
                if let Some(rows) = rows.flatten() {
                    let prefix = format!("{}{}", row.fact.name, suffix(&row, &own));
                    let around = around.iter().cloned().chain([name]).collect();
                    add(&mut waiting, &prefix, rows, around);
                }
            }
            for gap in row.gaps {
                self.gap(&gap.what, &of, gap.line, &gap.reason);
            }
            self.facts.fields.push(row.fact);
        }
    }

    /// Whether a name is that of an object, of a type with values, or unknown.
    fn name_type(&mut self, row: &mut FieldRow, name: &str, place: &FieldPlace) {
        let (Some(page_type), Some(fact)) = (row.page_type.clone(), &mut row.fact.type_name) else {
            return;
        };
        let known = if let Some((values, line)) = self.objects.values(name) {
            row.fact.values = (!values.is_empty()).then(|| Fact::new(values, line));
            PageType::Scalar("string".to_owned())
        } else if page_type.is_known() || self.objects.describes(name, place) {
            row.fact.object = Some(name.to_owned());
            PageType::Object(Some(name.to_owned()))
        } else {
            row.gaps.push(Gap {
                what: "type".to_owned(),
                line: fact.line,
                reason: format!("`{name}` is not in the profile, and no table describes it"),
            });
            row.page_type = None;
            row.fact.type_name = None;
            return;
        };
        let page_type = page_type.resolve(&known);
        fact.value = page_type.to_string();
        row.page_type = Some(page_type);
    }

    /// A field that is shown twice counts once, with a report.
    fn finish(mut self) -> PageFacts {
        let mut seen = HashSet::new();
        let fields = std::mem::take(&mut self.facts.fields);
        for field in fields {
            if seen.insert((field.place.clone(), field.name.clone())) {
                self.facts.fields.push(field);
            } else {
                let of = format!("{} {}", field.place, field.name);
                self.gap(
                    "row",
                    &of,
                    field.line,
                    "the page has this name twice in one place",
                );
            }
        }
        let order = |field: &FieldFacts| (field.place.clone(), field.name.clone());
        self.facts.fields.sort_by_cached_key(order);
        self.facts.unreadable.sort_by_key(|gap| gap.line);
        self.facts.unplaced.sort_by_key(|gap| gap.line);
        self.facts
    }
}
