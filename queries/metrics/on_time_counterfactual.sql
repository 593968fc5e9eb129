-- title.vi: Đúng hạn nếu bỏ các lần dừng tính không đúng
-- title.en: On time with improper suspensions voided
-- definition.vi: Như trên, nhưng thời gian của các lần dừng tính không đúng không được trừ; cận dưới: bỏ cả các lần chưa đủ căn cứ
-- definition.en: As the above, but the time of improper suspensions is not deducted; lower bound: unverifiable ones voided too
-- official: processing
-- counted_on: counterfactual_on
-- target: 100
-- source.vi: Kế hoạch cải cách hành chính, mục IX.3
-- source.en: Reform plan, item IX.3
-- needs: due_at, finished_at|returned_at|terminated_at, suspensions.suspended_at
-- order: 30
SELECT
    dossier_code AS subject,
    processing_official AS official,
    agency,
    field,
    COALESCE(procedure_code, procedure_name) AS procedure_code,
    counterfactual_on AS counted_on,
    counterfactual = 'hit' AS hit,
    counterfactual_low = 'hit' AS hit_low,
    counterfactual IS NULL AS low_only
FROM dossiers
WHERE counterfactual_low IS NOT NULL
