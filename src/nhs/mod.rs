//! Reads the files that NHS England and the Office for National Statistics publish, whatever their month,
//! dialect and name.
//!
//! Files and folders are opened as a whole by [`Source::open`]: each file is known by its header or its shape,
//! [`Source::inventory`] says what was found, what is missing and where it is published, and
//! [`Source::practices`] lays the files over each other. Every fault of a file is collected, with its file,
//! line, column and code (see the [index](crate::fault#index-of-codes)); every practice and every patient
//! that is left out is accounted for.
//!
//! ```
//! use locality::nhs::{Reading, Source};
//! use locality::units::Patients;
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path();
//! std::fs::write(path.join("lists.csv"), "practice_code,list_size\nA10001,5996\nA10002,0\nA10003,77\n")?;
//! std::fs::write(
//!     path.join("map.csv"),
//!     "PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,CCG_CODE,STP_CODE,COMM_REGION_CODE\n\
//!      A10001,ABBEY,TR1 1AA,U10001,HARBOUR PCN,11N,QT6,Y58\n\
//!      A10002,BRIDGE,TR1 1AA,U,U,11N,QT6,Y58\n",
//! )?;
//! std::fs::write(path.join("postcodes.csv"), "pcds,oseast1m,osnrth1m\nTR1 1AA,182500,44900\n")?;
//!
//! let loaded = Source::open(&[path])?.practices(Reading::Strict)?;
//! assert_eq!(loaded.practices.patients(), Patients(5_996));
//! // A10002 has an empty list, A10003 is not in the map.
//! assert_eq!(loaded.left_out.len(), 2);
//! assert_eq!(loaded.practices.patients() + loaded.patients_left_out(), loaded.patients_in_file);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # File formats
//! A file may be plain or gzipped (known by its first bytes, several members allowed), with Unix or Windows
//! line ends, with or without a byte order mark, in UTF-8 or, where a cell is not that, Windows-1252; a table
//! may also be a sheet of an XLSX workbook. Names of columns are compared without case, and whatever is not
//! a letter or digit counts as one underscore: `Practice.Code`, `Practice Code` and `PRACTICE_CODE` are one.
//! Other columns may be there in any order. `#` below stands for a year.
//!
//! | [`Kind`] | columns by which it is known | also read | remarks |
//! | --- | --- | --- | --- |
//! | `ListSizes` | `PUBLICATION`, `EXTRACT_DATE`, `CODE`, `NUMBER_OF_PATIENTS` | `TYPE`, `POSTCODE`, `SEX`, `AGE`, `CCG_CODE` or `SUB_ICB_LOCATION_CODE` | only rows of type `GP`, sex and age `ALL`, where there are such columns; the oldest files have no commissioner |
//! | `PracticeMap` | `PRACTICE_CODE`, `PRACTICE_NAME`, `PRACTICE_POSTCODE`, `PCN_CODE`, `PCN_NAME`, `CCG_CODE` or `SUB_ICB_LOCATION_CODE`, `STP_CODE` or `ICB_CODE`, `COMM_REGION_CODE` | the names beside the codes | `U` and whatever is not `U` and five digits: in no PCN |
//! | `Postcodes` | `pcds`, `postcode`, `pcd` or `pcd#`, and `oseast1m`, `east1m` or `easting` with its northing, or `lat` and `long` or `lon` | `oslaua`, `laua` or `lad#cd`; `lsoa21`, `lsoa21cd`, `lsoa11` or `lsoa11cd` | terminated postcodes count; Northern Ireland is on another grid and gets no point; latitude 99.999999 is no point |
//! | `PracticeRegister` | none: 27 columns, a code first, a date in the 11th | 2 name, 3 region, 4 ICB, 10 postcode, 15 sub-ICB | the same in both dialects (13 `A` or `ACTIVE`, 26 `4` or `RO76`); status and setting are not asked, lists decide |
//! | `PcnMembers` | `Partner Organisation Code`, `PCN Code`, `PCN Name`, `Practice to PCN Relationship Start Date`, `... End Date`; or no header and 11 columns | | history: a row without end date counts, else the latest to start |
//! | `PcnDetails` | `PCN Code`, `PCN Name`, `Open Date`, `Close Date`; or no header and 12 columns | | known, not needed |
//! | `Payments` | `Practice Code`, `Practice Name`, `Practice Postcode`, `[Average] Number of Registered Patients ...`, `[Average] Number of Weighted Patients ...` | `CCG Code`, `NHS England (Region) code`, their names, `Practice Close Date`, `PracticeType` | practices with a close date and other bodies than `GP practice` are left out |
//! | `PlainListSizes` | `practice_code`, `list_size` | | |
//! | `PlainPractices` | `practice_code`, `list_size`, and `easting`, `northing` or `lat`, `lon` | `name`, `postcode`, `weighted_list`, `adjusted_list`, `pcn_`, `sub_icb_`, `icb_` and `region_` `code` and `name` | |
//! | `Registrations` | `PRACTICE_CODE`, `LSOA_CODE`, `NUMBER_OF_PATIENTS` or `patients` | `SEX` | only `ALL`; what is not an English LSOA is [kept apart](Registrations::apart); rows without practice and area are remains of a spreadsheet |
//! | `SmallAreaPoints` | `LSOA21CD`, `LSOA11CD` or `lsoa_code`, and `x`, `y` or `easting`, `northing` in metres | | rows without a point are passed by |
//! | `Deprivation` | `lsoa11_code`, `lsoa21_code` or `LSOA code (#)`, and `imd_rank`, `imd_decile` or their long names in File 7 | `imd_score` | the census of the areas is in the name of the first column |
//! | `Workforce` | `PRAC_CODE`, `TOTAL_GP_EXTGL_FTE`, `TOTAL_NURSES_FTE`, `TOTAL_ADMIN_FTE`; or `PRAC_CODE`, `STAFF_GROUP`, `DETAILED_STAFF_ROLE`, `MEASURE`, `VALUE` | `TOTAL_DPC_FTE`, `MALE_PATIENTS_0TO4` and the other bands | high level: full-time equivalents of the roles added up, rows of totals passed by; GPs in training and locums left out |
//!
//! Extract dates are read as `01Jan2022`, `20220101`, `2022-01-01` or `01/01/2022`. Numbers of patients may
//! have decimals (rounded half up) and commas between thousands. Empty cells and `NA`, `ND`, `NS`, `EST`, `.`,
//! `-` and `*` mean that there is no value.
//!
//! # What is a fault and what is not
//! Published files are not without gaps. An empty list, a practice that has a list but stands not in a map of
//! another month, a practice that closed within the year of the payments: these are normal, left out and
//! counted in both readings. A cell that cannot be read, a row that does not fit its header, a practice that
//! stands twice, a practice whose postcodes are in no directory: these are faults, an error of a
//! [strict](Reading::Strict) reading, left out and counted by a [lenient](Reading::Lenient) one. Faults of a
//! register matter only where they concern a practice that has a list.
//!
//! # What is not read
//! Zip archives other than XLSX workbooks (unpack them first), branch surgeries, lists by age and sex other than those of
//! the workforce file, and appointments.
//!
//! The readers of the workforce are tested on made-up files in both layouts, as their columns are described; no published one was at hand.

mod assemble;
mod boundaries;
mod bytes;
mod choose;
mod column;
mod date;
mod deprivation;
mod facts;
mod inventory;
mod kind;
mod licence;
mod limits;
mod list_sizes;
mod loaded;
mod lsoa;
mod payments;
mod pcn_members;
mod plain;
mod postcodes;
mod practice_map;
mod reader;
mod recognise;
mod register;
mod registrations;
mod report;
mod small_area_points;
mod source;
mod table;
mod unpacked;
mod value;
mod walk;
mod workbook;
mod workforce;

pub use boundaries::{Boundaries, Boundary};
pub use date::{Date, DateError};
pub use deprivation::{Deprivation, Imd};
pub use inventory::{FoundFile, Inventory, Plan};
pub use kind::Kind;
pub use limits::Limits;
pub use loaded::{LeftOut, Loaded, Outcome, Reading, UsedFile, Why};
pub use lsoa::{Census, LsoaCode, LsoaCodeError};
pub use postcodes::{PostcodePoint, Postcodes};
pub use registrations::{Apart, Registration, Registrations};
pub use small_area_points::SmallAreaPoints;
pub use source::Source;
pub use workforce::{AgeSex, Staff, Workforce};
