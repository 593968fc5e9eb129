-- title.vi: Kết quả điện tử
-- title.en: Electronic result
-- definition.vi: Hồ sơ kết thúc có kết quả trong kỳ, trừ thủ tục không trả kết quả; đạt: có kết quả điện tử
-- definition.en: Dossiers ended with a result in the period, unless the procedure yields none; hit: electronic result issued
-- official: processing
-- counted_on: ended_at
-- target: 100
-- source.vi: Kế hoạch cải cách hành chính, mục III.7
-- source.en: Reform plan, item III.7
-- needs: finished_at|returned_at, e_result
-- order: 70
SELECT
    dossier_code AS subject,
    processing_official AS official,
    agency,
    field,
    COALESCE(procedure_code, procedure_name) AS procedure_code,
    ended_at AS counted_on,
    e_result AS hit
FROM dossiers
WHERE has_result
    AND result_required IS DISTINCT FROM FALSE
