//! Markdown of the document into CommonMark that is safe in a doc comment.
//!
//! - Code blocks become ```` ```text ````, so that rustdoc does not compile them as tests.
//! - Formatting by HTML becomes Markdown (`html`); other HTML is escaped and shown as text.
//! - `[crate::Name]` is escaped: it is not a link to an item.
//! - Links keep http and https addresses only.
//! - A text of more than 256 KiB is one code block: the parser needs a hundred times its memory in the worst case.

use std::sync::{Mutex, PoisonError};

use pulldown_cmark::{
    BlockQuoteKind, CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd,
    TextMergeStream,
};

use super::escape::{clean, code, escape, is_plain};
use super::html::{self, Inline};
use super::wrap::{self, BREAK, GLUE};

/// Bytes from which only one thread renders a text at a time: the parser needs two hundred times the memory of some texts.
const LARGE: usize = 1 << 16;

/// Bytes beyond which a text is shown as it is written. The longest description of a known API has 170,000.
const LONGEST: usize = 1 << 18;

/// Whose turn it is to render a large text.
static TURN: Mutex<()> = Mutex::new(());

/// Renders `text` in lines of at most `width` columns.
pub(super) fn render(text: &str, width: usize) -> Vec<String> {
    let text = clean(text);
    if is_prose(&text) {
        return wrap::paragraph(&text, "", "", width);
    }
    let mut renderer = Renderer {
        width,
        ..Renderer::default()
    };
    if text.len() > LONGEST {
        renderer.fenced = Some(text.into());
        renderer.fence();
        return renderer.lines;
    }
    let _turn = (text.len() > LARGE).then(|| TURN.lock().unwrap_or_else(PoisonError::into_inner));
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_GFM;
    let text = html::blocks(&text);
    for event in TextMergeStream::new(Parser::new_ext(&text, options)) {
        renderer.event(event);
    }
    renderer.flush();
    renderer.lines
}

/// Whether the text is a single line that has no meaning in CommonMark: it starts with a letter and
/// has no marks.
fn is_prose(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic()) && is_plain(text) && !text.contains("://")
}

mod blocks;

/// What was read, and what is still open. A block is printed when it ends, since its width is known
/// only then.
#[derive(Default)]
struct Renderer {
    /// The lines so far.
    lines: Vec<String>,
    /// The widest line.
    width: usize,
    /// Lists, items and quotes around the current block, outermost first.
    around: Vec<Container>,
    /// The inline text of the current block.
    inline: String,
    /// Where links lead that are open; `None` for those that are dropped.
    links: Vec<Option<String>>,
    /// The code block that is open.
    fenced: Option<String>,
    /// The text of the `<code>` that is open.
    code: Option<String>,
    /// The cells of the table row that is open.
    cells: Option<Vec<String>>,
    /// The level of the heading that is open.
    heading: Option<HeadingLevel>,
    /// Whether the next block follows the one before without an empty line.
    tight: bool,
}

/// What a block can be inside of, which each of its lines shows.
enum Container {
    /// A list and the number of its next item; `None` has bullets.
    List(Option<u64>),
    /// An item: the marker, until it is printed, and the indentation below it.
    Item(Option<String>, String),
    /// A quote.
    Quote,
}

