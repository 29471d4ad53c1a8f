"""Delete the database and the files of the demo, after a typed word. Built assets and test data stay.

Needs nothing but the standard library, so that it works when the installation does not.
"""

import fcntl
import os
import shutil
import sys
from pathlib import Path

WORD = "HAPUS"
PROJECT_DIR = Path(__file__).resolve().parent.parent
KEPT = {"aset", "uji"}


def orphaned_server(var: Path) -> int | None:
    """Process id of a PostgreSQL or Valkey that outlived everybody who used it."""
    for file in (var / "postgres" / "postmaster.pid", var / "valkey" / "pid"):
        try:
            pid = int(file.read_text().split()[0])
            # Numbers are used again: only a process that names this folder, or runs Valkey, is ours.
            command = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
        except (OSError, ValueError, IndexError):
            continue
        if str(var.resolve()) in command or "valkey-server" in command:
            return pid
    return None


def main() -> int:
    var = Path(os.environ.get("BINAWIDYA_VAR") or PROJECT_DIR / "var")
    doomed = sorted(path for path in var.iterdir() if path.name not in KEPT) if var.is_dir() else []
    if not doomed:
        print(f"Tidak ada data di {var}.")
        return 0
    users = var / "server.users"
    if users.exists():
        with users.open() as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                print(f"Demo atau perintah lain sedang memakai {var}. Hentikan dulu, lalu ulangi.", file=sys.stderr)
                return 1
    if pid := orphaned_server(var):
        print(f"Server di {var} masih berjalan (proses {pid}). Hentikan dengan: kill -INT {pid}", file=sys.stderr)
        return 1
    print(f"Basis data, antrean, dan berkas unggahan di {var} akan dihapus dan tidak dapat dikembalikan.")
    try:
        typed = input(f"Ketik {WORD} untuk melanjutkan: ").strip()
    except (EOFError, KeyboardInterrupt):
        typed = ""
        print()
    if typed != WORD:
        print("Tidak ada yang dihapus.")
        return 1
    for path in doomed:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    print("Data dihapus. make demo membuatnya lagi.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
