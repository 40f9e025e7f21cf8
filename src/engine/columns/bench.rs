//! The parts of the proof one by one, for the benches: no part of the public interface, and free to change.

use super::goal::Goal;
use super::list::List;
use super::master;
use super::proof::Proof;
use super::reach::LISTED;
use super::relaxation::Relaxation;
use super::root::EFFORT;
use super::scale::scale;
use super::source::{Everything, Most, Source};
use super::tree::Tree;
use crate::engine::instance::Instance;
use crate::engine::partition::Partition;
use crate::engine::primal::solve_window;
use crate::engine::solution::Record;
use crate::engine::stop::Stopped;
use std::sync::Arc;

const GO_ON: Stopped<'static> = &|| false;

/// The root of an instance, converged, and the list that a good plan leaves over.
#[derive(Debug)]
pub struct Stand<'a> {
    instance: &'a Instance,
    everything: Everything<'a>,
    relaxation: Relaxation<'a>,
    proof: Proof,
    listed: Vec<Vec<u32>>,
    cost: i64,
}

impl<'a> Stand<'a> {
    /// Converges the root from the groups of an allowed plan. `None` where the list would be too long.
    #[must_use]
    pub fn new(instance: &'a Instance, plan: Vec<Vec<u32>>) -> Option<Self> {
        let cost = plan.iter().map(|group| instance.value(group).cost).sum::<i64>();
        let scale = scale(instance);
        let everything = Everything::new(instance, scale);
        let mut relaxation = Relaxation::new(instance, scale, plan);
        let goal = Goal {
            accuracy: 1e-5,
            enough: None,
            effort: EFFORT,
            turns: usize::MAX,
            patience: usize::MAX,
        };
        let proof = relaxation.converge(&everything, goal, &mut Record::new(0), GO_ON)?;
        let room = i128::from(cost) * i128::from(scale) - proof.sum;
        let most = Most {
            groups: LISTED.0,
            nodes: 20_000_000,
        };
        let listed = everything.list(&proof.prices, i64::try_from(room).ok()?, most, GO_ON)?;
        Some(Self {
            instance,
            everything,
            relaxation,
            proof,
            listed,
            cost,
        })
    }

    /// One round of pricing: every root once, at the prices of the converged master. Returns what groups pay too little together.
    #[must_use]
    pub fn price(&self) -> Option<i128> {
        let offer = self.everything.offer(&self.proof.prices, EFFORT, GO_ON)?;
        Some(offer.shortfall)
    }

    /// One master over the columns of the converged root. Returns what they cost together.
    #[must_use]
    pub fn master(&self) -> f64 {
        master::solve(&self.relaxation, 1e-5).cost
    }

    /// The list laid out and the first node of the tree over it: masters, walks along the list and cuts. Returns what it proves.
    #[must_use]
    pub fn node(&self) -> i64 {
        let list = Arc::new(List::new(self.instance, self.relaxation.scale, &self.listed));
        let mut tree = Tree::new(list.all(), self.relaxation.clone(), self.proof.clone(), self.cost);
        tree.grow(Some(self.cost), &mut Record::new(0), GO_ON);
        tree.bound()
    }
}

/// A plan of an instance worked on as a window of a larger one is. Returns how many groups the better plan has, where one was found.
#[must_use]
pub fn window(instance: &Instance, plan: &[Vec<u32>]) -> Option<usize> {
    let plan = Partition::new(instance, plan.iter().cloned())?;
    Some(solve_window(&plan, GO_ON)?.len())
}
