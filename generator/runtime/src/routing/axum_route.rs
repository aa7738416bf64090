//! A path template -> a route of axum, which has one parameter per segment.
//!
//! | template | route |
//! |---|---|
//! | `/v2/{project}/a b` | `/v2/{project}/a%20b`: axum compares paths as they were sent |
//! | `/files/{name}.{ext}` | `/files/{name.ext}`: the segment is split later |
//! | `/jobs/:run` | `/jobs/{run}`: axum rejects segments that begin with a colon or an asterisk |
//!
//! A route that is wider than its template is not [exact](AxumRoute::is_exact).

use crate::path_values::escaped;
use crate::scan::split;
use crate::template::{TemplatePart, template_parts};

/// axum panics beyond it.
const MAX_PARAMETERS: usize = 25;

/// The route of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AxumRoute {
    /// The route in the syntax of axum.
    pub(crate) path: String,
    /// Its segments, without the names of parameters: routes with the same shape are the same to axum.
    pub(crate) shape: Vec<Option<String>>,
    /// Whether the route matches what the template does, and nothing else.
    pub(crate) is_exact: bool,
}

impl AxumRoute {
    /// The route of a template, base path included.
    pub(crate) fn of(template: &str) -> Self {
        let template = template.strip_prefix('/').unwrap_or(template);
        let mut route = Self {
            path: String::new(),
            shape: Vec::new(),
            is_exact: true,
        };
        for segment in split(template, b'/') {
            route.push(segment);
        }
        route
    }

    fn push(&mut self, segment: &str) {
        let parts: Vec<TemplatePart<'_>> = template_parts(segment).collect();
        let literal = match parts.as_slice() {
            [] => Some(String::new()),
            [TemplatePart::Literal(text)] if !text.starts_with([':', '*']) => {
                Some(escaped(text).to_string())
            }
            [TemplatePart::Name(_)] => None,
            _ => {
                self.is_exact = false;
                None
            }
        };
        self.path.push('/');
        match &literal {
            Some(text) => self.path.push_str(text),
            None => {
                let texts = parts.iter().map(|part| match part {
                    TemplatePart::Literal(text) | TemplatePart::Name(text) => *text,
                });
                let name: String = texts.collect();
                self.path.push_str(&format!("{{{}}}", parameter(&name)));
            }
        }
        self.shape.push(literal);
    }

    /// Whether axum takes the route.
    pub(crate) fn is_possible(&self) -> bool {
        self.shape.iter().filter(|one| one.is_none()).count() <= MAX_PARAMETERS
    }
}

/// A name that axum takes for a parameter: what it gives a meaning to becomes `_`.
fn parameter(name: &str) -> String {
    let fits = |c: char| {
        if matches!(c, '{' | '}' | '*' | '/') {
            '_'
        } else {
            c
        }
    };
    let name: String = name.trim_start_matches(':').chars().map(fits).collect();
    match name.as_str() {
        "" => "_".to_owned(),
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_becomes_a_route() {
        for (template, path, is_exact) in [
            ("/", "/", true),
            ("/pets/{id}", "/pets/{id}", true),
            ("/caf\u{e9} x/{id}/", "/caf%C3%A9%20x/{id}/", true),
            ("/a%2Fb", "/a%2Fb", true),
            ("/{open", "/%7Bopen", true),
            ("/files/{name}.{ext}", "/files/{name.ext}", false),
            ("/{id}:archive", "/{id:archive}", false),
            ("/jobs/:run", "/jobs/{run}", false),
            ("/jobs/*", "/jobs/{_}", false),
            ("/{*all}", "/{_all}", true),
        ] {
            let route = AxumRoute::of(template);
            assert_eq!(
                (route.path.as_str(), route.is_exact),
                (path, is_exact),
                "{template}"
            );
            // axum panics at a route that it does not take.
            let _ = axum::Router::<()>::new().route(&route.path, axum::routing::any(|| async {}));
        }
    }

    #[test]
    fn a_template_with_more_parameters_than_axum_has_is_no_route() {
        let template = |count: usize| "/{a}".repeat(count);
        assert!(!AxumRoute::of(&template(26)).is_possible());
        let most = AxumRoute::of(&template(25));
        assert!(most.is_possible());
        let _ = axum::Router::<()>::new().route(&most.path, axum::routing::any(|| async {}));
    }
}
