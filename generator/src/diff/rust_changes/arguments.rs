//! Whether a function accepts everything that another one accepted, and returns the same.

/// A function by its parts, from text such as `fn<A>(self, impl Into<String>) -> Self where A: Api`.
#[derive(Debug, PartialEq, Eq)]
struct Callable<'a> {
    start: &'a str,
    arguments: Vec<&'a str>,
    end: &'a str,
}

/// Whether all calls of the old function are calls of the new one, with the same result. Both are texts without aliases.
pub(super) fn accepts_all(old: &str, new: &str) -> bool {
    let (Some(old), Some(new)) = (Callable::of(old), Callable::of(new)) else {
        return false;
    };
    let both = || old.arguments.iter().zip(&new.arguments);
    old.start == new.start
        && old.end == new.end
        && old.arguments.len() == new.arguments.len()
        && both().all(|(before, after)| accepts(before, after))
}

/// Whether an argument of one type can be passed where another is expected. A `Vec` is an iterator, and not the other way round.
fn accepts(before: &str, after: &str) -> bool {
    let one =
        |before: &str, after: &str| before == after || after == format!("impl Into<{before}>");
    let list = item_of(before, "Vec<").or_else(|| item_of(before, ITERATOR));
    let items = list.zip(item_of(after, ITERATOR));
    one(before, after) || items.is_some_and(|(before, after)| one(before, after))
}

/// What arguments that are lists are mostly.
const ITERATOR: &str = "impl IntoIterator<Item = ";

/// The item of a list whose type starts so.
fn item_of<'t>(ty: &'t str, start: &str) -> Option<&'t str> {
    ty.strip_prefix(start)?.strip_suffix('>')
}

impl<'a> Callable<'a> {
    fn of(text: &'a str) -> Option<Self> {
        let (start, rest) = text.split_at_checked(text.find('(')?)?;
        let mut depth = 0_usize;
        let mut arguments = Vec::new();
        let mut from = 1;
        let mut before = ' ';
        for (at, c) in rest.char_indices() {
            match c {
                '(' | '<' | '[' => depth += 1,
                '>' if before == '-' => {}
                ')' | '>' | ']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if (c == ',' && depth == 1) || (c == ')' && depth == 0) {
                let argument = rest.get(from..at)?.trim();
                arguments.extend((!argument.is_empty()).then_some(argument));
                from = at + 1;
            }
            if c == ')' && depth == 0 {
                let end = rest.get(at + 1..)?;
                return Some(Self {
                    start,
                    arguments,
                    end,
                });
            }
            before = c;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wider_argument_accepts_what_a_narrower_one_did() {
        let narrow_and_wide = [
            ("String", "impl Into<String>"),
            ("Vec<Pet>", "impl IntoIterator<Item = Pet>"),
            ("Vec<Pet>", "impl IntoIterator<Item = impl Into<Pet>>"),
            (
                "impl IntoIterator<Item = Pet>",
                "impl IntoIterator<Item = impl Into<Pet>>",
            ),
        ];
        for (narrow, wide) in narrow_and_wide {
            let [narrow, wide] = [narrow, wide].map(|one| format!("fn(self, {one}) -> Self"));
            assert!(accepts_all(&narrow, &wide), "{narrow} {wide}");
            assert!(!accepts_all(&wide, &narrow), "{wide} {narrow}");
            assert!(accepts_all(&wide, &wide), "{wide}");
        }
    }
}
