//! Questions of contiguity: does a set of practices hang together, and who holds it together?
//!
//! A set is given by its members in any order; a member that stands twice counts once, and an index that no
//! practice has is a member without neighbours. Costs are for a set of m members with d neighbours in all,
//! whatever the size of the graph.

use super::PracticeGraph;

impl PracticeGraph {
    /// Whether the members can all be reached from each other without leaving the set; true for none or one.
    /// O((m + d) log m).
    #[must_use]
    pub fn is_connected(&self, members: &[usize]) -> bool {
        self.components_of(members).len() <= 1
    }

    /// The pieces of a set: members sorted in each, pieces by their first members. O((m + d) log m).
    ///
    /// ```
    /// use locality::graph::PracticeGraph;
    /// let path = PracticeGraph::from_edges(5, [(0, 1), (1, 2), (2, 3), (3, 4)])?;
    /// assert_eq!(path.components_of(&[4, 0, 1]), [vec![0, 1], vec![4]]);
    /// # Ok::<(), locality::graph::EdgeError>(())
    /// ```
    #[must_use]
    pub fn components_of(&self, members: &[usize]) -> Vec<Vec<usize>> {
        let set = Set::new(self, members);
        let mut seen = vec![false; set.members.len()];
        let mut pieces = Vec::new();
        for start in 0..set.members.len() {
            if seen[start] {
                continue;
            }
            seen[start] = true;
            let mut piece = vec![start];
            let mut next = 0;
            while let Some(&here) = piece.get(next) {
                next += 1;
                for other in set.neighbours(here) {
                    if !seen[other] {
                        seen[other] = true;
                        piece.push(other);
                    }
                }
            }
            piece.sort_unstable();
            pieces.push(piece.into_iter().map(|k| set.members[k]).collect());
        }
        pieces
    }

    /// The pieces of the whole graph: practices sorted in each, pieces by their first practices.
    #[must_use]
    pub fn components(&self) -> Vec<Vec<usize>> {
        self.components_of(&(0..self.len()).collect::<Vec<_>>())
    }

    /// The members without whom the set falls into more pieces than it is in, sorted (Hopcroft and Tarjan 1973,
    /// <https://doi.org/10.1145/362248.362272>). O((m + d) log m).
    ///
    /// ```
    /// use locality::graph::PracticeGraph;
    /// let path = PracticeGraph::from_edges(4, [(0, 1), (1, 2), (2, 3)])?;
    /// assert_eq!(path.articulation_points(&[0, 1, 2, 3]), [1, 2]);
    /// assert!(path.articulation_points(&[1, 2]).is_empty());
    /// # Ok::<(), locality::graph::EdgeError>(())
    /// ```
    #[must_use]
    pub fn articulation_points(&self, members: &[usize]) -> Vec<usize> {
        let set = Set::new(self, members);
        let holds = set.articulation();
        let held = set.members.iter().zip(holds);
        held.filter_map(|(&i, holds)| holds.then_some(i)).collect()
    }

    /// The members each of whom may leave so that the others are connected, sorted. The only member of a set may
    /// leave; of a set in two pieces one that is a piece by itself may. O((m + d) log m).
    ///
    /// ```
    /// use locality::graph::PracticeGraph;
    /// let path = PracticeGraph::from_edges(4, [(0, 1), (1, 2), (2, 3)])?;
    /// assert_eq!(path.may_leave(&[0, 1, 2]), [0, 2]);
    /// assert_eq!(path.may_leave(&[0, 1, 3]), [3]);
    /// # Ok::<(), locality::graph::EdgeError>(())
    /// ```
    #[must_use]
    pub fn may_leave(&self, members: &[usize]) -> Vec<usize> {
        let mut pieces = self.components_of(members);
        match pieces.len() {
            0 => Vec::new(),
            1 => {
                let holding = self.articulation_points(members);
                let mut free = pieces.swap_remove(0);
                free.retain(|i| holding.binary_search(i).is_err());
                free
            }
            2 => pieces
                .into_iter()
                .filter(|piece| piece.len() == 1)
                .flatten()
                .collect(),
            _ => Vec::new(),
        }
    }

    /// The practices outside a set that are neighbours of a member, sorted. O((m + d) log d).
    ///
    /// ```
    /// use locality::graph::PracticeGraph;
    /// let path = PracticeGraph::from_edges(5, [(0, 1), (1, 2), (2, 3), (3, 4)])?;
    /// assert_eq!(path.neighbours_of(&[1, 2]), [0, 3]);
    /// # Ok::<(), locality::graph::EdgeError>(())
    /// ```
    #[must_use]
    pub fn neighbours_of(&self, members: &[usize]) -> Vec<usize> {
        let set = Set::new(self, members);
        let around = set.members.iter().flat_map(|&i| self.neighbours(i));
        let mut outside: Vec<usize> = around.filter(|j| set.members.binary_search(j).is_err()).collect();
        outside.sort_unstable();
        outside.dedup();
        outside
    }
}

/// A set of practices, its members named by their positions in sorted order.
struct Set<'a> {
    graph: &'a PracticeGraph,
    members: Vec<usize>,
}

impl<'a> Set<'a> {
    fn new(graph: &'a PracticeGraph, members: &[usize]) -> Self {
        let mut members = members.to_vec();
        members.sort_unstable();
        members.dedup();
        Self { graph, members }
    }

    /// The neighbours of a member inside the set.
    fn neighbours(&self, member: usize) -> impl Iterator<Item = usize> {
        let around = self.graph.neighbours(self.members[member]);
        around.filter_map(|j| self.members.binary_search(&j).ok())
    }

    /// For each member whether it is an articulation point of the set.
    ///
    /// Depth first, with a stack in place of recursion, as a path of a million practices would be as many calls
    /// deep. `low` is the earliest member that a member's subtree touches; a member holds a child's subtree
    /// to the rest if that subtree touches nothing earlier than the member.
    fn articulation(&self) -> Vec<bool> {
        let count = self.members.len();
        let mut holds = vec![false; count];
        let mut entered = vec![usize::MAX; count];
        let mut low = vec![usize::MAX; count];
        let mut clock = 0;
        for root in 0..count {
            if entered[root] != usize::MAX {
                continue;
            }
            let mut children_of_root = 0;
            entered[root] = clock;
            low[root] = clock;
            clock += 1;
            let mut path = vec![(root, self.neighbours(root))];
            while let Some((here, around)) = path.last_mut() {
                let here = *here;
                if let Some(next) = around.next() {
                    if entered[next] == usize::MAX {
                        entered[next] = clock;
                        low[next] = clock;
                        clock += 1;
                        path.push((next, self.neighbours(next)));
                    } else {
                        // The edge back to the parent may count: it touches the parent, nothing earlier.
                        low[here] = low[here].min(entered[next]);
                    }
                    continue;
                }
                path.pop();
                let Some(&(parent, _)) = path.last() else {
                    continue;
                };
                low[parent] = low[parent].min(low[here]);
                if parent == root {
                    children_of_root += 1;
                } else if low[here] >= entered[parent] {
                    holds[parent] = true;
                }
            }
            holds[root] = children_of_root > 1;
        }
        holds
    }
}
