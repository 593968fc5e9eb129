-- title.vi: Không có lý do cụ thể
-- title.en: No specific reason
-- definition.vi: Lý do trống, chung chung (danh sách trong cấu hình), chỉ có dấu câu hoặc quá ngắn
-- definition.en: The reason is blank, vague (list in the config), punctuation only, or too short
-- severity: improper
-- about: suspension
-- source.vi: Kế hoạch cải cách hành chính, mục III.6, IX.3
-- source.en: Reform plan, item III.6, IX.3
-- needs: suspensions.reason
-- order: 10
SELECT
    dossier_code,
    sequence,
    official,
    agency,
    suspended_at AS found_on,
    'reason' AS evidence,
    CASE WHEN reason_exported THEN reason_specific IS DISTINCT FROM TRUE END AS finding
FROM suspensions
