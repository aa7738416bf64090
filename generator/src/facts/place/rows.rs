//! Tables whose rows say themselves what they are: locations, statuses, responses, values.

use super::{ObjectScope, ObjectTable, Placer, ResponseBody, RootTable, part_place};
use crate::facts::model::Gap;
use crate::facts::outline::{TablePlace, add_status};
use crate::facts::page::{PageCell, PageTable};
use crate::facts::profile::PageColumn;
use crate::facts::text::is_identifier;

impl Placer<'_> {
    pub(super) fn values(&mut self, place: TablePlace) {
        let lines = place.lines.iter().map(|line| line.text.clone());
        let names: Vec<String> = lines.filter(|text| is_identifier(text)).collect();
        if names.is_empty() {
            return self.unplaced(
                &place.table,
                "no line in front of it names the type of the values",
            );
        }
        self.placed.values.push(ObjectTable {
            scope: ObjectScope::Anywhere,
            names,
            table: place.table,
        });
    }

    /// Rows that each say where they are sent.
    pub(super) fn by_location(&mut self, table: PageTable) {
        let mut groups: Vec<RootTable> = Vec::new();
        for row in &table.rows {
            let location = table.cell(row, PageColumn::In).map(PageCell::text);
            let part = location
                .as_deref()
                .and_then(|text| self.profile.location(text));
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
    pub(super) fn statuses(&mut self, table: &PageTable, column: PageColumn) {
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
    pub(super) fn responses(&mut self, table: &PageTable) {
        self.statuses(table, PageColumn::Name);
        for row in &table.rows {
            let status = table
                .cell(row, PageColumn::Name)
                .and_then(|cell| self.profile.status_of_row(&cell.text()));
            let body = table
                .cell(row, PageColumn::Type)
                .filter(|cell| !cell.lines.is_empty());
            if let (Some(status), Some(body)) = (status, body) {
                self.placed.bodies.push(ResponseBody {
                    status,
                    type_name: body.text(),
                    line: body.line,
                });
            }
        }
    }
}
