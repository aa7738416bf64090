//! Nested objects: their fields get the names of the fields around them, as in `tags[].key`.
//!
//! Tables of objects are found by their names. If a copy has lost the captions, the tables follow each other in the order that the
//! profile states, one for each object that is named and not yet described; if their number differs, none of them is placed.

use std::collections::{HashMap, HashSet};

use super::model::{Fact, FieldFacts, FieldPlace, Gap, PageFacts};
use super::page::{PageCell, PageTable};
use super::place::{ObjectScope, ObjectTable, PlacedTables};
use super::profile::{NestingOrder, PageColumn, Profile};
use super::row::{self, FieldRow, TableFields};
use super::type_name::PageType;

/// How deep objects can be in each other.
const DEPTH: usize = 24;

/// The most fields of a page.
const MOST: usize = 20_000;

/// Gives fields their whole names.
struct Nester<'p> {
    profile: &'p Profile,
    facts: PageFacts,
    objects: Vec<ObjectTable>,
    values: Vec<ObjectTable>,
    /// The table of an object, by its scope and name.
    found: HashMap<(String, String), usize>,
    /// The fields of tables of objects that were read.
    read: HashMap<usize, TableFields>,
    used: HashSet<usize>,
    used_values: HashSet<usize>,
}

/// The facts of a page with all fields.
pub(super) fn nest(facts: PageFacts, placed: PlacedTables, profile: &Profile) -> PageFacts {
    let mut nester = Nester {
        profile,
        facts,
        objects: placed.objects,
        values: placed.values,
        found: HashMap::new(),
        read: HashMap::new(),
        used: HashSet::new(),
        used_values: HashSet::new(),
    };
    let mut roots: Vec<(FieldPlace, String, Vec<FieldRow>)> = Vec::new();
    for root in &placed.roots {
        let rows = nester.rows(&root.table, &root.place);
        roots.push((root.place.clone(), String::new(), rows));
    }
    for body in &placed.bodies {
        let place = FieldPlace::Response(body.status.clone());
        let Some(found) = PageType::parse(&body.type_name, &profile.types) else {
            nester.gap("type", &place.to_string(), body.line, "its type is not in the profile");
            continue;
        };
        if let Some(name) = found.object().map(str::to_owned) {
            let prefix = found.path();
            if let Some(rows) = nester.object_rows(&name, &place) {
                roots.push((place, prefix, rows));
            } else {
                let what = format!("{place}: body");
                nester.gap("table", &what, body.line, &format!("no table describes `{name}`"));
            }
        }
    }
    for (place, _, rows) in &roots {
        nester.find_unnamed(place, rows);
    }
    for (place, prefix, rows) in roots {
        nester.expand(&place, &prefix, rows);
    }
    nester.report_unused();
    nester.finish()
}

/// The names of a scope in the map of objects.
fn scope_name(place: &FieldPlace) -> String {
    match place {
        FieldPlace::Response(status) => status.clone(),
        _ => String::new(),
    }
}

