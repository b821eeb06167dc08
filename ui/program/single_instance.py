"""One program for all files of a person: a second start hands its files to the one that runs already."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from PySide6.QtCore import QCryptographicHash, QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from models.folders import user_folder

PATIENCE = 2000  # ms for the other to answer; one that hangs must not keep this one from starting
STARTING = 10_000  # ms for another start to come to its end
TAKEN = b"taken\n"


def instance_name() -> str:
    """The same for every start with the same user folder, another for every other."""
    folder = str(user_folder().resolve()).encode()
    digest = QCryptographicHash.hash(folder, QCryptographicHash.Algorithm.Sha256)
    return f"jixiao-editor-{digest.toHex().toStdString()[:16]}"


@contextmanager
def starting_alone() -> Iterator[None]:
    """Of two starts at the same moment neither would find the other yet: the second waits for the first.

    A start that hangs, or a folder that cannot be written, does not keep this one from going on.
    """
    folder = user_folder()
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    lock = QLockFile(str(folder / "start.lock"))
    lock.tryLock(STARTING)
    try:
        yield
    finally:
        lock.unlock()


def hand_over(files: Sequence[Path]) -> bool:
    """Gives the files to a program that runs already. False when there is none, or it does not answer."""
    socket = QLocalSocket()
    socket.connectToServer(instance_name())
    if not socket.waitForConnected(PATIENCE):
        return False
    socket.write(json.dumps([str(file) for file in files]).encode() + b"\n")
    taken = socket.waitForBytesWritten(PATIENCE) and socket.waitForReadyRead(PATIENCE)
    answer = bytes(socket.readAll().data()) if taken else b""
    socket.disconnectFromServer()
    return answer == TAKEN


class SingleInstance(QObject):
    """Hears of other starts: ``asked(paths)``."""

    asked = Signal(list)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)

    def open(self) -> None:
        """Begins to listen. A name left by a crash is taken over."""
        if not self._server.listen(instance_name()):
            QLocalServer.removeServer(instance_name())
            self._server.listen(instance_name())

    def _greet(self) -> None:
        while guest := self._server.nextPendingConnection():
            guest.readyRead.connect(lambda guest=guest: self._hear(guest))
            guest.disconnected.connect(guest.deleteLater)
            if guest.canReadLine():
                self._hear(guest)

    def _hear(self, guest: QLocalSocket) -> None:
        if not guest.canReadLine():
            return
        try:
            paths = json.loads(bytes(guest.readLine().data()))
        except ValueError:
            return
        if isinstance(paths, list) and all(isinstance(path, str) for path in paths):
            guest.write(TAKEN)
            guest.flush()
            self.asked.emit(paths)
