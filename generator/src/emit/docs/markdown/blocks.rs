//! Blocks of the rendered Markdown into lines: paragraphs, items, code and tables, each behind the
//! marks of the lists and quotes around it.
//!
//! `- ` is printed with the first line of an item and is an indentation below it, so every block
//! asks for two prefixes:
//!
//! ```text
//! - first line of the item
//!   second line
//! > a quote has the same prefix on every line
//! ```

use super::super::wrap::{self, BREAK, GLUE};
use super::{Container, Renderer};
use crate::escape::fence;

impl Renderer {
    /// Starts an item of a list, with its number or `- `.
    pub(super) fn item(&mut self) {
        self.flush();
        let marker = match self.around.last_mut() {
            Some(Container::List(Some(number))) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            _ => "- ".to_owned(),
        };
        let indent = " ".repeat(marker.len());
        self.around.push(Container::Item(Some(marker), indent));
    }

    /// Ends a code block: `text`, so that rustdoc does not run it, between more backticks than it
    /// contains.
    pub(super) fn fence(&mut self) {
        let text = self.fenced.take().unwrap_or_default().replace('\t', "    ");
        let fence = fence(&text);
        let mut block = vec![format!("{fence}text")];
        block.extend(text.trim_end().lines().map(str::to_owned));
        block.push(fence);
        self.block(block);
    }

    /// Ends a row of a table. Below the head is the line that makes it a table.
    pub(super) fn row(&mut self, head: bool) {
        let cells = self.cells.take().unwrap_or_default();
        let mut block = vec![format!("| {} |", cells.join(" | "))];
        if head {
            block.push(format!("|{}", " --- |".repeat(cells.len())));
        } else {
            self.tight = true;
        }
        self.block(block);
    }

    /// Ends a block of inline text.
    pub(super) fn flush(&mut self) {
        self.end_code();
        while !self.links.is_empty() {
            self.end_link();
        }
        let text = std::mem::take(&mut self.inline);
        let level = self.heading.take();
        if text.trim().is_empty() {
            return;
        }
        let (first, rest) = self.prefixes();
        let lines = match level {
            Some(_) => vec![format!(
                "{first}**{}**",
                text.replace([GLUE, BREAK], " ").trim()
            )],
            None => wrap::paragraph(&text, &first, &rest, self.width),
        };
        self.push(lines, &rest);
    }

    /// Appends lines that are laid out already, each behind the marks around it.
    pub(super) fn block(&mut self, block: Vec<String>) {
        let (first, rest) = self.prefixes();
        let lines = block.iter().enumerate().map(|(index, line)| {
            let prefix = if index == 0 { &first } else { &rest };
            format!("{prefix}{line}").trim_end().to_owned()
        });
        self.push(lines.collect(), &rest);
    }

    /// Appends lines behind an empty one, which has the marks of quotes: without them, the quote
    /// would end.
    fn push(&mut self, lines: Vec<String>, rest: &str) {
        if !self.lines.is_empty() && !self.tight {
            self.lines.push(rest.trim_end().to_owned());
        }
        self.tight = false;
        self.lines.extend(lines);
    }

    /// What the first and the other lines of the next block start with; uses up the markers of
    /// items.
    fn prefixes(&mut self) -> (String, String) {
        let (mut first, mut rest) = (String::new(), String::new());
        for container in &mut self.around {
            match container {
                Container::List(_) => {}
                Container::Item(marker, indent) => {
                    first.push_str(&marker.take().unwrap_or_else(|| indent.clone()));
                    rest.push_str(indent);
                }
                Container::Quote => {
                    first.push_str("> ");
                    rest.push_str("> ");
                }
            }
        }
        (first, rest)
    }
}
