-- title.vi: Hồ sơ nộp trực tuyến
-- title.en: Submitted online
-- definition.vi: Hồ sơ tiếp nhận trong kỳ có hình thức nộp; đạt: nộp trực tuyến
-- definition.en: Dossiers accepted in the period whose channel is known; hit: submitted online
-- official: receiving
-- counted_on: accepted_at
-- target: none
-- source.vi: Kế hoạch cải cách hành chính, mục VII.7
-- source.en: Reform plan, item VII.7
-- needs: accepted_at, channel
-- order: 110
SELECT
    dossier_code AS subject,
    receiving_official AS official,
    agency,
    field,
    COALESCE(procedure_code, procedure_name) AS procedure_code,
    accepted_at AS counted_on,
    channel = 'online' AS hit
FROM dossiers
WHERE accepted_at IS NOT NULL
    AND channel IS NOT NULL
