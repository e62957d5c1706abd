#!/bin/sh
# Sets up Pango and cvgen on a runner of GitHub's: Linux, macOS or Windows.
# usage: CVGEN_VERSION=checkout|latest|1.2.0|none sh install.sh      none: Pango alone
set -eu

case ${RUNNER_OS:-Linux} in
Linux)
    sudo=$([ "$(id -u)" = 0 ] || echo sudo)
    $sudo apt-get -qq update
    $sudo apt-get -qq install --no-install-recommends --yes libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
    ;;
macOS)
    brew install --quiet pango
    # A Python that is not Homebrew's does not look into Homebrew's folder.
    echo "DYLD_FALLBACK_LIBRARY_PATH=$(brew --prefix)/lib" >>"$GITHUB_ENV"
    ;;
Windows)
    # GitHub's runners bring MSYS2 along.
    /c/msys64/usr/bin/pacman -S --noconfirm --needed mingw-w64-ucrt-x86_64-pango
    echo 'WEASYPRINT_DLL_DIRECTORIES=C:\msys64\ucrt64\bin' >>"$GITHUB_ENV"
    ;;
esac

checkout=$(cd "$(dirname "$0")/../../.." && pwd)
case ${CVGEN_VERSION:-checkout} in
none) exit ;;
checkout) package=$checkout ;;
latest) package=cvgen-press ;;
*) package="cvgen-press==$CVGEN_VERSION" ;;
esac
python -m pip install --quiet --disable-pip-version-check "$package"
