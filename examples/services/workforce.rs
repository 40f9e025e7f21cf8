//! workforce.csv: posts and sessions of each network; rota.csv: the week of each shared team.

use super::area_totals::AreaTotals;
use super::scene::Scene;
use clap::ValueEnum;
use locality::apportion::Method;
use locality::assumption::Assumption;
use locality::network::Population;
use locality::report::files;
use locality::report::sheet::{Cell, Sheet};
use locality::workforce::{
    Pairing, SESSIONS_A_POST, Shares, Sharing, Total, national, rota, share, share_in_pairs, share_totals,
    total,
};
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

/// How staff are shared.
pub struct Rule {
    pub by: Population,
    pub method: Method,
    pub each: (u64, Option<u64>),
}

/// A total that is shared out.
pub enum Asked {
    /// Of all of England: this area has its part.
    National(Total),
    /// The caller's own, of this area.
    Own(Total),
    /// The caller's own of areas inside this one.
    Areas(AreaTotals),
}

/// A total and what each network has of it.
pub struct Shared {
    shares: Shares,
    stated: Assumption,
    /// Whether posts may be shared across the borders of areas.
    across: bool,
}

/// The totals asked for: all of NHS England's targets to 2021 where none are.
pub fn totals(asked: &[String], areas: Vec<AreaTotals>) -> Result<Vec<Asked>, Box<dyn Error>> {
    if asked.is_empty() && areas.is_empty() {
        let targets = national().into_iter().filter(|total| total.year <= 2021);
        return Ok(targets.map(Asked::National).collect());
    }
    let mut totals = Vec::new();
    for text in asked {
        let refuse = || {
            format!(
                "--role {text:?}: give a role and a year, such as \"clinical pharmacist:2021\", and posts for a total of your own"
            )
        };
        let parts: Vec<&str> = text.split(':').map(str::trim).collect();
        let (role, year, posts) = match parts[..] {
            [role, year] => (role, year, None),
            [role, year, posts] => (role, year, Some(posts.parse::<u64>().map_err(|_| refuse())?)),
            _ => return Err(refuse().into()),
        };
        let year: u16 = year.parse().map_err(|_| refuse())?;
        totals.push(match posts {
            Some(posts) => Asked::Own(Total::new(role, year, posts)),
            None => Asked::National(total(role, year)?),
        });
    }
    totals.extend(areas.into_iter().map(Asked::Areas));
    Ok(totals)
}

/// Shares all totals out, before anything is written: what cannot be shared is told first.
pub fn shared(scene: &Scene, totals: &[Asked], rule: &Rule) -> Result<Vec<Shared>, Box<dyn Error>> {
    let (practices, networks, populations) = (&scene.practices, &scene.networks, &scene.populations);
    let sharing = |through| Sharing {
        by: rule.by,
        method: rule.method,
        each: rule.each,
        through,
    };
    let mut all = Vec::new();
    for asked in totals {
        let (shares, stated) = match asked {
            Asked::Own(total) => (
                share(total, practices, networks, populations, &sharing(None))?,
                total.assumption(),
            ),
            Asked::National(total) => {
                let here = total.part(practices.patients(), scene.patients_of_all)?;
                if here.posts == 0 {
                    println!("  {} {}: none falls to this area", total.role, total.year);
                    continue;
                }
                let shares = share(&here, practices, networks, populations, &sharing(None))?;
                (shares, total.assumption())
            }
            Asked::Areas(asked) => {
                let sharing = sharing(Some(asked.level));
                let shares = share_totals(
                    &asked.role,
                    asked.year,
                    &asked.posts,
                    practices,
                    networks,
                    populations,
                    &sharing,
                )?;
                let stated = shares.total.assumption();
                (shares, stated)
            }
        };
        all.push(Shared {
            shares,
            stated,
            across: !matches!(asked, Asked::Areas(_)),
        });
    }
    Ok(all)
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
