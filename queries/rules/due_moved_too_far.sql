-- title.vi: Hẹn trả lùi quá thời gian dừng
-- title.en: Due date moved too far
-- definition.vi: Ngày hẹn trả lùi nhiều hơn thời gian làm việc đã dừng tính
-- definition.en: The due date moved by more than the suspended working time
-- severity: signal
-- about: suspension
-- source.vi: Kế hoạch cải cách hành chính, mục III.10, IX.3
-- source.en: Reform plan, item III.10, IX.3
-- needs: suspensions.suspended_at, due_at, original_due_at
-- order: 110
SELECT
    dossier_code,
    sequence,
    official,
    agency,
    suspended_at AS found_on,
    'original_due_at,due_at' AS evidence,
    due_moved_minutes > 0 AS finding
FROM suspensions
