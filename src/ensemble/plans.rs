//! Plans as JSON lines.

use std::io::{self, BufWriter, Write};

/// Lines of `{"assignment":[1,1,2],"sample":1}`, as programs for districts write and read them.
pub(super) struct PlanLines {
    to: BufWriter<Box<dyn Write + Send>>,
    assignment: Vec<u32>,
    line: Vec<u8>,
}

impl PlanLines {
    pub(super) fn new(to: Box<dyn Write + Send>) -> Self {
        Self {
            to: BufWriter::new(to),
            assignment: Vec::new(),
            line: Vec::new(),
        }
    }

    /// Writes a plan: groups are numbered from 1 in the order of their first unit, so that equal plans are equal lines.
    pub(super) fn write(&mut self, groups: &[Vec<u32>], sample: u64) -> io::Result<()> {
        let mut order: Vec<(Option<&u32>, &Vec<u32>)> = groups.iter().map(|g| (g.iter().min(), g)).collect();
        order.sort_unstable();
        self.assignment.clear();
        self.assignment.resize(groups.iter().map(Vec::len).sum(), 0);
        for (number, (_, units)) in (1..).zip(order) {
            for &unit in units {
                self.assignment[unit as usize] = number;
            }
        }
        self.line.clear();
        self.line.extend_from_slice(br#"{"assignment":"#);
        serde_json::to_writer(&mut self.line, &self.assignment)?;
        writeln!(self.line, r#","sample":{sample}}}"#)?;
        self.to.write_all(&self.line)
    }

    pub(super) fn finish(mut self) -> io::Result<()> {
        self.to.flush()
    }
}
