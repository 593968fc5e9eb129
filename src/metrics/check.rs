//! What a query may say: one SELECT, no door to the disk, none of the phrases on which SQL engines
//! differ.
//!
//! polars-sql opens files (`read_csv('/etc/passwd')`), so a text is checked before it is run. The
//! check reads words outside of comments and texts in quotes; it knows no grammar, and refuses
//! rather than guesses.

use std::collections::BTreeSet;

use crate::domain::schema::TableName;
use crate::words::{self, Phrase};

/// Words that change something or leave the tables.
const FORBIDDEN: [&str; 22] = [
    "ALTER", "ANALYZE", "ATTACH", "CALL", "COPY", "CREATE", "DELETE", "DESCRIBE", "DROP", "EXECUTE",
    "EXPLAIN", "EXPORT", "GRANT", "IMPORT", "INSERT", "INSTALL", "LOAD", "MERGE", "PRAGMA", "SHOW",
    "TRUNCATE", "UPDATE",
];

/// Phrases that give other rows, or nothing, in another engine (measured on polars-sql, DuckDB,
/// DataFusion and Spark), and what to write instead.
const UNSAFE: [(&[&str], &str); 16] = [
    (&["IS", "NOT", "TRUE"], "IS DISTINCT FROM TRUE"),
    (&["IS", "NOT", "FALSE"], "IS DISTINCT FROM FALSE"),
    (&["EXISTS"], "IN (SELECT …), LEFT JOIN … IS NULL"),
    (&["CURRENT_DATE"], "params.as_of"),
    (&["CURRENT_TIMESTAMP"], "params.as_of"),
    (&["NOW"], "params.as_of"),
    (&["DATE_TRUNC"], "EXTRACT"),
    (&["STRFTIME"], "EXTRACT"),
    (&["RANDOM"], "-"),
    (&["NTILE"], "RANK, ROW_NUMBER"),
    (&["PERCENT_RANK"], "RANK"),
    (&["ROUND"], "k, n"),
    (&["RECURSIVE"], "WITH"),
    (&["LATERAL"], "JOIN"),
    (&["ROWS", "BETWEEN"], "SUM OVER"),
    (&["RANGE", "BETWEEN"], "SUM OVER"),
];

/// One word, number, sign or quoted text of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// Upper case; a text in quotes is one token that starts with `'`.
    pub word: String,
    /// 1-based.
    pub line: usize,
}

/// A remark about a line of a query.
pub(super) type Complaint = (usize, Phrase);

/// Refuses what may never run: more than one statement, anything but SELECT, a door to the disk.
pub(super) fn safe(sql: &str) -> Result<Vec<Token>, Complaint> {
    let mut tokens = tokens(sql);
    while tokens.last().is_some_and(|t| t.word == ";") {
        tokens.pop();
    }
    let Some(first) = tokens.first() else { return Err((1, words::metrics::empty_query())) };
    if first.word != "SELECT" && first.word != "WITH" {
        return Err((first.line, words::metrics::only_select()));
    }
    if let Some(second) = tokens.iter().find(|t| t.word == ";") {
        return Err((second.line, words::metrics::one_statement()));
    }
    for (i, token) in tokens.iter().enumerate() {
        let word = token.word.trim_matches(['"', '`']);
        let called = tokens.get(i + 1).is_some_and(|t| t.word == "(");
        let is_column = i > 0 && tokens[i - 1].word == ".";
        if FORBIDDEN.contains(&word) && !called && !is_column {
            return Err((token.line, words::metrics::forbidden_word(word)));
        }
        let reads = word.starts_with("READ_") || word.starts_with("SCAN_");
        let from_text =
            token.word.starts_with('\'') && i > 0 && matches!(tokens[i - 1].word.as_str(), "FROM" | "JOIN");
        if (reads && called) || from_text {
            return Err((token.line, words::metrics::door_to_disk()));
        }
    }
    Ok(tokens)
}

/// Refuses phrases on which engines differ; for metric and rule files.
pub(super) fn portable(tokens: &[Token]) -> Result<(), Complaint> {
    for (i, token) in tokens.iter().enumerate() {
        for (phrase, instead) in UNSAFE {
            let here =
                phrase.iter().enumerate().all(|(k, w)| tokens.get(i + k).is_some_and(|t| t.word == *w));
            if here {
                return Err((token.line, words::metrics::unsafe_phrase(phrase.join(" "), instead)));
            }
        }
        let orders = token.word == "ORDER" && tokens.get(i + 1).is_some_and(|t| t.word == "BY");
        if orders && !terms_say_where_nulls_go(&tokens[i + 2..]) {
            return Err((token.line, words::metrics::nulls_unsaid()));
        }
    }
    Ok(())
}

