//! The totals that are asked for, and what each network has of them.

use super::area_totals::AreaTotals;
use super::scene::Scene;
use locality::apportion::Method;
use locality::assumption::Assumption;
use locality::network::Population;
use locality::workforce::{Shares, Sharing, Total, national, share, share_totals, total};
use std::error::Error;

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
    pub shares: Shares,
    pub stated: Assumption,
    /// Whether posts may be shared across the borders of areas.
    pub across: bool,
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
