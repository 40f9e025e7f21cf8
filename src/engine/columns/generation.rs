//! Column generation.
#![allow(missing_docs)]

use super::cutting;
use super::market::{Market, Root, roots};
use super::master::{self, Duals};
use super::pool::Pool;
use super::pricing::{Aim, Found, Pricer};
use crate::engine::bound::{Certificate, Cut, PricedCut, Prices};
use crate::engine::instance::Instance;
use rayon::prelude::*;

pub struct Generation<'a> {
    pub instance: &'a Instance,
    pub(super) roots: Vec<Root>,
    pub(super) scale: i64,
    pub(super) pool: Pool,
    pub(super) cuts: Vec<Cut>,
    best: Option<(i128, Prices)>,
    bounds: (f64, f64),
    pub times: [f64; 3],
}

impl<'a> Generation<'a> {
    pub fn new(instance: &'a Instance, first: Vec<Vec<u32>>) -> Self {
        let mut pool = Pool::default();
        for group in first {
            pool.add(instance, group);
        }
        let most = pool.columns().iter().map(|c| c.cost).max().unwrap_or(1).max(1) as f64;
        Self {
            instance,
            roots: roots(instance),
            scale: 64,
            pool,
            cuts: Vec::new(),
            best: None,
            bounds: (most, 2.0 * most),
            times: [0.0; 3],
        }
    }

    fn prices(&self, units: &[f64], group: f64, cuts: &[f64]) -> Prices {
        let whole = |price: f64| (price * self.scale as f64).round() as i64;
        Prices {
            units: units.iter().map(|&p| whole(p)).collect(),
            group: whole(group),
            cuts: self
                .cuts
                .iter()
                .zip(cuts)
                .map(|(cut, &price)| PricedCut {
                    cut: cut.clone(),
                    price: whole(price).div_euclid(60) * 60,
                })
                .filter(|priced| priced.price > 0)
                .collect(),
        }
    }

    fn price(&self, prices: &Prices, limit: u64) -> Vec<Found> {
        let market = Market::new(self.instance, self.scale, prices);
        self.roots
            .par_iter()
            .map_init(Pricer::default, |pricer, root| {
                pricer.search(&market, root, Aim::Least, 0, limit)
            })
            .collect()
    }

    fn sum(&self, prices: &Prices, found: &[Found]) -> i128 {
        let (least, most) = self.instance.groups();
        let count = if prices.group >= 0 { least } else { most } as i128;
        let mut sum: i128 = prices.units.iter().map(|&p| i128::from(p)).sum();
        sum += i128::from(prices.group) * count;
        for priced in &prices.cuts {
            sum -= i128::from(priced.price) * i128::from(priced.cut.most());
        }
        // TODO free sites
        sum + found.iter().map(|f| i128::from(f.least.min(0))).sum::<i128>()
    }

    pub fn bound(&self) -> i64 {
        self.best
            .as_ref()
            .map_or(0, |(sum, _)| ((sum + self.scale as i128 - 1).div_euclid(self.scale as i128)) as i64)
    }

