//! Every colour, size and distance the window uses, for light and dark.
//!
//! # Promises
//! - No colour, text size or spacing literal stands anywhere else in `ui`.
//! - Text is at least 4.5 : 1 and shapes at least 3 : 1 against every surface they stand on; a test computes it.
//! - Distances are multiples of [`GRID`].

use eframe::egui::style::{ScrollAnimation, ScrollStyle, Selection, WidgetVisuals};
use eframe::egui::{
    Button, Color32, Context, CornerRadius, FontFamily, FontId, Label, Margin, Response, RichText, Shadow,
    Stroke, Style, TextStyle, Theme, ThemePreference, Ui, Vec2, Visuals, vec2,
};

use crate::app::view::table::Tone;
use crate::ui::fonts;

/// The step everything is a multiple of.
pub const GRID: f32 = 4.0;
/// Between things that belong together.
pub const GAP: f32 = 2.0 * GRID;
/// Between groups.
pub const GROUP_GAP: f32 = 4.0 * GRID;
/// Body text.
pub const TEXT_BODY: f32 = 13.0;
/// The first sentence of a screen, and group headings.
pub const TEXT_EMPHASIS: f32 = 15.0;
/// The title of a screen.
pub const TEXT_TITLE: f32 = 20.0;
/// Height of a table row.
pub const ROW_HEIGHT: f32 = 26.0;
/// Height of a row in a compact table.
pub const ROW_HEIGHT_COMPACT: f32 = 22.0;
/// Height of buttons and fields.
pub const CONTROL_HEIGHT: f32 = 6.0 * GRID;
/// Space left and right of the text of a table cell.
pub const CELL_PADDING: f32 = 2.0 * GRID;
/// Narrowest column.
pub const COLUMN_MIN: f32 = 10.0 * GRID;
/// Widest a column becomes by itself.
pub const COLUMN_FIT_MAX: f32 = 120.0 * GRID;
/// Width of the strip at a column's edge that can be dragged.
pub const EDGE_GRAB: f32 = 2.0 * GRID;
/// Width of a search field.
pub const SEARCH_WIDTH: f32 = 55.0 * GRID;
/// Width of the label column of a form.
pub const LABEL_WIDTH: f32 = 50.0 * GRID;
/// Width of an ordinary form field.
pub const FIELD_WIDTH: f32 = 65.0 * GRID;
/// Width of a field for a number or a date.
pub const FIELD_NARROW: f32 = 30.0 * GRID;
/// Tallest a list in a pop-up becomes before it scrolls.
pub const POPUP_HEIGHT: f32 = 70.0 * GRID;
/// Narrowest pop-up list.
pub const POPUP_WIDTH: f32 = 60.0 * GRID;
/// Radius of a painted state shape.
pub const MARK_RADIUS: f32 = 5.0;
/// Width of a hairline.
pub const HAIRLINE: f32 = 1.0;
/// Width of the focus ring and of a drawn line.
pub const STROKE: f32 = 2.0;
/// Height of the bar of states.
pub const BAR_HEIGHT: f32 = 6.0 * GRID;
/// Height of a line chart, and of the distribution of caseloads.
pub const CHART_HEIGHT: f32 = 60.0 * GRID;
/// Room kept at the right of a line chart for the names at the lines' ends.
pub const LINE_NAME_WIDTH: f32 = 45.0 * GRID;
/// Room that a date under a line chart takes.
pub const DATE_ROOM: f32 = 16.0 * GRID;
/// Size of a heat-map cell.
pub const HEAT_CELL: Vec2 = vec2(13.0 * GRID, 6.0 * GRID);
/// Most width of the names beside a heat map.
pub const HEAT_NAME_WIDTH: f32 = 34.0 * GRID;
/// Least width of a cell of a heat map: a date and three figures still fit.
pub const HEAT_CELL_MIN: f32 = 9.0 * GRID;
/// Width of a column of figures.
pub const FIGURE_WIDTH: f32 = 18.0 * GRID;
/// Width of the rail of screens.
pub const RAIL_WIDTH: f32 = 37.0 * GRID;
/// First width of the panel at the right.
pub const PANEL_WIDTH: f32 = 90.0 * GRID;
/// Least and most width of the panel at the right.
pub const PANEL_RANGE: (f32, f32) = (70.0 * GRID, 150.0 * GRID);
/// Width of a question.
pub const QUESTION_WIDTH: f32 = 120.0 * GRID;
/// Room above the list of commands.
pub const COMMANDS_TOP: f32 = 12.0 * GRID;
/// Width of the list of commands.
pub const COMMANDS_WIDTH: f32 = 140.0 * GRID;
/// Height of the list of commands.
pub const COMMANDS_HEIGHT: f32 = 95.0 * GRID;
/// From this width on, two columns stand side by side.
pub const TWO_COLUMNS: f32 = 325.0 * GRID;
/// Width of a column of text that is read from line to line.
pub const TEXT_WIDTH: f32 = 180.0 * GRID;
/// Size of the program's own file dialog.
pub const DIALOG_SIZE: Vec2 = vec2(170.0 * GRID, 110.0 * GRID);
/// Width of the handle beside a field that is dragged.
pub const DRAG_HANDLE: f32 = 5.0 * GRID;
/// How far the pointer goes for one step of what is dragged.
pub const DRAG_STEP: f32 = GRID;
/// How strongly bands are filled that lie over each other.
pub const OVERLAID_FILL: f32 = 0.16;
/// How strongly what is only the ground of a chart is filled.
pub const QUIET_FILL: f32 = 0.3;
/// Size of the bar that tells how far a forecast has come.
pub const PROGRESS: Vec2 = vec2(20.0 * GRID, 2.0 * GRID);
/// Width of the states beside the events of a day.
pub const STATES_WIDTH: f32 = 98.0 * GRID;
/// Width of the names beside people by days.
pub const ROTA_NAMES: f32 = 46.0 * GRID;
/// Height of the months, weeks and days above people by days.
pub const ROTA_HEAD: f32 = 11.0 * GRID;
/// Height of a team's cover strip.
pub const ROTA_TEAM: f32 = 10.0 * GRID;
/// Least width of a day.
pub const ROTA_DAY_MIN: f32 = GRID;
/// From this width on a day has its weekday and date written over it.
pub const ROTA_DAY_DATED: f32 = 11.0 * GRID;
/// From this width on a day has its number written over it, and figures in it.
pub const ROTA_DAY_NUMBERED: f32 = 5.0 * GRID;
/// Distance of the lines of a hatching.
pub const HATCH: f32 = 1.5 * GRID;
/// How strongly a hue fills a bar that words stand on.
pub const SOFT_FILL: f32 = 0.28;
/// Roundness of buttons, fields and pop-ups.
pub const RADIUS: u8 = 4;

