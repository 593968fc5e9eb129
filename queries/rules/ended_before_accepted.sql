-- title.vi: Kết thúc trước khi tiếp nhận
-- title.en: Ended before accepted
-- definition.vi: Ngày kết thúc trước ngày tiếp nhận
-- definition.en: Ended earlier than accepted
-- severity: quality
-- about: dossier
-- source.vi: Kế hoạch cải cách hành chính, mục III.3: số liệu kết xuất phải đúng
-- source.en: Reform plan, item III.3: exported data must be right
-- needs: accepted_at, finished_at|returned_at|terminated_at
-- order: 320
SELECT
    dossier_code,
    CAST(NULL AS BIGINT) AS sequence,
    processing_official AS official,
    agency,
    ended_at AS found_on,
    'accepted_at,finished_at,returned_at' AS evidence,
    TRUE AS finding
FROM dossiers
WHERE CAST(ended_at AS DATE) < CAST(accepted_at AS DATE)
    OR (ended_at < accepted_at AND ended_at <> CAST(CAST(ended_at AS DATE) AS TIMESTAMP))
