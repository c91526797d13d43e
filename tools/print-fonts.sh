#!/usr/bin/env bash
# Put Laksaman, the font of everything printed, where sarn.documents finds it: the system's copy if there is one,
# else Debian's package unpacked into src/sarn/documents/fonts/, which needs no root. Never fails the set-up: what
# is missing is named, and a document that is asked for says it again.
set -u
package=fonts-tlwg-laksaman-ttf
system=${SARN_SYSTEM_FONTS:-/usr/share/fonts/truetype/tlwg}
target=${SARN_PRINT_FONTS:-$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/src/sarn/documents/fonts}
files=(Laksaman.ttf Laksaman-Bold.ttf)

complete() {
  local file
  for file in "${files[@]}"; do [ -s "$1/$file" ] || return 1; done
}

skip() {
  echo "skip: print font Laksaman: $1; PDF will say so until $package is installed"
  exit 0
}

complete "$target" && exit 0
complete "$system" && exit 0
command -v apt-get >/dev/null && command -v dpkg >/dev/null || skip "no apt-get and dpkg here"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work" # apt's own user writes into it when root downloads
fetch() { (cd "$work" && apt-get download "$package") >"$work/log" 2>&1; }

if ! fetch; then
  if [ "$(id -u)" -eq 0 ]; then
    apt-get update -qq >"$work/log" 2>&1 || skip "apt-get update failed: $(tail -n 1 "$work/log")"
    fetch || skip "apt-get download failed: $(tail -n 1 "$work/log")"
  elif apt-cache show "$package" >/dev/null 2>&1; then
    skip "apt-get download failed: $(tail -n 1 "$work/log")"
  else
    skip "this machine's package lists are empty; run «sudo apt-get update», then make setup again"
  fi
fi
dpkg -x "$work"/*.deb "$work/unpacked" || skip "the package cannot be unpacked"

# Into a folder beside it first: a set-up that is cut off leaves no half font.
mkdir -p "$(dirname "$target")"
draft=$(mktemp -d "$target.XXXXXX") || skip "$(dirname "$target") cannot be written"
for file in "${files[@]}"; do cp "$work/unpacked/usr/share/fonts/truetype/tlwg/$file" "$draft/" || { rm -rf "$draft"; skip "the package holds no $file"; }; done
cp "$work/unpacked/usr/share/doc/$package/copyright" "$draft/LICENCE.txt"
chmod 755 "$draft"
rm -rf "$target"
mv "$draft" "$target"
echo "print font: Laksaman in ${target#"$PWD"/}"
