-- title.vi: Yêu cầu bổ sung không quá một lần
-- title.en: At most one supplement
-- definition.vi: Hồ sơ tiếp nhận trong kỳ có số lần yêu cầu bổ sung; đạt: không quá 01 lần
-- definition.en: Dossiers accepted in the period whose number of supplement requests is known; hit: at most one
-- official: processing
-- counted_on: accepted_at
-- target: 100
-- source.vi: Kế hoạch cải cách hành chính, mục III.6
-- source.en: Reform plan, item III.6
-- needs: accepted_at, supplement_count
-- order: 130
SELECT
    dossier_code AS subject,
    processing_official AS official,
    agency,
    field,
    COALESCE(procedure_code, procedure_name) AS procedure_code,
    accepted_at AS counted_on,
    supplement_count <= 1 AS hit
FROM dossiers
WHERE accepted_at IS NOT NULL
    AND supplement_count IS NOT NULL
