//! The kinds of files that are read, what each gives, and who publishes it where.

use serde::Serialize;
use std::fmt;

/// The kind of a file, known by its header or its shape, never by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Kind {
    /// `gp-reg-pat-prac-all`: the list size of every practice.
    ListSizes,
    /// `gp-reg-pat-prac-map`: every practice with its PCN, sub-ICB, ICB and region.
    PracticeMap,
    /// ONSPD, NSPL or any part of them: postcodes with grid references.
    Postcodes,
    /// `epraccur`: the register of practices.
    PracticeRegister,
    /// `epcncorepartnerdetails` or its sheet of `ePCN.xlsx`: which practice is in which PCN.
    PcnMembers,
    /// `epcn` or its sheet of `ePCN.xlsx`: the PCNs themselves. Recognised, but nothing in it is needed.
    PcnDetails,
    /// NHS Payments to General Practice: registered and weighted lists.
    Payments,
    /// `practice_code,list_size`: list sizes of any other origin.
    PlainListSizes,
    /// `practice_code,list_size,easting,northing,...`: practices ready made.
    PlainPractices,
    /// `gp-reg-pat-prac-lsoa-all`: registered patients by practice and small area.
    Registrations,
    /// Population-weighted centroids of small areas.
    SmallAreaPoints,
    /// The index of multiple deprivation of small areas.
    Deprivation,
    /// General Practice Workforce: the staff of every practice.
    Workforce,
    /// Boundaries of areas as GeoJSON. Not looked for in folders: which area is meant, only who asks can say.
    Boundaries,
}

impl Kind {
    /// Every kind that is known in a folder, in the order in which an inventory lists them.
    pub const ALL: &[Self] = &[
        Self::ListSizes,
        Self::PracticeMap,
        Self::Postcodes,
        Self::PracticeRegister,
        Self::PcnMembers,
        Self::PcnDetails,
        Self::Payments,
        Self::PlainListSizes,
        Self::PlainPractices,
        Self::Registrations,
        Self::SmallAreaPoints,
        Self::Deprivation,
        Self::Workforce,
    ];

    /// What the file holds, in a few words.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::ListSizes => "list sizes",
            Self::PracticeMap => "practice map",
            Self::Postcodes => "postcode directory",
            Self::PracticeRegister => "practice register",
            Self::PcnMembers => "PCN members",
            Self::PcnDetails => "PCN details",
            Self::Payments => "payments (weighted lists)",
            Self::PlainListSizes => "plain list sizes",
            Self::PlainPractices => "ready-made practices",
            Self::Registrations => "patients by small area",
            Self::SmallAreaPoints => "small area points",
            Self::Deprivation => "deprivation",
            Self::Workforce => "workforce",
            Self::Boundaries => "boundaries",
        }
    }

    /// The publication and the file to take from it; `None` for the two plain kinds, which nobody publishes.
    #[must_use]
    pub fn publication(self) -> Option<&'static str> {
        Some(match self {
            Self::ListSizes => {
                "NHS England, \"Patients Registered at a GP Practice\" (monthly), gp-reg-pat-prac-all.csv"
            }
            Self::PracticeMap => {
                "NHS England, \"Patients Registered at a GP Practice\" (monthly), gp-reg-pat-prac-map.csv"
            }
            Self::Registrations => {
                "NHS England, \"Patients Registered at a GP Practice\" (January, April, July, October), \
                 gp-reg-pat-prac-lsoa-all.csv"
            }
            Self::Postcodes => {
                "Office for National Statistics, \"ONS Postcode Directory\" or \"National Statistics Postcode \
                 Lookup\""
            }
            Self::PracticeRegister => {
                "NHS England, Organisation Data Service, \"GP and GP practice related data\", epraccur.csv"
            }
            Self::PcnMembers => {
                "NHS England, Organisation Data Service, \"GP and GP practice related data\", \
                 epcncorepartnerdetails.csv or ePCN.xlsx"
            }
            Self::PcnDetails => {
                "NHS England, Organisation Data Service, \"GP and GP practice related data\", epcn.csv or \
                 ePCN.xlsx"
            }
            Self::Payments => {
                "NHS England, \"NHS Payments to General Practice\" (yearly), the practice-level CSV file"
            }
            Self::SmallAreaPoints => {
                "Office for National Statistics, \"Lower layer Super Output Areas Population Weighted \
                 Centroids\""
            }
            Self::Deprivation => {
                "Ministry of Housing, Communities and Local Government, \"English indices of deprivation\", \
                 File 7"
            }
            Self::Workforce => {
                "NHS England, \"General Practice Workforce\" (monthly), the practice-level CSV file, detailed or high level"
            }
            Self::Boundaries => {
                "Office for National Statistics, Open Geography portal, boundaries as GeoJSON"
            }
            Self::PlainListSizes | Self::PlainPractices => return None,
        })
    }

    /// The web address of the publication; `None` for the two plain kinds.
    #[must_use]
    pub fn address(self) -> Option<&'static str> {
        Some(match self {
            Self::ListSizes | Self::PracticeMap | Self::Registrations => {
                "https://digital.nhs.uk/data-and-information/publications/statistical/\
                 patients-registered-at-a-gp-practice"
            }
            Self::PracticeRegister | Self::PcnMembers | Self::PcnDetails => {
                "https://digital.nhs.uk/services/organisation-data-service/export-data-files/csv-downloads/\
                 gp-and-gp-practice-related-data"
            }
            Self::Payments => {
                "https://digital.nhs.uk/data-and-information/publications/statistical/\
                 nhs-payments-to-general-practice"
            }
            Self::Postcodes | Self::SmallAreaPoints | Self::Boundaries => {
                "https://geoportal.statistics.gov.uk"
            }
            Self::Deprivation => {
                "https://www.gov.uk/government/statistics/english-indices-of-deprivation-2025"
            }
            Self::Workforce => {
                "https://digital.nhs.uk/data-and-information/publications/statistical/\
                 general-and-personal-medical-services"
            }
            Self::PlainListSizes | Self::PlainPractices => return None,
        })
    }

    /// What is lost without the file.
    #[must_use]
    pub fn gives(self) -> &'static str {
        match self {
            Self::ListSizes => "which practices there are and how many patients each has",
            Self::PracticeMap => "names, postcodes, PCNs, sub-ICBs, ICBs and regions",
            Self::Postcodes => "where practices are",
            Self::PracticeRegister => "names, postcodes and areas where the map lacks them",
            Self::PcnMembers => "PCNs where the map lacks them",
            Self::PcnDetails => "nothing that is needed",
            Self::Payments => "weighted lists",
            Self::PlainListSizes => "list sizes where no published ones are at hand",
            Self::PlainPractices => "everything, where the published files are not at hand",
            Self::Registrations => "how many patients each practice has in each small area",
            Self::SmallAreaPoints => "where the patients of a small area live",
            Self::Deprivation => "how deprived a small area is",
            Self::Workforce => "how many doctors and other staff each practice has",
            Self::Boundaries => "the coast, and the shapes of small areas, on maps",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.title())
    }
}
