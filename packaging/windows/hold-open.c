/* For the test only: holds a file as another program would, and ends when the file that argument 2
   names is gone. Argument 3: "excel" (others may read, nobody may write or replace), "alone" (nobody
   may open it), "lock" (a lock on the whole file, as a second motcua takes it). */
#include <windows.h>
#include <wchar.h>

int wmain(int n, wchar_t **args)
{
    if (n != 4)
        return 2;
    DWORD share = !wcscmp(args[3], L"alone") ? 0 : FILE_SHARE_READ;
    if (!wcscmp(args[3], L"lock"))
        share |= FILE_SHARE_WRITE | FILE_SHARE_DELETE;
    HANDLE file = CreateFileW(args[1], GENERIC_READ | GENERIC_WRITE, share, NULL, OPEN_ALWAYS, 0, NULL);
    if (file == INVALID_HANDLE_VALUE)
        return 1;
    OVERLAPPED whole = {0};
    if (!wcscmp(args[3], L"lock")
        && !LockFileEx(file, LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY, 0, MAXDWORD, MAXDWORD, &whole))
        return 1;
    while (GetFileAttributesW(args[2]) != INVALID_FILE_ATTRIBUTES)
        Sleep(100);
    return 0;
}
