//! Path templates -> a tree that finds the template for a path.
//!
//! A literal wins over a parameter, because concrete paths are matched before templated ones
//! (<https://spec.openapis.org/oas/v3.0.3.html#paths-object>); segments with both are in between.
//! A literal with a reserved character that the path escapes comes last, since the escaped character
//! is data: `items%3Asearch` is a value of `{item}` rather than `items:search`. The search goes back
//! if it fails further down:
//!
//! ```text
//! /a/b/d, /a/{x}/c        the path /a/b/c matches the second
//! ```
//!
//! An empty segment never matches a parameter, and a trailing slash is a segment of its own.

use std::collections::BTreeMap;

use super::path::RawSegment;
use crate::segment::{Mixed, Segment, escapes_reserved};

/// Values by path template.
#[derive(Debug)]
pub(crate) struct RouteTree<T> {
    here: Option<T>,
    literals: BTreeMap<String, RouteTree<T>>,
    /// In the order of [`Mixed`]: the most literal text first.
    mixed: BTreeMap<Mixed, RouteTree<T>>,
    any: Option<Box<RouteTree<T>>>,
}

/// The template of a path: its value, and the raw string for each parameter, in order.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct RouteMatch<'t, 'p, T> {
    pub(crate) value: &'t T,
    pub(crate) captures: Captures<'p>,
}

/// The raw strings for the parameters of a template, each with room for its name.
pub(crate) type Captures<'p> = Vec<(&'static str, &'p str)>;

impl<T> Default for RouteTree<T> {
    fn default() -> Self {
        Self {
            here: None,
            literals: BTreeMap::new(),
            mixed: BTreeMap::new(),
            any: None,
        }
    }
}

impl<T: Default> RouteTree<T> {
    /// The value of a template. Templates that differ only in the names of their parameters share
    /// it.
    pub(crate) fn entry(&mut self, segments: &[Segment]) -> &mut T {
        let Some((first, rest)) = segments.split_first() else {
            return self.here.get_or_insert_default();
        };
        match first {
            Segment::Literal(text) => self.literals.entry(text.clone()).or_default(),
            Segment::Mixed(mixed) => self.mixed.entry(mixed.clone()).or_default(),
            Segment::Any => self.any.get_or_insert_default().as_mut(),
        }
        .entry(rest)
    }
}

impl<T> RouteTree<T> {
    /// The template that matches a path. Visits each node of the tree at most once.
    pub(crate) fn find<'t, 'p>(&'t self, path: &[RawSegment<'p>]) -> Option<RouteMatch<'t, 'p, T>> {
        let mut captures = Vec::with_capacity(path.len());
        let value = self.walk(path, &mut captures)?;
        Some(RouteMatch { value, captures })
    }

    /// Matches the rest of a path below this node.
    fn walk<'t, 'p>(
        &'t self,
        path: &[RawSegment<'p>],
        captures: &mut Captures<'p>,
    ) -> Option<&'t T> {
        let Some((segment, rest)) = path.split_first() else {
            return self.here.as_ref();
        };
        let literal = self.literals.get(&*segment.text);
        let escaped = segment.is_escaped() && escapes_reserved(segment.raw);
        if let Some(value) = literal
            .filter(|_| !escaped)
            .and_then(|next| next.walk(rest, captures))
        {
            return Some(value);
        }
        let so_far = captures.len();
        for (mixed, next) in &self.mixed {
            let Some(found) = mixed.captures(segment.raw) else {
                continue;
            };
            captures.extend(found.into_iter().map(|raw| ("", raw)));
            if let Some(value) = next.walk(rest, captures) {
                return Some(value);
            }
            captures.truncate(so_far);
        }
        if let Some(next) = self.any.as_deref().filter(|_| !segment.raw.is_empty()) {
            captures.push(("", segment.raw));
            if let Some(value) = next.walk(rest, captures) {
                return Some(value);
            }
            captures.truncate(so_far);
        }
        // Some clients escape more than they need to.
        literal.filter(|_| escaped)?.walk(rest, captures)
    }
}

#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]
#[cfg(test)]
mod tests {
    use super::super::path::segments;
    use super::super::template::Template;
    use super::*;
    use crate::{
        codec::Value,
        param::{Param, Style},
        path_values::{PathForm, PathValues, expand},
        percent::decode_path,
        violations::Violations,
    };

