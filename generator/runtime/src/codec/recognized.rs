//! What the alternatives of unions have found out about a text: each value is decided once for each type, however many
//! alternatives around it read it again.
//!
//! ```text
//! Node: anyOf: [A: {left: Node, a: integer}, B: {left: Node, b: integer}]
//! {"left":{"left":{"left":{…},"b":1},"b":1},"b":1}
//! ```
//!
//! To decide the outer `Node`, `A` and `B` each read the inner one, which has two alternatives in turn: every level would double
//! the time. So while a union is tried, the outcome of a value inside is kept by its type and its place, if finding it out was not
//! cheap. The next alternative that comes to the same place with the same type gets it:
//!
//! - a value that was rejected is rejected for the same reason;
//! - a value that was accepted is passed over, and not built again. It is *recognized*: decoding it returns
//!   [`DecodeReason::Recognized`]. An object or array around it goes on, and is recognized in turn at its end.
//!
//! When the outermost union has chosen, and the chosen alternative was only recognized, it is read once more, with the choices
//! that are known. So a byte is read about as often as the union around it has alternatives, at every depth.
//!
//! A decoder written by hand may hide that a value was only recognized, by an error of its own for example. The reader notices
//! that nobody passed it on, and reads the alternative again with all of its values.

use std::any::TypeId;

use super::{
    error::{DecodeError, DecodeReason},
    kind::JsonType,
    outcome::{Key, Outcome, Pending, Step},
    reader::{Policy, Reader, ReaderSource},
    score::Score,
    stack::Level,
};

impl DecodeError {
    /// Whether this is no error, but a value that was not built.
    pub(super) fn is_recognized(&self) -> bool {
        *self.reason() == DecodeReason::Recognized
    }

    /// The key that the pointer begins with.
    pub(super) fn first_key(&self) -> String {
        let key = self.0.pointer.split('/').nth(1).unwrap_or_default();
        key.replace("~1", "/").replace("~0", "~")
    }

    /// About how many bytes it needs.
    pub(super) fn size(&self) -> usize {
        let others = self.0.others.iter().map(Self::size).sum::<usize>();
        size_of::<Self>() + 128 + self.0.pointer.len() + 64 + others
    }

    /// Without what a nested union tried, so that the error of a deep union stays small.
    pub(crate) fn summarized(mut self) -> Self {
        if let DecodeReason::NoVariant { tried } = &mut self.0.reason {
            tried.clear();
        }
        self
    }
}

