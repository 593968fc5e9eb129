-- title.vi: Khoảng dừng tính sai
-- title.en: Bad interval
-- definition.vi: Tiếp tục trước khi dừng, hoặc trùng với một lần dừng khác
-- definition.en: Resumed before suspended, or overlaps another suspension
-- severity: quality
-- about: suspension
-- source.vi: Kế hoạch cải cách hành chính, mục III.3
-- source.en: Reform plan, item III.3
-- needs: suspensions.suspended_at, suspensions.resumed_at
-- order: 100
SELECT
    dossier_code,
    sequence,
    official,
    agency,
    suspended_at AS found_on,
    'suspended_at,resumed_at' AS evidence,
    resumed_before OR overlaps_another AS finding
FROM suspensions