    fn find(templates: &[&'static str], path: &str) -> Option<(&'static str, Vec<String>)> {
        let mut tree = RouteTree::<Option<&'static str>>::default();
        for template in templates {
            tree.entry(&Template::parse(template, &[]).segments)
                .get_or_insert(template);
        }
        let path = segments(path).unwrap();
        let found = tree.find(&path)?;
        Some((
            found.value.unwrap(),
            found
                .captures
                .into_iter()
                .map(|(_, raw)| raw.to_owned())
                .collect(),
        ))
    }

    #[track_caller]
    fn assert_found(
        templates: &[&'static str],
        path: &str,
        template: &'static str,
        captures: &[&str],
    ) {
        let captures = captures.iter().map(|&text| text.to_owned()).collect();
        assert_eq!(find(templates, path), Some((template, captures)), "{path}");
    }

    #[test]
    fn literals_win_over_parameters() {
        let templates = [
            "/pets/{id}",
            "/pets/mine",
            "/pets/{id}.json",
            "/pets/{id}.{ext}",
        ];
        assert_found(&templates, "/pets/mine", "/pets/mine", &[]);
        assert_found(&templates, "/pets/m%69ne", "/pets/mine", &[]);
        assert_found(&templates, "/pets/7", "/pets/{id}", &["7"]);
        assert_found(&templates, "/pets/7.json", "/pets/{id}.json", &["7"]);
        assert_found(&templates, "/pets/7.xml", "/pets/{id}.{ext}", &["7", "xml"]);
    }

    #[test]
    fn the_search_goes_back_after_a_wrong_turn() {
        let templates = ["/a/{x}/c", "/a/b/d", "/{x}.json/c/{y}", "/{x}/{y}/{z}"];
        assert_found(&templates, "/a/b/c", "/a/{x}/c", &["b"]);
        assert_found(&templates, "/a/b/d", "/a/b/d", &[]);
        assert_found(&templates, "/a/b/e", "/{x}/{y}/{z}", &["a", "b", "e"]);
        assert_found(
            &templates,
            "/q.json/d/e",
            "/{x}/{y}/{z}",
            &["q.json", "d", "e"],
        );
    }

    #[test]
    fn empty_segments_match_no_parameter() {
        let templates = ["/v2/{id}/exports", "/slash/"];
        for path in [
            "//v2/1/exports",
            "/v2//exports",
            "/v2/1/exports/",
            "/slash",
            "/",
            "/v2/1",
        ] {
            assert_eq!(find(&templates, path), None, "{path}");
        }
        assert_found(&templates, "/slash/", "/slash/", &[]);
    }

    #[test]
    fn templates_of_one_shape_share_a_value() {
        let mut tree = RouteTree::<Vec<&str>>::default();
        for template in ["/pets/{id}", "/pets/{petId}"] {
            tree.entry(&Template::parse(template, &[]).segments)
                .push(template);
        }
        assert_eq!(
            tree.find(&segments("/pets/7").unwrap())
                .unwrap()
                .value
                .len(),
            2
        );
    }

    #[test]
    fn an_escaped_reserved_character_is_data() {
        let templates = ["/items:search", "/{item}", "/{item}:archive"];
        assert_found(&templates, "/items:search", "/items:search", &[]);
        assert_found(
            &templates,
            "/items%3Asearch",
            "/{item}",
            &["items%3Asearch"],
        );
        assert_found(&templates, "/a:archive", "/{item}:archive", &["a"]);
        assert_found(&templates, "/a%3Aarchive", "/{item}", &["a%3Aarchive"]);
        assert_found(&["/@me"], "/%40me", "/@me", &[]);
        assert_found(&["/a-b"], "/a%2Db", "/a-b", &[]);
    }

    /// Templates whose segments mix text and parameters, each with what the generator escapes there.
    const MIXED: &[(&str, &[&str])] = &[
        ("/{a}:archive", &["a"]),
        ("/{a}.json", &["a"]),
        ("/{a}-{b}", &["a", "b"]),
        ("/{a}_{b}.{c}", &["a", "b", "c"]),
        ("/{a}", &["a"]),
    ];

    proptest::proptest! {
        /// The values of a path are read from the template that they were written into.
        #[test]
        fn values_stay_in_their_template(
            which in 0..MIXED.len(),
            values in proptest::collection::vec("[a.:_%é -]{1,6}", 3),
        ) {
            let Some((template, names)) = MIXED.get(which) else { return Ok(()) };
            let params = names.iter().map(|name| Param::path(name).escaping("-._"));
            let written: Result<PathValues<'_>, String> = params
                .zip(&values)
                .map(|(param, value)| Ok((param.name(), param.write(&Value::from(value.as_str()))?.unwrap_or_default().into())))
                .collect();
            let (Ok(written), mut violations) = (written, Violations::new()) else { return Ok(()) };
            let path = expand((template, PathForm::of(template)), &[], &written, (&mut violations, 0));
            if violations.is_empty() {
                let templates: Vec<_> = MIXED.iter().map(|(template, _)| *template).collect();
                let (found, captures) = find(&templates, &path).unwrap();
                proptest::prop_assert_eq!(found, *template, "{}", path);
                let read: Vec<_> = captures.iter().map(|raw| decode_path(raw).unwrap()).collect();
                proptest::prop_assert_eq!(&read, &values[..names.len()], "{}", path);
            }
        }

        /// Values of one segment are read back as they were, or are rejected before they are sent.
        #[test]
        fn values_of_one_segment_are_not_mixed_up(
            template in proptest::sample::select(vec![
                "/{a}{b}", "/{a}2{b}", "/{a}20{b}", "/{a},{b}", "/{a}.{b}", "/{a}-{b}", "/x{a}{b}y", "/{a}%20{b}", "/{a}é{b}",
            ]),
            style in proptest::sample::select(vec![Style::Simple, Style::Label, Style::Matrix]),
            values in proptest::collection::vec("[a02.:;,%é -]{1,4}", 2),
        ) {
            let parameters = [Param::path("a"), Param::path("b").style(style)];
            let written = parameters.iter().zip(&values);
            let written: PathValues<'_> = written
                .map(|(param, value)| (param.name(), param.write(&Value::from(value.as_str())).unwrap().unwrap().into()))
                .collect();
            let mut violations = Violations::new();
            let path = expand((template, PathForm::of(template)), &parameters, &written, (&mut violations, 0));
            if violations.is_empty() {
                let mut tree = RouteTree::<()>::default();
                tree.entry(&Template::parse(template, &parameters).segments);
                let path = path.replace('é', "%C3%A9");
                let segments = segments(&path).unwrap();
                let found = tree.find(&segments).unwrap();
                let expected = written.iter().map(|(_, raw)| ("", &**raw));
                let expected: Vec<_> = expected.collect();
                proptest::prop_assert_eq!(found.captures, expected, "{}", path);
            }
        }
    }
}
