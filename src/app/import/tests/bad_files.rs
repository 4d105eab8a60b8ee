//! Every bad file gives one plain sentence, never a panic.

use std::io::Write;

use super::super::fixtures::{Layout, annex_a};
use super::super::*;

fn sentence(name: &str, bytes: &[u8]) -> String {
    let error = read_tables_from_bytes(name, bytes).expect_err("the file is bad");
    let text = error.to_string();
    assert!(text.starts_with(name) && text.ends_with('.'), "{text}");
    text
}

#[test]
fn an_empty_file_is_said_to_be_empty() {
    for bytes in [&b""[..], b"  \r\n\r\n", b"\0\0\0", "\u{feff}".as_bytes(), b"\"\",\"\"\n"] {
        assert!(sentence("a.csv", bytes).contains("is empty"), "{bytes:?}");
    }
}

#[test]
fn a_workbook_cut_off_anywhere_is_damaged_and_never_a_panic() {
    let whole = annex_a(Layout::Of2021);
    for part in [4, 30, 400, whole.len() / 2, whole.len() - 30, whole.len() - 1] {
        assert!(sentence("a.xlsx", &whole[..part]).contains("is damaged"), "{part}");
    }
    // A byte changed inside a packed part.
    for at in (40..whole.len()).step_by(whole.len() / 60) {
        let mut spoilt = whole.clone();
        spoilt[at] ^= 0x55;
        drop(read_tables_from_bytes("a.xlsx", &spoilt));
    }
}

#[test]
fn rubbish_is_refused() {
    let mut state = 12345_u32;
    let rubbish: Vec<u8> = (0..20_000)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        })
        .collect();
    assert!(sentence("a.csv", &rubbish).contains("not text"));
    let mut as_xls = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    as_xls.extend(&rubbish);
    assert!(sentence("a.xls", &as_xls).contains("is damaged"));
    let mut as_zip = b"PK\x03\x04".to_vec();
    as_zip.extend(&rubbish);
    assert!(sentence("a.xlsx", &as_zip).contains("is damaged"));
}

#[test]
fn a_workbook_with_a_password_says_how_to_take_it_off() {
    let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    bytes.resize(512, 0);
    bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    bytes.resize(4096, 0);
    let text = sentence("a.xlsx", &bytes);
    assert!(text.contains("password") && text.contains("remove"), "{text}");
}

#[test]
fn a_web_page_saved_as_xls_says_save_as_xlsx() {
    for page in [
        "<html><body><table><tr><td>Child ID</td></tr></table></body></html>",
        "\u{feff}\n<!DOCTYPE html><html>",
        "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\">",
        "MIME-Version: 1.0\nContent-Type: multipart/related",
    ] {
        let text = sentence("list.xls", page.as_bytes());
        assert!(text.contains("web page") && text.contains(".xlsx"), "{text}");
    }
    let old = "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>";
    assert!(sentence("list.xls", old.as_bytes()).contains("2003"));
    assert!(sentence("list.pdf", b"%PDF-1.7 ...").contains("a PDF"));
}

#[test]
fn a_nought_byte_in_a_text_file_names_its_row() {
    let mut text = "Child ID,Team,Allocated worker\n".repeat(5).into_bytes();
    text.extend(b"1,Wil\0low,Ada Brook\n");
    text.extend("2,Willow,Ada Brook\n".repeat(20).bytes());
    assert!(sentence("a.csv", &text).contains("row 6"));
}

#[test]
fn a_quotation_mark_never_closed_names_its_row() {
    let text = "Child ID,Team\n1,Willow\n2,\"Willow\n3,Willow\n";
    assert!(sentence("a.csv", text.as_bytes()).contains("row 3"));
}

#[test]
fn other_packed_files_are_named_for_what_they_are() {
    let packed = |name: &str| {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(b"x").unwrap();
        zip.finish().unwrap().into_inner()
    };
    assert!(sentence("a.xlsx", &packed("word/document.xml")).contains("Word"));
    assert!(sentence("a.zip", &packed("list.csv")).contains("Unpack"));
}

#[test]
fn a_workbook_that_swells_when_unpacked_is_refused() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("xl/sharedStrings.xml", zip::write::SimpleFileOptions::default()).unwrap();
    let block = vec![b' '; 1024 * 1024];
    for _ in 0..258 {
        zip.write_all(&block).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    assert!(bytes.len() < 4 * 1024 * 1024);
    assert!(sentence("bomb.xlsx", &bytes).contains("unpacks to more than"));
}

#[test]
fn a_file_that_is_not_there_or_is_a_folder_says_so() {
    let error = read_tables(std::path::Path::new("no-such-file.xlsx")).unwrap_err();
    assert!(error.to_string().contains("no such file"), "{error}");
    let folder = tempfile::tempdir().unwrap();
    assert!(read_tables(folder.path()).is_err());
}

#[test]
fn a_hundred_megabytes_are_read_or_refused_without_fuss() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.csv");
    let mut file = std::io::BufWriter::new(std::fs::File::create(&path).unwrap());
    writeln!(file, "Child ID,Team,Allocated worker,Notes").unwrap();
    let notes = "x".repeat(1000);
    for child in 0..100_000 {
        writeln!(file, "{child},Willow,Ada Brook,{notes}").unwrap();
    }
    file.into_inner().unwrap().sync_all().unwrap();
    let tables = read_tables(&path).unwrap();
    assert_eq!(tables[0].rows.len(), 100_000);
    assert_eq!(tables[0].rows[99_999].row_number, 100_001);

    let rows = "1\n".repeat(MAX_ROWS + 2);
    assert!(sentence("rows.csv", rows.as_bytes()).contains("1000000 filled rows"));
}

#[test]
fn a_file_over_the_limit_is_refused_before_it_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("huge.xlsx");
    std::fs::File::create(&path).unwrap().set_len(MAX_FILE_BYTES + 1).unwrap();
    assert!(matches!(read_tables(&path), Err(ReadError::TooLarge { .. })));
}

#[test]
fn a_census_nested_deep_or_with_definitions_is_refused() {
    let deep = format!("{}{}", "<a>".repeat(10_000), "</a>".repeat(10_000));
    assert!(read_census("c.xml", deep.as_bytes()).unwrap_err().to_string().contains("nested"));
    let bomb = "<!DOCTYPE m [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><Message>&b;</Message>";
    assert!(read_census("c.xml", bomb.as_bytes()).unwrap_err().to_string().contains("DTD"));
    assert!(read_census("c.xml", b"<Message><CSWWWorker>").unwrap_err().to_string().contains("damaged"));
    assert!(
        read_census("c.xml", b"<a/>")
            .unwrap_err()
            .to_string()
            .contains("not the social work workforce census")
    );
    let other = b"<Message><Header><CollectionDetails><Collection>CIN</Collection></CollectionDetails></Header></Message>";
    assert!(read_census("c.xml", other).unwrap_err().to_string().contains("another collection (CIN)"));
}

#[test]
fn errors_do_not_carry_names_of_people() {
    let text = "Name,Team\nAda Brook,\"Willow\n";
    let error = read_tables_from_bytes("staff.csv", text.as_bytes()).unwrap_err();
    assert!(!format!("{error:?} {error}").contains("Brook"));
}
