//! Totals of the caller's own by area: regional totals that stay in their regions.

use locality::practice::{AreaLevel, OdsCode, Practices};
use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

/// The posts of a role by a year, area by area.
pub struct AreaTotals {
    pub role: String,
    pub year: u16,
    pub level: AreaLevel,
    pub posts: BTreeMap<OdsCode, u64>,
}

/// From a CSV file with the columns role, year, area_code and posts; areas are sub-ICBs, ICBs or regions, the smallest level that has all codes of
/// a role. Roles come by name and year.
pub fn read(path: &Path, practices: &Practices) -> Result<Vec<AreaTotals>, Box<dyn Error>> {
    let text = super::common::read("--area-totals", path)?;
    let at = |line: usize, what: String| {
        format!(
            "{}:{line}: {what}; give the columns role,year,area_code,posts",
            path.display()
        )
    };
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| at(1, error.to_string()))?;
    if header != ["role", "year", "area_code", "posts"].as_slice() {
        return Err(at(1, "the columns are others".to_owned()).into());
    }
    let mut roles: BTreeMap<(String, u16), BTreeMap<OdsCode, u64>> = BTreeMap::new();
    for (record, line) in reader.records().zip(2..) {
        let record = record.map_err(|error| at(line, error.to_string()))?;
        let cell = |k: usize| record.get(k).unwrap_or_default();
        let wrong = |k: usize, what: &str| at(line, format!("{:?} is no {what}", cell(k)));
        let year = cell(1).parse().map_err(|_| wrong(1, "year"))?;
        let code: OdsCode = cell(2).parse().map_err(|_| wrong(2, "code of an area"))?;
        let posts = cell(3).parse().map_err(|_| wrong(3, "whole number of posts"))?;
        let role = roles.entry((cell(0).to_owned(), year)).or_default();
        if role.insert(code, posts).is_some() {
            return Err(at(line, format!("{} {year} has {code} twice", cell(0))).into());
        }
    }
    let mut totals = Vec::new();
    for ((role, year), posts) in roles {
        let has = |level: &AreaLevel| {
            let areas = practices.areas(*level);
            posts
                .keys()
                .all(|code| areas.iter().any(|(area, _)| area.code == *code))
        };
        let level = AreaLevel::ALL.into_iter().find(has);
        let level = level.ok_or_else(|| {
            let codes: Vec<String> = posts.keys().map(OdsCode::to_string).collect();
            format!(
                "{}: {role} {year}: {} are not all sub-ICBs, ICBs or regions here",
                path.display(),
                codes.join(", ")
            )
        })?;
        totals.push(AreaTotals {
            role,
            year,
            level,
            posts,
        });
    }
    match totals.is_empty() {
        true => Err(at(1, "there are no totals in it".to_owned()).into()),
        false => Ok(totals),
    }
}
