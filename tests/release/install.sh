#!/bin/sh
# What the heavy tests of downloads need beyond Python packages: LibreOffice's spreadsheet.
set -u
if command -v soffice >/dev/null || command -v libreoffice >/dev/null; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing LibreOffice for the tests of downloads" >&2
    apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq libreoffice-calc >/dev/null && exit 0
fi
echo "no LibreOffice found and none could be installed: the tests that need it will be left out" >&2
