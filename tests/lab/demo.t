#!/bin/sh
# The demonstration holds, part for part: the guide's commands, typed as they stand there, print
# what the guide prints, line by line, but for numbers, names and addresses; and what goes past it.

. "${0%/*}/../tap.sh"
need_root
need_tool ip nft openssl
. "$TOP/tests/lab/lab.sh"
. "$TOP/tests/lab/servers.sh"
[ -d "$BUILD/names" ] || skip_all "not built: $BUILD/names"
sanitized "$BIN/ping" && skip_all "its times are those of plain programs"

for part in "$TOP"/tests/lab/demo.d/*/[0-9]*; do
	act=${part%/*}
	part=${act##*/}/${part##*/}
	timed "$part" '"$TOP/tests/lab/demo" "$part"'
done
# Where real servers are, they have served so far.
for kind in postfix exim ssh dovecot; do
	! server_has $kind || real=yes
done
if [ -n "${real:-}" ]; then
	for part in guide/40-telnet guide/50-openssl; do
		timed "$part, with our own servers" '"$TOP/tests/lab/demo" -o "$part"'
	done
fi

beside() {
	printf "%s\n" "$@" | awk -f "$TOP/tests/lab/beside.awk" guide -
}
t 'what differs from the guide is found' '
	printf "%s\n" "a {1} b" ... "c ({x y})." >guide &&
	beside "a 22 b" "c (z z z)." && beside "a 22 b" and so on "c (z)." &&
	! beside "a 22 c" "c (z)." && ! beside "a b" "c (z)." && ! beside "a 2 3 b" "c (z)." &&
	! beside "a 22 b" && ! beside "a 22 b" "c (z)." more && ! beside "x" "a 22 b" "c (z)."'
t 'free are words that may be missing, any text, and an order of lines' '
	printf "%s\n" "{?x}a{+y} {*b}" "{{" "1 {c}" 2 "}}" end >guide &&
	beside "xa b" 2 "1 2" end && beside "ay b c d" "1 1" more 2 more end &&
	! beside "ya b" 2 "1 2" end && ! beside "a " 2 "1 2" end && ! beside "a b" "1 2" end &&
	! beside "a b" "1 2" "1 2" end && ! beside "a b" 2 "1 2" && ! beside "a b" 2 "1 2" other'
finish
