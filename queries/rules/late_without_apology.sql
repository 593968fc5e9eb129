-- title.vi: Trễ hạn không xin lỗi
-- title.en: Late without apology
-- definition.vi: Trễ hạn hoặc đang quá hạn mà không có phiếu (văn bản) xin lỗi
-- definition.en: Late or running overdue, and no apology slip
-- severity: breach
-- about: dossier
-- source.vi: Kế hoạch cải cách hành chính, mục III.6; TT 03/2025/TT-VPCP, mẫu 04
-- source.en: Reform plan, item III.6; Circular 03/2025/TT-VPCP, form 04
-- needs: due_at, apology_slip, finished_at|returned_at|terminated_at
-- order: 220
SELECT
    dossier_code,
    CAST(NULL AS BIGINT) AS sequence,
    processing_official AS official,
    agency,
    CASE WHEN outcome = 'running_late' THEN due_effective_at ELSE ended_at END AS found_on,
    'due_at,finished_at,apology_slip' AS evidence,
    apology_slip = FALSE AS finding
FROM dossiers
WHERE outcome IN ('late', 'running_late')
