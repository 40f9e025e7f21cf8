//! Columns by all the names that publications have given them.

/// A column that a reader looks for.
#[derive(Debug)]
pub(crate) struct Column {
    /// The name that a message gives it.
    pub name: &'static str,
    /// Its names in reduced spelling (see [`reduce`]). `#` stands for a year or version, one or more digits;
    /// a final `*` for any end.
    spellings: &'static [&'static str],
}

macro_rules! columns {
    ($($id:ident: $name:literal = $($spelling:literal),+;)*) => {
        $(pub(crate) const $id: Column = Column { name: $name, spellings: &[$($spelling),+] };)*
    };
}

columns! {
    PUBLICATION: "PUBLICATION" = "publication";
    EXTRACT_DATE: "EXTRACT_DATE" = "extract_date";
    TYPE: "TYPE" = "type";
    SEX: "SEX" = "sex";
    AGE: "AGE" = "age";
    CODE: "CODE" = "code";
    POSTCODE_OF_LIST: "POSTCODE" = "postcode";
    NUMBER_OF_PATIENTS: "NUMBER_OF_PATIENTS" = "number_of_patients";
    PRACTICE_CODE: "PRACTICE_CODE" = "practice_code";
    PRACTICE_NAME: "PRACTICE_NAME" = "practice_name";
    PRACTICE_POSTCODE: "PRACTICE_POSTCODE" = "practice_postcode";
    PCN_CODE: "PCN_CODE" = "pcn_code";
    PCN_NAME: "PCN_NAME" = "pcn_name";
    SUB_ICB_CODE: "SUB_ICB_LOCATION_CODE" = "sub_icb_location_code", "ccg_code", "sub_icb_code";
    SUB_ICB_NAME: "SUB_ICB_LOCATION_NAME" = "sub_icb_location_name", "ccg_name", "sub_icb_name";
    ICB_CODE: "ICB_CODE" = "icb_code", "stp_code";
    ICB_NAME: "ICB_NAME" = "icb_name", "stp_name";
    REGION_CODE: "COMM_REGION_CODE" = "comm_region_code", "region_code", "nhs_england_region_code";
    REGION_NAME: "COMM_REGION_NAME" = "comm_region_name", "region_name", "nhs_england_region_name";
    CLOSE_DATE: "Practice Close Date" = "practice_close_date";
    PRACTICE_TYPE: "PracticeType" = "practicetype", "practice_type";
    REGISTERED: "Number of Registered Patients" = "number_of_registered_patients*", "average_number_of_registered_patients*";
    WEIGHTED: "Number of Weighted Patients" = "number_of_weighted_patients*", "average_number_of_weighted_patients*";
    ORGANISATION_CODE: "1 (Organisation Code)" = "organisation_code";
    ORGANISATION_NAME: "2 (Name)" = "organisation_name";
    NATIONAL_GROUPING: "3 (National Grouping)" = "national_grouping";
    HEALTH_GEOGRAPHY: "4 (High Level Health Geography)" = "high_level_health_geography";
    REGISTER_POSTCODE: "10 (Postcode)" = "register_postcode";
    COMMISSIONER: "15 (Commissioner)" = "commissioner";
    PARTNER_CODE: "Partner Organisation Code" = "partner_organisation_code";
    START_DATE: "Practice to PCN Relationship Start Date" = "practice_to_pcn_relationship_start_date";
    END_DATE: "Practice to PCN Relationship End Date" = "practice_to_pcn_relationship_end_date";
    OPEN_DATE_OF_PCN: "Open Date" = "open_date";
    CLOSE_DATE_OF_PCN: "Close Date" = "close_date";
    NAME: "name" = "name", "practice_name";
    LIST_SIZE: "list_size" = "list_size";
    WEIGHTED_LIST: "weighted_list" = "weighted_list";
    ADJUSTED_LIST: "adjusted_list" = "adjusted_list", "pcn_adjusted_population";
    POSTCODE: "postcode" = "pcds", "postcode", "pcd", "pcd#";
    EASTING: "easting" = "easting", "oseast1m", "east1m";
    NORTHING: "northing" = "northing", "osnrth1m", "north1m";
    LATITUDE: "lat" = "lat";
    LONGITUDE: "long" = "long", "lon";
    COUNCIL: "lad" = "oslaua", "laua", "lad#cd", "lad#";
    LSOA_OF_POSTCODE: "lsoa21" = "lsoa21", "lsoa21cd", "lsoa11", "lsoa11cd";
    LSOA_CODE: "LSOA_CODE" = "lsoa_code";
    PATIENTS: "patients" = "number_of_patients", "patients";
    LSOA11: "LSOA11CD" = "lsoa11cd", "lsoa11_code", "lsoa_code_2011", "lsoa11";
    LSOA21: "LSOA21CD" = "lsoa21cd", "lsoa21_code", "lsoa_code_2021", "lsoa21";
    GRID_X: "x" = "x", "easting";
    GRID_Y: "y" = "y", "northing";
    PRAC_CODE: "PRAC_CODE" = "prac_code", "practice_code";
    GPS_FTE: "TOTAL_GP_EXTGL_FTE" = "total_gp_extgl_fte";
    NURSES_FTE: "TOTAL_NURSES_FTE" = "total_nurses_fte";
    DIRECT_CARE_FTE: "TOTAL_DPC_FTE" = "total_dpc_fte";
    ADMIN_FTE: "TOTAL_ADMIN_FTE" = "total_admin_fte";
    STAFF_GROUP: "STAFF_GROUP" = "staff_group";
    STAFF_ROLE: "DETAILED_STAFF_ROLE" = "detailed_staff_role";
    MEASURE: "MEASURE" = "measure";
    VALUE: "VALUE" = "value";
    MEN_0: "MALE_PATIENTS_0TO4" = "male_patients_0to4";
    MEN_5: "MALE_PATIENTS_5TO14" = "male_patients_5to14";
    MEN_15: "MALE_PATIENTS_15TO44" = "male_patients_15to44";
    MEN_45: "MALE_PATIENTS_45TO64" = "male_patients_45to64";
    MEN_65: "MALE_PATIENTS_65TO74" = "male_patients_65to74";
    MEN_75: "MALE_PATIENTS_75TO84" = "male_patients_75to84";
    MEN_85: "MALE_PATIENTS_85PLUS" = "male_patients_85plus";
    WOMEN_0: "FEMALE_PATIENTS_0TO4" = "female_patients_0to4";
    WOMEN_5: "FEMALE_PATIENTS_5TO14" = "female_patients_5to14";
    WOMEN_15: "FEMALE_PATIENTS_15TO44" = "female_patients_15to44";
    WOMEN_45: "FEMALE_PATIENTS_45TO64" = "female_patients_45to64";
    WOMEN_65: "FEMALE_PATIENTS_65TO74" = "female_patients_65to74";
    WOMEN_75: "FEMALE_PATIENTS_75TO84" = "female_patients_75to84";
    WOMEN_85: "FEMALE_PATIENTS_85PLUS" = "female_patients_85plus";
    IMD_SCORE: "IMD Score" = "imd_score", "index_of_multiple_deprivation_imd_score*";
    IMD_RANK: "IMD Rank" = "imd_rank", "index_of_multiple_deprivation_imd_rank*";
    IMD_DECILE: "IMD Decile" = "imd_decile", "index_of_multiple_deprivation_imd_decile*";
}

