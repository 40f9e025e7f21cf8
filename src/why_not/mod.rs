//! Why a problem has no plan, and what would help, in the words of its rules and practices.
//!
//! First come proofs: totals that do not fit, a practice that no network can hold, practices that cannot all be held. A proof is stripped
//! of every rule that it does without (a deletion filter); what is left are rules that clash. Only a change of one of them can help, and
//! those are tried from the least to the greatest. Each trial is a proof or a bounded search; what neither finds is said to be unknown.

mod change;
mod clash;
mod number;
mod relax;
mod rule_name;
mod stepwise;
mod trial;

pub use change::Change;
pub use clash::Clash;
pub use rule_name::RuleName;

use crate::engine::stop::Stop;
use crate::objective::Objective;
use crate::problem::Problem;
use serde::{Deserialize, Serialize};
use std::fmt;
use trial::{Trials, Verdict};

/// Why there is no plan, as far as it could be found out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct WhyNot {
    /// Whether a plan was found after all, with so many networks; all else is then empty.
    pub plan: Option<usize>,
    /// The rules that clash; `None` where nothing is proven.
    pub clash: Option<Clash>,
    /// What was tried to get a plan, in the order in which it was tried.
    pub relaxations: Vec<Relaxation>,
    /// What is not known, in sentences without their ends.
    pub unknown: Vec<String>,
}

/// A change that was tried.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Relaxation {
    /// The change.
    pub change: Change,
    /// The change in words.
    pub wording: String,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Outcome {
    /// With this change a plan was found.
    Helps {
        /// How many networks it has.
        networks: usize,
        /// Whether it is proven that nothing less of this kind helps.
        least: bool,
    },
    /// It is proven that there is no plan with this change alone.
    Not {
        /// Why, in words.
        reason: String,
    },
    /// Neither a plan nor a proof was found.
    Unknown,
}

/// Said where the time was up before every rule had been left out once.
const UNTRIED: &str =
    "whether each of these rules is needed: there was no time to leave every one of them out";

impl Problem {
    /// Why there is no plan, and the least changes that would help. The objective decides nothing about whether there is one; it is asked
    /// for because searches go by it.
    ///
    /// Limits: the time of `stop` is for all of it, rounds are for each search (4 unless given), its gap is passed over. With a limit in
    /// rounds alone the answer is the same everywhere. Cost: some hundred proofs, each O(n + edges) steps and at most some millions, and
    /// some ten searches for a first plan.
    ///
    /// The practice graph is taken as it is: a wider band that lets a practice in that stood alone before makes it a network by itself here,
    /// while a problem built anew could find it neighbours.
    ///
    /// ```
    /// use locality::engine::stop::Stop;
    /// use locality::objective::Objective;
    /// use locality::problem::{Networks, Problem};
    /// use locality::why_not::{Outcome, RuleName};
    /// // 60 practices with 569,400 patients: 18 networks of 30,000 at most.
    /// let problem = Problem::builder(locality::synthetic::county()).networks(Networks::Exactly(30)).build()?;
    /// let why = problem.why_not(&Objective::hub_travel(), &Stop::rounds(2));
    /// let clash = why.clash.as_ref().expect("30 networks are too many");
    /// let names: Vec<RuleName> = clash.rules.iter().map(|&(name, _)| name).collect();
    /// assert_eq!(names, [RuleName::Networks, RuleName::BandLeast]);
    /// assert!(why.relaxations.iter().any(|tried| matches!(tried.outcome, Outcome::Helps { .. })));
    /// # Ok::<(), locality::fault::Faults>(())
    /// ```
    #[must_use]
    pub fn why_not(&self, objective: &Objective, stop: &Stop) -> WhyNot {
        let trials = Trials::new(self, objective, stop);
        let base = clash::base(&trials);
        let mut why = WhyNot {
            plan: None,
            clash: None,
            relaxations: Vec::new(),
            unknown: Vec::new(),
        };
        let (proof, rules) = match trials.verdict(&base) {
            Verdict::Plan(networks) => {
                why.plan = Some(networks);
                return why;
            }
            Verdict::None(proof) => {
                let clash = clash::clash(&trials, &base, &proof);
                let rules: Vec<RuleName> = clash.rules.iter().map(|&(name, _)| name).collect();
                why.clash = Some(clash);
                if trials.over() {
                    why.unknown.push(UNTRIED.to_owned());
                }
                (Some(proof), rules)
            }
            Verdict::Misfit(_) | Verdict::Unknown => {
                why.unknown.push(
                    "whether there is a plan: none was found, and it is not proven that there is none"
                        .to_owned(),
                );
                (None, RuleName::all(&base))
            }
        };
        let (tried, left) = relax::relaxations(&trials, &base, proof.as_ref(), &rules);
        why.relaxations = tried;
        why.unknown.extend(left);
        why
    }
}

impl fmt::Display for WhyNot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(networks) = self.plan {
            return writeln!(f, "There is a plan, with {networks} networks.");
        }
        if let Some(clash) = &self.clash {
            writeln!(f, "{}", clash.reason)?;
            writeln!(
                f,
                "These rules cannot all hold; without any one of them this reason falls away:"
            )?;
            for (_, wording) in &clash.rules {
                writeln!(f, "  {wording}")?;
            }
        }
        for (helps, title) in [(true, "What would help:"), (false, "What does not help alone:")] {
            let part: Vec<&Relaxation> = self
                .relaxations
                .iter()
                .filter(|tried| matches!(tried.outcome, Outcome::Helps { .. }) == helps)
                .collect();
            if !part.is_empty() {
                writeln!(f, "{title}")?;
            }
            for tried in part {
                let said = match &tried.outcome {
                    Outcome::Helps { networks, least } => {
                        let less = if *least && !matches!(tried.change, Change::Drop(_)) {
                            "; nothing less of this kind does"
                        } else {
                            ""
                        };
                        format!("a plan with {networks} networks was found{less}")
                    }
                    Outcome::Not { reason } => format!("proven: {reason}"),
                    Outcome::Unknown => "no plan was found, and none is proven not to be".to_owned(),
                };
                writeln!(f, "  {}: {said}", tried.wording)?;
            }
        }
        if !self.unknown.is_empty() {
            writeln!(f, "Not known:")?;
        }
        for line in &self.unknown {
            writeln!(f, "  {line}")?;
        }
        Ok(())
    }
}