/// One tone of the state palette: a colour for shapes and a stronger one for words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToneColours {
    /// For painted shapes and bars: at least 3 : 1.
    pub shape: Color32,
    /// For words: at least 4.5 : 1.
    pub text: Color32,
}

/// All colours of one theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Palette {
    /// Behind everything.
    pub background: Color32,
    /// Rail, bars at the top and foot, table headers.
    pub side: Color32,
    /// Pop-ups, menus, dialogs.
    pub raised: Color32,
    /// Inside text fields.
    pub field: Color32,
    /// Lines between things.
    pub hairline: Color32,
    /// Stronger lines: under a header, over a total, at the foot of a chart.
    pub rule: Color32,
    /// Outline of fields and buttons: at least 3 : 1.
    pub outline: Color32,
    /// Words.
    pub text: Color32,
    /// Words of second rank.
    pub quiet: Color32,
    /// What can be pressed.
    pub accent: Color32,
    /// Words on the accent.
    pub on_accent: Color32,
    /// Behind the selected row.
    pub selected: Color32,
    /// Behind marked letters and pressed buttons, with words in the accent.
    pub marked: Color32,
    /// Behind what the pointer is over.
    pub hovered: Color32,
    /// Behind a button at rest.
    pub button: Color32,
    /// Sentences that refuse or warn.
    pub warning: Color32,
    /// Behind heat-map figures, from nothing (0) to most (4).
    pub heat: [Color32; 5],
    /// The bands of a fan, the wide one first. The edges of neighbours can be told apart, and lines be seen on both.
    pub bands: [Color32; 2],
    /// Over the window while a dialog is open.
    pub veil: Color32,
    /// Behind weekends and days that somebody does not work.
    pub day_off: Color32,
    /// Behind bank holidays and closures.
    pub holiday: Color32,
    grey: ToneColours,
    blue_green: ToneColours,
    yellow: ToneColours,
    vermilion: ToneColours,
    purple: ToneColours,
    sky_blue: ToneColours,
    blue: ToneColours,
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

