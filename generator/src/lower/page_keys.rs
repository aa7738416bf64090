//! How a document describes pages, whichever key it does so with, and why that may not fit.

use crate::diagnostic::{Code, Pointer};

/// A query parameter, or a pointer into the response, with its place in the document.
#[derive(Debug, Clone)]
pub(super) struct PageKey {
    pub(super) text: String,
    pub(super) at: Pointer,
}

/// How a document describes pages, whichever key it does so with.
#[derive(Debug)]
pub(super) struct PageKeys {
    pub(super) form: PageForm,
    pub(super) limit: Option<PageKey>,
    pub(super) items: PageKey,
    pub(super) total: Option<PageKey>,
}

/// How the next page is asked for: a query parameter and where its value comes from, or where its URL
/// is.
#[derive(Debug)]
pub(super) enum PageForm {
    Offset(PageKey),
    Number { page: PageKey, first: u64 },
    Cursor { cursor: PageKey, next: PageKey },
    Marker { cursor: PageKey, last: PageKey },
    Url { next: PageKey },
    Link { relation: PageKey },
}

/// The keys of another tool, and what is ignored of them: each with the place and the reason.
pub(super) type ForeignPages = Result<(PageKeys, Vec<(Pointer, String)>), UnfitPages>;

/// Why a description of pages does not fit.
#[derive(Debug)]
pub(super) struct UnfitPages {
    pub(super) code: Code,
    pub(super) at: Pointer,
    pub(super) message: String,
}

impl UnfitPages {
    /// Something about the extension itself.
    pub(super) fn shape(at: &Pointer, message: impl Into<String>) -> Self {
        Self {
            code: Code::BadExtension,
            at: at.clone(),
            message: message.into(),
        }
    }

    /// Something about the response.
    pub(super) fn path(at: &Pointer, message: impl Into<String>) -> Self {
        Self {
            code: Code::BadPath,
            at: at.clone(),
            message: message.into(),
        }
    }
}
