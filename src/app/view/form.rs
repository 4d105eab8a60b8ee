//! A form as plain data: groups of fields with canonical text, and why a text was refused. Drawn by `ui::widgets::form`.

use super::drag::Drag;

/// A form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormView {
    /// What it is about.
    pub title: String,
    /// Its fields, in groups.
    pub groups: Vec<FormGroup>,
}

/// Fields that belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormGroup {
    /// Heading. May be empty.
    pub title: String,
    /// The fields.
    pub fields: Vec<FieldView>,
}

/// One field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldView {
    /// Stable name, handed back with the new text.
    pub key: String,
    /// What the reader calls it.
    pub label: String,
    /// What it means, in a sentence. May be empty.
    pub hint: String,
    /// The value as canonical text: what is typed, or the value of the choice.
    pub value: String,
    /// What is shown instead of `value` where it is only read.
    pub shown: Option<String>,
    /// How it is entered.
    pub input: Input,
    /// Why the last text was not taken, in a sentence.
    pub refused: Option<String>,
    /// A remark beside it, such as "assumption, not sourced".
    pub note: Option<String>,
    /// What the figure counts, such as "working days".
    pub unit: Option<String>,
    /// How its value is dragged, where it is.
    pub drag: Option<Drag>,
    /// What it is in the base plan, as people read it, where a scenario is open and it differs.
    pub base: Option<String>,
}

impl FieldView {
    /// A field with nothing but a name, a value and a way to enter it.
    pub fn new(
        key: impl Into<String>,
        label: impl Into<String>,
        value: impl Into<String>,
        input: Input,
    ) -> Self {
        Self {
            key: key.into(),
            label: label.into(),
            hint: String::new(),
            value: value.into(),
            shown: None,
            input,
            refused: None,
            note: None,
            unit: None,
            drag: None,
            base: None,
        }
    }

    /// The same field with what it means.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// The same field with a unit behind it.
    #[must_use]
    pub fn unit(mut self, unit: impl Into<String>) -> Self {
        self.unit = Some(unit.into());
        self
    }

    /// The same field with a remark.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }
}

/// How a field is entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// One line of text.
    Text,
    /// Several lines of text.
    Lines,
    /// A figure.
    Number,
    /// A date, as dd/mm/yyyy.
    Date,
    /// "yes" or "no".
    Flag,
    /// One of these.
    Choice(Vec<ChoiceItem>),
    /// One of these, or none (empty text).
    OptionalChoice(Vec<ChoiceItem>),
    /// Any of these; the value is theirs, separated by commas.
    Several(Vec<ChoiceItem>),
    /// Only read.
    ReadOnly,
}

/// One thing to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceItem {
    /// Canonical text.
    pub value: String,
    /// What the reader sees.
    pub label: String,
}

impl ChoiceItem {
    /// A thing to choose.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// The values within the text of a field of [`Input::Several`].
pub fn several(value: &str) -> Vec<&str> {
    value.split(',').map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// The text with one value added or taken away, the rest in the order of `items`.
pub fn with_toggled(value: &str, item: &str, items: &[ChoiceItem]) -> String {
    let mut chosen = several(value);
    if chosen.contains(&item) {
        chosen.retain(|other| *other != item);
    } else {
        chosen.push(item);
    }
    let known = items.iter().map(|item| item.value.as_str()).filter(|value| chosen.contains(value));
    let unknown = chosen.iter().copied().filter(|value| !items.iter().any(|item| item.value == *value));
    known.chain(unknown).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_values_keep_the_order_of_the_list() {
        let items = [ChoiceItem::new("a", "A"), ChoiceItem::new("b", "B"), ChoiceItem::new("c", "C")];
        assert_eq!(with_toggled("c", "a", &items), "a,c");
        assert_eq!(with_toggled("a,c", "c", &items), "a");
        assert_eq!(with_toggled("a, old", "b", &items), "a,b,old", "a value no longer offered is not lost");
        assert_eq!(several(" "), [""; 0]);
    }
}
