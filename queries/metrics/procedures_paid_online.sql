-- title.vi: Thủ tục có phí có thanh toán trực tuyến
-- title.en: Fee procedures with an online payment
-- definition.vi: Thủ tục có phí, lệ phí có hồ sơ tiếp nhận trong kỳ; đạt: có ít nhất một hồ sơ thanh toán trực tuyến
-- definition.en: Fee procedures with a dossier accepted in the period; hit: at least one paid online
-- official: none
-- counted_on: accepted_at
-- target: 60
-- source.vi: Kế hoạch cải cách hành chính, mục VII.7
-- source.en: Reform plan, item VII.7
-- needs: accepted_at, paid_online, fee_amount|procedures.has_fee
-- order: 200
-- subject: procedure
SELECT
    COALESCE(procedure_code, procedure_name) AS subject,
    CAST(NULL AS VARCHAR) AS official,
    agency,
    field,
    COALESCE(procedure_code, procedure_name) AS procedure_code,
    accepted_at AS counted_on,
    CASE
        WHEN procedure_has_fee AND paid_online IS NULL AND (fee_amount = 0 OR fee_exempt) THEN FALSE
        WHEN procedure_has_fee THEN paid_online
    END AS hit
FROM dossiers
WHERE accepted_at IS NOT NULL
    AND COALESCE(procedure_code, procedure_name) IS NOT NULL
    AND procedure_has_fee IS DISTINCT FROM FALSE
