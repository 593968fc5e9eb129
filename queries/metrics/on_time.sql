-- title.vi: Đúng hạn
-- title.en: On time
-- definition.vi: Hồ sơ có ngày hẹn trả, kết thúc trong kỳ; đạt: kết thúc không muộn hơn ngày hẹn trả
-- definition.en: Dossiers with a due date that ended in the period; hit: ended by the due date
-- official: processing
-- counted_on: ended_at
-- target: 100
-- source.vi: Kế hoạch cải cách hành chính, mục III.10
-- source.en: Reform plan, item III.10
-- needs: due_at, finished_at|returned_at|terminated_at
-- order: 10
SELECT
    dossier_code AS subject,
    processing_official AS official,
    agency,
    field,
    COALESCE(procedure_code, procedure_name) AS procedure_code,
    ended_at AS counted_on,
    outcome IN ('early', 'on_time') AS hit
FROM dossiers
WHERE outcome IN ('early', 'on_time', 'late')
