//! The measures of a plan as whole numbers by name, for whoever counts many plans.

use super::{DeprivationSpread, PlanMeasures, TravelMeasures};

impl PlanMeasures {
    /// Every measure by its name, as a whole number: shares, the variation of sizes and deprivation in thousandths, rounded to the nearest
    /// (halves away from nought), all else as it is. Deprivation comes last, and only where scores were given. O(1).
    ///
    /// ```
    /// use locality::assess::assess;
    /// use locality::plan::Plan;
    /// use locality::problem::Problem;
    /// let problem = Problem::builder(locality::synthetic::county()).build()?;
    /// let today = assess(&problem, &Plan::today(problem.practices())).plan;
    /// let numbers = today.numbers();
    /// assert_eq!(numbers[0], ("networks", today.networks as i64));
    /// assert!(numbers.contains(&("mean_travel", today.travel.mean as i64)));
    /// # Ok::<(), locality::fault::Faults>(())
    /// ```
    #[must_use]
    pub fn numbers(&self) -> Vec<(&'static str, i64)> {
        // Taken apart, so that a measure that is added is not forgotten here.
        let &Self {
            networks,
            in_band,
            waived,
            below_band,
            above_band,
            in_pieces,
            standing_alone,
            frozen,
            holding_too_large,
            missing,
            missing_patients,
            patients,
            patients_in_band,
            share_in_band,
            travel,
            largest_distance,
            smallest,
            largest,
            coefficient_of_variation,
            deprivation,
        } = self;
        let TravelMeasures {
            cost,
            mean,
            p95,
            longest,
        } = travel;
        let mut numbers = vec![
            ("networks", count(networks)),
            ("networks_in_band", count(in_band)),
            ("networks_by_waiver", count(waived)),
            ("networks_below_band", count(below_band)),
            ("networks_above_band", count(above_band)),
            ("networks_in_pieces", count(in_pieces)),
            ("networks_standing_alone", count(standing_alone)),
            ("networks_frozen", count(frozen)),
            ("networks_holding_too_large", count(holding_too_large)),
            ("practices_missing", count(missing)),
            ("patients_missing", whole(missing_patients.0)),
            ("patients", whole(patients.0)),
            ("patients_in_band", whole(patients_in_band.0)),
            ("share_in_band_thousandths", thousandths(share_in_band)),
            ("travel_cost", cost.get()),
            ("mean_travel", whole(mean)),
            ("p95_travel", whole(p95)),
            ("longest_travel", whole(longest)),
            ("largest_distance", whole(largest_distance.0)),
            ("smallest_network", whole(smallest.0)),
            ("largest_network", whole(largest.0)),
            (
                "size_variation_thousandths",
                thousandths(coefficient_of_variation),
            ),
        ];
        if let Some(DeprivationSpread {
            patients,
            mean,
            lowest,
            highest,
            between,
            whole: of_practices,
        }) = deprivation
        {
            numbers.extend([
                ("deprivation_patients", whole(patients.0)),
                ("deprivation_mean_thousandths", thousandths(mean)),
                ("deprivation_lowest_thousandths", thousandths(lowest)),
                ("deprivation_highest_thousandths", thousandths(highest)),
                ("deprivation_between_thousandths", thousandths(between)),
                ("deprivation_whole_thousandths", thousandths(of_practices)),
            ]);
        }
        numbers
    }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn whole(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Measures are far below the 2^53 up to which this is exact.
fn thousandths(number: f64) -> i64 {
    (number * 1_000.0).round() as i64
}
