#!/bin/sh
# alat/uji.sh statis | semua: the stages of "make lint" and "make test". Every stage runs, then a table says which
# one failed and how long each took.
# shellcheck disable=SC2317  # the stages are called by name
set -u
cd "$(dirname "$0")/.." || exit

bin=.venv/bin
table=""
failed=0

stage() {
    name=$1
    shift
    printf '\n== %s\n' "$name"
    start=$(date +%s)
    if "$@"; then
        word=lulus
    else
        word=GAGAL
        failed=1
    fi
    table="$table$(printf '  %-28s %-6s %4d detik' "$name" "$word" $(($(date +%s) - start)))
"
}

templates() {
    [ -z "$(find templates -name '*.html' | head -n 1)" ] || "$bin/djlint" templates --lint --quiet
}

# The settings of production with made-up values: what an administrator would run after installing.
production_check() {
    env DJANGO_SETTINGS_MODULE=binawidya.settings.production \
        SECRET_KEY="$("$bin/python" -c 'import secrets; print(secrets.token_urlsafe(60))')" \
        ALLOWED_HOSTS=kinerja.example.go.id CSRF_TRUSTED_ORIGINS=https://kinerja.example.go.id TRUSTED_PROXY_COUNT=1 \
        DATABASE_URL=postgresql://uji@127.0.0.1/uji REDIS_URL=redis://127.0.0.1:6379/0 DEBUG=0 \
        "$bin/python" -W error manage.py check --deploy --fail-level WARNING
}

migrations() {
    env DJANGO_SETTINGS_MODULE=binawidya.settings.test BINAWIDYA_VAR="${BINAWIDYA_VAR:-$PWD/var/uji}" \
        "$bin/python" manage.py makemigrations --check --dry-run
}

tests() {
    browser=$(alat/peramban.sh)
    if [ -n "$browser" ]; then
        # shellcheck disable=SC2086
        BINAWIDYA_PERAMBAN="$browser" "$bin/python" -m pytest -n "${PROSES_UJI:-2}" --dist loadgroup ${PILIH-}
    else
        skipped=$("$bin/python" -m pytest --collect-only -q -m peramban 2> /dev/null | grep -c '::')
        warning="TIDAK DIJALANKAN: $skipped uji peramban, karena Chromium tidak ada dan tidak dapat dipasang di sini.
Pasang sebagai root: apt-get install chromium. Atau sebut tempatnya: make test BINAWIDYA_PERAMBAN=/path/chromium"
        printf '%s\n' "$warning"
        # shellcheck disable=SC2086
        BINAWIDYA_PERAMBAN="" "$bin/python" -m pytest -n "${PROSES_UJI:-2}" --dist loadgroup -m "not peramban" ${PILIH-}
    fi
}

warning=""
stage "ruff check" "$bin/ruff" check .
stage "ruff format" "$bin/ruff" format --check .
stage "djlint" templates
stage "mypy" "$bin/mypy"
stage "import-linter" "$bin/lint-imports" --no-logo
stage "pengaturan produksi" production_check
if [ "${1-}" = semua ]; then
    stage "migrasi lengkap" migrations
    stage "uji" tests
fi

printf '\n%s' "$table"
[ -z "$warning" ] || printf '\n%s\n' "$warning"
exit "$failed"
