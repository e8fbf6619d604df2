#!/bin/sh
# What the browser tests need beyond Python packages: Chromium. Installed where that is possible
# without asking; otherwise those tests say that they were left out.
set -u
# With it the tests read what stands in a PDF.
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && ! command -v pdftotext >/dev/null; then
    apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq poppler-utils >/dev/null
fi
if command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing Chromium for the browser tests" >&2
    apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null && exit 0
fi
echo "no Chromium found and none could be installed: the browser tests will be left out" >&2
