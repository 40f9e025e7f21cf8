//! Roads of Rutland, February 2018: four practices, the whole of one network.

use crate::data;
use locality::fault::FaultCode;
use locality::nhs::{Reading, Source};
use locality::travel::osm::{CarProfile, RoadList, Roads};
use locality::travel::{Asymmetry, Missing, Travel, drive_time};
use locality::units::Metres;

#[test]
fn rutland() {
    let Some(folder) = data::folder("rutland") else {
        return;
    };
    let list = RoadList::read(&folder.join("osm/rutland-latest.osm.pbf")).expect("an extract");
    // As the description of the file says: 4,461 ways with a highway tag.
    assert_eq!(list.ways.len(), 4_461);
    let roads = Roads::new(&list, &CarProfile::default()).expect("roads");
    assert!(
        roads.cut_off() * 10 < roads.len(),
        "{} of {}",
        roads.cut_off(),
        roads.len()
    );
    let source = Source::open(&[folder.join("england-2022/practices.csv")]).expect("the file");
    let all = source.practices(Reading::Strict).expect("practices").practices;
    let names = ["C82010", "C82044", "C82077", "C82649"];
    let four = all
        .filter(|practice| names.contains(&practice.code.to_string().as_str()))
        .expect("four practices");
    let (matrix, snaps) = roads.matrix(&four, Metres(300));
    assert!(snaps.iter().all(|snap| snap.used), "{snaps:?}");
    let (travel, coverage) =
        Travel::supplied(&four, &matrix, Missing::Refuse, Asymmetry::Keep).expect("travel");
    assert_eq!((coverage.pairs, coverage.known), (12, 12));
    for i in 0..4 {
        for j in (0..4).filter(|&j| j != i) {
            let line = four[i].location.straight_line(four[j].location);
            let way = travel.between(i, j);
            eprintln!(
                "{} {}: {line}, {way} s by road, {} by the estimate",
                names[i],
                names[j],
                drive_time(line)
            );
            // No car is faster than 90 km/h, 25 m a second, in the straight line; and none slower than a bicycle's 16 km/h.
            assert!(
                way >= line.0 / 25 && way <= line.0 * 36 / 160 + 120,
                "{} {}: {way} s",
                names[i],
                names[j]
            );
        }
    }
    // The triangle holds for the fastest ways, but for the rounding of three.
    for (i, j, k) in [(0, 1, 2), (2, 0, 3), (3, 1, 0), (1, 2, 3)] {
        assert!(travel.between(i, k) <= travel.between(i, j) + travel.between(j, k) + 2);
    }
}

#[test]
fn what_is_no_extract_is_refused() {
    let code = |path: &std::path::Path| RoadList::read(path).expect_err("no extract").as_slice()[0].code;
    assert_eq!(
        code(std::path::Path::new("nowhere.osm.pbf")),
        FaultCode::FileNotOpened
    );
    let file = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(file.path(), "from_id,to_id,travel_time_p50\n").expect("written");
    assert_eq!(code(file.path()), FaultCode::RoadsUnreadable);
}
