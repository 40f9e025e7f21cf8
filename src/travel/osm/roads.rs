//! The roads as a graph, and the fastest ways along it.

use super::{CarProfile, RoadList};
use crate::fault::{Fault, FaultCode, Faults};
use crate::practice::{Location, OdsCode, Practices, Wgs84};
use crate::travel::{Matrix, TravelUnit};
use crate::units::Metres;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::DiGraph;
use rstar::RTree;
use rstar::primitives::GeomWithData;
use serde::Serialize;
use std::collections::BTreeMap;

/// Roads that a car can drive, every place of them reachable from every other.
#[derive(Debug)]
pub struct Roads {
    points: Vec<Location>,
    /// From, to, milliseconds.
    edges: Vec<(usize, usize, usize)>,
    /// Nodes of drivable ways that were left out, because they cannot be reached from the others or not left again.
    cut_off: usize,
}

/// How a practice was brought to the roads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Snap {
    /// The practice.
    pub practice: OdsCode,
    /// How far it is from the nearest node of a road, in a straight line. The drive begins there: this way costs no time.
    pub away: Metres,
    /// Whether that is near enough; otherwise the matrix has no way from or to the practice.
    pub used: bool,
}

/// The mean radius of the Earth in metres (IUGG 1980; Moritz 2000, <https://doi.org/10.1007/s001900050278>).
const EARTH: f64 = 6_371_008.8;

impl Roads {
    /// The largest part of the drivable roads that hangs together in both directions. Nodes without a place, at the edge of an extract,
    /// and places outside Great Britain join nothing and are not counted. O(n log n).
    ///
    /// # Errors
    /// `T007` where there is no road of two places.
    pub fn new(list: &RoadList, profile: &CarProfile) -> Result<Self, Faults> {
        let mut numbers: BTreeMap<i64, usize> = BTreeMap::new();
        let mut places: Vec<(Wgs84, Location)> = Vec::new();
        let mut graph: DiGraph<(), ()> = DiGraph::new();
        let mut edges = Vec::new();
        for way in &list.ways {
            let Some(drive) = profile.drive(way) else { continue };
            let mut number = |id: &i64| match numbers.get(id) {
                Some(&number) => Some(number),
                None => {
                    let place = *list.nodes.get(id)?;
                    places.push((place, Location::from_wgs84(place).ok()?));
                    let number = graph.add_node(()).index();
                    numbers.insert(*id, number);
                    Some(number)
                }
            };
            let on_way: Vec<Option<usize>> = way.nodes.iter().map(&mut number).collect();
            for pair in on_way.windows(2) {
                let [Some(a), Some(b)] = *pair else { continue };
                let time = milliseconds(places[a].0, places[b].0, drive.kmh);
                if a != b && drive.forward {
                    edges.push((a, b, time));
                }
                if a != b && drive.backward {
                    edges.push((b, a, time));
                }
            }
        }
        for &(a, b, _) in &edges {
            graph.add_edge((a as u32).into(), (b as u32).into(), ());
        }
        // The largest part; of equal ones that with the first node.
        let mut parts: Vec<Vec<usize>> = kosaraju_scc(&graph)
            .into_iter()
            .map(|part| part.into_iter().map(|node| node.index()).collect())
            .collect();
        parts.iter_mut().for_each(|part| part.sort_unstable());
        let order = |part: &Vec<usize>| (part.len(), std::cmp::Reverse(part.first().copied()));
        let kept = parts.into_iter().max_by_key(order).unwrap_or_default();
        let points: Vec<Location> = kept.iter().map(|&node| places[node].1).collect();
        if points.len() < 2 {
            let what = "no two places of them are joined in both directions by drivable ways";
            return Err(Fault::new(FaultCode::RoadsUnreadable, what).into());
        }
        let at = |node: usize| kept.binary_search(&node).ok();
        let edges = edges
            .into_iter()
            .filter_map(|(a, b, time)| Some((at(a)?, at(b)?, time)));
        Ok(Self {
            edges: edges.collect(),
            cut_off: places.len() - points.len(),
            points,
        })
    }

