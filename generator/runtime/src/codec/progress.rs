//! What a reader remembers for unions: the tags that the next object may carry, how well the last value matched, and how much
//! trying is still allowed.
//!
//! A union without a tag tries its variants one after the other on the same bytes. `recognized` keeps this linear for unions
//! inside unions. What is left is bounded: each text has an allowance of bytes that alternatives may read, in proportion to its
//! length. When it is used up, decoding fails.

use super::{
    error::{DecodeError, DecodeReason},
    outcome::{COSTLY, Recognized},
    score::Score,
};

/// How many bytes alternatives may read for each byte of a text, and in addition.
const READ_PER_BYTE: usize = 256;
const READ: usize = 1 << 20;

/// A union of more alternatives counts as one of so many: that its alternatives read a value once each is no abuse.
pub(super) const COUNTED: usize = 16;

/// How many bytes a value of a tree counts for, and what each attempt costs in addition.
pub(super) const NODE: usize = 8;
const ATTEMPT: usize = 4;

/// What a reader keeps on behalf of unions.
#[derive(Debug)]
pub(super) struct ReadProgress {
    /// Names of tags that the next object carries on behalf of the unions around it.
    pub(super) tags: Vec<Tag>,
    /// How well the last value matched its type.
    pub(super) score: Score,
    /// How many unions are being tried, one inside the other.
    pub(super) trials: usize,
    /// Whether the reader rejects what a schema rejects: a value that two alternatives of a `oneOf`
    /// match. A lenient reader takes one, also while it tries variants strictly.
    pub(super) is_exact: bool,
    /// How often a string was taken for a number, a boolean or a list, where all scalars are strings. What a trial or a kept outcome
    /// adds counts once.
    pub(super) retyped: usize,
    /// Whether values are built that were recognized before.
    pub(super) is_building: bool,
    /// Whether a value was recognized, and nothing around it has passed that on yet.
    pub(super) is_unclaimed: bool,
    /// Whether a value is read over.
    pub(super) is_skipping: bool,
    pub(super) recognized: Recognized,
    /// How many bytes the text has, or stands for.
    pub(super) length: usize,
    /// How many bytes alternatives have read.
    read: usize,
    /// The same, without what was found out once and for all.
    pub(super) cost: usize,
    /// An outcome is kept if finding it out took so many bytes of reading.
    pub(super) costly: usize,
    /// How many of the bytes before this place are counted already.
    pub(super) accounted: usize,
    /// How many bytes of a tree have been read.
    pub(super) visited: usize,
}

/// The name of a tag that the next object carries, and whether its key has come.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tag {
    pub(super) name: &'static str,
    pub(super) met: bool,
}

impl ReadProgress {
    /// For a JSON text of this many bytes; a tree is measured when a union is tried on it.
    pub(super) fn new(length: usize, is_exact: bool) -> Self {
        Self {
            tags: Vec::new(),
            score: Score::default(),
            trials: 0,
            is_exact,
            retyped: 0,
            is_building: false,
            is_unclaimed: false,
            is_skipping: false,
            recognized: Recognized::default(),
            length,
            read: 0,
            cost: 0,
            costly: COSTLY,
            accounted: 0,
            visited: 0,
        }
    }

    /// Whether each value is read once: no union is tried.
    pub(super) fn is_single(&self) -> bool {
        self.trials == 0
    }

    /// For a tree of so many values.
    pub(super) fn measure(&mut self, values: usize) {
        self.length = NODE * values;
        self.read = 0;
    }

    /// Counts bytes that an alternative has read.
    pub(super) fn charge(&mut self, bytes: usize) -> Result<(), DecodeError> {
        self.read += bytes + ATTEMPT;
        self.cost += bytes + ATTEMPT;
        if self.read > READ + READ_PER_BYTE * self.length {
            return Err(DecodeReason::Attempts(READ_PER_BYTE).into());
        }
        Ok(())
    }

    /// Whether a decoder has hidden that a value was only recognized.
    pub(super) fn is_hidden(&self, error: Option<&DecodeError>) -> bool {
        self.is_unclaimed && !error.is_some_and(DecodeError::is_recognized)
    }
}

#[cfg(test)]
#[expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]
mod tests {
    use super::super::{Decode, Policy, Reader, Value};
    use super::*;
    use crate::codegen::{codec, limits};

    /// A record with a value inside.
    macro_rules! record {
        ($name:ident, $inner:ty, $key:literal) => {
            record!($name, $inner, $key, Maximum(5));
        };
        ($name:ident, $inner:ty, $key:literal, $limit:expr) => {
            #[derive(Debug, Clone, PartialEq)]
            struct $name {
                inner: Option<Box<$inner>>,
                items: Option<Vec<$inner>>,
                own: Option<i64>,
            }
            codec!($name { "inner" => inner, "items" => items, $key => own });
            limits!($name { "inner" => inner: inside, "items" => items: inside, $key => own: [$limit] });
        };
    }

    record!(Add, Sum, "add");
    record!(Sub, Sum, "sub");
    record!(Mul, Sum, "mul");
    record!(Left, Product, "left");
    record!(Right, Product, "right");

    /// Four alternatives, of which the third is right at every level; one holds the other union.
    #[derive(Debug, PartialEq)]
    enum Sum {
        Add(Add),
        Sub(Sub),
        Mul(Mul),
        Leaf(i64),
        Product(Box<Product>),
    }
    codec!(union Sum { Add, Sub, Mul, Leaf, Product });
    limits!(union Sum { Add => inside, Sub => inside, Mul => inside, Leaf => [Maximum(9)], Product => inside });

