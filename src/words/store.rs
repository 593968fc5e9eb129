use crate::phrases;

phrases! {
    not_a_folder(path):
        "{path} không phải là thư mục nên không thể làm kho dữ liệu",
        "{path} is not a folder, so it can't be the store";
    not_a_folder_help():
        "Chọn thư mục khác bằng --store",
        "Choose another folder with --store";
    empty():
        "Kho dữ liệu chưa có lần nhập nào",
        "The store holds no import yet";
    empty_help():
        "Nhập tệp kết xuất trước: motcua import TỆP (hoặc chỉ đúng kho bằng --store)",
        "Import an export first: motcua import FILE (or name the right store with --store)";
    nothing_until(as_of):
        "Kho không có lần nhập nào được kết xuất đến {as_of}",
        "The store holds no import exported until {as_of}";
    nothing_until_help(first):
        "Bản kết xuất sớm nhất trong kho là {first}: chọn --as-of muộn hơn",
        "The earliest export in the store is of {first}: choose a later --as-of";

    locked(holder):
        "Kho dữ liệu đang được nơi khác ghi: {holder}",
        "Someone else is writing to the store: {holder}";
    locked_holder(pid, host, since, seconds):
        "tiến trình {pid} trên máy {host}, từ {since}, đã {seconds} giây",
        "process {pid} on {host}, since {since}, for {seconds} seconds";
    locked_unknown():
        "chưa rõ tiến trình nào",
        "it is not known which process";
    locked_help():
        "Đợi lệnh kia xong rồi chạy lại; nếu nó đã treo, kết thúc nó trước",
        "Wait until the other command is done and run again; if it hangs, end it first";
    no_locks():
        "Ổ đĩa này không khóa được tệp nên không thể ghi kho an toàn",
        "This disk can't lock files, so the store can't be written safely";
    no_locks_help():
        "Đặt kho trên ổ đĩa của máy này bằng --store",
        "Put the store on a disk of this machine with --store";
    stale_lock(holder):
        "Lần ghi trước bị ngắt giữa chừng ({holder}); kho vẫn như trước lần đó",
        "The previous writer was cut off ({holder}); the store is as it was before";
    leftovers_removed(n):
        "Đã dọn {n} phần dở dang của lần nhập bị ngắt",
        "Removed {n} unfinished pieces of an import that was cut off";

    damaged(import_id, problem):
        "Lần nhập {import_id} trong kho bị hỏng: {problem}",
        "Import {import_id} of the store is damaged: {problem}";
    closing_damaged(name, problem):
        "Bản chốt số liệu {name} trong kho bị hỏng: {problem}",
        "Closing {name} of the store is damaged: {problem}";
    closed_already(month, number):
        "Tháng {month} đã chốt số liệu (lần {number}); số đã chốt không bị ghi đè",
        "The month {month} is closed already (number {number}); what was published is not overwritten";
    closed_already_help():
        "Chạy không có --close để xem số đã chốt và đính chính; thêm --again để chốt lại số liệu hiện tại thành lần sau",
        "Run without --close to see the published figures and corrections; add --again to close the figures of now under the next number";
    damaged_help():
        "Chạy motcua imports verify để biết chỗ hỏng; lấy lại kho từ bản sao lưu hoặc nhập lại các tệp vào kho mới",
        "Run motcua imports verify to see what is damaged; restore the store from a backup or import the files into a new store";
    kept_state_damaged():
        "Bản tính sẵn của kho bị hỏng và đã được bỏ; các lần nhập không bị ảnh hưởng",
        "A prepared state of the store was damaged and has been dropped; the imports are untouched";
    kept_state_damaged_help():
        "Chạy lại lệnh này",
        "Run this command again";
    newer_format(import_id):
        "Lần nhập {import_id} do bản motcua mới hơn ghi",
        "Import {import_id} was written by a newer motcua";
    newer_format_help():
        "Dùng bản motcua mới hơn",
        "Use the newer motcua";
    unknown_import(import_id):
        "Kho không có lần nhập {import_id}",
        "The store has no import {import_id}";
    unknown_import_help():
        "Xem mã các lần nhập bằng motcua imports list",
        "See the ids of the imports with motcua imports list";
    undone_import(import_id):
        "Lần nhập {import_id} đã được hoàn tác",
        "Import {import_id} has been undone";
    not_the_newest(import_id, newest):
        "Chỉ hoàn tác được lần nhập mới nhất: {newest}, không phải {import_id}",
        "Only the newest import can be undone: {newest}, not {import_id}";
    not_the_newest_help(newest):
        "Hoàn tác {newest} trước",
        "Undo {newest} first";

    file_missing():
        "thiếu tệp",
        "the file is missing";
    file_unknown():
        "tệp không thuộc lần nhập này",
        "the file does not belong to this import";
    file_changed():
        "nội dung đã thay đổi (SHA-256 không khớp)",
        "the content has changed (SHA-256 differs)";
    file_unreadable():
        "không đọc được",
        "it can't be read";
    rows_differ(stored, read):
        "sổ ghi {stored} dòng nhưng tệp có {read} dòng",
        "the ledger says {stored} rows but the file has {read}";
    columns_differ():
        "cột trong tệp không như sổ ghi",
        "the columns of the file are not those of the ledger";
    folder_name_differs(import_id):
        "sổ ghi mã {import_id}, khác tên thư mục",
        "the ledger says {import_id}, which is not the name of the folder";
    stray_mark():
        "dấu hoàn tác không có lần nhập tương ứng",
        "a mark of undoing without its import";
    stray_file():
        "tệp hoặc thư mục lạ trong kho",
        "a file or folder that is not part of the store";
}
