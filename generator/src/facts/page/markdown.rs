//! The text inside the marks of Markdown: links, emphasis, code, escapes, entities, `<br>`.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// The longest text whose marks are looked at.
const LONGEST: usize = 100_000;

/// The lines of a text without its marks: `<br>` starts a line.
pub(super) fn plain(text: &str) -> Vec<String> {
    if text.len() > LONGEST {
        return vec![text.to_owned()];
    }
    let mut lines = vec![String::new()];
    let mut images = 0_usize;
    for event in Parser::new_ext(text, Options::empty()) {
        match event {
            Event::Start(Tag::Image { .. }) => images += 1,
            Event::End(TagEnd::Image) => images = images.saturating_sub(1),
            _ if images > 0 => {}
            Event::Text(text) | Event::Code(text) => push(&mut lines, &text),
            Event::InlineHtml(tag) | Event::Html(tag) => {
                let name = tag.trim_start_matches(['<', '/']).to_lowercase();
                if name.starts_with("br") || name.starts_with("li") || name.starts_with('p') {
                    lines.push(String::new());
                }
            }
            Event::SoftBreak | Event::HardBreak => lines.push(String::new()),
            _ => {}
        }
    }
    lines
}

/// Appends to the last line.
fn push(lines: &mut [String], text: &str) {
    if let Some(last) = lines.last_mut() {
        last.push_str(text);
    }
}

/// Whether a backslash in front of this place escapes it.
pub(super) fn is_escaped(before: &str) -> bool {
    let slashes = before.len() - before.trim_end_matches('\\').len();
    slashes % 2 == 1
}