    /// How many nodes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.points.len()
    }

    /// Never true: there are two nodes at least.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    /// How many nodes of drivable ways were left out, as they cannot be reached from the others or not left again.
    #[must_use]
    pub fn cut_off(&self) -> usize {
        self.cut_off
    }

    /// Drive times in whole seconds between the nodes nearest to the practices, and how far those are. A practice farther than `limit` from
    /// every road is in no way of the matrix: [`Travel::supplied`](crate::travel::Travel::supplied) says what becomes of it. Rounded to the
    /// nearest second. The hierarchy takes O(n log n) in practice, each of the n² ways some ten microseconds.
    #[must_use]
    pub fn matrix(&self, practices: &Practices, limit: Metres) -> (Matrix, Vec<Snap>) {
        let at = |point: &Location| [f64::from(point.easting()), f64::from(point.northing())];
        let nodes = self
            .points
            .iter()
            .enumerate()
            .map(|(node, point)| GeomWithData::new(at(point), node));
        let tree = RTree::bulk_load(nodes.collect());
        let mut snaps = Vec::new();
        let mut ends: Vec<(OdsCode, usize)> = Vec::new();
        for practice in practices {
            let Some(nearest) = tree.nearest_neighbor(at(&practice.location)) else {
                continue;
            };
            let away = practice.location.straight_line(self.points[nearest.data]);
            let used = away <= limit;
            if used {
                ends.push((practice.code, nearest.data));
            }
            snaps.push(Snap {
                practice: practice.code,
                away,
                used,
            });
        }
        let mut input = fast_paths::InputGraph::new();
        for &(a, b, time) in &self.edges {
            input.add_edge(a, b, time);
        }
        input.freeze();
        let fast = fast_paths::prepare(&input);
        let mut calculator = fast_paths::create_calculator(&fast);
        let mut matrix = Matrix::new(TravelUnit::Seconds);
        for &(from, start) in &ends {
            for &(to, end) in ends.iter().filter(|&&(to, _)| to != from) {
                let way = match start == end {
                    true => Some(0),
                    false => calculator
                        .calc_path(&fast, start, end)
                        .map(|path| path.get_weight()),
                };
                if let Some(time) = way {
                    let seconds = (time as u64 + 500) / 1_000;
                    matrix.ways.insert((from.to_string(), to.to_string()), seconds);
                }
            }
        }
        (matrix, snaps)
    }
}

/// The time between two places at so many kilometres an hour along the great circle (haversine), in milliseconds, 1 at least.
fn milliseconds(a: Wgs84, b: Wgs84, kmh: u32) -> usize {
    let (north, east) = ((b.lat - a.lat).to_radians(), (b.lon - a.lon).to_radians());
    let half = (north / 2.0).sin().powi(2)
        + a.lat.to_radians().cos() * b.lat.to_radians().cos() * (east / 2.0).sin().powi(2);
    let metres = 2.0 * EARTH * half.sqrt().min(1.0).asin();
    // Metres by km/h are 3.6 seconds; the cast takes what is no number as nought.
    ((metres * 3_600.0 / f64::from(kmh.max(1))).round() as usize).max(1)
}

#[cfg(test)]
mod tests {
    use super::super::RoadWay;
    use super::*;
    use crate::practice::Practice;
    use crate::units::Patients;

    /// Near Oakham, on a grid of thousandths of a degree of latitude, 111.195 m each.
    fn at(row: i64, column: i64) -> Wgs84 {
        Wgs84 {
            lat: 52.67 + row as f64 / 1_000.0,
            lon: -0.73 + column as f64 / 1_000.0,
        }
    }

    /// The nodes of a way, and its tags.
    type Way<'a> = (&'a [i64], &'a [(&'a str, &'a str)]);

