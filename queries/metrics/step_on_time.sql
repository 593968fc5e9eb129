-- title.vi: Đúng hạn bước xử lý (liên thông)
-- title.en: Step on time
-- definition.vi: Hồ sơ có hạn xử lý của bước, đã kết thúc trong kỳ hoặc đang quá hạn bước (tính vào hạn xử lý); đạt: kết thúc không muộn hơn hạn xử lý
-- definition.en: Dossiers with a step limit that ended in the period or run past it (counted on that limit); hit: ended by the limit
-- official: processing
-- counted_on: ended_at, step_due_at
-- target: 100
-- source.vi: Kế hoạch cải cách hành chính, mục IX.5
-- source.en: Reform plan, item IX.5
-- needs: step_due_at, finished_at|returned_at|terminated_at
-- order: 170
SELECT
    dossier_code AS subject,
    processing_official AS official,
    agency,
    field,
    COALESCE(procedure_code, procedure_name) AS procedure_code,
    CASE WHEN step_outcome = 'running_late' THEN step_due_at ELSE ended_at END AS counted_on,
    step_outcome IN ('early', 'on_time') AS hit
FROM dossiers
WHERE step_outcome IN ('early', 'on_time', 'late', 'running_late')
