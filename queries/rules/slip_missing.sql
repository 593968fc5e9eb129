-- title.vi: Thiếu phiếu
-- title.en: Slip missing
-- definition.vi: Có yêu cầu bổ sung hoặc từ chối mà không có phiếu
-- definition.en: A supplement request or a refusal without its slip
-- severity: breach
-- about: dossier
-- source.vi: Kế hoạch cải cách hành chính, mục III.6
-- source.en: Reform plan, item III.6
-- needs: supplement_slip|refusal_slip, supplement_count|supplement_requested_at|refused_at|status
-- order: 250
SELECT
    dossier_code,
    CAST(NULL AS BIGINT) AS sequence,
    processing_official AS official,
    agency,
    COALESCE(refused_at, supplement_requested_at, accepted_at, submitted_at) AS found_on,
    'supplement_count,supplement_requested_at,supplement_slip,refused_at,refusal_slip' AS evidence,
    CASE
        WHEN (supplement_count >= 1 OR supplement_requested_at IS NOT NULL) AND supplement_slip = FALSE THEN TRUE
        WHEN (refused_at IS NOT NULL OR status = 'refused') AND refusal_slip = FALSE THEN TRUE
        WHEN (supplement_count >= 1 OR supplement_requested_at IS NOT NULL) AND supplement_slip IS NULL THEN CAST(NULL AS BOOLEAN)
        WHEN (refused_at IS NOT NULL OR status = 'refused') AND refusal_slip IS NULL THEN CAST(NULL AS BOOLEAN)
        ELSE FALSE
    END AS finding
FROM dossiers
WHERE (supplement_count >= 1 OR supplement_requested_at IS NOT NULL)
    OR (refused_at IS NOT NULL OR status = 'refused')
