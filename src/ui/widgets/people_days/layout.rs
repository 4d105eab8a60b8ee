//! Where days and rows stand, and what is under a point.

use std::ops::Range;

use eframe::egui::{Pos2, Rect, pos2, vec2};

use crate::app::view::rota::gesture::End;
use crate::app::view::rota::grid::{DaysView, RowAt};
use crate::app::view::rota::person::{Bar, PersonView};
use crate::ui::theme;

/// Where everything stands in one frame.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    /// What is in sight of the whole, names and header included.
    pub seen: Rect,
    /// The left edge of the first day.
    left: f32,
    /// The top of the first row.
    top: f32,
    /// The width of a day.
    pub day: f32,
    /// How many days there are.
    count: usize,
    /// The top of each row below the first, and the foot of the last.
    tops: Vec<f32>,
}

/// How high the rows are, one above the other.
pub(super) fn tops(rows: &[RowAt]) -> Vec<f32> {
    let mut tops = Vec::with_capacity(rows.len() + 1);
    let mut top = 0.0;
    tops.push(top);
    for row in rows {
        top += match row {
            RowAt::Team(..) => theme::ROTA_TEAM,
            RowAt::Person(_) => theme::ROW_HEIGHT,
        };
        tops.push(top);
    }
    tops
}

/// The width of a day where so many share this room.
pub(super) fn day_width(room: f32, count: usize) -> f32 {
    (room / count.max(1) as f32).max(theme::ROTA_DAY_MIN)
}

impl Layout {
    /// `origin`: the top left corner of the whole, in sight or not. `seen`: what is in sight of it.
    pub(super) fn new(origin: Pos2, seen: Rect, day: f32, count: usize, tops: Vec<f32>) -> Self {
        Self { seen, left: origin.x + theme::ROTA_NAMES, top: origin.y + theme::ROTA_HEAD, day, count, tops }
    }

    /// The part in sight that days and rows have, without names and header.
    pub(super) fn body(&self) -> Rect {
        let corner = self.seen.min + vec2(theme::ROTA_NAMES, theme::ROTA_HEAD);
        Rect::from_min_max(corner, self.seen.max.max(corner))
    }

    /// The part in sight that the names have.
    pub(super) fn names(&self) -> Rect {
        let head = theme::ROTA_HEAD;
        Rect::from_min_max(
            self.seen.min + vec2(0.0, head),
            pos2(self.seen.left() + theme::ROTA_NAMES, self.seen.bottom().max(self.seen.top() + head)),
        )
    }

    /// The part in sight that the header has, to the right of the names.
    pub(super) fn head(&self) -> Rect {
        let corner = self.seen.min + vec2(theme::ROTA_NAMES, 0.0);
        Rect::from_min_max(corner, pos2(self.seen.right().max(corner.x), self.seen.top() + theme::ROTA_HEAD))
    }

    /// The left edge of a day.
    pub(super) fn x(&self, day: usize) -> f32 {
        self.left + self.day * day as f32
    }

    /// The days in sight.
    pub(super) fn days(&self) -> Range<usize> {
        let body = self.body();
        let first = ((body.left() - self.left) / self.day).floor().max(0.0) as usize;
        let last = ((body.right() - self.left) / self.day).ceil().max(0.0) as usize;
        first.min(self.count)..last.min(self.count)
    }

    /// The rows in sight.
    pub(super) fn rows(&self) -> Range<usize> {
        let body = self.body();
        let (from, to) = (body.top() - self.top, body.bottom() - self.top);
        let first = self.tops.partition_point(|top| *top <= from).saturating_sub(1);
        let last = self.tops.partition_point(|top| *top < to);
        let rows = self.tops.len().saturating_sub(1);
        first.min(rows)..last.min(rows)
    }

    /// The room of a row over all its days, in sight or not.
    pub(super) fn row(&self, row: usize) -> Rect {
        let at = |place: usize| self.top + self.tops.get(place).copied().unwrap_or(0.0);
        Rect::from_min_max(pos2(self.left, at(row)), pos2(self.x(self.count), at(row + 1)))
    }

    /// The room from one day to another, both counted, in a row.
    pub(super) fn cells(&self, row: usize, first: usize, last: usize) -> Rect {
        let room = self.row(row);
        Rect::from_min_max(pos2(self.x(first), room.top()), pos2(self.x(last + 1), room.bottom()))
    }

    /// The room of a bar in the row of its person.
    pub(super) fn bar(&self, row: usize, bar: &Bar) -> Rect {
        self.lane(row, bar.first, bar.last, bar.lane)
    }

    pub(super) fn lane(&self, row: usize, first: usize, last: usize, (lane, of): (u8, u8)) -> Rect {
        let room = self.cells(row, first, last).shrink2(vec2(0.0, theme::STROKE));
        let height = room.height() / f32::from(of.max(1));
        let top = room.top() + height * f32::from(lane);
        Rect::from_min_size(pos2(room.left(), top), vec2(room.width(), height))
    }

