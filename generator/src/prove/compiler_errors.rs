//! What Cargo prints -> the first errors in it.

/// How many errors are kept.
const ERRORS: usize = 3;
/// How many lines of them are kept.
const LINES: usize = 60;

/// The first errors, and how many there are besides. What Cargo says about itself has no lines that begin with `error`, such as that
/// the compiler was killed: the first lines are kept then.
pub(super) fn first_errors(text: &str) -> String {
    let is_error = |line: &&str| line.starts_with("error");
    let all = text.lines().filter(is_error).count();
    let from = text.lines().position(|line| is_error(&line));
    let mut seen = 0;
    let kept = text.lines().skip(from.unwrap_or_default());
    let kept = kept.take(LINES).take_while(|line| {
        seen += usize::from(is_error(line));
        seen <= ERRORS
    });
    let mut kept: Vec<&str> = kept.collect();
    while kept.last().is_some_and(|line| line.is_empty()) {
        kept.pop();
    }
    let shown = kept.iter().filter(|line| is_error(line)).count();
    let mut text = kept.join("\n");
    if all > shown {
        text.push_str(&format!("\n(and {} errors more)", all - shown));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::first_errors;

    #[test]
    fn warnings_before_the_first_error_and_later_errors_are_left_out() {
        let error = |number: usize| format!("error[E000{number}]: no\n --> src/a.rs:{number}\n\n");
        let errors: String = (1..6).map(error).collect();
        let kept = "error[E0001]: no\n --> src/a.rs:1\n\nerror[E0002]: no\n --> src/a.rs:2\n\n\
                    error[E0003]: no\n --> src/a.rs:3\n(and 2 errors more)";
        assert_eq!(first_errors(&format!("warning: old\n\n{errors}")), kept);
    }

    #[test]
    fn a_compiler_that_was_killed_is_named() {
        let killed = "error: could not compile `a` (bin \"a\")\n\nCaused by:\n  process didn't exit successfully: `rustc` (signal: 9, SIGKILL: kill)\n";
        assert_eq!(first_errors(killed), killed.trim_end());
        assert_eq!(first_errors("Killed\n"), "Killed");
    }
}
