//! Searches for bytes that most texts do not have.

/// Where the first such byte is. A block is judged as a whole, which processors do for many bytes at once; so `is` should compare
/// without `||` and `&&`.
pub(crate) fn find_rare(text: &[u8], is: impl Fn(u8) -> bool) -> Option<usize> {
    const BLOCK: usize = 32;
    let (blocks, _) = text.as_chunks::<BLOCK>();
    let has_none = |block: &&[u8; BLOCK]| !block.iter().fold(false, |any, byte| any | is(*byte));
    let start = blocks.iter().take_while(has_none).count() * BLOCK;
    let rest = text.get(start..)?.iter();
    rest.copied().position(is).map(|at| start + at)
}

#[cfg(test)]
mod tests {
    use super::find_rare;

    #[test]
    fn the_first_byte_is_found_wherever_it_is() {
        for length in [0, 1, 31, 32, 33, 64, 100] {
            let mut text = vec![b'a'; length];
            assert_eq!(find_rare(&text, |byte| byte == b'x'), None);
            for at in (0..length).rev() {
                if let Some(byte) = text.get_mut(at) {
                    *byte = b'x';
                }
                assert_eq!(find_rare(&text, |byte| byte == b'x'), Some(at));
            }
        }
    }
}