impl Nester<'_> {
    fn gap(&mut self, what: &str, of: &str, line: usize, reason: &str) {
        self.facts.unreadable.push(Gap {
            what: format!("{of}: {what}"),
            line,
            reason: reason.to_owned(),
        });
    }

    /// The fields of a table.
    fn fields(&self, table: &PageTable, place: &FieldPlace) -> TableFields {
        let mut fields = row::fields(table, place, self.profile);
        if let Some(separator) = &self.profile.separator {
            dotted(&mut fields.rows, separator, &self.profile.indices);
        }
        fields
    }

    /// The fields of a table of a part, whose other rows are reported.
    fn rows(&mut self, table: &PageTable, place: &FieldPlace) -> Vec<FieldRow> {
        let fields = self.fields(table, place);
        self.facts.unreadable.extend(fields.gaps);
        self.facts.ignored.extend(fields.ignored);
        fields.rows
    }

    /// The fields of a table of an object.
    fn fields_of(&mut self, at: usize, place: &FieldPlace) -> Option<&TableFields> {
        if !self.read.contains_key(&at) {
            let fields = self.fields(&self.objects.get(at)?.table, place);
            self.read.insert(at, fields);
        }
        self.read.get(&at)
    }

    /// The table of an object: of its own scope first, then of any scope.
    fn table_of(&self, name: &str, place: &FieldPlace) -> Option<usize> {
        let is_named = |object: &ObjectTable| object.names.iter().any(|found| found == name);
        let own = match place {
            FieldPlace::Response(status) => ObjectScope::Response(status.clone()),
            _ => ObjectScope::Request,
        };
        let scopes = [Some(own), Some(ObjectScope::Anywhere), None];
        let by_name = scopes.iter().find_map(|scope| {
            self.objects.iter().position(|object| {
                is_named(object) && scope.as_ref().is_none_or(|scope| *scope == object.scope)
            })
        });
        let key = (scope_name(place), name.to_owned());
        self.found.get(&key).copied().or(by_name)
    }

    /// The fields of an object. Rows that are no fields are reported once.
    fn object_rows(&mut self, name: &str, place: &FieldPlace) -> Option<Vec<FieldRow>> {
        let at = self.table_of(name, place)?;
        let fields = self.fields_of(at, place)?;
        let (rows, gaps) = (fields.rows.clone(), fields.gaps.clone());
        if self.used.insert(at) {
            self.facts.unreadable.extend(gaps);
        }
        Some(rows)
    }

    /// Finds the tables without names for the objects of a root.
    fn find_unnamed(&mut self, place: &FieldPlace, rows: &[FieldRow]) {
        let own = match place {
            FieldPlace::Response(status) => ObjectScope::Response(status.clone()),
            FieldPlace::Body | FieldPlace::Form => ObjectScope::Request,
            _ => return,
        };
        let unnamed: Vec<usize> = (0..self.objects.len())
            .filter(|at| {
                self.objects
                    .get(*at)
                    .is_some_and(|object| object.names.is_empty() && object.scope == own)
            })
            .collect();
        if unnamed.is_empty() {
            return;
        }
        let found = self.assign(&unnamed, place, rows);
        match found {
            Some(found) => {
                let scope = scope_name(place);
                let found = found.into_iter().map(|(name, at)| ((scope.clone(), name), at));
                self.found.extend(found);
            }
            None => {
                let reason = "without captions, it cannot be told which object this table describes";
                for at in unnamed {
                    self.used.insert(at);
                    self.unplaced(at, reason);
                }
            }
        }
    }

    /// A table for each object, in the order of the profile; `None` if their numbers differ.
    fn assign(
        &mut self,
        unnamed: &[usize],
        place: &FieldPlace,
        rows: &[FieldRow],
    ) -> Option<HashMap<String, usize>> {
        let mut found: HashMap<String, usize> = HashMap::new();
        let mut next = unnamed.iter().copied();
        let mut waiting: Vec<String> = Vec::new();
        let push = |waiting: &mut Vec<String>, rows: &[FieldRow], order| {
            let names = rows.iter().filter_map(|row| row.page_type.as_ref()?.object());
            let names: Vec<String> = names.map(str::to_owned).collect();
            match order {
                NestingOrder::DepthFirst => waiting.extend(names.into_iter().rev()),
                NestingOrder::BreadthFirst => waiting.splice(0..0, names.into_iter().rev()).for_each(drop),
            }
        };
        push(&mut waiting, rows, self.profile.order);
        while let Some(name) = waiting.pop() {
            if found.contains_key(&name) || waiting.len() > MOST {
                continue;
            }
            let at = next.next()?;
            found.insert(name, at);
            let order = self.profile.order;
            push(&mut waiting, &self.fields_of(at, place)?.rows, order);
        }
        next.next().is_none().then_some(found)
    }

    /// Adds fields and everything inside them.
    fn expand(&mut self, place: &FieldPlace, prefix: &str, rows: Vec<FieldRow>) {
        let mut waiting: Vec<(String, FieldRow, Vec<String>)> = Vec::new();
        let add = |waiting: &mut Vec<_>, prefix: &str, rows: Vec<FieldRow>, around: &[String]| {
            let rows = rows.into_iter().rev();
            waiting.extend(rows.map(|row| (prefix.to_owned(), row, around.to_vec())));
        };
        add(&mut waiting, prefix, rows, &[]);
        while let Some((prefix, mut row, around)) = waiting.pop() {
            if self.facts.fields.len() >= MOST {
                self.gap("fields", &place.to_string(), row.fact.line, "the page has too many fields");
                return;
            }
            let own = row.fact.name.clone();
            row.fact.name = joined(&prefix, &own);
            let name = row.page_type.as_ref().and_then(PageType::object).map(str::to_owned);
            if let Some(name) = name {
                self.name_type(&mut row, &name, place);
                let prefix = format!("{}{}", row.fact.name, suffix(&row, &own));
                let is_inside = around.contains(&name) || around.len() >= DEPTH;
                if let Some(rows) = (!is_inside).then(|| self.object_rows(&name, place)).flatten() {
                    let mut around = around;
                    around.push(name);
                    add(&mut waiting, &prefix, rows, &around);
                }
            }
            let of = format!("{place} {}", row.fact.name);
            for gap in row.gaps {
                self.gap(&gap.what, &of, gap.line, &gap.reason);
            }
            self.facts.fields.push(row.fact);
        }
    }

    /// Whether a name is that of an object, of a type with values, or unknown.
    fn name_type(&mut self, row: &mut FieldRow, name: &str, place: &FieldPlace) {
        let Some(page_type) = row.page_type.clone() else {
            return;
        };
        let is_values = |object: &ObjectTable| object.names.iter().any(|found| found == name);
        if let Some(at) = self.values.iter().position(is_values) {
            self.used_values.insert(at);
            let (values, line) = self.values.get(at).map(|object| of_values(&object.table)).unwrap_or_default();
            let scalar = PageType::Scalar("string".to_owned());
            row.page_type = Some(page_type.resolve(&scalar));
            row.fact.values = (!values.is_empty()).then(|| Fact::new(values, line));
        } else if page_type.is_known() || self.table_of(name, place).is_some() {
            row.fact.object = Some(name.to_owned());
            row.page_type = Some(page_type.resolve(&PageType::Object(Some(name.to_owned()))));
        } else {
            let line = row.fact.type_name.as_ref().map_or(row.fact.line, |fact| fact.line);
            let of = format!("{place} {}", row.fact.name);
            let reason = format!("`{name}` is no type that the profile knows, and no table describes it");
            self.gap("type", &of, line, &reason);
            row.page_type = None;
            row.fact.type_name = None;
        }
        if let (Some(fact), Some(found)) = (&mut row.fact.type_name, &row.page_type) {
            fact.value = found.to_string();
        }
    }

    fn unplaced(&mut self, at: usize, reason: &str) {
        if let Some(object) = self.objects.get(at) {
            self.facts.unplaced.push(Gap {
                what: format!("table with the columns {}", object.table.headings()),
                line: object.table.line,
                reason: reason.to_owned(),
            });
        }
    }

    fn report_unused(&mut self) {
        for at in 0..self.objects.len() {
            if !self.used.contains(&at) {
                self.unplaced(at, "nothing refers to the object that it describes");
            }
        }
        for at in 0..self.values.len() {
            if !self.used_values.contains(&at)
                && let Some(object) = self.values.get(at)
            {
                self.facts.unplaced.push(Gap {
                    what: format!("table with the columns {}", object.table.headings()),
                    line: object.table.line,
                    reason: "nothing refers to the type whose values it has".to_owned(),
                });
            }
        }
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
                self.gap("row", &of, field.line, "the page has this name twice in one place");
            }
        }
        let order = |field: &FieldFacts| (field.place.clone(), field.name.clone());
        self.facts.fields.sort_by_cached_key(order);
        self.facts.unreadable.sort_by_key(|gap| gap.line);
        self.facts.unplaced.sort_by_key(|gap| gap.line);
        self.facts
    }
}

