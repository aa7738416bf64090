//! How parameters and headers are written: what makes a difference for values of their type.

use super::about::CompareSite;
use super::found::BeforeAfter;
use super::graph::NodeId;
use super::kinds::WireKind;
use super::turn::Turn;
use super::view::{Head, TypeAt, TypeView};
use super::walk::WireWalk;
use crate::ir::{Api, ParameterCodec, Scalar, Style, StyleText, Type};

/// Notes that values are written in another way.
pub(super) fn compare_codecs<'a>(
    walk: &mut WireWalk<'a>,
    at: NodeId,
    site: CompareSite<'a>,
    (old, old_ty): (&ParameterCodec, &'a Type),
    (new, new_ty): (&ParameterCodec, &'a Type),
) {
    if old == new {
        return;
    }
    let before = written(walk.apis.old, old, old_ty);
    let after = written(walk.apis.new, new, new_ty);
    // What a type of another sort changes about the style is one change, of the type.
    let is_one_sort = before.sort == after.sort;
    if is_one_sort && before.style != after.style {
        let values = BeforeAfter::both(before.style, after.style);
        walk.record(at, site, WireKind::StyleChanged, Turn::BOTH, values);
    }
    if before.reserved != after.reserved {
        let text = |reserved: bool| if reserved { "not escaped" } else { "escaped" };
        let values = BeforeAfter::both(text(before.reserved), text(after.reserved));
        let kind = WireKind::ReservedCharactersChanged;
        walk.record(at, site, kind, Turn::BEHAVIOUR, values);
    }
}

/// What matters about the values of a type for a style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Written {
    Scalar,
    List,
    Object,
    Any,
}

struct WrittenAs {
    sort: Written,
    style: String,
    reserved: bool,
}

fn written(api: &Api, codec: &ParameterCodec, ty: &Type) -> WrittenAs {
    let limits = Vec::new();
    let view = TypeView::of(api, &TypeAt { ty, limits });
    let sort = match view.head {
        Head::Scalar(Scalar::Any) | Head::Union(..) | Head::Foreign(_) => Written::Any,
        Head::Scalar(_) | Head::Enumeration(..) => Written::Scalar,
        Head::List(_) => Written::List,
        Head::Map(_) | Head::Struct(..) => Written::Object,
    };
    match codec {
        ParameterCodec::Json => WrittenAs {
            sort,
            style: "JSON".to_owned(),
            reserved: false,
        },
        ParameterCodec::Style {
            style,
            explode,
            allow_reserved,
            text,
        } => WrittenAs {
            sort,
            style: style_text(*style, *explode, *text, sort),
            reserved: *allow_reserved,
        },
    }
}

fn style_text(style: Style, explode: bool, text: StyleText, sort: Written) -> String {
    let name = match style {
        Style::Simple => "simple",
        Style::Label => "label",
        Style::Matrix => "matrix",
        Style::Form => "form",
        Style::SpaceDelimited => "spaceDelimited",
        Style::PipeDelimited => "pipeDelimited",
        Style::DeepObject => "deepObject",
    };
    let explodes = match (style, sort) {
        (_, Written::Scalar) | (Style::DeepObject, _) => false,
        // A list is written with commas either way.
        (Style::Simple, Written::List) => false,
        _ => explode,
    };
    // A scalar has no items to separate.
    let name = match (style, sort) {
        (Style::SpaceDelimited | Style::PipeDelimited | Style::DeepObject, Written::Scalar) => {
            "form"
        }
        // Items in parameters of their own have no separator.
        (Style::SpaceDelimited | Style::PipeDelimited, _) if explodes => "form",
        _ => name,
    };
    let separator = match text {
        StyleText::Lists(separator) => format!(", lists with {separator:?}"),
        StyleText::Defined | StyleText::Open => String::new(),
    };
    let exploded = if explodes { ", exploded" } else { "" };
    format!("{name}{exploded}{separator}")
}
