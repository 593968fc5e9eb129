-- title.vi: Dừng tính sau khi đã quá hạn
-- title.en: Suspended after the due date
-- definition.vi: Dừng tính sau ngày hẹn trả đang có hiệu lực trước lần dừng này
-- definition.en: Suspended later than the due date that held before this suspension
-- severity: improper
-- about: suspension
-- source.vi: Kế hoạch cải cách hành chính, mục III.10, IX.3: dừng tính che hồ sơ trễ
-- source.en: Reform plan, items III.10, IX.3: it masks a late dossier
-- needs: suspensions.suspended_at, due_at|original_due_at
-- order: 50
SELECT
    dossier_code,
    sequence,
    official,
    agency,
    suspended_at AS found_on,
    'suspended_at,due_before_at' AS evidence,
    after_due_date AS finding
FROM suspensions
