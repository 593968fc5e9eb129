-- title.vi: Tiếp nhận trước khi nộp
-- title.en: Accepted before submitted
-- definition.vi: Ngày tiếp nhận trước ngày nộp
-- definition.en: Accepted earlier than submitted
-- severity: quality
-- about: dossier
-- source.vi: Kế hoạch cải cách hành chính, mục III.3: số liệu kết xuất phải đúng
-- source.en: Reform plan, item III.3: exported data must be right
-- needs: accepted_at, submitted_at
-- order: 310
SELECT
    dossier_code,
    CAST(NULL AS BIGINT) AS sequence,
    receiving_official AS official,
    agency,
    accepted_at AS found_on,
    'submitted_at,accepted_at' AS evidence,
    TRUE AS finding
FROM dossiers
WHERE CAST(accepted_at AS DATE) < CAST(submitted_at AS DATE)
    OR (accepted_at < submitted_at AND accepted_at <> CAST(CAST(accepted_at AS DATE) AS TIMESTAMP))
