//! The rows in sight: teams with their cover strip, people with their bars, and the names beside them.

use eframe::egui::{Painter, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::bars::{self, Look};
use super::layout::Layout;
use super::{Drawn, PeopleDaysState};
use crate::app::view::marks::DIFFERS;
use crate::app::view::rota::grid::{RowAt, RowOf, TeamView};
use crate::app::view::rota::person::PersonView;
use crate::app::view::rota::strip::CoverDay;
use crate::app::view::table::{Shape as Sign, Tone};
use crate::ui::theme;
use crate::ui::widgets::{mark, one_line, one_line_in};

/// What the reader did to a part of a row.
#[derive(Debug)]
pub(super) enum Touched {
    /// A bar: which of the people, which of their bars.
    Bar(usize, usize, Response),
    /// A name.
    Row(RowAt, Response),
}

/// Paints the days of a row. Returns what was done to its bars.
pub(super) fn row_ui(
    ui: &mut Ui,
    drawn: &Drawn<'_>,
    state: &PeopleDaysState,
    layout: &Layout,
    row: usize,
    touched: &mut Vec<Touched>,
) {
    let palette = theme::palette(ui);
    let room = layout.row(row);
    let body = layout.body();
    match drawn.rows.get(row) {
        Some(RowAt::Team(place, _)) => {
            if let Some(team) = drawn.view.teams.get(*place) {
                strip_ui(ui, drawn, layout, row, team);
            }
        }
        Some(RowAt::Person(place)) => {
            if let Some(person) = drawn.view.people.get(*place) {
                person_ui(ui, state, layout, row, (*place, person), touched);
            }
        }
        None => {}
    }
    ui.painter_at(body).hline(body.x_range(), room.bottom() - theme::HAIRLINE / 2.0, palette.line());
}

/// A team day by day: how much of it is there, what room is left, who is uncovered, and what is wrong.
fn strip_ui(ui: &mut Ui, drawn: &Drawn<'_>, layout: &Layout, row: usize, team: &TeamView) {
    let palette = theme::palette(ui);
    let body = layout.body();
    let painter = ui.painter_at(body);
    let days = team.team.and_then(|team| Some(drawn.covers?.of(team))).unwrap_or_default();
    for day in layout.days() {
        let Some(cover) = days.get(day).filter(|cover| cover.working) else { continue };
        let cell = layout.cells(row, day, day);
        cover_day(ui, &painter, cell, cover);
        let seen = cell.intersect(body);
        if cover.red && seen.width() > theme::HAIRLINE {
            let id = ui.scope_id().with(("red", team.team, cover.date));
            let response = ui.interact(seen, id, Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::GridCell, true, &cover.words));
        }
    }
    painter.hline(body.x_range(), layout.row(row).top(), Stroke::new(theme::HAIRLINE, palette.rule));
}

fn cover_day(ui: &Ui, painter: &Painter, cell: Rect, cover: &CoverDay) {
    let palette = theme::palette(ui);
    let inner = cell.shrink2(vec2((theme::HAIRLINE / 2.0).min(cell.width() / 8.0), theme::HAIRLINE));
    if cover.red {
        painter.rect_filled(inner, 0.0, palette.soft(Tone::Vermilion));
    }
    let tone = if cover.red { Tone::Vermilion } else { Tone::BlueGreen };
    let height = (inner.height() * cover.share).max(theme::HAIRLINE);
    let level = Rect::from_min_max(pos2(inner.left(), inner.bottom() - height), inner.max);
    if !cover.red {
        painter.rect_filled(level, 0.0, palette.soft(tone));
    }
    let line = Stroke::new(theme::HAIRLINE, palette.tone(tone).shape);
    let half = inner.height() / 2.0;
    let upper = Rect::from_min_size(inner.min, vec2(inner.width(), half));
    let numbered = cell.width() >= theme::ROTA_DAY_NUMBERED + theme::GRID;
    let figure = numbered.then(|| one_line(ui, &cover.present, f32::INFINITY, palette.text));
    let figure = figure.map(|figure| Rect::from_center_size(upper.center(), figure.size()));
    match figure.filter(|figure| figure.y_range().contains(level.top())) {
        // The line stops at the figure: it would strike it through.
        Some(figure) => {
            painter.hline(level.left()..=figure.left(), level.top(), line);
            painter.hline(figure.right()..=level.right(), level.top(), line);
        }
        None => {
            painter.hline(level.x_range(), level.top(), line);
        }
    }
    if cover.red {
        // A shape besides the colour: a triangle over the day, a thick line where it is narrow.
        if cell.width() >= theme::GRID * 2.0 {
            let right = cell.width() >= theme::ROTA_DAY_NUMBERED;
            let x = if right { inner.right() - theme::GRID } else { inner.center().x };
            let shape = palette.tone(Tone::Vermilion).shape;
            mark::paint_in(
                painter,
                Sign::Triangle,
                pos2(x, inner.top() + theme::GRID),
                theme::GRID * 0.8,
                shape,
            );
        } else {
            let strip = Rect::from_min_max(inner.min, pos2(inner.right(), inner.top() + theme::GRID));
            painter.rect_filled(strip, 0.0, palette.tone(Tone::Vermilion).shape);
        }
    }
    if !numbered {
        return;
    }
    text(ui, painter, upper, &cover.present);
    let lower = upper.translate(vec2(0.0, half));
    let wide = cell.width() >= theme::ROTA_DAY_DATED;
    if cover.uncovered > 0 && !wide {
        text(ui, painter, lower, &format!("!{}", cover.uncovered));
    } else if wide {
        let uncovered = if cover.uncovered > 0 { format!(" !{}", cover.uncovered) } else { String::new() };
        text(ui, painter, lower, &format!("+{}{uncovered}", cover.free));
    }
}

