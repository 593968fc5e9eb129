-- title.vi: Có phiếu yêu cầu bổ sung
-- title.en: Supplement slip given
-- definition.vi: Hồ sơ có yêu cầu bổ sung trong kỳ; đạt: có phiếu yêu cầu bổ sung, hoàn thiện hồ sơ
-- definition.en: Dossiers with a supplement requested in the period; hit: the slip was given
-- official: processing
-- counted_on: supplement_requested_at, accepted_at
-- target: 100
-- source.vi: Kế hoạch cải cách hành chính, mục III.6
-- source.en: Reform plan, item III.6
-- needs: supplement_slip, supplement_count|supplement_requested_at
-- order: 140
SELECT
    dossier_code AS subject,
    processing_official AS official,
    agency,
    field,
    COALESCE(procedure_code, procedure_name) AS procedure_code,
    COALESCE(supplement_requested_at, accepted_at, submitted_at) AS counted_on,
    supplement_slip AS hit
FROM dossiers
WHERE supplement_count >= 1
    OR supplement_requested_at IS NOT NULL
