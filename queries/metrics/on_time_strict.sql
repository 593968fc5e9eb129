-- title.vi: Đúng hạn, kể cả hồ sơ đang quá hạn
-- title.en: On time, running overdue counted
-- definition.vi: Như "Đúng hạn", thêm hồ sơ chưa kết thúc và đã quá hạn (tính vào ngày hẹn trả): không đạt
-- definition.en: As "On time", and dossiers still running past their due date (counted on that date): a miss
-- official: processing
-- counted_on: ended_at, due_effective_at
-- target: 100
-- source.vi: Kế hoạch cải cách hành chính, mục III.10
-- source.en: Reform plan, item III.10
-- needs: due_at, finished_at|returned_at|terminated_at
-- order: 20
SELECT
    dossier_code AS subject,
    processing_official AS official,
    agency,
    field,
    COALESCE(procedure_code, procedure_name) AS procedure_code,
    CASE WHEN outcome = 'running_late' THEN due_effective_at ELSE ended_at END AS counted_on,
    outcome IN ('early', 'on_time') AS hit
FROM dossiers
WHERE outcome IN ('early', 'on_time', 'late', 'running_late')
