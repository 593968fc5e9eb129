-- title.vi: Số hóa hồ sơ
-- title.en: Digitized
-- definition.vi: Hồ sơ tiếp nhận trong kỳ; đạt: thành phần hồ sơ đã số hóa
-- definition.en: Dossiers accepted in the period; hit: input components digitized
-- official: receiving
-- counted_on: accepted_at
-- target: 100
-- source.vi: Kế hoạch cải cách hành chính, mục III.8
-- source.en: Reform plan, item III.8
-- needs: accepted_at, digitized
-- order: 60
SELECT
    dossier_code AS subject,
    receiving_official AS official,
    agency,
    field,
    COALESCE(procedure_code, procedure_name) AS procedure_code,
    accepted_at AS counted_on,
    digitized AS hit
FROM dossiers
WHERE accepted_at IS NOT NULL
