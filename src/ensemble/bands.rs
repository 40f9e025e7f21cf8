//! What groups are held to, ready for the step of a chain.

use crate::engine::instance::{BandFile, Instance};

/// A measure and the band of its totals.
#[derive(Clone, Debug)]
pub(super) struct Banded {
    pub(super) values: Vec<i64>,
    pub(super) band: BandFile,
}

/// Every band of an instance, and whether there is more to look at.
#[derive(Clone, Debug)]
pub(super) struct Bands {
    /// By which trees are cut: the first measure with a band, or every unit one.
    pub(super) first: Banded,
    /// The others.
    pub(super) others: Vec<Banded>,
    /// Whether a group may be without a site that serves it, which only its whole value tells.
    pub(super) sites: bool,
}

impl Bands {
    /// Of an instance. O(measures × units + stars).
    pub(super) fn of(instance: &Instance) -> Self {
        let mut banded = instance.measures().iter().filter_map(|measure| {
            Some(Banded {
                values: measure.values.clone(),
                band: measure.band?,
            })
        });
        let units = instance.len();
        let any = || Banded {
            values: vec![1; units],
            band: BandFile {
                least: 1,
                most: units as i64,
            },
        };
        let sites = &instance.file().sites;
        let serves_all = |site: u32| sites[site as usize].star.len() == units;
        // Every group is served where each unit, or premises for all, has a site that serves every unit.
        let anywhere = instance.free_sites().iter().any(|&site| serves_all(site));
        let each = || (0..units as u32).all(|unit| instance.sites_at(unit).iter().any(|&s| serves_all(s)));
        Self {
            first: banded.next().unwrap_or_else(any),
            others: banded.collect(),
            sites: instance.has_sites() && !anywhere && !each(),
        }
    }

    /// No spanning tree of two neighbouring groups inside their bands has more places to cut it than this.
    ///
    /// Let a group weigh from `l` to `m`, and two of them `t`. A cut leaves at least `a = max(l, t - m)` on either side. Where `m < 2 l`,
    /// three cuts cannot each part something off that the others leave whole, because `3 a > t`: all cuts lie along one way
    /// through the tree. The units on it between the first cut and the last weigh `t - 2 a` at most, which is never above `m - l`.
    /// So there is one cut more than there are units, the lightest first, that together weigh `m - l`. Otherwise a tree has one cut less than
    /// it has units, and those weigh `2 m` at most.
    ///
    /// The band 30-50, the lightest units 4, 7, 8 and 9: 4 + 7 + 8 is 19, one more is above 20, so there are four cuts at most.
    pub(super) fn most_cuts(&self) -> u64 {
        let one = |banded: &Banded| {
            let mut values = banded.values.clone();
            values.sort_unstable();
            let (least, most) = (banded.band.least, banded.band.most);
            if values.first().is_none_or(|&lightest| lightest < 0) {
                return values.len() as u64;
            }
            let fit = |room: i64| {
                let mut sum = 0;
                let inside = values.iter().take_while(|&&value| {
                    sum += value;
                    sum <= room
                });
                inside.count() as u64
            };
            match least > most / 2 {
                true => 1 + fit(most - least),
                false => fit(most.saturating_mul(2)).saturating_sub(1),
            }
        };
        let all = self.others.iter().map(one);
        all.fold(one(&self.first), u64::min).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bands(values: &[i64], least: i64, most: i64) -> Bands {
        Bands {
            first: Banded {
                values: values.to_vec(),
                band: BandFile { least, most },
            },
            others: Vec::new(),
            sites: false,
        }
    }

    /// As in the documentation, and a band too wide for it: 5 units fit into 2 × 9, so there are four cuts at most.
    #[test]
    fn the_most_cuts_by_hand() {
        assert_eq!(bands(&[12, 9, 4, 8, 7, 30], 30, 50).most_cuts(), 4);
        assert_eq!(bands(&[3, 4, 2, 5, 4, 9], 4, 9).most_cuts(), 4);
        assert_eq!(bands(&[5, 5, 5], 5, 5).most_cuts(), 1);
    }
}
