//! The strategies by name.

use super::one::Setting;
use locality::strategy::{
    AzpTabu, BalancedKMeans, Columns, CompactModel, GreedyGrowth, HeatBath, Leiden, Louvain, MaxP,
    NearestHub, RandomWalk, ShortBursts, Skater, Strategy, Today, Ward,
};

/// Names that were asked for, in the order below, each once. Today's networks are always among what is run.
#[derive(Clone, Debug)]
pub struct Names(pub Vec<&'static str>);

/// The largest instance that the compact model is given: beyond, the default solver does not even begin to branch in time.
const COMPACT: usize = 25;

/// Every strategy with what this setting has for it, today's networks first.
pub fn all(setting: &Setting) -> Vec<Box<dyn Strategy>> {
    let points = || setting.points.clone();
    vec![
        Box::new(Today::new(setting.today.clone())),
        Box::new(Columns),
        Box::new(HeatBath),
        Box::new(CompactModel),
        Box::new(ShortBursts),
        Box::new(AzpTabu),
        Box::new(MaxP::new(points())),
        Box::new(RandomWalk),
        Box::new(GreedyGrowth),
        Box::new(Skater::new(points())),
        Box::new(Ward::new(points())),
        Box::new(BalancedKMeans::new(points())),
        Box::new(NearestHub),
        Box::new(Louvain::new(setting.shared.clone())),
        Box::new(Leiden::new(setting.shared.clone())),
    ]
}

/// Why a strategy is not run on this setting.
pub fn left_out(name: &str, setting: &Setting) -> Option<String> {
    match name {
        "leiden" | "louvain" if setting.shared.is_empty() => {
            Some("needs patients by small area, which the files do not have here".to_owned())
        }
        "compact" if setting.instance.len() > COMPACT => Some(format!("not tried above {COMPACT} practices")),
        _ => None,
    }
}

/// Prints what each does.
pub fn list() {
    for strategy in known() {
        println!("{:<17} {}", strategy.name(), strategy.about());
    }
}

/// The strategies without anything to go by, for their names.
fn known() -> Vec<Box<dyn Strategy>> {
    Setting::empty().map_or_else(Vec::new, |setting| all(&setting))
}

impl std::str::FromStr for Names {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known: Vec<&'static str> = known().iter().map(|strategy| strategy.name()).collect();
        if text.trim() == "all" {
            return Ok(Self(known));
        }
        let wanted: Vec<&str> = text.split(',').map(str::trim).collect();
        let unknown: Vec<&str> = wanted
            .iter()
            .copied()
            .filter(|name| !known.contains(name))
            .collect();
        match unknown.is_empty() {
            true => Ok(Self(
                known
                    .into_iter()
                    .filter(|name| *name == "today" || wanted.contains(name))
                    .collect(),
            )),
            false => Err(format!(
                "{:?} is none of: all, {}",
                unknown.join(","),
                known.join(", ")
            )),
        }
    }
}
