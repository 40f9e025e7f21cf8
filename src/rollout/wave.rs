//! What a wave has to reach.

use crate::fault::{Fault, FaultCode, Faults};
use serde::{Deserialize, Serialize};

/// Whether networks that begin together are neighbours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Neighbours {
    /// As it comes.
    #[default]
    Free,
    /// No two that begin in this wave are neighbours, so that experience spreads.
    Apart,
    /// Each is next to one that is live or begins in this wave, so that neighbours help each other; only the first of all, and the
    /// first ones of regions that must take part, need not be.
    Together,
}

/// A wave. Numbers and coverage are what is reached in all by its date, earlier waves included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wave {
    /// The date by which its networks are live, as `2018-03-31`.
    pub by: String,
    /// So many networks are live by then at most; as many as coverage needs, where it is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub networks: Option<u64>,
    /// So many patients in a hundred are covered by then at least, 0 to 100.
    #[serde(default)]
    pub coverage_percent: u32,
    /// So many networks of each region are live by then at least, or all of a region that has fewer.
    #[serde(default)]
    pub least_per_region: u64,
    /// Whether networks that begin together are neighbours.
    #[serde(default)]
    pub neighbours: Neighbours,
}

impl Wave {
    /// A wave by this date, of which nothing is asked yet.
    #[must_use]
    pub fn by(date: impl Into<String>) -> Self {
        Self {
            by: date.into(),
            networks: None,
            coverage_percent: 0,
            least_per_region: 0,
            neighbours: Neighbours::Free,
        }
    }

    /// The same with at most so many networks live.
    #[must_use]
    pub fn networks(mut self, networks: u64) -> Self {
        self.networks = Some(networks);
        self
    }

    /// The same with at least so many patients in a hundred covered.
    #[must_use]
    pub fn coverage(mut self, percent: u32) -> Self {
        self.coverage_percent = percent;
        self
    }

    /// The same with at least so many networks of each region.
    #[must_use]
    pub fn per_region(mut self, least: u64) -> Self {
        self.least_per_region = least;
        self
    }

    /// The same with neighbours apart or together.
    #[must_use]
    pub fn neighbours(mut self, neighbours: Neighbours) -> Self {
        self.neighbours = neighbours;
        self
    }

    /// The waves of 2015-2019 as reported in 2017: 15 rapid test sites of the Primary Care Home in 2015, 92 sites in 2016, and NHS England's
    /// targets for extended access, half of the population by March 2018 and all of it by 2019. The days are set here: the last of the
    /// year, and the last of March.
    #[must_use]
    pub fn of_2015_to_2019() -> Vec<Self> {
        vec![
            Self::by("2015-12-31").networks(15),
            Self::by("2016-12-31").networks(92),
            Self::by("2018-03-31").coverage(50),
            Self::by("2019-03-31").coverage(100),
        ]
    }
}

/// Whether the waves can stand one after the other.
pub(super) fn check(waves: &[Wave], faults: &mut Vec<Fault>) {
    if waves.is_empty() {
        faults.push(Fault::new(FaultCode::WavesClash, "there is no wave"));
    }
    for wave in waves {
        if wave.coverage_percent > 100 {
            let what = format!("{} % by {}", wave.coverage_percent, wave.by);
            faults.push(Fault::new(FaultCode::TargetRange, what));
        }
        if !is_date(&wave.by) {
            let what = format!("{:?} is no date such as 2018-03-31", wave.by);
            faults.push(Fault::new(FaultCode::WavesClash, what));
        }
        if wave.networks.is_none() && wave.coverage_percent == 0 && wave.least_per_region == 0 {
            let what = format!("nothing is asked of the wave by {}", wave.by);
            faults.push(Fault::new(FaultCode::WavesClash, what));
        }
    }
    for pair in waves.windows(2) {
        let (one, next) = (&pair[0], &pair[1]);
        if one.by >= next.by {
            let what = format!("{} does not come before {}", one.by, next.by);
            faults.push(Fault::new(FaultCode::WavesClash, what));
        }
        if next.coverage_percent > 0 && next.coverage_percent < one.coverage_percent {
            let what = format!(
                "{} % by {}, but {} % by {}",
                one.coverage_percent, one.by, next.coverage_percent, next.by
            );
            faults.push(Fault::new(FaultCode::TargetRange, what));
        }
        if let (Some(fewer), Some(more)) = (next.networks, one.networks)
            && fewer < more
        {
            let what = format!("{more} networks by {}, but {fewer} by {}", one.by, next.by);
            faults.push(Fault::new(FaultCode::WavesClash, what));
        }
    }
}

impl Wave {
    /// Reads waves from TOML, a table `[[waves]]` each with the fields above.
    ///
    /// ```
    /// use locality::rollout::Wave;
    /// let waves = Wave::from_toml("[[waves]]\nby = '2018-03-31'\ncoverage_percent = 50\n")?;
    /// assert_eq!(waves, [Wave::by("2018-03-31").coverage(50)]);
    /// # Ok::<(), locality::fault::Faults>(())
    /// ```
    ///
    /// # Errors
    /// `R006` where the text is not of this shape.
    pub fn from_toml(text: &str) -> Result<Vec<Self>, Faults> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct File {
            waves: Vec<Wave>,
        }
        let file: Result<File, _> = toml::from_str(text);
        file.map(|file| file.waves)
            .map_err(|error| Fault::in_toml(FaultCode::WavesUnreadable, text, &error).into())
    }
}

/// Whether it is a date of the calendar's shape; dates of this shape sort as text.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |part: &str, digits: usize| {
        let whole = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
        whole.then(|| part.parse::<u32>().ok()).flatten()
    };
    match parts[..] {
        [year, month, day] => {
            number(year, 4).is_some()
                && number(month, 2).is_some_and(|month| (1..=12).contains(&month))
                && number(day, 2).is_some_and(|day| (1..=31).contains(&day))
        }
        _ => false,
    }
}