const fn tone(shape: u32, text: u32) -> ToneColours {
    ToneColours { shape: rgb(shape), text: rgb(text) }
}

/// The light theme.
pub static LIGHT: Palette = Palette {
    background: rgb(0x00FB_FBFA),
    side: rgb(0x00F4_F4F2),
    raised: rgb(0x00FF_FFFF),
    field: rgb(0x00FF_FFFF),
    hairline: rgb(0x00E2_E2DF),
    rule: rgb(0x00C4_C4C0),
    outline: rgb(0x008E_8E89),
    text: rgb(0x0022_2222),
    quiet: rgb(0x005E_5E5A),
    accent: rgb(0x003F_4AA8),
    on_accent: rgb(0x00FF_FFFF),
    selected: rgb(0x00E8_EAF8),
    marked: rgb(0x00D3_D8F3),
    hovered: rgb(0x00F1_F1EF),
    button: rgb(0x00F1_F1EF),
    warning: rgb(0x00A8_4600),
    heat: [rgb(0x00FB_FBFA), rgb(0x00FB_EEE2), rgb(0x00F8_DCC3), rgb(0x00F3_C39B), rgb(0x00EC_A66F)],
    bands: [rgb(0x00D3_E3F1), rgb(0x00AB_CBE6)],
    veil: Color32::from_black_alpha(70),
    day_off: rgb(0x00EE_EEEB),
    holiday: rgb(0x00E1_DFD8),
    grey: tone(0x007E_7E78, 0x005C_5C57),
    blue_green: tone(0x000B_9070, 0x0004_6B51),
    yellow: tone(0x0096_7B00, 0x006E_5A00),
    vermilion: tone(0x00D5_5E00, 0x00A8_4600),
    purple: tone(0x00B9_578F, 0x0094_3A6E),
    sky_blue: tone(0x0024_84C6, 0x001B_6A9F),
    blue: tone(0x0000_72B2, 0x0000_5E94),
};

/// The dark theme.
pub static DARK: Palette = Palette {
    background: rgb(0x001D_1E20),
    side: rgb(0x0022_2326),
    raised: rgb(0x0027_292C),
    field: rgb(0x0015_1617),
    hairline: rgb(0x0034_3639),
    rule: rgb(0x0050_5357),
    outline: rgb(0x0070_7377),
    text: rgb(0x00E6_E6E3),
    quiet: rgb(0x00AB_ABA6),
    accent: rgb(0x00AA_B3FF),
    on_accent: rgb(0x001D_1E20),
    selected: rgb(0x0033_3A5C),
    marked: rgb(0x003C_446E),
    hovered: rgb(0x002A_2C2F),
    button: rgb(0x002D_3033),
    warning: rgb(0x00FF_9A57),
    heat: [rgb(0x001D_1E20), rgb(0x0038_2A20), rgb(0x0052_3620), rgb(0x006C_4320), rgb(0x0086_5020)],
    bands: [rgb(0x0023_3A4E), rgb(0x002E_5676)],
    veil: Color32::from_black_alpha(140),
    day_off: rgb(0x0029_2B2E),
    holiday: rgb(0x003A_3B3D),
    grey: tone(0x008E_8E8A, 0x00B4_B4AF),
    blue_green: tone(0x001F_B58D, 0x004C_C9A6),
    yellow: tone(0x00D9_C540, 0x00E3_D365),
    vermilion: tone(0x00EE_7A2B, 0x00FF_9A57),
    purple: tone(0x00D5_8AB5, 0x00E2_A5C9),
    sky_blue: tone(0x0056_B4E9, 0x007C_C4EE),
    blue: tone(0x003D_9BDB, 0x0074_B9E8),
};

impl Palette {
    /// The two colours of a tone.
    pub fn tone(&self, tone: Tone) -> ToneColours {
        match tone {
            Tone::Grey => self.grey,
            Tone::BlueGreen => self.blue_green,
            Tone::Yellow => self.yellow,
            Tone::Vermilion => self.vermilion,
            Tone::Purple => self.purple,
            Tone::SkyBlue => self.sky_blue,
            Tone::Blue => self.blue,
            Tone::Accent => ToneColours { shape: self.accent, text: self.accent },
        }
    }

    /// A tone as the ground of a bar, for words in [`Self::text`].
    pub fn soft(&self, tone: Tone) -> Color32 {
        self.background.lerp_to_gamma(self.tone(tone).shape, SOFT_FILL)
    }

