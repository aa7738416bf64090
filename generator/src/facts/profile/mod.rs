//! Profiles: how the pages of a vendor look. A profile is a YAML file; nothing about a vendor is in the code.
//!
//! | key | says |
//! | --- | --- |
//! | `columns` | the headings of columns, by what the column has |
//! | `words` | the words for required, optional and nothing |
//! | `sections` | the headings of sections, by what the section has |
//! | `captions` | how captions look, and which caption means which part of a request or response |
//! | `patterns` | the lines with the request, a status, the operation, the date |
//! | `types` | the names of types |
//! | `headers`, `ignored names`, `nesting` | what is a header, which rows are left out, how nested objects are shown |
//! | `wording` | the phrases around values, defaults and limits |
//!
//! [`Profile::parse`] compiles the phrases, and reports keys that do not exist.

mod read;
mod template;

use std::collections::HashMap;

pub(crate) use template::Phrase;

/// The profile that ships with the tool.
const HUAWEI: &str = include_str!("huawei.yaml");

/// What a column of a table has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum PageColumn {
    /// The name of a parameter or property.
    Name,
    /// Where a parameter is sent.
    In,
    /// Whether it is required.
    Required,
    /// Its type.
    Type,
    /// What it is, in words.
    Description,
    /// An action of an access policy.
    Action,
    /// The level of access that an action grants.
    Access,
    /// The status of a response.
    Status,
    /// A value that is allowed.
    Value,
    /// Something that is no fact, such as an example.
    Other,
}

/// What a section or a captioned table has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum PagePart {
    /// The request line; without captions, the parameters of path and query as well.
    RequestLine,
    /// Parameters in the path.
    Path,
    /// Parameters in the query string.
    Query,
    /// Parameters in headers.
    Header,
    /// Parameters in cookies.
    Cookie,
    /// Parts of a form.
    Form,
    /// Properties of the request body.
    Body,
    /// Parameters, with a column that says where each is sent.
    Parameters,
    /// Headers and body of the request.
    Request,
    /// The body of a response.
    Response,
    /// A table of responses, with the type of each body.
    Responses,
    /// A table of statuses.
    Statuses,
    /// Who can call the operation.
    Authorization,
    /// Objects that other tables refer to.
    Definitions,
    /// Nothing to read.
    Ignored,
}

/// In which order the tables of nested objects follow each other, if they have no captions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NestingOrder {
    /// An object, then what is inside it, then the next object.
    DepthFirst,
    /// All objects of a level, then those of the next level.
    BreadthFirst,
}

/// The names of types.
#[derive(Debug, Default)]
pub(crate) struct TypeNames {
    scalars: HashMap<String, String>,
    /// `array`, `map` or `object`, with what is in front of and behind the inner type.
    wrappers: Vec<(String, String, String)>,
}

impl TypeNames {
    /// The type that a word names.
    pub(crate) fn scalar(&self, text: &str) -> Option<&str> {
        self.scalars.get(text).map(String::as_str)
    }

    /// The inner type of a wrapper: `Tag` for `Array of Tag`.
    pub(crate) fn inner<'t>(&self, kind: &str, text: &'t str) -> Option<&'t str> {
        let of_kind = self.wrappers.iter().filter(|(found, _, _)| found == kind);
        let inner = of_kind.filter_map(|(_, before, after)| {
            text.strip_prefix(before.as_str())?
                .strip_suffix(after.as_str())
                .map(str::trim)
                .filter(|inner| !inner.is_empty())
        });
        inner.min_by_key(|inner| inner.len())
    }
}

/// The phrases around values, defaults and limits.
#[derive(Debug, Default)]
pub(crate) struct Wording {
    /// All values follow.
    pub(crate) values: Vec<Phrase>,
    /// The default follows.
    pub(crate) default: Vec<Phrase>,
    /// Limits of a number.
    pub(crate) range: Vec<Phrase>,
    /// Limits of the length of a string.
    pub(crate) length: Vec<Phrase>,
    /// Limits of the length of an array.
    pub(crate) items: Vec<Phrase>,
    /// Words of sentences about limits, in lower case.
    pub(crate) limit_words: Vec<String>,
    /// Words in front of lists that are not all values, in lower case.
    pub(crate) not_values: Vec<String>,
}

/// How the pages of a vendor look.
#[derive(Debug)]
pub struct Profile {
    columns: HashMap<String, PageColumn>,
    required: Vec<String>,
    optional: Vec<String>,
    none: Vec<String>,
    sections: HashMap<String, PagePart>,
    caption_patterns: Vec<Phrase>,
    captions: HashMap<String, PagePart>,
    request: Vec<Phrase>,
    status: Vec<Phrase>,
    operation: Vec<Phrase>,
    date: Vec<Phrase>,
    other_statuses: Vec<String>,
    locations: HashMap<String, PagePart>,
    pub(crate) types: TypeNames,
    headers: Vec<String>,
    ignored_names: Vec<String>,
    pub(crate) order: NestingOrder,
    pub(crate) separator: Option<String>,
    pub(crate) indices: Vec<String>,
    /// The status of the response that a section without statuses describes.
    pub(crate) implied_status: Option<String>,
    pub(crate) wording: Wording,
}

