-- title.vi: Thanh toán trực tuyến
-- title.en: Paid online
-- definition.vi: Hồ sơ tiếp nhận trong kỳ có phí, lệ phí và không được miễn; đạt: thanh toán trực tuyến
-- definition.en: Dossiers accepted in the period with a fee, not exempt; hit: paid online
-- official: receiving
-- counted_on: accepted_at
-- target: 30
-- source.vi: Kế hoạch cải cách hành chính, mục VII.7
-- source.en: Reform plan, item VII.7
-- needs: accepted_at, fee_amount, paid_online
-- order: 100
SELECT
    dossier_code AS subject,
    receiving_official AS official,
    agency,
    field,
    COALESCE(procedure_code, procedure_name) AS procedure_code,
    accepted_at AS counted_on,
    paid_online AS hit
FROM dossiers
WHERE accepted_at IS NOT NULL
    AND fee_amount > 0
    AND fee_exempt IS DISTINCT FROM TRUE
