//! HTML: tags and text from a tokenizer of the WHATWG algorithm, as lines and tables.
//!
//! Only a stack of open tables and one count for what is skipped are kept, so neither depth nor missing end tags matter. If the
//! page has a `main` or an `article`, what is outside is not read; navigation, scripts, forms and footers are never read.

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use super::spans::{RepeatBudget, TableBuilder};
use super::{PageBlock, PageTable};
use crate::facts::profile::Profile;
use crate::facts::text::TextLine;

/// Elements whose content is not read.
const SKIPPED: [&str; 16] = [
    "script", "style", "nav", "aside", "footer", "form", "noscript", "template", "button", "svg",
    "head", "iframe", "select", "object", "math", "textarea",
];

/// Elements inside a line.
const INLINE: [&str; 26] = [
    "a", "abbr", "b", "bdi", "cite", "code", "em", "font", "i", "img", "input", "ins", "kbd",
    "label", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "tt", "u", "var",
];

/// The most tables inside each other.
const DEEPEST: usize = 64;

/// A tag or a text, with its line.
enum HtmlToken {
    Open(String, usize),
    /// The columns and rows that a cell spans.
    Span(usize, usize),
    Close(String),
    Text(String, usize),
}

/// Reads a page.
pub(super) fn read(text: &str, profile: &Profile) -> Vec<PageBlock> {
    let tokens = tokens(text);
    let opens = |name: &str| {
        let is = |token: &HtmlToken| matches!(token, HtmlToken::Open(found, _) if found == name);
        tokens.iter().any(is)
    };
    let content = ["main", "article"].into_iter().find(|name| opens(name));
    let mut reader = HtmlReader::new(profile, content);
    tokens.iter().for_each(|token| reader.token(token));
    reader.finish()
}

/// The tags and texts of a page.
fn tokens(text: &str) -> Vec<HtmlToken> {
    let starts: Vec<usize> = std::iter::once(0)
        .chain(text.match_indices('\n').map(|(at, _)| at + 1))
        .collect();
    let line = move |at: usize| starts.partition_point(|start| *start <= at);
    let mut open = String::new();
    let mut attribute = String::new();
    let mut spans = (1, 1);
    let mut emitter = CallbackEmitter::new(
        move |event: CallbackEvent<'_>, span: Span<usize>| -> Option<Vec<HtmlToken>> {
            match event {
                CallbackEvent::OpenStartTag { name } => {
                    open = String::from_utf8_lossy(name).to_lowercase();
                    spans = (1, 1);
                }
                CallbackEvent::AttributeName { name } => {
                    attribute = String::from_utf8_lossy(name).to_lowercase();
                }
                CallbackEvent::AttributeValue { value } => {
                    let number = String::from_utf8_lossy(value).trim().parse().unwrap_or(1);
                    match attribute.as_str() {
                        "colspan" => spans.0 = number,
                        "rowspan" => spans.1 = number,
                        _ => {}
                    }
                }
                CallbackEvent::CloseStartTag { .. } => {
                    let tag = HtmlToken::Open(std::mem::take(&mut open), line(span.start));
                    return Some(vec![HtmlToken::Span(spans.0, spans.1), tag]);
                }
                CallbackEvent::EndTag { name } => {
                    let name = String::from_utf8_lossy(name).to_lowercase();
                    return Some(vec![HtmlToken::Close(name)]);
                }
                CallbackEvent::String { value } => {
                    let text = String::from_utf8_lossy(value).into_owned();
                    return Some(vec![HtmlToken::Text(text, line(span.start))]);
                }
                CallbackEvent::Comment { .. }
                | CallbackEvent::Doctype { .. }
                | CallbackEvent::Error(_) => {}
            }
            None
        },
    );
    emitter.naively_switch_states(true);
    let tokens = Tokenizer::new_with_emitter(text, emitter).flatten();
    tokens.flatten().collect()
}

/// Makes blocks of tags and texts.
struct HtmlReader<'p> {
    profile: &'p Profile,
    blocks: Vec<PageBlock>,
    tables: Vec<TableBuilder>,
    budget: RepeatBudget,
    /// The element whose content is the page, and how many of it are open.
    content: Option<&'static str>,
    content_depth: usize,
    /// The element that is skipped, and how many of its name are open.
    skipped: Option<(String, usize)>,
    /// The spans of the tag that follows.
    spans: (usize, usize),
    /// The text of the line so far, and where it starts.
    text: String,
    line: usize,
    is_bullet: bool,
    preformatted: usize,
}