fn text(ui: &Ui, painter: &Painter, room: Rect, words: &str) {
    let colour = theme::palette(ui).text;
    let galley = one_line(ui, words, f32::INFINITY, colour);
    painter.galley(room.center() - galley.size() / 2.0, galley, colour);
}

fn person_ui(
    ui: &mut Ui,
    state: &PeopleDaysState,
    layout: &Layout,
    row: usize,
    (place, person): (usize, &PersonView),
    touched: &mut Vec<Touched>,
) {
    let palette = theme::palette(ui);
    let body = layout.body();
    let painter = ui.painter_at(body);
    days_off(ui, &painter, layout, row, person);
    if let Some((from, to)) = state.selected_days(person.worker) {
        let chosen = layout.cells(row, from, to);
        painter.rect_filled(chosen, 0.0, palette.marked);
    }
    let seen = layout.days();
    let in_sight = |first: usize, last: usize| first < seen.end && seen.start <= last;
    for bar in &person.bars {
        for (first, last, percent) in bar.tail.iter().filter(|(first, last, _)| in_sight(*first, *last)) {
            bars::tail(ui, &painter, layout.cells(row, *first, *last), bar.kind, *percent);
        }
    }
    for mark in person.marks.iter().filter(|mark| in_sight(mark.day, mark.day)) {
        bars::day_mark(ui, &painter, layout.cells(row, mark.day, mark.day), mark.what);
    }
    for (at, bar) in person.bars.iter().enumerate() {
        if bar.only_tail() || !in_sight(bar.first, bar.last) {
            continue;
        }
        let rect = layout.bar(row, bar);
        let look = if state.lifts(bar.absence) {
            Look::Lifted
        } else if state.chosen.contains(&bar.absence) {
            Look::Chosen
        } else {
            Look::Plain
        };
        bars::bar(ui, &painter, bar, rect, look);
        let id = ui.scope_id().with(("bar", bar.absence));
        let response = ui.interact(rect.intersect(body), id, Sense::CLICK);
        let chosen = state.chosen.contains(&bar.absence);
        let words = if bar.differs { format!("{} ({})", bar.words, DIFFERS.name) } else { bar.words.clone() };
        response.widget_info(|| WidgetInfo::selected(Role::GridCell, true, chosen, &words));
        touched.push(Touched::Bar(place, at, response));
    }
    for turn in person.duty.iter().filter(|turn| in_sight(turn.first, turn.last)) {
        bars::duty(ui, &painter, layout.cells(row, turn.first, turn.last), turn.pinned);
    }
}

/// Days that this person does not work, and those before and after their time in post.
fn days_off(ui: &Ui, painter: &Painter, layout: &Layout, row: usize, person: &PersonView) {
    let palette = theme::palette(ui);
    let seen = layout.days();
    let mut day = seen.start;
    while day < seen.end {
        let kind = |day: usize| {
            if person.out_of_post.get(day) == Some(&true) {
                2
            } else {
                u8::from(person.off.get(day) == Some(&true))
            }
        };
        let here = kind(day);
        let end = (day..seen.end).take_while(|other| kind(*other) == here).last().unwrap_or(day);
        let rect = layout.cells(row, day, end);
        match here {
            1 => {
                painter.rect_filled(rect, 0.0, palette.day_off);
            }
            2 => {
                painter.rect_filled(rect, 0.0, palette.side);
                bars::hatch(painter, rect, palette.hairline);
            }
            _ => {}
        }
        day = end + 1;
    }
}

