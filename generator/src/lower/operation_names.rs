//! Texts that name an operation by its `operationId` -> the same texts with the name of its method.
//!
//! ```text
//! Poll `ListExportTasks` until …   becomes   Poll `list_export_tasks` until …
//! ```
//!
//! Readers of the docs of a crate know its methods. The docs of each method have its `operationId`.

use foldhash::HashMap;

use crate::ir::Api;

/// Names methods instead of operations, where a text has an `operationId` as code.
pub(super) fn use_method_names(api: &mut Api) {
    let operations = api.operations.iter();
    let named = operations.map(|one| (one.id.clone(), one.name.to_string()));
    let names: HashMap<String, String> = named.filter(|(id, name)| id != name).collect();
    api.change_docs(&mut |docs| {
        for text in [&mut docs.summary, &mut docs.description]
            .into_iter()
            .flatten()
        {
            if let Some(changed) = with_names(text, &names) {
                *text = changed;
            }
        }
    });
}

/// The text with the names of methods; `None` if it has no code that is an `operationId`.
fn with_names(text: &str, names: &HashMap<String, String>) -> Option<String> {
    let mut changed = None;
    let mut copied = 0;
    let mut at = 0;
    while let Some((start, marks)) = backticks(text, at) {
        at = start + marks;
        let Some(end) = closing(text, at, marks) else {
            continue;
        };
        let name = text.get(at..end).filter(|_| marks == 1);
        if let Some(name) = name.and_then(|code| names.get(code)) {
            let out = changed.get_or_insert_with(String::new);
            out.push_str(text.get(copied..at).unwrap_or_default());
            out.push_str(name);
            copied = end;
        }
        at = end + marks;
    }
    let mut changed = changed?;
    changed.push_str(text.get(copied..).unwrap_or_default());
    Some(changed)
}

/// The next backticks that follow each other, and how many they are.
fn backticks(text: &str, from: usize) -> Option<(usize, usize)> {
    let rest = text.get(from..)?;
    let start = rest.find('`')?;
    let count = rest.get(start..)?.bytes().take_while(|byte| *byte == b'`');
    Some((from + start, count.count()))
}

/// Where code ends that started with this many backticks: at as many.
fn closing(text: &str, mut from: usize, marks: usize) -> Option<usize> {
    loop {
        let (start, count) = backticks(text, from)?;
        if count == marks {
            return Some(start);
        }
        from = start + count;
    }
}

#[cfg(test)]
mod tests {
    use foldhash::HashMap;

    use super::with_names;

    fn changed(text: &str) -> Option<String> {
        let names = [("getPet", "get_pet"), ("é`", "x")];
        let names = names.map(|(id, name)| (id.to_owned(), name.to_owned()));
        with_names(text, &HashMap::from_iter(names))
    }

    #[test]
    fn code_that_is_an_operation_is_its_method() {
        assert_eq!(
            changed("Use `getPet`, not `putPet`; then `getPet`.").as_deref(),
            Some("Use `get_pet`, not `putPet`; then `get_pet`.")
        );
        for same in [
            "getPet",
            "`getPets`",
            "`getPet",
            "``getPet``",
            "```\n`getPet`\n```",
            "`` a`getPet`b ``",
            "`é`getPet`",
        ] {
            assert_eq!(changed(same), None, "{same}");
        }
    }
}
