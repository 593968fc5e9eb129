-- title.vi: Trả lời quá 8 giờ làm việc
-- title.en: Answered later than 8 working hours
-- definition.vi: Hồ sơ trực tuyến được trả lời lần đầu sau hơn 480 phút làm việc, hoặc quá 480 phút chưa trả lời
-- definition.en: An online dossier first answered after more than 480 working minutes, or unanswered past them
-- severity: breach
-- about: dossier
-- source.vi: Kế hoạch cải cách hành chính, mục III.6, IX.4
-- source.en: Reform plan, item III.6, IX.4
-- needs: channel, submitted_at, accepted_at|refused_at|supplement_requested_at
-- order: 230
SELECT
    dossier_code,
    CAST(NULL AS BIGINT) AS sequence,
    receiving_official AS official,
    agency,
    submitted_at AS found_on,
    'submitted_at,accepted_at,refused_at,supplement_requested_at' AS evidence,
    CASE
        WHEN acceptance_outcome = 'late' THEN TRUE
        WHEN acceptance_outcome IN ('in_time', 'waiting') THEN FALSE
    END AS finding
FROM dossiers
WHERE channel = 'online'
    AND submitted_at IS NOT NULL
