#!/bin/sh
# Builds, checks and, if asked, exports every CV of a repository.
# usage: sh build.sh [FOLDER]      FOLDER: the repository; this folder, if not said
# It asks the environment, all of it may be absent:
#   CVGEN            the command; cvgen
#   CVGEN_SOURCES    files and folders, one a line; found, if there are none
#   CVGEN_OUTPUT     the folder of what comes out; cv-output
#   CVGEN_ARGUMENTS  more for `cvgen build` and `cvgen export`, parted by spaces
#   CVGEN_TARGET     the call or portal whose rules hold
#   CVGEN_STRICT     true: a warning fails too
#   CVGEN_HTML       true: a web page beside each PDF
#   CVGEN_BASE       a commit: what differs from it is told, CV by CV
#   GITHUB_OUTPUT    a file, which gets `facts=` and a folder with what came of each CV, for tell.py
# It ends with 1 when a CV could not be built or has an error; the others are built all the same.
set -euf

cd "${1:-.}"
cvgen=${CVGEN:-cvgen}
output=${CVGEN_OUTPUT:-cv-output}
options=${CVGEN_ARGUMENTS:-}
[ "${CVGEN_STRICT:-false}" = true ] && options="$options --strict"
target=${CVGEN_TARGET:+--target $CVGEN_TARGET}
work=$(mktemp -d)
facts=$work.facts
trap 'rm -rf "$work" "$work".*' EXIT
failed=0
number=0
if [ -n "${GITHUB_OUTPUT:-}" ]; then
    facts=$(mktemp -d)
    echo "facts=$facts" >>"$GITHUB_OUTPUT"
fi
# macOS takes this variable from a program of its own, such as the shell that began this one.
[ "$(uname)" != Darwin ] || export DYLD_FALLBACK_LIBRARY_PATH="${HOMEBREW_PREFIX:-/opt/homebrew}/lib:/usr/local/lib"

is_site() {
    [ -f _config.yml ] && { [ -d _pages ] || [ -f _data/cv.yml ] || [ -d _bibliography ]; }
}

list_files() {
    find . -type d \( -name '.?*' -o -name node_modules -o -name vendor -o -name _site -o -path "./$output" \) -prune \
        -o -type f \( -name '*.yaml' -o -name '*.yml' -o -name '*.json' \) -print | sed 's|^\./||' | sort
}

is_profile() { grep -Eq '^basics:' "$1" || { [ "${1##*.}" = json ] && grep -Eq '^ *"basics" *:' "$1"; }; }
is_rendercv() { grep -Eq '^cv:' "$1" && grep -Eq '^  sections:' "$1"; }

# A site brings files of its template along: beside the site itself, only what is called profile.yaml is a CV.
find_sources() {
    is_site && echo .
    list_files | while IFS= read -r file; do
        if is_site; then
            case ${file##*/} in profile.yaml | profile.yml) ;; *) continue ;; esac
        fi
        if is_profile "$file" || is_rendercv "$file"; then echo "$file"; fi
    done
}

# What cvgen does not read as it is becomes a profile first.
prepare() {
    if [ -f "$1" ] && is_profile "$1"; then profile=$1; return; fi
    if [ -f "$1/profile.yaml" ] && [ "$1" != . ]; then profile=$1; return; fi
    profile=$work/$2/profile
    $cvgen import "$1" -o "$profile" && cp "$profile/import-report.md" "$folder/"
}

name_folder() {
    case $1 in .) name=site ;; *.yaml | *.yml | *.json) name=${1%.*} ;; *) name=${1%/} ;; esac
    while [ -e "$work/$name" ]; do name=$name-again; done
    mkdir -p "$work/$name"
}

# What is checked, and what is printed of it.
check_folder() {
    to=$1
    set +f
    set -- "$2"/*.pdf
    set -f
    if $cvgen check $target "$@" >"$to"; then cat "$to"; else cat "$to"; return 1; fi
}

# A commit that is not here is fetched, without its history.
unpack_base() {
    mkdir "$work.base"
    git cat-file -e "$CVGEN_BASE^{commit}" 2>/dev/null || git fetch --quiet --depth 1 origin "$CVGEN_BASE"
    git archive "$CVGEN_BASE" | tar -x -C "$work.base"
}

# A CV that was not there, or could not be read then, has no difference to tell.
tell_difference() {
    before=$work.base/$1
    [ -e "$before" ] || return 0
    if [ "$profile" != "$1" ]; then
        $cvgen import "$before" -o "$work/$name/before" || return 0
        before=$work/$name/before
    fi
    $cvgen diff "$before" "$profile" >"$fact/difference" || return 0
    $cvgen build "$before" $options $target --output "$work/$name/printed" || return 0
    check_folder "$fact/before" "$work/$name/printed" || return 0
}

print_one() {
    case /$1/ in //* | */../*) echo "$1 lies outside of the repository" >&2; return 1 ;; esac
    name_folder "$1"
    folder=$output/$name
    mkdir -p "$folder"
    prepare "$1" "$name" || return 1
    $cvgen build "$profile" $options $target --output "$folder" || return 1
    check_folder "$fact/checked" "$folder" || return 1
    [ "${CVGEN_HTML:-false}" != true ] || $cvgen export "$profile" $options $target --to html --output "$folder"
}

if [ -n "${CVGEN_SOURCES:-}" ]; then echo "$CVGEN_SOURCES"; else find_sources; fi | sed 's|^\./||; /^ *$/d' >"$work.list"
if [ ! -s "$work.list" ]; then
    echo "no CV found: no profile, no RenderCV file, no al-folio or academicpages site; name them in 'sources'" >&2
    exit 1
fi
[ -z "${CVGEN_BASE:-}" ] || unpack_base
while IFS= read -r source <&3; do
    echo "== $source"
    number=$((number + 1))
    fact=$facts/$number
    mkdir -p "$fact"
    echo "$source" >"$fact/source"
    if print_one "$source" 2>"$fact/messages"; then result=built; else result=failed failed=1; fi
    cat "$fact/messages" >&2
    echo "$result" >"$fact/result"
    if [ "$result" = built ] && [ -d "$work.base" ]; then tell_difference "$source" >/dev/null 2>&1; fi
done 3<"$work.list"
echo "== result"
for fact in $(seq "$number"); do
    echo "- \`$(cat "$facts/$fact/source")\`: $(cat "$facts/$fact/result")"
    [ ! -f "$facts/$fact/difference" ] || sed 's/^/    /' "$facts/$fact/difference"
done
exit "$failed"
