#!/usr/bin/env bash
# Install Debian's Chromium, PostgreSQL and pdftotext where the tests miss them and this user may; name what stays missing.
set -u
missing=()
command -v chromium >/dev/null || missing+=(chromium)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
command -v pdftotext >/dev/null || missing+=(poppler-utils)
[ ${#missing[@]} -eq 0 ] && exit 0
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then as_root=(sudo -n); else
    echo "skip: ${missing[*]} cannot be installed by this user; their tests will say so"
    exit 0
  fi
fi
if command -v apt-get >/dev/null; then
  echo "Installing ${missing[*]} …"
  log=$(mktemp)
  if ! { "${as_root[@]}" apt-get update -qq && DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    tail -n 5 "$log"
    echo "skip: ${missing[*]} could not be installed; their tests will say so"
  fi
  rm -f "$log"
else
  echo "skip: no apt-get here to install ${missing[*]}; their tests will say so"
fi
exit 0
