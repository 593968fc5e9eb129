-- title.vi: Không có văn bản kèm theo
-- title.en: No document
-- definition.vi: Không có số văn bản và không có ngày văn bản
-- definition.en: Neither a document number nor a document date
-- severity: improper
-- about: suspension
-- source.vi: Kế hoạch cải cách hành chính, mục III.6, IX.3
-- source.en: Reform plan, item III.6, IX.3
-- needs: suspensions.document_no|suspensions.document_at
-- order: 20
SELECT
    dossier_code,
    sequence,
    official,
    agency,
    suspended_at AS found_on,
    'document_no,document_at' AS evidence,
    CASE
        WHEN document_no IS NOT NULL OR document_at IS NOT NULL THEN FALSE
        WHEN document_no_exported OR document_at_exported THEN TRUE
    END AS finding
FROM suspensions
