//! Rows: what the cells of a parameter or property say.

use super::model::{Fact, FieldFacts, FieldPlace, Gap, PageFacts, PolicyAction};
use super::page::{PageCell, PageRow, PageTable};
use super::profile::{PageColumn, Profile};
use super::text::is_name;
use super::type_name::PageType;
use super::wording;

/// A row as a field, before its name has the names around it.
#[derive(Debug, Clone)]
pub(super) struct FieldRow {
    pub(super) fact: FieldFacts,
    pub(super) page_type: Option<PageType>,
    /// What of it cannot be read.
    pub(super) gaps: Vec<Gap>,
}

/// The rows of a table as fields.
#[derive(Debug, Clone, Default)]
pub(super) struct TableFields {
    pub(super) rows: Vec<FieldRow>,
    /// Rows that are no fields.
    pub(super) gaps: Vec<Gap>,
    /// Rows that the profile ignores.
    pub(super) ignored: Vec<Fact<String>>,
}

/// The rows of a table of actions.
pub(super) fn actions(table: &PageTable, facts: &mut PageFacts) {
    for row in &table.rows {
        let action = table
            .cell(row, PageColumn::Action)
            .filter(|cell| !cell.lines.is_empty());
        let Some(action) = action else {
            facts.unreadable.push(Gap {
                what: "action".to_owned(),
                line: row.line,
                reason: "this row has no action".to_owned(),
            });
            continue;
        };
        let text = action.text();
        let mut known = facts.authorization.iter();
        if known.any(|known| known.action.value == text) {
            continue;
        }
        let access = table
            .cell(row, PageColumn::Access)
            .map(|cell| (cell.text(), cell.line));
        let access = access.filter(|(text, _)| !text.is_empty() && text != "-");
        facts.authorization.push(PolicyAction {
            action: Fact::new(text, action.line),
            access: access.map(|(text, line)| Fact::new(text, line)),
        });
    }
}

/// The fields of a table.
pub(super) fn fields(table: &PageTable, place: &FieldPlace, profile: &Profile) -> TableFields {
    let mut fields = TableFields::default();
    for row in &table.rows {
        let cell = table.cell(row, PageColumn::Name);
        let name = cell.map(PageCell::text).unwrap_or_default();
        let line = cell.map_or(row.line, |cell| cell.line);
        if !is_name(&name) {
            fields.gaps.push(Gap {
                what: format!("{place}: row"),
                line,
                reason: "this row has no name of a parameter or property".to_owned(),
            });
        } else if *place == FieldPlace::Header && profile.ignores(&name) {
            fields.ignored.push(Fact::new(name, line));
        } else {
            fields
                .rows
                .push(field(table, row, Fact::new(name, line), place, profile));
        }
    }
    fields
}

/// The field of a row.
fn field(
    table: &PageTable,
    row: &PageRow,
    name: Fact<String>,
    place: &FieldPlace,
    profile: &Profile,
) -> FieldRow {
    let mut reader = RowReader {
        table,
        row,
        profile,
        gaps: Vec::new(),
    };
    let required = reader.required();
    let (page_type, type_line) = reader.page_type();
    let mut fact = FieldFacts {
        place: place.clone(),
        name: name.value,
        line: name.line,
        required,
        type_name: None,
        object: None,
        values: None,
        default: None,
        limits: Vec::new(),
    };
    let description = table.cell(row, PageColumn::Description);
    if let Some(description) = description {
        wording::read(
            description,
            page_type.as_ref(),
            profile,
            &mut fact,
            &mut reader.gaps,
        );
    }
    fact.type_name = page_type
        .as_ref()
        .map(|found| Fact::new(found.to_string(), type_line));
    FieldRow {
        fact,
        page_type,
        gaps: reader.gaps,
    }
}

/// Reads the cells of a row.
struct RowReader<'t> {
    table: &'t PageTable,
    row: &'t PageRow,
    profile: &'t Profile,
    gaps: Vec<Gap>,
}

impl RowReader<'_> {
    fn gap(&mut self, what: &str, line: usize, reason: String) {
        self.gaps.push(Gap {
            what: what.to_owned(),
            line,
            reason,
        });
    }

    fn required(&mut self) -> Option<Fact<bool>> {
        if !self.table.has(PageColumn::Required) {
            return None;
        }
        let Some(cell) = self.table.cell(self.row, PageColumn::Required) else {
            let reason = "the copy has lost the cell that says whether it is required";
            self.gap("required", self.row.line, reason.to_owned());
            return None;
        };
        let text = cell.text();
        let found = self.profile.required(&text);
        if found.is_none() {
            let reason = format!("`{text}` is no word for required or optional in the profile");
            self.gap("required", cell.line, reason);
        }
        found.map(|required| Fact::new(required, cell.line))
    }

    fn page_type(&mut self) -> (Option<PageType>, usize) {
        if !self.table.has(PageColumn::Type) {
            return (None, 0);
        }
        let Some(cell) = self.table.cell(self.row, PageColumn::Type) else {
            let reason = "the copy has lost the cell with the type";
            self.gap("type", self.row.line, reason.to_owned());
            return (None, 0);
        };
        let text = cell.text();
        let found = PageType::parse(&text, &self.profile.types);
        if found.is_none() {
            let reason = format!("`{text}` is no type that the profile knows");
            self.gap("type", cell.line, reason);
        }
        (found, cell.line)
    }
}
