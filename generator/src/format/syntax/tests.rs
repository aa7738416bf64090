//! Expressions, blocks and arms, taken apart.

use super::{Expr, arms, expr, statements};

#[test]
fn ascii_and_unicode_expressions_are_distinguished() {
    assert!(matches!(
        expr("a::b(c)"),
        Expr::Call {
            function: "a::b",
            arguments: "c"
        }
    ));
    assert!(matches!(expr("self.a.b"), Expr::Simple));
    assert!(matches!(expr("a.b"), Expr::Simple));
    assert!(matches!(expr("-20"), Expr::Other));
    assert!(matches!(expr("limit or 20"), Expr::Other));
    assert!(matches!(
        expr("A { b: c }"),
        Expr::Struct {
            path: "A",
            fields: "b: c"
        }
    ));
    assert!(matches!(
        expr("self.a = Some(b)"),
        Expr::Assign { left: "self.a", .. }
    ));
    let Expr::Chain { receiver, links } = expr("a(b)?.c::<D>(e)?.await") else {
        panic!("a chain");
    };
    assert_eq!(receiver, "a(b)?");
    let heads: Vec<_> = links
        .iter()
        .map(|link| (link.head, link.questions))
        .collect();
    assert_eq!(heads, [(".c::<D>", "?"), (".await", "")]);
}

#[test]
fn blocks_end_without_a_semicolon() {
    let found: Vec<_> = statements("match a { B => {} } c(\";\"); d").collect();
    assert_eq!(
        found,
        [("match a { B => {} }", ""), ("c(\";\")", ";"), ("d", "")]
    );
}

#[test]
fn arms_end_with_a_comma_or_a_brace() {
    let found: Vec<_> = arms("A(b) => { c } D | E => F::G, _ => {}").collect();
    assert_eq!(found, [("A(b)", "{ c }"), ("D | E", "F::G"), ("_", "{}")]);
}
