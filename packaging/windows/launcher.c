/* Starts the program with the Python that lies beside it, and ends as it ends. Built twice: for the window (no console),
   and for the commands. Paths may hold any character. */
#include <windows.h>
#include <stdlib.h>
#include <wchar.h>

#ifdef COMMANDS
#define PYTHON L"runtime\\python.exe"
#else
#define PYTHON L"runtime\\pythonw.exe"
#endif
#define LONGEST 32768

static wchar_t folder[LONGEST], line[LONGEST];

static int fail(const wchar_t *why) {
    MessageBoxW(NULL, why, L"绩效目标表编辑器", MB_ICONERROR);
    return 2;
}

/* What the person wrote after the program's name. */
static const wchar_t *arguments(void) {
    const wchar_t *at = GetCommandLineW();
    int quoted = 0;
    while (*at && (quoted || (*at != L' ' && *at != L'\t')))
        if (*at++ == L'"') quoted = !quoted;
    return at;
}

static int start(void) {
    static STARTUPINFOW how;
    PROCESS_INFORMATION it;
    DWORD code = 2;
    DWORD length = GetModuleFileNameW(NULL, folder, LONGEST);
    how.cb = sizeof how;
    if (!length || length == LONGEST) return fail(L"程序所在的路径太长，请把文件夹移到短一些的路径下。");
    *(wcsrchr(folder, L'\\') + 1) = 0;
    if (wcslen(folder) * 2 + wcslen(arguments()) + 80 > LONGEST) return fail(L"命令太长，请分几次做。");
    swprintf(line, LONGEST, L"\"%ls" PYTHON L"\" \"%lsprogram\\main.pyc\"%ls", folder, folder, arguments());
    SetErrorMode(SEM_FAILCRITICALERRORS);
    if (!CreateProcessW(NULL, line, NULL, NULL, TRUE, 0, NULL, NULL, &how, &it))
        return fail(L"程序的文件不全（找不到 " PYTHON L"）。请把整个文件夹重新复制一遍，或者重新安装。");
    AllowSetForegroundWindow(it.dwProcessId);
    WaitForSingleObject(it.hProcess, INFINITE);
    GetExitCodeProcess(it.hProcess, &code);
    return (int)code;
}

#ifdef COMMANDS
int wmain(void) { return start(); }
#else
int WINAPI wWinMain(HINSTANCE here, HINSTANCE before, PWSTR rest, int show) {
    (void)here, (void)before, (void)rest, (void)show;
    return start();
}
#endif
