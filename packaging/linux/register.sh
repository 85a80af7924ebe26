#!/bin/sh
# Puts the program into the menu of this person and lets it open .plandb files; the folder stays
# where it is. No administrator rights are needed.
#
#   ./register.sh             register
#   ./register.sh --remove    take all of it back; plans and the folder stay
set -eu
here=$(cd "$(dirname "$0")" && pwd)
data=${XDG_DATA_HOME:-$HOME/.local/share}
entry=$data/applications/workbench.desktop
kind=$data/mime/packages/workbench-mime.xml
icon=$data/icons/hicolor/256x256/apps/workbench.png

tell_the_desktop() {
    command -v update-mime-database >/dev/null && update-mime-database "$data/mime" || true
    command -v update-desktop-database >/dev/null && update-desktop-database "$data/applications" || true
}

if [ "${1:-}" = "--remove" ]; then
    rm -f "$entry" "$kind" "$icon"
    tell_the_desktop
    echo "登録を取り消しました。 / Taken back."
    exit 0
fi
mkdir -p "$(dirname "$entry")" "$(dirname "$kind")" "$(dirname "$icon")"
# A desktop entry reads backslashes twice: a quoted argument has \\$ for $, and \\\\ for \; % is %%.
quoted=$(printf '%s' "$here/workbench" | sed 's/\\/\\\\\\\\/g; s/["`$]/\\\\&/g; s/%/%%/g')
while IFS= read -r line; do
    case $line in
    Exec=*) printf 'Exec="%s" %%f\n' "$quoted" ;;
    *) printf '%s\n' "$line" ;;
    esac
done <"$here/workbench.desktop" >"$entry"
cp "$here/workbench-mime.xml" "$kind"
cp "$here/workbench.png" "$icon"
tell_the_desktop
command -v xdg-mime >/dev/null && xdg-mime default workbench.desktop application/x-planning-workbench || true
echo "登録しました：$entry"
