//! What a person does with the pointer: holding, dragging and clicking at a place.

use super::*;

impl Person {
    /// The middle of what has exactly this name, after scrolling to it.
    #[track_caller]
    fn middle_of(&mut self, label: &str) -> Pos2 {
        let found = |person: &Self| person.harness.query_by_label(label).map(|node| node.rect());
        let Some(rect) = found(self) else { panic!("nothing is called {label}\n{}", self.everything()) };
        let mut window = self.harness.ctx.content_rect();
        window.max.y -= 50.0;
        if !window.contains_rect(rect) {
            self.harness.get_by_label(label).scroll_to_me();
            self.look();
        }
        found(self).expect("still there").center()
    }

    /// Takes hold of a handle and moves it sideways, without letting go.
    #[track_caller]
    pub fn holds(&mut self, label: &str, sideways: f32) {
        let from = self.middle_of(label);
        self.harness.hover_at(from);
        self.harness.step();
        self.harness.drag_at(from);
        self.harness.step();
        self.moves_to(pos2(from.x + sideways, from.y));
    }

    /// Moves what is held.
    pub fn moves_to(&mut self, to: Pos2) {
        self.harness.hover_at(to);
        self.last_click = to;
        self.look();
    }

    /// Moves what is held further sideways.
    pub fn moves_by(&mut self, sideways: f32) {
        self.moves_to(pos2(self.last_click.x + sideways, self.last_click.y));
    }

    /// Lets go of it.
    pub fn lets_go(&mut self) {
        self.harness.drop_at(self.last_click);
        self.look();
        self.harness.remove_cursor();
        self.look();
    }

    /// Lets frames go by until this is so.
    #[track_caller]
    pub fn waits_until(&mut self, what: &str, so: impl Fn(&Desk) -> bool) {
        let since = Instant::now();
        while !so(self.desk()) {
            assert!(since.elapsed() < Duration::from_mins(2), "never: {what}");
            std::thread::sleep(Duration::from_millis(5));
            self.harness.step();
        }
        self.look();
    }
}

impl Person {
    /// Where something is whose name begins with these words.
    #[track_caller]
    pub fn place_of(&self, words: &str) -> eframe::egui::Rect {
        let found = self.harness.query_all_by_label_contains(words);
        let mut begins =
            found.filter(|node| node.accesskit_node().label().is_some_and(|label| label.starts_with(words)));
        let Some(node) = begins.next() else { panic!("nothing begins with {words}\n{}", self.everything()) };
        node.rect()
    }

    /// Presses the button of the mouse here and moves to there, without letting go.
    pub fn drags(&mut self, from: Pos2, to: Pos2) {
        self.harness.hover_at(from);
        self.harness.step();
        self.harness.drag_at(from);
        self.harness.step();
        // On the way, as a hand does.
        self.harness.hover_at(from + (to - from) / 2.0);
        self.harness.step();
        self.moves_to(to);
    }

    /// Clicks here.
    pub fn clicks(&mut self, at: Pos2, modifiers: Modifiers) {
        self.clicks_at(at, PointerButton::Primary, modifiers);
    }

    /// Asks for the menu of what is here.
    pub fn asks_at(&mut self, at: Pos2) {
        self.clicks_at(at, PointerButton::Secondary, Modifiers::NONE);
    }
}