/// True if every term of an ORDER BY ends with NULLS FIRST or NULLS LAST.
fn terms_say_where_nulls_go(tokens: &[Token]) -> bool {
    let (mut depth, mut said) = (0, false);
    for (i, token) in tokens.iter().enumerate() {
        match token.word.as_str() {
            "(" => depth += 1,
            ")" if depth == 0 => break,
            ")" => depth -= 1,
            "," if depth == 0 => {
                if !said {
                    return false;
                }
                said = false;
            }
            "LIMIT" | "OFFSET" | "UNION" | "FETCH" if depth == 0 => break,
            "NULLS" => said = tokens.get(i + 1).is_some_and(|t| t.word == "FIRST" || t.word == "LAST"),
            _ => {}
        }
    }
    said
}

/// Every word in lower case; None if a star stands for columns.
pub(super) fn words(tokens: &[Token]) -> Option<BTreeSet<String>> {
    let star = |pair: &[Token]| pair[1].word == "*" && matches!(pair[0].word.as_str(), "SELECT" | "," | ".");
    if tokens.windows(2).any(star) {
        return None;
    }
    Some(tokens.iter().map(|t| t.word.trim_matches(['"', '`']).to_lowercase()).collect())
}

/// What may stand before a bracket in a query that looks at one row at a time.
const OF_ONE_ROW: [&str; 22] = [
    "COALESCE", "CAST", "EXTRACT", "NULLIF", "GREATEST", "LEAST", "UPPER", "LOWER", "IN", "AND", "OR", "NOT",
    "WHEN", "THEN", "ELSE", "WHERE", "SELECT", "BETWEEN", "ON", ",", "(", "=",
];

/// The only table of a query in which no row looks at another one: no join (but with the one row of
/// `params`), no grouping, no window, no order, no second SELECT. In doubt None.
pub(super) fn row_by_row(tokens: &[Token]) -> Option<TableName> {
    let mut words: Vec<&str> = Vec::new();
    let mut rest = tokens.iter().map(|t| t.word.as_str()).peekable();
    let mut in_extract = false;
    while let Some(word) = rest.next() {
        match word {
            // IS [NOT] DISTINCT FROM
            "DISTINCT" if matches!(words.last(), Some(&"IS" | &"NOT")) && rest.peek() == Some(&"FROM") => {
                rest.next();
            }
            "FROM" if in_extract => in_extract = false,
            word => {
                in_extract |= word == "EXTRACT";
                words.push(word);
            }
        }
    }
    let n = |wanted: &str| words.iter().filter(|word| **word == wanted).count();
    let among = [
        "JOIN",
        "GROUP",
        "OVER",
        "DISTINCT",
        "UNION",
        "INTERSECT",
        "EXCEPT",
        "ORDER",
        "LIMIT",
        "OFFSET",
        "FETCH",
        "HAVING",
        "WITH",
        "QUALIFY",
        "WINDOW",
        "UNNEST",
    ];
    let from = words.iter().position(|word| *word == "FROM")?;
    let mut behind = words[from + 1..].iter();
    let table = match *behind.next()? {
        "DOSSIERS" => TableName::Dossiers,
        "SUSPENSIONS" => TableName::Suspensions,
        _ => return None,
    };
    let rest: Vec<&str> = behind.copied().collect();
    let rest = rest.strip_prefix(&["CROSS", "JOIN", "PARAMS"]).unwrap_or(&rest);
    let calls_only_these = words.windows(2).all(|pair| {
        pair[1] != "(" || OF_ONE_ROW.contains(&pair[0]) || !pair[0].starts_with(|c: char| c.is_alphabetic())
    });
    let alone = n("SELECT") == 1
        && n("FROM") == 1
        && matches!(rest.first(), None | Some(&"WHERE"))
        && !rest.iter().chain(&words[..from]).any(|word| among.contains(word));
    (alone && calls_only_these).then_some(table)
}

