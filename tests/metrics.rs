//! Every metric, rule and named query keeps its contract; what a bad query file is told.

use std::collections::BTreeSet;

use motcua::analysis::facts::{self, Facts};
use motcua::domain::calendar::Calendar;
use motcua::domain::period::Period;
use motcua::domain::settings::Settings;
use motcua::metrics::{Library, QueryFile};
use polars::prelude::*;

use crate::made::{Dossier, Made, Suspension, t};

fn empty() -> Facts {
    build(&Made::new("2026-10-31 23:59"))
}

fn build(made: &Made) -> Facts {
    let library = Library::builtin().unwrap();
    facts::build(&made.state(), &Calendar::builtin(), &Settings::default(), &library).unwrap()
}

fn october() -> Period {
    Period::parse("2026-10").unwrap()
}

fn kind_of(frame: &DataFrame, name: &str) -> DataType {
    frame.column(name).unwrap_or_else(|_| panic!("no column {name}")).dtype().clone()
}

#[test]
fn every_metric_returns_the_columns_of_the_contract() {
    let facts = empty();
    for metric in Library::builtin().unwrap().metrics {
        let rows = facts.tables().rows(&metric.name, &metric.sql, &facts.params(october())).unwrap();
        for name in ["subject", "official", "agency", "field", "procedure_code"] {
            assert_eq!(kind_of(&rows, name), DataType::String, "{}: {name}", metric.name);
        }
        assert_eq!(kind_of(&rows, "hit"), DataType::Boolean, "{}", metric.name);
        let on = kind_of(&rows, "counted_on");
        assert!(matches!(on, DataType::Date | DataType::Datetime(_, _)), "{}: {on:?}", metric.name);
    }
}

#[test]
fn every_rule_returns_the_columns_of_the_contract() {
    let facts = empty();
    for rule in Library::builtin().unwrap().rules {
        let rows = facts.tables().rows(&rule.name, &rule.sql, &facts.params(october())).unwrap();
        for name in ["dossier_code", "official", "agency", "evidence"] {
            assert_eq!(kind_of(&rows, name), DataType::String, "{}: {name}", rule.name);
        }
        assert_eq!(kind_of(&rows, "sequence"), DataType::Int64, "{}", rule.name);
        assert_eq!(kind_of(&rows, "finding"), DataType::Boolean, "{}", rule.name);
    }
}
