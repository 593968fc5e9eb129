-- title.vi: Tiếp nhận trong 8 giờ làm việc
-- title.en: Accepted within 8 working hours
-- definition.vi: Hồ sơ trực tuyến nộp trong kỳ; đạt: tiếp nhận, từ chối hoặc yêu cầu bổ sung trong 480 phút làm việc; chưa trả lời và đã quá 480 phút: không đạt; chưa trả lời và chưa đủ 480 phút: chưa tính
-- definition.en: Online dossiers submitted in the period; hit: accepted, refused or supplement requested within 480 working minutes; unanswered after 480: a miss; unanswered before: not counted
-- official: receiving
-- counted_on: submitted_at
-- target: 100
-- source.vi: Kế hoạch cải cách hành chính, mục III.6, IX.4
-- source.en: Reform plan, item III.6, IX.4
-- needs: channel, submitted_at, accepted_at|refused_at|supplement_requested_at
-- order: 50
SELECT
    dossier_code AS subject,
    receiving_official AS official,
    agency,
    field,
    COALESCE(procedure_code, procedure_name) AS procedure_code,
    submitted_at AS counted_on,
    CASE
        WHEN acceptance_outcome = 'in_time' THEN TRUE
        WHEN acceptance_outcome = 'late' THEN FALSE
    END AS hit
FROM dossiers
WHERE channel = 'online'
    AND acceptance_outcome <> 'waiting'