    fn list(nodes: &[(i64, Wgs84)], ways: &[Way<'_>]) -> RoadList {
        RoadList {
            nodes: nodes.iter().copied().collect(),
            ways: ways
                .iter()
                .map(|(nodes, tags)| RoadWay {
                    nodes: nodes.to_vec(),
                    tags: tags.iter().map(|&(k, v)| (k.to_owned(), v.to_owned())).collect(),
                })
                .collect(),
        }
    }

    fn practices(places: &[Wgs84]) -> Practices {
        let one = |(i, &place): (usize, &Wgs84)| {
            let location = Location::from_wgs84(place).expect("in Rutland");
            Practice::new(
                format!("A{i}").parse().expect("a code"),
                "",
                location,
                Patients(1_000),
            )
        };
        Practices::new(places.iter().enumerate().map(one).collect()).expect("a table")
    }

    fn roads(list: &RoadList) -> Roads {
        Roads::new(list, &CarProfile::default()).expect("roads")
    }

    /// Ten steps north at 50 km/h, of a limit of 62.5 km/h: 1,111.95 m, which are 80.06 s.
    #[test]
    fn a_road_takes_its_length_by_its_speed() {
        let list = list(
            &[(1, at(0, 0)), (2, at(10, 0))],
            &[(&[1, 2], &[("highway", "primary"), ("maxspeed", "63")])],
        );
        // 80 % of 63 are 50 whole kilometres an hour.
        let (matrix, snaps) = roads(&list).matrix(&practices(&[at(0, 0), at(10, 0)]), Metres(50));
        assert_eq!(matrix.between("A0", "A1"), Some(80));
        assert!(
            snaps.iter().all(|snap| snap.used && snap.away <= Metres(1)),
            "{snaps:?}"
        );
    }

    /// A square, one way round: one side there, three sides back.
    #[test]
    fn one_way_streets_are_kept_to() {
        let corners = [(1, at(0, 0)), (2, at(10, 0)), (3, at(10, 10)), (4, at(0, 10))];
        let round: &[i64] = &[1, 2, 3, 4, 1];
        let list = list(
            &corners,
            &[(round, &[("highway", "residential"), ("oneway", "yes")])],
        );
        let (matrix, _) = roads(&list).matrix(&practices(&[at(0, 0), at(10, 0)]), Metres(50));
        let (there, back) = (matrix.between("A0", "A1"), matrix.between("A1", "A0"));
        // 1,111.95 m north at 25 km/h are 160.1 s; east at this latitude 674 m, 97 s a side.
        assert_eq!(there, Some(160));
        assert!((350..=360).contains(&back.expect("a way back")), "{back:?}");
    }

    /// A cul-de-sac that can be driven into only, and an island: neither is a place to begin from.
    #[test]
    fn only_what_can_be_reached_and_left_again() {
        let nodes = [
            (1, at(0, 0)),
            (2, at(10, 0)),
            (3, at(12, 0)),
            (7, at(0, 50)),
            (8, at(1, 50)),
        ];
        let primary: &[(&str, &str)] = &[("highway", "primary")];
        let list = list(
            &nodes,
            &[
                (&[1, 2], primary),
                (&[2, 3], &[("highway", "service"), ("oneway", "yes")]),
                (&[7, 8, 99], &[("highway", "service")]),
            ],
        );
        let roads = roads(&list);
        assert_eq!((roads.len(), roads.cut_off()), (2, 3));
        let (matrix, snaps) = roads.matrix(&practices(&[at(0, 0), at(12, 0), at(0, 50)]), Metres(300));
        assert_eq!(
            snaps.iter().map(|snap| snap.used).collect::<Vec<_>>(),
            [true, true, false]
        );
        // The second is brought back to the end of the road, two steps of 111.195 m away.
        assert_eq!(snaps[1].away, Metres(222));
        assert_eq!((matrix.len(), matrix.between("A0", "A2")), (2, None));
    }

    /// What goes by way of France goes nowhere, and leaves no place that is joined to nothing.
    #[test]
    fn places_abroad_join_nothing() {
        let abroad = Wgs84 { lat: 48.8, lon: 2.3 };
        let nodes = [(1, at(0, 0)), (2, abroad), (3, at(20, 0)), (4, at(5, 0))];
        let primary: &[(&str, &str)] = &[("highway", "primary")];
        let whole = list(&nodes, &[(&[4, 1, 2, 3], primary)]);
        let roads = roads(&whole);
        assert_eq!((roads.len(), roads.cut_off()), (2, 1));
        let (matrix, snaps) = roads.matrix(&practices(&[at(0, 0), at(20, 0)]), Metres(5_000));
        // The second is brought to the fourth node, 15 steps of some 111 m away.
        let away = snaps[1].away;
        assert!((Metres(1_660)..Metres(1_680)).contains(&away), "{away}");
        assert_eq!(matrix.len(), 2);
        let broken = list(&nodes, &[(&[1, 2, 3], primary)]);
        assert!(Roads::new(&broken, &CarProfile::default()).is_err());
    }

    #[test]
    fn without_roads_there_is_a_fault() {
        let list = list(
            &[(1, at(0, 0)), (2, at(1, 0))],
            &[(&[1, 2], &[("highway", "footway")])],
        );
        let faults = Roads::new(&list, &CarProfile::default()).expect_err("no road");
        assert_eq!(faults.as_slice()[0].code.code(), "T007");
    }

    /// Against Floyd and Warshall on a grid of 5 by 5 with one-way streets.
    #[test]
    fn against_all_pairs() {
        let number = |row: i64, column: i64| row * 5 + column + 1;
        let nodes: Vec<(i64, Wgs84)> = (0..25)
            .map(|k| (k + 1, at(k / 5 * 3, k % 5 * 4 + k % 3)))
            .collect();
        let mut ways = Vec::new();
        for k in 0..5 {
            let across: Vec<i64> = (0..5).map(|c| number(k, c)).collect();
            let down: Vec<i64> = (0..5).map(|r| number(r, k)).collect();
            let class = ["primary", "residential", "tertiary"][k as usize % 3];
            let oneway = if k % 2 == 0 { "no" } else { "yes" };
            for nodes in [across, down] {
                let tags =
                    [("highway", class), ("oneway", oneway)].map(|(k, v)| (k.to_owned(), v.to_owned()));
                ways.push(RoadWay {
                    nodes,
                    tags: tags.into_iter().collect(),
                });
            }
        }
        let list = RoadList {
            nodes: nodes.iter().copied().collect(),
            ways,
        };
        let roads = roads(&list);
        let n = roads.len();
        let mut ways = vec![vec![usize::MAX / 4; n]; n];
        for &(a, b, time) in &roads.edges {
            ways[a][b] = ways[a][b].min(time);
        }
        for k in 0..n {
            for i in 0..n {
                for j in 0..n {
                    ways[i][j] = ways[i][j].min(ways[i][k] + ways[k][j]);
                }
            }
        }
        let places: Vec<Wgs84> = roads
            .points
            .iter()
            .map(|point| point.to_wgs84().expect("on land"))
            .collect();
        let (matrix, _) = roads.matrix(&practices(&places), Metres(5));
        for (i, row) in ways.iter().enumerate() {
            for (j, &way) in row.iter().enumerate().filter(|&(j, _)| j != i) {
                let expected = (way as u64 + 500) / 1_000;
                assert_eq!(
                    matrix.between(&format!("A{i}"), &format!("A{j}")),
                    Some(expected),
                    "{i} {j}"
                );
            }
        }
    }
}
