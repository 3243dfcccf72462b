#!/bin/sh
# The manual pages are good mdoc, and usage text, manual and completions tell of the same options.

. "${0%/*}/../tap.sh"
need_tool mandoc
[ -d "$BIN" ] || skip_all 'nothing is built'

# Each prints the options that one of the texts of NAME knows, "-x" or "--name", one a line.
in_usage() {
	"$BUILD/names/$1" --help=usage |
	sed -E -n 's/^  (-[^ ,=-][^ ,=]*)?(, )?(--[a-z0-9-]+)?.*/\1 \3/p' | tr -s ' ' '\n'
}
in_manual() {
	sed -n 's/^\.It Fl //p' "$BUILD/man/$1.8" |
	sed 's/^/-/; s/ Ns.*//; s/ Ar.*//; s/ , Fl / -/' | tr ' ' '\n'
}
in_bash() {
	sed -n "s/.*compgen -W '\([^']*\)'.*/\1/p" "$BUILD/completions/$1.bash" |
	tr ' ' '\n' | sed 's/=$//'
}
in_zsh() {
	sed -n "s/^[	 ]*'\*\(-[^[]*\)\[.*/\1/p" "$BUILD/completions/$1.zsh" | sed 's/[+=]$//'
}
in_fish() {
	sed -n "s/^complete -c $1\(.*\) -d '.*/\1/p" "$BUILD/completions/$1.fish" |
	sed "s/ -x$//; s/ -l / --/; s/ -[so] / -/; s/'\(.\)'/\1/" | tr ' ' '\n'
}

# Do the text "$2" and the usage text of NAME know the same options?
same() {
	in_usage "$1" | grep . | sort >usage
	"in_$2" "$1" | grep . | sort >"$2"
	[ -s usage ] && diff -u usage "$2"
}

# What fish says of a word it only says when it comes to it.
can_read() {
	"$1" -n "$2" && { [ "$1" != fish ] || fish --no-config "$2" 2>&1 | diff - /dev/null; }
}

for page in "$BUILD"/man/*.8; do
	[ -e "$page" ] || break
	name=${page##*/}
	name=${name%.8}
	t "$name.8 is good mdoc" 'mandoc -T lint -W warning "$page"'
	t "$name.8 has no place left to fill in" '! grep -n "@[A-Z]*@" "$page"'
	for text in manual bash zsh fish; do
		t "$name: usage and $text know the same options" 'same "$name" "$text"'
	done
	for shell in bash zsh fish; do
		if command -v "$shell" >/dev/null; then
			t "$name: $shell can read its completion" '
				can_read "$shell" "$BUILD/completions/$name.$shell"'
		else
			skip "$name: $shell can read its completion" "needs $shell"
		fi
	done
done

t 'rungs.7 is good mdoc, and names every program' '
	page=$BUILD/man/rungs.7 && mandoc -T lint -W warning "$page" &&
	! grep -n "@[A-Z]*@" "$page" &&
	for program in "$BIN"/*; do
		grep -q "^\.Xr ${program##*/} 8" "$page" || exit
	done'
t 'every program has a page' '
	for program in "$BIN"/*; do
		[ -f "$BUILD/man/${program##*/}.8" ] || { echo "$program"; missing=yes; }
	done && [ -z "$missing" ]'

# Printers as their sources name them, and as the page "$1" lists them: a line each.
printers_made() {
	for file in "$TOP"/capture/print/*.c; do
		{ tr '\n' ' ' <"$file" && echo; } |
			sed -n 's/.* printer_[a-z0-9_]* = {\(.*\)/\1/p' |
			sed -n 's/.*\.name = "\([^"]*\)".*\.title = "\([^"]*\)".*/\1 \2/p'
	done | sort
}
printers_listed() {
	awk '/^\.Sh/ { on = $2 == "PROTOCOLS" }
		on && /^\.It Li/ { name = $3; getline; print name, $0 }' "$1" | sort
}
t 'the manual lists every printer of capture, and no other' '
	printers_made >made && printers_listed "$BUILD/man/capture.8" >listed &&
	diff made listed &&
	[ "$(find "$TOP/capture/print" -name "*.c" | wc -l)" = "$(wc -l <listed)" ]'
t 'a printer that is missing there is caught' '
	sed "/^\.It Li vrrp/,+1d" "$BUILD/man/capture.8" >capture.8 && printers_made >made &&
	printers_listed capture.8 >listed && ! diff made listed >lost; cat lost
	[ "$(grep -c "^[<>]" lost)" = 1 ]'
t 'a page of bad mdoc is caught' '
	{ printf ".Dd November 22, 2026\n.Dt X 8\n.Os\n.Sh NAME\n.Nm x\n.Nd x\n"
	  printf ".Bl -tag\n.It Fl x\n"; } >x.8 &&
	! mandoc -T lint -W warning x.8'
finish
