//! Places tables: which part of the request or of a response each describes.
//!
//! A caption decides if there is one, then the section, then what the rows are: names of the path, names of headers. Where the
//! copy has lost the captions, order decides as well: the table of the path comes first, and the table of a body comes in front of
//! the objects inside it. A table that no rule places is reported.

mod rows;
mod section;

use super::model::{Fact, FieldPlace, Gap, PageFacts};
use super::outline::TablePlace;
use super::page::PageTable;
use super::profile::{PageColumn, PagePart, Profile};
use super::row;
use super::text::{TextLine, is_identifier};

/// Whose objects a table describes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ObjectScope {
    /// Those of the request.
    Request,
    /// Those of the response with a status.
    Response(String),
    /// Those of the whole page.
    Anywhere,
}

/// The fields of a part of the request or of a response.
#[derive(Debug)]
pub(super) struct RootTable {
    pub(super) place: FieldPlace,
    pub(super) table: PageTable,
}

/// The fields of an object that other fields refer to.
#[derive(Debug)]
pub(super) struct ObjectTable {
    pub(super) scope: ObjectScope,
    /// The names that the lines in front of it can give it, the most certain first; none if captions are lost.
    pub(super) names: Vec<String>,
    pub(super) table: PageTable,
}

/// A body that is an object, or an array of objects.
#[derive(Debug)]
pub(super) struct ResponseBody {
    pub(super) status: String,
    pub(super) type_name: String,
    pub(super) line: usize,
}

/// All tables in their places.
#[derive(Debug, Default)]
pub(super) struct PlacedTables {
    pub(super) roots: Vec<RootTable>,
    pub(super) objects: Vec<ObjectTable>,
    /// Tables whose rows are the values of a type.
    pub(super) values: Vec<ObjectTable>,
    pub(super) bodies: Vec<ResponseBody>,
}

/// Places tables one by one.
struct Placer<'p> {
    profile: &'p Profile,
    facts: PageFacts,
    placed: PlacedTables,
    /// Tables of the section with the request line that have no caption.
    of_request_line: Vec<PageTable>,
}

/// Places the tables of a page.
pub(super) fn place(
    facts: PageFacts,
    tables: Vec<TablePlace>,
    profile: &Profile,
) -> (PageFacts, PlacedTables) {
    let mut placer = Placer {
        profile,
        facts,
        placed: PlacedTables::default(),
        of_request_line: Vec::new(),
    };
    for table in tables {
        if table.section != Some(PagePart::Ignored) {
            placer.broken_rows(&table.table);
            placer.table(table);
        }
    }
    placer.finish_request_line();
    (placer.facts, placer.placed)
}

impl Placer<'_> {
    fn broken_rows(&mut self, table: &PageTable) {
        self.facts
            .unreadable
            .extend(table.broken.iter().map(|broken| Gap {
                what: "row".to_owned(),
                line: broken.line,
                reason: broken.reason.clone(),
            }));
    }

    fn unplaced(&mut self, table: &PageTable, reason: &str) {
        self.facts.unplaced.push(Gap {
            what: format!("table with the columns {}", table.headings()),
            line: table.line,
            reason: reason.to_owned(),
        });
    }

    fn table(&mut self, place: TablePlace) {
        let table = &place.table;
        if table.has(PageColumn::Action) {
            return row::actions(table, &mut self.facts);
        }
        if table.has(PageColumn::Status) {
            return self.statuses(table, PageColumn::Status);
        }
        if table.has(PageColumn::Value) && !table.has(PageColumn::Type) {
            return self.values(place);
        }
        if !table.has(PageColumn::Name) {
            return self.unplaced(table, "no column has the name of a parameter or property");
        }
        if table.has(PageColumn::In) {
            return self.by_location(place.table);
        }
        if place.section == Some(PagePart::Responses) {
            return self.responses(table);
        }
        if place.section == Some(PagePart::Definitions) && !table.has(PageColumn::Type) {
            return; // the list of definitions that follow
        }
        match self.captioned(&place) {
            Some(Ok(part)) => self.part(part, place),
            Some(Err(names)) => self.object(place, names),
            None => self.in_section(place),
        }
    }

    /// What the caption says: a part, or the name of an object.
    fn captioned(&self, place: &TablePlace) -> Option<Result<PagePart, Vec<String>>> {
        let own = place.table.caption.as_ref();
        let caption = |line: &TextLine| {
            self.profile
                .caption(&line.text)
                .or_else(|| own.is_some().then_some(line.text.as_str()))
                .map(str::to_owned)
        };
        let caption = place.lines.first().and_then(caption)?;
        if let Some(part) = self.profile.captioned(&caption) {
            return Some(Ok(part));
        }
        is_identifier(&caption).then(|| Err(vec![caption]))
    }

    fn has_root(&self, place: &Option<FieldPlace>) -> bool {
        self.placed
            .roots
            .iter()
            .any(|root| Some(&root.place) == place.as_ref())
    }

    fn add_root(&mut self, place: FieldPlace, table: PageTable) {
        self.placed.roots.push(RootTable { place, table });
    }

    /// A table of a known part.
    fn part(&mut self, part: PagePart, place: TablePlace) {
        if part == PagePart::Ignored {
            let names = place.table.rows.iter().filter_map(|row| {
                let cell = place.table.cell(row, PageColumn::Name)?;
                Some(Fact::new(cell.text(), row.line))
            });
            return self.facts.ignored.extend(names);
        }
        if part == PagePart::Response {
            return match place
                .status
                .clone()
                .or_else(|| self.profile.implied_status.clone())
            {
                Some(status) => self.add_root(FieldPlace::Response(status), place.table),
                None => self.unplaced(&place.table, "no line says which status it belongs to"),
            };
        }
        match part_place(part) {
            Some(field_place) => self.add_root(field_place, place.table),
            None => self.unplaced(
                &place.table,
                "its caption does not name one part of the request",
            ),
        }
    }

    fn object(&mut self, place: TablePlace, names: Vec<String>) {
        let scope = match (place.section, place.status) {
            (Some(PagePart::Definitions), _) => ObjectScope::Anywhere,
            (Some(PagePart::Response), Some(status)) => ObjectScope::Response(status),
            (Some(PagePart::Response), None) => match &self.profile.implied_status {
                Some(status) => ObjectScope::Response(status.clone()),
                None => ObjectScope::Anywhere,
            },
            _ => ObjectScope::Request,
        };
        self.placed.objects.push(ObjectTable {
            scope,
            names,
            table: place.table,
        });
    }
}

/// The place of fields of a part, if it has one.
fn part_place(part: PagePart) -> Option<FieldPlace> {
    match part {
        PagePart::Path => Some(FieldPlace::Path),
        PagePart::Query => Some(FieldPlace::Query),
        PagePart::Header => Some(FieldPlace::Header),
        PagePart::Cookie => Some(FieldPlace::Cookie),
        PagePart::Form => Some(FieldPlace::Form),
        PagePart::Body => Some(FieldPlace::Body),
        _ => None,
    }
}
