//! The HTML that descriptions use for formatting into Markdown: `<p>`, lists, `<a>`, `<strong>`,
//! `<code>`, …
//!
//! CommonMark allows HTML, but rustdoc rejects unclosed tags, and a doc comment should read well as
//! text. Tags of blocks are replaced before parsing ([`blocks`]), since CommonMark reads no
//! Markdown inside an HTML block; tags inside a line are replaced while the parser reports them
//! ([`inline`]). Tags that are not known stay, and the caller escapes them.

use std::borrow::Cow;

use crate::source::floor_boundary;

/// An inline tag.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Inline {
    /// `<strong>`, `</em>`: a mark of Markdown.
    Mark(&'static str),
    /// `<a href="…">`
    Link(String),
    /// `</a>`
    LinkEnd,
    /// `<code>`
    Code,
    /// `</code>`
    CodeEnd,
    /// `<br>`
    Break,
    /// A tag without an equivalent whose text reads well alone: `<span>`.
    Nothing,
}

/// What an inline tag is in Markdown; `None` for tags that are not known.
pub(super) fn inline(tag: &str) -> Option<Inline> {
    let (name, closes) = name(tag)?;
    Some(match (name.as_str(), closes) {
        ("strong" | "b", _) => Inline::Mark("**"),
        ("em" | "i", _) => Inline::Mark("*"),
        ("del" | "s", _) => Inline::Mark("~~"),
        ("a", false) => Inline::Link(href(tag).unwrap_or_default()),
        ("a", true) => Inline::LinkEnd,
        ("code" | "tt" | "kbd", false) => Inline::Code,
        ("code" | "tt" | "kbd", true) => Inline::CodeEnd,
        ("br", _) => Inline::Break,
        ("span" | "u" | "small" | "sup" | "sub" | "font" | "center", _) => Inline::Nothing,
        _ => return None,
    })
}

/// Replaces the tags of blocks outside of code: `<p>One</p><ul><li>Two</li></ul>` becomes a
/// paragraph and a list.
pub(super) fn blocks(text: &str) -> Cow<'_, str> {
    if !text.contains('<') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '`']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let taken = if from.starts_with('`') {
            let code = code_length(from);
            out.push_str(from.get(..code).unwrap_or(from));
            code
        } else {
            match block(from).zip(tag_length(from)) {
                Some((markdown, length)) => {
                    out.push_str(markdown);
                    length
                }
                None => {
                    out.push('<');
                    1
                }
            }
        };
        rest = from.get(taken..).unwrap_or_default();
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// How many bytes of a tag are looked at: text may have many `<` and no `>`.
const LONGEST_TAG: usize = 4096;

/// The length of a tag at the start of the text; `None` if it has no end.
fn tag_length(text: &str) -> Option<usize> {
    let near = text.get(..floor_boundary(text, LONGEST_TAG))?;
    near.find('>').map(|end| end + 1)
}

/// What the tag of a block is in Markdown.
fn block(tag: &str) -> Option<&'static str> {
    let (name, closes) = name(tag)?;
    Some(match (name.as_str(), closes) {
        ("p" | "div" | "ul" | "ol" | "details" | "section", _) => "\n\n",
        ("h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "summary", false) => "\n\n**",
        ("h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "summary", true) => "**\n\n",
        ("li", false) => "\n- ",
        ("li", true) => "\n",
        ("hr", _) => "\n\n* * *\n\n",
        _ => return None,
    })
}

/// The length of a code span or fence at the start of the text: up to as many backticks as it
/// starts with.
fn code_length(text: &str) -> usize {
    let ticks = text.len() - text.trim_start_matches('`').len();
    let mut at = ticks;
    while let Some(next) = text.get(at..).and_then(|rest| rest.find('`')) {
        let start = at + next;
        let run = text
            .get(start..)
            .map_or(0, |rest| rest.len() - rest.trim_start_matches('`').len());
        if run == ticks {
            return start + run;
        }
        at = start + run;
    }
    ticks
}

/// The name of a tag in lower case, and whether the tag closes an element.
fn name(tag: &str) -> Option<(String, bool)> {
    let inner = tag.strip_prefix('<')?;
    let (inner, closes) = match inner.strip_prefix('/') {
        Some(inner) => (inner, true),
        None => (inner, false),
    };
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric())?;
    let (name, rest) = inner.split_at_checked(end)?;
    let is_tag = !name.is_empty() && rest.starts_with(['>', ' ', '\n', '/']);
    is_tag.then(|| (name.to_ascii_lowercase(), closes))
}

/// The address of a link.
fn href(tag: &str) -> Option<String> {
    let (_, value) = tag.split_once("href=")?;
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (address, _) = value.get(1..)?.split_once(quote)?;
    Some(address.replace("&amp;", "&"))
}

#[cfg(test)]
mod tests {
    use super::{Inline, blocks, inline};

    #[test]
    fn tags_of_blocks_become_paragraphs_and_lists() {
        assert_eq!(blocks("<p>One</p>").trim(), "One");
        assert_eq!(
            blocks("a<ul><li>b</li><li>c</li></ul>"),
            "a\n\n\n- b\n\n- c\n\n\n"
        );
        assert_eq!(blocks("`<p>` and <T>"), "`<p>` and <T>");
        assert_eq!(blocks("```\n<p>\n```"), "```\n<p>\n```");
        assert_eq!(blocks("a < b <"), "a < b <");
    }

    /// Reading to the end of the text for each of them would take minutes.
    #[test]
    fn tags_without_an_end_are_text() {
        let tags = "<p ".repeat(300_000);
        assert_eq!(blocks(&tags), tags);
    }

    #[test]
    fn links_keep_their_url() {
        let link = Inline::Link("https://e.com/?a&b".to_owned());
        assert_eq!(
            inline("<a class='x' href=\"https://e.com/?a&amp;b\">"),
            Some(link)
        );
        assert_eq!(inline("</a>"), Some(Inline::LinkEnd));
        assert_eq!(inline("<script>"), None);
    }
}
