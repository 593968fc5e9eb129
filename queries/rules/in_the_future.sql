-- title.vi: Ngày ở tương lai
-- title.en: In the future
-- definition.vi: Ngày nộp, tiếp nhận, kết thúc hoặc trả sau thời điểm xét
-- definition.en: Submitted, accepted, ended or returned later than the moment of the report
-- severity: quality
-- about: dossier
-- source.vi: Kế hoạch cải cách hành chính, mục III.3: số liệu kết xuất phải đúng
-- source.en: Reform plan, item III.3: exported data must be right
-- needs: submitted_at|accepted_at|finished_at|returned_at|terminated_at
-- order: 340
SELECT
    dossier_code,
    CAST(NULL AS BIGINT) AS sequence,
    processing_official AS official,
    agency,
    COALESCE(accepted_at, submitted_at, ended_at) AS found_on,
    'submitted_at,accepted_at,finished_at,returned_at,terminated_at' AS evidence,
    TRUE AS finding
FROM dossiers
CROSS JOIN params
WHERE submitted_at > as_of
    OR accepted_at > as_of
    OR finished_at > as_of
    OR returned_at > as_of
    OR terminated_at > as_of
