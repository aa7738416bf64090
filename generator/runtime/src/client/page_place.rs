//! Where a page of a list starts, and where the next one does.

use std::collections::HashSet;

use super::page_fields::{PageCursor, PageNumber};

/// Where a page starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageStart {
    /// Behind this many items.
    Offset(u64),
    /// At the start of the page with this number.
    Number {
        /// The number.
        page: u64,
        /// The number of the first page.
        first: u64,
    },
    /// Where a page before it said; empty for the first page.
    Cursor(String),
    /// At the URL that a page before it named; empty for the first page.
    Url(String),
}

impl PageStart {
    /// From a field with the number of items to skip.
    pub fn offset(field: &impl PageNumber) -> Self {
        Self::Offset(field.number().unwrap_or(0))
    }

    /// From a field with the number of a page; `first` is the number of the first one.
    pub fn page(field: &impl PageNumber, first: u64) -> Self {
        let page = field.number().unwrap_or(first);
        Self::Number { page, first }
    }

    /// From a field with a cursor.
    pub fn cursor(field: &impl PageCursor) -> Self {
        Self::Cursor(field.text().unwrap_or_default())
    }

    /// Writes it into a field that counts; `None` if it does not fit.
    pub fn put_number(&self, field: &mut impl PageNumber) -> Option<()> {
        match self {
            Self::Offset(number) | Self::Number { page: number, .. } => field.set_number(*number),
            Self::Cursor(_) | Self::Url(_) => None,
        }
    }

    /// Writes it into a field with a cursor; `None` if it does not fit.
    pub fn put_text(&self, field: &mut impl PageCursor) -> Option<()> {
        match self {
            Self::Cursor(text) => field.set_text(text),
            Self::Offset(_) | Self::Number { .. } | Self::Url(_) => None,
        }
    }

    /// The number of items before it, if the start tells.
    fn skipped(&self) -> Option<u64> {
        match self {
            Self::Offset(offset) => Some(*offset),
            Self::Number { page, first } => (page == first).then_some(0),
            Self::Cursor(text) | Self::Url(text) => text.is_empty().then_some(0),
        }
    }

    /// What does not fit into a field, for an error. A cursor may be a secret.
    pub(super) fn described(&self) -> String {
        match self {
            Self::Offset(offset) => format!("the offset {offset} of the next page"),
            Self::Number { page, .. } => format!("the number {page} of the next page"),
            Self::Cursor(_) => "the cursor of the next page".to_owned(),
            Self::Url(_) => "the URL of the next page".to_owned(),
        }
    }
}

/// What a page has that decides about the next one.
pub(super) struct PageEnd<'a, T> {
    pub(super) items: &'a [T],
    /// The number of items on all pages, if the page has it.
    pub(super) total: Option<u64>,
    /// Where the next page starts: what the response says, or the marker of the last item.
    pub(super) cursor: Option<String>,
}

/// What comes after a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum AfterPage {
    /// Another page.
    Next(PageStart),
    /// Nothing.
    End,
    /// Nothing: the server went back to a page that it sent before.
    Repeats {
        /// Whether the items of this page were sent before as well.
        items: bool,
    },
}

/// The pages that arrived.
pub(super) struct PageHistory<T> {
    /// The number of items before the next page, if it is known.
    behind: Option<u64>,
    /// The first page, and the last one if it is another: pages that would be repetitions.
    first: Vec<T>,
    last: Vec<T>,
    /// All cursors and URLs that were sent or received.
    cursors: HashSet<String>,
}

impl<T: Clone + PartialEq> PageHistory<T> {
    /// Before the page that starts here.
    pub(super) fn new(start: &PageStart) -> Self {
        let mut cursors = HashSet::new();
        if let PageStart::Cursor(text) | PageStart::Url(text) = start {
            cursors.insert(text.clone());
        }
        Self {
            behind: start.skipped(),
            first: Vec::new(),
            last: Vec::new(),
            cursors,
        }
    }

    /// Where the request for a page went: a page with this URL would be a repetition.
    pub(super) fn went_to(&mut self, url: String) {
        self.cursors.insert(url);
    }

    /// What comes after the page that starts here.
    pub(super) fn after(&mut self, start: PageStart, page: PageEnd<'_, T>) -> AfterPage {
        let count = u64::try_from(page.items.len()).unwrap_or(u64::MAX);
        let known = !page.items.is_empty() && (page.items == self.first || page.items == self.last);
        self.behind = self.behind.map(|behind| behind.saturating_add(count));
        let reached = page.total.is_some() && page.total == self.behind;
        let next = match start {
            PageStart::Cursor(_) | PageStart::Url(_) => {
                let Some(cursor) = page.cursor.filter(|text| !text.is_empty()) else {
                    return AfterPage::End;
                };
                if !self.cursors.insert(cursor.clone()) {
                    return AfterPage::Repeats { items: known };
                }
                match start {
                    PageStart::Url(_) => PageStart::Url(cursor),
                    _ => PageStart::Cursor(cursor),
                }
            }
            PageStart::Offset(_) | PageStart::Number { .. } if known => {
                return AfterPage::Repeats { items: true };
            }
            PageStart::Offset(_) | PageStart::Number { .. } if count == 0 => return AfterPage::End,
            PageStart::Offset(offset) => PageStart::Offset(offset.saturating_add(count)),
            PageStart::Number { page, first } => PageStart::Number {
                page: page.saturating_add(1),
                first,
            },
        };
        if reached {
            return AfterPage::End;
        }
        let kept = if self.first.is_empty() {
            &mut self.first
        } else {
            &mut self.last
        };
        kept.clear();
        kept.extend_from_slice(page.items);
        AfterPage::Next(next)
    }
}
