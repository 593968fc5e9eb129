-- title.vi: Thủ tục trực tuyến có hồ sơ trực tuyến
-- title.en: Online procedures with an online dossier
-- definition.vi: Thủ tục cung cấp trực tuyến có hồ sơ tiếp nhận trong kỳ; đạt: có ít nhất một hồ sơ nộp trực tuyến
-- definition.en: Procedures offered online with a dossier accepted in the period; hit: at least one online dossier
-- official: none
-- counted_on: accepted_at
-- target: 80
-- source.vi: Kế hoạch cải cách hành chính, mục VII.7
-- source.en: Reform plan, item VII.7
-- needs: accepted_at, channel, procedures.online_level
-- order: 190
-- subject: procedure
SELECT
    COALESCE(procedure_code, procedure_name) AS subject,
    CAST(NULL AS VARCHAR) AS official,
    agency,
    field,
    COALESCE(procedure_code, procedure_name) AS procedure_code,
    accepted_at AS counted_on,
    CASE WHEN procedure_online THEN channel = 'online' END AS hit
FROM dossiers
WHERE accepted_at IS NOT NULL
    AND COALESCE(procedure_code, procedure_name) IS NOT NULL
    AND procedure_online IS DISTINCT FROM FALSE
