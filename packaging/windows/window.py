"""window.py TEXT COMMAND…: runs the command in a console of its own, as Explorer does.

Fails unless it prints TEXT, is still there three seconds later, and ends at the next key. Prints what
stood in the console (Wine draws it character by character, between control sequences).
"""

import os
import pty
import re
import select
import sys
import time

CONTROL = re.compile(rb"\x1b\[[?0-9;]*[A-Za-z]|\x1b\][^\x07]*\x07")
MINUTES = 10


def text_of(drawn):
    return CONTROL.sub(b"", drawn).decode("utf-8", "replace").replace("\r", "").replace("\0", "")


def without_blanks(text):
    return re.sub(r"\s", "", text)


def main():
    wanted, command = without_blanks(sys.argv[1]), sys.argv[2:]
    child, console = pty.fork()
    if child == 0:
        os.execvp(command[0], command)
    drawn, asked_at, pressed = b"", None, False
    deadline = time.monotonic() + 60 * MINUTES
    while time.monotonic() < deadline:
        if select.select([console], [], [], 0.5)[0]:
            try:
                piece = os.read(console, 4096)
            except OSError:
                break
            if not piece:
                break
            drawn += piece
        if asked_at is None and wanted in without_blanks(text_of(drawn)):
            asked_at = time.monotonic()
        if asked_at is not None and not pressed and time.monotonic() > asked_at + 3:
            os.write(console, b"x")
            pressed = True
            deadline = time.monotonic() + 60
    print(text_of(drawn))
    if not pressed:
        sys.exit("the window did not wait for a key" if asked_at else "the text did not come")
    sys.exit(0 if time.monotonic() < deadline else "the key did not close it")


main()
