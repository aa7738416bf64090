//! The tags of unions that the next object carries.

/// The property of a union, and the tags of the variant that is written.
pub(super) type Tags = (&'static str, &'static [&'static str]);

/// The tags that an object does not have yet, each with the first of its values. Of two unions with
/// the same property, the inner one decides.
pub(super) fn missing(
    tags: &[Tags],
    is_present: impl Fn(&str) -> bool,
) -> impl Iterator<Item = (&'static str, &'static str)> {
    let is_last = |(index, (name, _)): &(usize, &Tags)| {
        let mut later = tags.iter().skip(index + 1);
        later.all(|(other, _)| other != name)
    };
    let last = tags.iter().enumerate().filter(is_last);
    let absent = last.filter(move |(_, (name, _))| !is_present(name));
    absent.filter_map(|(_, (name, tags))| Some((*name, *tags.first()?)))
}
