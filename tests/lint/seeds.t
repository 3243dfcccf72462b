#!/bin/sh
# Every printer is a fuzz target of its own, and the generated packets make a seed for it.

. "${0%/*}/../tap.sh"
need_tool make
[ -x "$BUILD/tests/seeds/capture/seeds" ] || skip_all 'nothing is built'

# targets TREE: the fuzz targets that make runs there.
targets() {
	env -u MAKEFLAGS -u MAKELEVEL make -s -C "$1" -n run-fuzz BUILD=build BIN=bin >run || return
	tr ' ' '\n' <run | sed '1,/tests.fuzz.run/d'
}
# untargeted TREE: printers that are none of them.
untargeted() {
	targets "$1" >made || return
	(cd "$1" && ls -- */print/*.c) | sed 's/\.c$//' | grep -v -x -F -f made
}
# unseeded FILE: of lines with a printer and how many seeds it has, those with none.
unseeded() {
	awk 'NF != 2 || $2 !~ /^[1-9][0-9]*$/' "$1"
}

tree=$PWD/tree
mkdir -p "$tree/one/print" "$tree/tests/fuzz/one" && cp "$TOP/Makefile" "$tree" &&
	touch "$tree/one/main.c" "$tree/one/print/new.c" "$tree/tests/fuzz/one/printers.c"

t 'every printer is a fuzz target' '
	targets "$TOP" >all && grep -x capture/print/arp all && grep -x capture/stack all &&
	! untargeted "$TOP"'
t 'a new one is, too' 'targets "$tree" >all && cat all && grep -x one/print/new all'
t 'one that is none is caught' '
	sed -i "s/ \$(PRINTS))\$/)/" "$tree/Makefile" &&
	[ "$(untargeted "$tree")" = one/print/new ]'

t 'generated packets reach every printer' '
	RUNGS_CORPUS= "$TOP/tests/seeds/capture/make" made >counts && cat counts &&
	[ "$(wc -l <counts)" = "$(ls "$TOP"/capture/print/*.c | wc -l)" ] &&
	! unseeded counts | grep . &&
	for file in "$TOP"/capture/print/*.c; do
		name=${file##*/}
		[ -s "made/print/${name%.c}/00000" ] || exit
	done && [ "$(ls made/stack | wc -l)" -gt 300 ]'
t 'one that they do not reach is caught' '
	printf "arp 3\nnew 0\n" >counts && [ "$(unseeded counts)" = "new 0" ]'
finish
