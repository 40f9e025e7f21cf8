//! What cannot be is refused before anything is searched, as far as it is known then.

use super::Arguments;
use locality::plan::Plan;
use locality::practice::Practices;
use std::collections::BTreeSet;

/// Beyond so many networks the table of ways of shared hubs grows too large for a look.
pub const MOST_NETWORKS: usize = 500;
/// No network that is made here has more patients, but for practices that stand alone.
const LARGEST: u64 = 50_000;

/// Against the practices, and the plan where it is given: a plan that is made has a network of each practice at most, and of 50,000 patients at
/// least so many.
pub fn check(arguments: &Arguments, practices: &Practices, plan: Option<&Plan>) -> Result<(), String> {
    let patients = practices.patients().get();
    let (fewest, most) = match plan {
        Some(plan) => {
            let here = plan
                .rows()
                .iter()
                .filter(|row| practices.get(row.practice).is_some());
            let networks: BTreeSet<&str> = here.map(|row| row.network.as_str()).collect();
            (networks.len(), networks.len())
        }
        None => {
            let whole = practices.iter().filter(|p| p.list_size.get() <= LARGEST);
            let patients: u64 = whole.map(|p| p.list_size.get()).sum();
            (patients.div_ceil(LARGEST) as usize, practices.len())
        }
    };
    if let Some(hubs) = arguments.shared_hubs {
        if hubs > most as u64 {
            return Err(format!(
                "--shared-hubs {hubs}: there are {most} networks at most; ask for no more hubs than that"
            ));
        }
        if fewest > MOST_NETWORKS {
            return Err(format!(
                "--shared-hubs: {fewest} networks or more are too many to site shared hubs for at once; give --area"
            ));
        }
    }
    if arguments.place_patients > patients {
        return Err(format!(
            "--place-patients {}: there are {patients} patients in all; ask for no more than that",
            arguments.place_patients
        ));
    }
    if let Some(level) = arguments
        .place_border
        .filter(|&level| practices.areas(level).is_empty())
    {
        return Err(format!(
            "--place-border {level}: the files say of no practice which {level} it is in; leave it out, or name another level"
        ));
    }
    Ok(())
}
