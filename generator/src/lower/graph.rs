//! Edges between numbered nodes -> which nodes lie on a common cycle.

/// For every node the number of its strongly connected component. Two nodes with the same number
/// can be reached from each other.
///
/// ```text
/// 0 -> 1 -> 2 -> 1     components: 0 alone, 1 and 2 together
/// ```
///
/// Kosaraju's algorithm, with a stack instead of recursion: a graph may be as deep as a document is
/// long.
pub(super) fn components(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut backward: Vec<Vec<usize>> = vec![Vec::new(); edges.len()];
    for (from, targets) in edges.iter().enumerate() {
        for to in targets {
            if let Some(sources) = backward.get_mut(*to) {
                sources.push(from);
            }
        }
    }
    let mut component: Vec<Option<usize>> = vec![None; edges.len()];
    for start in finished(edges).into_iter().rev() {
        let mut stack = vec![start];
        while let Some(node) = stack.pop() {
            let Some(slot) = component.get_mut(node).filter(|slot| slot.is_none()) else {
                continue;
            };
            *slot = Some(start);
            stack.extend(backward.get(node).into_iter().flatten());
        }
    }
    component
        .into_iter()
        .map(Option::unwrap_or_default)
        .collect()
}

/// Nodes in the order in which a depth-first search leaves them.
fn finished(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut seen = vec![false; edges.len()];
    let mut order = Vec::with_capacity(edges.len());
    for start in 0..edges.len() {
        let mut stack = vec![(start, 0)];
        while let Some((node, next)) = stack.pop() {
            if next == 0 {
                match seen.get_mut(node) {
                    Some(seen) if !*seen => *seen = true,
                    Some(_) | None => continue,
                }
            }
            match edges.get(node).and_then(|targets| targets.get(next)) {
                Some(target) => stack.extend([(node, next + 1), (*target, 0)]),
                None => order.push(node),
            }
        }
    }
    order
}

/// Whether the edge between two nodes lies on a cycle.
pub(super) fn closes(components: &[usize], from: usize, to: usize) -> bool {
    components
        .get(from)
        .is_some_and(|component| components.get(to) == Some(component))
}

#[cfg(test)]
mod tests {
    use super::{closes, components};

    #[test]
    fn cycles_are_found() {
        let parts = components(&[vec![1], vec![2], vec![1, 3], vec![], vec![4]]);
        assert!(closes(&parts, 1, 2) && closes(&parts, 2, 1));
        assert!(!closes(&parts, 0, 1) && !closes(&parts, 2, 3));
        assert!(closes(&parts, 4, 4));
    }

    #[test]
    fn a_long_chain_needs_no_stack() {
        let edges: Vec<Vec<usize>> = (0..100_000)
            .map(|node| vec![node + 1])
            .chain([vec![0]])
            .collect();
        let parts = components(&edges);
        assert!(closes(&parts, 0, 99_999));
    }
}
