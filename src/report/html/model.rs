//! What the page itself reckons with, embedded as JSON.

use super::map::{Map, Pieces};
use super::names::{around, readable};
use crate::assess::Assessment;
use crate::plan::Plan;
use crate::practice::{AreaLevel, OdsCode};
use crate::problem::{Band, Holder, HubChoice, Problem};
use crate::report::members::members;
use crate::travel::TravelUnit;
use serde::Serialize;
use std::collections::BTreeSet;

/// Numbers for moving practices by hand: all of them whole, lists in the order of the table of practices and of the assessment.
#[derive(Serialize)]
pub(super) struct Model<'a> {
    unit: TravelUnit,
    band: Band,
    /// The fewest and the most networks allowed.
    number: [u32; 2],
    networks: Vec<Network<'a>>,
    practices: Vec<Practice<'a>>,
    rules: Rules<'a>,
    /// The practices in the order of the plan's lines.
    order: Vec<usize>,
    land: &'a Pieces,
}

#[derive(Serialize)]
struct Network<'a> {
    name: &'a str,
    /// Where it is, for people.
    around: String,
    hub: Option<usize>,
    /// Whether the plan names that hub.
    named: bool,
    /// Its practices.
    members: Vec<usize>,
    /// Networks beside it.
    beside: Vec<usize>,
}

#[derive(Serialize)]
struct Practice<'a> {
    code: OdsCode,
    name: &'a str,
    /// The name as it is shown, where that is not the name in the files.
    #[serde(skip_serializing_if = "Option::is_none")]
    shown: Option<String>,
    list: u64,
    /// Patients as the band counts them.
    counted: u64,
    network: Option<usize>,
    /// Neighbours in the practice graph.
    near: Vec<usize>,
    /// The way to each practice of its own network and of those beside it, network by network in the order of their numbers.
    ways: Vec<u64>,
    postcode: String,
    sub_icb: &'a str,
    pcn: &'a str,
    /// The area of the level that no network may cross; empty where there is no such rule or it may cross.
    area: &'a str,
    /// Whether it is above the band alone.
    large: bool,
}

#[derive(Serialize)]
struct Rules<'a> {
    best_hub: bool,
    sites: Option<Vec<usize>>,
    most_travel: Option<u64>,
    together: Vec<Vec<usize>>,
    apart: Vec<Vec<usize>>,
    fixed: Vec<(usize, &'a str)>,
    frozen: Vec<&'a str>,
    opted_out: Vec<usize>,
    /// Whose network, or the network's name, and how many patients below and above the band.
    waivers: Vec<(Option<usize>, Option<&'a str>, u64, u64)>,
    /// Whether there are rules that the page does not reckon with.
    more: bool,
}

impl<'a> Model<'a> {
    pub fn of(problem: &'a Problem, plan: &Plan, assessment: &'a Assessment, map: &'a Map) -> Self {
        let networks = members(problem, assessment);
        let mut home = vec![None; problem.practices().len()];
        for (k, own) in networks.iter().enumerate() {
            for &i in own {
                home[i] = home[i].or(Some(k));
            }
        }
        let mut beside = vec![BTreeSet::new(); networks.len()];
        for &(a, b) in &map.beside {
            beside[a].insert(b);
            beside[b].insert(a);
        }
        let index = |code: OdsCode| problem.practices().index_of(code);
        let mut seen = BTreeSet::new();
        let order = plan.rows().iter().filter_map(|row| index(row.practice));
        Self {
            unit: problem.travel().unit(),
            land: &map.land,
            band: problem.band(),
            number: [*problem.networks().start(), *problem.networks().end()],
            order: order.filter(|&i| seen.insert(i)).collect(),
            practices: (0..home.len())
                .map(|i| Practice::of(problem, i, home[i], &networks, &beside))
                .collect(),
            networks: assessment
                .networks
                .iter()
                .zip(networks.iter().cloned().zip(beside))
                .map(|(network, (members, beside))| Network {
                    name: &network.network,
                    around: around(problem.practices(), network),
                    hub: index(network.hub),
                    named: network.hub_named,
                    members,
                    beside: beside.into_iter().collect(),
                })
                .collect(),
            rules: Rules::of(problem),
        }
    }

    /// As JSON that may stand inside a script element: without any `<`, which could end it.
    pub fn json(&self) -> String {
        // Text keys and whole numbers only: there is nothing that JSON could not hold.
        serde_json::to_string(self)
            .unwrap_or_default()
            .replace('<', "\\u003c")
    }
}

impl<'a> Practice<'a> {
    fn of(
        problem: &'a Problem,
        i: usize,
        network: Option<usize>,
        networks: &[Vec<usize>],
        beside: &[BTreeSet<usize>],
    ) -> Self {
        let practice = &problem.practices()[i];
        let code = |level| practice.area(level).map_or("", |area| area.code.as_str());
        let mut near: BTreeSet<usize> = network.into_iter().collect();
        near.extend(network.iter().flat_map(|&k| beside[k].iter()));
        let ways = near.into_iter().flat_map(|k| networks[k].iter());
        let border = problem.rules().never_across.as_ref();
        let held = border.filter(|rule| !rule.crossable.contains(&practice.code));
        Self {
            code: practice.code,
            name: &practice.name,
            shown: Some(readable(&practice.name)).filter(|shown| *shown != practice.name),
            list: practice.list_size.0,
            counted: problem.counted(i).0,
            network,
            near: problem.graph().neighbours(i).collect(),
            ways: ways.map(|&j| problem.travel().between(i, j)).collect(),
            postcode: practice.postcode.map_or_else(String::new, |p| p.to_string()),
            sub_icb: code(AreaLevel::SubIcb),
            pcn: practice.pcn.as_ref().map_or("", |pcn| pcn.code.as_str()),
            area: held.map_or("", |rule| code(rule.level)),
            large: problem.standing_alone().binary_search(&i).is_ok(),
        }
    }
}

impl<'a> Rules<'a> {
    fn of(problem: &'a Problem) -> Self {
        let rules = problem.rules();
        let indices = |codes: &[OdsCode]| -> Vec<usize> {
            codes
                .iter()
                .filter_map(|&code| problem.practices().index_of(code))
                .collect()
        };
        let at = |code: OdsCode| problem.practices().index_of(code);
        let waiver = |holder: &'a Holder| match holder {
            Holder::Practice(code) => (at(*code), None),
            Holder::Network(name) => (None, Some(name.as_str())),
        };
        Self {
            best_hub: rules.hub == HubChoice::Best,
            sites: rules.hub_sites.as_ref().map(|rule| indices(&rule.practices)),
            most_travel: rules.greatest_travel.as_ref().map(|rule| rule.most),
            together: rules
                .together
                .iter()
                .map(|rule| indices(&rule.practices))
                .collect(),
            apart: rules.apart.iter().map(|rule| indices(&rule.practices)).collect(),
            fixed: rules
                .fixed
                .iter()
                .filter_map(|rule| Some((at(rule.practice)?, rule.network.as_str())))
                .collect(),
            frozen: rules.frozen.iter().map(|rule| rule.network.as_str()).collect(),
            opted_out: problem.opted_out().to_vec(),
            waivers: rules
                .waivers
                .iter()
                .map(|rule| {
                    let (practice, network) = waiver(&rule.of);
                    (practice, network, rule.below.0, rule.above.0)
                })
                .collect(),
            more: !rules.limits.is_empty() || rules.none_enclosed.is_some(),
        }
    }
}
