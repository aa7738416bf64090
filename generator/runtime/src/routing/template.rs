//! A path template of the document -> segments that requests are matched against.
//!
//! Templates that differ only in the names of their parameters are one route: captured values are
//! known by their positions, and each operation has its own names. [`segment`](crate::segment) has
//! the segments. A brace without its partner is literal text; the generator has rejected such
//! templates.

use crate::param::Param;
use crate::segment::Segment;

/// A path template: its segments, and the names of its parameters in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Template {
    pub(crate) segments: Vec<Segment>,
    pub(crate) names: Vec<&'static str>,
}

impl Template {
    /// Parses `template`, which starts with a slash.
    pub(crate) fn parse(template: &'static str, parameters: &[Param]) -> Self {
        let mut names = Vec::new();
        let path = template.strip_prefix('/').unwrap_or(template);
        let segments = path
            .split('/')
            .map(|segment| Segment::parse(segment, parameters, &mut names))
            .collect();
        Self { segments, names }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_templates() {
        let template = Template::parse("/v3/{project_id}/files/{name}.{ext}", &[]);
        assert_eq!(template.names, ["project_id", "name", "ext"]);
        let literal = |text: &str| Segment::Literal(text.to_owned());
        let shape: Vec<Segment> = template.segments.into_iter().take(3).collect();
        assert_eq!(shape, [literal("v3"), Segment::Any, literal("files")]);
        assert_eq!(
            Template::parse("/", &[]).segments,
            [Segment::Literal(String::new())]
        );
        assert_eq!(
            Template::parse("/a%20b", &[]).segments,
            [Segment::Literal("a b".into())]
        );
        assert_eq!(
            Template::parse("/{open", &[]).segments,
            [Segment::Literal("{open".into())]
        );
    }
}