    /// A line between things.
    pub fn line(&self) -> Stroke {
        Stroke::new(HAIRLINE, self.hairline)
    }

    /// The ring around what has the keyboard.
    pub fn focus(&self) -> Stroke {
        Stroke::new(STROKE, self.accent)
    }
}

/// The palette of the theme this part of the window is drawn in.
pub fn palette(ui: &Ui) -> &'static Palette {
    of(ui.visuals().dark_mode)
}

/// Gives boxes and buttons in a menu their outline back, which menus take away.
pub fn outlined(ui: &mut Ui) {
    let outline = Stroke::new(HAIRLINE, palette(ui).outline);
    ui.visuals_mut().widgets.inactive.bg_stroke = outline;
}

/// The veil over the window while a dialog is open.
pub fn veil(ctx: &Context) -> Color32 {
    of(ctx.global_style().visuals.dark_mode).veil
}

fn of(dark: bool) -> &'static Palette {
    if dark { &DARK } else { &LIGHT }
}

/// The text style between body and title.
pub fn emphasis() -> TextStyle {
    TextStyle::Name("emphasis".into())
}

/// Body text in the heavier weight.
pub fn strong() -> TextStyle {
    TextStyle::Name("strong".into())
}

/// Sets fonts and both themes. Call once, when the window opens.
pub fn apply(ctx: &Context) {
    fonts::install(ctx);
    ctx.options_mut(|options| {
        options.fallback_theme = Theme::Light;
        options.theme_preference = ThemePreference::System;
    });
    for (theme, dark) in [(Theme::Light, false), (Theme::Dark, true)] {
        ctx.style_mut_of(theme, |style| set_style(style, dark));
    }
}

fn set_style(style: &mut Style, dark: bool) {
    let body = || FontFamily::Proportional;
    style.text_styles = [
        (TextStyle::Small, FontId::new(TEXT_BODY, body())),
        (TextStyle::Body, FontId::new(TEXT_BODY, body())),
        (TextStyle::Button, FontId::new(TEXT_BODY, body())),
        (TextStyle::Monospace, FontId::new(TEXT_BODY, FontFamily::Monospace)),
        (TextStyle::Heading, FontId::new(TEXT_TITLE, fonts::semibold())),
        (emphasis(), FontId::new(TEXT_EMPHASIS, fonts::semibold())),
        (strong(), FontId::new(TEXT_BODY, fonts::semibold())),
    ]
    .into();
    let space = &mut style.spacing;
    space.item_spacing = vec2(GAP, GRID);
    space.button_padding = vec2(2.0 * GRID, GRID / 2.0);
    space.interact_size = vec2(10.0 * GRID, CONTROL_HEIGHT);
    space.window_margin = Margin::same(16);
    space.menu_margin = Margin::same(4);
    space.icon_width = 4.0 * GRID;
    space.icon_width_inner = 2.0 * GRID;
    space.icon_spacing = 1.5 * GRID;
    space.text_edit_width = FIELD_WIDTH;
    space.tooltip_width = 90.0 * GRID;
    space.scroll = ScrollStyle {
        fade: fade_off(),
        foreground_color: true,
        handle_min_length: 8.0 * GRID,
        floating_width: 1.5 * GRID,
        floating_allocated_width: 2.0 * GRID,
        dormant_background_opacity: 0.0,
        active_background_opacity: 0.1,
        interact_background_opacity: 0.1,
        dormant_handle_opacity: 0.35,
        active_handle_opacity: 0.5,
        interact_handle_opacity: 0.7,
        ..ScrollStyle::thin()
    };
    style.animation_time = 0.08;
    style.scroll_animation = ScrollAnimation::none();
    style.interaction.tooltip_delay = 0.4;
    style.interaction.selectable_labels = false;
    style.visuals = visuals(of(dark), dark);
    #[cfg(debug_assertions)]
    {
        style.debug.show_unaligned = false;
    }
}

fn fade_off() -> eframe::egui::style::ScrollFadeStyle {
    eframe::egui::style::ScrollFadeStyle { strength: 0.0, ..Default::default() }
}

