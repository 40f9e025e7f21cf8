//! Looks at every connected group around a spot that pays less than a ceiling.

use super::fault::CertificateFault;
use super::filling::Filling;
use super::spot::Spot;
use super::totals::Totals;

/// So many steps for one spot; more means that the prices are far off.
const STEPS: u64 = 200_000_000;

/// A growing group, and what is still open to it.
///
/// Each connected group comes once. A unit next to the group is tried inside, then it is closed for all that follows, so that no other
/// order of the same units is met. What cannot lead below the ceiling is left out: the units outside the group, parts of them allowed, are
/// filled in as cheaply as the band allows ([`Filling`]), and each charge above its slope comes to its least.
pub(super) struct Look<'a> {
    spot: Spot<'a>,
    totals: Totals<'a>,
    /// The units of the group.
    group: Vec<u32>,
    /// What the group pays, but for charges above their slopes and shapes.
    paid: i64,
    /// What the charges above their slopes come to: for the group as it is, and at least.
    exact: i64,
    least: i64,
    /// How many units of the group are next to each unit that may join.
    touches: Vec<u32>,
    /// The place of each unit of the instance among those that may join.
    place: Vec<u32>,
}

/// A group under way: what is open to it, in order, and what was closed since it was entered.
struct Frame {
    entered: Option<u32>,
    open: Vec<u32>,
    closed: Vec<u32>,
}

impl<'a> Look<'a> {
    /// A look around a spot, which should be narrowed before.
    pub(super) fn new(spot: Spot<'a>) -> Self {
        let instance = spot.priced.instance;
        let mut place = vec![u32::MAX; instance.len()];
        for (at, &unit) in spot.units.iter().enumerate() {
            place[unit as usize] = at as u32;
        }
        let totals = Totals::new(instance, spot.priced.scale, spot.from, spot.units.iter().copied());
        let mut look = Self {
            totals,
            group: vec![spot.from],
            paid: spot.base,
            exact: spot.charges.iter().map(|sloped| sloped.exact()).sum(),
            least: spot.charges.iter().map(|sloped| sloped.least()).sum(),
            touches: vec![0; spot.units.len()],
            place,
            spot,
        };
        look.touch(look.spot.from, true);
        look
    }

    /// Tells `found` of every group that pays less than the ceiling, with what it pays; what `found` returns is the next
    /// ceiling. Exponential in the units that may join at worst; good prices leave few.
    ///
    /// # Errors
    /// [`CertificateFault::TooFarOff`], or the fault that `found` returns.
    pub(super) fn run(
        mut self,
        mut ceiling: i64,
        mut found: impl FnMut(&[u32], i64) -> Result<i64, CertificateFault>,
    ) -> Result<(), CertificateFault> {
        if let Some(paid) = self.pays().filter(|&paid| paid < ceiling) {
            ceiling = found(&self.group, paid)?;
        }
        let mut frames = vec![Frame {
            entered: None,
            open: (0..self.spot.units.len() as u32).collect(),
            closed: Vec::new(),
        }];
        let mut steps = 0;
        while let Some(frame) = frames.last_mut() {
            steps += 1;
            if steps > STEPS {
                return Err(self.too_far_off());
            }
            if let Some(next) = self.step(frame, ceiling) {
                self.enter(next);
                if let Some(paid) = self.pays().filter(|&paid| paid < ceiling) {
                    ceiling = found(&self.group, paid)?;
                }
                frame.open.retain(|&at| at != next);
                let open = frame.open.clone();
                frames.push(Frame {
                    entered: Some(next),
                    open,
                    closed: Vec::new(),
                });
                continue;
            }
            for &at in &frame.closed {
                self.reopen(at);
            }
            let entered = frame.entered;
            frames.pop();
            if let (Some(at), Some(before)) = (entered, frames.last_mut()) {
                self.leave(at);
                before.closed.push(at);
            }
        }
        Ok(())
    }

    fn too_far_off(&self) -> CertificateFault {
        CertificateFault::TooFarOff {
            unit: self.spot.priced.instance.file().units[self.spot.from as usize].clone(),
            most: STEPS,
        }
    }

    /// Closes what cannot join any more and returns which unit to try next; `None` where no larger group matters.
    fn step(&mut self, frame: &mut Frame, ceiling: i64) -> Option<u32> {
        let items = frame.open.iter().map(|&at| self.spot.items[at as usize]);
        let filling = Filling::of(items, self.spot.least, self.spot.most)?;
        let bound = self.paid + self.totals.least()? + self.least + filling.least;
        if bound >= ceiling {
            return None;
        }
        let slack = i128::from(ceiling - bound) * filling.unit();
        let (mut next, mut clearest) = (None, -1);
        let mut open = std::mem::take(&mut frame.open);
        open.retain(|&at| {
            let item = self.spot.items[at as usize];
            let surplus = filling.surplus(item);
            let stays = surplus < slack && item.weight <= self.spot.most;
            if !stays {
                self.close(at);
                frame.closed.push(at);
            } else if self.touches[at as usize] > 0 && surplus.abs() > clearest {
                // The unit about which the filling is surest: one of its two branches ends soon.
                (next, clearest) = (Some(at), surplus.abs());
            }
            stays
        });
        frame.open = open;
        next
    }

    /// What the group pays as it is; `None` where it is outside some band.
    fn pays(&self) -> Option<i64> {
        Some(self.paid + self.exact + self.totals.exact()?)
    }

    fn enter(&mut self, at: u32) {
        let unit = self.spot.units[at as usize];
        self.group.push(unit);
        self.totals.enter(unit);
        self.join(at, 1);
        self.charge(at, 1, -1);
        self.touch(unit, true);
    }

    /// The last unit that entered is closed from now on.
    fn leave(&mut self, at: u32) {
        let unit = self.spot.units[at as usize];
        self.group.pop();
        self.totals.leave(unit);
        self.join(at, -1);
        self.charge(at, -1, 0);
        self.touch(unit, false);
    }

    fn close(&mut self, at: u32) {
        self.totals.close(self.spot.units[at as usize]);
        self.charge(at, 0, -1);
    }

    fn reopen(&mut self, at: u32) {
        self.totals.open(self.spot.units[at as usize]);
        self.charge(at, 0, 1);
    }

    fn join(&mut self, at: u32, sign: i64) {
        let item = self.spot.items[at as usize];
        self.paid += sign * item.worth;
        // Without a limit the room is as good as endless, and its items weigh nothing.
        self.spot.least -= sign * item.weight;
        self.spot.most -= sign * item.weight;
    }

    /// Moves a unit's weight in its charges.
    fn charge(&mut self, at: u32, inside: i64, open: i64) {
        for &(number, weight) in &self.spot.charged[at as usize] {
            let sloped = &mut self.spot.charges[number as usize];
            self.exact -= sloped.exact();
            self.least -= sloped.least();
            sloped.inside += inside * weight;
            sloped.open += open * weight;
            self.exact += sloped.exact();
            self.least += sloped.least();
        }
    }

    fn touch(&mut self, unit: u32, joins: bool) {
        for &near in self.spot.priced.instance.neighbours(unit) {
            if let Some(touches) = self.touches.get_mut(self.place[near as usize] as usize) {
                *touches = if joins { *touches + 1 } else { *touches - 1 };
            }
        }
    }
}
