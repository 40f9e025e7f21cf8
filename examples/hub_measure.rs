use locality::engine::Run;
use locality::engine::stop::Stop;
use locality::hub::*;
use locality::nhs::{Reading, Source};
use locality::travel::Travel;
use std::time::Instant;
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().collect();
    match args[1].as_str() {
        "area" => {
            let all = Source::open(&args[2..3])?.practices(Reading::Strict)?.practices;
            for area in args[3].split(',') {
                let here = if area == "ALL" { all.clone() } else { all.area(area)? };
                let n: usize = args.get(4).map_or(usize::MAX, |s| s.parse().unwrap());
                let n = here.len().min(n);
                let places: Vec<(usize, u64)> = (0..n).map(|i| (i, here[i].list_size.0)).collect();
                let sites: Vec<Site> = (0..n).map(Site::Practice).collect();
                let travel = Travel::drive_estimate(&here);
                let s = Siting::of_practices(&here, &travel, &places, &sites)?;
                for p in [3, 10, (n / 10).max(1), n / 4] {
                    let t = Instant::now();
                    let m = s.median(p, Work::default())?;
                    println!("{area} {n} median {p}: {} {} gap {:.4} % {:.2} s", m.cost, m.bound, 100.0 * (m.cost - m.bound) as f64 / m.cost as f64, t.elapsed().as_secs_f64());
                    let t = Instant::now();
                    let m = s.centre(p, Work::default())?;
                    println!("{area} {n} centre {p}: {} {} {:.2} s", m.cost, m.bound, t.elapsed().as_secs_f64());
                    let t = Instant::now();
                    let m = s.reach(p, 600, Work::default())?;
                    println!("{area} {n} reach {p}: {} {} {:.2} s", m.cost, m.bound, t.elapsed().as_secs_f64());
                }
                for w in [450, 600, 900, 1200] {
                    let t = Instant::now();
                    let m = s.cover(w, Work::default())?;
                    println!("{area} {n} cover {w}: {} {} {:.2} s", m.cost, m.bound, t.elapsed().as_secs_f64());
                }
            }
        }
        "pmedcap" => {
            for id in 1..=20 {
                let text = std::fs::read_to_string(format!("{}/pmedcap{id}.txt", args[2]))?;
                let x: Vec<u64> = text.split_whitespace().map(|w| w.parse().unwrap()).collect();
                let pts: Vec<&[u64]> = x[5..].chunks(4).collect();
                let d = |a: &[u64], b: &[u64]| (a[1].abs_diff(b[1]).pow(2) + a[2].abs_diff(b[2]).pow(2)).isqrt();
                let ways: Vec<Vec<u64>> = pts.iter().map(|a| pts.iter().map(|b| d(a, b)).collect()).collect();
                let s = Siting::new(vec![1; pts.len()], ways)?;
                let limit = Limit { name: "d".into(), values: pts.iter().map(|p| p[3]).collect(), least: 0, most: x[4] };
                let t = Instant::now();
                let free = s.median(x[3] as usize, Work::default())?;
                let tf = t.elapsed().as_secs_f64();
                let t = Instant::now();
                let homes: Vec<usize> = (0..pts.len()).collect();
                let run = Run::new().threads(1).stop(Stop::seconds(args[3].parse()?));
                match s.capacitated(x[3] as usize, &homes, &[limit], &run) {
                    Ok(f) => println!("{id} best {} cost {} bound {} gap to best {:.2} % own gap {:.2} % {:.1} s; free {} {} {:.2} s", x[1], f.cost, f.bound, 100.0 * (f.cost as f64 / x[1] as f64 - 1.0), 100.0 * (f.cost - f.bound) as f64 / f.cost as f64, t.elapsed().as_secs_f64(), free.cost, free.bound, tf),
                    Err(e) => println!("{id} best {}: {e}", x[1]),
                }
            }
        }
        _ => {}
    }
    Ok(())
}
