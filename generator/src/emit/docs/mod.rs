//! Text of the document as doc comments: safe Markdown, wrapped, with the place it comes from as
//! the last line.
//!
//! ```text
//! /// List the pets.
//! ///
//! /// Newest first. At most 100.
//! ///
//! /// # Errors
//! /// - 404: No such shop.
//! ```
//!
//! [`Prose`] builds one comment block by block. Text of the document is untrusted (`markdown` makes
//! it safe); text of the generator is CommonMark already. Every block ends up within the width that
//! is left after the indentation and `/// `.

mod escape;
pub(super) mod example;
mod html;
mod markdown;
mod operation;
mod status;
mod wrap;

use proc_macro2::TokenStream;
use quote::quote;

use super::ident::plain;
use super::literal;
use crate::ir::{Docs, Note, Origin, TypeDef};

pub(super) use escape::{code, escape};
pub(super) use operation::operation_id;
pub(super) use status::status;

/// The widest doc line of a file's own docs and of an item: `/// ` takes four of 100 columns.
const ITEM: usize = 96;
/// A step of indentation.
const INDENT: usize = 4;
/// The widest doc line of a field, a variant or a method.
const MEMBER: usize = ITEM - INDENT;

/// A doc comment under construction: blocks with an empty line between them.
#[derive(Debug, Clone)]
pub(super) struct Prose {
    lines: Vec<String>,
    width: usize,
}

impl Prose {
    /// The docs of an item, or of a file.
    pub(super) fn item() -> Self {
        Self::of_width(ITEM)
    }

    /// The docs of a field, a variant or a method.
    pub(super) fn member() -> Self {
        Self::of_width(MEMBER)
    }

    /// The docs of an item inside a macro call, which is indented once more.
    pub(super) fn nested_item() -> Self {
        Self::of_width(ITEM - INDENT)
    }

    /// The docs of a field or a variant inside a macro call.
    pub(super) fn nested_member() -> Self {
        Self::of_width(MEMBER - INDENT)
    }

    fn of_width(width: usize) -> Self {
        Self {
            lines: Vec::new(),
            width,
        }
    }

    /// The document's summary, description, address of further documentation, notes and deprecation; `otherwise`, which is
    /// CommonMark, if it has no text.
    pub(super) fn docs(mut self, docs: &Docs, otherwise: &str) -> Self {
        let summary = docs
            .summary
            .as_deref()
            .map(sentence)
            .filter(|text| !text.is_empty());
        if let Some(summary) = &summary {
            self.foreign(summary);
        }
        if let Some(description) = &docs.description
            && summary.as_deref() != Some(sentence(description).as_str())
        {
            self.foreign(description);
        }
        if self.lines.is_empty() && !otherwise.is_empty() {
            self = self.text(otherwise);
        }
        if let Some(address) = &docs.see {
            self.foreign(&format!("See the [documentation](<{address}>)."));
        }
        if !docs.notes.is_empty() {
            let notes: Vec<String> = docs.notes.iter().map(note).collect();
            self = self.text(&notes.join(" "));
        }
        match docs.deprecated.as_deref() {
            Some("") => self = self.text("**Deprecated.**"),
            Some(reason) => self.foreign(&format!("**Deprecated.** {}", sentence(reason))),
            None => {}
        }
        self
    }

    /// A paragraph of CommonMark, from the generator.
    pub(super) fn text(mut self, text: &str) -> Self {
        self.block(wrap::paragraph(text, "", "", self.width));
        self
    }

    /// A heading.
    pub(super) fn heading(mut self, text: &str) -> Self {
        self.block(vec![format!("# {text}")]);
        self
    }

    /// A list, each item CommonMark from the generator.
    pub(super) fn list(mut self, items: impl IntoIterator<Item = String>) -> Self {
        let width = self.width;
        let items: Vec<String> = items
            .into_iter()
            .flat_map(|item| wrap::paragraph(&item, "- ", "  ", width))
            .collect();
        self.block(items);
        self
    }

    /// Lines that are not wrapped: a code block.
    pub(super) fn verbatim(mut self, lines: Vec<String>) -> Self {
        self.block(lines);
        self
    }

    /// A heading with a list below it; nothing for an empty list.
    pub(super) fn section(self, heading: &str, items: Vec<String>) -> Self {
        if items.is_empty() {
            return self;
        }
        self.heading(heading).list(items)
    }

    /// The last line: ``Generated from `#/components/schemas/Pet`.``
    pub(super) fn origin(self, origin: &Origin) -> Self {
        let pointer = code(&format!("#{}", origin.pointer));
        self.text(&format!("Generated from {pointer}."))
    }

    /// [`origin`](Self::origin) of a type, unless its name says it: `ExportTask` of
    /// `#/components/schemas/ExportTask`.
    pub(super) fn origin_of(self, def: &TypeDef) -> Self {
        let place = def.origin.pointer.strip_prefix("/components/schemas/");
        if place == Some(plain(&def.name)) {
            return self;
        }
        self.origin(&def.origin)
    }

    /// The comment as one attribute, whose string has all lines.
    pub(super) fn tokens(&self) -> TokenStream {
        let mut text = String::new();
        for line in &self.lines {
            if !line.is_empty() {
                text.push(' ');
                text.push_str(line);
            }
            text.push('\n');
        }
        let Some(text) = text.strip_suffix('\n') else {
            return TokenStream::new();
        };
        let text = literal::text(text);
        quote!(#[doc = #text])
    }

    /// The comment as lines.
    pub(super) fn lines(self) -> Vec<String> {
        self.lines
    }

    /// Text of the document.
    fn foreign(&mut self, text: &str) {
        let lines = markdown::render(text, self.width);
        self.block(lines);
    }

    /// Lines behind an empty line.
    fn block(&mut self, block: Vec<String>) {
        if block.is_empty() {
            return;
        }
        // A heading needs no blank line below it.
        let heading = self.lines.last().is_some_and(|last| last.starts_with("# "));
        if !self.lines.is_empty() && !heading {
            self.lines.push(String::new());
        }
        self.lines.extend(block);
    }
}

/// `#[deprecated(note = "…")]`, with the reason if the document has one; nothing for what is not
/// deprecated.
pub(super) fn deprecation(reason: Option<&str>) -> Option<TokenStream> {
    Some(match reason? {
        "" => quote!(#[deprecated]),
        reason => quote!(#[deprecated(note = #reason)]),
    })
}

/// A note as a sentence.
fn note(note: &Note) -> String {
    match &note.code {
        Some(text) => format!("{} {}.", note.words, code(text)),
        None => format!("{}.", note.words),
    }
}

/// The text, trimmed, with a full stop if it ends in a word.
pub(super) fn sentence(text: &str) -> String {
    let text = text.trim();
    let ends_in_word = text
        .chars()
        .next_back()
        .is_some_and(|c| c.is_alphanumeric() || c == ')' || c == '`');
    [text, if ends_in_word { "." } else { "" }].concat()
}

/// The first line of the document's text as one line of safe CommonMark, for lists of responses and
/// variants.
pub(super) fn brief(docs: &Docs) -> Option<String> {
    let text = docs.summary.as_deref().or(docs.description.as_deref())?;
    let lines = markdown::render(text, usize::MAX);
    let first = lines.first().filter(|line| !line.starts_with("```"))?;
    Some(sentence(first)).filter(|text| !text.is_empty())
}
