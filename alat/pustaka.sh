#!/bin/sh
# Pango draws the text of the PDF documents. It is a system library: installed where we may, named where we may not.
set -eu
cd "$(dirname "$0")/.."

packages="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

works() {
    .venv/bin/python -c 'import weasyprint' > /dev/null 2>&1
}

works && exit
if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
    echo "Memasang Pango untuk dokumen PDF"
    # shellcheck disable=SC2086
    { apt-get update && apt-get install -y --no-install-recommends $packages; } > /dev/null 2>&1 || true
    works && exit
fi
echo "Pango tidak ada, padahal dokumen PDF memerlukannya. Pasang, lalu ulangi: apt-get install $packages (Debian, Ubuntu), dnf install pango (Fedora), brew install pango (macOS)." >&2
exit 1
