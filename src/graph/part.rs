//! A graph of some of the practices of another.

use super::PracticeGraph;

impl PracticeGraph {
    /// So many practices and no edge.
    #[must_use]
    pub fn edgeless(practices: usize) -> Self {
        Self::from_pairs(practices, Vec::new())
    }

    /// The graph among these practices (ascending, each once): practice `keep[i]` becomes practice `i`.
    /// O(e log n).
    ///
    /// ```
    /// use locality::graph::PracticeGraph;
    /// let path = PracticeGraph::from_edges(4, [(0, 1), (1, 2), (2, 3)])?;
    /// assert_eq!(path.induced(&[1, 2]), PracticeGraph::from_edges(2, [(0, 1)])?);
    /// # Ok::<(), locality::graph::EdgeError>(())
    /// ```
    #[must_use]
    pub fn induced(&self, keep: &[usize]) -> Self {
        let new = |i: usize| keep.binary_search(&i).ok().map(|at| at as u32);
        let pairs = self.edges().filter_map(|(i, j)| Some((new(i)?, new(j)?)));
        Self::from_pairs(keep.len(), pairs.collect())
    }

    /// The same graph without the edges at these practices (ascending).
    #[must_use]
    pub(crate) fn without_edges_at(self, practices: &[usize]) -> Self {
        if practices.is_empty() {
            return self;
        }
        let stays = |i: usize| practices.binary_search(&i).is_err();
        let pairs = self.edges().filter(|&(i, j)| stays(i) && stays(j));
        Self::from_pairs(self.len(), pairs.map(|(i, j)| (i as u32, j as u32)).collect())
    }

    /// The same graph among more practices: practice `i` becomes practice `to[i]` (ascending) of `practices`.
    #[must_use]
    pub(crate) fn spread(&self, to: &[usize], practices: usize) -> Self {
        let pairs = self.edges().map(|(i, j)| (to[i] as u32, to[j] as u32));
        Self::from_pairs(practices, pairs.collect())
    }
}
