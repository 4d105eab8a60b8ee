//! A handover list as one page that holds everything it needs: opened in any browser and printed from there.

use super::handover::HandoverView;

/// How it looks, on the screen and on paper. Marks are words and borders, since paper is often black and white.
const STYLE: &str = "\
body{font:11pt/1.35 system-ui,-apple-system,'Segoe UI',Arial,sans-serif;color:#111;background:#fff;margin:2em auto;max-width:62em;padding:0 1em}\
h1{font-size:16pt;margin:0 0 .3em}p{margin:.2em 0}\
table{border-collapse:collapse;width:100%;margin:1em 0}\
th,td{border:1px solid #777;padding:.3em .5em;text-align:left;vertical-align:top}\
th{background:#eee}td.figure{text-align:right}td:first-child{white-space:nowrap}tr.due td:first-child{border-left:5px solid #111;font-weight:bold}\
.quiet{color:#444;font-size:9.5pt}\
@media print{@page{size:A4 landscape;margin:14mm}body{margin:0;max-width:none;padding:0;font-size:10pt}\
thead{display:table-header-group}tr{break-inside:avoid}th{background:none}}";

/// The columns that hold figures.
const FIGURES: [&str; 1] = ["days_without"];

/// The page: UTF-8, with no script and nothing that is fetched from elsewhere.
pub fn page(view: &HandoverView) -> String {
    let title = escaped(&view.title);
    let mut html = format!(
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>{STYLE}</style>\n\
         </head>\n<body>\n<h1>{title}</h1>\n<p>{}</p>\n<p>{}</p>\n",
        escaped(&view.cover),
        escaped(&view.sentence)
    );
    if !view.table.rows.is_empty() {
        table(&mut html, view);
    }
    let foot = format!(
        "<p class=\"quiet\">From the plan as at {}. A bar at the left marks children for whom something falls due \
         meanwhile. Confidential: put it away with the case files, and shred it when the absence is over.</p>\n\
         </body>\n</html>\n",
        escaped(&view.as_at)
    );
    html.push_str(&foot);
    html
}

fn table(html: &mut String, view: &HandoverView) {
    html.push_str("<table>\n<thead><tr>");
    for column in &view.table.columns {
        html.push_str("<th scope=\"col\">");
        html.push_str(&escaped(&column.title));
        html.push_str("</th>");
    }
    html.push_str("</tr></thead>\n<tbody>\n");
    let due = view.table.columns.iter().position(|column| column.key == "due_within");
    for row in &view.table.rows {
        let is_due = due.and_then(|place| row.cells.get(place)).is_some_and(|cell| !cell.text.is_empty());
        html.push_str(if is_due { "<tr class=\"due\">" } else { "<tr>" });
        for (column, cell) in view.table.columns.iter().zip(&row.cells) {
            html.push_str(if FIGURES.contains(&column.key) { "<td class=\"figure\">" } else { "<td>" });
            html.push_str(&escaped(&cell.text));
            html.push_str("</td>");
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</tbody>\n</table>\n");
}

/// A text that means nothing but itself on a page.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::view::table::{CellView, ColumnView, RowView, TableView};
    use crate::domain::ids::{ChildId, Thing};

    fn view(reference: &str) -> HandoverView {
        let texts = [reference, "Child in need", "Ben Cole", "0", "01/09/2026", "Visit 22/09/2026", ""];
        let keys = ["child", "case_type", "cover", "days_without", "last_seen", "due_within", "due_after"];
        HandoverView {
            title: "Handover: Zoë O’Neill, 21/09/2026 to 25/09/2026".into(),
            sentence: "1 child to hand over".into(),
            cover: "Annual leave (agreed). Cover: Ben Cole".into(),
            as_at: "07/09/2026".into(),
            table: TableView {
                name: "handover",
                noun: ("child", "children"),
                columns: keys.map(|key| ColumnView::text(key, key, 1.0)).to_vec(),
                rows: vec![RowView::new(Thing::Child(ChildId(1)), "", texts.map(CellView::text).to_vec())],
                totals: None,
                empty: String::new(),
                revision: 0,
            },
            file_words: String::new(),
        }
    }

    #[test]
    fn the_page_stands_alone_and_says_whose_and_when() {
        let html = page(&view("CH-1"));
        assert!(html.starts_with("<!DOCTYPE html>"));
        assert!(html.contains("<meta charset=\"utf-8\">"));
        assert!(html.contains("<title>Handover: Zoë O’Neill, 21/09/2026 to 25/09/2026</title>"));
        assert!(html.contains("<tr class=\"due\"><td>CH-1</td>"));
        assert!(html.contains("@media print"));
        for never in ["<script", "http://", "https://", "src=", "href=", "@import", "url("] {
            assert!(!html.contains(never), "{never}");
        }
    }

    #[test]
    fn what_somebody_typed_never_becomes_part_of_the_page() {
        let html = page(&view("<script>alert(\"x\" & 'y')</script>"));
        assert!(!html.contains("<script>"));
        assert!(html.contains("&lt;script&gt;alert(&quot;x&quot; &amp; &#39;y&#39;)&lt;/script&gt;"));
    }
}
