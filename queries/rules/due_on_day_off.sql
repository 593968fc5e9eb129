-- title.vi: Hẹn trả vào ngày nghỉ
-- title.en: Due on a day off
-- definition.vi: Ngày hẹn trả rơi vào ngày không làm việc
-- definition.en: The due date falls on a day without office hours
-- severity: quality
-- about: dossier
-- source.vi: Kế hoạch cải cách hành chính, mục III.3: số liệu kết xuất phải đúng
-- source.en: Reform plan, item III.3: exported data must be right
-- needs: due_at
-- order: 370
SELECT
    dossier_code,
    CAST(NULL AS BIGINT) AS sequence,
    receiving_official AS official,
    agency,
    due_at AS found_on,
    'due_at' AS evidence,
    TRUE AS finding
FROM dossiers
WHERE due_on_day_off
