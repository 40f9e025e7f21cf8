//! The practices of an area, from published files or made up.

use clap::Args;
use locality::nhs::{Reading, Registrations, Source, UsedFile};
use locality::practice::{AreaLevel, Flows, OdsCode, Practices};
use locality::units::Patients;
use std::error::Error;
use std::path::PathBuf;

/// Where the practices come from.
#[derive(Args)]
pub struct Data {
    /// A folder or file of what NHS England publishes; may be given several times. Without it: a made-up county.
    #[arg(long, value_name = "PATH")]
    data: Vec<PathBuf>,
    /// The ICB or sub-ICB, such as QT6 or 11N; or England for all that the files have.
    #[arg(long, value_name = "CODE", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    area: Option<String>,
}

/// The practices asked for, the files that they come from, and all that there are.
#[allow(dead_code, reason = "not every example tells where its figures come from")]
pub type Read = (Practices, Vec<UsedFile>, Option<Source>);

impl Data {
    /// The practices asked for, with the files that they come from where they are real. Says what it found and left out.
    #[allow(dead_code, reason = "not every example takes one area")]
    pub fn practices(&self, reading: Reading) -> Result<(Practices, Option<Source>), Box<dyn Error>> {
        if self.data.is_empty() {
            eprintln!("The made-up county of Kelland; give --data and --area for real practices.");
            let county = locality::synthetic::county();
            return Ok((self.in_area(county)?, None));
        }
        let source = Source::open(&self.data)?;
        let loaded = source
            .practices(reading)
            .inspect_err(|_| eprintln!("{}", source.inventory()))?;
        eprintln!("{loaded}");
        Ok((self.in_area(loaded.practices)?, Some(source)))
    }

    /// The practices asked for, the files that they come from, and all that there are; none for the made-up county. Says what it found and
    /// left out.
    #[allow(dead_code, reason = "not every example tells where its figures come from")]
    pub fn practices_and_files(&self, reading: Reading) -> Result<Read, Box<dyn Error>> {
        if self.data.is_empty() {
            return Ok((self.practices(reading)?.0, Vec::new(), None));
        }
        let source = Source::open(&self.data)?;
        let loaded = source
            .practices(reading)
            .inspect_err(|_| eprintln!("{}", source.inventory()))?;
        eprintln!("{loaded}");
        Ok((self.in_area(loaded.practices)?, loaded.used, Some(source)))
    }

    /// All practices that the files have, those of the area (all of them where no area is named), the files that they come from, and all
    /// that there are. Says what it found and left out.
    #[allow(dead_code, reason = "not every example compares an area with all")]
    pub fn all_and_area(&self, reading: Reading) -> Result<(Practices, Read), Box<dyn Error>> {
        let (all, used, source) = match self.data.is_empty() {
            true => (locality::synthetic::county(), Vec::new(), None),
            false => {
                let source = Source::open(&self.data)?;
                let loaded = source.practices(reading)?;
                eprintln!("{loaded}");
                (loaded.practices, loaded.used, Some(source))
            }
        };
        let here = match self.area {
            Some(_) => self.in_area(all.clone())?,
            None => all.clone(),
        };
        Ok((all, (here, used, source)))
    }

    /// Where the patients of these practices live, as far as the files say; none where they do not. Says how many practices are not in the area.
    #[allow(dead_code, reason = "not every example asks where patients live")]
    pub fn flows(practices: &Practices, source: Option<&Source>) -> Option<Flows> {
        let registrations = source?.registrations(Reading::Lenient).ok()?;
        let flows = Self::flows_of(practices, &registrations.value);
        (!flows.is_empty()).then_some(flows)
    }

    /// Where the patients of these practices live, by these registrations. Says how many practices of theirs are not in the area.
    #[allow(dead_code, reason = "not every example asks where patients live")]
    pub fn flows_of(practices: &Practices, registrations: &Registrations) -> Flows {
        let rows = registrations.as_slice().iter();
        let rows: Vec<(OdsCode, String, Patients)> = rows
            .map(|row| (row.practice, row.lsoa.to_string(), row.patients))
            .collect();
        let rows = rows
            .iter()
            .map(|(practice, lsoa, patients)| (*practice, lsoa.as_str(), *patients));
        let (flows, unknown) = Flows::among(practices, rows);
        if !unknown.is_empty() {
            eprintln!(
                "{} practices with patients by small area are not in the area",
                unknown.len()
            );
        }
        flows
    }

    fn in_area(&self, all: Practices) -> Result<Practices, Box<dyn Error>> {
        match &self.area {
            Some(text) if text.trim().eq_ignore_ascii_case("England") => Ok(all),
            Some(text) => Ok(all.area(text)?),
            None if self.data.is_empty() => Ok(all),
            None => Err(choose_an_area(&all).into()),
        }
    }
}

fn choose_an_area(all: &Practices) -> String {
    let levels = [AreaLevel::Icb, AreaLevel::SubIcb];
    let areas = levels
        .into_iter()
        .map(|level| all.areas(level))
        .find(|areas| !areas.is_empty())
        .unwrap_or_default();
    let lines: Vec<String> = areas
        .iter()
        .map(|(area, n)| format!("  {:<6} {n:>4} practices  {}", area.code, area.name))
        .collect();
    format!("Choose an area with --area CODE:\n{}", lines.join("\n"))
}
