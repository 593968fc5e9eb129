-- title.vi: Văn bản có sau khi dừng tính
-- title.en: Document later than the suspension
-- definition.vi: Ngày văn bản sau thời điểm dừng tính (so theo ngày nếu một bên chỉ có ngày)
-- definition.en: The document is dated later than the suspension (by date if either is date-only)
-- severity: improper
-- about: suspension
-- source.vi: Kế hoạch cải cách hành chính, mục III.6, IX.3: đính kèm văn bản "trước khi bấm dừng tính"
-- source.en: Reform plan, items III.6, IX.3: the document is attached "before pressing dừng tính"
-- needs: suspensions.document_at
-- order: 30
SELECT
    dossier_code,
    sequence,
    official,
    agency,
    suspended_at AS found_on,
    'document_at,suspended_at' AS evidence,
    CASE
        WHEN document_at IS NOT NULL THEN document_later
        WHEN document_no IS NULL AND (document_no_exported OR document_at_exported) THEN FALSE
    END AS finding
FROM suspensions
