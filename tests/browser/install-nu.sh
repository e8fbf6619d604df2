#!/bin/sh
# What the heavy test of markup needs beyond Python packages: Java, and the Nu HTML checker in a
# version whose checksum is known. Put into build/ where that is possible without asking.
set -eu
cd "$(dirname "$0")/../.."
version=26.9.16
checksum=4a4321f5ed4cccca3b6325adac69249cef9a1e0230cbe35af3f85d2b6e495ee9
place=build/nu
jar="$place/vnu-$version.jar"

left_out() {
    echo "$1: the test of markup will be left out" >&2
    exit 0
}

missing=""
command -v java >/dev/null || missing="default-jre-headless"
[ -e "$jar" ] || command -v npm >/dev/null || missing="$missing npm"
if [ -n "$missing" ]; then
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        left_out "not found and not to be installed here: $missing"
    fi
    echo "installing for the test of markup: $missing" >&2
    apt-get update -qq >&2
    # One word a package.
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null ||
        left_out "could not be installed: $missing"
fi
[ -e "$jar" ] && exit 0
mkdir -p "$place"
packed="$place/vnu-jar-$version.tgz"
npm pack --silent --pack-destination "$place" "vnu-jar@$version" >/dev/null ||
    left_out "the Nu checker could not be fetched"
echo "$checksum  $packed" | sha256sum --check --quiet || {
    rm -f "$packed"
    echo "the Nu checker is not the one that was expected" >&2
    exit 1
}
tar -xzOf "$packed" package/build/dist/vnu.jar >"$jar.part"
mv "$jar.part" "$jar"
rm -f "$packed"
