-- title.vi: Thiếu tên cán bộ xử lý
-- title.en: Official missing
-- definition.vi: Hồ sơ đã tiếp nhận mà không ghi cán bộ xử lý
-- definition.en: An accepted dossier without a processing official
-- severity: quality
-- about: dossier
-- source.vi: Kế hoạch cải cách hành chính, mục III.3: số liệu kết xuất phải đúng
-- source.en: Reform plan, item III.3: exported data must be right
-- needs: processing_official
-- order: 380
SELECT
    dossier_code,
    CAST(NULL AS BIGINT) AS sequence,
    processing_official AS official,
    agency,
    COALESCE(accepted_at, submitted_at) AS found_on,
    'processing_official' AS evidence,
    TRUE AS finding
FROM dossiers
WHERE accepted_at IS NOT NULL
    AND processing_official IS NULL
