//! Which YAML a text is: YAML 1.2, or what libyaml accepts besides.
//!
//! libyaml and its ports (PyYAML, go-yaml) read most of the YAML that there is, and much of it was
//! never read by anything else. They do not require that a value inside a block [is indented more
//! than its key](https://yaml.org/spec/1.2.2/#823-block-nodes), nor that a comment [has a blank
//! before it](https://yaml.org/spec/1.2.2/#66-comments):
//!
//! ```text
//! schema: {                  example: 'A text that           required: [id]# a comment
//!   type: object             goes on here'
//! }
//! ```
//! There is no other way to read these, so lenient reading takes them and warns once per file.

use super::super::report::fault;
use super::super::tree::too_deep;
use super::super::{Limits, LoadOptions, Repair, Strictness};
use super::validate::count;
use super::validated::Validated;
use crate::diagnostic::{Code, Diagnostics, Place, escape};
use crate::source::{FileFormat, FileId, LineIndex, YamlEvent, YamlEvents, YamlProblem};

/// Checks a text before its tree is built; `None` if it must not be read. Errors may
/// have been reported even if a number is returned: what is wrong with a number does not change the
/// rest of the tree.
///
/// Lenient reading takes a text that only libyaml accepts.
pub(super) fn validate(
    file: FileId,
    text: &str,
    options: &LoadOptions,
    diagnostics: &mut Diagnostics,
) -> Option<Validated> {
    let before = diagnostics.checkpoint();
    let problem = match count(file, (text, FileFormat::Yaml), options, diagnostics) {
        Ok(count) => return count,
        Err(problem) => problem,
    };
    if options.strictness == Strictness::Strict || !is_readable_loosely(text, &options.limits) {
        syntax((file, text), &problem, &options.limits, diagnostics);
        return None;
    }
    diagnostics.rewind(before);
    diagnostics.sources_mut().read_loosely(file);
    let at = problem.at.span(&LineIndex::new(text));
    let message = format!(
        "YAML 1.2 does not allow this ({}); it is read as libyaml reads it",
        escape(&problem.message)
    );
    let how = (options.strictness, Repair::Harmless);
    fault(
        diagnostics,
        how,
        Code::Syntax,
        &Place::text(file, at),
        message,
    )
    .help("indent it by at least one space more than its key, and put a space before each `#`");
    count(file, (text, FileFormat::LooseYaml), options, diagnostics).unwrap_or_default()
}

/// Whether libyaml can read a text to its end, without too many levels.
fn is_readable_loosely(text: &str, limits: &Limits) -> bool {
    if has_unread_tag(text) || text.ends_with('\\') {
        return false;
    }
    // The parser panics where libyaml would read beyond the text. What is known to do so is found above.
    std::panic::catch_unwind(|| reads_to_its_end(text, limits)).unwrap_or(false)
}

fn reads_to_its_end(text: &str, limits: &Limits) -> bool {
    let mut events = YamlEvents::new(text, FileFormat::LooseYaml);
    let mut depth = 0_usize;
    while let Some(event) = events.next() {
        match event {
            Ok((YamlEvent::MappingStart(_) | YamlEvent::SequenceStart(_), _)) => depth += 1,
            Ok((YamlEvent::MappingEnd | YamlEvent::SequenceEnd, _)) => {
                depth = depth.saturating_sub(1);
            }
            Ok(_) => {}
            Err(_) => return false,
        }
        if depth > limits.depth {
            return false;
        }
    }
    true
}

/// Whether something looks like a tag on which `libyaml-safer` panics: one before a comma, or with an escape that may be no
/// character. Example: `{type: !string, a: !%F7%BF%BF%BF b}`.
fn has_unread_tag(text: &str) -> bool {
    let starts = |at: usize| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        before.is_none_or(|before| before.is_whitespace() || "[{,:".contains(before))
    };
    let mut tags = text.match_indices('!').filter(|(at, _)| starts(*at));
    let unread = tags.any(|(at, _)| {
        let rest = text.get(at..).unwrap_or_default();
        let tag = rest.split(char::is_whitespace).next().unwrap_or_default();
        tag.contains([',', '%'])
    });
    unread || text.lines().any(|line| line.starts_with("%TAG"))
}

/// Reports where the text is malformed. Tabs are named, because they look like the spaces beside
/// them.
fn syntax(
    (file, text): (FileId, &str),
    problem: &YamlProblem,
    limits: &Limits,
    diagnostics: &mut Diagnostics,
) {
    let lines = LineIndex::new(text);
    let at = problem.at.span(&lines);
    let line = text.get(lines.line_span(lines.line(at.start)));
    let has_tab = line.is_some_and(|line| line.trim_start_matches(' ').starts_with('\t'));
    let is_deep = problem.message.contains("recursion limit");
    let code = if is_deep { Code::TooDeep } else { Code::Syntax };
    let message = match (is_deep, has_tab) {
        (true, _) => too_deep(limits),
        (false, true) => "YAML does not allow tabs as indentation".to_owned(),
        (false, false) => escape(&problem.message),
    };
    diagnostics.report(code, &Place::text(file, at), message);
}
