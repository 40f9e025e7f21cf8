//! The rows of the five questions as integer programmes.

use super::programme::Question;
use super::{Limit, Siting, SitingError};
use good_lp::{Constraint, Expression, ProblemVariables, Variable, constraint, variable};

/// The variables of a programme and its rows.
pub(super) struct Model {
    pub(super) variables: ProblemVariables,
    pub(super) open: Vec<Variable>,
    /// Place by place and site by site, where the question asks who goes where.
    pub(super) goes: Vec<Vec<Variable>>,
    pub(super) rows: Vec<Constraint>,
}

impl Siting {
    /// The model, what is to be least, and by how much that is divided: no coefficient is above 1, which keeps the solver's arithmetic in its
    /// comfort.
    pub(super) fn stated(&self, question: &Question) -> Result<(Model, Expression, f64), SitingError> {
        match question {
            Question::Median(hubs) => {
                self.check_hubs(*hubs)?;
                let model = Model::assignment(self, false).hubs(*hubs);
                let (travel, scale) = model.travel(self);
                Ok((model, travel, scale))
            }
            Question::Centre(hubs) => {
                self.check_hubs(*hubs)?;
                let mut model = Model::assignment(self, true).hubs(*hubs);
                let scale = self.ways.iter().copied().max().unwrap_or(0).max(1) as f64;
                let longest = model.variables.add(variable().min(0));
                for (place, goes) in model.goes.iter().enumerate() {
                    let ways = goes
                        .iter()
                        .enumerate()
                        .map(|(site, &x)| self.way(place, site) as f64 / scale * x);
                    let way: Expression = ways.sum();
                    model.rows.push(constraint!(longest >= way));
                }
                Ok((model, longest.into(), scale))
            }
            Question::Reach(hubs, within) => {
                self.check_hubs(*hubs)?;
                let mut model = Model::sites(self.sites).hubs(*hubs);
                let missed = model.variables.add_vector(variable().binary(), self.places());
                for (place, &missed) in missed.iter().enumerate() {
                    let near = model.near(self, place, *within);
                    model.rows.push(constraint!(near + missed >= 1));
                }
                let scale = self.weights.iter().copied().max().unwrap_or(0).max(1) as f64;
                let weight = missed.iter().zip(&self.weights);
                let weight: Expression = weight.map(|(&x, &w)| w as f64 / scale * x).sum();
                Ok((model, weight, scale))
            }
            Question::Cover(within) => {
                self.check_reach(*within)?;
                let mut model = Model::sites(self.sites);
                for place in 0..self.places() {
                    let near = model.near(self, place, *within);
                    model.rows.push(constraint!(near >= 1));
                }
                let count = model.open.iter().sum();
                Ok((model, count, 1.0))
            }
            Question::Capacitated { hubs, homes, limits } => {
                self.check_hubs(*hubs)?;
                self.check_homes(homes, limits)?;
                let mut model = Model::assignment(self, true).hubs(*hubs);
                for (site, &home) in homes.iter().enumerate() {
                    model
                        .rows
                        .push(constraint!(model.goes[home][site] == model.open[site]));
                    limits.iter().for_each(|limit| model.hold(site, limit));
                }
                let (travel, scale) = model.travel(self);
                Ok((model, travel, scale))
            }
        }
    }
}

impl Model {
    /// Open sites only.
    fn sites(sites: usize) -> Self {
        let mut variables = ProblemVariables::new();
        Self {
            open: variables.add_vector(variable().binary(), sites),
            variables,
            goes: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// And who goes where: every place to one site, and to open sites only. In parts where nothing is gained by them, which spares branching.
    fn assignment(siting: &Siting, whole: bool) -> Self {
        let mut model = Self::sites(siting.sites);
        for _ in 0..siting.places() {
            let kind = match whole {
                true => variable().binary(),
                false => variable().min(0).max(1),
            };
            let goes = model.variables.add_vector(kind, siting.sites);
            model.rows.push(constraint!(goes.iter().sum::<Expression>() == 1));
            let pairs = goes.iter().zip(&model.open);
            model
                .rows
                .extend(pairs.map(|(&goes, &open)| constraint!(goes <= open)));
            model.goes.push(goes);
        }
        model
    }

    fn hubs(mut self, hubs: usize) -> Self {
        let count: Expression = self.open.iter().sum();
        self.rows.push(constraint!(count == hubs as f64));
        self
    }

    /// The sites that a place is within the way of.
    fn near(&self, siting: &Siting, place: usize, within: u64) -> Expression {
        let near = self.open.iter().enumerate();
        let near = near.filter(|&(site, _)| siting.way(place, site) <= within);
        near.map(|(_, &open)| Expression::from(open)).sum()
    }

    /// The sum of weight × way divided by the greatest, and the greatest.
    fn travel(&self, siting: &Siting) -> (Expression, f64) {
        let price = |place: usize, site: usize| (siting.weights[place] * siting.way(place, site)) as f64;
        let all = (0..siting.places()).flat_map(|place| (0..siting.sites).map(move |site| (place, site)));
        let greatest = all
            .clone()
            .map(|(place, site)| price(place, site))
            .fold(1.0, f64::max);
        let travel = all.map(|(place, site)| price(place, site) / greatest * self.goes[place][site]);
        (travel.sum(), greatest)
    }

    /// An open site holds from the least to the most, one that is not open nothing.
    fn hold(&mut self, site: usize, limit: &Limit) {
        let places = self.goes.iter().zip(&limit.values);
        let held: Expression = places.map(|(goes, &value)| value as f64 * goes[site]).sum();
        let open = self.open[site];
        self.rows
            .push(constraint!(held.clone() <= limit.most as f64 * open));
        self.rows.push(constraint!(held >= limit.least as f64 * open));
    }
}
