//! What is wrong with the input, all of it at once: a code, a place, what was found and what to do.
//!
//! A reader or a builder does not stop at the first fault. It collects every [`Fault`] and returns them
//! as one [`Faults`], so that one round of corrections is enough.
//!
//! # Index of codes
//! `L...`: a published file could not be read. `P...`: practices, a practice graph, rules or a problem do not fit
//! together. `T...`: a travel matrix cannot be used. `W...`: staff cannot be shared out. `F...`: money cannot be counted. `R...`: a
//! rollout cannot be planned. `N...`: networks cannot be laid over practices, or grouped into places. `H...`: hubs, their work and
//! their sites. `E...`: an ensemble cannot be drawn or put together. `O...`: results cannot be written.
//!
//! | code | meaning | remedy |
//! | --- | --- | --- |
//! | E001 | settings of an ensemble cannot be | give at least one chain and at least one step between records, no more than there are steps |
//! | E002 | a shard is not numbered | give its number and how many there are, such as 2/8 |
//! | E003 | an ensemble cannot be read | give the file ensemble.json as it was written |
//! | E004 | shards do not make one ensemble | give every shard of one run once |
//! | H001 | a parameter of hubs cannot be used | give a number in the range that is stated, or leave it out for the default |
//! | H002 | numbers of staff or need do not fit the practices | supply one number for each practice of the table |
//! | H003 | no site can hold the hub | offer a site with more rooms, or send it fewer sessions |
//! | H004 | so many hubs cannot be | ask for at least one hub, and for no more than there are sites |
//! | H005 | demand and sites do not fit together | give each place of demand its way to every site |
//! | H006 | coverage in minutes needs travel in seconds | use the estimate of drive time or a supplied matrix of times |
//! | H007 | a place is beyond the reach of every site | allow a longer way, or offer a nearer site |
//! | K001 | a checkpoint cannot be opened | name the file that a search was put down in, or begin anew |
//! | K002 | this is no checkpoint | name the file that a search was put down in, or begin anew |
//! | K003 | a checkpoint is damaged | copy it again from where it was written, or begin anew |
//! | K004 | a checkpoint is of another version | go on with the version that wrote it, or begin anew |
//! | K005 | a checkpoint is of another task | give the same files and rules, or begin anew |
//! | K006 | a checkpoint is of other settings | give the same seed, limit of memory, plan to start from and strategy, or begin anew |
//! | L001 | a file or folder cannot be opened | check the path and your right to read it |
//! | L002 | a file is damaged | download it again |
//! | L003 | a value cannot be read | correct it, or read leniently |
//! | L004 | a column is missing | use the file as it was published |
//! | L005 | a row does not fit the header | correct it, or read leniently |
//! | L006 | a row stands twice | keep one of them |
//! | L007 | a file is missing | download it and put it beside the others |
//! | L008 | a practice cannot be placed | add a newer postcode directory, or read leniently to leave it out |
//! | L009 | nothing in it is known | give a file as it was published, with its header |
//! | L010 | a file is too large | check that it is the file you mean, or allow more by the limits of the source |
//! | O001 | a file cannot be written | check that the folder is there, has room and may be written to |
//! | O002 | this is no name of a file | give a plain name without folders, or make one with safe_name |
//! | O003 | rows do not fit their columns | describe each field of the rows once, in its order |
//! | O004 | boundaries do not fit the practices | give boundaries of the area that the practices are in; small areas by the codes that the registrations have |
//! | P001 | a practice code stands twice | keep one row a practice |
//! | P002 | a practice has an empty list | leave the practice out, or correct its list size |
//! | P003 | there is no practice | check the area code and the files |
//! | P004 | a list is larger than a population | correct its list size |
//! | P010 | an edge names an unknown practice | correct the code, or leave the edge out |
//! | P011 | an edge joins a practice to itself | leave the edge out |
//! | P012 | the practice graph is in pieces | bridge the pieces, keep them apart, or allow longer edges |
//! | P020 | a plan cannot be read | give a CSV file with the columns practice_code, network_id and, where there are hubs, hub |
//! | P021 | a line of a plan cannot be read | correct the line |
//! | P030 | the practice graph is of other practices | build it from the same table |
//! | P031 | travel is of other practices | make it from the same table |
//! | P032 | the band is empty | give a least that is not above the most |
//! | P033 | so many networks cannot be | ask for at least one network, and for no more than there are practices |
//! | P034 | a practice is in no area | give its area, or allow networks to cross borders |
//! | P040 | a rule names an unknown practice | correct the code, or leave the practice out of the rule |
//! | P041 | a rule cannot hold by itself | correct its numbers or names |
//! | P042 | rules contradict each other | drop or change one of them |
//! | P043 | rules cannot be read | write them as TOML or JSON of the format locality-rules/1 |
//! | P044 | a rule counts what is not known | supply it for every practice, or drop the rule |
//! | P045 | a supplied measure does not fit | supply each measure once, for practices of the table |
//! | P046 | a rule is in another unit than travel | state it in the unit of travel |
//! | P047 | a problem cannot be read | give the JSON of the format locality-problem/1 as it was written |
//! | P050 | data of a term does not fit the practices | supply it for practices of the table, each once |
//! | P051 | a weight cannot be | give a number that is not below nought, and an exchange rate for pounds |
//! | T001 | a travel matrix cannot be read | give the file as the routing engine wrote it, and name its columns |
//! | T002 | a travel matrix is of other places | ask the routing engine for the practices of the table, named by code |
//! | T003 | a travel time or distance is none | correct it, or leave the pair out |
//! | T004 | a travel matrix lacks ways | supply them, or let them be estimated |
//! | T005 | a pair stands twice in a travel matrix | keep one line a pair |
//! | T006 | a travel matrix is in another unit | say the unit that the routing engine wrote |
//! | T007 | roads cannot be read | give an extract of the format osm.pbf that has drivable ways |
//! | W001 | there is nothing to share out | give a total above nought |
//! | W002 | floors and caps cannot be met | lower the floors, raise the caps, or change the total |
//! | W003 | nobody has a share | give at least one party a size above nought |
//! | W004 | numbers are too large to be shared exactly | keep totals and sums below 2^53, and below 10 million for Webster and D'Hondt |
//! | W005 | there is no such national total | choose a role and year of the table, or give a total of your own |
//! | F001 | there are no parameters for a contract year | choose a year that has them, or supply them as TOML |
//! | F002 | parameters of a contract year cannot be read | write them as the files of src/funding/years |
//! | F003 | an amount of money cannot be | correct the amount, or supply one for each network |
//! | R001 | a target of coverage cannot be | give a percentage from 0 to 100 that does not fall from wave to wave |
//! | R002 | waves contradict each other | order them by date, and let as many networks join as the rules of the wave need |
//! | R003 | a target of coverage is out of reach | let more networks join by then, or ask for less |
//! | R004 | scores do not fit the networks | give each network one score from 0 to 1,000 |
//! | R005 | a wave could not be solved | ask for fewer regions or networks, or leave the neighbours free |
//! | R006 | waves cannot be read | write each as a table named waves: by, and networks, coverage_percent, least_per_region or neighbours |
//! | N001 | a plan does not fit the practices | correct the line, or give the plan of these practices |
//! | N002 | a population is not known | supply it for every practice, or choose another population |
//! | N003 | the size of a place cannot be | give a least that is not above the most, and at least one network |
//! | N004 | there is no grouping into places | allow more networks a place, fewer patients, or places across the border |
//! | N005 | a body is named for unknown practices | correct the code, or leave the practice out |