fn visuals(palette: &Palette, dark: bool) -> Visuals {
    let mut visuals = if dark { Visuals::dark() } else { Visuals::light() };
    let radius = CornerRadius::same(RADIUS);
    let widget = |fill: Color32, outline: Stroke, text: Color32| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: outline,
        corner_radius: radius,
        fg_stroke: Stroke::new(HAIRLINE, text),
        expansion: 0.0,
    };
    let outline = Stroke::new(HAIRLINE, palette.outline);
    visuals.widgets.noninteractive = widget(palette.background, palette.line(), palette.text);
    visuals.widgets.inactive = widget(palette.button, outline, palette.text);
    visuals.widgets.hovered = widget(palette.hovered, Stroke::new(HAIRLINE, palette.accent), palette.text);
    visuals.widgets.active = widget(palette.selected, palette.focus(), palette.text);
    visuals.widgets.open = widget(palette.selected, Stroke::new(HAIRLINE, palette.accent), palette.text);
    visuals.selection = Selection { bg_fill: palette.marked, stroke: palette.focus() };
    visuals.weak_text_color = Some(palette.quiet);
    visuals.hyperlink_color = palette.accent;
    visuals.warn_fg_color = palette.warning;
    visuals.error_fg_color = palette.warning;
    visuals.faint_bg_color = palette.hovered;
    visuals.extreme_bg_color = palette.field;
    visuals.text_edit_bg_color = Some(palette.field);
    visuals.code_bg_color = palette.hovered;
    visuals.panel_fill = palette.background;
    visuals.window_fill = palette.raised;
    visuals.window_stroke = Stroke::new(HAIRLINE, palette.rule);
    visuals.window_corner_radius = radius;
    visuals.menu_corner_radius = radius;
    let shadow = Shadow { offset: [0, 4], blur: 12, spread: 0, color: Color32::from_black_alpha(30) };
    visuals.window_shadow = shadow;
    visuals.popup_shadow = shadow;
    visuals.text_cursor.stroke = palette.focus();
    visuals.text_cursor.blink = false;
    visuals.striped = false;
    visuals.button_frame = true;
    visuals.indent_has_left_vline = false;
    visuals
}

/// The title of a screen.
pub fn heading_ui(ui: &mut Ui, text: &str) -> Response {
    ui.add(Label::new(RichText::new(text).text_style(TextStyle::Heading)))
}

/// The heading of a group within a screen.
pub fn subheading_ui(ui: &mut Ui, text: &str) -> Response {
    ui.add(Label::new(RichText::new(text).text_style(emphasis())))
}

/// The first plain sentence of a screen, which answers its question.
pub fn sentence_ui(ui: &mut Ui, text: &str) -> Response {
    let size = FontId::new(TEXT_EMPHASIS, FontFamily::Proportional);
    ui.add(Label::new(RichText::new(text).font(size)).wrap().selectable(true))
}

/// A remark of second rank.
pub fn quiet_ui(ui: &mut Ui, text: &str) -> Response {
    ui.add(Label::new(RichText::new(text).color(palette(ui).quiet)).wrap())
}

/// A sentence that refuses or warns.
pub fn warning_ui(ui: &mut Ui, text: &str) -> Response {
    ui.add(Label::new(RichText::new(text).color(palette(ui).warning)).wrap())
}

/// Words that can be pressed, for going to a thing.
pub fn link_ui(ui: &mut Ui, text: &str) -> Response {
    let words = RichText::new(text).color(palette(ui).accent);
    let response = ui.add(Button::new(words).frame(false));
    if response.hovered() || response.has_focus() {
        let y = response.rect.bottom() - HAIRLINE;
        ui.painter().hline(response.rect.x_range(), y, Stroke::new(HAIRLINE, palette(ui).accent));
    }
    response
}

/// The one button on a screen or dialog that does what it is for.
pub fn primary_button<'a>(ui: &Ui, text: &'a str) -> Button<'a> {
    let palette = palette(ui);
    Button::new(RichText::new(text).color(palette.on_accent).text_style(strong())).fill(palette.accent)
}

/// Paints a small triangle for menus and folds: pointing down when `open`, else right.
pub fn triangle(ui: &Ui, centre: eframe::egui::Pos2, open: bool, colour: Color32) {
    let (a, b) = (GRID, GRID * 0.6);
    let points = if open {
        vec![centre + vec2(-a, -b), centre + vec2(a, -b), centre + vec2(0.0, b)]
    } else {
        vec![centre + vec2(-b, -a), centre + vec2(b, 0.0), centre + vec2(-b, a)]
    };
    ui.painter().add(eframe::egui::Shape::convex_polygon(points, colour, Stroke::NONE));
}

#[cfg(test)]
mod tests;
