//! Assertions of a schema as calls on the runtime's cursor, with rules as functions of it: `.not(|at| at.minimum(1))`.

use proc_macro2::TokenStream;
use quote::quote;

use super::limits::{calls, compiled, method};
use crate::emit::literal;
use crate::emit::module_context::ModuleContext;
use crate::ir::{Assertion, Subschema};

/// The call that checks one assertion.
pub(super) fn call(cx: &ModuleContext<'_>, assertion: &Assertion) -> TokenStream {
    let rule = |rule: &Subschema| rule_of(cx, rule);
    let rules = |rules: &[Subschema]| list(rules.iter().map(rule));
    let count = |count: u64| literal::integer(count.into());
    match assertion {
        Assertion::OneOf(values) => method("one_of", &texts(values)),
        Assertion::NoneOf(values) => method("none_of", &texts(values)),
        Assertion::Kinds(names) => method(
            "kinds",
            &list(names.iter().map(|name| literal::string(name))),
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
            let patterns = list(patterns.iter().map(|pattern| compiled(cx, pattern)));
            with("others", &[texts(names), patterns, rule(one)])
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

/// `|at| at.minimum(1)`
fn rule_of(cx: &ModuleContext<'_>, rule: &Subschema) -> TokenStream {
    let calls = calls(cx, rule);
    quote!(|at| at #calls)
}

fn with(name: &str, arguments: &[TokenStream]) -> TokenStream {
    method(name, &quote!(#(#arguments),*))
}

fn texts(texts: &[String]) -> TokenStream {
    list(texts.iter().map(|text| literal::string(text)))
}

fn list(items: impl Iterator<Item = TokenStream>) -> TokenStream {
    quote!(&[#(#items),*])
}
