//! All queries: the built-in ones, and the user's that add to or replace them.

use sha2::{Digest, Sha256};

use crate::error::{Error, Result};
use crate::metrics::check;
use crate::metrics::header::Header;
use crate::metrics::query::{About, Attribution, Metric, NamedQuery, Origin, Rule, RuleSeverity, Subject};
use crate::tables::coded;
use crate::words::{self, Phrase};

mod embedded {
    include!(concat!(env!("OUT_DIR"), "/queries.rs"));
}

/// The text of one query file, with the folder that says what it is.
#[derive(Clone, Debug)]
pub struct QueryFile {
    /// `metrics`, `rules`, or empty for a named query.
    pub folder: String,
    /// File name without `.sql`.
    pub name: String,
    /// As an error shall name it.
    pub path: String,
    pub text: String,
}

/// Every metric, rule and named query in force, each list in its order.
#[derive(Clone, Debug, Default)]
pub struct Library {
    pub metrics: Vec<Metric>,
    pub rules: Vec<Rule>,
    pub queries: Vec<NamedQuery>,
    /// What a person should know: which built-in query is replaced, and whether that one has changed
    /// since the replacement was written.
    pub remarks: Vec<Phrase>,
}

const COMMON: [&str; 11] = [
    "title",
    "title.vi",
    "title.en",
    "definition",
    "definition.vi",
    "definition.en",
    "source",
    "source.vi",
    "source.en",
    "needs",
    "order",
];

impl Library {
    /// The queries that motcua brings along.
    pub fn builtin() -> Result<Library> {
        Library::with(&[])
    }

    /// The built-in queries and the user's files.
    ///
    /// A file that bears the name of a built-in query replaces it and must say which one it knew
    /// (`-- based_on: HASH`). Errors name file and line: two files of one name, a missing key, SQL
    /// that may not run.
    pub fn with(files: &[QueryFile]) -> Result<Library> {
        let mut library = Library::default();
        for (folder, list) in
            [("metrics", embedded::METRICS), ("rules", embedded::RULES), ("", embedded::QUERIES)]
        {
            for (name, text) in list {
                let path = format!("queries/{folder}/{name}.sql").replace("//", "/");
                let file =
                    QueryFile { folder: folder.into(), name: (*name).into(), path, text: (*text).into() };
                library.add(&file, Origin::BuiltIn)?;
            }
        }
        for (i, file) in files.iter().enumerate() {
            if let Some(other) = files[..i].iter().find(|f| f.folder == file.folder && f.name == file.name) {
                let what = words::metrics::duplicate_name(&file.name, &other.path);
                return Err(Error::usage(what).place(Phrase::same(&file.path)));
            }
            library.replace_or_add(file)?;
        }
        library.metrics.sort_by(|a, b| (a.order, &a.name).cmp(&(b.order, &b.name)));
        library.rules.sort_by(|a, b| (a.order, &a.name).cmp(&(b.order, &b.name)));
        library.queries.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(library)
    }

    /// The metric of this name; else a usage error with the nearest names.
    pub fn metric(&self, name: &str) -> Result<&Metric> {
        self.metrics.iter().find(|m| m.name == name).ok_or_else(|| {
            let names = self.metrics.iter().map(|m| m.name.as_str());
            Error::usage(words::metrics::unknown_metric(name)).help(nearest_help(name, names))
        })
    }

    /// The rule of this name; else a usage error with the nearest names.
    pub fn rule(&self, name: &str) -> Result<&Rule> {
        self.rules.iter().find(|r| r.name == name).ok_or_else(|| {
            let names = self.rules.iter().map(|r| r.name.as_str());
            Error::usage(words::metrics::unknown_rule(name)).help(nearest_help(name, names))
        })
    }

    /// The SQL of a named query, a metric or a rule; else a usage error with the nearest names.
    pub fn sql(&self, name: &str) -> Result<&str> {
        let texts = || {
            let queries = self.queries.iter().map(|q| (q.name.as_str(), q.sql.as_str()));
            let metrics = self.metrics.iter().map(|m| (m.name.as_str(), m.sql.as_str()));
            queries.chain(metrics).chain(self.rules.iter().map(|r| (r.name.as_str(), r.sql.as_str())))
        };
        texts().find(|text| text.0 == name).map(|text| text.1).ok_or_else(|| {
            Error::usage(words::metrics::unknown_query(name)).help(nearest_help(name, texts().map(|t| t.0)))
        })
    }

    /// Rules about suspensions, in order.
    pub fn suspension_rules(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter().filter(|r| r.about == About::Suspension)
    }

    /// One hash over the text of every metric and rule in force, for manifests.
    pub fn version(&self) -> String {
        let mut hasher = Sha256::new();
        for (name, hash) in self
            .metrics
            .iter()
            .map(|m| (&m.name, &m.hash))
            .chain(self.rules.iter().map(|r| (&r.name, &r.hash)))
        {
            hasher.update(format!("{name} {hash}\n"));
        }
        hex16(&hasher.finalize())
    }

    /// The hash of the query that a file of this folder and name would replace.
    fn hash_of(&self, folder: &str, name: &str) -> Option<String> {
        match folder {
            "metrics" => self.metrics.iter().find(|m| m.name == name).map(|m| m.hash.clone()),
            "rules" => self.rules.iter().find(|r| r.name == name).map(|r| r.hash.clone()),
            _ => None,
        }
    }

