//! The first phase: regions grown to the threshold.

use super::Phase;

/// A left-over unit goes to one of so many regions that it is most like.
const TOP: usize = 2;

impl Phase<'_> {
    /// Grows regions to the threshold from units in a random order; what is left over goes to a region next to it. Returns how many
    /// regions reached the threshold, and all groups: what no region borders is a group as far as it hangs together.
    pub(super) fn construct(&mut self) -> (usize, Vec<Vec<u32>>) {
        let n = self.instance.len();
        let mut order: Vec<u32> = (0..n as u32).collect();
        self.random.shuffle(&mut order);
        // Looked at: in a region, or in a growth that stayed too light.
        let mut looked = vec![false; n];
        let mut of: Vec<Option<usize>> = vec![None; n];
        let mut regions: Vec<Vec<u32>> = Vec::new();
        for &seed in &order {
            if std::mem::replace(&mut looked[seed as usize], true) {
                continue;
            }
            let (mut region, mut weight, mut at) = (vec![seed], self.weights[seed as usize], 0);
            // First come, first served along the border, as the paper grows.
            'grow: while let Some(&unit) = region.get(at) {
                for &next in self.instance.neighbours(unit) {
                    if weight >= self.least {
                        break 'grow;
                    }
                    if !std::mem::replace(&mut looked[next as usize], true) {
                        region.push(next);
                        weight += self.weights[next as usize];
                    }
                }
                at += 1;
            }
            if weight >= self.least {
                region
                    .iter()
                    .for_each(|&unit| of[unit as usize] = Some(regions.len()));
                regions.push(region);
            }
        }
        let count = regions.len();
        let mut left: Vec<u32> = order
            .into_iter()
            .filter(|&unit| of[unit as usize].is_none())
            .collect();
        while let Some(at) = (left.iter()).position(|&unit| self.borders(unit, &of).next().is_some()) {
            let unit = left.remove(at);
            let mut near: Vec<usize> = self.borders(unit, &of).collect();
            near.sort_unstable();
            near.dedup();
            near.sort_by_key(|&region| self.far(unit, &regions[region]));
            let region = near[self.random.index(near.len().min(TOP))];
            of[unit as usize] = Some(region);
            regions[region].push(unit);
        }
        while let Some(first) = left.pop() {
            let mut piece = vec![first];
            let mut at = 0;
            while let Some(&unit) = piece.get(at) {
                at += 1;
                let near = self.instance.neighbours(unit);
                piece.extend(left.extract_if(.., |other| near.contains(other)));
            }
            regions.push(piece);
        }
        (count, regions)
    }

    /// The regions that a unit borders.
    pub(super) fn borders<'b>(
        &self,
        unit: u32,
        of: &'b [Option<usize>],
    ) -> impl Iterator<Item = usize> + use<'_, 'b> {
        let near = self.instance.neighbours(unit).iter();
        near.filter_map(|&next| of[next as usize])
    }
}
