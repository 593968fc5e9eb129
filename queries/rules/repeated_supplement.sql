-- title.vi: Yêu cầu bổ sung quá một lần
-- title.en: More than one supplement
-- definition.vi: Số lần yêu cầu bổ sung lớn hơn 1
-- definition.en: More than one supplement request
-- severity: breach
-- about: dossier
-- source.vi: Kế hoạch cải cách hành chính, mục III.6
-- source.en: Reform plan, item III.6
-- needs: supplement_count
-- order: 240
SELECT
    dossier_code,
    CAST(NULL AS BIGINT) AS sequence,
    processing_official AS official,
    agency,
    COALESCE(accepted_at, submitted_at) AS found_on,
    'supplement_count' AS evidence,
    supplement_count > 1 AS finding
FROM dossiers
WHERE accepted_at IS NOT NULL
    OR supplement_count > 1
