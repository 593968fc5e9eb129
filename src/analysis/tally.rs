//! Sums by group where numbers stand for the names: a number is a place in a list, so that counting a
//! row takes a few nanoseconds and no hash.

use polars::prelude::*;

use crate::analysis::sums::Sums;

/// Of one group the agencies in it (NULL: -1) with their sums; nearly always one.
type Group = Vec<(i32, Sums)>;

/// The sums by `group` and, if it is there, `agency`. `hit_low` that is not there is `hit`, `low_only`
/// is false. None: the columns are no numbers and flags.
pub(crate) fn sums(rows: &DataFrame) -> Option<DataFrame> {
    let numbers = |name: &str| Some(rows.column(name).ok()?.i32().ok()?.rechunk().into_owned());
    let flags = |name: &str| Some(rows.column(name).ok()?.bool().ok()?.rechunk().into_owned());
    let has = |name: &str| rows.schema().contains(name);
    let (group, hit) = (numbers("group")?, flags("hit")?);
    let agency = if has("agency") { Some(numbers("agency")?) } else { None };
    let hit_low = if has("hit_low") { Some(flags("hit_low")?) } else { None };
    let low_only = if has("low_only") { Some(flags("low_only")?) } else { None };

    let mut groups: Vec<Group> = Vec::new();
    let mut agencies = agency.as_ref().map(|column| column.downcast_as_array().iter());
    let mut hits_low = hit_low.as_ref().map(|column| column.downcast_as_array().iter());
    let mut low_onlies = low_only.as_ref().map(|column| column.downcast_as_array().iter());
    for (group, hit) in group.downcast_as_array().iter().zip(hit.downcast_as_array().iter()) {
        let agency = agencies.as_mut().and_then(Iterator::next).flatten().map_or(-1, |number| *number);
        let low = hits_low.as_mut().map_or(hit, |column| column.next().flatten());
        let is_low_only = low_onlies.as_mut().and_then(Iterator::next).flatten() == Some(true);
        let sums = place(&mut groups, group.copied(), agency);
        if !is_low_only {
            sums.hits += u64::from(hit == Some(true));
            sums.total += u64::from(hit.is_some());
            sums.no_data += u64::from(hit.is_none());
        }
        sums.low.0 += u64::from(low == Some(true));
        sums.low.1 += u64::from(low.is_some());
    }
    frame(&groups, agency.is_some())
}

/// NULL is the first group, number 0 the second one.
fn place(groups: &mut Vec<Group>, group: Option<i32>, agency: i32) -> &mut Sums {
    let place = group.map_or(0, |number| number as usize + 1);
    if place >= groups.len() {
        groups.resize_with(place + 1, Group::new);
    }
    let group = &mut groups[place];
    let at = group.iter().position(|(other, _)| *other == agency).unwrap_or_else(|| {
        group.push((agency, Sums::default()));
        group.len() - 1
    });
    &mut group[at].1
}

fn frame(groups: &[Group], has_agency: bool) -> Option<DataFrame> {
    let all =
        || groups.iter().enumerate().flat_map(|(place, group)| group.iter().map(move |found| (place, found)));
    let count = |name: &str, of: fn(&Sums) -> u64| {
        let counts: Int64Chunked = all().map(|(_, (_, sums))| Some(of(sums) as i64)).collect_ca(name.into());
        counts.into_column()
    };
    let number = |name: &str, of: fn(usize, i32) -> Option<i32>| {
        let numbers: Int32Chunked =
            all().map(|(place, (agency, _))| of(place, *agency)).collect_ca(name.into());
        numbers.into_column()
    };
    let mut columns = vec![number("group", |place, _| place.checked_sub(1).map(|number| number as i32))];
    if has_agency {
        columns.push(number("agency", |_, agency| (agency >= 0).then_some(agency)));
    }
    columns.push(count("hits", |sums| sums.hits));
    columns.push(count("total", |sums| sums.total));
    columns.push(count("no_data", |sums| sums.no_data));
    columns.push(count("hits_low", |sums| sums.low.0));
    columns.push(count("total_low", |sums| sums.low.1));
    DataFrame::new(columns[0].len(), columns).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_counted_by_group_and_agency() {
        let rows = df!(
            "group" => [Some(1), None, Some(1), Some(1), Some(0)],
            "agency" => [Some(7), Some(7), None, Some(7), Some(8)],
            "hit" => [Some(true), Some(false), None, None, Some(true)],
            "hit_low" => [Some(false), None, Some(true), Some(true), Some(true)],
            "low_only" => [Some(false), None, Some(false), Some(true), Some(false)]
        );
        let expected = df!(
            "group" => [None, Some(0), Some(1), Some(1)],
            "agency" => [Some(7), Some(8), Some(7), None],
            "hits" => [0_i64, 1, 1, 0],
            "total" => [1_i64, 1, 1, 0],
            "no_data" => [0_i64, 0, 0, 1],
            "hits_low" => [0_i64, 1, 1, 1],
            "total_low" => [0_i64, 1, 2, 1]
        );
        assert!(sums(&rows.unwrap()).unwrap().equals_missing(&expected.unwrap()));
    }

    #[test]
    fn without_bounds_and_agencies_the_hits_count_for_all() {
        let rows = df!("group" => [3, 3], "hit" => [true, false]).unwrap();
        let found = sums(&rows).unwrap();
        let numbers = |name: &str| found.column(name).unwrap().i64().unwrap().get(0);
        assert_eq!(
            ["hits", "total", "no_data", "hits_low", "total_low"].map(numbers),
            [1, 2, 0, 1, 2].map(Some)
        );
        assert_eq!(found.shape(), (1, 6));
        assert!(sums(&df!("group" => ["a"], "hit" => [true]).unwrap()).is_none(), "no number");
    }
}
