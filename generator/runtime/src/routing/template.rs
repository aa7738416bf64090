//! A path template of the document -> segments that requests are matched against.
//!
//! Templates that differ only in the names of their parameters are one route: captured values are
//! known by their positions, and each operation has its own names. [`segment`](crate::segment) has
//! the segments. A brace without its partner is literal text; the generator has rejected such
//! templates.

#[cfg(feature = "server")]
use super::{
    path::{PathError, check_segment},
    router::Captures,
};
use crate::param::Param;
#[cfg(feature = "server")]
use crate::scan::split;
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
        Self::below("", template, parameters)
    }

    /// The same below a base path. Parameters of the base have no name, because no operation has them.
    pub(crate) fn below(base: &str, template: &'static str, parameters: &[Param]) -> Self {
        let (mut names, mut unnamed) = (Vec::new(), Vec::new());
        let in_base = base.split('/').skip(1);
        let mut segments: Vec<Segment> = in_base
            .map(|segment| Segment::parse(segment, &[], &mut unnamed))
            .collect();
        names.resize(unnamed.len(), "");
        let path = template.strip_prefix('/').unwrap_or(template);
        segments.extend(
            path.split('/')
                .map(|segment| Segment::parse(segment, parameters, &mut names)),
        );
        Self { segments, names }
    }
}

#[cfg(feature = "server")]
impl Template {
    /// The raw values of a path that another router has matched with this template. `None` if they are not certain: a value is
    /// empty, or the path has other segments.
    pub(crate) fn captures<'p>(&self, path: &'p str) -> Result<Option<Captures<'p>>, PathError> {
        let path = path.strip_prefix('/').ok_or(PathError::NotAbsolute)?;
        let mut captures = Vec::with_capacity(self.names.len());
        let (mut names, mut raw_segments) = (self.names.iter(), split(path, b'/'));
        for segment in &self.segments {
            let Some(raw) = raw_segments.next() else {
                return Ok(None);
            };
            if matches!(segment, Segment::Literal(_)) {
                continue;
            }
            check_segment(raw)?;
            match names.next() {
                Some(name) if !raw.is_empty() => captures.push((*name, raw)),
                Some(_) | None => return Ok(None),
            }
        }
        Ok(raw_segments.next().is_none().then_some(captures))
    }

    /// Whether a path can match both templates.
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        let mut pairs = self.segments.iter().zip(&other.segments);
        self.segments.len() == other.segments.len()
            && pairs.all(|pair| match pair {
                (Segment::Literal(one), Segment::Literal(two)) => one == two,
                _ => true,
            })
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
