//! Recombination in short bursts.

use super::attempts::Attempts;
use super::components::shares;
use super::weights::asked;
use super::{HeatBath, Strategy};
use crate::engine::Run;
use crate::engine::instance::Instance;
use crate::engine::random::Stream;
use crate::engine::solution::{Grouping, SolveError};
use crate::engine::start::halved;
use crate::engine::stop::Stop;
use crate::ensemble::{Chain, Variant};

/// Two neighbouring groups are joined, a random spanning tree of both is drawn and cut so that both sides fit the bands; ten such
/// steps, whatever they cost, are a burst, and the next burst begins from the best plan of the last. The step is that of
/// [`Chain`], whose trees are uniform (Wilson 1996) where the paper's come from random edge weights.
///
/// It begins, as the paper does, with a plan inside the bands: the first that [`HeatBath`] finds. So it keeps every rule wherever that finds a
/// plan; where it finds none there is nothing to walk from, and what is returned are groups halved along spanning trees, which hang
/// together and are as many as asked for. It walks without looking at the cost, so that near the best plans hardly a step betters.
/// All rounds are one chain, 200 bursts each; a round ends early where the chain cannot move.
///
/// # References
/// S. Cannon, A. Goldbloom-Helzner, V. Gupta, J. Matthews and B. Suwal, Voting rights, Markov chains, and optimization by short bursts,
/// arXiv 2011.02288 (2020); the step: D. DeFord, M. Duchin and J. Solomon, Recombination: a family of Markov chains for redistricting,
/// Harvard Data Science Review 3 (2021), a pair by a random edge between groups.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ShortBursts;

/// Steps of a burst: the default of the R package redist; the paper tries several.
const BURST: usize = 10;
/// Bursts of a round.
const BURSTS: usize = 200;

impl Strategy for ShortBursts {
    fn name(&self) -> &'static str {
        "short-bursts"
    }

    fn about(&self) -> &'static str {
        "Recombination of two networks in short bursts (Cannon and others); begins with a plan and keeps the band, walks blind to the cost."
    }

    fn group(&self, instance: &Instance, run: &Run<'_>) -> Result<Grouping, SolveError> {
        let mut attempts = Attempts::new(instance, run);
        let Some(mut chain) = chain(instance, run) else {
            return Ok(attempts.only(no_plan(instance, run)));
        };
        let (mut best, mut least) = (chain.state().clone(), chain.cost());
        loop {
            'round: for _ in 0..BURSTS {
                if attempts.stopped() {
                    break;
                }
                chain.return_to(&best);
                for _ in 0..BURST {
                    if !chain.step() {
                        break 'round;
                    }
                    let cost = chain.cost();
                    // Of equals the last, so that bursts go on across plains.
                    if cost <= least {
                        least = cost;
                        best.clone_from(chain.state());
                    }
                }
            }
            if !attempts.offer(best.groups().to_vec()) {
                return Ok(attempts.finish());
            }
        }
    }
}

/// A chain from the first plan that is found within the limits of the run; none where none is found.
fn chain<'i>(instance: &'i Instance, run: &Run<'_>) -> Option<Chain<'i>> {
    let limits = run.get_stop();
    let mut stop = Stop::first_plan()
        .or_rounds(Run::ROUNDS)
        .or_cancelled(limits.token());
    if let Some(time) = limits.most_time() {
        stop = stop.or_time(time);
    }
    let first = Run::new().seed(run.get_seed()).threads(1).stop(stop);
    let groups = HeatBath.solve(instance, &first).ok()?.groups.into_iter();
    let groups: Vec<Vec<u32>> = groups.map(|group| group.units).collect();
    Chain::new(instance, Variant::Recom, &groups, run.get_seed()).ok()
}

/// Groups of every component, halved along spanning trees.
fn no_plan(instance: &Instance, run: &Run<'_>) -> Vec<Vec<u32>> {
    let (parts, counts): (Vec<_>, Vec<_>) = shares(instance, asked(instance)).into_iter().unzip();
    let halved = halved(instance, &parts, &counts, &mut Stream::new(run.get_seed(), &[1]));
    halved.into_iter().map(|group| group.units).collect()
}
