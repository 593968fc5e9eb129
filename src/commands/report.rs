//! `motcua report`: everything for a period, as workbook, page and data.

use std::path::{Path, PathBuf};

use crate::analysis::counterfactual::counterfactual;
use crate::analysis::due::{Within, due};
use crate::analysis::evaluation::{Miss, misses};
use crate::analysis::ranking::{self, Order};
use crate::analysis::rates::{By, RateRow, rates};
use crate::analysis::rules;
use crate::analysis::suspensions::{self, Filter};
use crate::cli::ReportArgs;
use crate::commands::Context;
use crate::commands::bundle::Bundle;
use crate::commands::changes;
use crate::commands::ground::Ground;
use crate::domain::period::Period;
use crate::error::Result;
use crate::metrics::RuleSeverity;
use crate::report::findings::Checked;
use crate::report::period::{self, LATE, Material, RANKED, SLOW};

/// How far ahead the list of soon-due dossiers looks.
const WITHIN: Within = Within::Days(2);

pub fn run(args: ReportArgs, context: &Context) -> Result<()> {
    let folder = context.folder("motcua report --period 2026-10 -o bao-cao")?;
    context.import_first(&args.import)?;
    let ground = context.ground()?;
    let period = ground.period(&args.period, context)?;
    write(&ground, period, &folder, context).map(|_| ())
}

/// Writes the report of `period` into `folder`; returns where its page is.
pub fn write(ground: &Ground, period: Period, folder: &Path, context: &Context) -> Result<PathBuf> {
    let frame = ground.frame(period, context);
    let material = material(ground, period, context)?;
    let document = period::document(&material, ground.library.metric(RANKED)?, &frame);
    let bundle = Bundle { stem: "bao-cao", page: true, document: &document };
    bundle.write(folder, ground, &frame, context)?;
    Ok(folder.join("bao-cao.html"))
}

fn material<'a>(ground: &'a Ground, period: Period, context: &Context) -> Result<Material<'a>> {
    let (facts, library, settings) = (&ground.facts, &ground.library, &context.settings);
    let rated = |period: Period, by: Option<By>, names: &[String]| -> Result<Vec<RateRow>> {
        rates(facts, library, settings, period, by, names)
    };
    let missed = |name: &str| -> Result<Vec<Miss>> {
        let found = misses(facts, library, &[library.metric(name)?], period)?;
        Ok(found.into_iter().flat_map(|(_, misses)| misses).collect())
    };
    let min_total = settings.ranking.min_total;
    Ok(Material {
        library,
        versions: ground.versions(context)?,
        overall: rated(period, None, &[])?,
        by_official: rated(period, Some(By::Official), &[])?,
        weekly: rated(period::trend_period(period), Some(By::Week), &[RANKED.to_string()])?,
        ranking: ranking::rank(facts, library, settings, period, RANKED, min_total, Order::Rate)?,
        late: missed(LATE)?,
        slow: missed(SLOW)?,
        due: due(facts, &ground.calendar, WITHIN),
        within: WITHIN,
        suspensions: suspensions::audit(facts, library, period, &Filter::default())?,
        counterfactual: counterfactual(facts, library, settings, period)?,
        explained: ground.explained(period),
        closed: ground.closed(period, context)?,
        changes: changes::of_newest(ground, context)?,
        checked: checked(ground, period)?,
        imports: ground.imports.clone(),
    })
}

/// What every rule found in the period.
fn checked(ground: &Ground, period: Period) -> Result<Vec<Checked<'_>>> {
    let mut checked = Vec::new();
    for severity in
        [RuleSeverity::Improper, RuleSeverity::Breach, RuleSeverity::Signal, RuleSeverity::Quality]
    {
        for rule in ground.library.rules.iter().filter(|rule| rule.severity == severity) {
            checked.push((rule, rules::findings(&ground.facts, &ground.library, &rule.name, period)?));
        }
    }
    Ok(checked)
}
