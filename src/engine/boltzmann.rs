//! Boltzmann weights without the platform's exponential function, so that every machine draws alike.

/// Steps of the table for one temperature.
const FINENESS: usize = 64;
/// Energies more than so many temperatures above the lowest have weight 0 (e^-21 is below 1 in 10^9).
pub(crate) const CUTOFF: i64 = 21;

/// e^(-x) as a whole number of billionths, by table, at 64 points a unit of x.
#[derive(Clone, Debug)]
pub(crate) struct Boltzmann {
    weights: Vec<u64>,
}

impl Boltzmann {
    pub(crate) fn new() -> Self {
        // Multiplication is the same on every machine; exp() is not. The constant is e^(-1/64).
        const STEP: f64 = 0.984_496_437_005_408_4;
        let mut weight = 1e9_f64;
        let mut weights = Vec::with_capacity(FINENESS * CUTOFF as usize);
        for _ in 0..FINENESS * CUTOFF as usize {
            weights.push(weight.round() as u64);
            weight *= STEP;
        }
        Self { weights }
    }

    /// The weight of an energy that lies `above` the lowest, at this temperature (at least 1).
    pub(crate) fn weight(&self, above: i64, temperature: i64) -> u64 {
        // Division by whole temperatures first: what is too large for the product has no weight.
        if above / temperature >= CUTOFF {
            return 0;
        }
        let step = match above.checked_mul(FINENESS as i64) {
            Some(product) => (product / temperature) as usize,
            None => (i128::from(above) * FINENESS as i128 / i128::from(temperature)) as usize,
        };
        self.weights.get(step).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_follow_the_exponential() {
        let table = Boltzmann::new();
        for x in [0.0_f64, 0.5, 1.0, 3.0, 10.0] {
            let expected = (-x).exp() * 1e9;
            let weight = table.weight((x * 1000.0) as i64, 1000) as f64;
            assert!(
                (weight - expected).abs() <= expected * 1e-3 + 1.0,
                "{x}: {weight} for {expected}"
            );
        }
        assert_eq!(table.weight(CUTOFF * 1000, 1000), 0);
        assert_eq!(table.weight(i64::MAX, 1), 0);
    }
}