/// What follows the name of a field in the names of its properties.
fn suffix(row: &FieldRow, own: &str) -> String {
    let path = row.page_type.as_ref().map_or_else(String::new, PageType::path);
    if own.ends_with("[]") || own == "[items]" {
        path.strip_prefix("[]").unwrap_or(&path).to_owned()
    } else {
        path
    }
}

/// The name of a field inside another.
fn joined(prefix: &str, name: &str) -> String {
    let name = if name == "[items]" { "[]" } else { name };
    if prefix.is_empty() {
        name.to_owned()
    } else {
        format!("{prefix}.{name}")
    }
}

/// The values of a table of values.
fn of_values(table: &PageTable) -> (Vec<String>, usize) {
    let cells: Vec<&PageCell> = table
        .rows
        .iter()
        .filter_map(|row| table.cell(row, PageColumn::Value))
        .collect();
    let line = cells.first().map_or(table.line, |cell| cell.line);
    (cells.iter().map(|cell| cell.text()).collect(), line)
}

/// Names that are paths: the names of arrays get `[]`, and words for an index become `[]`.
fn dotted(rows: &mut [FieldRow], separator: &str, indices: &[String]) {
    let arrays: HashSet<String> = rows
        .iter()
        .filter(|row| matches!(row.page_type, Some(PageType::Array(_))))
        .map(|row| row.fact.name.clone())
        .collect();
    for row in rows {
        let mut name = String::new();
        let mut original = String::new();
        let segments: Vec<&str> = row.fact.name.split(separator).collect();
        for (index, segment) in segments.iter().enumerate() {
            let is_index = index > 0 && indices.iter().any(|word| word == segment);
            if is_index {
                if !name.ends_with("[]") {
                    name.push_str("[]");
                }
            } else {
                if index > 0 {
                    name.push('.');
                    original.push_str(separator);
                }
                name.push_str(segment);
                original.push_str(segment);
                let is_last = index + 1 == segments.len();
                if !is_last && arrays.contains(&original) {
                    name.push_str("[]");
                }
            }
        }
        row.fact.name = name;
    }
}
