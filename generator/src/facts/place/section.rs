//! Tables without captions: their section, their order and their rows decide.

use super::{Placer, part_place};
use crate::facts::model::FieldPlace;
use crate::facts::outline::TablePlace;
use crate::facts::page::PageTable;
use crate::facts::profile::{PageColumn, PagePart};
use crate::facts::text::{is_identifier, is_name};

impl Placer<'_> {
    /// A table without a caption: its section decides.
    pub(super) fn in_section(&mut self, place: TablePlace) {
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
            Some(
                part @ (PagePart::Path | PagePart::Query | PagePart::Header | PagePart::Cookie),
            ) => {
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

    /// A table of headers, the table of the body, or an object inside it.
    fn in_request(&mut self, place: TablePlace) {
        let names = names(&place.table);
        let is_header = |name: &&str| self.profile.is_header(name);
        let headers = names.iter().filter(|name| is_header(name)).count();
        if headers > 0 && headers * 2 >= names.len() && !self.has_root(&Some(FieldPlace::Header)) {
            return self.add_root(FieldPlace::Header, place.table);
        }
        let has_body =
            self.has_root(&Some(FieldPlace::Body)) || self.has_root(&Some(FieldPlace::Form));
        if has_body {
            return self.object(place, Vec::new());
        }
        let method = self
            .facts
            .method
            .as_ref()
            .map(|method| method.value.as_str());
        if matches!(method, Some("GET" | "HEAD")) {
            let reason = "without a caption, it can be query parameters, headers or a body";
            return self.unplaced(&place.table, reason);
        }
        self.add_root(FieldPlace::Body, place.table);
    }

    /// The table of the body, or an object inside it.
    fn in_response(&mut self, place: TablePlace) {
        let status = place
            .status
            .clone()
            .or_else(|| self.profile.implied_status.clone());
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

    /// The tables of the section with the request line: the table of the path comes first.
    pub(super) fn finish_request_line(&mut self) {
        let path = self
            .facts
            .path
            .as_ref()
            .map_or("", |path| path.value.as_str());
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
            let is_in_path = names
                .iter()
                .any(|name| placeholders.iter().any(|other| other == name));
            let may_be =
                names.len() == placeholders.len() && (count > 1 || self.is_required(&table));
            let is_path = index == 0 && !placeholders.is_empty() && (is_in_path || may_be);
            let place = if is_path {
                FieldPlace::Path
            } else {
                FieldPlace::Query
            };
            if self.has_root(&Some(place.clone())) {
                self.unplaced(
                    &table,
                    "without a caption, it can be query parameters or headers",
                );
            } else {
                self.add_root(place, table);
            }
        }
    }
}

/// The names of the rows of a table.
fn names(table: &PageTable) -> Vec<&str> {
    let cells = table
        .rows
        .iter()
        .filter_map(|row| table.cell(row, PageColumn::Name));
    let texts = cells
        .filter_map(|cell| cell.lines.first())
        .map(|line| line.text.as_str());
    texts.filter(|text| is_name(text)).collect()
}
