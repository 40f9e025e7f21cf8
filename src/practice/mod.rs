//! Practices: the checked table that everything else starts from.
//!
//! A [`Practice`] is one point and one registered list. [`Practices`] is a table of them, sorted by
//! code, with every code once: it is checked when it is made and cannot change afterwards.

mod area;
mod flows;
mod location;
mod postcode;
mod table;

pub use crate::ods_code::{OdsCode, OdsCodeError};
pub use area::NoSuchArea;
pub use flows::Flows;
pub use location::{Location, LocationError, Wgs84};
pub use postcode::{Postcode, PostcodeError};
pub use table::{AreaLevel, Practices};

use crate::units::Patients;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A body that the Organisation Data Service gives a code: a primary care network (PCN), a sub-ICB
/// location (before July 2022 a clinical commissioning group), an integrated care board (before July
/// 2022 a sustainability and transformation partnership), or a commissioning region.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Organisation {
    /// Its ODS code, such as `U16464`, `11N`, `QT6` or `Y58`.
    pub code: OdsCode,
    /// Its name as published; may be empty where the file gives only the code.
    pub name: Arc<str>,
}

impl Organisation {
    /// An organisation with this code and name.
    #[must_use]
    pub fn new(code: OdsCode, name: impl Into<Arc<str>>) -> Self {
        Self {
            code,
            name: name.into(),
        }
    }
}

/// A GP practice: one point on the map and one registered list.
///
/// Branch surgeries belong to their main practice and are not points of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Practice {
    /// Its ODS code, such as `L82001`.
    pub code: OdsCode,
    /// Its name as published.
    pub name: String,
    /// Its postcode, where the file that it comes from has one.
    pub postcode: Option<Postcode>,
    /// Where it is: the point of its postcode on the British National Grid.
    pub location: Location,
    /// How many patients are registered with it; at least 1.
    pub list_size: Patients,
    /// Its weighted list (Carr-Hill, as published in NHS Payments), rounded to whole patients.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weighted_list: Option<Patients>,
    /// Its share of the PCN adjusted population, as NHS England publishes it for access payments, in whole patients. It is neither the
    /// raw list nor the Carr-Hill list, and none of the three stands in for another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adjusted_list: Option<Patients>,
    /// The primary care network that it belongs to today; `None` where it is in none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pcn: Option<Organisation>,
    /// Its sub-ICB location or clinical commissioning group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sub_icb: Option<Organisation>,
    /// Its integrated care board or sustainability and transformation partnership.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub icb: Option<Organisation>,
    /// Its commissioning region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Organisation>,
}

impl Practice {
    /// A practice with the four things that every practice has; the rest is empty.
    #[must_use]
    pub fn new(code: OdsCode, name: impl Into<String>, location: Location, list_size: Patients) -> Self {
        Self {
            code,
            name: name.into(),
            postcode: None,
            location,
            list_size,
            weighted_list: None,
            adjusted_list: None,
            pcn: None,
            sub_icb: None,
            icb: None,
            region: None,
        }
    }

    /// The organisation of this level that the practice belongs to.
    #[must_use]
    pub fn area(&self, level: AreaLevel) -> Option<&Organisation> {
        match level {
            AreaLevel::SubIcb => self.sub_icb.as_ref(),
            AreaLevel::Icb => self.icb.as_ref(),
            AreaLevel::Region => self.region.as_ref(),
        }
    }
}