    fn replace_or_add(&mut self, file: &QueryFile) -> Result<()> {
        if let Some(known) = self.hash_of(&file.folder, &file.name) {
            let based_on = Header::parse(file, &all_keys())?.get("based_on").map(str::to_string);
            let Some(based_on) = based_on else {
                return Err(Error::usage(words::metrics::based_on_missing(&file.name))
                    .place(words::metrics::file_line(&file.path, 1))
                    .help(words::metrics::based_on_help(&known)));
            };
            self.remarks.push(words::metrics::replaces(&file.path, &file.name));
            if based_on != known {
                self.remarks.push(words::metrics::built_in_changed(&file.name, &file.path, &known));
            }
        }
        match file.folder.as_str() {
            "metrics" => self.metrics.retain(|m| m.name != file.name),
            "rules" => self.rules.retain(|r| r.name != file.name),
            _ => self.queries.retain(|q| q.name != file.name),
        }
        self.add(file, Origin::File(file.path.clone()))
    }

    fn add(&mut self, file: &QueryFile, origin: Origin) -> Result<()> {
        match file.folder.as_str() {
            "metrics" => self.metrics.push(metric(file, origin)?),
            "rules" => self.rules.push(rule(file, origin)?),
            _ => self.queries.push(named(file, origin)?),
        }
        Ok(())
    }
}

fn all_keys() -> Vec<&'static str> {
    let own = ["official", "counted_on", "target", "subject", "severity", "about", "based_on"];
    COMMON.iter().copied().chain(own).collect()
}

fn metric(file: &QueryFile, origin: Origin) -> Result<Metric> {
    let known: Vec<&str> =
        COMMON.iter().copied().chain(["official", "counted_on", "target", "subject", "based_on"]).collect();
    let header = Header::parse(file, &known)?;
    let tokens = portable_tokens(file)?;
    let subject = match header.get("subject") {
        None => Subject::Dossier,
        Some(_) => header.choice(
            "subject",
            &[
                ("dossier", Subject::Dossier),
                ("suspension", Subject::Suspension),
                ("procedure", Subject::Procedure),
            ],
        )?,
    };
    let officials = [
        ("receiving", Attribution::Receiving),
        ("processing", Attribution::Processing),
        ("suspended_by", Attribution::SuspendedBy),
        ("none", Attribution::Nobody),
    ];
    let row_by_row = check::row_by_row(&tokens);
    Ok(Metric {
        name: file.name.clone(),
        title: header.phrase("title")?,
        definition: header.phrase("definition")?,
        attribution: header.choice("official", &officials)?,
        subject,
        counted_on: header.need("counted_on")?.to_string(),
        target: header.target()?,
        source: header.phrase("source")?,
        needs: header.needs()?,
        order: header.order()?,
        uses_params: check::names(&tokens, "params"),
        words: check::words(&tokens),
        row_by_row,
        hands_names_on: row_by_row
            .is_some_and(|table| coded::columns(table).iter().all(|name| check::hands_on(&tokens, name))),
        hands_code_on: check::hands_on(&tokens, "dossier_code"),
        sql: file.text.clone(),
        hash: hash(&file.text),
        origin,
    })
}

fn rule(file: &QueryFile, origin: Origin) -> Result<Rule> {
    let known: Vec<&str> = COMMON.iter().copied().chain(["severity", "about", "based_on"]).collect();
    let header = Header::parse(file, &known)?;
    let tokens = portable_tokens(file)?;
    let severities = [
        ("improper", RuleSeverity::Improper),
        ("breach", RuleSeverity::Breach),
        ("signal", RuleSeverity::Signal),
        ("quality", RuleSeverity::Quality),
    ];
    Ok(Rule {
        name: file.name.clone(),
        title: header.phrase("title")?,
        definition: header.phrase("definition")?,
        severity: header.choice("severity", &severities)?,
        about: header.choice("about", &[("dossier", About::Dossier), ("suspension", About::Suspension)])?,
        source: header.phrase("source")?,
        needs: header.needs()?,
        order: header.order()?,
        row_by_row: check::row_by_row(&tokens),
        sql: file.text.clone(),
        hash: hash(&file.text),
        origin,
    })
}

fn named(file: &QueryFile, origin: Origin) -> Result<NamedQuery> {
    let header = Header::parse(file, &["title", "title.vi", "title.en"])?;
    check::safe(&file.text).map_err(|c| complaint(file, c))?;
    Ok(NamedQuery { name: file.name.clone(), title: header.phrase("title")?, sql: file.text.clone(), origin })
}

fn portable_tokens(file: &QueryFile) -> Result<Vec<check::Token>> {
    let tokens = check::safe(&file.text).map_err(|c| complaint(file, c))?;
    check::portable(&tokens).map_err(|c| complaint(file, c))?;
    Ok(tokens)
}

fn complaint(file: &QueryFile, (line, what): check::Complaint) -> Error {
    Error::usage(what).place(words::metrics::file_line(&file.path, line)).help(words::metrics::query_help())
}

/// The nearest names first; all names when none is near.
pub(crate) fn nearest_help<'a>(asked: &str, names: impl Iterator<Item = &'a str>) -> Phrase {
    let mut scored: Vec<(f64, &str)> =
        names.map(|n| (strsim::jaro_winkler(&asked.to_lowercase(), &n.to_lowercase()), n)).collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    let near: Vec<&str> = scored.iter().filter(|s| s.0 >= 0.75).take(3).map(|s| s.1).collect();
    if near.is_empty() {
        let mut all: Vec<&str> = scored.iter().map(|s| s.1).collect();
        all.sort_unstable();
        return words::metrics::choose_from(all.join(", "));
    }
    words::metrics::did_you_mean(near.join(", "))
}

fn hash(text: &str) -> String {
    hex16(&Sha256::digest(text.replace("\r\n", "\n")))
}

fn hex16(bytes: &[u8]) -> String {
    bytes.iter().take(8).map(|b| format!("{b:02x}")).collect()
}
