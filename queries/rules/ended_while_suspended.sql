-- title.vi: Kết thúc khi đang dừng tính
-- title.en: Ended while suspended
-- definition.vi: Hồ sơ kết thúc trong thời gian dừng tính
-- definition.en: The dossier ended inside the suspension
-- severity: signal
-- about: suspension
-- source.vi: Kế hoạch cải cách hành chính, mục IX.3
-- source.en: Reform plan, item IX.3
-- needs: suspensions.suspended_at, finished_at|returned_at|terminated_at
-- order: 90
SELECT
    dossier_code,
    sequence,
    official,
    agency,
    suspended_at AS found_on,
    'suspended_at,resumed_at,ended_at' AS evidence,
    ended_inside AS finding
FROM suspensions
