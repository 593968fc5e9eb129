-- title.vi: Yêu cầu bổ sung lần thứ hai
-- title.en: Second supplement
-- definition.vi: Lần dừng tính để bổ sung thứ hai trở đi của cùng hồ sơ
-- definition.en: A second or later suspension of kind supplement of the same dossier
-- severity: improper
-- about: suspension
-- source.vi: Kế hoạch cải cách hành chính, mục III.6: bổ sung "tối đa không quá 01 lần"
-- source.en: Reform plan, item III.6: supplement "at most 01 time"
-- needs: suspensions.suspended_at
-- order: 60
SELECT
    dossier_code,
    sequence,
    official,
    agency,
    suspended_at AS found_on,
    'kind,sequence' AS evidence,
    repeats_supplement AS finding
FROM suspensions
