//! Statements and expressions, broken over lines where rustfmt would: chains and calls wider than 60 columns, struct
//! literals wider than 18, anything that passes the edge.

use quote::ToTokens;
use syn::{Expr, Stmt};

use super::{WIDTH, line::line};

/// A chain, a call's arguments or an array may be this wide on one line (`use_small_heuristics`).
const NARROW: usize = 60;
/// The fields of a struct literal may be this wide on one line.
const LITERAL: usize = 18;

/// A statement with its indentation and newline.
pub(super) fn statement(statement: &Stmt, indent: usize) -> String {
    let pad = " ".repeat(indent);
    match statement {
        Stmt::Expr(expr, semicolon) => {
            let end = if semicolon.is_some() { ";" } else { "" };
            format!(
                "{pad}{}{end}\n",
                expression(expr, indent, indent, end.len())
            )
        }
        Stmt::Local(local) => {
            let pattern = &local.pat;
            let head = line(quote::quote!(let #pattern));
            let attributes = local.attrs.iter().map(ToTokens::into_token_stream);
            let above: String = attributes
                .map(|attribute| format!("{pad}{}\n", line(attribute)))
                .collect();
            match &local.init {
                Some(init) => format!("{above}{pad}{}", binding_at(&head, &init.expr, indent)),
                None => format!("{above}{pad}{head};\n"),
            }
        }
        other => format!("{pad}{}\n", line(other.to_token_stream())),
    }
}

/// `head = value;` of a constant or static.
pub(super) fn binding(head: &str, value: &Expr, indent: usize) -> String {
    binding_at(head, value, indent)
}

fn binding_at(head: &str, value: &Expr, indent: usize) -> String {
    let column = indent + head.chars().count() + 3;
    let beside = expression(value, indent, column, 1);
    let below = expression(value, indent + 4, indent + 4, 1);
    if beside.contains('\n') && !below.contains('\n') {
        return format!("{head} =\n{}{below};\n", " ".repeat(indent + 4));
    }
    format!("{head} = {beside};\n")
}

/// An expression that starts in `column` of a line indented by `indent`, with `after` characters behind it.
pub(super) fn expression(expr: &Expr, indent: usize, column: usize, after: usize) -> String {
    let flat = line(expr.to_token_stream());
    if column + flat.chars().count() + after <= WIDTH && is_narrow(expr) {
        return flat;
    }
    let pad = " ".repeat(indent);
    let inner = indent + 4;
    match expr {
        Expr::MethodCall(_) | Expr::Await(_) | Expr::Try(_) => chain(expr, indent, column, after),
        Expr::Call(call) => {
            let head = line(call.func.to_token_stream());
            let at = column + head.chars().count();
            format!("{head}{}", arguments(&call.args, indent, at, after))
        }
        Expr::Array(array) => format!("[\n{}{pad}]", rows(&array.elems, inner)),
        Expr::Reference(reference) => {
            let mutability = if reference.mutability.is_some() {
                "mut "
            } else {
                ""
            };
            let referent = expression(&reference.expr, indent, column + 1, after);
            format!("&{mutability}{referent}")
        }
        Expr::Struct(literal) => record(literal, indent),
        Expr::Match(choice) => {
            let arms: String = choice.arms.iter().map(|one| arm(one, inner)).collect();
            format!(
                "match {} {{\n{arms}{pad}}}",
                line(choice.expr.to_token_stream())
            )
        }
        Expr::Block(block) => {
            let body: String = block
                .block
                .stmts
                .iter()
                .map(|one| statement(one, inner))
                .collect();
            format!("{{\n{body}{pad}}}")
        }
        Expr::Assign(assign) => assignment(assign, indent, column, after),
        Expr::Closure(closure) => opened(closure, indent),
        _ => flat,
    }
}

/// `Name { field: value, ..rest }`, a line a field.
fn record(literal: &syn::ExprStruct, indent: usize) -> String {
    let inner = indent + 4;
    let (pad, start) = (" ".repeat(indent), " ".repeat(inner));
    let fields: String = literal
        .fields
        .iter()
        .map(|one| format!("{start}{},\n", field(one, inner)))
        .collect();
    let rest = literal
        .rest
        .as_ref()
        .map(|rest| format!("{start}..{}\n", line(rest.to_token_stream())));
    let path = line(literal.path.to_token_stream());
    format!("{path} {{\n{fields}{}{pad}}}", rest.unwrap_or_default())
}

/// `place = value`, the value below where only that keeps it on one line.
fn assignment(assign: &syn::ExprAssign, indent: usize, column: usize, after: usize) -> String {
    let inner = indent + 4;
    let left = line(assign.left.to_token_stream());
    let at = column + left.chars().count() + 3;
    let beside = expression(&assign.right, indent, at, after);
    let below = expression(&assign.right, inner, inner, after);
    if beside.contains('\n') && !below.contains('\n') {
        return format!("{left} =\n{}{below}", " ".repeat(inner));
    }
    format!("{left} = {beside}")
}

/// A field of a struct literal, or a row of a table that looks like one, in a line indented by `indent`.
pub(super) fn field(field: &syn::FieldValue, indent: usize) -> String {
    if field.colon_token.is_none() {
        return line(field.to_token_stream());
    }
    let name = line(field.member.to_token_stream());
    let column = indent + name.chars().count() + 2;
    format!("{name}: {}", expression(&field.expr, indent, column, 1))
}

/// An arm of a `match`; a block has lines of its own, another expression stays beside its pattern.
fn arm(arm: &syn::Arm, indent: usize) -> String {
    let pad = " ".repeat(indent);
    let pattern = line(arm.pat.to_token_stream());
    let column = indent + pattern.chars().count() + 4;
    let body = match arm.body.as_ref() {
        Expr::Block(block) if block.block.stmts.is_empty() => "{}".to_owned(),
        body @ Expr::Block(_) => expression(body, indent, column, 0),
        body => expression(body, indent, column, 1) + ",",
    };
    format!("{pad}{pattern} => {body}\n")
}

fn rows<P>(items: &syn::punctuated::Punctuated<Expr, P>, indent: usize) -> String {
    let pad = " ".repeat(indent);
    items
        .iter()
        .map(|item| format!("{pad}{},\n", expression(item, indent, indent, 1)))
        .collect()
}

/// Whether rustfmt would leave the expression on one line that has room for it.
fn is_narrow(expr: &Expr) -> bool {
    let width = |tokens: proc_macro2::TokenStream| line(tokens).chars().count();
    match expr {
        Expr::MethodCall(_) | Expr::Await(_) | Expr::Try(_) => {
            let (_, links) = links(expr);
            let narrow = links.iter().all(|one| match one.place {
                Expr::MethodCall(call) => fits_call(&call.args),
                _ => true,
            });
            narrow && (links.len() < 2 || width(expr.to_token_stream()) <= NARROW)
        }
        Expr::Call(call) => fits_call(&call.args),
        Expr::Array(array) => fits_call(&array.elems),
        Expr::Struct(literal) => width(literal.fields.to_token_stream()) <= LITERAL,
        Expr::Match(_) | Expr::Block(_) => false,
        Expr::Reference(reference) => is_narrow(&reference.expr),
        Expr::Closure(closure) => is_narrow(&closure.body),
        Expr::Assign(assign) => is_narrow(&assign.right),
        _ => true,
    }
}

/// Whether arguments may stand on one line; a single one has no limit of its own.
fn fits_call<P: ToTokens>(arguments: &syn::punctuated::Punctuated<Expr, P>) -> bool {
    let narrow = line(arguments.to_token_stream()).chars().count() <= NARROW;
    (narrow || arguments.len() == 1) && arguments.iter().all(is_narrow)
}

/// One link of a chain: `.name(arguments)`, `.field` or `.await`, and the `?` behind it.
struct Link<'a> {
    place: &'a Expr,
    questions: usize,
}

/// The receiver of a chain and its links.
fn links(expr: &Expr) -> (&Expr, Vec<Link<'_>>) {
    let (mut at, mut links, mut questions) = (expr, Vec::new(), 0);
    loop {
        let before = match at {
            Expr::Try(tried) => {
                questions += 1;
                at = &tried.expr;
                continue;
            }
            Expr::MethodCall(call) => &call.receiver,
            Expr::Await(waited) => &waited.base,
            Expr::Field(field) => &field.base,
            receiver => {
                links.reverse();
                return (receiver, links);
            }
        };
        links.push(Link {
            place: at,
            questions: std::mem::take(&mut questions),
        });
        at = before;
    }
}

fn chain(expr: &Expr, indent: usize, column: usize, after: usize) -> String {
    let (receiver, links) = links(expr);
    let start = line(receiver.to_token_stream());
    let inner = indent + 4;
    let pad = " ".repeat(inner);
    if let [only] = links.as_slice() {
        let beside = link(only, indent, column + start.chars().count(), after);
        let below = link(only, inner, inner, after);
        let is_better = beside.contains('\n') && !below.contains('\n');
        return if is_better {
            format!("{start}\n{pad}{below}")
        } else {
            start + &beside
        };
    }
    if let Some(text) = ends_open(&start, &links, indent, column, after) {
        return text;
    }
    // A receiver that is no longer than an indentation keeps its first link beside it.
    let short = start.chars().count() + column.saturating_sub(indent) <= 4;
    let mut text = start;
    for (index, one) in links.iter().enumerate() {
        if index > 0 || !short {
            text.push('\n');
            text.push_str(&pad);
        }
        text.push_str(&link(one, inner, inner, after));
    }
    text
}

/// The chain on one line up to the arguments of its last link, which are broken whatever their line.
fn ends_open(
    start: &str,
    links: &[Link<'_>],
    indent: usize,
    column: usize,
    after: usize,
) -> Option<String> {
    let (last, before) = links.split_last()?;
    let before: String = before.iter().map(|one| link(one, indent, 0, 0)).collect();
    let beside = link(
        last,
        indent,
        column + start.chars().count() + before.chars().count(),
        after,
    );
    let below = link(last, indent + 4, indent + 4, after);
    let first = format!(
        "{start}{before}{}",
        beside.lines().next().unwrap_or_default()
    );
    let fits = !before.contains('\n') && first.chars().count() <= NARROW;
    (fits && beside.contains('\n') && below.contains('\n'))
        .then(|| format!("{start}{before}{beside}"))
}

/// A closure whose body stands on lines of its own.
fn opened(closure: &syn::ExprClosure, indent: usize) -> String {
    let (inputs, pad) = (line(closure.inputs.to_token_stream()), " ".repeat(indent));
    let body = expression(&closure.body, indent + 4, indent + 4, 0);
    format!("|{inputs}| {{\n{pad}    {body}\n{pad}}}")
}

/// A link in `column` of a line indented by `indent`.
fn link(link: &Link<'_>, indent: usize, column: usize, after: usize) -> String {
    let text = match link.place {
        Expr::MethodCall(call) => {
            let (method, turbofish) = (&call.method, &call.turbofish);
            let head = format!(".{}", line(quote::quote!(#method #turbofish)));
            let at = column + head.chars().count();
            head + &arguments(&call.args, indent, at, after)
        }
        Expr::Field(field) => format!(".{}", line(field.member.to_token_stream())),
        _ => ".await".to_owned(),
    };
    text + &"?".repeat(link.questions)
}

/// Arguments in their parentheses: on one line, or the last one alone broken, or a line each.
fn arguments<P: ToTokens>(
    arguments: &syn::punctuated::Punctuated<Expr, P>,
    indent: usize,
    column: usize,
    after: usize,
) -> String {
    let flat = line(arguments.to_token_stream());
    let width = flat.chars().count();
    if column + width + 2 + after <= WIDTH && fits_call(arguments) {
        return format!("({flat})");
    }
    if let (Some(Expr::Closure(closure)), 1) = (
        arguments.last(),
        arguments
            .iter()
            .filter(|one| matches!(one, Expr::Closure(_)))
            .count(),
    ) {
        let before: String = arguments
            .iter()
            .take(arguments.len() - 1)
            .map(|one| line(one.to_token_stream()) + ", ")
            .collect();
        return format!("({before}{})", opened(closure, indent));
    }
    match arguments.first() {
        Some(only @ (Expr::Array(_) | Expr::Reference(_) | Expr::Struct(_)))
            if arguments.len() == 1 =>
        {
            format!("({})", expression(only, indent, column + 1, after + 1))
        }
        Some(Expr::Macro(call)) if arguments.len() == 1 => {
            let (path, inner) = (
                line(call.mac.path.to_token_stream()),
                line(call.mac.tokens.clone()),
            );
            let pad = " ".repeat(indent);
            format!("({path}!(\n{pad}    {inner}\n{pad}))")
        }
        _ => format!("(\n{}{})", rows(arguments, indent + 4), " ".repeat(indent)),
    }
}
