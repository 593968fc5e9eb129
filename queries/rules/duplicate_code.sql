-- title.vi: Mã hồ sơ gần trùng
-- title.en: Nearly equal codes
-- definition.vi: Mã hồ sơ chỉ khác nhau ở dấu, gạch hoặc khoảng trắng
-- definition.en: Codes that differ in signs or dashes only
-- severity: quality
-- about: dossier
-- source.vi: Kế hoạch cải cách hành chính, mục III.3: số liệu kết xuất phải đúng
-- source.en: Reform plan, item III.3: exported data must be right
-- needs: dossier_code
-- order: 360
SELECT
    d.dossier_code,
    CAST(NULL AS BIGINT) AS sequence,
    d.processing_official AS official,
    d.agency,
    COALESCE(d.accepted_at, d.submitted_at) AS found_on,
    'dossier_code' AS evidence,
    TRUE AS finding
FROM dossiers AS d
INNER JOIN (
    SELECT code_folded AS twin
    FROM dossiers
    GROUP BY code_folded
    HAVING COUNT(*) > 1
) AS twins ON d.code_folded = twins.twin
