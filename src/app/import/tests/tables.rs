//! Finding the table in a file: encodings, separators, headings, places.

use rust_xlsxwriter::{Format, Workbook};

use super::super::fixtures::V::{D, E, N, T};
use super::super::fixtures::workbook;
use super::super::*;

fn one(name: &str, bytes: &[u8]) -> Table {
    read_tables_from_bytes(name, bytes).unwrap().into_iter().next().unwrap()
}

fn texts(table: &Table) -> Vec<&str> {
    table.headings.iter().map(|h| h.text.as_str()).collect()
}

fn said(table: &Table, words: &str) -> bool {
    table.notes.iter().any(|note| note.why.contains(words))
}

#[test]
fn column_letters_are_those_of_excel() {
    for (column, letter) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")] {
        assert_eq!(column_letter(column), letter);
    }
}

#[test]
fn separators_and_encodings_are_found_out() {
    let rows = |s: &str| format!("Child ID{s}Team{s}Allocated worker\r\n0012{s}Willow{s}Siân Brook\r\n");
    for separator in [",", ";", "\t", "|"] {
        let table = one("a.csv", rows(separator).as_bytes());
        assert_eq!(texts(&table), ["Child ID", "Team", "Allocated worker"], "{separator:?}");
        assert_eq!(table.rows[0].cell(0), &Cell::Text("0012".into()));
    }
    let text = rows(",");
    let wide = |to: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(to).collect::<Vec<u8>>();
    let narrow: Vec<u8> = text.chars().map(|c| c as u8).collect();
    let marked = |mark: &[u8], body: Vec<u8>| [mark.to_vec(), body].concat();
    for (bytes, noted) in [
        (marked(&[0xEF, 0xBB, 0xBF], text.clone().into_bytes()), false),
        (marked(&[0xFF, 0xFE], wide(u16::to_le_bytes)), false),
        (marked(&[0xFE, 0xFF], wide(u16::to_be_bytes)), false),
        (wide(u16::to_le_bytes), true),
        (narrow, true),
    ] {
        let table = one("a.csv", &bytes);
        assert_eq!(table.rows[0].cell(2), &Cell::Text("Siân Brook".into()));
        assert_eq!(!table.notes.is_empty(), noted, "{:?}", table.notes);
    }
    let hinted = one("a.csv", b"sep=;\nChild ID;Team, old\n1;Willow, East\n");
    assert_eq!(hinted.rows[0].cell(1), &Cell::Text("Willow, East".into()));
    assert_eq!((hinted.header_row, hinted.rows[0].row_number), (2, 3));
}

#[test]
fn rows_are_counted_as_excel_counts_them() {
    let text = "Child ID,Notes,Team\n\n1,\"two\nlines, \"\"quoted\"\"\",Willow\n,,\n2,,Oak";
    let table = one("a.csv", text.as_bytes());
    assert_eq!(table.rows.iter().map(|r| r.row_number).collect::<Vec<_>>(), [3, 5]);
    assert_eq!(table.rows[0].cell(1), &Cell::Text("two\nlines, \"quoted\"".into()));
    assert_eq!(table.blank_rows, 2);
    assert_eq!(table.rows_read(), 4);
    assert_eq!(table.place(3, 2).to_string(), "a.csv, row 3, column C (Team)");
}

#[test]
fn title_rows_above_the_headings_are_passed_over() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Report").unwrap();
    sheet.merge_range(0, 0, 0, 4, "Children open on 30 September, all teams", &Format::new()).unwrap();
    sheet.write_string(1, 0, "Run by").unwrap();
    sheet.write_string(1, 1, "Performance team").unwrap();
    for (column, text) in
        ["Child Unique ID", "Allocated Team", "Allocated\u{a0}Worker"].into_iter().enumerate()
    {
        sheet.write_string(4, column as u16, text).unwrap();
        sheet.write_string(5, column as u16, "x").unwrap();
    }
    let table = one("a.xlsx", &book.save_to_buffer().unwrap());
    assert_eq!(table.header_row, 5);
    assert_eq!(texts(&table), ["Child Unique ID", "Allocated Team", "Allocated Worker"]);
    assert_eq!(table.rows[0].row_number, 6);
}

#[test]
fn merged_headings_are_put_together_or_reported() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let plain = Format::new();
    sheet.merge_range(0, 0, 1, 0, "Team", &plain).unwrap();
    sheet.merge_range(0, 1, 0, 2, "Person", &plain).unwrap();
    sheet.write_string(1, 1, "First name").unwrap();
    sheet.write_string(1, 2, "Surname").unwrap();
    sheet.merge_range(0, 3, 1, 4, "Role", &plain).unwrap();
    for (column, text) in ["Willow", "Ada", "Brook", "Social Worker", "Level 2"].into_iter().enumerate() {
        sheet.write_string(2, column as u16, text).unwrap();
    }
    let table = one("a.xlsx", &book.save_to_buffer().unwrap());
    assert_eq!(texts(&table), ["Team", "First name", "Surname", "Role"]);
    assert_eq!(table.header_row, 2);
    assert!(said(&table, "merged across"), "{:?}", table.notes);
    let staff = staff_list::read(&table);
    assert_eq!(staff.rows[0].name, "Ada Brook");
}

#[test]
fn a_heading_that_stands_twice_is_reported_and_the_first_wins() {
    let table = one("a.csv", b"Child ID,Team,Team \n1,Willow,Oak\n");
    assert_eq!(texts(&table), ["Child ID", "Team"]);
    assert!(said(&table, "stands twice"));
    let read = child_list::read(&table, &TeamNames::default());
    assert_eq!(read.rows[0].team.as_deref(), Some("Willow"));
}

