@echo off
rem Nhap moi tep ket xuat trong mot thu muc roi lap bao cao thang va danh sach den han.
rem Thu muc: "ket-xuat" canh tep nay; muon dung thu muc khac thi sua dong duoi.
rem Chay voi /tu-dong (theo lich): khong mo bao cao, khong cho nhan phim, ghi ra nhap-va-bao-cao.log.
chcp 65001 >nul
setlocal
set "THU_MUC=%~dp0ket-xuat"

if not exist "%THU_MUC%\" mkdir "%THU_MUC%"
if /i "%~1"=="/tu-dong" goto tu_dong
"%~dp0motcua.exe" "%THU_MUC%"
set KET_QUA=%ERRORLEVEL%
echo.
pause
exit /b %KET_QUA%

:tu_dong
"%~dp0motcua.exe" "%THU_MUC%" -q >"%~dp0nhap-va-bao-cao.log" 2>&1
exit /b %ERRORLEVEL%
