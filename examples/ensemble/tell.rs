//! What is said on the console.

use super::scene::Scene;
use super::write::same_in_all;
use locality::ensemble::Ensemble;
use locality::plan::Plan;
use locality::report::Placed;
use locality::report::table::{Side, Table};

/// How each measure is spread over the draws; what is the same in all of them in one line.
pub fn measures(ensemble: &Ensemble) {
    let mut table = Table::new([
        ("measure", Side::Left),
        ("5 %", Side::Right),
        ("median", Side::Right),
        ("95 %", Side::Right),
        ("R-hat", Side::Right),
        ("effective", Side::Right),
    ]);
    let mut same = Vec::new();
    for (number, name) in ensemble.measures().iter().enumerate() {
        let (Some(histogram), Some(told)) = (ensemble.histogram(number), ensemble.convergence(number)) else {
            continue;
        };
        if same_in_all(ensemble, number) {
            same.extend(histogram.range().map(|(value, _)| format!("{name} {value}")));
            continue;
        }
        let at = |share| {
            histogram
                .quantile(share)
                .map_or("-".to_owned(), |value| value.to_string())
        };
        table.row([
            name.clone(),
            at(0.05),
            at(0.5),
            at(0.95),
            told.split_r_hat.map_or("-".to_owned(), |r| format!("{r:.3}")),
            told.effective
                .map_or("-".to_owned(), |draws| format!("{draws:.0}")),
        ]);
    }
    println!("{} draws\n\n{table}", ensemble.together().records());
    if !same.is_empty() {
        println!("The same in all draws: {}.\n", same.join(", "));
    }
}

/// So far into a tail, a plan is none that the draws would make: 1 in 100, both tails together.
const TAIL: f64 = 0.005;

/// Where plans stand among the draws, and who is always together.
pub fn plans(scene: &Scene, ensemble: &Ensemble, plans: &[(String, Plan)], placed: &[Placed]) {
    let together = ensemble.together();
    let typical = together.typical().unwrap_or(0.0);
    for ((name, plan), placed) in plans.iter().zip(placed) {
        let groups = scene.task.groups(&scene.problem, plan);
        println!(
            "{name}: {} networks of {} practices",
            groups.len(),
            groups.iter().map(Vec::len).sum::<usize>()
        );
        for (number, (measure, value)) in ensemble.measures().iter().zip(&placed.values).enumerate() {
            if same_in_all(ensemble, number) {
                continue;
            }
            let Some((value, standing)) = value.and_then(|v| Some((v, ensemble.standing(number, v)?))) else {
                continue;
            };
            let all = standing.below + standing.same + standing.above;
            let place = match (standing.below + standing.same, standing.above + standing.same) {
                (0, _) => "below every draw".to_owned(),
                (_, 0) => "above every draw".to_owned(),
                _ => format!("quantile {:.3}", standing.quantile()),
            };
            let quantile = standing.quantile();
            let odd = if !(TAIL..=1.0 - TAIL).contains(&quantile) {
                ", no neutral draw looks like this"
            } else {
                ""
            };
            println!("  {measure} {value}: {place} of {all}{odd}");
        }
        if let Some(likeness) = together.likeness(&groups) {
            println!(
                "  of its pairs of practices in one network, {:.1} % are so in a draw; two draws share {:.1} %",
                100.0 * likeness,
                100.0 * typical
            );
        }
    }
    let always = together.always();
    println!(
        "{} practices are always with the same others, in {} blocks",
        always.iter().map(Vec::len).sum::<usize>(),
        always.len()
    );
}
