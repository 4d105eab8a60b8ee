//! The lists we ship for a manager to fill in: headings our own reader knows, and example rows marked as such.

use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// A list to fill in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template {
    /// File name without its ending.
    pub name: &'static str,
    /// Sheet name.
    pub sheet: &'static str,
    /// Headings, left to right.
    pub headings: &'static [&'static str],
    /// Example rows, invented, one text a heading.
    pub examples: &'static [&'static [&'static str]],
}

/// The staff list.
pub const STAFF: Template = Template {
    name: "staff-list-template",
    sheet: "Staff",
    headings: &[
        "Name",
        "Team",
        "Role",
        "FTE",
        "Contract",
        "Start date",
        "Leaving date",
        "Notice",
        "Caseload cap",
        "ASYE start",
        "Manager",
        "Working days",
        "Absence",
        "SWE number",
        "Notes",
    ],
    examples: &[
        &[
            "Example Ada Brook",
            "Assessment North",
            "Social Worker",
            "0.8",
            "Permanent",
            "01/09/2024",
            "",
            "",
            "16",
            "",
            "Example Petra Lane",
            "Mon-Thu",
            "",
            "",
            "Example row: delete before use",
        ],
        &[
            "Example Petra Lane",
            "Assessment North",
            "Team Manager",
            "1",
            "Permanent",
            "06/01/2020",
            "",
            "",
            "",
            "",
            "",
            "Mon-Fri",
            "",
            "",
            "Example row: delete before use",
        ],
    ],
};

/// The list of absences.
pub const ABSENCES: Template = Template {
    name: "absence-list-template",
    sheet: "Absences",
    headings: &[
        "Name",
        "Team",
        "Kind of absence",
        "First day away",
        "Last day away",
        "Expected return",
        "Status",
        "Covered by",
    ],
    examples: &[
        &[
            "Example Ada Brook",
            "Assessment North",
            "Annual leave",
            "21/12/2026",
            "31/12/2026",
            "",
            "Agreed",
            "Example Ben Marsh; Example Petra Lane",
        ],
        &[
            "Example Ben Marsh",
            "Assessment North",
            "Training",
            "05/10/2026",
            "05/10/2026",
            "",
            "Requested",
            "",
        ],
    ],
};

/// The child list.
pub const CHILDREN: Template = Template {
    name: "child-list-template",
    sheet: "Children",
    headings: &[
        "Child ID",
        "Family group",
        "Date of birth",
        "Case type",
        "Team",
        "Allocated worker",
        "Allocated date",
        "Opened",
        "Last seen",
        "Next visit due",
        "Next review due",
        "Priority",
        "Personal adviser",
        "UASC",
        "Disability",
        "Private fostering",
        "Notes",
    ],
    examples: &[
        &[
            "EXAMPLE-1",
            "EXAMPLE-F1",
            "14/02/2016",
            "Child protection",
            "Assessment North",
            "Example Ada Brook",
            "02/03/2026",
            "20/02/2026",
            "01/09/2026",
            "11/09/2026",
            "01/12/2026",
            "High",
            "",
            "No",
            "No",
            "No",
            "Example row: delete before use",
        ],
        &[
            "EXAMPLE-2",
            "EXAMPLE-F1",
            "30/06/2019",
            "Child in need",
            "Assessment North",
            "Unallocated",
            "",
            "20/02/2026",
            "24/08/2026",
            "21/09/2026",
            "",
            "Medium",
            "",
            "No",
            "Yes",
            "No",
            "Example row: delete before use",
        ],
    ],
};

/// A template as CSV, with the mark that makes Excel read accented letters rightly.
pub fn csv(template: &Template) -> String {
    let line = |cells: &[&str]| {
        let quoted: Vec<String> = cells
            .iter()
            .map(|cell| {
                if cell.contains([',', '"', '\n']) {
                    format!("\"{}\"", cell.replace('"', "\"\""))
                } else {
                    (*cell).to_owned()
                }
            })
            .collect();
        quoted.join(",") + "\r\n"
    };
    let rows: String = template.examples.iter().map(|row| line(row)).collect();
    format!("\u{feff}{}{rows}", line(template.headings))
}

/// A template as an Excel workbook, everything as text so that references keep their leading noughts.
pub fn xlsx(template: &Template) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The same bytes every time: no date of making.
    let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2026, 1, 1)?;
    book.set_properties(&rust_xlsxwriter::DocProperties::new().set_creation_datetime(&day));
    let bold = Format::new().set_bold().set_text_wrap();
    let text = Format::new().set_num_format("@");
    let example = Format::new().set_num_format("@").set_italic().set_font_color("#767676");
    let sheet = book.add_worksheet().set_name(template.sheet)?;
    for (column, heading) in template.headings.iter().enumerate() {
        let column = column as u16;
        sheet.set_column_format(column, &text)?;
        sheet.set_column_width(column, 18)?;
        sheet.write_string_with_format(0, column, *heading, &bold)?;
        for (row, cells) in template.examples.iter().enumerate() {
            if let Some(cell) = cells.get(usize::from(column)).filter(|cell| !cell.is_empty()) {
                sheet.write_string_with_format(row as u32 + 1, column, *cell, &example)?;
            }
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    book.save_to_buffer()
}
