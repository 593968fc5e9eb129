-- title.vi: Thủ tục qua bưu chính có hồ sơ bưu chính
-- title.en: Post procedures with a dossier by post
-- definition.vi: Thủ tục nhận qua bưu chính có hồ sơ tiếp nhận trong kỳ; đạt: có ít nhất một hồ sơ nộp qua bưu chính
-- definition.en: Procedures offered by post with a dossier accepted in the period; hit: at least one by post
-- official: none
-- counted_on: accepted_at
-- target: 15
-- source.vi: Kế hoạch cải cách hành chính, mục VIII.3
-- source.en: Reform plan, item VIII.3
-- needs: accepted_at, channel, procedures.by_post
-- order: 210
-- subject: procedure
SELECT
    COALESCE(procedure_code, procedure_name) AS subject,
    CAST(NULL AS VARCHAR) AS official,
    agency,
    field,
    COALESCE(procedure_code, procedure_name) AS procedure_code,
    accepted_at AS counted_on,
    CASE WHEN procedure_by_post THEN channel = 'post' END AS hit
FROM dossiers
WHERE accepted_at IS NOT NULL
    AND COALESCE(procedure_code, procedure_name) IS NOT NULL
    AND procedure_by_post IS DISTINCT FROM FALSE
