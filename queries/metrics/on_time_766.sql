-- title.vi: Tiến độ giải quyết (QĐ 766)
-- title.en: Progress (Decision 766)
-- definition.vi: Hồ sơ tiếp nhận trong kỳ hoặc kỳ trước chuyển sang; đạt theo quy tắc 2.1 a–e của bộ chỉ số 766 (quá một lần bổ sung là trễ; chưa kết thúc thì so cuối kỳ với hạn)
-- definition.en: Dossiers accepted in the period or carried over; hit by rules 2.1 a–e of index 766 (more than one supplement is late; not ended: the period's end against the due date)
-- official: processing
-- counted_on: accepted_at, period_start
-- target: 100
-- source.vi: QĐ 766/QĐ-TTg, thành phần 2.1
-- source.en: Decision 766/QĐ-TTg, component 2.1
-- needs: accepted_at, due_at|procedures.limit_working_days, finished_at|returned_at|terminated_at, supplement_count|suspensions.kind
-- order: 40
SELECT
    dossier_code AS subject,
    processing_official AS official,
    agency,
    field,
    COALESCE(procedure_code, procedure_name) AS procedure_code,
    CASE
        WHEN CAST(accepted_at AS DATE) < period_start THEN period_start
        ELSE CAST(accepted_at AS DATE)
    END AS counted_on,
    CASE
        WHEN verdict_766 = 'hit' THEN TRUE
        WHEN verdict_766 = 'miss' THEN FALSE
        WHEN verdict_766 = 'open' THEN due_766_at >= LEAST(as_of, period_end_at)
    END AS hit
FROM dossiers
CROSS JOIN params
WHERE CAST(accepted_at AS DATE) <= period_end
    AND (
        CAST(accepted_at AS DATE) >= period_start
        OR ended_at IS NULL
        OR CAST(ended_at AS DATE) >= period_start
    )
