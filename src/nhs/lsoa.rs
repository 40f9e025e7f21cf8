//! Small areas: lower layer super output areas (LSOAs) of about 1,500 residents.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The code of an LSOA of England (`E01...`) or Wales (`W01...`).
///
/// ```
/// use locality::nhs::{Census, LsoaCode};
/// let code: LsoaCode = "E01034607".parse()?;
/// assert!(code.is_new_in_2021());
/// assert!("CLOSED".parse::<LsoaCode>().is_err());
/// # Ok::<(), locality::nhs::LsoaCodeError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LsoaCode {
    country: Country,
    // The six digits after `E01`.
    number: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Country {
    England,
    Wales,
}

/// Why a text is not the code of an LSOA.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not the code of an LSOA (E01 or W01 and six digits)")]
pub struct LsoaCodeError {
    /// The text as given.
    pub text: String,
}

/// The census for which small areas were drawn. An area that was not redrawn has the same code in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Census {
    /// LSOAs of 2011: 32,844 in England, 1,909 in Wales.
    Of2011,
    /// LSOAs of 2021: 33,755 in England, 1,917 in Wales.
    Of2021,
}

// The last codes that were given out for 2011 (ONS, LSOA (December 2011) names and codes); areas redrawn for
// 2021 have greater numbers.
const LAST_OF_2011_ENGLAND: u32 = 33_768;
const LAST_OF_2011_WALES: u32 = 1_958;

impl LsoaCode {
    /// Whether it is in England, and so has a rank in the English indices of deprivation.
    #[must_use]
    pub fn is_english(self) -> bool {
        self.country == Country::England
    }

    /// Whether the area was drawn anew for the census of 2021.
    #[must_use]
    pub fn is_new_in_2021(self) -> bool {
        match self.country {
            Country::England => self.number > LAST_OF_2011_ENGLAND,
            Country::Wales => self.number > LAST_OF_2011_WALES,
        }
    }
}

impl FromStr for LsoaCode {
    type Err = LsoaCodeError;
    fn from_str(text: &str) -> Result<Self, LsoaCodeError> {
        let refuse = || LsoaCodeError {
            text: text.to_owned(),
        };
        let trimmed = text.trim();
        let (country, digits) = trimmed
            .strip_prefix("E01")
            .map(|digits| (Country::England, digits))
            .or_else(|| trimmed.strip_prefix("W01").map(|digits| (Country::Wales, digits)))
            .ok_or_else(refuse)?;
        if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(refuse());
        }
        let number = digits.parse().map_err(|_| refuse())?;
        Ok(Self { country, number })
    }
}

impl TryFrom<String> for LsoaCode {
    type Error = LsoaCodeError;
    fn try_from(text: String) -> Result<Self, LsoaCodeError> {
        text.parse()
    }
}

impl From<LsoaCode> for String {
    fn from(code: LsoaCode) -> Self {
        code.to_string()
    }
}

impl fmt::Display for LsoaCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let country = match self.country {
            Country::England => "E01",
            Country::Wales => "W01",
        };
        f.pad(&format!("{country}{:06}", self.number))
    }
}

impl fmt::Debug for LsoaCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{self}\"")
    }
}

impl fmt::Display for Census {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Of2011 => "2011",
            Self::Of2021 => "2021",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_keep_their_spelling() {
        for text in ["E01000001", "E01035762", "W01001958"] {
            assert_eq!(text.parse::<LsoaCode>().expect(text).to_string(), text);
        }
    }

    #[test]
    fn what_is_not_an_lsoa_is_refused() {
        for text in [
            "CLOSED",
            "EMPTY",
            "NO2011",
            "S01016794",
            "N21000624",
            "E0100001",
            "E02000001",
            "E01+00001",
        ] {
            assert!(text.parse::<LsoaCode>().is_err(), "{text}");
        }
    }

    #[test]
    fn redrawn_areas_have_new_numbers() {
        let new = |text: &str| text.parse::<LsoaCode>().expect(text).is_new_in_2021();
        assert!(!new("E01033768") && new("E01033769"));
        assert!(!new("W01001958") && new("W01001959"));
    }
}
