-- title.vi: Mã hồ sơ sai dạng
-- title.en: Malformed code
-- definition.vi: Mã hồ sơ không theo dạng MÃ_CƠ_QUAN-yyMMdd-NNNN
-- definition.en: The code is not of the form AGENCY-yyMMdd-NNNN
-- severity: quality
-- about: dossier
-- source.vi: Kế hoạch cải cách hành chính, mục III.3: số liệu kết xuất phải đúng
-- source.en: Reform plan, item III.3: exported data must be right
-- needs: dossier_code
-- order: 390
SELECT
    dossier_code,
    CAST(NULL AS BIGINT) AS sequence,
    receiving_official AS official,
    agency,
    COALESCE(accepted_at, submitted_at) AS found_on,
    'dossier_code' AS evidence,
    TRUE AS finding
FROM dossiers
WHERE code_well_formed = FALSE