    #[derive(Debug, PartialEq)]
    enum Product {
        Left(Left),
        Right(Right),
        Sums(Vec<Sum>),
        Text(String),
    }
    codec!(union Product { Left, Right, Sums, Text });
    limits!(union Product { Left => inside, Right => inside, Sums => inside, Text => [MaxLength(9)] });

    record!(Low, Bound, "mul");
    record!(High, Bound, "mul", Minimum(6));

    /// Two alternatives that only their limits tell apart.
    #[derive(Debug, PartialEq)]
    enum Bound {
        High(High),
        Low(Low),
        Leaf(i64),
        Bounds(Vec<Bound>),
    }
    codec!(union Bound one checked { High, Low, Leaf, Bounds });
    limits!(union Bound { High => inside, Low => inside, Leaf => [Maximum(9)], Bounds => inside });

    /// How many bytes alternatives read.
    fn bytes_read<T: Decode>(text: &str, policy: Policy, is_valid: bool) -> usize {
        let mut reader = Reader::json(text.as_bytes(), policy).unwrap();
        let read = T::decode(&mut reader);
        assert_eq!(read.is_ok(), is_valid, "{:?}", read.err());
        reader.progress.read
    }

    /// Objects inside objects, around a list.
    fn nested(levels: usize, keys: [&str; 2], items: usize, item: &str, last: &str) -> String {
        let [inner, own] = keys;
        let open = format!("{{\"{inner}\":").repeat(levels);
        let close = format!(",\"{own}\":1}}").repeat(levels);
        format!("{open}[{}{last}]{close}", format!("{item},").repeat(items))
    }

    /// Twice the text is twice the work, and the work is at most so many times the text.
    fn is_linear<T: Decode>(text: &dyn Fn(usize) -> String, is_valid: bool, times: usize) {
        for policy in [Policy::Strict, Policy::Lenient] {
            let sizes = [250, 500, 1000];
            let read = sizes.map(|size| bytes_read::<T>(&text(size), policy, is_valid));
            let (length, last) = (text(1000).len(), read[2]);
            assert!(
                last <= times * length,
                "{policy:?}: {last} bytes of {length}"
            );
            for pair in read.windows(2) {
                assert!(10 * pair[1] <= 23 * pair[0], "{policy:?}: {read:?}");
            }
        }
    }

    /// Objects inside objects, around one value.
    fn chain(levels: usize, inside: &str) -> String {
        nested(levels, ["inner", "mul"], 0, "", "").replace("[]", inside)
    }

    const BROKEN: &str = r#"{"add":"","sub":"","mul":"","left":"","right":""}"#;
    const KEYS: [&str; 2] = ["items", "mul"];

    #[test]
    fn nested_alternatives_read_each_byte_a_few_times() {
        for (last, is_valid) in [("1", true), ("true", false), (BROKEN, false)] {
            let flat = |size: usize| nested(1, KEYS, size, "1", last);
            is_linear::<Sum>(&flat, is_valid, 32);
            let deep = |size: usize| {
                let numbers = vec!["7"; size].join(",");
                format!("{{\"items\":[{numbers},{}]}}", chain(20, last))
            };
            is_linear::<Sum>(&deep, is_valid, 32);
            let many = |size: usize| nested(1, KEYS, size / 10, &chain(8, "3"), last);
            is_linear::<Sum>(&many, is_valid, 32);
            let heavy = |size: usize| chain(20, &nested(1, KEYS, size, "{\"mul\":1}", last));
            is_linear::<Sum>(&heavy, is_valid, 32);
        }
    }

    #[test]
    fn alternatives_that_differ_by_limits_read_a_text_once_per_level() {
        for (last, is_valid) in [("1", true), (BROKEN, false)] {
            let many = |size: usize| nested(1, KEYS, size / 10, &chain(8, "3"), last);
            is_linear::<Bound>(&many, is_valid, 96);
            let heavy = |size: usize| chain(8, &nested(1, KEYS, size, "{\"mul\":1}", last));
            is_linear::<Bound>(&heavy, is_valid, 96);
        }
    }

    #[test]
    fn a_tree_is_read_in_linear_time_too() {
        let read = [20, 40, 80, 160].map(|size| {
            let text = nested(1, KEYS, size, &chain(8, "3"), "1");
            let tree: Value = text.parse().unwrap();
            let mut reader = Reader::tree(&tree, Policy::Lenient);
            Sum::decode(&mut reader).unwrap();
            assert!(reader.progress.read <= 32 * reader.progress.length);
            reader.progress.read
        });
        for pair in read.windows(2) {
            assert!(10 * pair[1] <= 23 * pair[0], "{read:?}");
        }
    }

    #[test]
    fn an_error_names_the_limit_of_what_is_read() {
        let text = chain(2, "1");
        let mut reader = Reader::json(text.as_bytes(), Policy::Strict).unwrap();
        reader.progress.read = READ + READ_PER_BYTE * text.len();
        assert_eq!(
            Sum::decode(&mut reader)
                .unwrap_err()
                .to_string()
                .rsplit(": ")
                .next(),
            Some("nested alternatives read more than 1 MiB and 256 times the length of the text")
        );
    }
}
