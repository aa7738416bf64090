//! CommonMark of the document into CommonMark that is safe in a doc comment: code blocks are never tested, HTML and
//! references to items are text, links go to http and https alone.

use pulldown_cmark::{
    CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, TextMergeStream,
};

use super::escape::{clean, code, escape, is_plain};
use super::wrap::{self, BREAK, GLUE};

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
    for event in TextMergeStream::new(Parser::new_ext(&text, Options::ENABLE_TABLES)) {
        renderer.event(event);
    }
    renderer.flush();
    renderer.lines
}

/// Whether the text is a single line that has no meaning in CommonMark: it starts with a letter and has no marks.
fn is_prose(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic()) && is_plain(text) && !text.contains("://")
}

#[derive(Default)]
struct Renderer {
    lines: Vec<String>,
    width: usize,
    /// Lists, items and quotes around the current block, outermost first.
    around: Vec<Container>,
    /// The inline text of the current block.
    inline: String,
    /// Where links lead that are open; `None` for those that are dropped.
    links: Vec<Option<String>>,
    /// The code block that is open.
    fenced: Option<String>,
    /// The cells of the table row that is open.
    cells: Option<Vec<String>>,
    /// The level of the heading that is open.
    heading: Option<HeadingLevel>,
    /// Whether the next block follows the one before without an empty line.
    tight: bool,
}

enum Container {
    /// A list and the number of its next item; `None` has bullets.
    List(Option<u64>),
    /// An item: the marker, until it is printed, and the indentation below it.
    Item(Option<String>, String),
    /// A quote.
    Quote,
}

impl Renderer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text),
            Event::Html(text) | Event::InlineHtml(text) => self.inline.push_str(&escape(&text)),
            Event::Code(text) => self
                .inline
                .push_str(&code(&text).replace(' ', &GLUE.to_string())),
            Event::SoftBreak => self.inline.push(' '),
            Event::HardBreak => self.inline.push(BREAK),
            Event::Rule => self.block(vec!["* * *".to_owned()]),
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.inline.push_str(&escape(&text));
            }
            Event::TaskListMarker(_) => {}
        }
    }

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
            Tag::BlockQuote(_) => {
                self.flush();
                self.around.push(Container::Quote);
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
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => self.link(link_type, &dest_url),
            Tag::Image { dest_url, .. } => self.link(LinkType::Inline, &dest_url),
            _ => {}
        }
    }

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
            TagEnd::Link | TagEnd::Image => {
                if let Some(Some(target)) = self.links.pop() {
                    self.inline.push_str(&format!("](<{target}>)"));
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(fenced) = &mut self.fenced {
            fenced.push_str(text);
        } else if self.links.is_empty() && text.contains("://") {
            let words: Vec<String> = text.split(' ').map(word).collect();
            self.inline.push_str(&words.join(" "));
        } else {
            self.inline.push_str(&escape(text));
        }
    }

    /// Links that are no web addresses keep their text alone; of nested ones the outermost counts.
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

    fn item(&mut self) {
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

    fn fence(&mut self) {
        let text = self.fenced.take().unwrap_or_default().replace('\t', "    ");
        let longest = text
            .split(|c| c != '`')
            .map(str::len)
            .max()
            .unwrap_or_default();
        let fence = "`".repeat(longest.max(2) + 1);
        let mut block = vec![format!("{fence}text")];
        block.extend(text.trim_end().lines().map(str::to_owned));
        block.push(fence);
        self.block(block);
    }

    fn row(&mut self, head: bool) {
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
    fn flush(&mut self) {
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

    fn block(&mut self, block: Vec<String>) {
        let (first, rest) = self.prefixes();
        let lines = block.iter().enumerate().map(|(index, line)| {
            let prefix = if index == 0 { &first } else { &rest };
            format!("{prefix}{line}").trim_end().to_owned()
        });
        self.push(lines.collect(), &rest);
    }

    fn push(&mut self, lines: Vec<String>, rest: &str) {
        if !self.lines.is_empty() && !self.tight {
            self.lines.push(rest.trim_end().to_owned());
        }
        self.tight = false;
        self.lines.extend(lines);
    }

    /// What the first and the other lines of the next block start with; uses up the markers of items.
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
mod tests {
    use super::render;

    fn rendered(text: &str) -> String {
        render(text, 60).join("\n")
    }

    #[test]
    fn code_is_never_tested() {
        assert_eq!(
            rendered("```rust\nfn main() {}\n```"),
            "```text\nfn main() {}\n```"
        );
        assert_eq!(
            rendered("a\n\n    let x = 1;\n"),
            "a\n\n```text\nlet x = 1;\n```"
        );
        assert_eq!(
            rendered("- a\n\n  ```\n  x\n  ```\n- > ~~~\n  > y"),
            "- a\n\n  ```text\n  x\n  ```\n- > ```text\n  > y\n  > ```"
        );
    }

    #[test]
    fn html_and_references_are_text() {
        assert_eq!(
            rendered("<script>x</script> [crate::nope]"),
            r"\<script>x\</script> \[crate::nope]"
        );
        assert_eq!(
            rendered("[x](javascript:alert(1)) [y](https://e.com)"),
            "x [y](<https://e.com>)"
        );
        assert_eq!(
            rendered("see https://e.com/a_b. ok"),
            "see <https://e.com/a_b>. ok"
        );
    }

    #[test]
    fn lines_are_filled_and_start_no_block() {
        let text = "word ".repeat(11) + "- 1. # x";
        assert!(
            rendered(&text)
                .lines()
                .all(|line| line.len() <= 62 && !line.starts_with("- "))
        );
        assert_eq!(
            rendered("1. one\n2. two\n   - inner\n\nend"),
            "1. one\n2. two\n   - inner\n\nend"
        );
        assert_eq!(
            rendered("a_b *c* __d__ `e  f` 2 * 3"),
            r"a_b *c* **d** `e  f` 2 \* 3"
        );
    }

    #[test]
    fn control_and_bidirectional_characters_are_replaced() {
        assert_eq!(
            rendered("a\u{202e}b\u{7}c\rd\u{2028}e"),
            "a\u{fffd}b\u{fffd}c d e"
        );
    }
}
