-- title.vi: Dừng, rút, từ chối sau hạn
-- title.en: Cancelled after the due date
-- definition.vi: Hồ sơ dừng, rút hoặc bị từ chối sau ngày hẹn trả
-- definition.en: Stopped, withdrawn or refused after the due date
-- severity: breach
-- about: dossier
-- source.vi: Kế hoạch cải cách hành chính, mục III.6
-- source.en: Reform plan, item III.6
-- needs: due_at, terminated_at|status
-- order: 260
SELECT
    dossier_code,
    CAST(NULL AS BIGINT) AS sequence,
    processing_official AS official,
    agency,
    ended_at AS found_on,
    'terminated_at,due_at,status' AS evidence,
    CASE
        WHEN outcome = 'late' THEN TRUE
        WHEN outcome IN ('early', 'on_time') THEN FALSE
    END AS finding
FROM dossiers
WHERE ended_at IS NOT NULL
    AND (
        status IN ('withdrawn', 'stopped', 'refused')
        OR (finished_at IS NULL AND returned_at IS NULL)
    )
