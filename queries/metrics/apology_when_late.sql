-- title.vi: Xin lỗi khi trễ hạn
-- title.en: Apology when late
-- definition.vi: Hồ sơ trễ hạn kết thúc trong kỳ, và hồ sơ đang quá hạn có ngày hẹn trả trong kỳ; đạt: có phiếu (văn bản) xin lỗi
-- definition.en: Late dossiers ended in the period, and running ones that fell due in it; hit: an apology slip was given
-- official: processing
-- counted_on: ended_at, due_effective_at
-- target: 100
-- source.vi: Kế hoạch cải cách hành chính, mục III.6
-- source.en: Reform plan, item III.6
-- needs: due_at, apology_slip, finished_at|returned_at|terminated_at
-- order: 160
SELECT
    dossier_code AS subject,
    processing_official AS official,
    agency,
    field,
    COALESCE(procedure_code, procedure_name) AS procedure_code,
    CASE WHEN outcome = 'running_late' THEN due_effective_at ELSE ended_at END AS counted_on,
    apology_slip AS hit
FROM dossiers
WHERE outcome IN ('late', 'running_late')
