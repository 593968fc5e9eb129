-- title.vi: Có phiếu từ chối
-- title.en: Refusal slip given
-- definition.vi: Hồ sơ bị từ chối trong kỳ; đạt: có phiếu từ chối tiếp nhận, giải quyết hồ sơ
-- definition.en: Dossiers refused in the period; hit: the slip was given
-- official: processing
-- counted_on: refused_at, terminated_at
-- target: 100
-- source.vi: Kế hoạch cải cách hành chính, mục III.6
-- source.en: Reform plan, item III.6
-- needs: refusal_slip, refused_at|status
-- order: 150
SELECT
    dossier_code AS subject,
    processing_official AS official,
    agency,
    field,
    COALESCE(procedure_code, procedure_name) AS procedure_code,
    COALESCE(refused_at, terminated_at, submitted_at) AS counted_on,
    refusal_slip AS hit
FROM dossiers
WHERE refused_at IS NOT NULL
    OR status = 'refused'
