//! How long the practice graph takes: all of England, a million made-up practices, and questions of contiguity.

#[path = "../tests/suite/data.rs"]
mod data;
#[path = "../tests/suite/graph/points.rs"]
mod points;

use criterion::{Criterion, criterion_group, criterion_main};
use locality::graph::PracticeGraph;
use locality::practice::Location;
use std::hint::black_box;

fn yardstick(points: &[Location]) -> Option<PracticeGraph> {
    PracticeGraph::builder_at(points)
        .gabriel()
        .nearest(5)
        .build()
        .ok()
}

/// The points of all practices of January 2022; none, said loudly, where the file is not there.
fn england() -> Option<Vec<Location>> {
    let folder = data::folder("graph/england")?;
    let mut reader = csv::Reader::from_path(folder.join("england-2022/practices.csv")).ok()?;
    let header = reader.headers().ok()?.clone();
    let [east, north] = ["easting", "northing"].map(|name| header.iter().position(|h| h == name));
    let (east, north) = (east?, north?);
    let mut points = Vec::new();
    for row in reader.records() {
        let row = row.ok()?;
        points.push(Location::new(row[east].parse().ok()?, row[north].parse().ok()?).ok()?);
    }
    Some(points)
}

fn graphs(c: &mut Criterion) {
    if let Some(points) = england() {
        c.bench_function("graph/england/yardstick", |b| {
            b.iter(|| yardstick(black_box(&points)))
        });
        if let Some(graph) = yardstick(&points) {
            let all: Vec<usize> = (0..graph.len()).collect();
            let near: Vec<usize> = graph.neighbours_of(&[0]).into_iter().chain([0]).collect();
            c.bench_function("graph/england/articulation", |b| {
                b.iter(|| graph.articulation_points(&all))
            });
            c.bench_function("graph/network/may-leave", |b| {
                b.iter(|| graph.may_leave(black_box(&near)))
            });
        }
    }
    let mut large = c.benchmark_group("graph/towns");
    large.sample_size(10);
    for count in [10_000, 100_000, 1_000_000] {
        let points = points::towns(count, 1);
        large.bench_function(count.to_string(), |b| b.iter(|| yardstick(black_box(&points))));
    }
    large.finish();
}

criterion_group!(benches, graphs);
criterion_main!(benches);
