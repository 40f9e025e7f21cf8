//! A part of an instance as an instance of its own, so that parts can be worked on side by side.

use super::instance::{GroupsFile, Instance, InstanceFaults, InstanceFile, MeasureFile, SiteFile};
use super::partition::{Group, Partition};

/// Some units of a larger instance, ready to be divided anew.
#[derive(Clone, Debug)]
pub struct Region {
    /// The units of the larger instance, ascending; unit i of the region is `units[i]`.
    units: Vec<u32>,
    /// The sites of the larger instance; site i of the region is `sites[i]`.
    sites: Vec<u32>,
    instance: Instance,
}

impl Region {
    /// The region of these units, to be divided into a number of groups in the range `least` to `most`.
    /// O(units × sites) for sites at the units or free.
    ///
    /// # Errors
    /// [`InstanceFaults`] when there is no unit or the range of groups is empty.
    pub fn new(
        whole: &Instance,
        mut units: Vec<u32>,
        least: usize,
        most: usize,
    ) -> Result<Self, InstanceFaults> {
        units.sort_unstable();
        units.dedup();
        let local = |unit: u32| units.binary_search(&unit).ok().map(|at| at as u32);
        let mut sites: Vec<u32> = units.iter().flat_map(|&u| whole.sites_at(u)).copied().collect();
        sites.extend(whole.free_sites());
        sites.sort_unstable();
        let site = |&h: &u32| {
            let site = &whole.file().sites[h as usize];
            let served = units.iter().enumerate();
            let star = served
                .filter_map(|(i, &u)| whole.star(u, h).map(|cost| (i as u32, cost)))
                .collect();
            SiteFile {
                name: site.name.clone(),
                unit: site.unit.and_then(local),
                star,
            }
        };
        let measure = |m: &MeasureFile| MeasureFile {
            name: m.name.clone(),
            values: units.iter().map(|&u| m.values[u as usize]).collect(),
            band: m.band,
            shape: m.shape.clone(),
        };
        let inside = |(i, &u): (usize, &u32)| -> Vec<(u32, u32)> {
            let near = whole.neighbours(u).iter().filter(|&&v| v > u);
            near.filter_map(|&v| local(v)).map(|j| (i as u32, j)).collect()
        };
        let pairs = |(i, &u): (usize, &u32)| -> Vec<(u32, u32, i64)> {
            let with = whole.pairs_of(u).iter().filter(|&&(v, _)| v > u);
            with.filter_map(|&(v, cost)| local(v).map(|j| (i as u32, j, cost)))
                .collect()
        };
        let mut open: Vec<SiteFile> = sites.iter().map(site).collect();
        if open.is_empty() && whole.has_sites() {
            // Without any site groups would have no hub; this one serves nobody, so that none of them is allowed.
            open.push(SiteFile {
                name: "no site".to_owned(),
                unit: None,
                star: Vec::new(),
            });
        }
        let file = InstanceFile {
            format: whole.file().format.clone(),
            units: units
                .iter()
                .map(|&u| whole.file().units[u as usize].clone())
                .collect(),
            edges: units.iter().enumerate().flat_map(inside).collect(),
            sites: open,
            pairs: units.iter().enumerate().flat_map(pairs).collect(),
            measures: whole.measures().iter().map(measure).collect(),
            fixed: whole.file().fixed,
            groups: GroupsFile {
                least: least as u32,
                most: most as u32,
            },
        };
        let instance = Instance::try_from(file)?;
        Ok(Self {
            units,
            sites,
            instance,
        })
    }

    /// Its units in the numbers of the larger instance, ascending.
    pub(crate) fn units(&self) -> &[u32] {
        &self.units
    }

    /// Units of the larger instance in the numbers of the region; none where one is not there.
    pub(crate) fn to_local(&self, units: &[u32]) -> Option<Vec<u32>> {
        let local = |unit: &u32| self.units.binary_search(unit).ok().map(|at| at as u32);
        units.iter().map(local).collect()
    }

    /// Units of the region in the numbers of the larger instance.
    pub(crate) fn units_of(&self, units: &[u32]) -> Vec<u32> {
        units.iter().map(|&unit| self.units[unit as usize]).collect()
    }

    /// The region as an instance.
    #[must_use]
    pub fn instance(&self) -> &Instance {
        &self.instance
    }

    /// The region's share of a partition of the larger instance; `None` unless the region is made of whole groups.
    #[must_use]
    pub fn share<'r>(&'r self, whole: &Partition<'_>) -> Option<Partition<'r>> {
        let mut groups: Vec<u32> = self.units.iter().map(|&u| whole.group_of(u)).collect();
        groups.sort_unstable();
        groups.dedup();
        let lists = groups
            .iter()
            .map(|&g| self.to_local(&whole.groups()[g as usize].units));
        let lists: Option<Vec<Vec<u32>>> = lists.collect();
        Partition::new(&self.instance, lists?)
    }

    /// Groups of the region in the numbers of the larger instance.
    #[must_use]
    pub fn to_whole(&self, groups: &[Group]) -> Vec<Group> {
        let whole = |group: &Group| {
            let mut value = group.value;
            value.site = value.site.map(|site| self.sites[site as usize]);
            Group {
                units: self.units_of(&group.units),
                value,
            }
        };
        groups.iter().map(whole).collect()
    }
}
