//! A folder of small made-up files: two practices and a half.

use flate2::Compression;
use flate2::write::GzEncoder;
use locality::fault::{FaultCode, Faults};
use locality::nhs::{Loaded, Reading, Source};
use std::io::Write;
use std::path::PathBuf;

pub const LISTS: &str = "\
PUBLICATION,EXTRACT_DATE,TYPE,CCG_CODE,ONS_CCG_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS
GP_PRAC_PAT_LIST,01Jan2022,GP,11N,E38000089,A10001,TR1 1AA,ALL,ALL,5996
GP_PRAC_PAT_LIST,01Jan2022,GP,11N,E38000089,A10002,TR1 1AB,ALL,ALL,12133
";

pub const MAP: &str = "\
PUBLICATION,EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,ONS_CCG_CODE,CCG_CODE,CCG_NAME,ONS_STP_CODE,STP_CODE,STP_NAME,ONS_COMM_REGION_CODE,COMM_REGION_CODE,COMM_REGION_NAME
GP_PRAC_PAT_LIST,01Jan2022,A10001,\"ABBEY, THE\",TR1 1AA,U10001,HARBOUR PCN,E38000089,11N,NHS KERNOW CCG,E54000036,QT6,CORNWALL,E40000006,Y58,SOUTH WEST
GP_PRAC_PAT_LIST,01Jan2022,A10002,BRIDGE STREET,TR1 1AB,U,UNALLOCATED,E38000089,11N,NHS KERNOW CCG,E54000036,QT6,CORNWALL,E40000006,Y58,SOUTH WEST
";

pub const POSTCODES: &str = "\
postcode,easting,northing,lat,lon,laua
TR1 1AA,182500,44900,50.26,-5.05,E06000052
TR1 1AB,183000,45000,50.27,-5.04,E06000052
TR1 1AC,184000,46000,50.28,-5.03,E06000052
";

/// A folder that is deleted when the test ends.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    /// Lists, map and postcodes that fit together.
    pub fn whole() -> Self {
        Self::new()
            .with("a.csv", LISTS)
            .with("b.csv", MAP)
            .with("c.csv", POSTCODES)
    }

    pub fn path(&self) -> PathBuf {
        self.0.path().to_path_buf()
    }

    pub fn with(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.0.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, content).expect("a file");
        self
    }

    pub fn open(&self) -> Source {
        Source::open(&[self.path()]).expect("files that are recognised")
    }

    pub fn strict(&self) -> Result<Loaded, Faults> {
        self.open().practices(Reading::Strict)
    }

    pub fn lenient(&self) -> Result<Loaded, Faults> {
        self.open().practices(Reading::Lenient)
    }
}

pub fn gzip(content: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(content.as_bytes()).expect("memory");
    encoder.finish().expect("memory")
}

/// The codes of all faults, in the order in which they were found.
pub fn codes(faults: &Faults) -> Vec<&'static str> {
    faults
        .as_slice()
        .iter()
        .map(|f| FaultCode::code(f.code))
        .collect()
}
