-- title.vi: Hồ sơ trễ hạn (đã kết thúc hoặc đang xử lý), theo ngày hẹn trả
-- title.en: Late dossiers (ended or running), by due date
SELECT
    dossier_code,
    procedure_name,
    processing_official,
    due_effective_at,
    ended_at,
    outcome,
    overdue_minutes,
    apology_slip
FROM dossiers
WHERE outcome IN ('late', 'running_late')
ORDER BY due_effective_at ASC NULLS LAST, dossier_code ASC NULLS LAST
