#!/bin/sh
# What the heavy tests of deliveries need beyond Python packages: a PostgreSQL server of their own.
set -u
if command -v pg_ctl >/dev/null || ls /usr/lib/postgresql/*/bin/pg_ctl >/dev/null 2>&1; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing PostgreSQL for the tests of deliveries" >&2
    apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql >/dev/null && exit 0
fi
echo "no PostgreSQL found and none could be installed: the tests that need one will be left out" >&2