impl Reader<'_> {
    /// What is known about the value at which a union stands, or else the value as one to find out about. `None` if no other union
    /// is tried around it, so that it is read once, or if it is short.
    pub(super) fn look_up<T: 'static>(
        &mut self,
        step: Step,
        identity: usize,
    ) -> Result<Outcome, Option<Box<Pending>>> {
        if self.progress.trials <= 1 || self.is_short() {
            return Err(None);
        }
        self.known(step, (TypeId::of::<T>(), identity))
            .map_err(Some)
    }

    /// Whether the value is so short that it is not worth keeping what came of it.
    fn is_short(&mut self) -> bool {
        [JsonType::Number, JsonType::Bool, JsonType::Null]
            .into_iter()
            .any(|kind| self.is(kind))
    }

    fn known(
        &mut self,
        step: Step,
        (kind, identity): (TypeId, usize),
    ) -> Result<Outcome, Box<Pending>> {
        let key = Key {
            step,
            kind,
            identity,
            place: self.place(),
            is_lenient: self.policy == Policy::Lenient,
            tags: self.progress.tags.iter().map(|tag| tag.name).collect(),
        };
        match self.progress.recognized.get(&key) {
            Some((outcome, is_retyped)) => {
                self.progress.retyped += usize::from(*is_retyped);
                Ok(outcome.clone())
            }
            None => Err(Box::new(Pending {
                key,
                span: self.open_span(),
                cost: self.progress.cost,
                retyped: self.progress.retyped,
            })),
        }
    }

    /// Keeps the outcome of a value, if it was costly.
    pub(super) fn keep(&mut self, pending: Pending, outcome: Outcome) {
        let cost = self.progress.cost.saturating_sub(pending.cost);
        if cost >= self.progress.costly {
            self.progress.cost = pending.cost;
            let length = self.progress.length;
            let is_retyped = self.progress.retyped > pending.retyped;
            self.progress
                .recognized
                .insert(pending.key, (outcome, is_retyped), length);
        }
    }

    /// Begins to read a value that may be behind a recursive type. `None` if nothing has to be kept of it.
    ///
    /// # Errors
    /// When its outcome is known, also if it is accepted.
    pub(super) fn begin<T: 'static>(&mut self) -> Result<Option<Box<Pending>>, DecodeError> {
        if self.progress.is_single() || self.progress.is_building || self.is_short() {
            return Ok(None);
        }
        self.begin_kind(TypeId::of::<T>())
    }

    fn begin_kind(&mut self, kind: TypeId) -> Result<Option<Box<Pending>>, DecodeError> {
        match self.known(Step::Value, (kind, 0)) {
            Err(pending) => Ok(Some(pending)),
            Ok(outcome) => Err(self.replay(outcome)),
        }
    }

    /// Keeps what came of a value, for those that come to it again.
    pub(super) fn end(
        &mut self,
        pending: Option<Box<Pending>>,
        read: Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        if let Some(pending) = pending {
            self.end_pending(*pending, read.as_ref().err())?;
        }
        read
    }

    fn end_pending(
        &mut self,
        pending: Pending,
        error: Option<&DecodeError>,
    ) -> Result<(), DecodeError> {
        if error.is_some_and(|error| error.reason().is_final()) || self.progress.is_hidden(error) {
            return Ok(());
        }
        let length = self.close_span(pending.span, 1)?;
        let score = self.progress.score;
        self.keep(pending, Outcome::of(error, (0, length, score)));
        Ok(())
    }

    /// What stands for a value whose outcome is known: the error of one that was rejected; one that was accepted is passed over.
    pub(super) fn replay(&mut self, outcome: Outcome) -> DecodeError {
        match outcome {
            Outcome::Rejected { error, score } => {
                self.progress.score = score;
                error
            }
            Outcome::Accepted { length, score, .. } => {
                self.advance(length);
                self.progress.score = score;
                self.progress.tags.clear();
                let charged = self.progress.charge(1);
                charged.err().unwrap_or_else(|| self.recognized())
            }
        }
    }

    /// What stands for a value that is recognized, and not built.
    pub(super) fn recognized(&mut self) -> DecodeError {
        self.progress.is_unclaimed = true;
        DecodeReason::Recognized.into()
    }

    /// Goes on behind a value inside an object or array, which was only recognized. Returns false: what is around it is not
    /// built.
    pub(super) fn claim(&mut self, level: Level) -> bool {
        self.level = level;
        self.progress.is_unclaimed = false;
        false
    }

    /// The end of an object or array.
    pub(super) fn built(&mut self, is_built: bool) -> Result<(), DecodeError> {
        if is_built {
            return Ok(());
        }
        Err(self.recognized())
    }

    /// Goes on by so many bytes, which are not read.
    pub(super) fn advance(&mut self, length: usize) {
        self.progress.accounted += length;
        match &mut self.source {
            ReaderSource::Json(json) => json.advance(length),
            ReaderSource::Tree(..) | ReaderSource::Text(_) => self.progress.visited += length,
        }
    }

    /// Reads over a value of any form, which other alternatives may have read over before.
    pub(super) fn skip_known(
        &mut self,
        skip: fn(&mut Self) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        // Only the outermost value is kept: to look up all that is inside would cost more than to read over it.
        if self.progress.is_single() || self.progress.is_skipping {
            return skip(self);
        }
        match self.known(Step::Skip, (TypeId::of::<()>(), 0)) {
            Ok(Outcome::Accepted { length, score, .. }) => {
                self.advance(length);
                self.progress.charge(1)?;
                if !score.is_unset() {
                    self.progress.score = score;
                }
                Ok(())
            }
            Ok(Outcome::Rejected { error, .. }) => Err(error),
            Err(pending) => {
                let before = std::mem::replace(&mut self.progress.score, Score::UNSET);
                self.progress.is_skipping = true;
                let skipped = skip(self);
                self.progress.is_skipping = false;
                skipped?;
                let length = self.close_span(pending.span, 1)?;
                let score = self.progress.score;
                if score.is_unset() {
                    self.progress.score = before;
                }
                self.keep(*pending, Outcome::of(None, (0, length, score)));
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Decode, Map, Nullable, Value, decoded, outcome::COSTLY};
    use super::*;
    use crate::codegen::{codec, limits};

    #[derive(Debug, Clone, PartialEq)]
    struct Add {
        left: Option<Box<Node>>,
        add: Option<i64>,
    }
    codec!(Add { "left" => left, "a" => add });

    #[derive(Debug, Clone, PartialEq)]
    struct Mul {
        left: Box<Node>,
        b: Option<Nullable<i64>>,
        extra: Map<Value>,
    }
    codec!(Mul { "left" => left, "b" => b, .. => extra });

    #[derive(Debug, Clone, PartialEq)]
    struct Sum {
        items: Vec<Node>,
        map: Option<Map<Other>>,
    }
    codec!(closed Sum { "items" => items, "map" => map });

    #[derive(Debug, PartialEq)]
    enum Node {
        Add(Add),
        Mul(Mul),
        Sum(Sum),
        Tagged(Tagged),
        Both(Box<Both>),
        Many(Vec<Node>),
        Others(Vec<Other>),
        Plains(Vec<Plain>),
        Custom(Custom),
        Leaf(i64),
        Unknown(Value),
    }
    codec!(union Node { Add, Mul, Sum, Tagged, Both, Many, Others, Plains, Custom, Leaf, .. => Unknown });

    #[derive(Debug, PartialEq)]
    enum Tagged {
        Other(Box<Other>),
        Plain(Plain),
    }
    codec!(union Tagged by "kind" { "x" => Other, "y" => Plain });

    #[derive(Debug, Clone, PartialEq)]
    struct Plain {
        left: Option<Box<Plain>>,
        items: Option<Vec<Plain>>,
    }
    codec!(Plain { "left" => left, "items" => items });

    #[derive(Debug, Clone, PartialEq)]
    struct Both {
        add: Option<Small>,
        other: Option<Box<Large>>,
    }
    codec!(anyof Both { add, other });
    limits!(Both { "" => add: inside, "" => other: inside });

    #[derive(Debug, Clone, PartialEq)]
    struct Small {
        left: Option<Box<Other>>,
        a: Option<i64>,
        extra: Map<Value>,
    }
    codec!(Small { "left" => left, "a" => a, .. => extra });
    limits!(Small { "left" => left: inside, "a" => a: [Maximum(2)] });

    #[derive(Debug, Clone, PartialEq)]
    struct Large {
        left: Option<Box<Other>>,
        items: Option<Vec<Other>>,
        a: Option<i64>,
    }
    codec!(Large { "left" => left, "items" => items, "a" => a });
    limits!(Large { "left" => left: inside, "items" => items: inside, "a" => a: [Minimum(2)] });

    /// Its variants differ by their limits.
    #[derive(Debug, PartialEq)]
    enum Other {
        Small(Small),
        Large(Large),
        Text(String),
        Number(i64),
        Custom(Custom),
        Both(Box<Both>),
    }
    codec!(union Other one checked { Small, Large, Text, Number, Custom, Both });
    limits!(union Other { Small => inside, Large => inside, Text => [MaxLength(9)], Number => [Maximum(9)], Custom => inside, Both => inside });

    /// A decoder by hand that replaces errors by its own.
    #[derive(Debug, Clone, PartialEq)]
    struct Custom(Vec<Plain>);

    impl crate::check::Check for Custom {}

    impl crate::codec::Encode for Custom {
        fn encode(&self, w: &mut crate::codec::Writer<'_>) {
            self.0.encode(w);
        }
    }

    impl Decode for Custom {
        fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
            let read = decoded(r);
            read.map(Self).map_err(|error| {
                let message = "not plain".to_owned();
                if error.reason().is_final() {
                    error
                } else {
                    let message = crate::untrusted::EscapedText::line(&message);
                    DecodeReason::Limit { message }.into()
                }
            })
        }
    }

    #[derive(Debug, Clone, PartialEq)]
    struct WithA {
        left: Custom,
        a: i64,
    }
    codec!(WithA { "left" => left, "a" => a });

    #[derive(Debug, Clone, PartialEq)]
    struct WithB {
        left: Custom,
        b: i64,
    }
    codec!(WithB { "left" => left, "b" => b });

    #[derive(Debug, PartialEq)]
    enum Either {
        WithA(WithA),
        WithB(WithB),
    }
    codec!(union Either { WithA, WithB });

    #[test]
    fn a_decoder_that_hides_what_was_recognized_is_called_again() {
        compare::<Either>(r#"{"left":[{},{}],"b":1}"#);
        compare::<Vec<Either>>(r#"[{"left":[{},{}],"b":1},{"left":[1],"b":1}]"#);
    }

    /// JSON in which keys may repeat.
    fn json() -> impl Strategy<Value = String> {
        let leaf = prop::sample::select(vec![
            "1", "2", "3", "4", "1", "2", "\"x\"", "[]", "{}", " 7 ", "null",
        ]);
        leaf.prop_map(str::to_owned)
            .prop_recursive(7, 40, 3, |inner| {
                let key = prop::sample::select(vec![
                    "left", "left", "left", "items", "map", "kind", "a", "b", "z/~",
                ]);
                let member =
                    (key, inner.clone(), 0..12_u8).prop_map(|(key, value, odd)| match (key, odd) {
                        ("kind", 1..) => "\"kind\":\"x\"".to_owned(),
                        ("kind", 0) => "\"kind\":\"y\"".to_owned(),
                        ("a" | "b", 1..) => format!("\"{key}\": {}", odd % 4),
                        ("items", 1..) => format!("\"{key}\":[{value},{value}]"),
                        ("map", 1..) => format!("\"{key}\":{{\"k\":{value}}}"),
                        (key, _) => format!("\"{key}\": {value}"),
                    });
                let list = prop::collection::vec(inner, 0..3);
                let object = prop::collection::vec(member, 0..4);
                prop_oneof![
                    1 => list.prop_map(|items| format!("[{}]", items.join(","))),
                    4 => object.prop_map(|members| format!("{{{}}}", members.join(","))),
                ]
            })
    }

    fn read<T: Decode>(mut r: Reader<'_>, costly: usize) -> Result<T, String> {
        r.progress.costly = costly;
        // As if there were no allowance.
        r.progress.length = 1 << 30;
        let value = T::decode(&mut r).and_then(|value| r.finish().map(|()| value));
        value.map_err(|error| error.to_string())
    }

    /// The value or the error is the same, whether outcomes are kept or not.
    fn compare<T: Decode + std::fmt::Debug + PartialEq>(text: &str) {
        let tree: Result<Value, _> = text.parse();
        for policy in [Policy::Strict, Policy::Lenient] {
            let by_text = |costly| {
                let reader =
                    Reader::json(text.as_bytes(), policy).map_err(|error| error.to_string())?;
                read::<T>(reader, costly)
            };
            let plain = by_text(usize::MAX);
            for costly in [0, 16, COSTLY] {
                assert_eq!(by_text(costly), plain, "{policy:?} {costly} {text}");
            }
            let Ok(tree) = &tree else { continue };
            for reader in [Reader::tree, Reader::text] {
                let plain = read::<T>(reader(tree, policy), usize::MAX);
                // As text, a scalar is also a list of one, and a list of one of that.
                if plain
                    .as_ref()
                    .is_err_and(|error| error.ends_with("of stack"))
                {
                    continue;
                }
                let kept = read::<T>(reader(tree, policy), 0);
                assert_eq!(kept, plain, "{policy:?} tree {text}");
            }
        }
    }

    #[test]
    fn reasons_have_the_order_of_the_variants() {
        let inner = r#"{"left":1,"left":1}"#;
        compare::<Other>(&format!(r#"{{"left":[],"a":0,"map":{{"left":{inner}}}}}"#));
        compare::<Vec<Tagged>>(&format!(
            r#"[{{"left":[],"a":0,"map":{{"left":{inner}}}}}]"#
        ));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]
        #[test]
        fn outcomes_that_are_kept_change_no_value_and_no_error(text in json()) {
            compare::<Node>(&text);
            compare::<Other>(&text);
            compare::<Both>(&text);
            compare::<Vec<Tagged>>(&format!("[{text}]"));
        }
    }
}