impl Profile {
    /// The profile with a name, if it ships with the tool.
    #[must_use]
    pub fn shipped(name: &str) -> Option<&'static str> {
        (name == "huawei").then_some(HUAWEI)
    }

    /// Reads a profile.
    ///
    /// # Errors
    /// What is wrong with the text: all problems, one per line.
    pub fn parse(text: &str) -> Result<Self, String> {
        read::profile(text)
    }

    /// What a column with this heading has.
    pub(crate) fn column(&self, heading: &str) -> Option<PageColumn> {
        self.columns.get(heading).copied()
    }

    /// What a section with this heading has.
    pub(crate) fn section(&self, heading: &str) -> Option<PagePart> {
        self.sections.get(heading.trim_end_matches(':')).copied()
    }

    /// The caption inside a line such as `Table 2 Tag`.
    pub(crate) fn caption<'t>(&self, text: &'t str) -> Option<&'t str> {
        let found = |phrase: &Phrase| phrase.value(text, "caption");
        self.caption_patterns.iter().find_map(found)
    }

    /// What a table with this caption has.
    pub(crate) fn captioned(&self, caption: &str) -> Option<PagePart> {
        let key: String = caption
            .chars()
            .filter(|c| !c.is_whitespace())
            .flat_map(char::to_lowercase)
            .collect();
        self.captions.get(&key).copied()
    }

    /// `Some(true)` for a word that means required.
    pub(crate) fn required(&self, text: &str) -> Option<bool> {
        let is = |words: &[String]| words.iter().any(|word| word == text);
        if is(&self.required) {
            Some(true)
        } else {
            is(&self.optional).then_some(false)
        }
    }

    /// Whether a text says that there is nothing.
    pub(crate) fn is_none(&self, text: &str) -> bool {
        let text = text.trim_end_matches(['.', '。']);
        self.none.iter().any(|word| word == text)
    }

    /// The method and the URL, if a line is a request line.
    pub(crate) fn request_line<'t>(&self, text: &'t str) -> Option<(&'t str, &'t str)> {
        self.request.iter().find_map(|phrase| {
            let found = phrase.find(text)?;
            Some((found.name("method")?.as_str(), found.name("url")?.as_str()))
        })
    }

    /// The status, if a line names the one that follows.
    pub(crate) fn status<'t>(&self, text: &'t str) -> Option<&'t str> {
        let found = |phrase: &Phrase| phrase.value(text, "status");
        self.status.iter().find_map(found)
    }

    /// The status of a row: `200`, `200 OK`, or the words for all others.
    pub(crate) fn status_of_row(&self, text: &str) -> Option<String> {
        if text == "default" || self.other_statuses.iter().any(|word| word == text) {
            return Some("default".to_owned());
        }
        let number = text.split_whitespace().next().unwrap_or(text);
        let is_status = number.len() == 3
            && number.starts_with(|first| ('1'..='5').contains(&first))
            && number.get(1..).is_some_and(|rest| {
                rest.eq_ignore_ascii_case("xx") || rest.bytes().all(|b| b.is_ascii_digit())
            });
        is_status.then(|| number.to_uppercase())
    }

    /// The identifier of the operation that a title names.
    pub(crate) fn operation(&self, title: &str) -> Option<String> {
        self.operation.iter().find_map(|phrase| {
            let found = phrase.find(title)?;
            let name = found.name("operation")?.as_str();
            let group = found.name("group").map(|group| group.as_str());
            Some(group.map_or_else(
                || name.to_owned(),
                |group| format!("{}_{name}", group.replace(' ', "")),
            ))
        })
    }

    /// The day that a line says the page was changed, as in `2026-02-10`.
    pub(crate) fn date(&self, text: &str) -> Option<String> {
        let found = |phrase: &Phrase| phrase.value(text, "date");
        let date = self.date.iter().find_map(found)?;
        let parts: Vec<String> = date
            .split(['-', '/', '.'])
            .map(|part| format!("{part:0>2}"))
            .collect();
        Some(parts.join("-"))
    }

    /// Where a parameter is sent, by the word in its row.
    pub(crate) fn location(&self, text: &str) -> Option<PagePart> {
        self.locations.get(&text.to_lowercase()).copied()
    }

    /// Whether a name is that of a header.
    pub(crate) fn is_header(&self, name: &str) -> bool {
        self.headers
            .iter()
            .any(|pattern| match pattern.strip_suffix('*') {
                Some(start) => name.starts_with(start),
                None => name == pattern,
            })
    }

    /// Whether rows with a name are left out.
    pub(crate) fn ignores(&self, name: &str) -> bool {
        let is = |ignored: &String| ignored.eq_ignore_ascii_case(name);
        self.ignored_names.iter().any(is)
    }
}
