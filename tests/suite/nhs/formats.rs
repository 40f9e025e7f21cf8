//! Every dialect of every file.

use super::folder::{Folder, LISTS, MAP, POSTCODES, gzip};
use locality::nhs::{Date, Kind, Loaded, Source};
use locality::practice::{OdsCode, Practice};
use locality::units::Patients;

fn get(loaded: &Loaded, code: &str) -> Practice {
    let code: OdsCode = code.parse().expect("a code");
    loaded.practices.get(code).expect("a practice").clone()
}

fn kinds(source: &Source) -> Vec<Kind> {
    source.inventory().files.iter().map(|f| f.kind).collect()
}

#[test]
fn lists_map_and_postcodes_make_practices() {
    let loaded = Folder::whole().strict().expect("no fault");
    let abbey = get(&loaded, "A10001");
    assert_eq!(
        (abbey.name.as_str(), abbey.list_size),
        ("ABBEY, THE", Patients(5_996))
    );
    assert_eq!(
        (abbey.location.easting(), abbey.location.northing()),
        (182_500, 44_900)
    );
    assert_eq!(
        abbey.pcn.map(|p| p.name.to_string()).as_deref(),
        Some("HARBOUR PCN")
    );
    assert_eq!(abbey.region.map(|r| r.code.to_string()).as_deref(), Some("Y58"));
    // U is how the publication says that a practice is in no PCN.
    assert_eq!(get(&loaded, "A10002").pcn, None);
}

#[test]
fn the_names_of_2025_are_read_like_those_of_2022() {
    let old = Folder::whole().strict().expect("no fault");
    let lists = LISTS
        .replace("ONS_CCG_CODE", "ONS_SUB_ICB_LOCATION_CODE")
        .replace(",CCG_CODE", ",SUB_ICB_LOCATION_CODE");
    let map = MAP
        .replace(
            "ONS_CCG_CODE,CCG_CODE,CCG_NAME",
            "ONS_SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_NAME",
        )
        .replace("ONS_STP_CODE,STP_CODE,STP_NAME", "ONS_ICB_CODE,ICB_CODE,ICB_NAME")
        .replace("COMM_REGION_NAME\n", "COMM_REGION_NAME,SUPPLIER_NAME\n")
        .replace("SOUTH WEST\n", "SOUTH WEST,TPP\n");
    let new = Folder::new()
        .with("1", lists)
        .with("2", map)
        .with("3", POSTCODES)
        .strict()
        .expect("no fault");
    assert_eq!(new.practices, old.practices);
}

#[test]
fn the_oldest_lists_have_no_commissioner() {
    let lists = LISTS
        .replace("CCG_CODE,ONS_CCG_CODE,", "")
        .replace("11N,E38000089,", "");
    let folder = Folder::new()
        .with("lists.csv", lists)
        .with("map.csv", MAP)
        .with("p.csv", POSTCODES);
    let loaded = folder.strict().expect("no fault");
    assert_eq!(
        loaded.practices,
        Folder::whole().strict().expect("no fault").practices
    );
}

#[test]
fn rows_for_single_ages_sexes_and_areas_are_not_counted() {
    let more = "\
GP_PRAC_PAT_LIST,01Jan2022,GP,11N,E38000089,A10001,TR1 1AA,FEMALE,ALL,3000
GP_PRAC_PAT_LIST,01Jan2022,GP,11N,E38000089,A10001,TR1 1AA,ALL,17,60
GP_PRAC_PAT_LIST,01Jan2022,CCG,11N,E38000089,11N,,ALL,ALL,18129
";
    let folder = Folder::whole().with("a.csv", format!("{LISTS}{more}"));
    assert_eq!(
        folder.strict().expect("no fault").patients_in_file,
        Patients(18_129)
    );
}

#[test]
fn compression_line_ends_and_byte_order_marks_change_nothing() {
    let plain = Folder::whole().strict().expect("no fault");
    // Two gzip members, as made by appending one file to another.
    let (head, tail) = LISTS.split_at(150);
    let members = [gzip(head), gzip(tail)].concat();
    let map = format!("\u{feff}{}", MAP.replace('\n', "\r\n"));
    let quoted = POSTCODES.replace("postcode,", "\"postcode\",");
    let folder = Folder::new()
        .with("lists", members)
        .with("map", map)
        .with("postcodes", gzip(&format!("\u{feff}{quoted}")));
    assert_eq!(folder.strict().expect("no fault").practices, plain.practices);
}

#[test]
fn windows_1252_is_read_where_utf8_fails() {
    let mut map = MAP.as_bytes().to_vec();
    let at = MAP.find("BRIDGE").expect("a name");
    map[at..at + 6].copy_from_slice(b"CAF\xC9 A");
    let folder = Folder::whole().with("b.csv", map);
    assert_eq!(
        get(&folder.strict().expect("no fault"), "A10002").name,
        "CAF\u{c9} A STREET"
    );
}

