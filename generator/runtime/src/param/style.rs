//! The styles of parameters as one table: OpenAPI's names for the operators of [RFC 6570, appendix
//! A](https://www.rfc-editor.org/rfc/rfc6570#appendix-A).

/// How a value is written (<https://spec.openapis.org/oas/v3.0.3.html#style-values>).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Style {
    /// `;color=blue` in a path ([RFC 6570, section
    /// 3.2.7](https://www.rfc-editor.org/rfc/rfc6570#section-3.2.7)).
    Matrix,
    /// `.blue` in a path (section 3.2.5). A compact list separates its items by commas, as in RFC
    /// 6570 and OpenAPI 3.0.4.
    Label,
    /// `color=blue` in a query or cookie (section 3.2.8).
    Form,
    /// `blue` in a path or header (section 3.2.2).
    Simple,
    /// `color=blue%20black` in a query.
    SpaceDelimited,
    /// `color=blue%7Cblack` in a query.
    PipeDelimited,
    /// `color%5BR%5D=100` in a query; objects inside nest as `a[b][c]`, lists as `a[0]`.
    DeepObject,
}

/// Whether each item or property is written separately.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Explode {
    Exploded,
    Compact,
}

/// One row of the appendix, with the separators of OpenAPI's own styles.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Grammar {
    /// The prefix of the whole value.
    pub(crate) first: &'static str,
    /// The separator between exploded parts.
    pub(crate) between: &'static str,
    /// The separator between the items of a compact list.
    pub(crate) comma: &'static str,
    /// Whether values are written `name=value`, and what follows a name with an empty value.
    pub(crate) naming: Naming,
}

/// Whether values have names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Naming {
    Bare,
    Named { if_empty: &'static str },
}

impl Style {
    /// The default of `explode`: true for `form` and `deepObject`.
    pub(crate) const fn explode(self) -> Explode {
        match self {
            Style::Form | Style::DeepObject => Explode::Exploded,
            Style::Matrix
            | Style::Label
            | Style::Simple
            | Style::SpaceDelimited
            | Style::PipeDelimited => Explode::Compact,
        }
    }

    /// The row of a style.
    pub(crate) const fn grammar(self) -> Grammar {
        const QUERY: Naming = Naming::Named { if_empty: "=" };
        const fn row(
            first: &'static str,
            between: &'static str,
            comma: &'static str,
            naming: Naming,
        ) -> Grammar {
            Grammar {
                first,
                between,
                comma,
                naming,
            }
        }
        match self {
            Style::Matrix => row(";", ";", ",", Naming::Named { if_empty: "" }),
            Style::Label => row(".", ".", ",", Naming::Bare),
            Style::Simple => row("", ",", ",", Naming::Bare),
            Style::Form | Style::DeepObject => row("", "&", ",", QUERY),
            Style::SpaceDelimited => row("", "&", "%20", QUERY),
            Style::PipeDelimited => row("", "&", "%7C", QUERY),
        }
    }
}
