//! Tables of no publication: plain list sizes, and practices ready made.

use super::column as col;
use super::facts::{self, Facts, Listing, OrganisationAt};
use super::report::{Report, Unreadable};
use super::source::Found;
use super::table::{Row, Table};
use super::value;
use crate::fault::FaultCode;
use crate::practice::{Location, Wgs84};

/// `practice_code,list_size` and any other columns.
pub(crate) fn read_list_sizes(found: &Found, report: &mut Report) -> Result<Listing, Unreadable> {
    let mut table = Table::open(found, report)?;
    let code = table.need(&col::PRACTICE_CODE, report)?;
    let size = table.need(&col::LIST_SIZE, report)?;
    facts::gather(&mut table, code, Some(size), report, |row, report| {
        Ok(Facts {
            list_size: facts::list_size(row, size, report)?.unwrap_or_default(),
            ..Facts::default()
        })
    })
}

/// `practice_code,name,postcode,lat,lon,easting,northing,list_size,pcn_code,...`: only the code, the list
/// size and one of the two pairs of coordinates must be there.
pub(crate) fn read_practices(found: &Found, report: &mut Report) -> Result<Listing, Unreadable> {
    let mut table = Table::open(found, report)?;
    let code = table.need(&col::PRACTICE_CODE, report)?;
    let size = table.need(&col::LIST_SIZE, report)?;
    let name = table.find(&col::NAME);
    let postcode = table.find(&col::POSTCODE);
    let weighted = table.find(&col::WEIGHTED_LIST);
    let adjusted = table.find(&col::ADJUSTED_LIST);
    let point = PointAt::of(&table);
    let organisation = |code, name| OrganisationAt {
        code: table.find(code),
        name: table.find(name),
    };
    let pcn = organisation(&col::PCN_CODE, &col::PCN_NAME);
    let sub_icb = organisation(&col::SUB_ICB_CODE, &col::SUB_ICB_NAME);
    let icb = organisation(&col::ICB_CODE, &col::ICB_NAME);
    let region = organisation(&col::REGION_CODE, &col::REGION_NAME);
    facts::gather(&mut table, code, Some(size), report, |row, report| {
        let list_size = facts::list_size(row, size, report)?.unwrap_or_default();
        let mut list = |at: Option<usize>| at.and_then(|at| facts::list_size(row, at, report).ok().flatten());
        let (weighted_list, adjusted_list) = (list(weighted), list(adjusted));
        Ok(Facts {
            name: facts::name(row, name),
            postcodes: facts::postcodes(row, postcode, report),
            location: point.read(row, report),
            list_size,
            weighted_list,
            adjusted_list,
            pcn: pcn.read_pcn(row),
            sub_icb: sub_icb.read(row, report),
            icb: icb.read(row, report),
            region: region.read(row, report),
        })
    })
}

/// The columns of a point: a grid reference, or degrees where there is none.
#[derive(Clone, Copy)]
pub(crate) struct PointAt {
    grid: Option<(usize, usize)>,
    degrees: Option<(usize, usize)>,
}

impl PointAt {
    pub fn of(table: &Table) -> Self {
        Self {
            grid: table.find(&col::EASTING).zip(table.find(&col::NORTHING)),
            degrees: table.find(&col::LATITUDE).zip(table.find(&col::LONGITUDE)),
        }
    }

    /// The point; `None` where the row has none. A point that is neither absent nor good is a fault.
    pub fn read(self, row: &Row<'_>, report: &mut Report) -> Option<Location> {
        if let Some((x, y)) = self.grid {
            return Self::grid(row, x, y, report);
        }
        let (lat_at, lon_at) = self.degrees?;
        let (lat, lon) = (row.text(lat_at), row.text(lon_at));
        // Postcodes without a grid reference have latitude 99.999999 in the directories of ONS.
        if value::is_absent(&lat) || value::is_absent(&lon) || lat.starts_with("99.99") {
            return None;
        }
        let point = value::decimal(&lat).zip(value::decimal(&lon));
        let place = point.and_then(|(lat, lon)| Location::from_wgs84(Wgs84 { lat, lon }).ok());
        if place.is_none() {
            let what = format!("latitude {lat}, longitude {lon} is not a point in Great Britain");
            row.fault(report, lat_at, FaultCode::ValueUnreadable, what);
        }
        place
    }

    /// A grid reference in metres, rounded to whole ones.
    pub fn grid(row: &Row<'_>, x: usize, y: usize, report: &mut Report) -> Option<Location> {
        let (east, north) = (row.text(x), row.text(y));
        if value::is_absent(&east) || value::is_absent(&north) {
            return None;
        }
        let point = value::decimal(&east).zip(value::decimal(&north));
        // The cast saturates, and what it saturates to is outside the grid.
        let place = point.and_then(|(e, n)| Location::new(e.round() as i64, n.round() as i64).ok());
        if place.is_none() {
            let what =
                format!("easting {east}, northing {north} is not a point of the British National Grid");
            row.fault(report, x, FaultCode::ValueUnreadable, what);
        }
        place
    }
}
