@echo off
rem Dat lich: 16 gio thu Sau hang tuan chay nhap-va-bao-cao.cmd. Khong can quyen quan tri.
rem Bo lich: schtasks /Delete /TN "motcua hang tuan"
chcp 65001 >nul
schtasks /Create /F /TN "motcua hang tuan" /SC WEEKLY /D FRI /ST 16:00 /TR "\"%~dp0nhap-va-bao-cao.cmd\" /tu-dong"
if errorlevel 1 (
    echo Chưa đặt được lịch. Mở "Task Scheduler" và tạo tác vụ chạy: "%~dp0nhap-va-bao-cao.cmd" /tu-dong
) else (
    echo Đã đặt lịch: 16:00 thứ Sáu hằng tuần, khi máy đang mở và bạn đã đăng nhập.
)
pause
