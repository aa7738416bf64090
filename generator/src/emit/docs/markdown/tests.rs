//! Markdown of documents that is hostile, unusual or long.

use super::render;

fn rendered(text: &str) -> String {
    render(text, 60).join("\n")
}

#[test]
fn code_is_never_tested() {
    assert_eq!(
        rendered("```rust\nfn main() {}\n```"),
        "```text\nfn main() {}\n```"
    );
    assert_eq!(
        rendered("a\n\n    let x = 1;\n"),
        "a\n\n```text\nlet x = 1;\n```"
    );
    assert_eq!(
        rendered("- a\n\n  ```\n  x\n  ```\n- > ~~~\n  > y"),
        "- a\n\n  ```text\n  x\n  ```\n- > ```text\n  > y\n  > ```"
    );
}

#[test]
fn html_and_references_are_text() {
    assert_eq!(
        rendered("<script>x</script> [crate::nope]"),
        r"\<script>x\</script> \[crate::nope]"
    );
    assert_eq!(
        rendered("[x](javascript:alert(1)) [y](https://e.com)"),
        "x [y](https://e.com)"
    );
    assert_eq!(
        rendered("<p>With <a href='https://e.com'>this <b>link</b></a> and <code>a_b</code>.</p>"),
        "With [this **link**](https://e.com) and `a_b`."
    );
    assert_eq!(
        rendered("<details><summary>More</summary>~~old~~ <a>new</details>"),
        "**More**\n\n~~old~~ new"
    );
    assert_eq!(rendered("> [!NOTE]\n> Beta"), "> **Note:** Beta");
    assert_eq!(
        rendered("see https://e.com/a_b. ok"),
        "see <https://e.com/a_b>. ok"
    );
}

#[test]
fn lines_are_filled_and_start_no_block() {
    let text = "word ".repeat(11) + "- 1. # x";
    assert!(
        rendered(&text)
            .lines()
            .all(|line| line.len() <= 62 && !line.starts_with("- "))
    );
    let text = format!("{}before 429. After", "word ".repeat(11));
    let lines = rendered(&text);
    assert!(lines.ends_with("word\nbefore 429. After"), "{lines}");
    assert_eq!(
        rendered("1. one\n2. two\n   - inner\n\nend"),
        "1. one\n2. two\n   - inner\n\nend"
    );
    assert_eq!(
        rendered("a_b *c* __d__ `e  f` 2 * 3"),
        r"a_b *c* **d** `e  f` 2 \* 3"
    );
}

#[test]
fn control_and_bidirectional_characters_are_replaced() {
    assert_eq!(
        rendered("a\u{202e}b\u{7}c\rd\u{2028}e"),
        "a\u{fffd}b\u{fffd}c d e"
    );
}

#[test]
fn a_text_that_is_too_long_is_shown_as_it_is_written() {
    let quotes = ">".repeat((1 << 18) + 1);
    assert_eq!(rendered(&quotes), format!("```text\n{quotes}\n```"));
    let fences = "```rust\n".repeat(1 << 16);
    assert!(rendered(&fences).starts_with("````text\n```rust\n"));
}
