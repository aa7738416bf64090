//! The tables of objects, and which object each describes.
//!
//! Tables are found by their names. If a copy has lost the captions, the tables follow each other in the order that the profile
//! states, one for each object that is named and not yet described; if their number differs, none of them is placed.

use std::collections::{HashMap, HashSet};

use super::model::{FieldPlace, Gap};
use super::names::dotted;
use super::page::{PageCell, PageTable};
use super::place::{ObjectScope, ObjectTable};
use super::profile::{NestingOrder, PageColumn, Profile};
use super::row::{self, FieldRow, TableFields};
use super::type_name::PageType;

/// The most objects that wait for their tables.
const MOST: usize = 20_000;

/// The tables of the objects of a page.
pub(super) struct Objects<'p> {
    profile: &'p Profile,
    tables: Vec<ObjectTable>,
    values: Vec<ObjectTable>,
    /// The table of an object, by its scope and name.
    found: HashMap<(String, String), usize>,
    /// The fields of tables that were read.
    read: HashMap<usize, TableFields>,
    used: HashSet<usize>,
    used_values: HashSet<usize>,
}

/// The names of a scope in the map of objects.
fn scope_name(place: &FieldPlace) -> String {
    match place {
        FieldPlace::Response(status) => status.clone(),
        _ => String::new(),
    }
}

impl<'p> Objects<'p> {
    pub(super) fn new(
        tables: Vec<ObjectTable>,
        values: Vec<ObjectTable>,
        profile: &'p Profile,
    ) -> Self {
        Self {
            profile,
            tables,
            values,
            found: HashMap::new(),
            read: HashMap::new(),
            used: HashSet::new(),
            used_values: HashSet::new(),
        }
    }

    /// The fields of a table.
    pub(super) fn fields(&self, table: &PageTable, place: &FieldPlace) -> TableFields {
        let mut fields = row::fields(table, place, self.profile);
        if let Some(separator) = &self.profile.separator {
            dotted(&mut fields.rows, separator, &self.profile.indices);
        }
        fields
    }

    /// The fields of a table of an object.
    fn fields_of(&mut self, at: usize, place: &FieldPlace) -> Option<&TableFields> {
        if !self.read.contains_key(&at) {
            let fields = self.fields(&self.tables.get(at)?.table, place);
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
            self.tables.iter().position(|object| {
                is_named(object) && scope.as_ref().is_none_or(|scope| *scope == object.scope)
            })
        });
        let key = (scope_name(place), name.to_owned());
        self.found.get(&key).copied().or(by_name)
    }

    /// Whether a table describes an object.
    pub(super) fn describes(&self, name: &str, place: &FieldPlace) -> bool {
        self.table_of(name, place).is_some()
    }

    /// The fields of an object. Rows that are no fields are reported once.
    pub(super) fn rows(
        &mut self,
        name: &str,
        place: &FieldPlace,
        gaps: &mut Vec<Gap>,
    ) -> Option<Vec<FieldRow>> {
        let at = self.table_of(name, place)?;
        let is_first = self.used.insert(at);
        let fields = self.fields_of(at, place)?;
        if is_first {
            gaps.extend(fields.gaps.iter().cloned());
        }
        Some(fields.rows.clone())
    }

    /// The values of a type, and their line.
    pub(super) fn values(&mut self, name: &str) -> Option<(Vec<String>, usize)> {
        let is_named = |object: &ObjectTable| object.names.iter().any(|found| found == name);
        let at = self.values.iter().position(is_named)?;
        self.used_values.insert(at);
        self.values.get(at).map(|object| of_values(&object.table))
    }

    /// Finds the tables without names for the objects of a root.
    pub(super) fn find_unnamed(&mut self, place: &FieldPlace, rows: &[FieldRow]) {
        let own = match place {
            FieldPlace::Response(status) => ObjectScope::Response(status.clone()),
            FieldPlace::Body | FieldPlace::Form => ObjectScope::Request,
            _ => return,
        };
        let unnamed: Vec<usize> = (0..self.tables.len())
            .filter(|at| {
                self.tables
                    .get(*at)
                    .is_some_and(|object| object.names.is_empty() && object.scope == own)
            })
            .collect();
        if unnamed.is_empty() {
            return;
        }
        if let Some(found) = self.assign(&unnamed, place, rows) {
            let scope = scope_name(place);
            let found = found.into_iter();
            self.found
                .extend(found.map(|(name, at)| ((scope.clone(), name), at)));
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
            let types = rows.iter().filter_map(|row| row.page_type.as_ref());
            let names = types
                .filter(|found| found.is_known())
                .filter_map(PageType::object);
            let names: Vec<String> = names.map(str::to_owned).collect();
            match order {
                NestingOrder::DepthFirst => waiting.extend(names.into_iter().rev()),
                NestingOrder::BreadthFirst => {
                    waiting.splice(0..0, names.into_iter().rev()).for_each(drop)
                }
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

    /// The tables that describe nothing that the page refers to.
    pub(super) fn unused(&self) -> Vec<Gap> {
        let objects = self.tables.iter().enumerate().map(|(at, object)| {
            let reason = if object.names.is_empty() {
                "without a caption, it cannot be told which object it describes"
            } else {
                "nothing refers to the object that it describes"
            };
            (object, reason, self.used.contains(&at))
        });
        let values = self.values.iter().enumerate().map(|(at, object)| {
            let reason = "nothing refers to the type whose values it has";
            (object, reason, self.used_values.contains(&at))
        });
        let unused = objects.chain(values).filter(|(_, _, is_used)| !is_used);
        let gaps = unused.map(|(object, reason, _)| Gap {
            what: format!("table with the columns {}", object.table.headings()),
            line: object.table.line,
            reason: reason.to_owned(),
        });
        gaps.collect()
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
