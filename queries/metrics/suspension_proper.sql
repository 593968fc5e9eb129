-- title.vi: Dừng tính đúng quy định
-- title.en: Suspensions proper
-- definition.vi: Các lần dừng tính trong kỳ; đạt: đúng; không đạt: có lỗi; chưa đủ căn cứ: không có dữ liệu
-- definition.en: Suspensions begun in the period; hit: proper; improper: a miss; unverifiable: no data
-- official: suspended_by
-- counted_on: suspended_at
-- target: 100
-- source.vi: Kế hoạch cải cách hành chính, mục IX.3
-- source.en: Reform plan, item IX.3
-- needs: suspensions.suspended_at
-- order: 180
-- subject: suspension
SELECT
    dossier_code || '#' || CAST(sequence AS VARCHAR) AS subject,
    official,
    agency,
    field,
    procedure_code,
    suspended_at AS counted_on,
    CASE
        WHEN verdict = 'proper' THEN TRUE
        WHEN verdict = 'improper' THEN FALSE
    END AS hit
FROM suspensions
WHERE suspended_at IS NOT NULL
