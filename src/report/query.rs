//! The documents of `query`: the answer as it came, and the list of what can be asked.

use crate::analysis::table::{Cell, Table};
use crate::derive::list::{self, Derived};
use crate::domain::schema::TableName;
use crate::metrics::{Library, Origin};
use crate::report::model::{Column, Document, Kind, Row, Section, Value};
use crate::words::{self, Lang, Phrase};

/// The rows of a query, every column as the query names it.
pub fn rows(name: &str, table: &Table, lang: Lang) -> Document {
    let columns = table
        .columns
        .iter()
        .enumerate()
        .map(|(i, title)| Column::new(title, title.as_str(), kind(table, i)))
        .collect();
    let section = Section::new("rows", name)
        .columns(columns)
        .rows(table.rows.iter().map(|row| Row::new(row.iter().map(value).collect())))
        .empty_text(words::metrics::no_rows().text(lang));
    Document {
        key: "query".into(),
        lang,
        title: name.to_string(),
        sections: vec![section],
        ..Document::default()
    }
}

fn kind(table: &Table, column: usize) -> Kind {
    match table.rows.iter().map(|row| &row[column]).find(|cell| **cell != Cell::Nothing) {
        Some(Cell::Integer(_) | Cell::Decimal(_)) => Kind::Number,
        Some(Cell::Flag(_)) => Kind::Flag,
        Some(Cell::Date(_)) => Kind::Date,
        Some(Cell::Moment(_)) => Kind::DateTime,
        _ => Kind::Text,
    }
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Nothing => Value::NoData(String::new()),
        Cell::Text(text) => Value::Text(text.clone()),
        Cell::Integer(n) => Value::Int(*n),
        Cell::Decimal(x) => Value::Decimal(*x),
        Cell::Flag(flag) => Value::Flag(*flag),
        Cell::Date(date) => Value::Date(*date),
        Cell::Moment(at) => Value::DateTime(*at),
    }
}

/// Every query with its title, and every table with its columns.
pub fn list(library: &Library, lang: Lang) -> Document {
    let title = words::metrics::queries_title().text(lang).to_string();
    Document {
        key: "queries".into(),
        lang,
        title,
        sections: vec![queries(library, lang), tables(lang)],
        ..Document::default()
    }
}

fn queries(library: &Library, lang: Lang) -> Section {
    let row = |kind: &str, name: &str, title: &Phrase, origin: &Origin, hash: &str| {
        let place = match origin {
            Origin::BuiltIn => words::metrics::built_in().text(lang).to_string(),
            Origin::File(path) => path.clone(),
        };
        let texts =
            [kind.to_string(), name.to_string(), title.text(lang).to_string(), place, hash.to_string()];
        Row::new(texts.into_iter().map(Value::Text).collect())
    };
    let queries = library.queries.iter().map(|q| row("query", &q.name, &q.title, &q.origin, ""));
    let metrics = library.metrics.iter().map(|m| row("metric", &m.name, &m.title, &m.origin, &m.hash));
    let rules = library.rules.iter().map(|r| row("rule", &r.name, &r.title, &r.origin, &r.hash));
    let column = |key: &str, title: Phrase| Column::new(key, title.text(lang), Kind::Text);
    use words::metrics as w;
    Section::new("queries", w::queries_title().text(lang))
        .columns(vec![
            column("kind", w::kind()),
            column("name", w::name()),
            column("title", w::title()),
            column("origin", w::origin()),
            column("hash", w::hash()),
        ])
        .rows(queries.chain(metrics).chain(rules))
}

fn tables(lang: Lang) -> Section {
    use words::metrics as w;
    let row = |table: &str, column: &str, text: String| {
        Row::new([table.to_string(), column.to_string(), text].into_iter().map(Value::Text).collect())
    };
    let mut rows = Vec::new();
    for table in TableName::ALL {
        for column in table.columns() {
            let title = Phrase::new(column.vi, column.en);
            rows.push(row(table.as_str(), column.name, title.text(lang).to_string()));
        }
        let derived: &[Derived] = match table {
            TableName::Dossiers => list::DOSSIERS,
            TableName::Suspensions => list::SUSPENSIONS,
            TableName::Procedures | TableName::Explanations => &[],
        };
        for column in derived {
            rows.push(row(table.as_str(), column.name, format!("{}; NULL: {}", column.is, column.null)));
        }
    }
    let params =
        ["period_start", "period_end", "period_end_at", "as_of", "last_minute_minutes", "too_long_days"];
    rows.extend(params.map(|name| row("params", name, String::new())));
    let column = |key: &str, title: Phrase| Column::new(key, title.text(lang), Kind::Text);
    Section::new("tables", w::tables_title().text(lang))
        .columns(vec![
            column("table", w::table()),
            column("column", w::column()),
            column("meaning", w::meaning()),
        ])
        .rows(rows)
}
