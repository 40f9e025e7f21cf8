//! How far the best plan is above the root, and what that makes worth doing.

use super::bounding::{Bounding, Stage};
use super::relaxation::WHOLE;

/// Where the best plan costs more than one part in so many above the root, no list reaches it.
const REACH: i128 = 200;

/// Another dive is worth its time when the root has risen by one part in so many of what is missing: where the number of groups is fixed,
/// and where it is free.
const RISEN: (i128, i128) = (4, 4);

/// So many numbers of groups above those that the root takes are dived for.
const FURTHER: usize = 1;

impl Bounding<'_> {
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

    /// Whether a list would fall far short of the best plan, as the last one did: it is long then, and says little. Where the number of
    /// groups is free, the first one already would.
    pub(super) fn is_far(&self, upper: Option<i64>) -> bool {
        let Some(missing) = self.missing(upper) else {
            return false;
        };
        // A list of an instance without any plan may have reached without end.
        let reach = self.reached.map(|room| room.saturating_mul(3));
        let first = self.is_free().then(|| self.within_reach());
        reach.or(first).is_some_and(|reach| missing > reach)
    }

    /// Whether the instance allows more than one number of groups, though it may be fixed here.
    pub(super) fn is_free(&self) -> bool {
        self.instance.is_free()
    }

    /// How far above the root a list may reach.
    pub(super) fn within_reach(&self) -> i128 {
        self.root.as_ref().map_or(0, |root| root.sum.abs() / REACH)
    }

    /// The numbers of groups to dive for, each a range. Where they are free, those around what the root takes, because what is taken
    /// on the way would lead to more and more groups, and some more: a root says little of which of them is best.
    pub(super) fn numbers(&self) -> Vec<(usize, usize)> {
        let (least, most) = self.relaxation.groups;
        if least == most {
            return vec![(least, most)];
        }
        let whole = |count: f64| (count as usize).clamp(least, most);
        let count = self.relaxation.count();
        let (below, above) = (whole((count + WHOLE).floor()), whole((count - WHOLE).ceil()));
        let further = (above + 1..=most).take(FURTHER).map(|count| (count, count));
        std::iter::once((below, above)).chain(further).collect()
    }

    /// Where to divide plans by their number of groups: the number that the root lies below, and above the one before; or, where the root
    /// has the fewest groups that there may be and would have fewer still, the next number.
    pub(super) fn between(&self) -> Option<usize> {
        let count = self.relaxation.count();
        let (least, most) = self.relaxation.groups;
        let above = match (count - count.round()).abs() > WHOLE {
            true => count.ceil() as usize,
            false if count.round() as usize == least => least + 1,
            false => return None,
        };
        (least < above && above <= most).then_some(above)
    }

    /// Whether the best plan is so far above the root that a better one is worth more than a better bound; asked again only when the root
    /// has risen by a good part of what is missing.
    pub(super) fn wants_plan(&self, upper: Option<i64>) -> bool {
        let sum = self.root.as_ref().map(|root| root.sum);
        let Some(missing) = self.missing(upper) else {
            return sum > self.dived;
        };
        let times = if self.is_free() { RISEN.1 } else { RISEN.0 };
        let risen = self
            .dived
            .zip(sum)
            .is_none_or(|(dived, sum)| (sum - dived) * times > missing);
        self.promises && risen && missing > self.within_reach()
    }
}
