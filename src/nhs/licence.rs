//! The lines that the licences of the publications ask for.

use super::kind::Kind;

const OGL: &str = "Contains public sector information licensed under the Open Government Licence v3.0.";
const ONS: &str = "Source: Office for National Statistics licensed under the Open Government Licence v3.0.";
const OS: &str = "Contains OS data © Crown copyright and database right 2026.";
const ROYAL_MAIL: &str = "Contains Royal Mail data © Royal Mail copyright and database right 2026.";

impl Kind {
    /// The acknowledgements that whoever shows figures from such a file must print; none for the two plain kinds, whose origin is
    /// not known here. The years are those of the files of 2026.
    ///
    /// Source: Open Government Licence v3.0, and ONS Geography's licences (2026) for what is made of postcodes and boundaries.
    ///
    /// ```
    /// use locality::nhs::Kind;
    /// assert!(Kind::ListSizes.licences()[0].contains("Open Government Licence"));
    /// assert!(Kind::PlainPractices.licences().is_empty());
    /// ```
    #[must_use]
    pub fn licences(self) -> &'static [&'static str] {
        match self {
            Self::Postcodes => &[OGL, ONS, OS, ROYAL_MAIL],
            Self::SmallAreaPoints | Self::Boundaries => &[OGL, ONS, OS],
            Self::PlainListSizes | Self::PlainPractices => &[],
            _ => &[OGL],
        }
    }
}