/// The names of the columns of a table, in reduced spelling.
#[derive(Clone, Debug)]
pub(crate) struct Header {
    reduced: Vec<String>,
    shown: Vec<String>,
}

impl Header {
    pub fn new<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let shown: Vec<String> = names
            .map(|n| n.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect();
        let reduced = shown.iter().map(|n| reduce(n)).collect();
        Self { reduced, shown }
    }

    /// The header of a file that is published without one: columns that no reader asks for are `""`.
    pub fn supplied(names: &[&'static str]) -> Self {
        let shown = (1..=names.len()).map(|i| i.to_string()).collect();
        Self {
            reduced: names.iter().map(|n| (*n).to_owned()).collect(),
            shown,
        }
    }

    /// The position of the column, by the first of its spellings that is there.
    pub fn find(&self, column: &Column) -> Option<usize> {
        column
            .spellings
            .iter()
            .find_map(|spelling| self.reduced.iter().position(|name| fits(spelling, name)))
    }

    /// The column's name as the file has it.
    pub fn shown(&self, at: usize) -> &str {
        self.shown.get(at).map_or("", String::as_str)
    }

    pub fn len(&self) -> usize {
        self.reduced.len()
    }
}

/// Lower case, and one underscore for whatever is not a letter or a digit: `Practice.Code`, `Practice Code`
/// and `PRACTICE_CODE` are one name.
fn reduce(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for letter in name.chars() {
        if letter.is_ascii_alphanumeric() {
            out.push(letter.to_ascii_lowercase());
        } else if !out.is_empty() && !out.ends_with('_') {
            out.push('_');
        }
    }
    out.truncate(out.trim_end_matches('_').len());
    out
}

fn fits(spelling: &str, name: &str) -> bool {
    if let Some(start) = spelling.strip_suffix('*') {
        return name.starts_with(start);
    }
    match spelling.split_once('#') {
        None => spelling == name,
        Some((start, end)) => name
            .strip_prefix(start)
            .and_then(|rest| rest.strip_suffix(end))
            .is_some_and(|year| !year.is_empty() && year.bytes().all(|b| b.is_ascii_digit())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_are_one() {
        for name in [
            "Practice.Code",
            "PRACTICE_CODE",
            " practice  code ",
            "Practice\r\nCode",
        ] {
            assert_eq!(reduce(name), "practice_code");
        }
        assert_eq!(reduce("LSOA code (2011)"), "lsoa_code_2011");
    }

    #[test]
    fn years_in_names_are_any_year() {
        let header = Header::new(["pcds", "lad26cd", "ladcd", "lsoa21cd"].into_iter());
        assert_eq!(header.find(&COUNCIL), Some(1));
        assert_eq!(header.find(&LSOA_OF_POSTCODE), Some(3));
        assert_eq!(Header::new(["ladcd"].into_iter()).find(&COUNCIL), None);
    }

    #[test]
    fn the_new_small_areas_of_a_directory_are_preferred() {
        let header = Header::new(["lsoa11", "lsoa21"].into_iter());
        assert_eq!(header.find(&LSOA_OF_POSTCODE), Some(1));
    }
}