impl Renderer {
    /// Reads one event of the parser. Footnotes and math are not enabled, so their text is all
    /// there is.
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text),
            Event::Html(text) => self.inline.push_str(&escape(&text)),
            Event::InlineHtml(tag) => self.tag(&tag),
            Event::Code(text) => self.inline.push_str(&span(&text)),
            Event::SoftBreak => self.inline.push(' '),
            Event::HardBreak => self.inline.push(BREAK),
            Event::Rule => self.block(vec!["* * *".to_owned()]),
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.inline.push_str(&escape(&text));
            }
            Event::TaskListMarker(_) => {}
        }
    }

    /// Reads the start of a block or of a mark. What a block starts inside of ends first.
    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::List(first) => {
                let inside = matches!(self.around.last(), Some(Container::Item(..)));
                let text = !self.inline.trim().is_empty();
                self.flush();
                self.tight = inside && text;
                self.around.push(Container::List(first));
            }
            Tag::Item => self.item(),
            Tag::BlockQuote(alert) => {
                self.flush();
                self.around.push(Container::Quote);
                self.inline.push_str(alert.map_or("", label));
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => {
                self.flush();
                self.fenced = Some(String::new());
            }
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = Some(level);
            }
            Tag::TableHead | Tag::TableRow => self.cells = Some(Vec::new()),
            Tag::Emphasis => self.inline.push('*'),
            Tag::Strong => self.inline.push_str("**"),
            Tag::Strikethrough => self.inline.push_str("~~"),
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => self.link(link_type, &dest_url),
            Tag::Image { dest_url, .. } => self.link(LinkType::Inline, &dest_url),
            _ => {}
        }
    }

    /// Reads the end of a block or of a mark.
    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock | TagEnd::Heading(_) => self.flush(),
            TagEnd::Item | TagEnd::List(_) | TagEnd::BlockQuote(_) => {
                self.flush();
                self.around.pop();
                self.tight = tag == TagEnd::Item;
            }
            TagEnd::CodeBlock => self.fence(),
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.inline)
                    .replace('|', "\\|")
                    .replace([GLUE, BREAK], " ");
                self.cells.get_or_insert_default().push(cell);
            }
            TagEnd::TableHead | TagEnd::TableRow => self.row(tag == TagEnd::TableHead),
            TagEnd::Emphasis => self.inline.push('*'),
            TagEnd::Strong => self.inline.push_str("**"),
            TagEnd::Strikethrough => self.inline.push_str("~~"),
            TagEnd::Link | TagEnd::Image => self.end_link(),
            _ => {}
        }
    }

    /// A tag of HTML inside a line.
    fn tag(&mut self, tag: &str) {
        match html::inline(tag) {
            Some(Inline::Mark(mark)) => self.inline.push_str(mark),
            Some(Inline::Link(target)) => self.link(LinkType::Inline, &target),
            Some(Inline::LinkEnd) => self.end_link(),
            Some(Inline::Code) => self.code = Some(String::new()),
            Some(Inline::CodeEnd) => self.end_code(),
            Some(Inline::Break) => self.inline.push(BREAK),
            Some(Inline::Nothing) => {}
            None => self.inline.push_str(&escape(tag)),
        }
    }

    /// Ends a link with its address, `](https://example.com)`, unless it was dropped.
    fn end_link(&mut self) {
        if let Some(Some(target)) = self.links.pop() {
            let link = if target.contains(['(', ')']) {
                format!("](<{target}>)")
            } else {
                format!("]({target})")
            };
            self.inline.push_str(&link);
        }
    }

    /// Ends a `<code>`, which becomes a code span.
    fn end_code(&mut self) {
        if let Some(text) = self.code.take() {
            self.inline.push_str(&span(&text));
        }
    }

    /// Reads text: as it is inside of code, otherwise escaped. A bare address becomes a link, but
    /// not inside of one.
    fn text(&mut self, text: &str) {
        if let Some(fenced) = self.fenced.as_mut().or(self.code.as_mut()) {
            fenced.push_str(text);
        } else if self.links.is_empty() && text.contains("://") {
            let words: Vec<String> = text.split(' ').map(word).collect();
            self.inline.push_str(&words.join(" "));
        } else {
            self.inline.push_str(&escape(text));
        }
    }

    /// Starts a link. If its address is not on the web, only its text is kept: a relative path or
    /// `javascript:` leads nowhere in docs. Of nested links, the outermost counts.
    fn link(&mut self, kind: LinkType, target: &str) {
        let is_web = target.starts_with("https://") || target.starts_with("http://");
        let is_plain =
            !target.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '\\'));
        let nested = self.links.iter().any(Option::is_some);
        let target =
            (is_web && is_plain && !nested && kind != LinkType::WikiLink { has_pothole: false })
                .then(|| target.to_owned());
        if target.is_some() {
            self.inline.push('[');
        }
        self.links.push(target);
    }
}

/// A code span, which must not be broken over lines: rustdoc would show the break.
fn span(text: &str) -> String {
    code(text).replace(' ', &GLUE.to_string())
}

/// What GitHub shows above an alert: `> [!NOTE]`.
fn label(alert: BlockQuoteKind) -> &'static str {
    match alert {
        BlockQuoteKind::Note => "**Note:** ",
        BlockQuoteKind::Tip => "**Tip:** ",
        BlockQuoteKind::Important => "**Important:** ",
        BlockQuoteKind::Warning => "**Warning:** ",
        BlockQuoteKind::Caution => "**Caution:** ",
    }
}

/// A word of text; a bare web address becomes a link.
fn word(word: &str) -> String {
    let Some(at) = word.find("https://").or_else(|| word.find("http://")) else {
        return escape(word);
    };
    let (before, address) = word.split_at(at);
    let end = address
        .trim_end_matches(['.', ',', ';', ':', ')', '\'', '"', '!', '?'])
        .len();
    let (address, after) = address.split_at(end);
    if address.contains(|c: char| !c.is_ascii_graphic() || matches!(c, '<' | '>' | '`' | '\\')) {
        return escape(word).replace("://", ":\\/\\/");
    }
    format!("{}<{address}>{}", escape(before), escape(after))
}

#[cfg(test)]
mod tests;
