//! The interior-point method against programmes whose optimum is known, and its factor against a dense product.

use super::normal::Normal;
use super::programme::{Optimum, Programme};
use proptest::collection::vec;
use proptest::prelude::*;

/// A programme from dense rows.
fn programme(right: &[f64], costs: &[f64], rows: &[Vec<f64>]) -> Programme {
    let mut programme = Programme::new(right.to_vec());
    for (column, &cost) in costs.iter().enumerate() {
        let entries = rows
            .iter()
            .enumerate()
            .map(|(row, values)| (row as u32, values[column]));
        programme.push(cost, entries.filter(|&(_, value)| value != 0.0));
    }
    programme
}

fn near(a: f64, b: f64, by: f64) -> bool {
    (a - b).abs() <= by * (1.0 + a.abs().max(b.abs()))
}

/// Primal and dual keep their sides and meet: by weak duality both are the best.
fn is_optimal(
    right: &[f64],
    costs: &[f64],
    rows: &[Vec<f64>],
    optimum: &Optimum,
    by: f64,
) -> Result<(), TestCaseError> {
    prop_assert!(optimum.converged);
    prop_assert!(optimum.columns.iter().all(|&x| x >= 0.0));
    for (row, values) in rows.iter().enumerate() {
        let left: f64 = values.iter().zip(&optimum.columns).map(|(a, x)| a * x).sum();
        prop_assert!(
            near(left, right[row], by),
            "row {}: {} for {}",
            row,
            left,
            right[row]
        );
    }
    for (column, &cost) in costs.iter().enumerate() {
        let worth: f64 = rows
            .iter()
            .zip(&optimum.duals)
            .map(|(values, y)| values[column] * y)
            .sum();
        prop_assert!(
            worth <= cost + by * (1.0 + cost.abs()),
            "column {}: {} for {}",
            column,
            worth,
            cost
        );
    }
    let value: f64 = right.iter().zip(&optimum.duals).map(|(b, y)| b * y).sum();
    prop_assert!(near(value, optimum.cost, by), "{} and {}", value, optimum.cost);
    Ok(())
}

fn solved(right: &[f64], costs: &[f64], rows: &[Vec<f64>]) -> Optimum {
    let optimum = programme(right, costs, rows).solve(1e-9);
    is_optimal(right, costs, rows, &optimum, 1e-6).expect("an optimum");
    optimum
}

/// x + y = 1 at 1 and 2: all of the cheaper one, and the row is worth what it costs.
#[test]
fn the_cheaper_of_two() {
    let optimum = solved(&[1.0], &[1.0, 2.0], &[vec![1.0, 1.0]]);
    assert!(near(optimum.cost, 1.0, 1e-7) && near(optimum.duals[0], 1.0, 1e-6));
    assert!(near(optimum.columns[0], 1.0, 1e-6) && optimum.columns[1] < 1e-6);
}

/// Three units, every pair a group of cost 2, alone 3 each: half of each pair, 3 in all. Every unit is worth 1.
#[test]
fn half_of_each_pair() {
    let rows = [
        vec![1.0, 1.0, 0.0, 1.0, 0.0, 0.0],
        vec![1.0, 0.0, 1.0, 0.0, 1.0, 0.0],
        vec![0.0, 1.0, 1.0, 0.0, 0.0, 1.0],
    ];
    let optimum = solved(&[1.0; 3], &[2.0, 2.0, 2.0, 3.0, 3.0, 3.0], &rows);
    assert!(near(optimum.cost, 3.0, 1e-7));
    assert!(optimum.columns[..3].iter().all(|&x| near(x, 0.5, 1e-5)));
    assert!(optimum.duals.iter().all(|&y| near(y, 1.0, 1e-5)));
}

/// Assignment of three to three: every solution is degenerate, and one of the six rows follows from the others.
/// By trying all six orders the cheapest is 1 + 2 + 2 = 5.
#[test]
fn an_assignment_with_a_row_too_many() {
    let costs = [1.0, 4.0, 5.0, 3.0, 2.0, 7.0, 2.0, 6.0, 2.0];
    let mut rows = vec![vec![0.0; 9]; 6];
    for at in 0..9 {
        rows[at / 3][at] = 1.0;
        rows[3 + at % 3][at] = 1.0;
    }
    let optimum = solved(&[1.0; 6], &costs, &rows);
    assert!(near(optimum.cost, 5.0, 1e-6), "{}", optimum.cost);
}

/// A row without any column cannot be kept: it says that it came to no end.
#[test]
fn what_cannot_be_is_not_called_solved() {
    let none = programme(&[1.0, 1.0], &[1.0], &[vec![1.0], vec![0.0]]).solve(1e-8);
    assert!(!none.converged);
    // More and more of what costs less than nothing.
    let endless = programme(&[0.0], &[-1.0, 0.0], &[vec![1.0, -1.0]]).solve(1e-8);
    assert!(!endless.converged);
}

