-- title.vi: Nộp qua bưu chính công ích
-- title.en: By post
-- definition.vi: Hồ sơ tiếp nhận trong kỳ của thủ tục nhận qua bưu chính (không có danh mục: mọi thủ tục); đạt: nộp qua bưu chính
-- definition.en: Dossiers accepted in the period of procedures offered by post (without a catalogue: of all); hit: submitted by post
-- official: receiving
-- counted_on: accepted_at
-- target: 15
-- source.vi: Kế hoạch cải cách hành chính, mục VIII.3
-- source.en: Reform plan, item VIII.3
-- needs: accepted_at, channel
-- order: 120
SELECT
    dossier_code AS subject,
    receiving_official AS official,
    agency,
    field,
    COALESCE(procedure_code, procedure_name) AS procedure_code,
    accepted_at AS counted_on,
    channel = 'post' AS hit
FROM dossiers
WHERE accepted_at IS NOT NULL
    AND procedure_by_post IS DISTINCT FROM FALSE
