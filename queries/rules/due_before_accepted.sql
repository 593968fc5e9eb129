-- title.vi: Hẹn trả trước khi tiếp nhận
-- title.en: Due before accepted
-- definition.vi: Ngày hẹn trả trước ngày tiếp nhận
-- definition.en: Due earlier than accepted
-- severity: quality
-- about: dossier
-- source.vi: Kế hoạch cải cách hành chính, mục III.3: số liệu kết xuất phải đúng
-- source.en: Reform plan, item III.3: exported data must be right
-- needs: accepted_at, due_at
-- order: 330
SELECT
    dossier_code,
    CAST(NULL AS BIGINT) AS sequence,
    receiving_official AS official,
    agency,
    accepted_at AS found_on,
    'accepted_at,due_at' AS evidence,
    TRUE AS finding
FROM dossiers
WHERE CAST(due_at AS DATE) < CAST(accepted_at AS DATE)
    OR (due_at < accepted_at AND due_at <> CAST(CAST(due_at AS DATE) AS TIMESTAMP))