/// The rows are the fields of a square board, and every column holds a few of them that stand together: enough fronts to be worked on side by
/// side. The solution multiplied out is the right-hand side again, and is the same on every number of threads.
#[test]
fn a_board_is_factored_by_fronts() {
    let side = 24_usize;
    let rows = side * side;
    let mut programme = Programme::new(vec![0.0; rows]);
    let mut columns: Vec<Vec<(u32, f64)>> = Vec::new();
    for at in 0..rows {
        let (x, y) = (at % side, at / side);
        // Two by two, and on every seventh field a long one.
        let (wide, high) = if at % 7 == 0 { (5, 2) } else { (2, 2) };
        let fields = (0..wide * high).map(|k| (x + k % wide, y + k / wide));
        let fields = fields.filter(|&(x, y)| x < side && y < side);
        columns.push(
            fields
                .map(|(x, y)| ((y * side + x) as u32, (1 + (x + y) % 3) as f64))
                .collect(),
        );
    }
    for column in &columns {
        programme.push(0.0, column.iter().copied());
    }
    let weights: Vec<f64> = (0..rows).map(|at| 0.1 + (at % 11) as f64).collect();
    let right: Vec<f64> = (0..rows).map(|at| (at % 13) as f64 - 6.0).collect();
    let solved = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.expect("a pool").install(|| {
            let mut normal = Normal::new(&programme, &programme.by_row());
            normal.factorise(&weights, 1e-3);
            normal.solve(&right)
        })
    };
    let x = solved(1);
    let mut back: Vec<f64> = x.iter().map(|x| 1e-3 * x).collect();
    for (column, weight) in columns.iter().zip(&weights) {
        let worth: f64 = column.iter().map(|&(row, value)| value * x[row as usize]).sum();
        column
            .iter()
            .for_each(|&(row, value)| back[row as usize] += weight * worth * value);
    }
    for (back, right) in back.iter().zip(&right) {
        assert!(near(*back, *right, 1e-7), "{back} for {right}");
    }
    assert!(solved(2) == x && solved(8) == x);
}

/// Numbers of the kind that a master has: small whole entries, a third of them.
fn entries(rows: usize, columns: usize) -> impl Strategy<Value = Vec<Vec<f64>>> {
    let entry = prop_oneof![2 => Just(0.0), 1 => (1..=3_i32).prop_map(f64::from), 1 => Just(-1.0)];
    vec(vec(entry, columns), rows)
}

/// A programme built backwards from its optimum: of each column either the amount or what it is too dear by is nought, so that the
/// amounts and the prices of the rows prove each other. As in a master, each row can be filled and emptied at a price of its own,
/// without which the method may come to no end.
fn known() -> impl Strategy<Value = (Vec<f64>, Vec<f64>, Vec<Vec<f64>>, f64)> {
    (1..=8_usize, 1..=20_usize).prop_flat_map(|(rows, columns)| {
        let amount = (0..=2_i32, 0..=9_i32);
        let price = vec((-9..=9_i32).prop_map(f64::from), rows);
        (entries(rows, columns), vec(amount, columns), price).prop_map(|(mut rows, mut amounts, prices)| {
            for (row, price) in prices.iter().enumerate() {
                for sign in [1.0, -1.0] {
                    let entry = |at| if at == row { sign } else { 0.0 };
                    rows.iter_mut()
                        .enumerate()
                        .for_each(|(at, values)| values.push(entry(at)));
                    amounts.push((1, 10 - (sign * price) as i32));
                }
            }
            // 0: taken, 1: too dear, 2: neither, which makes it degenerate.
            let taken: Vec<f64> = amounts
                .iter()
                .map(|&(kind, much)| if kind == 0 { much.into() } else { 0.0 })
                .collect();
            let dear = |&(kind, much): &(i32, i32)| if kind == 1 { f64::from(much) } else { 0.0 };
            let right = rows
                .iter()
                .map(|row| row.iter().zip(&taken).map(|(a, x)| a * x).sum())
                .collect();
            let worth = |column: usize| {
                rows.iter()
                    .zip(&prices)
                    .map(|(row, y)| row[column] * y)
                    .sum::<f64>()
            };
            let costs: Vec<f64> = amounts
                .iter()
                .enumerate()
                .map(|(column, amount)| worth(column) + dear(amount))
                .collect();
            let best = costs.iter().zip(&taken).map(|(c, x)| c * x).sum();
            (right, costs, rows, best)
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn known_optima_are_met((right, costs, rows, best) in known()) {
        let optimum = programme(&right, &costs, &rows).solve(1e-8);
        // Of some ten thousand of these one comes to the border before its rows are met, and says so; were it many, this test would fail.
        prop_assume!(optimum.converged);
        is_optimal(&right, &costs, &rows, &optimum, 1e-5)?;
        prop_assert!(near(optimum.cost, best, 1e-5), "{} for {}", optimum.cost, best);
    }

    /// (A W Aᵀ + ridge) x = right, multiplied out.
    #[test]
    fn the_factor_solves_the_normal_equations(
        rows in (1..=12_usize, 1..=15_usize).prop_flat_map(|(rows, columns)| entries(rows, columns)),
        weights in vec(0.01..10.0_f64, 15),
        right in vec(-5.0..5.0_f64, 12),
    ) {
        let columns = rows[0].len();
        let programme = programme(&vec![0.0; rows.len()], &vec![0.0; columns], &rows);
        let mut normal = Normal::new(&programme, &programme.by_row());
        let ridge = 1e-3;
        // Twice, so that nothing of the first factor is left in the second.
        for factor in [1.0, 3.0] {
            let weights: Vec<f64> = weights[..columns].iter().map(|w| w * factor).collect();
            normal.factorise(&weights, ridge);
            let x = normal.solve(&right[..rows.len()]);
            let back: Vec<f64> = (0..columns).map(|j| weights[j] * rows.iter().zip(&x).map(|(row, x)| row[j] * x).sum::<f64>()).collect();
            for (at, row) in rows.iter().enumerate() {
                let left: f64 = row.iter().zip(&back).map(|(a, b)| a * b).sum::<f64>() + ridge * x[at];
                prop_assert!((left - right[at]).abs() < 1e-6, "row {}: {} for {}", at, left, right[at]);
            }
        }
    }
}
