//! The code that the Organisation Data Service gives to an organisation.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Longest code accepted: nine for a branch or an ONS code such as `E38000089`, with room to spare.
const LONGEST: usize = 11;

/// An ODS code such as `L82001` (practice), `U16464` (PCN), `11N` (sub-ICB) or `QT6` (ICB).
///
/// One to eleven ASCII letters, digits or hyphens, kept in upper case, held without allocation and ordered
/// as text.
///
/// ```
/// use locality::practice::OdsCode;
/// let code: OdsCode = " l82001 ".parse()?;
/// assert_eq!(code.as_str(), "L82001");
/// assert!("L82 001".parse::<OdsCode>().is_err());
/// # Ok::<(), locality::practice::OdsCodeError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "schema", schemars(with = "String"))]
pub struct OdsCode {
    // Unused bytes are zero, so that comparing bytes compares text.
    bytes: [u8; LONGEST],
    length: u8,
}

/// Why a text is not an ODS code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not an ODS code (1 to 11 letters, digits or hyphens)")]
pub struct OdsCodeError {
    /// The text as given.
    pub text: String,
}

impl OdsCode {
    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        let used = &self.bytes[..usize::from(self.length)];
        std::str::from_utf8(used).unwrap_or_default()
    }
}

impl FromStr for OdsCode {
    type Err = OdsCodeError;

    fn from_str(text: &str) -> Result<Self, OdsCodeError> {
        let trimmed = text.trim();
        let good = !trimmed.is_empty()
            && trimmed.len() <= LONGEST
            && trimmed.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if !good {
            return Err(OdsCodeError {
                text: text.to_owned(),
            });
        }
        let mut bytes = [0; LONGEST];
        for (to, from) in bytes.iter_mut().zip(trimmed.bytes()) {
            *to = from.to_ascii_uppercase();
        }
        Ok(Self {
            bytes,
            length: trimmed.len() as u8,
        })
    }
}

impl TryFrom<String> for OdsCode {
    type Error = OdsCodeError;
    fn try_from(text: String) -> Result<Self, OdsCodeError> {
        text.parse()
    }
}

impl From<OdsCode> for String {
    fn from(code: OdsCode) -> Self {
        code.as_str().to_owned()
    }
}

impl fmt::Display for OdsCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for OdsCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_order_as_text() {
        let mut codes: Vec<OdsCode> = ["QT6", "11N", "QT", "A81001"]
            .iter()
            .map(|c| c.parse().expect("a code"))
            .collect();
        codes.sort();
        let texts: Vec<&str> = codes.iter().map(OdsCode::as_str).collect();
        assert_eq!(texts, ["11N", "A81001", "QT", "QT6"]);
    }

    #[test]
    fn what_is_not_a_code_is_refused() {
        for text in ["", " ", "ABCDEFGHIJKL", "A,1", "Ä1"] {
            assert_eq!(
                text.parse::<OdsCode>(),
                Err(OdsCodeError {
                    text: text.to_owned()
                })
            );
        }
    }
}
