//! Postcodes, written as Royal Mail writes them.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A United Kingdom postcode in its usual form: upper case, one space before the last three characters.
///
/// Only the outline is checked (five to seven letters and digits, the last three a digit and two letters),
/// because directories decide which postcodes exist.
///
/// ```
/// use locality::practice::Postcode;
/// assert_eq!("ts181hu".parse::<Postcode>()?.as_str(), "TS18 1HU");
/// # Ok::<(), locality::practice::PostcodeError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Postcode {
    // Unused bytes are zero; the longest is `AB12 3CD`.
    bytes: [u8; 8],
}

/// Why a text is not a postcode.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a postcode")]
pub struct PostcodeError {
    /// The text as given.
    pub text: String,
}

impl Postcode {
    /// The postcode as text, with its space.
    #[must_use]
    pub fn as_str(&self) -> &str {
        let used = self
            .bytes
            .iter()
            .position(|&b| b == 0)
            .unwrap_or(self.bytes.len());
        std::str::from_utf8(&self.bytes[..used]).unwrap_or_default()
    }
}

impl FromStr for Postcode {
    type Err = PostcodeError;

    fn from_str(text: &str) -> Result<Self, PostcodeError> {
        let refuse = || PostcodeError {
            text: text.to_owned(),
        };
        let mut letters = [0_u8; 7];
        let mut length = 0;
        for byte in text.bytes().filter(|b| !b.is_ascii_whitespace()) {
            *letters.get_mut(length).ok_or_else(refuse)? = byte.to_ascii_uppercase();
            length += 1;
        }
        let letters = &letters[..length];
        let outline = length >= 5
            && letters.iter().all(u8::is_ascii_alphanumeric)
            && letters[0].is_ascii_alphabetic()
            && letters[length - 3].is_ascii_digit()
            && letters[length - 2..].iter().all(u8::is_ascii_alphabetic);
        if !outline {
            return Err(refuse());
        }
        let mut bytes = [0; 8];
        let (outward, inward) = letters.split_at(length - 3);
        bytes[..outward.len()].copy_from_slice(outward);
        bytes[outward.len()] = b' ';
        bytes[outward.len() + 1..=length].copy_from_slice(inward);
        Ok(Self { bytes })
    }
}

impl TryFrom<String> for Postcode {
    type Error = PostcodeError;
    fn try_from(text: String) -> Result<Self, PostcodeError> {
        text.parse()
    }
}

impl From<Postcode> for String {
    fn from(postcode: Postcode) -> Self {
        postcode.as_str().to_owned()
    }
}

impl fmt::Display for Postcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Postcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_spellings_are_one_postcode() {
        for text in ["M11AE", "m1 1ae", " M1  1AE "] {
            assert_eq!(text.parse::<Postcode>().expect("a postcode").as_str(), "M1 1AE");
        }
        assert_eq!(
            "EC1A1BB".parse::<Postcode>().expect("a postcode").as_str(),
            "EC1A 1BB"
        );
    }

    #[test]
    fn what_is_not_a_postcode_is_refused() {
        for text in [
            "",
            "M1",
            "TS18 1HUX",
            "TS18 HU1",
            "1S18 1HU",
            "TS1é 1HU",
            "M-1 1AE",
        ] {
            assert!(text.parse::<Postcode>().is_err(), "{text:?} was accepted");
        }
    }
}
