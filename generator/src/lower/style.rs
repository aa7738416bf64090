//! `style`, `explode`, `allowReserved` -> how a parameter is written, and whether its type can be
//! written like that.
//!
//! The styles (<https://spec.openapis.org/oas/v3.1.1.html#style-values>) are defined for scalars,
//! lists of scalars and objects of scalars; every alternative of an untagged union must fit.
//! `deepObject` writes everything, in the form that most servers read: `a[b][c]=1`, `a[0]=x`. A
//! parameter whose type a style does not define is not rejected: values that nest too deep are
//! written as JSON, with a warning.

use foldhash::HashSet;
use openapiv3::{Parameter, PathStyle, QueryStyle};

use super::context::Lowering;
use crate::diagnostic::Pointer;
use crate::ir::{Extra, ParameterCodec, Style, StyleText, Tagging, Type, TypeId, TypeKind, Union};
use crate::load::between;

/// How a parameter is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ParameterStyle {
    /// The style.
    pub style: Style,
    explode: bool,
    allow_reserved: bool,
    repeats: Repeats,
}

/// How an object's list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Repeats {
    /// By one pair per item.
    Names,
    /// In no way: there are no pairs, or nothing encodes the commas inside of a header or cookie.
    Nothing,
}

impl ParameterStyle {
    /// A header of a response.
    pub(super) const HEADER: Self = Self {
        style: Style::Simple,
        explode: false,
        allow_reserved: false,
        repeats: Repeats::Nothing,
    };

    /// The style in the IR; `text` says whether the standard defines the string of every value.
    pub(super) fn codec(self, text: StyleText) -> ParameterCodec {
        ParameterCodec::Style {
            style: self.style,
            explode: self.explode,
            allow_reserved: self.allow_reserved,
            text,
        }
    }
}

/// The style that a parameter declares, with the defaults of the standard: `form` for queries and
/// cookies, `simple` for paths and headers.
pub(super) fn written(parameter: &Parameter) -> ParameterStyle {
    let (style, allow_reserved) = match parameter {
        Parameter::Path { style, .. } => {
            let style = match style {
                PathStyle::Matrix => Style::Matrix,
                PathStyle::Label => Style::Label,
                PathStyle::Simple => Style::Simple,
            };
            (style, false)
        }
        Parameter::Header { .. } => (Style::Simple, false),
        Parameter::Cookie { .. } => (Style::Form, false),
        Parameter::Query {
            style,
            allow_reserved,
            ..
        } => {
            let style = match style {
                QueryStyle::Form => Style::Form,
                QueryStyle::SpaceDelimited => Style::SpaceDelimited,
                QueryStyle::PipeDelimited => Style::PipeDelimited,
                QueryStyle::DeepObject => Style::DeepObject,
            };
            (style, *allow_reserved)
        }
    };
    // 3.0.3, Parameter Object: the default of `explode` is true only for `form`.
    let explode = parameter
        .parameter_data_ref()
        .explode
        .unwrap_or(style == Style::Form);
    let repeats = match parameter {
        Parameter::Path { .. } | Parameter::Query { .. } if explode => Repeats::Names,
        _ => Repeats::Nothing,
    };
    ParameterStyle {
        style,
        explode,
        allow_reserved,
        repeats,
    }
}

impl Lowering<'_, '_> {
    /// Whether the style defines how values of a type are written. It is [`StyleText::Open`] if it
    /// does not, or if only the value shows whether it is a list
    /// (`oneOf: [{type: string}, {type: array, …}]`).
    pub(super) fn style_text(&self, ty: &Type, style: ParameterStyle) -> StyleText {
        let plain = style.style == Style::DeepObject
            || self.is_primitive(ty)
            || self.is_flat_list(ty)
            || self.is_flat_object(ty, style);
        if plain {
            StyleText::Defined
        } else {
            StyleText::Open
        }
    }

    /// The separator inside each item of a list of lists, which Swagger 2.0 has (`collectionFormat`
    /// on the inner level): `1|2,3|4` for `[[1, 2], [3, 4]]`.
    pub(super) fn between(&self, items: &Pointer) -> Option<char> {
        between(self.value(items)?)
    }