/// True if the query only hands this column on: alone, as one of COALESCE, or asked for being there.
/// Its values may then be numbers that stand for them.
pub(super) fn hands_on(tokens: &[Token], column: &str) -> bool {
    let word = |i: usize| tokens.get(i).map_or("", |t| t.word.as_str());
    let named = |i: &usize| word(*i).trim_matches(['"', '`']).eq_ignore_ascii_case(column);
    (0..tokens.len()).filter(named).all(|i| {
        let before = if i == 0 { "" } else { word(i - 1) };
        let is_asked =
            word(i + 1) == "IS" && (word(i + 2) == "NULL" || (word(i + 2), word(i + 3)) == ("NOT", "NULL"));
        let is_item =
            matches!(before, "SELECT" | "," | "(") && matches!(word(i + 1), "AS" | "," | ")" | "FROM");
        let called = caller(tokens, i);
        is_asked || is_item && called.is_none_or(|name| name == "COALESCE")
            // The name that something else gets: "… AS agency".
            || before == "AS" && called.is_none()
    })
}

/// The word before the bracket that a token stands in; None outside of brackets.
fn caller(tokens: &[Token], i: usize) -> Option<&str> {
    let mut depth = 0;
    for k in (0..i).rev() {
        match tokens[k].word.as_str() {
            ")" => depth += 1,
            "(" if depth == 0 => return Some(if k == 0 { "" } else { tokens[k - 1].word.as_str() }),
            "(" => depth -= 1,
            _ => {}
        }
    }
    None
}

/// True if the query names this table or column.
pub(super) fn names(tokens: &[Token], word: &str) -> bool {
    tokens.iter().any(|t| t.word.trim_matches(['"', '`']).eq_ignore_ascii_case(word))
}

/// Words, numbers, single signs and quoted texts; comments are passed over.
fn tokens(sql: &str) -> Vec<Token> {
    let chars: Vec<char> = sql.chars().collect();
    let (mut tokens, mut i, mut line) = (Vec::new(), 0, 1);
    while i < chars.len() {
        let start = i;
        match chars[i] {
            '-' if chars.get(i + 1) == Some(&'-') => i = end_of_line(&chars, i),
            '/' if chars.get(i + 1) == Some(&'*') => i = end_of_block(&chars, i),
            quote @ ('\'' | '"' | '`') => {
                i = end_of_quote(&chars, i, quote);
                tokens.push(Token { word: upper(&chars[start..i]), line });
            }
            c if c.is_alphanumeric() || c == '_' => {
                while i < chars.len() && (chars[i].is_alphanumeric() || chars[i] == '_') {
                    i += 1;
                }
                tokens.push(Token { word: upper(&chars[start..i]), line });
            }
            c => {
                if !c.is_whitespace() {
                    tokens.push(Token { word: c.to_string(), line });
                }
                i += 1;
            }
        }
        line += chars[start..i].iter().filter(|c| **c == '\n').count();
    }
    tokens
}

fn upper(chars: &[char]) -> String {
    chars.iter().collect::<String>().to_uppercase()
}

fn end_of_line(chars: &[char], from: usize) -> usize {
    chars[from..].iter().position(|c| *c == '\n').map_or(chars.len(), |n| from + n)
}

fn end_of_block(chars: &[char], from: usize) -> usize {
    let closed = chars[from + 2..].windows(2).position(|w| w == ['*', '/']);
    closed.map_or(chars.len(), |n| from + 2 + n + 2)
}

