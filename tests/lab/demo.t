#!/bin/sh
# The demonstration holds, part for part: the guide's commands, typed as they stand there, print
# what the guide prints, line by line, but for numbers, names and addresses; and what goes past it.

. "${0%/*}/../tap.sh"
need_root
need_tool ip nft openssl
[ -d "$BUILD/names" ] || skip_all "not built: $BUILD/names"
sanitized "$BIN/ping" && skip_all "its times are those of plain programs"

for part in "$TOP"/tests/lab/demo.d/*/[0-9]*; do
	act=${part%/*}
	part=${act##*/}/${part##*/}
	timed "$part" '"$TOP/tests/lab/demo" "$part"'
done

t 'what differs from the guide is found' '
	printf "%s\n" "a {1} b" ... "c ({x y})." >guide &&
	beside() {
		printf "%s\n" "$@" | awk -f "$TOP/tests/lab/beside.awk" guide -
	} &&
	beside "a 22 b" "c (z z z)." && beside "a 22 b" and so on "c (z)." &&
	! beside "a 22 c" "c (z)." && ! beside "a b" "c (z)." && ! beside "a 2 3 b" "c (z)." &&
	! beside "a 22 b" && ! beside "a 22 b" "c (z)." more && ! beside "x" "a 22 b" "c (z)."'
finish