/// The names of the rows in sight, beside the days however far those are scrolled.
pub(super) fn names_ui(
    ui: &mut Ui,
    drawn: &Drawn<'_>,
    state: &PeopleDaysState,
    layout: &Layout,
    touched: &mut Vec<Touched>,
) {
    let palette = theme::palette(ui);
    let names = layout.names();
    ui.painter().rect_filled(names, 0.0, palette.background);
    ui.painter().vline(names.right(), names.y_range(), Stroke::new(theme::HAIRLINE, palette.rule));
    for row in layout.rows() {
        let Some(at) = drawn.rows.get(row).copied() else { continue };
        let Some(of) = drawn.view.row_of(at) else { continue };
        let days = layout.row(row);
        let room = Rect::from_x_y_ranges(names.x_range(), days.y_range());
        let painter = ui.painter_at(names);
        let response = ui.interact(room.intersect(names), ui.scope_id().with(("name", of)), Sense::CLICK);
        let current = state.cursor.is_some_and(|cursor| cursor.row == of);
        if response.hovered() {
            painter.rect_filled(room, 0.0, palette.hovered);
        }
        if current {
            let strip = Rect::from_min_size(room.min, vec2(theme::STROKE, room.height()));
            painter.rect_filled(strip, 0.0, palette.accent);
        }
        let inner = room.shrink2(vec2(theme::GAP, 0.0));
        let differs = match at {
            RowAt::Team(place, folded) => {
                let Some(team) = drawn.view.teams.get(place) else { continue };
                team_name(ui, &painter, inner, team, folded);
                let (verb, count) = (if folded { "Unfold" } else { "Fold away" }, people(team.people));
                response.widget_info(|| {
                    WidgetInfo::selected(
                        Role::Button,
                        true,
                        !folded,
                        format!("{verb}: {}, {count}", team.name),
                    )
                });
                team.differs
            }
            RowAt::Person(place) => {
                let Some(person) = drawn.view.people.get(place) else { continue };
                let width = inner.width() - theme::GAP;
                let galley = one_line(ui, &person.name, width, palette.text);
                let at = pos2(inner.left() + theme::GAP, inner.center().y - galley.size().y / 2.0);
                painter.galley(at, galley, palette.text);
                response.widget_info(|| WidgetInfo::selected(Role::Row, true, current, &person.words));
                person.differs
            }
        };
        if differs {
            let corner = room.right_top() + vec2(-theme::MARK_RADIUS, theme::MARK_RADIUS);
            mark::paint(ui, &painter, DIFFERS, corner);
        }
        painter.hline(names.x_range(), room.bottom() - theme::HAIRLINE / 2.0, palette.line());
        touched.push(Touched::Row(at, response));
    }
}

fn people(count: usize) -> String {
    crate::app::words::count(count, "person", "people")
}

fn team_name(ui: &Ui, painter: &Painter, room: Rect, team: &TeamView, folded: bool) {
    let palette = theme::palette(ui);
    let left = room.left() + theme::GRID * 3.0;
    let width = room.right() - left;
    let galley = one_line_in(ui, &team.name, width, palette.text, &theme::strong());
    let middle = room.center().y;
    theme::triangle(ui, pos2(room.left() + theme::GRID, middle), !folded, palette.quiet);
    painter.galley(pos2(left, middle - galley.size().y), galley, palette.text);
    let count = one_line(ui, &people(team.people), width, palette.quiet);
    painter.galley(pos2(left, middle), count, palette.quiet);
}

/// What a row is of, as it is told.
pub(super) fn row_words(drawn: &Drawn<'_>, of: RowOf, day: usize) -> String {
    match of {
        RowOf::Person(worker) => {
            drawn.view.person(worker).map_or_else(String::new, |person| drawn.view.cell_words(person, day))
        }
        RowOf::Team(team) => {
            let cover = team.and_then(|team| drawn.covers?.of(team).get(day));
            let name = drawn.view.teams.iter().find(|view| view.team == team);
            match (cover, name) {
                (Some(cover), _) => cover.words.clone(),
                (None, Some(view)) => {
                    let today = drawn.view.today == Some(day);
                    let day = drawn.view.days.get(day).map(|day| day.words(today)).unwrap_or_default();
                    format!("{}, {}, {day}", view.name, people(view.people))
                }
                (None, None) => String::new(),
            }
        }
    }
}
