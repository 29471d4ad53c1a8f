#!/bin/sh
# alat/python.sh cari              prints a Python that is new enough (of .venv where there is one)
# alat/python.sh pasang KUMPULAN   makes .venv and installs requirements/KUMPULAN.txt, by hash
#
# .venv/.terpasang says what is installed: folder, set, checksum. Nothing is done when it agrees.
set -eu
cd "$(dirname "$0")/.."

enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null
}

find_python() {
    for name in .venv/bin/python python3 python python3.14 python3.13 python3.12 python3.11; do
        if command -v "$name" > /dev/null 2>&1 && enough "$name"; then
            command -v "$name"
            return
        fi
    done
    echo "Perlu Python 3.11 atau lebih baru, dan tidak ada di PATH." >&2
    return 1
}

checksum() {
    "$1" - "$2" << 'PYTHON'
import hashlib, pathlib, sys
print(hashlib.sha256(pathlib.Path(sys.argv[1]).read_bytes()).hexdigest())
PYTHON
}

mark() {
    echo "$1 $(checksum "$python" "requirements/$1.txt") $PWD"
}

install() {
    stamp=.venv/.terpasang
    found=$(cat "$stamp" 2> /dev/null || true)
    python=$(find_python)
    if [ -x .venv/bin/python ] && { [ "$found" = "$(mark "$1")" ] || [ "$found" = "$(mark development)" ]; }; then
        return
    fi
    # Scripts in a .venv carry its path: one that was moved is made again.
    case "$found" in
        "" | *" $PWD") ;;
        *) rm -rf .venv && python=$(find_python) ;;
    esac
    if ! enough .venv/bin/python; then
        echo "Membuat lingkungan Python di .venv"
        "$python" -m venv --clear .venv > /dev/null || {
            rm -rf .venv
            echo "Modul venv tidak lengkap. Di Debian dan Ubuntu: apt-get install python3-venv" >&2
            return 1
        }
    fi
    python=.venv/bin/python
    echo "Memasang requirements/$1.txt"
    rm -f "$stamp"
    "$python" -m pip install -qq --disable-pip-version-check --require-hashes --no-deps -r "requirements/$1.txt"
    mark "$1" > "$stamp"
}

case "${1-}" in
    cari) find_python ;;
    pasang) install "$2" ;;
    *)
        echo "Pakai: alat/python.sh cari | pasang KUMPULAN" >&2
        exit 2
        ;;
esac
