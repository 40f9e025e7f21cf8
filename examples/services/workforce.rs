//! workforce.csv: posts and sessions of each network; rota.csv: the week of each shared team.

use super::scene::Scene;
use super::shares::{Rule, Shared};
use clap::ValueEnum;
use locality::apportion::Method;
use locality::assumption::Assumption;
use locality::report::Folder;
use locality::report::column::Column;
use locality::report::sheet::{Cell, Sheet};
use locality::workforce::{Pairing, SESSIONS_A_POST, rota, share_in_pairs};
use std::error::Error;

/// How shares become whole.
#[derive(Clone, Copy, ValueEnum)]
pub enum Way {
    LargestRemainder,
    Webster,
    DHondt,
}

impl From<Way> for Method {
    fn from(way: Way) -> Self {
        match way {
            Way::LargestRemainder => Self::LargestRemainder,
            Way::Webster => Self::Webster,
            Way::DHondt => Self::DHondt,
        }
    }
}

pub fn write(
    scene: &Scene,
    shared: &[Shared],
    rule: &Rule,
    out: &mut Folder,
) -> Result<Vec<Assumption>, Box<dyn Error>> {
    let unit = scene.travel.unit();
    let mut sheet = Sheet::new([
        Column::code("network_id", "The network, by its name in the plan."),
        Column::text("role", "The role, as NHS England names it."),
        Column::whole("year", "year", "The year of the national total."),
        Column::text(
            "share_by",
            "By whom staff are shared: registered, weighted or adjusted patients.",
        ),
        Column::whole(
            "population_patients",
            "patients",
            "So many of those has the network.",
        ),
        Column::decimal(
            "exact_share_posts",
            "full-time posts",
            "Its share before rounding.",
        ),
        Column::whole(
            "whole_posts_if_not_shared",
            "full-time posts",
            "Its share in whole posts.",
        ),
        Column::flag(
            "outside_quota",
            "Whether that is neither the exact share rounded down nor up.",
        ),
        Column::decimal(
            "posts_per_10000_patients",
            "posts to 10,000 patients",
            "The whole posts to so many of those patients.",
        ),
        Column::code(
            "posts_shared_with_network_id",
            "The neighbour that shares a post with it; empty where none does.",
        ),
        Column::whole(
            "sessions_a_week",
            "half days a week",
            "The sessions that it has with what is shared.",
        ),
        Column::whole(
            format!("team_travel_{unit}_a_week"),
            format!("{unit} a week"),
            "What the team travels between practices in its week.",
        ),
        Column::flag("travel_proven_least", "Whether no week has less travel."),
    ]);
    let mut week = Sheet::new([
        Column::code("network_id", "The network, by its name in the plan."),
        Column::text("role", "The role, as NHS England names it."),
        Column::whole("year", "year", "The year of the national total."),
        Column::whole("post_number", "number", "The post, from 1."),
        Column::whole("weekday_1_to_5", "1 to 5", "Monday is 1."),
        Column::code("morning_practice_code", "Where the post is in the morning."),
        Column::code(
            "afternoon_practice_code",
            "Where it is in the afternoon; empty where it has no session then.",
        ),
    ]);
    let mut stated = vec![
        Assumption::new(
            "workforce",
            "staff are shared by",
            rule.method,
            rule.by.to_string(),
            "set by the caller",
        ),
        Assumption::new(
            "workforce",
            "sessions of a full-time post",
            SESSIONS_A_POST,
            "half days a week",
            "five days of two",
        )
        .unverified(),
    ];
    let by = scene.populations.by(rule.by)?;
    println!("Staff, by {} patients, {}:", rule.by, rule.method);
    for Shared {
        shares,
        stated: of_total,
        across,
    } in shared
    {
        let total = &shares.total;
        stated.push(of_total.clone());
        let weights: Vec<u64> = shares.networks.iter().map(|share| share.population).collect();
        // Floors and caps are of whole posts in one network, totals of areas of their own networks: with them nothing is shared by two.
        let pairing = match rule.each {
            (0, None) if *across => share_in_pairs(total.posts, &weights, &scene.neighbours, rule.method)?,
            _ => Pairing::alone(shares),
        };
        let (mut posts, mut sessions, mut violations) = (0, 0, 0);
        for (k, row) in shares.networks.iter().enumerate() {
            let network = scene.network(k);
            let partner = pairing.partner(k);
            let weekly = match pairing.sessions[k] {
                0 => None,
                number => Some(rota(network, number, by, &scene.travel)?),
            };
            posts += row.posts;
            sessions += pairing.sessions[k];
            violations += u64::from(row.violates);
            // Hundredths of a post for each 10,000.
            let rate = row.posts * 1_000_000 / row.population.max(1);
            sheet.row([
                Cell::code(&network.name),
                Cell::text(&total.role),
                Cell::number(total.year),
                Cell::text(&rule.by.to_string()),
                Cell::number(row.population),
                Cell::decimal(row.exact),
                Cell::number(row.posts),
                Cell::flag(row.violates),
                Cell::decimal(format!("{}.{:02}", rate / 100, rate % 100)),
                partner.map_or_else(Cell::empty, |k| Cell::code(&scene.network(k).name)),
                Cell::number(pairing.sessions[k]),
                weekly
                    .as_ref()
                    .map_or_else(Cell::empty, |w| Cell::number(w.travel)),
                weekly.as_ref().map_or_else(Cell::empty, |w| Cell::flag(w.exact)),
            ]);
            for day in weekly.iter().flat_map(|w| &w.days) {
                week.row([
                    Cell::code(&network.name),
                    Cell::text(&total.role),
                    Cell::number(total.year),
                    Cell::number(day.post + 1),
                    Cell::number(day.weekday + 1),
                    Cell::code(scene.practices[day.morning].code),
                    day.afternoon
                        .map_or_else(Cell::empty, |i| Cell::code(scene.practices[i].code)),
                ]);
            }
        }
        assert_eq!(
            (posts, sessions),
            (total.posts, total.posts * SESSIONS_A_POST),
            "posts were lost or invented"
        );
        let pairs = (0..scene.networks.len())
            .filter(|&k| pairing.partner(k).is_some())
            .count()
            / 2;
        println!(
            "  {} {}: {posts} posts in {} networks, {violations} outside their quota; {pairs} pairs of neighbours share a post",
            total.role,
            total.year,
            shares.networks.iter().filter(|share| share.posts > 0).count()
        );
    }
    out.sheet("workforce.csv", &sheet)?;
    out.sheet("rota.csv", &week)?;
    Ok(stated)
}
