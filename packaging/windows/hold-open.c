/* For the test only: holds a file as Excel does (others may read, nobody may write or replace), and
   ends when the file that argument 2 names is gone. */
#include <windows.h>

int wmain(int n, wchar_t **args)
{
    if (n != 3)
        return 2;
    HANDLE file = CreateFileW(args[1], GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
    if (file == INVALID_HANDLE_VALUE)
        return 1;
    while (GetFileAttributesW(args[2]) != INVALID_FILE_ATTRIBUTES)
        Sleep(100);
    return 0;
}
