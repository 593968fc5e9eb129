-- title.vi: Khai thác, sử dụng lại dữ liệu
-- title.en: Data reused
-- definition.vi: Hồ sơ tiếp nhận trong kỳ; đạt: có sử dụng lại dữ liệu đã số hóa
-- definition.en: Dossiers accepted in the period; hit: existing digitized data was reused
-- official: receiving
-- counted_on: accepted_at
-- target: 100
-- source.vi: Kế hoạch cải cách hành chính, mục III.9
-- source.en: Reform plan, item III.9
-- needs: accepted_at, reused
-- order: 90
SELECT
    dossier_code AS subject,
    receiving_official AS official,
    agency,
    field,
    COALESCE(procedure_code, procedure_name) AS procedure_code,
    accepted_at AS counted_on,
    reused AS hit
FROM dossiers
WHERE accepted_at IS NOT NULL
