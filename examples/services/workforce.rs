//! workforce.csv: posts and sessions of each network; rota.csv: the week of each shared team.

use super::scene::Scene;
use super::shares::{Rule, Shared};
use clap::ValueEnum;
use locality::apportion::Method;
use locality::assumption::Assumption;
use locality::report::files;
use locality::report::sheet::{Cell, Sheet};
use locality::workforce::{Pairing, SESSIONS_A_POST, rota, share_in_pairs};
use std::error::Error;
use std::path::Path;

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
    out: &Path,
) -> Result<Vec<Assumption>, Box<dyn Error>> {
    let travel = format!("team_travel_{}_a_week", scene.travel.unit());
    let mut sheet = Sheet::new([
        "network_id",
        "role",
        "year",
        "share_by",
        "population_patients",
        "exact_share_posts",
        "whole_posts_if_not_shared",
        "outside_quota",
        "posts_per_10000_patients",
        "posts_shared_with_network_id",
        "sessions_a_week",
        &travel,
        "travel_proven_least",
    ]);
    let mut week = Sheet::new([
        "network_id",
        "role",
        "year",
        "post_number",
        "weekday_1_to_5",
        "morning_practice_code",
        "afternoon_practice_code",
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
                Cell::code(row.exact),
                Cell::number(row.posts),
                Cell::flag(row.violates),
                Cell::code(format!("{}.{:02}", rate / 100, rate % 100)),
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
    files::write(out.join("workforce.csv"), sheet.to_string())?;
    files::write(out.join("rota.csv"), week.to_string())?;
    Ok(stated)
}
