//! Limits of a value: as data for tables, and as calls inside of rules, where subschemas are
//! functions.
//!
//! ```text
//! [MinLength(1), MaxLength(64), Matches(|| pattern!("^[a-z]"))]
//! [Rule(|at| at.not(|at| at.minimum(1)))]
//! ```
//!
//! Data is smaller than code, and most limits are single numbers. A keyword with a subschema
//! (`not`, `if`, `contains`) needs the code: the subschema is checked against a value that only the
//! runtime has.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::ident::parse;
use crate::emit::literal;
use crate::emit::module_context::ModuleContext;
use crate::ir::{
    Assertion, Bound, Constraint, Constraints, EvaluatedItems, EvaluatedProperties, Regex,
    Subschema,
};

/// `[MinItems(1), Each(&[MinLength(1)])]`; `None` without limits.
pub(in crate::emit::wire) fn list(
    cx: &ModuleContext<'_>,
    limits: &Constraints,
) -> Option<TokenStream> {
    let own = limits.own.iter().map(|limit| data(cx, limit));
    let items = limits.items.as_deref().and_then(|items| list(cx, items));
    let items = items.map(|items| quote!(Each(&#items)));
    let all: Vec<TokenStream> = own.chain(items).collect();
    (!all.is_empty()).then(|| quote!([#(#all),*]))
}

/// `MinLength(1)`
fn data(cx: &ModuleContext<'_>, limit: &Constraint) -> TokenStream {
    match limit {
        Constraint::Pattern { regex, written: _ } => {
            let pattern = compiled(cx, regex);
            quote!(Matches(|| #pattern))
        }
        Constraint::Assertion(assertion) => {
            let call = assertion_call(cx, assertion);
            quote!(Rule(|at| at #call))
        }
        Constraint::UniqueItems => quote!(UniqueItems),
        Constraint::MinLength(_)
        | Constraint::MaxLength(_)
        | Constraint::MinItems(_)
        | Constraint::MaxItems(_)
        | Constraint::MinProperties(_)
        | Constraint::MaxProperties(_)
        | Constraint::MultipleOf(_)
        | Constraint::Minimum(_)
        | Constraint::Maximum(_) => {
            let (name, argument) = named(cx, limit);
            let name = parse(&camel(&name));
            quote!(#name(#argument))
        }
    }
}

/// `min_length` as `MinLength`.
fn camel(name: &str) -> String {
    let words = name.split('_').map(|word| {
        let (first, rest) = word.split_at_checked(1).unwrap_or((word, ""));
        first.to_uppercase() + rest
    });
    words.collect()
}

/// `.min_length(1).max_length(64)`
pub(super) fn calls(cx: &ModuleContext<'_>, limits: &[Constraint]) -> TokenStream {
    limits.iter().map(|limit| call(cx, limit)).collect()
}

/// `.min_length(1)`
fn call(cx: &ModuleContext<'_>, limit: &Constraint) -> TokenStream {
    if let Constraint::Assertion(assertion) = limit {
        return assertion_call(cx, assertion);
    }
    let (name, argument) = named(cx, limit);
    method(&name, &argument)
}

/// The method of the cursor for a limit, and its argument.
fn named(cx: &ModuleContext<'_>, limit: &Constraint) -> (String, TokenStream) {
    let count = |name: &str, count: u64| (name.to_owned(), literal::integer(count.into()));
    match limit {
        Constraint::MinLength(length) => count("min_length", *length),
        Constraint::MaxLength(length) => count("max_length", *length),
        Constraint::MinItems(items) => count("min_items", *items),
        Constraint::MaxItems(items) => count("max_items", *items),
        Constraint::MinProperties(properties) => count("min_properties", *properties),
        Constraint::MaxProperties(properties) => count("max_properties", *properties),
        Constraint::MultipleOf(step) => ("multiple_of".to_owned(), literal::string(step)),
        Constraint::Minimum(bound) => bounded("minimum", bound),
        Constraint::Maximum(bound) => bounded("maximum", bound),
        Constraint::Pattern { regex, written: _ } => ("pattern".to_owned(), compiled(cx, regex)),
        Constraint::UniqueItems => ("unique_items".to_owned(), TokenStream::new()),
        Constraint::Assertion(_) => ("limits".to_owned(), quote!(&[])),
    }
}

/// `minimum(1)`, `minimum_float(0.5)`, `exclusive_minimum_float(0.0)`: exclusive integers became
/// inclusive in `lower`.
fn bounded(name: &str, bound: &Bound) -> (String, TokenStream) {
    match bound {
        Bound::Integer(value) => (name.to_owned(), literal::integer(*value)),
        Bound::Float(value) => (format!("{name}_float"), literal::float(*value)),
        Bound::ExclusiveFloat(value) => (format!("exclusive_{name}_float"), literal::float(*value)),
    }
}

/// `.name(argument)`
fn method(name: &str, argument: &TokenStream) -> TokenStream {
    let name = parse(name);
    quote!(.#name(#argument))
}

/// `pattern!("^[a-z]+$")`
fn compiled(cx: &ModuleContext<'_>, regex: &Regex) -> TokenStream {
    let (name, regex) = match regex {
        Regex::Ascii(regex) => ("pattern", regex),
        Regex::Unicode(regex) => ("unicode_pattern", regex),
    };
    let (pattern, regex) = (cx.codegen(name), literal::string(regex));
    quote!(#pattern!(#regex))
}

// Keywords with subschemas are calls with functions: `.not(|at| at.minimum(1))`.

/// The call that checks one assertion.
fn assertion_call(cx: &ModuleContext<'_>, assertion: &Assertion) -> TokenStream {
    let rule = |rule: &Subschema| rule_of(cx, rule);
    let rules = |rules: &[Subschema]| slice(rules.iter().map(rule));
    let count = |count: u64| literal::integer(count.into());
    match assertion {
        Assertion::OneOf(values) => method("one_of", &texts(values)),
        Assertion::NoneOf(values) => method("none_of", &texts(values)),
        Assertion::Kinds(names) => method(
            "kinds",
            &slice(names.iter().map(|name| literal::string(name))),
        ),
        Assertion::Never => quote!(.never()),
        Assertion::Not(one) => method("not", &rule(one)),
        Assertion::AnyOf(several) => method("any_of", &rules(several)),
        Assertion::ExactlyOne(several) => method("exactly_one", &rules(several)),
        Assertion::Required(names) => method("requires", &texts(names)),
        Assertion::PropertyNames(one) => method("property_names", &rule(one)),
        Assertion::When(condition, then, otherwise) => {
            with("when", &[rule(condition), rule(then), rule(otherwise)])
        }
        Assertion::DependentRequired(property, names) => with(
            "dependent_required",
            &[literal::string(property), texts(names)],
        ),
        Assertion::Dependent(property, one) => {
            with("dependent", &[literal::string(property), rule(one)])
        }
        Assertion::Property(name, one) => with("property", &[literal::string(name), rule(one)]),
        Assertion::Matching(pattern, one) => with("matching", &[compiled(cx, pattern), rule(one)]),
        Assertion::Others(names, patterns, one) if patterns.is_empty() => {
            with("unnamed", &[texts(names), rule(one)])
        }
        Assertion::Others(names, patterns, one) => {
            let patterns = slice(patterns.iter().map(|pattern| compiled(cx, pattern)));
            with("others", &[texts(names), patterns, rule(one)])
        }
        Assertion::Unevaluated(known, one) => {
            let known = slice(known.iter().map(|known| evaluated_properties(cx, known)));
            with("unevaluated_properties", &[known, rule(one)])
        }
        Assertion::UnevaluatedItems(known, one) => {
            let known = slice(known.iter().map(|known| evaluated_items(cx, known)));
            with("unevaluated_items", &[known, rule(one)])
        }
        Assertion::Item(index, one) => with("item", &[count(*index), rule(one)]),
        Assertion::ItemsFrom(first, one) => with("items_from", &[count(*first), rule(one)]),
        Assertion::Contains(least, most, one) => {
            let most = most.map_or_else(
                || quote!(None),
                |most| {
                    let most = count(most);
                    quote!(Some(#most))
                },
            );
            with("contains", &[count(*least), most, rule(one)])
        }
    }
}

/// `(|at| at.requires(&["a"]), &["b"], &[pattern!("^x-")])`
fn evaluated_properties(cx: &ModuleContext<'_>, known: &EvaluatedProperties) -> TokenStream {
    let (when, names) = (rule_of(cx, &known.when), texts(&known.names));
    let patterns = slice(known.patterns.iter().map(|one| compiled(cx, one)));
    quote!((#when, #names, #patterns))
}

/// `(|at| at, 2, |at| at.never())`
fn evaluated_items(cx: &ModuleContext<'_>, known: &EvaluatedItems) -> TokenStream {
    let (when, matching) = (rule_of(cx, &known.when), rule_of(cx, &known.matching));
    let first = literal::integer(known.first.into());
    quote!((#when, #first, #matching))
}

/// `|at| at.minimum(1)`
fn rule_of(cx: &ModuleContext<'_>, rule: &Subschema) -> TokenStream {
    let calls = calls(cx, rule);
    quote!(|at| at #calls)
}

/// `.name(argument, argument)`
fn with(name: &str, arguments: &[TokenStream]) -> TokenStream {
    method(name, &quote!(#(#arguments),*))
}

/// `&["a", "b"]`
fn texts(texts: &[String]) -> TokenStream {
    slice(texts.iter().map(|text| literal::string(text)))
}

/// `&[a, b]`
fn slice(items: impl Iterator<Item = TokenStream>) -> TokenStream {
    quote!(&[#(#items),*])
}
