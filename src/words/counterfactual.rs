use crate::phrases;

phrases! {
    title(): "Đúng hạn không tính dừng sai", "On time, improper time voided";
    lead():
        "Số của hệ thống đặt cạnh số tính lại: tính cả hồ sơ đang quá hạn; không trừ thời gian các lần tạm dừng không đúng quy định; và không trừ cả các lần chưa xác minh được (cận dưới).",
        "The system's own figure beside three others: running overdue dossiers counted too; improper suspensions not taken off; those that can't be verified not taken off either (lower bound).";
    own(): "Theo hệ thống", "The system's own";
    strict(): "Tính cả hồ sơ đang quá hạn", "Running overdue counted";
    high(): "Không trừ lần dừng không đúng", "Improper voided";
    low(): "Cận dưới: không trừ cả lần chưa xác minh", "Lower bound: unverifiable voided too";
    whole(): "Cả cơ quan", "The whole office";
    changed_title(): "Hồ sơ tạo chênh lệch đúng hạn", "Dossiers behind the difference";
    changed_lead():
        "Hồ sơ được tính khác khi không trừ thời gian các lần tạm dừng không đúng hoặc chưa xác minh được.",
        "Dossiers that count otherwise when improper or unverifiable suspensions are not taken off.";
    changed_none(): "Không có hồ sơ nào được tính khác.", "No dossier counts otherwise.";
    due_high(): "Hẹn trả, không trừ lần dừng không đúng", "Due, improper voided";
    due_low(): "Hẹn trả, cận dưới", "Due, lower bound";
    improper_minutes(): "Dừng không đúng", "Improperly suspended";
    unverifiable_minutes(): "Dừng chưa xác minh", "Suspended, unverifiable";
    strict_short(): "Có trừ", "Taken off";
    high_short(): "Không trừ", "Voided";
    low_short(): "Cận dưới", "Lower bound";
}
