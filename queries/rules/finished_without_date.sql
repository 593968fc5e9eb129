-- title.vi: Đã xong nhưng thiếu ngày
-- title.en: Finished without a date
-- definition.vi: Trạng thái đã xử lý xong hoặc đã trả kết quả mà không có ngày kết thúc, ngày trả
-- definition.en: Status says finished or returned, but neither date is there
-- severity: quality
-- about: dossier
-- source.vi: Kế hoạch cải cách hành chính, mục III.3: số liệu kết xuất phải đúng
-- source.en: Reform plan, item III.3: exported data must be right
-- needs: status, finished_at|returned_at
-- order: 350
SELECT
    dossier_code,
    CAST(NULL AS BIGINT) AS sequence,
    processing_official AS official,
    agency,
    COALESCE(accepted_at, submitted_at) AS found_on,
    'status,finished_at,returned_at' AS evidence,
    TRUE AS finding
FROM dossiers
WHERE status IN ('finished', 'returned')
    AND finished_at IS NULL
    AND returned_at IS NULL
