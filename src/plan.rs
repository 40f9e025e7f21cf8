//! A plan: which practice is in which network, and where the hubs are.

use crate::fault::{Fault, FaultCode, Faults};
use crate::practice::{OdsCode, Practices};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

/// A plan of all England has some 200 kB; what has more bytes than this is none.
const MOST: u64 = 256 << 20;

/// One line of a plan.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Assignment {
    /// The practice.
    pub practice: OdsCode,
    /// The network that it is in.
    pub network: String,
    /// Whether the network's hub stands at this practice.
    pub hub: bool,
}

/// A plan as it is written down: lines of practice, network and hub.
///
/// A plan may come from anywhere, so that it promises nothing: practices may be missing, unknown or listed twice.
/// `assess` finds that out.
///
/// ```
/// use locality::plan::Plan;
/// let plan = Plan::read("practice_code,network_id,hub\nA10001,N1,1\nA10002,N1,0\n".as_bytes(), "plan.csv")?;
/// assert_eq!(plan.networks()["N1"].len(), 2);
/// # Ok::<(), locality::fault::Faults>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Plan {
    rows: Vec<Assignment>,
}

impl Plan {
    /// A plan of these lines, in this order.
    #[must_use]
    pub fn new(rows: Vec<Assignment>) -> Self {
        Self { rows }
    }

    /// Today's primary care networks as a plan without hubs; practices that are in none are in no line.
    #[must_use]
    pub fn today(practices: &Practices) -> Self {
        let in_pcn = practices
            .iter()
            .filter_map(|p| p.pcn.as_ref().map(|pcn| (p.code, pcn.code)));
        let row = |(practice, pcn): (OdsCode, OdsCode)| Assignment {
            practice,
            network: pcn.to_string(),
            hub: false,
        };
        Self {
            rows: in_pcn.map(row).collect(),
        }
    }

    /// The lines, in their order.
    #[must_use]
    pub fn rows(&self) -> &[Assignment] {
        &self.rows
    }

    /// The lines of each network, in their order.
    #[must_use]
    pub fn networks(&self) -> BTreeMap<&str, Vec<&Assignment>> {
        let mut networks: BTreeMap<&str, Vec<&Assignment>> = BTreeMap::new();
        for row in &self.rows {
            networks.entry(&row.network).or_default().push(row);
        }
        networks
    }

    /// The network of each practice of the table that is in one, by its index; of a practice in two networks the first by name. O(n log n).
    #[must_use]
    pub fn network_of(&self, practices: &Practices) -> BTreeMap<usize, &str> {
        let mut of = BTreeMap::new();
        for (name, rows) in self.networks() {
            for i in rows.iter().filter_map(|row| practices.index_of(row.practice)) {
                of.entry(i).or_insert(name);
            }
        }
        of
    }

    /// Reads a plan from a CSV file with the columns `practice_code`, `network_id` and, where there are hubs,
    /// `hub` (`1`, `true` or `yes`; anything else is no hub). Other columns are passed over.
    ///
    /// # Errors
    /// All faults of the file: `P020` where it cannot be opened, is no such table or has more than 256 MiB, `P021` for a line that cannot be read.
    pub fn open(path: &Path) -> Result<Self, Faults> {
        let name = path.display().to_string();
        match std::fs::File::open(path) {
            Ok(file) => Self::read(file, &name),
            Err(error) => Err(Fault::new(FaultCode::PlanUnreadable, error.to_string())
                .file(name)
                .into()),
        }
    }

    /// Reads a plan from CSV text; `name` stands for the file in faults.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn read(mut text: impl Read, name: &str) -> Result<Self, Faults> {
        let unreadable = |what: String| Fault::new(FaultCode::PlanUnreadable, what).file(name);
        let mut bytes = Vec::new();
        let read = text
            .by_ref()
            .take(MOST + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| unreadable(error.to_string()))?;
        if read as u64 > MOST {
            return Err(unreadable(format!("it has more than {MOST} bytes")).into());
        }
        let mut reader = csv::ReaderBuilder::new()
            .trim(csv::Trim::All)
            .flexible(true)
            .from_reader(bytes.as_slice());
        let header = reader
            .headers()
            .map_err(|error| unreadable(error.to_string()))?
            .clone();
        let find = |column: &str| header.iter().position(|cell| cell == column);
        let (Some(practice), Some(network)) = (find("practice_code"), find("network_id")) else {
            let seen = header.iter().collect::<Vec<_>>().join(", ");
            return Err(unreadable(format!(
                "the columns practice_code and network_id are not among: {seen}"
            ))
            .into());
        };
        let hub = find("hub");
        let mut rows = Vec::new();
        let mut faults = Vec::new();
        for record in reader.records() {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    let fault = Fault::new(FaultCode::PlanRow, error.to_string()).file(name);
                    faults.push(fault.line(line_of(&bytes, error.position())));
                    continue;
                }
            };
            let line = line_of(&bytes, record.position());
            let cell = |at: usize| record.get(at).unwrap_or_default();
            let yes = |text: &str| ["1", "true", "yes"].iter().any(|y| text.eq_ignore_ascii_case(y));
            match cell(practice).parse::<OdsCode>() {
                Ok(code) if !cell(network).is_empty() => rows.push(Assignment {
                    practice: code,
                    network: cell(network).to_owned(),
                    hub: hub.is_some_and(|at| yes(cell(at))),
                }),
                Ok(code) => faults.push(
                    Fault::new(FaultCode::PlanRow, format!("{code} has no network_id"))
                        .file(name)
                        .line(line)
                        .column("network_id")
                        .practice(code),
                ),
                Err(error) => faults.push(
                    Fault::new(FaultCode::PlanRow, error.to_string())
                        .file(name)
                        .line(line)
                        .column("practice_code"),
                ),
            }
        }
        Faults::none_or(faults)?;
        Ok(Self { rows })
    }
}

/// The line, counted from 1, of the record that begins here. The reader's own count is behind after a carriage return,
/// and takes blank lines for the beginning of the record that follows them.
fn line_of(bytes: &[u8], position: Option<&csv::Position>) -> u64 {
    let start = position.map_or(0, csv::Position::byte) as usize;
    let blank = bytes.iter().skip(start).take_while(|byte| b"\r\n".contains(byte));
    let before = bytes.iter().take(start + blank.count());
    1 + before.filter(|&&byte| byte == b'\n').count() as u64
}