fn end_of_quote(chars: &[char], from: usize, quote: char) -> usize {
    chars[from + 1..].iter().position(|c| *c == quote).map_or(chars.len(), |n| from + 1 + n + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(sql: &str) -> bool {
        safe(sql).is_err()
    }

    #[test]
    fn one_select_passes() {
        assert!(!refused("SELECT a FROM dossiers;"));
        assert!(!refused("WITH x AS (SELECT 1 AS a) SELECT a FROM x"));
        assert!(!refused(
            "-- DROP TABLE x\nSELECT 'DELETE; it' AS a, REPLACE(b, ';', '') FROM dossiers /* ; */"
        ));
    }

    #[test]
    fn doors_and_second_statements_are_refused() {
        for sql in [
            "",
            "-- only a comment",
            "DROP TABLE dossiers",
            "SELECT 1; SELECT 2",
            "SELECT * FROM read_csv('/etc/passwd')",
            "SELECT * FROM Read_Parquet ('x')",
            "SELECT * FROM \"read_csv\"('x')",
            "SELECT * FROM '/etc/passwd'",
            "CREATE TABLE t AS SELECT 1",
            "WITH x AS (DELETE FROM dossiers) SELECT 1",
        ] {
            assert!(refused(sql), "{sql}");
        }
    }

    #[test]
    fn queries_that_look_at_one_row_at_a_time() {
        let table = |sql: &str| row_by_row(&safe(sql).unwrap());
        for sql in [
            "SELECT a, COALESCE(b, c) AS d FROM dossiers",
            "SELECT CASE WHEN (a = 1) THEN CAST(b AS DATE) END AS x FROM dossiers CROSS JOIN params WHERE a IN ('x')",
            "SELECT EXTRACT(year FROM a) FROM dossiers WHERE b IS DISTINCT FROM FALSE AND (c OR d IS NOT DISTINCT FROM e)",
        ] {
            assert_eq!(table(sql), Some(TableName::Dossiers), "{sql}");
        }
        assert_eq!(table("SELECT a FROM suspensions"), Some(TableName::Suspensions));
        for sql in [
            "SELECT a FROM procedures",
            "SELECT COUNT(*) FROM dossiers",
            "SELECT MAX(a) FROM dossiers",
            "SELECT DISTINCT a FROM dossiers",
            "SELECT a FROM dossiers ORDER BY a NULLS LAST",
            "SELECT a FROM dossiers GROUP BY a",
            "SELECT ROW_NUMBER() OVER (ORDER BY a NULLS LAST) FROM dossiers",
            "SELECT a FROM dossiers CROSS JOIN suspensions",
            "SELECT a FROM dossiers d JOIN suspensions s ON d.a = s.a",
            "SELECT a FROM dossiers, suspensions",
            "SELECT a FROM dossiers WHERE a IN (SELECT b FROM suspensions)",
            "SELECT a FROM dossiers UNION ALL SELECT a FROM dossiers",
            "WITH x AS (SELECT 1 AS a) SELECT a FROM x",
            "SELECT a FROM dossiers LIMIT 3",
        ] {
            assert_eq!(table(sql), None, "{sql}");
        }
    }

    #[test]
    fn columns_that_are_handed_on_only() {
        let hands = |sql: &str| hands_on(&safe(sql).unwrap(), "agency");
        for sql in [
            "SELECT agency FROM dossiers",
            "SELECT a, agency, COALESCE(agency, field) AS x FROM dossiers WHERE agency IS NOT NULL",
            "SELECT agency AS official FROM dossiers",
            "SELECT field FROM dossiers",
        ] {
            assert!(hands(sql), "{sql}");
        }
        for sql in [
            "SELECT UPPER(agency) AS agency FROM dossiers",
            "SELECT agency || 'x' AS a FROM dossiers",
            "SELECT a FROM dossiers WHERE agency = 'UBND'",
            "SELECT a FROM dossiers WHERE b IN (agency, field)",
            "SELECT GREATEST(agency, field) AS a FROM dossiers",
            "SELECT CASE WHEN a THEN agency END AS x FROM dossiers",
            "SELECT a FROM dossiers WHERE agency IS DISTINCT FROM field",
        ] {
            assert!(!hands(sql), "{sql}");
        }
    }

    #[test]
    fn words_name_the_columns_unless_a_star_names_all() {
        let words = |sql: &str| words(&safe(sql).unwrap());
        assert!(words("SELECT \"Due_At\" FROM dossiers").unwrap().contains("due_at"));
        assert!(words("SELECT 2 * a FROM dossiers").is_some());
        for sql in ["SELECT * FROM dossiers", "SELECT d.* FROM dossiers d", "SELECT a, * FROM dossiers"] {
            assert!(words(sql).is_none(), "{sql}");
        }
    }

    #[test]
    fn phrases_on_which_engines_differ_are_refused_with_their_line() {
        let complaint = |sql: &str| portable(&safe(sql).unwrap()).err().map(|c| c.0);
        assert_eq!(complaint("SELECT a\nFROM t\nWHERE a IS NOT TRUE"), Some(3));
        assert_eq!(complaint("SELECT a FROM t WHERE a IS DISTINCT FROM TRUE"), None);
        assert_eq!(complaint("SELECT a FROM t ORDER BY a"), Some(1));
        assert_eq!(complaint("SELECT a FROM t ORDER BY a NULLS LAST, b"), Some(1));
        assert_eq!(
            complaint("SELECT a FROM t ORDER BY a DESC NULLS LAST, COALESCE(b, c) NULLS FIRST LIMIT 3"),
            None
        );
        assert_eq!(complaint("SELECT RANK() OVER (ORDER BY a NULLS LAST) AS r, b FROM t"), None);
    }
}