#[test]
fn headings_repeated_down_the_page_are_not_children() {
    let table = one("a.csv", b"Child ID,Team\n1,Willow\nChild ID,Team\n2,Willow\n");
    assert_eq!(table.rows.len(), 2);
    assert_eq!((table.blank_rows, table.rows_read()), (1, 3));
    assert!(said(&table, "repeats the headings"));
}

#[test]
fn hidden_sheets_far_cells_and_dates_are_read() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Cover").unwrap().write_string(0, 0, "About").unwrap();
    let sheet = book.add_worksheet().set_name("Hidden").unwrap();
    sheet.set_hidden(true);
    super::super::fixtures::write(
        sheet,
        &[vec![T("Child ID"), T("Opened"), T("Team")], vec![N(7.0), D(2026, 9, 7), E]],
    );
    sheet.write_string(1_048_575, 16_383, "stray").unwrap();
    sheet.write_boolean(2, 0, true).unwrap();
    let tables = read_tables_from_bytes("a.xlsx", &book.save_to_buffer().unwrap()).unwrap();
    let hidden = &tables[1];
    assert!(said(hidden, "hidden") && said(hidden, "beyond column"));
    assert_eq!(hidden.rows[0].cell(1), &Cell::Date("2026-09-07".parse().unwrap()));
    assert_eq!(hidden.rows[1].cell(0), &Cell::Flag(true));
    assert_eq!(hidden.rows.len(), 2);
}

/// An `OpenDocument` spreadsheet of one sheet, by hand.
fn open_document(rows: &[&str]) -> Vec<u8> {
    use std::io::Write;
    let cell = |text: &str| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
    };
    let mut body = String::new();
    for row in rows {
        let cells: Vec<String> = row.split(',').map(cell).collect();
        body.extend(["<table:table-row>", &cells.concat(), "</table:table-row>"]);
    }
    let content = format!(
        "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet>\
         <table:table table:name=\"List 6\">{body}</table:table></office:spreadsheet></office:body>\
         </office:document-content>"
    );
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let kind = "application/vnd.oasis.opendocument.spreadsheet";
    let manifest =
        "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>";
    for (name, text) in
        [("mimetype", kind), ("META-INF/manifest.xml", manifest), ("content.xml", content.as_str())]
    {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn an_open_document_spreadsheet_is_read_whatever_its_ending() {
    let bytes =
        open_document(&["Child Unique ID,CIN Start Date,Allocated Worker", "12,07/09/2026,Ada Brook"]);
    for name in ["a.ods", "a.csv"] {
        let read = gather_bytes(&[(name, &bytes)], &[]);
        assert_eq!(read.children.rows[0].worker, WorkerText::Person("Ada Brook".into()));
        assert_eq!(read.children.rows[0].place.to_string(), format!("{name}, sheet List 6, row 2"));
    }
}

#[test]
fn figures_with_a_name_and_a_level_are_no_staff_list() {
    let text =
        "level,name,code,Referrals,Rate,Started,Ended,Plans,Open,Closed\nLA,Somewhere,E1,1,2,3,4,5,6,7\n";
    let read = gather_bytes(&[("figures.csv", text.as_bytes())], &[]);
    assert!(read.staff.is_empty() && read.not_understood[0].why.contains("neither"));
}

#[test]
fn a_staff_list_with_numbers_and_dates_is_not_taken_for_a_child_list() {
    let text =
        "ID,Social worker,Team,Status,Start date,End date,FTE,Grade\n7,Ada Brook,Willow,Active,,,1,SW\n";
    assert_eq!(table_kind(&one("a.csv", text.as_bytes())), TableKind::StaffList);
    let text = "ID,Social worker,Team,Status,Start date,End date,Last seen,DOB\n7,Ada Brook,Willow,CP,,,,\n";
    assert_eq!(table_kind(&one("a.csv", text.as_bytes())), TableKind::ChildList);
}

#[test]
fn a_sheet_that_is_no_list_is_reported_not_dropped() {
    let bytes = workbook(&[("Budget", vec![vec![T("Quarter"), T("Spend")], vec![T("Q1"), N(5.0)]])]);
    let read = gather_bytes(&[("a.xlsx", &bytes)], &[]);
    assert!(read.not_understood[0].why.contains("neither a child list nor a staff list"));
    assert_eq!(read.not_understood[0].place.to_string(), "a.xlsx, sheet Budget");
}

#[test]
fn a_formula_whose_result_was_never_stored_is_said_and_not_passed_over_as_blank() {
    use rust_xlsxwriter::Formula;
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in ["Child ID", "Team", "Allocated worker"].into_iter().enumerate() {
        sheet.write_string(0, column as u16, heading).unwrap();
    }
    sheet.write_string(1, 0, "R1").unwrap();
    sheet.write_formula(1, 1, Formula::new("=A1").set_result("North")).unwrap();
    sheet.write_formula(1, 2, Formula::new("=A2").set_result("Ada")).unwrap();
    // As a program that writes formulas without working them out leaves it.
    let bytes = rewritten(&book.save_to_buffer().unwrap(), "xl/worksheets/sheet1.xml", |xml| {
        xml.replace("<v>Ada</v>", "")
    });
    let table = one("a.xlsx", &bytes);
    assert_eq!(table.rows[0].cell(1), &Cell::Text("North".into()));
    assert!(said(&table, "have no stored result"));
}

/// A workbook with one of its parts changed.
fn rewritten(workbook: &[u8], part: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    use std::io::{Cursor, Read as _, Write as _};
    let mut old = zip::ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..old.len() {
        let mut file = old.by_index(place).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        if name == part {
            bytes = change(std::str::from_utf8(&bytes).unwrap()).into_bytes();
        }
        new.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        new.write_all(&bytes).unwrap();
    }
    new.finish().unwrap().into_inner()
}