    /// The day under a point; the nearest where it is beside all of them.
    pub(super) fn day_at(&self, x: f32) -> usize {
        let day = ((x - self.left) / self.day).floor().max(0.0) as usize;
        day.min(self.count.saturating_sub(1))
    }

    /// The row under a point.
    pub(super) fn row_at(&self, y: f32) -> Option<usize> {
        let down = y - self.top;
        if down < 0.0 || self.tops.last().is_none_or(|foot| *foot <= down) {
            return None;
        }
        Some(self.tops.partition_point(|top| *top <= down).saturating_sub(1))
    }

    /// What is under a point.
    pub(super) fn hit(&self, view: &DaysView, rows: &[RowAt], at: Pos2) -> Hit {
        if !self.seen.contains(at) || at.y < self.body().top() {
            return Hit::Nothing;
        }
        let Some(row) = self.row_at(at.y) else { return Hit::Nothing };
        let day = self.day_at(at.x);
        let name = at.x < self.body().left();
        match rows.get(row) {
            Some(RowAt::Team(place, _)) => Hit::Team { place: *place, day: (!name).then_some(day) },
            Some(RowAt::Person(place)) if name => Hit::Name { place: *place },
            Some(RowAt::Person(place)) => {
                let Some(person) = view.people.get(*place) else { return Hit::Nothing };
                self.bar_at(person, row, at).map_or(Hit::Day { place: *place, day }, |(bar, end)| Hit::Bar {
                    place: *place,
                    bar,
                    end,
                    day,
                })
            }
            None => Hit::Nothing,
        }
    }

    /// The bar under a point, and the end of it that is taken hold of.
    fn bar_at(&self, person: &PersonView, row: usize, at: Pos2) -> Option<(usize, Option<End>)> {
        let (place, bar) = person
            .bars
            .iter()
            .enumerate()
            .find(|(_, bar)| !bar.only_tail() && self.bar(row, bar).contains(at))?;
        let rect = self.bar(row, bar);
        // Of a short bar the middle third moves it.
        let grab = theme::EDGE_GRAB.min(rect.width() / 3.0);
        let end = if at.x < rect.left() + grab && !bar.began_before {
            Some(End::First)
        } else if at.x > rect.right() - grab && (!bar.goes_on || bar.open_ended) {
            Some(End::Last)
        } else {
            None
        };
        Some((place, end))
    }

    /// What has to be scrolled to so that a cell is beside the names and below the header.
    pub(super) fn reveal(cell: Rect) -> Rect {
        Rect::from_min_max(cell.min - vec2(theme::ROTA_NAMES, theme::ROTA_HEAD), cell.max)
    }
}

/// What is under a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hit {
    /// Nothing that can be taken hold of.
    Nothing,
    /// A team, and the day of its strip; `None` over its name.
    Team {
        /// Which of the teams.
        place: usize,
        /// The day.
        day: Option<usize>,
    },
    /// A person's name.
    Name {
        /// Which of the people.
        place: usize,
    },
    /// A day of a person on which there is no bar.
    Day {
        /// Which of the people.
        place: usize,
        /// The day.
        day: usize,
    },
    /// A bar.
    Bar {
        /// Which of the people.
        place: usize,
        /// Which of their bars.
        bar: usize,
        /// The end that is taken hold of.
        end: Option<End>,
        /// The day.
        day: usize,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A team, two people and another team, of which the first 100 points down are in sight: 40 + 26 + 26 + 40 high.
    fn layout(scrolled: f32) -> Layout {
        let rows = [RowAt::Team(0, false), RowAt::Person(0), RowAt::Person(1), RowAt::Team(1, true)];
        let seen =
            Rect::from_min_size(pos2(10.0, 20.0), vec2(theme::ROTA_NAMES + 100.0, theme::ROTA_HEAD + 100.0));
        Layout::new(pos2(10.0, 20.0 - scrolled), seen, 20.0, 28, tops(&rows))
    }

    #[test]
    fn only_what_is_in_sight_is_drawn() {
        // 100 points of days of 20 points each: five of 28. All four rows begin within 100 points: 0, 40, 66 and 92.
        assert_eq!((layout(0.0).days(), layout(0.0).rows()), (0..5, 0..4));
        // 50 points down the team, 40 high, is out of sight.
        assert_eq!(layout(50.0).rows(), 1..4);
    }

    #[test]
    fn a_day_is_never_narrower_than_can_be_seen_and_fills_the_room_there_is() {
        assert!((day_width(280.0, 28) - 10.0).abs() < 1e-3);
        assert!((day_width(280.0, 365) - theme::ROTA_DAY_MIN).abs() < 1e-3);
    }

    #[test]
    fn a_point_is_in_the_row_and_on_the_day_where_it_is_drawn() {
        let layout = layout(0.0);
        for row in 0..4 {
            assert_eq!(layout.row_at(layout.row(row).center().y), Some(row));
        }
        assert_eq!(layout.row_at(layout.row(3).bottom() + 1.0), None);
        assert_eq!(layout.day_at(layout.cells(1, 7, 7).center().x), 7);
        assert_eq!(layout.day_at(-1_000.0), 0);
        assert_eq!(layout.day_at(10_000.0), 27);
    }
}