#[test]
fn postcode_directories_of_all_generations() {
    let old = "pcd,pcd2,pcds,dointr,doterm,oslaua,oseast1m,osnrth1m,lsoa11,lat,long,imd\n\
               TR1 1AA,TR1  1AA,TR1 1AA,198001,,E06000052,182500,44900,E01018974,50.26,-5.05,3\n\
               TR1 1AB,TR1  1AB,TR1 1AB,198001,201501,E06000052,183000,45000,E01018975,50.27,-5.04,4\n";
    let new = old
        .replace("pcd,pcd2,pcds", "pcd7,pcd8,pcds")
        .replace(
            "oslaua,oseast1m,osnrth1m,lsoa11",
            "lad25cd,east1m,north1m,lsoa21cd",
        )
        .replace(",imd", ",imd20ind");
    let plain = Folder::whole().strict().expect("no fault");
    for directory in [old.to_owned(), new] {
        let folder = Folder::whole().with("c.csv", directory);
        assert_eq!(folder.strict().expect("no fault").practices, plain.practices);
        let all = folder
            .open()
            .postcodes(locality::nhs::Reading::Strict)
            .expect("no fault")
            .value;
        let point = all.get("tr11aa".parse().expect("a postcode")).expect("known");
        assert_eq!(point.lsoa.map(|l| l.to_string()).as_deref(), Some("E01018974"));
        assert_eq!(point.council.map(|c| c.to_string()).as_deref(), Some("E06000052"));
    }
}

#[test]
fn postcodes_without_a_place_on_the_grid_have_none() {
    // Jersey has no grid reference, Belfast one on the Irish Grid.
    let directory = "pcds,oseast1m,osnrth1m,lat,long\n\
                     JE2 3AA,,,99.999999,0\n\
                     BT1 1AA,333900,374100,54.59,-5.93\n";
    let degrees = "pcds,lat,long\nJE2 3AA,99.999999,0\nTR1 1AA,50.263195,-5.051041\n";
    let folder = Folder::new().with("a", directory).with("b", degrees);
    let all = folder
        .open()
        .postcodes(locality::nhs::Reading::Strict)
        .expect("no fault")
        .value;
    let place = |text: &str| {
        all.get(text.parse().expect("a postcode"))
            .expect("known")
            .location
    };
    assert_eq!((place("JE2 3AA"), place("BT1 1AA")), (None, None));
    assert!(place("TR1 1AA").is_some_and(|p| (182_000..184_000).contains(&p.easting())));
}

/// Two dialects, each with what only the register knows: where A10003 is.
const REGISTERS: [&str; 2] = [
    "\"A10003\",\"CASTLE\",\"Y58\",\"QT6\",\"1 ROAD\",\"\",\"\",\"TRURO\",\"\",\"TR1 1AC\",\"19740401\",\"\",\"A\",\"B\",\"11N\",\"20130401\",\"\",\"01\",\"\",\"\",\"\",\"0\",\"\",\"11N\",\"\",\"4\",\"\"\n",
    "\"A10003\",\"CASTLE\",\"Y58\",\"QT6\",\"1 ROAD\",\"\",\"\",\"TRURO\",\"\",\"TR1 1AC\",\"1974-04-01\",\"\",\"INACTIVE\",\"Z\",\"11N\",\"2013-04-01\",\"\",\"01\",\"\",\"\",\"\",\"1\",\"\",\"11N\",\"\",\"RO76|RO268\",\"\"\r\n",
];

#[test]
fn the_register_of_both_dialects_fills_gaps() {
    for register in REGISTERS {
        let folder = Folder::new()
            .with("lists.csv", "practice_code,list_size\nA10003,4321\n")
            .with("register.csv", register)
            .with("postcodes.csv", POSTCODES);
        let castle = get(&folder.strict().expect("no fault"), "A10003");
        assert_eq!(
            (castle.name.as_str(), castle.location.easting()),
            ("CASTLE", 184_000)
        );
        assert_eq!(castle.sub_icb.map(|a| a.code.to_string()).as_deref(), Some("11N"));
    }
}

#[test]
fn the_register_places_a_practice_whose_postcode_in_the_map_is_unknown() {
    let map = MAP.replace("TR1 1AB", "TR9 9ZZ");
    let lists = LISTS.replace("TR1 1AB", "TR9 9ZZ");
    let register = REGISTERS[0].replace("A10003", "A10002");
    let folder = Folder::whole()
        .with("a.csv", lists)
        .with("b.csv", map)
        .with("d.csv", register);
    let bridge = get(&folder.strict().expect("no fault"), "A10002");
    assert_eq!(
        (bridge.name.as_str(), bridge.location.easting()),
        ("BRIDGE STREET", 184_000)
    );
}

