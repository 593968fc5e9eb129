-- title.vi: Dừng tính quá lâu
-- title.en: Suspended too long
-- definition.vi: Dài hơn 30 ngày (cấu hình), hoặc đến thời điểm xét vẫn chưa tiếp tục sau ngần ấy ngày
-- definition.en: Longer than 30 calendar days (config), or still open that long at the moment of the report
-- severity: signal
-- about: suspension
-- source.vi: Kế hoạch cải cách hành chính, mục IX.3
-- source.en: Reform plan, item IX.3
-- needs: suspensions.suspended_at
-- order: 80
SELECT
    dossier_code,
    sequence,
    official,
    agency,
    suspended_at AS found_on,
    'suspended_at,resumed_at' AS evidence,
    calendar_days > too_long_days AS finding
FROM suspensions
CROSS JOIN params
