//! Which expressions rustfmt leaves on one line, if the line has room for them: each kind has a
//! limit of its own.
//!
//! ```text
//! Self { core }                      a struct literal: its fields are at most 18 wide
//! self.core.to(url)?.call(request)   a chain of several links: at most 60 wide
//! f(a, b)                            a call with several arguments: they are at most 60 wide
//! match a { … }                      never
//! ```
//!
//! These are the defaults of rustfmt's `use_small_heuristics`.

use super::brackets::{list, width};
use super::syntax::{Expr, expr};

/// A chain, a call's arguments or an array can be this wide on one line.
pub(super) const NARROW: usize = 60;
/// The fields of a struct literal can be this wide on one line.
const LITERAL: usize = 18;

/// Whether rustfmt leaves the text on one line for certain, without parsing it: it passes no limit
/// and has no braces.
pub(super) fn is_short(text: &str) -> bool {
    text.len() <= NARROW && !text.contains('{')
}

/// Whether rustfmt would leave the expression on one line that has room for it. Each kind has its
/// own limit, and the parts of an expression must be within theirs, too.
pub(super) fn is_narrow(text: &str, parsed: &Expr<'_>) -> bool {
    match parsed {
        Expr::Chain { links, .. } => {
            let mut given = links.iter().filter_map(|link| link.arguments);
            given.all(fits_call) && (links.len() < 2 || width(text) <= NARROW)
        }
        Expr::Call { arguments, .. } => fits_call(arguments),
        Expr::Array { items, .. } => fits_call(items),
        Expr::Struct { fields, .. } => {
            let fields = fields
                .split_once("..")
                .map_or(*fields, |(fields, _)| fields);
            width(fields.trim_end()) <= LITERAL
        }
        Expr::Match { .. } | Expr::Block(_) => false,
        Expr::Reference { of, .. } => is_narrow(of, &expr(of)),
        Expr::Assign { right, .. } => is_narrow(right, &expr(right)),
        Expr::Closure { body, .. } => is_narrow(body, &expr(body)),
        Expr::Macro { .. } | Expr::Simple | Expr::Other => true,
    }
}

/// Whether arguments can be on one line; a single one has no limit of its own.
pub(super) fn fits_call(arguments: &str) -> bool {
    let narrow = width(arguments) <= NARROW;
    (narrow || list(arguments).nth(1).is_none())
        && (is_short(arguments) || list(arguments).all(|one| is_narrow(one, &expr(one))))
}
