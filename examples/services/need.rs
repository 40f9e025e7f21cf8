//! A need of the caller's own, by which staff are shared.

use locality::practice::OdsCode;
use std::error::Error;
use std::path::Path;

/// From a CSV file with the columns practice_code and need, a whole number such as patients over 65.
pub fn read(path: &Path) -> Result<Vec<(OdsCode, u64)>, Box<dyn Error>> {
    let text = super::common::read("--need", path)?;
    let at = |line: usize, what: String| {
        format!(
            "{}:{line}: {what}; give the columns practice_code,need",
            path.display()
        )
    };
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| at(1, error.to_string()))?;
    if header != ["practice_code", "need"].as_slice() {
        return Err(at(1, "the columns are others".to_owned()).into());
    }
    let mut rows = Vec::new();
    for (record, line) in reader.records().zip(2..) {
        let record = record.map_err(|error| at(line, error.to_string()))?;
        let cell = |k: usize| record.get(k).unwrap_or_default();
        let code = cell(0).parse().map_err(|error| at(line, format!("{error}")))?;
        let need = cell(1).parse();
        rows.push((
            code,
            need.map_err(|_| at(line, format!("{:?} is no whole number", cell(1))))?,
        ));
    }
    Ok(rows)
}
