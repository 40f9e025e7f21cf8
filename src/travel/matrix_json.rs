//! Travel matrices as routing engines answer, in JSON.

use super::{Matrix, MatrixUnit};
use crate::fault::{Fault, FaultCode, Faults};
use serde::Deserialize;

/// What OSRM's `table` and openrouteservice's `matrix` answer; the rest is passed over.
#[derive(Deserialize)]
struct Table {
    durations: Vec<Vec<Option<f64>>>,
}

/// What Valhalla's `sources_to_targets` answers; the rest is passed over.
#[derive(Deserialize)]
struct SourcesToTargets {
    sources_to_targets: Vec<Vec<Cell>>,
}

#[derive(Deserialize)]
struct Cell {
    time: Option<f64>,
}

impl Matrix {
    /// The durations of an answer of OSRM (`table`) or openrouteservice (`matrix`), which are seconds. The answer has no names: `names`
    /// are those of the places asked for, sources and destinations alike, in their order. `null` cannot be reached.
    ///
    /// # Errors
    /// `T001` where the text is no such answer, `T002` where it is of more or fewer places, `T003` for amounts that are none.
    pub fn osrm(text: &str, names: &[&str], file: &str) -> Result<Self, Faults> {
        let table: Table = serde_json::from_str(text).map_err(|error| unreadable(&error, file))?;
        square(table.durations, names, file)
    }

    /// The times of an answer of Valhalla (`sources_to_targets`), which are seconds; `names` as for [`osrm`](Self::osrm).
    ///
    /// # Errors
    /// As [`osrm`](Self::osrm).
    pub fn valhalla(text: &str, names: &[&str], file: &str) -> Result<Self, Faults> {
        let table: SourcesToTargets = serde_json::from_str(text).map_err(|error| unreadable(&error, file))?;
        let times = |row: Vec<Cell>| row.into_iter().map(|cell| cell.time).collect();
        square(
            table.sources_to_targets.into_iter().map(times).collect(),
            names,
            file,
        )
    }
}

fn unreadable(error: &serde_json::Error, file: &str) -> Faults {
    Fault::new(FaultCode::MatrixUnreadable, error.to_string())
        .file(file)
        .into()
}

fn square(rows: Vec<Vec<Option<f64>>>, names: &[&str], file: &str) -> Result<Matrix, Faults> {
    let mut faults = Vec::new();
    let n = names.len();
    if rows.len() != n || rows.iter().any(|row| row.len() != n) {
        let longest = rows.iter().map(Vec::len).max().unwrap_or(0);
        let what = format!("{} rows of up to {longest} columns for {n} names", rows.len());
        return Err(Fault::new(FaultCode::MatrixPlaces, what).file(file).into());
    }
    let mut matrix = Matrix::new(MatrixUnit::Seconds.travel_unit());
    for (from, row) in names.iter().zip(rows) {
        for (to, amount) in names.iter().zip(row) {
            match amount.map(|amount| (amount, MatrixUnit::Seconds.whole(amount))) {
                None => {}
                Some((_, Some(way))) => _ = matrix.ways.insert(((*from).to_owned(), (*to).to_owned()), way),
                Some((amount, None)) => {
                    let what = format!("{amount} from {from} to {to}");
                    faults.push(Fault::new(FaultCode::MatrixAmount, what).file(file));
                }
            }
        }
    }
    Faults::none_or(faults)?;
    Ok(matrix)
}