mod found;

pub use found::{Fault, Faults};

use serde::Serialize;

macro_rules! fault_codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $meaning:literal, $remedy:literal;)*) => {
        /// The kind of a fault. Its code is stable and stands in the [index](self#index-of-codes).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[non_exhaustive]
        pub enum FaultCode {
            $($(#[$doc])* $name,)*
        }

        impl FaultCode {
            /// Every kind of fault, in the order of the index.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The stable code, such as `P001`.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// What a fault of this kind means, in a few words.
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$name => $meaning,)* }
            }

            /// What to do about it.
            #[must_use]
            pub fn remedy(self) -> &'static str {
                match self { $(Self::$name => $remedy,)* }
            }
        }
    };
}

fault_codes! {
    /// Settings of an ensemble cannot be.
    EnsembleSettings = "E001", "settings of an ensemble cannot be", "give at least one chain and at least one step between records, no more than there are steps";
    /// A shard is not numbered.
    ShardNumber = "E002", "a shard is not numbered", "give its number and how many there are, such as 2/8";
    /// An ensemble cannot be read.
    EnsembleUnreadable = "E003", "an ensemble cannot be read", "give the file ensemble.json as it was written";
    /// Shards do not make one ensemble.
    ShardsMisfit = "E004", "shards do not make one ensemble", "give every shard of one run once";
    /// A parameter of hubs cannot be used.
    HubParameter = "H001", "a parameter of hubs cannot be used", "give a number in the range that is stated, or leave it out for the default";
    /// Numbers of staff or need do not fit the practices.
    HubNumbers = "H002", "numbers of staff or need do not fit the practices", "supply one number for each practice of the table";
    /// No site can hold the hub.
    NoSite = "H003", "no site can hold the hub", "offer a site with more rooms, or send it fewer sessions";
    /// So many hubs cannot be.
    HubCount = "H004", "so many hubs cannot be", "ask for at least one hub, and for no more than there are sites";
    /// Demand and sites do not fit together.
    SitingMisfit = "H005", "demand and sites do not fit together", "give each place of demand its way to every site";
    /// Coverage in minutes needs travel in seconds.
    CoverageUnit = "H006", "coverage in minutes needs travel in seconds", "use the estimate of drive time or a supplied matrix of times";
    /// A place is beyond the reach of every site.
    BeyondReach = "H007", "a place is beyond the reach of every site", "allow a longer way, or offer a nearer site";
    /// A checkpoint cannot be opened.
    CheckpointNotOpened = "K001", "a checkpoint cannot be opened", "name the file that a search was put down in, or begin anew";
    /// A file is no checkpoint.
    NoCheckpoint = "K002", "this is no checkpoint", "name the file that a search was put down in, or begin anew";
    /// A checkpoint is damaged.
    CheckpointDamaged = "K003", "a checkpoint is damaged", "copy it again from where it was written, or begin anew";
    /// A checkpoint is of another version of the library, whose search may go another way.
    CheckpointVersion = "K004", "a checkpoint is of another version", "go on with the version that wrote it, or begin anew";
    /// A checkpoint is of another instance.
    CheckpointTask = "K005", "a checkpoint is of another task", "give the same files and rules, or begin anew";
    /// A checkpoint is of other settings, with which the search would have gone another way.
    CheckpointSettings = "K006", "a checkpoint is of other settings", "give the same seed, limit of memory, plan to start from and strategy, or begin anew";
    /// A file or folder cannot be opened.
    FileNotOpened = "L001", "a file or folder cannot be opened", "check the path and your right to read it";
    /// A file is damaged.
    FileDamaged = "L002", "a file is damaged", "download it again";
    /// A value cannot be read.
    ValueUnreadable = "L003", "a value cannot be read", "correct it, or read leniently";
    /// A column is missing.
    ColumnMissing = "L004", "a column is missing", "use the file as it was published";
    /// A row does not fit the header.
    RowMisfit = "L005", "a row does not fit the header", "correct it, or read leniently";
    /// A row stands twice.
    RowTwice = "L006", "a row stands twice", "keep one of them";
    /// A file is missing.
    FileMissing = "L007", "a file is missing", "download it and put it beside the others";
    /// A practice cannot be placed.
    NoLocation = "L008", "a practice cannot be placed", "add a newer postcode directory, or read leniently to leave it out";
    /// Nothing in a file or folder is known.
    NothingKnown = "L009", "nothing in it is known", "give a file as it was published, with its header";
    /// A file, a row of it or what it unpacks to is too large.
    FileTooLarge = "L010", "a file is too large", "check that it is the file you mean, or allow more by the limits of the source";
    /// A file of results cannot be written.
    FileNotWritten = "O001", "a file cannot be written", "check that the folder is there, has room and may be written to";
    /// A name that is to be that of a file would be none, or would lead out of the folder.
    FileName = "O002", "this is no name of a file", "give a plain name without folders, or make one with safe_name";
    /// The rows of a sheet have other fields than its columns.
    ColumnsMisfit = "O003", "rows do not fit their columns", "describe each field of the rows once, in its order";
    /// Boundaries of areas are not of the practices.
    BoundariesMisfit = "O004", "boundaries do not fit the practices", "give boundaries of the area that the practices are in; small areas by the codes that the registrations have";
    /// A practice code stands twice.
    PracticeTwice = "P001", "a practice code stands twice", "keep one row a practice";
    /// A practice has an empty list.
    EmptyList = "P002", "a practice has an empty list", "leave the practice out, or correct its list size";
    /// There is no practice at all.
    NoPractices = "P003", "there is no practice", "check the area code and the files";
    /// A practice has a list that no practice can have.
    ListTooLarge = "P004", "a list is larger than a population", "correct its list size";
    /// A supplied edge of the practice graph names a code that is not in the table.
    UnknownPractice = "P010", "an edge names an unknown practice", "correct the code, or leave the edge out";
    /// A supplied edge of the practice graph joins a practice to itself.
    EdgeToItself = "P011", "an edge joins a practice to itself", "leave the edge out";
    /// The practice graph is in pieces and may not be.
    GraphInPieces = "P012", "the practice graph is in pieces", "bridge the pieces, keep them apart, or allow longer edges";
    /// A plan cannot be read.
    PlanUnreadable = "P020", "a plan cannot be read", "give a CSV file with the columns practice_code, network_id and, where there are hubs, hub";
    /// A line of a plan cannot be read.
    PlanRow = "P021", "a line of a plan cannot be read", "correct the line";
    /// The practice graph is of other practices.
    GraphSize = "P030", "the practice graph is of other practices", "build it from the same table";
    /// Travel is of other practices.
    TravelSize = "P031", "travel is of other practices", "make it from the same table";
    /// The band is empty.
    EmptyBand = "P032", "the band is empty", "give a least that is not above the most";
    /// So many networks cannot be.
    NetworksRange = "P033", "so many networks cannot be", "ask for at least one network, and for no more than there are practices";
    /// A practice is in no area.
    NoArea = "P034", "a practice is in no area", "give its area, or allow networks to cross borders";
    /// A rule names an unknown practice.
    UnknownInRule = "P040", "a rule names an unknown practice", "correct the code, or leave the practice out of the rule";
    /// A rule cannot hold by itself.
    RuleEmpty = "P041", "a rule cannot hold by itself", "correct its numbers or names";
    /// Rules contradict each other.
    RulesClash = "P042", "rules contradict each other", "drop or change one of them";
    /// Rules cannot be read.
    RulesUnreadable = "P043", "rules cannot be read", "write them as TOML or JSON of the format locality-rules/1";
    /// A rule counts what is not known.
    RuleWithoutData = "P044", "a rule counts what is not known", "supply it for every practice, or drop the rule";
    /// A supplied measure does not fit.
    MeasureMisfit = "P045", "a supplied measure does not fit", "supply each measure once, for practices of the table";
    /// A rule is in another unit than travel.
    RuleUnit = "P046", "a rule is in another unit than travel", "state it in the unit of travel";
    /// A problem cannot be read.
    ProblemUnreadable = "P047", "a problem cannot be read", "give the JSON of the format locality-problem/1 as it was written";
    /// Data of a term does not fit the practices.
    FlowsMisfit = "P050", "data of a term does not fit the practices", "supply it for practices of the table, each once";
    /// A weight cannot be.
    Weight = "P051", "a weight cannot be", "give a number that is not below nought, and an exchange rate for pounds";
    /// A travel matrix cannot be read.
    MatrixUnreadable = "T001", "a travel matrix cannot be read", "give the file as the routing engine wrote it, and name its columns";
    /// A travel matrix is of other places.
    MatrixPlaces = "T002", "a travel matrix is of other places", "ask the routing engine for the practices of the table, named by code";
    /// A travel time or distance is none.
    MatrixAmount = "T003", "a travel time or distance is none", "correct it, or leave the pair out";
    /// A travel matrix lacks ways.
    MatrixMissing = "T004", "a travel matrix lacks ways", "supply them, or let them be estimated";
    /// A pair stands twice in a travel matrix.
    MatrixTwice = "T005", "a pair stands twice in a travel matrix", "keep one line a pair";
    /// A travel matrix is in another unit than was said.
    MatrixUnit = "T006", "a travel matrix is in another unit", "say the unit that the routing engine wrote";
    /// Roads cannot be read.
    RoadsUnreadable = "T007", "roads cannot be read", "give an extract of the format osm.pbf that has drivable ways";
    /// There is nothing to share out.
    NothingToShare = "W001", "there is nothing to share out", "give a total above nought";
    /// Floors and caps cannot be met.
    LimitsClash = "W002", "floors and caps cannot be met", "lower the floors, raise the caps, or change the total";
    /// Nobody has a share.
    NobodyToShare = "W003", "nobody has a share", "give at least one party a size above nought";
    /// Numbers are too large to be shared exactly.
    TooLargeToShare = "W004", "numbers are too large to be shared exactly", "keep totals and sums below 2^53, and below 10 million for Webster and D'Hondt";
    /// There is no such national total.
    NoSuchTotal = "W005", "there is no such national total", "choose a role and year of the table, or give a total of your own";
    /// There are no parameters for a contract year.
    NoSuchYear = "F001", "there are no parameters for a contract year", "choose a year that has them, or supply them as TOML";
    /// Parameters of a contract year cannot be read.
    YearUnreadable = "F002", "parameters of a contract year cannot be read", "write them as the files of src/funding/years";
    /// An amount of money cannot be.
    AmountsMisfit = "F003", "an amount of money cannot be", "correct the amount, or supply one for each network";
    /// A target of coverage cannot be.
    TargetRange = "R001", "a target of coverage cannot be", "give a percentage from 0 to 100 that does not fall from wave to wave";
    /// Waves contradict each other.
    WavesClash = "R002", "waves contradict each other", "order them by date, and let as many networks join as the rules of the wave need";
    /// A target of coverage is out of reach.
    TargetOutOfReach = "R003", "a target of coverage is out of reach", "let more networks join by then, or ask for less";
    /// Scores do not fit the networks.
    ScoresMisfit = "R004", "scores do not fit the networks", "give each network one score from 0 to 1,000";
    /// A wave could not be solved.
    WaveUnsolved = "R005", "a wave could not be solved", "ask for fewer regions or networks, or leave the neighbours free";
    /// Waves cannot be read.
    WavesUnreadable = "R006", "waves cannot be read", "write each as a table named waves: by, and networks, coverage_percent, least_per_region or neighbours";
    /// A plan does not fit the practices.
    PlanMisfit = "N001", "a plan does not fit the practices", "correct the line, or give the plan of these practices";
    /// A population is not known.
    PopulationUnknown = "N002", "a population is not known", "supply it for every practice, or choose another population";
    /// The size of a place cannot be.
    PlaceBand = "N003", "the size of a place cannot be", "give a least that is not above the most, and at least one network";
    /// There is no grouping into places.
    NoPlaces = "N004", "there is no grouping into places", "allow more networks a place, fewer patients, or places across the border";
    /// A body is named for unknown practices.
    LabelsMisfit = "N005", "a body is named for unknown practices", "correct the code, or leave the practice out";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_in_the_docs_is_the_table_in_the_code() {
        let source = include_str!("mod.rs");
        for kind in FaultCode::ALL {
            let row = format!("//! | {} | {} | {} |", kind.code(), kind.meaning(), kind.remedy());
            assert!(source.contains(&row), "the index lacks: {row}");
        }
        let rows = source
            .lines()
            .filter(|l| l.starts_with("//! | ") && !l.contains("---") && !l.contains("| code |"));
        assert_eq!(rows.count(), FaultCode::ALL.len());
    }

    #[test]
    fn codes_are_unique() {
        let mut codes: Vec<&str> = FaultCode::ALL.iter().map(|c| c.code()).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), FaultCode::ALL.len());
    }
}
