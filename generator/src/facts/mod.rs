//! Facts from saved pages of documentation.
//!
//! ```text
//! page ──page──► lines, tables ──outline──► sections ──place──► parts ──row, nest──► PageFacts ──yaml──► one file
//!         ▲                         ▲                     ▲            ▲
//!         └───────────── Profile: the look of a vendor's pages ────────┘
//! ```
//!
//! | stage | does | does not |
//! | --- | --- | --- |
//! | `profile` | reads what headings, captions, words and phrases mean | know pages |
//! | `page` | HTML, Markdown or text becomes lines and tables, with the line of each cell | know what a table means |
//! | `outline` | finds sections, the request line, statuses, the date | look into tables |
//! | `place` | says which part of the request or of a response each table describes | look at descriptions |
//! | `row`, `wording` | read cells: required, type, values, default, limits | guess |
//! | `objects`, `names`, `nest` | find the table of each object, and give its fields their whole names | |
//! | `yaml` | writes facts as a file, and reads it back | |
//!
//! # Invariants
//!
//! - What a copy has lost is [`PageFacts::unreadable`], and a table without a rule is [`PageFacts::unplaced`]. Nothing is guessed.
//! - Each fact has the line that shows it. No sentence of the page is kept.
//! - Vendors differ by their profile only. Words of a page are in no other file than profiles.
//! - Any bytes can be read: time and memory are limited by the length of the page.

mod model;
mod names;
mod nest;
mod objects;
mod outline;
mod page;
mod place;
mod profile;
mod row;
mod text;
mod type_name;
mod wording;
mod yaml;

pub use model::{Fact, FieldFacts, FieldLimits, FieldPlace, Gap, LimitOf, PageFacts, PolicyAction};
pub use page::PageFormat;
pub use profile::Profile;
pub use yaml::{FactChange, changed_facts, read_facts, write_facts};

/// Reads a page.
///
/// # Errors
/// The page is too long.
pub fn read_page(name: &str, text: &str, profile: &Profile) -> Result<PageFacts, String> {
    let blocks = page::read(PageFormat::of(name, text), text, profile)?;
    let outline = outline::outline(blocks, profile);
    let (facts, placed) = place::place(outline.facts, outline.tables, profile);
    let mut facts = nest::nest(facts, placed, profile);
    facts.page = name.to_owned();
    Ok(facts)
}
