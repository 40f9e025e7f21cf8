//! The capacitated p-median instances of the OR-Library as an instance.

use locality::engine::instance::{BandFile, FORMAT, GroupsFile, InstanceFile, MeasureFile, SiteFile};

/// A file `pmedcapN.txt`: I. H. Osman and N. Christofides, Capacitated clustering problems by hybrid simulated annealing
/// and tabu search, International Transactions in Operational Research 1 (1994).
///
/// Whole numbers apart by white space: number and best known cost, then points, medians and capacity, then number, x, y and demand
/// of each point. Each point goes to one median, itself a point; the demand of a median's points is at most the capacity;
/// distances are straight lines rounded down, and not weighted.
///
/// Every point becomes a unit and a site, all are neighbours, and there are as many groups as medians. Returns the instance and the
/// best known cost.
pub fn pmedcap(text: &str) -> Result<(InstanceFile, i64), String> {
    let numbers: Result<Vec<i64>, String> = text
        .split_whitespace()
        .map(|word| {
            word.parse()
                .map_err(|_| format!("{word:?} is not a whole number"))
        })
        .collect();
    let numbers = numbers?;
    let [_, best, points, medians, capacity, rest @ ..] = &numbers[..] else {
        return Err("the file ends before the capacity".to_owned());
    };
    let rows: Vec<&[i64]> = rest.chunks(4).collect();
    let complete = rows.iter().all(|row| row.len() == 4);
    if !complete || i64::try_from(rows.len()) != Ok(*points) {
        return Err(format!(
            "{points} points of 4 numbers are announced, but {} numbers follow",
            rest.len()
        ));
    }
    let medians = u32::try_from(*medians).map_err(|_| format!("{medians} medians cannot be"))?;
    let apart = |a: &[i64], b: &[i64]| -> Result<i64, String> {
        let square = |a: i64, b: i64| a.checked_sub(b).and_then(|way| way.checked_mul(way));
        let sum = square(a[1], b[1]).zip(square(a[2], b[2]));
        let sum = sum.and_then(|(x, y)| x.checked_add(y));
        sum.map(i64::isqrt)
            .ok_or_else(|| format!("points {} and {} are too far apart", a[0], b[0]))
    };
    let n = rows.len() as u32;
    let mut sites = Vec::new();
    for (home, hub) in rows.iter().enumerate() {
        let ways: Result<Vec<i64>, String> = rows.iter().map(|row| apart(row, hub)).collect();
        sites.push(SiteFile {
            name: hub[0].to_string(),
            unit: Some(home as u32),
            star: (0..n).zip(ways?).collect(),
        });
    }
    let file = InstanceFile {
        format: FORMAT.to_owned(),
        units: rows.iter().map(|row| row[0].to_string()).collect(),
        edges: (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b))).collect(),
        sites,
        pairs: Vec::new(),
        measures: vec![MeasureFile {
            name: "demand".to_owned(),
            values: rows.iter().map(|row| row[3]).collect(),
            band: Some(BandFile {
                least: 0,
                most: *capacity,
            }),
            shape: None,
        }],
        fixed: 0,
        groups: GroupsFile {
            least: medians,
            most: medians,
        },
    };
    Ok((file, *best))
}
