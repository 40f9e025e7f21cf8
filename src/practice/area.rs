//! Looking an area up by its code.

use super::{OdsCode, Organisation, Practices};
use std::fmt;

/// There is no area with this code; these are the most like it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct NoSuchArea {
    /// What was asked for.
    pub asked: String,
    /// The areas whose code or name is most like it, best first; none where the table names no area at all.
    pub nearest: Vec<Organisation>,
}

/// So many areas are offered.
const OFFERED: usize = 5;

impl fmt::Display for NoSuchArea {
    /// The areas that are offered have a line each.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no area {:?}", self.asked)?;
        if self.nearest.is_empty() {
            return write!(f, ": the practices are in no area at all");
        }
        write!(f, "; the nearest are")?;
        for area in &self.nearest {
            write!(f, "\n  {:<6} {}", area.code, area.name)?;
        }
        Ok(())
    }
}

impl Practices {
    /// The practices of the area with this code, at whatever level it stands. Case and spaces around it do not count.
    ///
    /// ```
    /// let county = locality::synthetic::county();
    /// let missed = county.area("no such").expect_err("there is none");
    /// let first = &missed.nearest[0];
    /// assert!(county.area(first.code.as_str()).is_ok());
    /// ```
    ///
    /// # Errors
    /// [`NoSuchArea`] with up to five areas whose code or name is like the text.
    pub fn area(&self, text: &str) -> Result<Self, NoSuchArea> {
        let code = text.trim().parse::<OdsCode>().ok();
        code.and_then(|code| self.in_area(code))
            .ok_or_else(|| NoSuchArea {
                asked: text.to_owned(),
                nearest: self.nearest_areas(text, OFFERED),
            })
    }
}
