#!/bin/sh
# Prints the path of a Chromium for the browser tests, or nothing. Installs Debian's where it is missing and we may.
set -eu

find_browser() {
    for name in "${BINAWIDYA_PERAMBAN-}" chromium chromium-browser google-chrome google-chrome-stable; do
        if [ -n "$name" ] && command -v "$name"; then
            return
        fi
    done
    return 1
}

find_browser && exit
if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
    echo "Memasang chromium untuk uji peramban" >&2
    { apt-get update && apt-get install -y chromium; } > /dev/null 2>&1 || true
    find_browser || true
fi
