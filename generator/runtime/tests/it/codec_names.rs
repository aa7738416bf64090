//! Names of properties as rows have them: identifiers, and strings for what is no identifier or needs escapes.

use bindwright_runtime::{Map, Value, codegen::object};

use crate::codec_support::{round_trip, strict};

object! {
    /// Names of all kinds.
    pub struct Names {
        const kind = "names",
        const "x-kind" = "\t",
        /// As it is.
        pub optional plain: i64,
        /// Another identifier.
        pub optional camel as camelCase: i64,
        /// Keywords are identifiers in JSON.
        pub optional r#type as type: i64,
        /// Also this one.
        pub optional self_ as self: i64,
        /// And what is a literal elsewhere.
        pub optional yes as true: i64,
        /// An identifier as a string.
        pub optional text as "fullName": i64,
        /// No identifier.
        pub optional kebab as "kebab-case": i64,
        /// With escapes.
        pub optional quotes as "say \"hi\" \\ \n\u{1}": i64,
        /// Nothing.
        pub optional empty as "": i64,
        /// Beyond ASCII.
        pub optional size as "größe": i64,
    }
}

object! {
    /// The same, with properties beside them.
    pub struct OpenNames {
        const kind = "open",
        pub optional camel as camelCase: i64,
        pub optional quotes as "a\"b": i64,
        ..extra: Map<Value>,
    }
}

const NAMES: &str = concat!(
    r#"{"kind":"names","x-kind":"\t","plain":1,"camelCase":2,"type":3,"self":4,"true":5,"fullName":6,"#,
    r#""kebab-case":7,"say \"hi\" \\ \n\u0001":8,"":9,"größe":10}"#
);

#[test]
fn each_kind_of_name_is_written_and_read_back() {
    let names: Names = round_trip(NAMES);
    let fields = [
        names.plain,
        names.camel,
        names.r#type,
        names.self_,
        names.yes,
        names.text,
        names.kebab,
        names.quotes,
        names.empty,
        names.size,
    ];
    assert_eq!(
        fields.map(Option::unwrap_or_default),
        [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    );
    let open: OpenNames = round_trip(r#"{"kind":"open","camelCase":1,"a\"b":2,"more":3}"#);
    assert_eq!(
        (open.camel, open.quotes, open.extra.len()),
        (Some(1), Some(2), 1)
    );
}

/// A name with a quote inside must not be taken for the text that its bytes would be.
#[test]
fn a_name_with_quotes_is_only_read_with_escapes() {
    let open = strict::<OpenNames>(r#"{"kind":"open","a"b":2}"#);
    assert!(open.is_err_and(|error| error.contains("expected `:`") || error.contains("column")));
    let first = strict::<OpenNames>(r#"{"kind":"open","a\u0022b":2}"#);
    assert_eq!(first.unwrap().quotes, Some(2));
}
