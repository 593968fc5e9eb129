-- title.vi: Không thông báo cho người nộp
-- title.en: No notice to the applicant
-- definition.vi: Không đánh dấu đã thông báo, không có số và ngày thông báo
-- definition.en: Notice not marked as given, and neither a notice number nor a date
-- severity: improper
-- about: suspension
-- source.vi: Kế hoạch cải cách hành chính, mục III.6, IX.3
-- source.en: Reform plan, item III.6, IX.3
-- needs: suspensions.notice_given|suspensions.notice_no|suspensions.notice_at
-- order: 40
SELECT
    dossier_code,
    sequence,
    official,
    agency,
    suspended_at AS found_on,
    'notice_given,notice_no,notice_at' AS evidence,
    CASE
        WHEN notice_given OR notice_no IS NOT NULL OR notice_at IS NOT NULL THEN FALSE
        WHEN notice_given_exported OR notice_no_exported OR notice_at_exported THEN TRUE
    END AS finding
FROM suspensions
