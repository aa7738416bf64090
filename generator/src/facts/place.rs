//! Places tables: which part of the request or of a response each describes.
//!
//! A caption decides if there is one, then the section, then what the rows are: names of the path, names of headers. Where the
//! copy has lost the captions, order decides as well: the table of the path comes first, and the table of a body comes in front of
//! the objects inside it. A table that no rule places is reported.

use super::model::{FieldPlace, Gap, PageFacts};
use super::outline::{TablePlace, add_status};
use super::page::{PageCell, PageTable};
use super::profile::{PageColumn, PagePart, Profile};
use super::row;
use super::text::{TextLine, is_identifier, is_name};

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
        self.facts.unreadable.extend(table.broken.iter().map(|broken| Gap {
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

    /// A table without a caption: its section decides.
    fn in_section(&mut self, place: TablePlace) {
        let names: Vec<String> = place
            .lines
            .iter()
            .filter(|line| is_identifier(&line.text))
            .map(|line| line.text.clone())
            .collect();
        if let Some(line) = place.lines.first()
            && self.profile.caption(&line.text).is_some()
        {
            let reason = "its caption is not in the profile";
            return self.unplaced(&place.table, reason);
        }
        match place.section {
            Some(PagePart::RequestLine) => self.of_request_line.push(place.table),
            Some(PagePart::Request) => self.in_request(place),
            Some(PagePart::Response) => self.in_response(place),
            Some(PagePart::Definitions) => self.object(place, names),
            Some(part @ (PagePart::Path | PagePart::Query | PagePart::Header | PagePart::Cookie)) => {
                self.part(part, place);
            }
            Some(part @ (PagePart::Body | PagePart::Form)) => {
                if self.has_root(&part_place(part)) {
                    self.object(place, names);
                } else {
                    self.part(part, place);
                }
            }
            _ => self.unplaced(&place.table, "its section does not say what it describes"),
        }
    }

    /// Whether all rows say that they are required.
    fn is_required(&self, table: &PageTable) -> bool {
        table.rows.iter().all(|row| {
            let cell = table.cell(row, PageColumn::Required);
            cell.and_then(|cell| self.profile.required(&cell.text())) == Some(true)
        })
    }

    fn has_root(&self, place: &Option<FieldPlace>) -> bool {
        self.placed.roots.iter().any(|root| Some(&root.place) == place.as_ref())
    }

    fn add_root(&mut self, place: FieldPlace, table: PageTable) {
        self.placed.roots.push(RootTable { place, table });
    }

    /// A table of a known part.
    fn part(&mut self, part: PagePart, place: TablePlace) {
        if part == PagePart::Ignored {
            let names = place.table.rows.iter().filter_map(|row| {
                let cell = place.table.cell(row, PageColumn::Name)?;
                Some(super::model::Fact::new(cell.text(), row.line))
            });
            return self.facts.ignored.extend(names);
        }
        if part == PagePart::Response {
            return match place.status.clone().or_else(|| self.profile.implied_status.clone()) {
                Some(status) => self.add_root(FieldPlace::Response(status), place.table),
                None => self.unplaced(&place.table, "no line says which status it belongs to"),
            };
        }
        match part_place(part) {
            Some(field_place) => self.add_root(field_place, place.table),
            None => self.unplaced(&place.table, "its caption does not name one part of the request"),
        }
    }

    /// A table of headers, the table of the body, or an object inside it.
    fn in_request(&mut self, place: TablePlace) {
        let names = names(&place.table);
        let is_header = |name: &&str| self.profile.is_header(name);
        let headers = names.iter().filter(|name| is_header(name)).count();
        if headers > 0 && headers * 2 >= names.len() && !self.has_root(&Some(FieldPlace::Header)) {
            return self.add_root(FieldPlace::Header, place.table);
        }
        let has_body = self.has_root(&Some(FieldPlace::Body)) || self.has_root(&Some(FieldPlace::Form));
        if has_body {
            return self.object(place, Vec::new());
        }
        let method = self.facts.method.as_ref().map(|method| method.value.as_str());
        if matches!(method, Some("GET" | "HEAD")) {
            let reason = "without a caption, it can be query parameters, headers or a body";
            return self.unplaced(&place.table, reason);
        }
        self.add_root(FieldPlace::Body, place.table);
    }

    /// The table of the body, or an object inside it.
    fn in_response(&mut self, place: TablePlace) {
        let status = place.status.clone().or_else(|| self.profile.implied_status.clone());
        let Some(status) = status else {
            return self.unplaced(&place.table, "no line says which status it belongs to");
        };
        let response = FieldPlace::Response(status);
        if self.has_root(&Some(response.clone())) {
            return self.object(place, Vec::new());
        }
        let names = names(&place.table);
        if !names.is_empty() && names.iter().all(|name| self.profile.is_header(name)) {
            return self.part(PagePart::Ignored, place);
        }
        self.add_root(response, place.table);
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

    fn values(&mut self, place: TablePlace) {
        let lines = place.lines.iter().map(|line| line.text.clone());
        let names: Vec<String> = lines.filter(|text| is_identifier(text)).collect();
        if names.is_empty() {
            return self.unplaced(&place.table, "no line in front of it names the type of the values");
        }
        self.placed.values.push(ObjectTable {
            scope: ObjectScope::Anywhere,
            names,
            table: place.table,
        });
    }

    /// Rows that each say where they are sent.
    fn by_location(&mut self, table: PageTable) {
        let mut groups: Vec<RootTable> = Vec::new();
        for row in &table.rows {
            let location = table.cell(row, PageColumn::In).map(PageCell::text);
            let part = location.as_deref().and_then(|text| self.profile.location(text));
            let Some(place) = part.and_then(part_place) else {
                self.facts.unreadable.push(Gap {
                    what: "location".to_owned(),
                    line: row.line,
                    reason: "its location is missing, or is not in the profile".to_owned(),
                });
                continue;
            };
            match groups.iter_mut().find(|group| group.place == place) {
                Some(group) => group.table.rows.push(row.clone()),
                None => groups.push(RootTable {
                    place,
                    table: PageTable {
                        line: table.line,
                        columns: table.columns.clone(),
                        rows: vec![row.clone()],
                        ..PageTable::default()
                    },
                }),
            }
        }
        self.placed.roots.extend(groups);
    }

    /// Rows that are statuses.
    fn statuses(&mut self, table: &PageTable, column: PageColumn) {
        for row in &table.rows {
            let cell = table.cell(row, column);
            let status = cell.and_then(|cell| self.profile.status_of_row(&cell.text()));
            match (status, cell) {
                (Some(status), Some(cell)) => add_status(&mut self.facts, &status, cell.line),
                _ => self.facts.unreadable.push(Gap {
                    what: "status".to_owned(),
                    line: row.line,
                    reason: "this row has no status".to_owned(),
                }),
            }
        }
    }

    /// Rows that are responses, each with the type of its body.
    fn responses(&mut self, table: &PageTable) {
        self.statuses(table, PageColumn::Name);
        for row in &table.rows {
            let status = table
                .cell(row, PageColumn::Name)
                .and_then(|cell| self.profile.status_of_row(&cell.text()));
            let body = table.cell(row, PageColumn::Type).filter(|cell| !cell.lines.is_empty());
            if let (Some(status), Some(body)) = (status, body) {
                self.placed.bodies.push(ResponseBody {
                    status,
                    type_name: body.text(),
                    line: body.line,
                });
            }
        }
    }

    /// The tables of the section with the request line: the table of the path comes first.
    fn finish_request_line(&mut self) {
        let path = self.facts.path.as_ref().map_or("", |path| path.value.as_str());
        let placeholders: Vec<String> = path
            .split('{')
            .skip(1)
            .filter_map(|part| part.split_once('}'))
            .map(|(name, _)| name.to_owned())
            .collect();
        let tables = std::mem::take(&mut self.of_request_line);
        let count = tables.len();
        for (index, table) in tables.into_iter().enumerate() {
            let names = names(&table);
            let is_in_path = names.iter().any(|name| placeholders.iter().any(|other| other == name));
            let may_be = names.len() == placeholders.len() && (count > 1 || self.is_required(&table));
            let is_path = index == 0 && !placeholders.is_empty() && (is_in_path || may_be);
            let place = if is_path { FieldPlace::Path } else { FieldPlace::Query };
            if self.has_root(&Some(place.clone())) {
                self.unplaced(&table, "without a caption, it can be query parameters or headers");
            } else {
                self.add_root(place, table);
            }
        }
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

/// The names of the rows of a table.
fn names(table: &PageTable) -> Vec<&str> {
    let cells = table.rows.iter().filter_map(|row| table.cell(row, PageColumn::Name));
    let texts = cells.filter_map(|cell| cell.lines.first()).map(|line| line.text.as_str());
    texts.filter(|text| is_name(text)).collect()
}
