use crate::phrases;

phrases! {
    bad_period(text): "Không hiểu kỳ “{text}”", "The period “{text}” is not understood";
    period_help():
        "Viết kỳ như 2024, 2024-Q2, 2024-04, 2024-W15 hoặc 2024-04-01..2024-04-30",
        "Write a period as 2024, 2024-Q2, 2024-04, 2024-W15 or 2024-04-01..2024-04-30";
    bad_moment(text): "Không hiểu thời điểm “{text}”", "The instant “{text}” is not understood";
    moment_help():
        "Viết thời điểm như 2026-10-31, 2026-10-31 16:30 hoặc 2026-10-31 16:30:00",
        "Write an instant as 2026-10-31, 2026-10-31 16:30 or 2026-10-31 16:30:00";
    year(year): "Năm {year}", "Year {year}";
    quarter(quarter, year): "Quý {quarter}/{year}", "Quarter {quarter}/{year}";
    month(month, year): "Tháng {month}/{year}", "Month {month}/{year}";
    week(week, year, days): "Tuần {week}/{year} ({days})", "Week {week}/{year} ({days})";
    range(start, end): "Từ {start} đến {end}", "From {start} to {end}";
}
