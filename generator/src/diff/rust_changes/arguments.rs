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

/// Whether an argument of one type can be passed where another is expected.
fn accepts(before: &str, after: &str) -> bool {
    let item = |list: &str| list_item(list).map(str::to_owned);
    before == after
        || after == format!("impl Into<{before}>")
        || (item(before)
            .is_some_and(|before| item(after).is_some_and(|after| item_accepts(&before, &after))))
}

/// Whether the item of an iterator can be passed.
fn item_accepts(before: &str, after: &str) -> bool {
    before == after || after == format!("impl Into<{before}>")
}

/// The item of `impl IntoIterator<Item = T>`, and of `Vec<T>`, which is one.
fn list_item(ty: &str) -> Option<&str> {
    let list = ty
        .strip_prefix("impl IntoIterator<Item = ")
        .or_else(|| ty.strip_prefix("Vec<"));
    list?.strip_suffix('>')
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
