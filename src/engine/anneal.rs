//! Annealing by the two-group heat bath: hot and lenient at first, then cold and strict.

use super::heat_bath::{Heat, HeatBath};
use super::partition::{Group, Partition};
use super::random::Stream;
use super::stop::Stopped;

/// How an annealing run cools down. Whole numbers, so that it cools alike on every machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cooling {
    /// How many heat-bath steps.
    pub steps: u64,
    /// The first temperature, in units of cost.
    pub hot: i64,
    /// The last temperature.
    pub cold: i64,
    /// What a unit of violation costs at first.
    pub lenient: i64,
    /// What it costs at last.
    pub strict: i64,
}

impl Cooling {
    /// A run from `hot`/`of` of what a group costs on average down to 3 thousandths of it, with a violation priced at 15, later
    /// 50 times what a unit of the first measure costs on average. These four were the best of those tried on real areas.
    pub(crate) fn of(partition: &Partition<'_>, steps: u64, hot: i64, of: i64) -> Self {
        // What every group costs alike is no measure of what one division costs more than another.
        let groups = partition.groups().len().max(1) as i64;
        let fixed = partition.instance().file().fixed.saturating_mul(groups);
        let mean = (partition.cost().saturating_sub(fixed).abs() / groups).max(1);
        let first = partition.instance().measures().first();
        let weight = first.map_or(1, |m| m.values.iter().sum::<i64>()).max(1);
        let strict = partition.cost().abs().saturating_mul(50) / weight + 1;
        Self {
            steps,
            hot: mean * hot / of,
            cold: mean * 3 / 1000,
            lenient: strict * 3 / 10,
            strict,
        }
    }
}

/// Temperature falls and strictness rises by one part in so many a stage.
const STAGE: i64 = 32;
/// One step in so many tries to split or merge where the number of groups is free.
const FREE: u64 = 6;

impl Cooling {
    /// The same run, as strict from the beginning as at the end.
    pub(crate) fn strict_throughout(self) -> Self {
        Self {
            lenient: self.strict,
            ..self
        }
    }

    /// The same run for so many units of so many.
    pub(crate) fn share(self, units: usize, of: usize) -> Self {
        let steps = u128::from(self.steps) * units as u128 / of.max(1) as u128;
        Self {
            steps: steps as u64,
            ..self
        }
    }

    fn first(self) -> Heat {
        Heat {
            temperature: self.hot.max(1),
            penalty: self.lenient.max(1),
        }
    }

    fn next(self, heat: Heat) -> Heat {
        Heat {
            temperature: fall(heat.temperature).max(self.cold).max(1),
            penalty: (heat.penalty + heat.penalty / STAGE + 1).min(self.strict.max(1)),
        }
    }

    /// How many stages it takes to cool down.
    fn stages(self) -> u64 {
        let mut temperature = self.hot;
        let mut stages = 1;
        while temperature > self.cold.max(1) {
            temperature = fall(temperature);
            stages += 1;
        }
        stages
    }
}

/// Anneals the partition; `stopped` is asked once a stage. Returns the best groups seen, by
/// [`Partition::rank`], never worse than at the start; the partition is left as it is at the end.
pub(crate) fn anneal(
    partition: &mut Partition<'_>,
    cooling: Cooling,
    random: &mut Stream,
    bath: &mut HeatBath,
    stopped: Stopped<'_>,
) -> Vec<Group> {
    let mut best = (partition.rank(), partition.groups().to_vec());
    cool(partition, cooling, random, bath, stopped, |partition| {
        if partition.rank() < best.0 {
            best = (partition.rank(), partition.groups().to_vec());
        }
    });
    best.1
}

/// Anneals the partition and leaves it as it is at the end; tells `changed` after every step that changed it.
pub(crate) fn cool<'a>(
    partition: &mut Partition<'a>,
    cooling: Cooling,
    random: &mut Stream,
    bath: &mut HeatBath,
    stopped: Stopped<'_>,
    mut changed: impl FnMut(&Partition<'a>),
) {
    let mut heat = cooling.first();
    let stages = cooling.stages();
    for stage in 0..stages {
        let share = |s: u64| cooling.steps * s / stages;
        for _ in share(stage)..share(stage + 1) {
            if step(partition, heat, random, bath) {
                changed(partition);
            }
        }
        heat = cooling.next(heat);
        if stopped() {
            break;
        }
    }
}

fn fall(temperature: i64) -> i64 {
    temperature - temperature / STAGE - 1
}

/// One draw at a random place.
fn step(partition: &mut Partition<'_>, heat: Heat, random: &mut Stream, bath: &mut HeatBath) -> bool {
    let (least, most) = partition.instance().groups();
    let count = partition.groups().len();
    let free = partition.instance().is_free() && random.below(FREE) == 0;
    if free && count < most && random.below(2) == 0 {
        let group = random.index(count) as u32;
        return bath.step(partition, &[group], 1..=2, heat, random);
    }
    let Some((a, b)) = border(partition, random) else {
        return false;
    };
    let fewest = if free && count > least { 1 } else { 2 };
    bath.step(partition, &[a, b], fewest..=2, heat, random)
}

/// Two neighbouring groups, the more edges between them the likelier; `None` where no edge was met that crosses
/// a border.
fn border(partition: &Partition<'_>, random: &mut Stream) -> Option<(u32, u32)> {
    let edges = partition.instance().nearest_edges();
    if edges.is_empty() || partition.groups().len() < 2 {
        return None;
    }
    // About half of all edges cross a border; so many misses in a row mean that none does.
    let tries = 64;
    (0..tries).find_map(|_| {
        let (u, v) = edges[random.index(edges.len())];
        let (a, b) = (partition.group_of(u), partition.group_of(v));
        (a != b).then_some((a, b))
    })
}
