-- title.vi: Dừng tính sát hạn
-- title.en: Suspended at the last minute
-- definition.vi: Bắt đầu trong vòng 120 phút làm việc (cấu hình) trước ngày hẹn trả khi đó
-- definition.en: Began within 120 working minutes (config) before that due date
-- severity: signal
-- about: suspension
-- source.vi: Kế hoạch cải cách hành chính, mục IX.3
-- source.en: Reform plan, item IX.3
-- needs: suspensions.suspended_at, due_at|original_due_at
-- order: 70
SELECT
    dossier_code,
    sequence,
    official,
    agency,
    suspended_at AS found_on,
    'suspended_at,due_before_at' AS evidence,
    CASE
        WHEN after_due_date THEN FALSE
        WHEN minutes_to_due_max <= last_minute_minutes THEN TRUE
        WHEN minutes_to_due_min > last_minute_minutes THEN FALSE
    END AS finding
FROM suspensions
CROSS JOIN params