impl<'p> HtmlReader<'p> {
    fn new(profile: &'p Profile, content: Option<&'static str>) -> Self {
        Self {
            profile,
            blocks: Vec::new(),
            tables: Vec::new(),
            budget: RepeatBudget::new(),
            content,
            content_depth: 0,
            skipped: None,
            spans: (1, 1),
            text: String::new(),
            line: 0,
            is_bullet: false,
            preformatted: 0,
        }
    }

    fn token(&mut self, token: &HtmlToken) {
        match token {
            HtmlToken::Span(columns, rows) => self.spans = (*columns, *rows),
            HtmlToken::Open(name, line) => self.open(name, *line),
            HtmlToken::Close(name) => self.close(name),
            HtmlToken::Text(text, line) if self.is_read() => self.add(text, *line),
            HtmlToken::Text(..) => {}
        }
    }

    /// Whether text is part of the page.
    fn is_read(&self) -> bool {
        self.skipped.is_none() && (self.content.is_none() || self.content_depth > 0)
    }

    fn open(&mut self, name: &str, line: usize) {
        if let Some((skipped, depth)) = &mut self.skipped {
            if skipped == name {
                *depth += 1;
            } else if skipped == "head" && name == "body" {
                self.skipped = None;
            }
            return;
        }
        if SKIPPED.contains(&name) {
            self.end_line();
            self.skipped = Some((name.to_owned(), 1));
            return;
        }
        if self.content == Some(name) {
            self.content_depth += 1;
        }
        if !self.is_read() || INLINE.contains(&name) {
            return;
        }
        self.end_line();
        match name {
            "li" => self.is_bullet = true,
            "pre" => self.preformatted += 1,
            "table" if self.tables.len() < DEEPEST => {
                self.tables
                    .push(TableBuilder::new(line, self.budget.clone()));
            }
            _ => {
                let spans = self.spans;
                if let Some(table) = self.tables.last_mut() {
                    table.open(name, line, spans);
                }
            }
        }
    }

    fn close(&mut self, name: &str) {
        if let Some((skipped, depth)) = &mut self.skipped {
            if skipped == name {
                *depth -= 1;
                if *depth == 0 {
                    self.skipped = None;
                }
            }
            return;
        }
        if !self.is_read() || INLINE.contains(&name) {
            return;
        }
        self.end_line();
        match name {
            "li" => self.is_bullet = false,
            "pre" => self.preformatted = self.preformatted.saturating_sub(1),
            "table" => self.end_table(),
            _ => {
                if let Some(table) = self.tables.last_mut() {
                    table.close(name);
                }
            }
        }
        if self.content == Some(name) {
            self.content_depth = self.content_depth.saturating_sub(1);
        }
    }

    fn end_table(&mut self) {
        let Some(table) = self.tables.pop() else {
            return;
        };
        let table: PageTable = table.finish(self.profile);
        if !table.rows.is_empty() || !table.columns.is_empty() {
            self.blocks.push(PageBlock::Table(table));
        }
    }

    /// Adds text to the line. Lines of preformatted text are lines of their own.
    fn add(&mut self, text: &str, line: usize) {
        for (index, part) in text.split('\n').enumerate() {
            if index > 0 {
                if self.preformatted > 0 {
                    self.end_line();
                } else {
                    self.text.push(' ');
                }
            }
            if self.text.trim().is_empty() {
                self.line = line + index;
            }
            self.text.push_str(part);
        }
    }

    /// Ends the line of text, and puts it where it belongs.
    fn end_line(&mut self) {
        let text = std::mem::take(&mut self.text);
        let mut line = TextLine::new(&text, self.line);
        if line.text.is_empty() {
            return;
        }
        line.is_bullet |= std::mem::take(&mut self.is_bullet);
        let line = match self.tables.last_mut() {
            Some(table) => table.add(line),
            None => Some(line),
        };
        self.blocks.extend(line.map(PageBlock::Text));
    }

    fn finish(mut self) -> Vec<PageBlock> {
        self.end_line();
        while !self.tables.is_empty() {
            self.end_table();
        }
        self.blocks
    }
}
