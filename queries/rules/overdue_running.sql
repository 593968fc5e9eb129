-- title.vi: Đang quá hạn
-- title.en: Running overdue
-- definition.vi: Chưa kết thúc, không dừng tính, đã quá ngày hẹn trả
-- definition.en: Not ended, not suspended, past the due date
-- severity: breach
-- about: dossier
-- source.vi: Kế hoạch cải cách hành chính, mục III.10
-- source.en: Reform plan, item III.10
-- needs: due_at, finished_at|returned_at|terminated_at
-- order: 210
SELECT
    dossier_code,
    CAST(NULL AS BIGINT) AS sequence,
    processing_official AS official,
    agency,
    due_effective_at AS found_on,
    'due_at,status' AS evidence,
    outcome = 'running_late' AS finding
FROM dossiers
WHERE outcome = 'running_late'
