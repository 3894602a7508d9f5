#!/bin/sh
# Prints the path of a Chrome or Chromium that runs.
#
#   ensure-browser.sh          finds one; as root on Debian, installs it and Chinese fonts if missing
#   ensure-browser.sh --find   finds one, installs nothing
#
# TEST_BROWSER names the browser outright; PYTHON is the Python that knows Playwright.
set -eu

top=$(cd "$(dirname "$0")/../.." && pwd)
mode=${1:-}

say() { printf '%s\n' "$*" >&2; }

# A name on the path may be a stub that only tells how to install the browser, so it is tried.
runs() { command -v "$1" >/dev/null 2>&1 && "$1" --version >/dev/null 2>&1; }

playwright_chromium() {
    "${PYTHON:-$top/.venv/bin/python}" -c '
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)' 2>/dev/null
}

find_browser() {
    for name in google-chrome google-chrome-stable chromium chromium-browser \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
        if runs "$name"; then
            command -v "$name"
            return
        fi
    done
    if path=$(playwright_chromium) && runs "$path"; then
        printf '%s\n' "$path"
        return
    fi
    return 1
}

may_install() { [ "$mode" != --find ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

install() {
    say "Installing $* with apt-get"
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"; } >&2
}

noto_installed() {
    dpkg-query -W -f '${db:Status-Status}\n' fonts-noto-cjk 2>/dev/null | grep -qx installed
}

if [ -n "${TEST_BROWSER:-}" ]; then
    runs "$TEST_BROWSER" || { say "TEST_BROWSER is $TEST_BROWSER, which does not run"; exit 1; }
    command -v "$TEST_BROWSER"
    exit
fi

if ! browser=$(find_browser); then
    if may_install; then
        install chromium fonts-noto-cjk || say "apt-get could not install Chromium"
    fi
    if ! browser=$(find_browser); then
        say "No Chrome or Chromium that runs was found: install one, or run \`make browser\`"
        exit 1
    fi
elif may_install && ! noto_installed; then
    install fonts-noto-cjk || say "Warning: fonts-noto-cjk could not be installed"
fi

if [ "$mode" != --find ] && command -v fc-list >/dev/null 2>&1 &&
    [ -z "$(fc-list :lang=zh-cn family)" ]; then
    say "Warning: no Chinese font is installed (Debian: fonts-noto-cjk), so screenshots will show boxes"
fi

printf '%s\n' "$browser"