#[test]
fn of_the_history_of_a_practice_the_current_pcn_counts() {
    let rows = "\
A10001,ABBEY,11N,KERNOW,U10007,OLD PCN,11N,KERNOW,20190701,20200331,1
A10001,ABBEY,11N,KERNOW,U10008,NEW PCN,11N,KERNOW,20200401,,1
A10002,BRIDGE,11N,KERNOW,U10007,OLD PCN,11N,KERNOW,20200401,20210331,1
A10002,BRIDGE,11N,KERNOW,U10008,NEW PCN,11N,KERNOW,20190701,20200331,1
";
    let header = "Partner\nOrganisation Code,Partner Name,Practice Parent Sub ICB Location Code,Practice Parent Sub ICB Location Name,PCN Code,PCN Name,PCN Parent Sub ICB Location Code,PCN Parent Sub ICB Location Name,Practice to PCN Relationship Start Date,Practice to PCN Relationship End Date,Match?";
    let headed = format!(
        "{}\n{rows}",
        header
            .replace("Partner\nO", "\"Partner\nO")
            .replacen("Code,", "Code\",", 1)
    );
    for members in [rows.to_owned(), headed] {
        let folder = Folder::new()
            .with("l", LISTS)
            .with("p", POSTCODES)
            .with("m", members);
        assert_eq!(
            kinds(&folder.open()),
            [Kind::ListSizes, Kind::Postcodes, Kind::PcnMembers]
        );
        let loaded = folder.strict().expect("no fault");
        let pcn = |code| get(&loaded, code).pcn.map(|p| p.code.to_string());
        assert_eq!(pcn("A10001").as_deref(), Some("U10008"));
        // Ended as well, but the last of all.
        assert_eq!(pcn("A10002").as_deref(), Some("U10007"));
    }
}

#[test]
fn details_of_pcns_are_known_and_not_needed() {
    let details = "U10008,NEW PCN,11N,KERNOW,20200401,,1 ROAD,,,TRURO,,TR1 1AA\n";
    let folder = Folder::whole().with("epcn.csv", details);
    assert!(kinds(&folder.open()).contains(&Kind::PcnDetails));
    let used = folder.strict().expect("no fault").used;
    assert!(used.iter().all(|f| f.kind != Kind::PcnDetails));
}

#[test]
fn payments_give_weighted_lists_of_every_spelling() {
    for (registered, weighted) in [
        (
            "Number of Registered Patients (Last Known Figure)",
            "Number of Weighted Patients (Last Known Figure)",
        ),
        (
            "Average.Number.of.Registered.Patients",
            "Average Number of Weighted Patients",
        ),
    ] {
        let payments = format!(
            "Practice Code,Practice Name,Practice Postcode,Practice Close Date,PracticeType,{registered},{weighted}\n\
             A10001,ABBEY,TR1 1AA,,GP practice,\"5,900\",6100.5\n\
             A10002,BRIDGE,TR1 1AB,,GP practice,NA,NA\n"
        );
        let alone = Folder::new()
            .with("pay", &payments)
            .with("p", POSTCODES)
            .strict()
            .expect("no fault");
        assert_eq!(get(&alone, "A10001").weighted_list, Some(Patients(6_101)));
        assert_eq!(
            (alone.practices.len(), alone.practices.patients()),
            (1, Patients(5_900))
        );
        let beside = Folder::whole().with("pay", payments).strict().expect("no fault");
        let abbey = get(&beside, "A10001");
        assert_eq!(
            (abbey.list_size, abbey.weighted_list),
            (Patients(5_996), Some(Patients(6_101)))
        );
    }
}

#[test]
fn a_ready_made_table_needs_only_code_list_and_place() {
    let grid = "practice_code,list_size,easting,northing\nA10001,5996,182500,44900\n";
    let degrees = "practice_code,name,list_size,lat,lon,pcn_code\nA10001,ABBEY,5996,50.263195,-5.051041,\n";
    let of_grid = Folder::new().with("t", grid).strict().expect("no fault");
    assert_eq!(get(&of_grid, "A10001").location.easting(), 182_500);
    let of_degrees = Folder::new().with("t", degrees).strict().expect("no fault");
    assert!((182_000..184_000).contains(&get(&of_degrees, "A10001").location.easting()));
    assert_eq!(get(&of_degrees, "A10001").pcn, None);
    assert_eq!(get(&of_degrees, "A10001").adjusted_list, None);
    let three = "practice_code,list_size,weighted_list,adjusted_list,easting,northing\nA10001,5996,6101,5822,182500,44900\n";
    let three = Folder::new().with("t", three).strict().expect("no fault");
    let abbey = get(&three, "A10001");
    assert_eq!(
        (abbey.list_size, abbey.weighted_list, abbey.adjusted_list),
        (Patients(5_996), Some(Patients(6_101)), Some(Patients(5_822)))
    );
}

#[test]
fn extract_dates_are_read_from_the_rows() {
    let dates: Vec<Option<Date>> = Folder::whole()
        .open()
        .inventory()
        .files
        .iter()
        .map(|f| f.date)
        .collect();
    let day: Date = "2022-01-01".parse().expect("a date");
    assert_eq!(dates, [Some(day), Some(day), None]);
}