    /// Whether a style defines every value of a type.
    ///
    /// | style | scalar | list of scalars | object of scalars | of scalars and lists | deeper |
    /// |---|---|---|---|---|---|
    /// | `simple`, `label`, `matrix`, `form` | yes | yes | yes | exploded | no |
    /// | `spaceDelimited`, `pipeDelimited` | no | yes | yes | exploded | no |
    /// | `deepObject` | yes | yes | yes | yes | yes |
    ///
    /// The standard says nothing about a list in an object. Exploded, each property is written as a
    /// parameter of its own would be, so a list repeats its name: `?page=1&sort=a&sort=b`. Spring,
    /// ASP.NET and others read it so.
    pub(super) fn fits_style(&self, ty: &Type, style: ParameterStyle) -> bool {
        match style.style {
            Style::DeepObject => true,
            Style::SpaceDelimited | Style::PipeDelimited => {
                self.is_flat_list(ty) || self.is_flat_object(ty, style)
            }
            Style::Simple | Style::Label | Style::Matrix | Style::Form => {
                self.is_value(ty) || self.is_flat_object(ty, style)
            }
        }
    }

    /// Whether values of a type are scalars, lists of scalars, or one of several of these.
    fn is_value(&self, ty: &Type) -> bool {
        let mut leaves = self.leaves(ty).into_iter();
        leaves.all(|leaf| self.is_scalar(leaf) || self.is_flat_list(leaf))
    }

    /// Whether values of a type are one scalar each. A type of the user's counts as one.
    fn is_primitive(&self, ty: &Type) -> bool {
        self.leaves(ty).into_iter().all(|leaf| self.is_scalar(leaf))
    }

    /// Whether a type that is no union is a scalar.
    fn is_scalar(&self, ty: &Type) -> bool {
        match ty {
            Type::Scalar(_) => true,
            Type::Named(id) => matches!(
                self.types.kind(*id),
                Some(TypeKind::Enumeration(_) | TypeKind::Foreign(_))
            ),
            Type::List(_) | Type::Map(_) | Type::Nullable(_) | Type::Boxed(_) => false,
        }
    }

    /// The alternatives of a union without tags, and those of the unions among them; any other type is
    /// its own leaf.
    fn leaves<'t>(&'t self, ty: &'t Type) -> Vec<&'t Type> {
        let (mut found, mut visited) = (Vec::new(), HashSet::default());
        let mut waiting = vec![ty];
        while let Some(next) = waiting.pop() {
            let next = self.bare(next);
            match self.untagged(next) {
                Some((id, union)) if visited.insert(id) => {
                    waiting.extend(union.alternatives.iter().map(|one| &one.ty));
                }
                Some(_) => {}
                None => found.push(next),
            }
        }
        found
    }

    /// The union behind a type if its alternatives have no tags: a tag makes it an object.
    fn untagged(&self, ty: &Type) -> Option<(TypeId, &Union)> {
        let Type::Named(id) = self.bare(ty) else {
            return None;
        };
        let union = self.types.kind(*id)?.as_union()?;
        matches!(union.tagging, Tagging::Untagged(_)).then_some((*id, union))
    }

    /// Whether a type is a list of scalars.
    fn is_flat_list(&self, ty: &Type) -> bool {
        matches!(self.bare(ty), Type::List(item) if self.is_primitive(item))
    }

    /// Whether a type is an object with scalar properties, or a map of scalars; with lists of
    /// scalars, too, if it is exploded.
    fn is_flat_object(&self, ty: &Type, style: ParameterStyle) -> bool {
        let fits = |ty: &Type| {
            self.is_primitive(ty) || (style.repeats == Repeats::Names && self.is_flat_list(ty))
        };
        match (self.bare(ty), self.struct_of(ty)) {
            (Type::Map(values), _) => fits(values),
            (_, Some(found)) => {
                let rest = match &found.extra {
                    Extra::Kept(_, ty, _) => fits(ty),
                    Extra::Ignored | Extra::Closed => true,
                };
                rest && found.fields.iter().all(|one| fits(&one.ty))
            }
            (_, None) => false,
        }
    }
}
