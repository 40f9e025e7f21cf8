//! Travel matrices in CSV: a line a pair, or a table of all.

use super::{Matrix, MatrixUnit};
use crate::fault::{Fault, FaultCode, Faults};

impl Matrix {
    /// One line a pair, with the names of three columns: from, to, amount. So write r5r (`from_id`, `to_id`, `travel_time_p50`, in
    /// minutes), TRACC, Routino. A pair whose amount is empty, `NA` or `null` cannot be reached and is not in the matrix. `name`
    /// stands for the file in faults.
    ///
    /// # Errors
    /// All faults of the file: `T001` where it is no such table, `T003` for an amount that is none, `T005` for a pair that stands twice.
    pub fn long_csv(text: &str, columns: [&str; 3], unit: MatrixUnit, name: &str) -> Result<Self, Faults> {
        let mut reader = csv::ReaderBuilder::new()
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let header = reader
            .headers()
            .map_err(|error| unreadable(error.to_string(), name))?
            .clone();
        let find = |column: &str| header.iter().position(|cell| cell == column);
        let (Some(from), Some(to), Some(amount)) = (find(columns[0]), find(columns[1]), find(columns[2]))
        else {
            let seen = header.iter().collect::<Vec<_>>().join(", ");
            return Err(unreadable(
                format!("the columns {} are not all among: {seen}", columns.join(", ")),
                name,
            ));
        };
        let mut rows = Rows::new(unit, name);
        for record in reader.records() {
            match record {
                Ok(record) => {
                    let line = record.position().map_or(0, csv::Position::line);
                    let cell = |at: usize| record.get(at).unwrap_or_default();
                    rows.take(cell(from), cell(to), cell(amount), line);
                }
                Err(error) => rows.faults.extend(unreadable(error.to_string(), name).into_vec()),
            }
        }
        rows.done()
    }

    /// What r5r's `travel_time_matrix` writes: minutes in `from_id`, `to_id` and `travel_time_p50` (since r5r 1.0, July 2022), before that in
    /// `fromId`, `toId` and `travel_time` \[unverified\]. Columns of other percentiles are passed over. Pairs that take longer than the greatest
    /// duration asked for are not in the file, nor in the matrix: [`Missing::CountAs`](super::Missing::CountAs) says what they are.
    ///
    /// ```
    /// use locality::travel::Matrix;
    /// let matrix = Matrix::r5r("from_id,to_id,travel_time_p25,travel_time_p50\nA1,B2,6,7\n", "ttm.csv")?;
    /// assert_eq!((matrix.between("A1", "B2"), matrix.between("B2", "A1")), (Some(420), None));
    /// # Ok::<(), locality::fault::Faults>(())
    /// ```
    ///
    /// # Errors
    /// As [`long_csv`](Self::long_csv).
    pub fn r5r(text: &str, name: &str) -> Result<Self, Faults> {
        let header = text.lines().next().unwrap_or_default();
        let old = header
            .split(',')
            .any(|cell| cell.trim().trim_matches('"') == "fromId");
        let columns = match old {
            true => ["fromId", "toId", "travel_time"],
            false => ["from_id", "to_id", "travel_time_p50"],
        };
        Self::long_csv(text, columns, MatrixUnit::Minutes, name)
    }

    /// A table: the first line names where ways go to, the first column where they come from. So write R's osrm package (minutes)
    /// and spreadsheets.
    ///
    /// # Errors
    /// As [`long_csv`](Self::long_csv); a line that is longer or shorter than the first is `T002`.
    pub fn wide_csv(text: &str, unit: MatrixUnit, name: &str) -> Result<Self, Faults> {
        let mut reader = csv::ReaderBuilder::new()
            .trim(csv::Trim::All)
            .flexible(true)
            .from_reader(text.as_bytes());
        let header = reader
            .headers()
            .map_err(|error| unreadable(error.to_string(), name))?
            .clone();
        let mut rows = Rows::new(unit, name);
        for record in reader.records() {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    rows.faults.extend(unreadable(error.to_string(), name).into_vec());
                    continue;
                }
            };
            let line = record.position().map_or(0, csv::Position::line);
            if record.len() != header.len() {
                let what = format!(
                    "{} columns, where the first line has {}",
                    record.len(),
                    header.len()
                );
                rows.faults
                    .push(Fault::new(FaultCode::MatrixPlaces, what).file(name).line(line));
                continue;
            }
            let from = record.get(0).unwrap_or_default();
            for (to, amount) in header.iter().zip(&record).skip(1) {
                rows.take(from, to, amount, line);
            }
        }
        rows.done()
    }
}

fn unreadable(what: String, name: &str) -> Faults {
    Fault::new(FaultCode::MatrixUnreadable, what).file(name).into()
}

/// A matrix while it is read, and what is wrong with it.
struct Rows<'a> {
    matrix: Matrix,
    unit: MatrixUnit,
    name: &'a str,
    faults: Vec<Fault>,
}

impl<'a> Rows<'a> {
    fn new(unit: MatrixUnit, name: &'a str) -> Self {
        Self {
            matrix: Matrix::new(unit.travel_unit()),
            unit,
            name,
            faults: Vec::new(),
        }
    }

    fn take(&mut self, from: &str, to: &str, amount: &str, line: u64) {
        if ["", "na", "nan", "null"].contains(&amount.to_ascii_lowercase().as_str()) {
            return;
        }
        let place = |fault: Fault| fault.file(self.name).line(line);
        match amount.parse().ok().and_then(|amount| self.unit.whole(amount)) {
            None => {
                let what = format!("{amount:?} from {from} to {to}");
                self.faults.push(place(Fault::new(FaultCode::MatrixAmount, what)));
            }
            Some(way) => {
                let before = self.matrix.ways.insert((from.to_owned(), to.to_owned()), way);
                if before.is_some_and(|before| before != way) {
                    let what = format!("from {from} to {to}, with two amounts");
                    self.faults.push(place(Fault::new(FaultCode::MatrixTwice, what)));
                }
            }
        }
    }

    fn done(self) -> Result<Matrix, Faults> {
        Faults::none_or(self.faults)?;
        Ok(self.matrix)
    }
}