    /// One convergence.
    pub fn converge(&mut self, accuracy: f64, verbose: bool) -> (f64, Vec<f64>) {
        let mut smooth = 0.5;
        self.best = self.best.take().map(|(s, p)| (s, p));
        let mut centre: Option<Duals> = None;
        let mut best = i128::MIN;
        let mut round = 0;
        loop {
            round += 1;
            let t = std::time::Instant::now();
            let steps = master::charged(self.pool.columns(), &self.cuts, self.instance.len());
            let ipm = if round < 3 { 1e-3 } else { 1e-5 };
            let duals = master::solve(
                self.instance,
                self.pool.columns(),
                &self.cuts,
                &steps,
                self.bounds,
                ipm,
            );
            self.times[0] += t.elapsed().as_secs_f64();
            let t = std::time::Instant::now();
            let mut added = 0;
            let mut nodes = 0;
            let mut short = 0;
            let mut tries = vec![];
            if let Some(c) = &centre {
                let mix = |a: &[f64], b: &[f64]| -> Vec<f64> {
                    a.iter().zip(b).map(|(a, b)| smooth * a + (1.0 - smooth) * b).collect()
                };
                tries.push((
                    mix(&c.units, &duals.units),
                    smooth * c.group + (1.0 - smooth) * duals.group,
                    mix(&c.cuts, &duals.cuts),
                ));
            }
            tries.push((duals.units.clone(), duals.group, duals.cuts.clone()));
            for (units, group, cuts) in tries {
                let prices = self.prices(&units, group, &cuts);
                let found = self.price(&prices, 100_000);
                nodes += found.iter().map(|f| f.nodes).sum::<u64>();
                short += found.iter().filter(|f| f.cut_short).count();
                let sum = self.sum(&prices, &found);
                if std::env::var("D").is_ok() {
                    for (f, r) in found.iter().zip(&self.roots) {
                        if f.nodes > 5000 {
                            println!("    root {} w {} nodes {} open {} relaxed {:.2} best {:.2}", r.unit, self.instance.measures()[0].values[r.unit as usize], f.nodes, f.open, f.relaxed as f64/self.scale as f64/1e6, f.groups.iter().map(|g| g.0).min().unwrap_or(0) as f64/self.scale as f64/1e6);
                        }
                    }
                }
                if sum > best {
                    best = sum;
                    centre = Some(Duals {
                        units,
                        group,
                        cuts,
                        taken: Vec::new(),
                        ..duals.clone()
                    });
                    if self.best.as_ref().is_none_or(|(b, _)| sum > *b) {
                        self.best = Some((sum, prices));
                    }
                }
                for f in found {
                    for (_, units) in f.groups {
                        added += usize::from(self.pool.add(self.instance, units));
                    }
                }
                if added > 0 {
                    break;
                }
                smooth *= 0.5;
            }
            self.times[1] += t.elapsed().as_secs_f64();
            let gap = 1.0 - best as f64 / self.scale as f64 / duals.cost;
            if verbose {
                println!(
                    "  {round} master {:.1} best {:.1} gap {:.5} columns {} added {added} nodes {nodes} short {short} steps {} boxed {:.3} t {:.2} {:.2}",
                    duals.cost / 1e6,
                    best as f64 / self.scale as f64 / 1e6,
                    gap,
                    self.pool.columns().len(),
                    duals.steps, duals.boxed, self.times[0], self.times[1]
                );
            }
            if added == 0 || gap < accuracy {
                return (duals.cost, duals.taken);
            }
        }
    }

    pub fn cut(&mut self, taken: &[f64], most: usize, each: usize) -> usize {
        let t = std::time::Instant::now();
        let mut taken = taken.to_vec();
        taken.resize(self.pool.columns().len(), 0.0);
        let fresh = cutting::broken(self.instance.len(), self.pool.columns(), &taken, &self.cuts, most, each);
        let count = fresh.len();
        self.cuts.extend(fresh);
        self.times[2] += t.elapsed().as_secs_f64();
        count
    }

    pub fn enumerate(&self, below: i64, cap: usize) -> Option<(usize, usize, u64)> {
        let (sum, prices) = self.best.as_ref()?;
        let room = (i128::from(below) * i128::from(self.scale) - sum) as i64;
        let market = Market::new(self.instance, self.scale, prices);
        let total = std::sync::atomic::AtomicUsize::new(0);
        let found: Vec<Found> = self
            .roots
            .par_iter()
            .map_init(Pricer::default, |pricer, root| {
                if total.load(std::sync::atomic::Ordering::Relaxed) > cap {
                    return Found { cut_short: true, ..Found::default() };
                }
                let f = pricer.search(&market, root, Aim::All, room, 100_000_000);
                total.fetch_add(f.groups.len(), std::sync::atomic::Ordering::Relaxed);
                f
            })
            .collect();
        let short = found.iter().filter(|f| f.cut_short).count();
        Some((found.iter().map(|f| f.groups.len()).sum(), short, found.iter().map(|f| f.nodes).sum()))
    }

    pub fn certificate(&self) -> Option<Certificate> {
        self.best.as_ref().map(|(_, prices)| Certificate {
            scale: self.scale,
            root: prices.clone(),
            tree: None,
        })
    }
    pub fn sizes(&self) -> (usize, usize) {
        (self.pool.columns().len(), self.cuts.len())
    }
}
