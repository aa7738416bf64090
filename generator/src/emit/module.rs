//! What emitters return: a module of items, before it is laid out.
//!
//! Most of the output is rows of macros. rustfmt does not lay out the inside of a macro call, so a
//! [`Table`] says how its rows share lines, and `format` prints it:
//!
//! ```text
//! // RowLayout::Filled
//! limits!(Pet { "name" => name: [MinLength(1)], "legs" => legs: [Minimum(0)] });
//!
//! // RowLayout::Open
//! object! {
//!     pub struct Pet {
//!         pub required id: i64,
//!     }
//! }
//! ```

use proc_macro2::TokenStream;

use super::UseDeclarations;

/// One file of the output.
#[derive(Debug, Clone)]
pub struct Module {
    /// What is before the items.
    pub head: ModuleHead,
    /// What it contains, in order.
    pub items: Vec<Item>,
}

/// What is before the items of a file. It is known after them: they decide what is imported.
#[derive(Debug, Clone)]
pub struct ModuleHead {
    /// The file's path without `.rs`, with `/` between its parts.
    pub name: String,
    /// Lines of its `//!` docs.
    pub docs: Vec<String>,
    /// Inner attributes.
    pub attributes: TokenStream,
    /// What it imports.
    pub imports: UseDeclarations,
}

/// A part of a module; a blank line separates parts.
#[derive(Debug, Clone)]
pub enum Item {
    /// Items of Rust, kept together.
    Code(TokenStream),
    /// A call of a table macro.
    Table(Table),
    /// Re-exports, kept together.
    Exports(UseDeclarations),
}

/// A call of one of the runtime's table macros.
#[derive(Debug, Clone)]
pub struct Table {
    /// The macro's path, without `!`.
    pub name: TokenStream,
    /// How the body is enclosed.
    pub delimiters: Delimiters,
    /// The body.
    pub body: Node,
}

/// What encloses the body of a macro call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delimiters {
    /// `name!(…);`
    Parentheses,
    /// `name! { … }`
    Braces,
}

/// A part of a table.
#[derive(Debug, Clone)]
pub enum Node {
    /// A row.
    Leaf(TokenStream),
    /// A row behind docs, a line each.
    Documented(Vec<String>, TokenStream),
    /// `head { row, row }`.
    Group {
        /// Lines of docs.
        docs: Vec<String>,
        /// What is before the brace.
        head: TokenStream,
        /// What is inside.
        rows: Vec<Node>,
        /// How its rows share lines.
        layout: RowLayout,
    },
}

/// How the rows of a group share lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowLayout {
    /// On one line if they fit, otherwise one line per row.
    Compact,
    /// On one line if they fit, otherwise as many per line as fit.
    Filled,
    /// Always one line per row.
    Open,
}

impl ModuleHead {
    /// The head with inner attributes.
    pub(super) fn with(mut self, attributes: Option<TokenStream>) -> Self {
        self.attributes.extend(attributes);
        self
    }
}

impl Node {
    /// A group that stays on one line if it fits.
    pub(super) fn compact(head: TokenStream, rows: Vec<Node>) -> Self {
        Self::Group {
            docs: Vec::new(),
            head,
            rows,
            layout: RowLayout::Compact,
        }
    }

    /// A group with as many rows per line as fit.
    pub(super) fn filled(head: TokenStream, rows: Vec<Node>) -> Self {
        Self::Group {
            docs: Vec::new(),
            head,
            rows,
            layout: RowLayout::Filled,
        }
    }

    /// A group with a line for each row.
    pub(super) fn open(head: TokenStream, rows: Vec<Node>) -> Self {
        Self::Group {
            docs: Vec::new(),
            head,
            rows,
            layout: RowLayout::Open,
        }
    }

    /// The same behind docs, a line each.
    pub(super) fn behind(self, docs: Vec<String>) -> Self {
        match self {
            Self::Leaf(row) | Self::Documented(_, row) => Self::Documented(docs, row),
            Self::Group {
                head, rows, layout, ..
            } => Self::Group {
                docs,
                head,
                rows,
                layout,
            },
        }
    }
}

impl Table {
    /// `name!(body);`
    pub(super) fn line(name: TokenStream, body: Node) -> Item {
        Item::Table(Self {
            name,
            delimiters: Delimiters::Parentheses,
            body,
        })
    }

    /// `name! { body }`
    pub(super) fn block(name: TokenStream, body: Node) -> Item {
        Item::Table(Self {
            name,
            delimiters: Delimiters::Braces,
            body,
        })
    }
}
