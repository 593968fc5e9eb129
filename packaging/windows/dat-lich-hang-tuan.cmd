@echo off
rem Dat lich: 16 gio thu Sau hang tuan chay nhap-va-bao-cao.cmd. Khong can quyen quan tri.
rem Chu khong dau, vi cmd cu doc sai chu co dau trong tep .cmd. Bo lich: schtasks /Delete /TN "motcua hang tuan"
schtasks /Create /F /TN "motcua hang tuan" /SC WEEKLY /D FRI /ST 16:00 /TR "\"%~dp0nhap-va-bao-cao.cmd\" /tu-dong"
if errorlevel 1 (
    echo Chua dat duoc lich. Mo "Task Scheduler" va tao tac vu chay: "%~dp0nhap-va-bao-cao.cmd" /tu-dong
) else (
    echo Da dat lich: 16:00 thu Sau hang tuan, khi may dang mo va ban da dang nhap.
)
pause
