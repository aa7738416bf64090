//! The forms of `x-pagination`, by the key that says how the next page is asked for.
//!
//! ```text
//! {offset: …, limit: …, items: …}       the number of items before the page
//! {page: …, first: 1, items: …}         the number of the page
//! {cursor: …, next: …, items: …}        what the response says
//! {cursor: …, last: …, items: …}        what the last item has
//! {url: …, items: …}                    a URL in the response
//! {link: next, items: …}                a URL in the header `Link`
//! ```

use super::ObjectKind;
use super::state::{Members, Verdict, Walk};
use crate::diagnostic::{Code, Trail};

/// What belongs to a form.
struct PaginationForm {
    /// The key that chooses it.
    key: &'static str,
    /// The keys of which it needs one. It may have no more of them.
    needs: &'static [&'static str],
    /// The keys of other forms, which have no effect.
    without: &'static [&'static str],
}

const FORMS: &[PaginationForm] = &[
    PaginationForm {
        key: "offset",
        needs: &["limit"],
        without: &["first", "next", "last"],
    },
    PaginationForm {
        key: "page",
        needs: &[],
        without: &["next", "last"],
    },
    PaginationForm {
        key: "cursor",
        needs: &["next", "last"],
        without: &["first"],
    },
    PaginationForm {
        key: "url",
        needs: &[],
        without: &["first", "next", "last"],
    },
    PaginationForm {
        key: "link",
        needs: &[],
        without: &["first", "next", "last"],
    },
];

/// Checks that the keys are those of one form.
pub(super) fn check(walk: &mut Walk<'_, '_>, members: &Members, at: &Trail<'_>) -> Verdict {
    let has = |key: &&str| members.contains_key(*key);
    let mut forms = FORMS.iter().filter(|form| has(&form.key));
    let (form, other) = (forms.next(), forms.next());
    let Some(form) = form else {
        let message = "this extension needs `offset`, `page`, `cursor`, `url` or `link`";
        return reject(walk, message.to_owned(), at);
    };
    if let Some(other) = other {
        let message = format!("`{}` and `{}` exclude each other", form.key, other.key);
        return reject(walk, message, at);
    }
    for key in form.without.iter().filter(|key| has(key)) {
        let message = format!("`{key}` has no effect beside `{}`", form.key);
        walk.report
            .often(Code::UnsupportedKey, &at.key(key), message);
    }
    let needed = form.needs.iter().filter(|key| has(key)).count();
    if form.needs.is_empty() || needed == 1 {
        return Verdict::Fits;
    }
    let (needs, one) = (form.needs.join("` or `"), form.needs.join("` and `"));
    let message = match needed {
        0 => format!("`{}` needs `{needs}` beside it", form.key),
        _ => format!("`{one}` exclude each other"),
    };
    reject(walk, message, at)
}

fn reject(walk: &mut Walk<'_, '_>, message: String, at: &Trail<'_>) -> Verdict {
    let repair = ObjectKind::Pagination.repair();
    walk.report.fault(repair, Code::BadExtension, at, message);
    Verdict::Broken
}
