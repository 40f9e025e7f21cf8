//! How far the best plan is above the root, and what that makes worth doing.

use super::bounding::{Bounding, Stage};
use super::relaxation::WHOLE;

/// Where the best plan costs more than one part in so many above the root, no list reaches it.
const REACH: i128 = 200;

/// Another dive is worth its time when the root has risen by one part in so many of what is missing.
const RISEN: i128 = 4;

impl Bounding<'_> {
    /// How many groups the prices of everything ask for, rounded up, where their number is free.
    pub(crate) fn wanted(&self) -> Option<usize> {
        let (least, most) = self.relaxation.groups;
        match &self.stage {
            Stage::Counts(counts) => counts.parts.get(1).map(|part| part.relaxation.groups.0),
            Stage::Dive | Stage::List | Stage::Tree(_) if least < most => {
                Some((self.relaxation.count() - WHOLE).ceil() as usize)
            }
            _ => None,
        }
    }

    /// Whether a list and a tree come next although the best plan is so far above the root that they would say little.
    pub(crate) fn is_hopeless(&self, upper: Option<i64>) -> bool {
        let missing = self.missing(upper);
        matches!(self.stage, Stage::List | Stage::Tree(_))
            && missing.is_none_or(|missing| missing > self.within_reach())
    }

    /// What the best plan costs above the root's sum.
    pub(super) fn missing(&self, upper: Option<i64>) -> Option<i128> {
        Some(i128::from(upper?) * i128::from(self.scale) - self.root.as_ref()?.sum)
    }

    /// Whether the number of groups is free and a list would fall far short of the best plan, as the last one did: it is long then, and
    /// says little.
    pub(super) fn is_far(&self, upper: Option<i64>) -> bool {
        let (least, most) = self.relaxation.groups;
        let Some(missing) = self.missing(upper) else {
            return false;
        };
        // A list of an instance without any plan may have reached without end.
        let reach = self.reached.map(|room| room.saturating_mul(3));
        least < most && missing > reach.unwrap_or_else(|| self.within_reach())
    }

    /// How far above the root a list may reach.
    pub(super) fn within_reach(&self) -> i128 {
        self.root.as_ref().map_or(0, |root| root.sum.abs() / REACH)
    }

    /// The number of groups that the root lies below, and above the one before.
    pub(super) fn between(&self) -> Option<usize> {
        let count = self.relaxation.count();
        let (least, most) = self.relaxation.groups;
        let above = count.ceil() as usize;
        ((count - count.round()).abs() > WHOLE && least < above && above <= most).then_some(above)
    }

    /// Whether the best plan is so far above the root that a better one is worth more than a better bound; asked again only when the root
    /// has risen by a good part of what is missing.
    pub(super) fn wants_plan(&self, upper: Option<i64>) -> bool {
        let sum = self.root.as_ref().map(|root| root.sum);
        let Some(missing) = self.missing(upper) else {
            return sum > self.dived;
        };
        let risen = self
            .dived
            .zip(sum)
            .is_none_or(|(dived, sum)| (sum - dived) * RISEN > missing);
        risen && missing > self.within_reach()
    }
}
