//! Months, weeks and days above the picture, as many words as a day has room for.

use chrono::{Datelike as _, Weekday};
use eframe::egui::{Painter, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::layout::Layout;
use crate::app::view::rota::grid::{DayKind, DaysView};
use crate::app::view::table::Tone;
use crate::ui::theme;
use crate::ui::widgets::{one_line, one_line_in};

/// Weekends, bank holidays and closures behind all rows.
pub(super) fn days_off(ui: &Ui, painter: &Painter, view: &DaysView, layout: &Layout) {
    let palette = theme::palette(ui);
    let body = layout.body();
    for day in layout.days() {
        let Some(kind) = view.days.get(day).map(|day| day.kind) else { continue };
        let colour = match kind {
            DayKind::Working => continue,
            DayKind::Weekend => palette.day_off,
            DayKind::Closed => palette.holiday,
        };
        let column = Rect::from_x_y_ranges(layout.x(day)..=layout.x(day + 1), body.y_range());
        painter.rect_filled(column, 0.0, colour);
    }
    for day in layout.days() {
        let Some(view) = view.days.get(day) else { continue };
        let line = if view.date.day() == 1 {
            Stroke::new(theme::HAIRLINE, palette.rule)
        } else if view.date.weekday() == Weekday::Mon && layout.day * 7.0 > theme::GRID * 6.0 {
            palette.line()
        } else {
            continue;
        };
        painter.vline(layout.x(day), body.y_range(), line);
    }
}

/// The plan's own day, over everything.
pub(super) fn today(ui: &Ui, painter: &Painter, view: &DaysView, layout: &Layout) {
    let Some(today) = view.today else { return };
    let palette = theme::palette(ui);
    let body = layout.body();
    let x = layout.x(today);
    if body.x_range().contains(x) {
        painter.vline(x, body.y_range(), Stroke::new(theme::STROKE, palette.accent));
    }
}

/// The header.
pub(super) fn head_ui(ui: &mut Ui, view: &DaysView, layout: &Layout) {
    let palette = theme::palette(ui);
    let head = layout.head();
    let whole = Rect::from_min_max(layout.seen.min, pos2(layout.seen.right(), head.bottom()));
    ui.painter().rect_filled(whole, 0.0, palette.side);
    ui.painter().hline(whole.x_range(), whole.bottom(), Stroke::new(theme::HAIRLINE, palette.rule));
    let painter = ui.painter_at(head);
    months(ui, &painter, view, layout);
    let line = head.top() + theme::ROTA_HEAD / 2.0;
    for day in layout.days() {
        let Some(here) = view.days.get(day) else { continue };
        let place = Rect::from_x_y_ranges(layout.x(day)..=layout.x(day + 1), line..=head.bottom());
        if here.school.is_some() {
            let strip = Rect::from_min_max(pos2(place.left(), place.bottom() - theme::STROKE), place.max);
            painter.rect_filled(strip, 0.0, palette.tone(Tone::Yellow).shape);
        }
        let is_today = view.today == Some(day);
        if is_today {
            let strip = Rect::from_min_max(place.min, pos2(place.right(), place.top() + theme::STROKE));
            painter.rect_filled(strip, 0.0, palette.accent);
        }
        let text = day_text(view, day, layout.day);
        if !text.is_empty() {
            let colour = if is_today { palette.accent } else { palette.text };
            let colour = if here.kind == DayKind::Working { colour } else { palette.quiet };
            let galley = one_line(ui, &text, f32::INFINITY, colour);
            let x = place.left() + theme::STROKE;
            painter.galley(pos2(x, place.center().y - galley.size().y / 2.0), galley, colour);
        }
        let seen = place.intersect(head);
        if seen.width() > theme::HAIRLINE {
            let id = ui.scope_id().with(("day", day));
            let response = ui.interact(seen, id, Sense::hover());
            let words = here.words(is_today);
            response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, &words));
            response.on_hover_text_at_pointer(words);
        }
    }
}

/// What stands over a day: its weekday and date, its number, over Mondays the date of the week, or nothing.
fn day_text(view: &DaysView, day: usize, width: f32) -> String {
    let Some(here) = view.days.get(day) else { return String::new() };
    let date = here.date;
    if width >= theme::ROTA_DAY_DATED {
        format!("{} {:02}", date.format("%a"), date.day())
    } else if width >= theme::ROTA_DAY_NUMBERED {
        date.day().to_string()
    } else if date.weekday() == Weekday::Mon && width * 7.0 >= theme::ROTA_DAY_DATED {
        format!("{:02}/{:02}", date.day(), date.month())
    } else if date.weekday() == Weekday::Mon && width * 7.0 >= theme::ROTA_DAY_NUMBERED {
        date.day().to_string()
    } else {
        String::new()
    }
}

/// The months, each named where its days begin or at the edge of what is in sight.
fn months(ui: &Ui, painter: &Painter, view: &DaysView, layout: &Layout) {
    let palette = theme::palette(ui);
    let head = layout.head();
    let seen = layout.days();
    let mut begin = seen.start;
    while begin < seen.end {
        let Some(date) = view.date(begin) else { break };
        let same = |day: &usize| view.date(*day).is_some_and(|other| other.month() == date.month());
        let end = (begin..seen.end).take_while(same).last().unwrap_or(begin);
        let left = layout.x(begin).max(head.left());
        let room = layout.x(end + 1) - left - theme::GAP;
        let long = date.format("%B %Y").to_string();
        let text = if room < theme::DATE_ROOM { date.format("%b").to_string() } else { long };
        if room > theme::GRID * 5.0 {
            let galley = one_line_in(ui, &text, room, palette.text, &theme::strong());
            let y = head.top() + theme::ROTA_HEAD / 4.0 - galley.size().y / 2.0;
            painter.galley(pos2(left + theme::GRID, y), galley, palette.text);
        }
        if begin > seen.start {
            let line = Stroke::new(theme::HAIRLINE, palette.rule);
            painter.vline(layout.x(begin), head.y_range(), line);
        }
        begin = end + 1;
    }
}

/// The corner above the names.
pub(super) fn corner_ui(ui: &Ui, layout: &Layout, words: &str) {
    let palette = theme::palette(ui);
    let galley = one_line(ui, words, theme::ROTA_NAMES - theme::GAP * 2.0, palette.quiet);
    let at = layout.seen.min + vec2(theme::GAP, theme::ROTA_HEAD * 0.75 - galley.size().y / 2.0);
    ui.painter().galley(at, galley, palette.quiet);
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::app::view::rota::grid::DayView;

    #[test]
    fn a_day_says_as_much_as_it_has_room_for() {
        let monday = NaiveDate::from_ymd_opt(2026, 12, 14).unwrap();
        let days: Vec<DayView> = monday
            .iter_days()
            .take(7)
            .map(|date| DayView { date, kind: DayKind::Working, closed: None, school: None })
            .collect();
        let to = days[6].date;
        let view = DaysView { from: monday, to, today: None, days, teams: Vec::new(), people: Vec::new() };
        assert_eq!(day_text(&view, 0, 60.0), "Mon 14");
        assert_eq!(day_text(&view, 1, 24.0), "15");
        assert_eq!(day_text(&view, 0, 8.0), "14/12", "a week of 56 points");
        assert_eq!(day_text(&view, 1, 8.0), "");
        assert_eq!(day_text(&view, 0, 4.0), "14", "a week of 28 points has room for a number");
    }
}
