//! The GeoPackage, read back by SQLite.

use super::{county, wicked};
use locality::practice::Location;
use locality::report::files::write;
use locality::report::land::Land;
use locality::report::plan_gpkg;
use rusqlite::Connection;

fn opened(bytes: &[u8]) -> (tempfile::TempDir, Connection) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("plan.gpkg");
    write(&path, bytes).expect("written");
    let file = Connection::open(&path).expect("a SQLite file");
    (folder, file)
}

fn number(file: &Connection, question: &str) -> i64 {
    file.query_row(question, [], |row| row.get(0)).expect(question)
}

/// What a reader of binary takes from the front.
struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn take<const N: usize>(&mut self) -> [u8; N] {
        let (front, rest) = self.0.split_at(N);
        self.0 = rest;
        front.try_into().expect("as many")
    }
    fn whole(&mut self) -> u32 {
        u32::from_le_bytes(self.take())
    }
    fn metres(&mut self) -> f64 {
        f64::from_le_bytes(self.take())
    }
    /// The header with the numbers of its envelope, then the byte order and the kind of the geometry.
    fn begin(&mut self) -> (Vec<f64>, u32) {
        assert_eq!(&self.take::<3>(), b"GP\0");
        let envelope = match self.take::<1>() {
            [0b01] => 0,
            [0b11] => 4,
            [flags] => panic!("{flags:#b}"),
        };
        assert_eq!(self.whole(), 27_700);
        let envelope = (0..envelope).map(|_| self.metres()).collect();
        assert_eq!(self.take::<1>(), [1]);
        (envelope, self.whole())
    }
}

#[test]
fn it_says_what_it_is_and_is_sound() {
    let (problem, _, assessment) = county::today();
    let (_folder, file) = opened(&plan_gpkg(&problem, &Land::of(&problem), &assessment).expect("bytes"));
    assert_eq!(number(&file, "PRAGMA application_id"), 0x4750_4B47);
    assert_eq!(number(&file, "PRAGMA user_version"), 10_300);
    let sound: String = file
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .expect("checked");
    assert_eq!(sound, "ok");
    let broken = file
        .prepare("PRAGMA foreign_key_check")
        .expect("a question")
        .exists([]);
    assert!(!broken.expect("checked"));
    for (layer, rows) in [
        ("networks", assessment.networks.len()),
        ("practices", problem.practices().len()),
        ("hubs", assessment.networks.len()),
    ] {
        assert_eq!(
            number(&file, &format!("SELECT count(*) FROM {layer}")),
            rows as i64
        );
        let said = format!(
            "SELECT count(*) FROM gpkg_contents c JOIN gpkg_geometry_columns g USING (table_name) WHERE table_name = '{layer}' AND data_type = 'features' AND c.srs_id = 27700 AND g.srs_id = 27700"
        );
        assert_eq!(number(&file, &said), 1);
    }
    // The three that every GeoPackage describes, and the grid.
    assert_eq!(
        number(
            &file,
            "SELECT count(*) FROM gpkg_spatial_ref_sys WHERE srs_id IN (-1, 0, 4326, 27700)"
        ),
        4
    );
    let patients = number(&file, "SELECT sum(patients) FROM networks") as u64;
    assert_eq!(
        patients,
        (problem.patients() - assessment.plan.missing_patients).0
    );
}

#[test]
fn geometries_are_where_they_are_on_the_map() {
    let (problem, _, assessment) = county::today();
    let practices = problem.practices();
    let (_folder, file) = opened(&plan_gpkg(&problem, &Land::of(&problem), &assessment).expect("bytes"));
    let mut points = file
        .prepare("SELECT practice_code, geom FROM practices")
        .expect("a layer");
    let mut rows = points.query([]).expect("rows");
    while let Some(row) = rows.next().expect("a row") {
        let (code, blob): (String, Vec<u8>) = (row.get(0).expect("a code"), row.get(1).expect("a geometry"));
        let mut bytes = Bytes(&blob);
        assert_eq!(bytes.begin(), (Vec::new(), 1));
        let place = practices
            .get(code.parse().expect("a code"))
            .expect("a practice")
            .location;
        assert_eq!(
            (bytes.metres(), bytes.metres()),
            (f64::from(place.easting()), f64::from(place.northing()))
        );
        assert!(bytes.0.is_empty());
    }
    let members: Vec<Vec<usize>> = (assessment.networks.iter())
        .map(|network| {
            network
                .practices
                .iter()
                .filter_map(|&code| practices.index_of(code))
                .collect()
        })
        .collect();
    let areas = Land::of(&problem).outlines(&problem, &members).areas;
    let mut layer = file
        .prepare("SELECT geom FROM networks ORDER BY fid")
        .expect("a layer");
    let blobs = layer.query_map([], |row| row.get::<_, Vec<u8>>(0)).expect("rows");
    let mut seen = 0;
    for (blob, area) in blobs.zip(&areas) {
        let blob = blob.expect("a geometry");
        let mut bytes = Bytes(&blob);
        let (envelope, kind) = bytes.begin();
        assert_eq!((kind, bytes.whole() as usize), (6, area.len()));
        let sides = |axis: fn(&Location) -> i32| {
            let all = area.iter().flatten().flatten().map(axis);
            (
                f64::from(all.clone().min().expect("a point")),
                f64::from(all.max().expect("a point")),
            )
        };
        let (east, north) = (sides(|place| place.easting()), sides(|place| place.northing()));
        assert_eq!(envelope, [east.0, east.1, north.0, north.1]);
        for polygon in area {
            assert_eq!((bytes.take::<1>(), bytes.whole()), ([1], 3));
            assert_eq!(bytes.whole() as usize, polygon.len());
            for ring in polygon {
                assert_eq!(bytes.whole() as usize, ring.len());
                for place in ring {
                    assert_eq!(
                        (bytes.metres(), bytes.metres()),
                        (f64::from(place.easting()), f64::from(place.northing()))
                    );
                }
            }
        }
        assert!(bytes.0.is_empty());
        seen += 1;
    }
    assert_eq!(seen, areas.len());
}

#[test]
fn names_come_back_and_bytes_are_the_same() {
    let (problem, _, assessment) = wicked::county();
    let bytes = plan_gpkg(&problem, &Land::of(&problem), &assessment).expect("bytes");
    assert_eq!(
        bytes,
        plan_gpkg(&problem, &Land::of(&problem), &assessment).expect("bytes")
    );
    let (_folder, file) = opened(&bytes);
    let mut question = file
        .prepare("SELECT name FROM practices ORDER BY practice_code")
        .expect("a layer");
    let names = question
        .query_map([], |row| row.get::<_, String>(0))
        .expect("rows");
    let names: Vec<String> = names.map(|name| name.expect("a name")).collect();
    assert_eq!(names, wicked::NAMES);
}
