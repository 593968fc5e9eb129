-- title.vi: Số hóa hồ sơ (QĐ 766)
-- title.en: Digitized (Decision 766)
-- definition.vi: Hồ sơ kết thúc có kết quả trong kỳ; đạt: đã số hóa và có kết quả điện tử (hoặc thủ tục không trả kết quả)
-- definition.en: Dossiers ended with a result in the period; hit: digitized and electronic result issued (or no result required)
-- official: processing
-- counted_on: ended_at
-- target: 80
-- source.vi: QĐ 766/QĐ-TTg, thành phần 4.2
-- source.en: Decision 766/QĐ-TTg, component 4.2
-- needs: finished_at|returned_at, digitized, e_result
-- order: 80
SELECT
    dossier_code AS subject,
    processing_official AS official,
    agency,
    field,
    COALESCE(procedure_code, procedure_name) AS procedure_code,
    ended_at AS counted_on,
    digitized AND (e_result OR COALESCE(result_required, TRUE) = FALSE) AS hit
FROM dossiers
WHERE has_result
