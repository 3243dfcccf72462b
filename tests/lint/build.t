#!/bin/sh
# The Makefile: a build from nothing, what rebuilds, and what install and uninstall leave.

. "${0%/*}/../tap.sh"
need_tool make cc pkg-config

# A copy of the tree, built as by hand, whatever make runs this; not optimised, for speed.
tree=$PWD/tree
mkdir "$tree"
(cd "$TOP" && tar cf - --exclude=./.git --exclude=./bin --exclude=./build .) | tar xf - -C "$tree"
unset MAKEFLAGS MFLAGS MAKELEVEL CC CFLAGS LDFLAGS CPPFLAGS
build() {
	make -s -C "$tree" BUILD=build BIN=bin CFLAGS=-O0 DESTDIR="$tree/dest" "$@"
}
all=$tree/dest/usr/local

t 'builds from nothing' '
	build all && cd "$tree" && for main in */main.c; do [ -x "bin/${main%/*}" ] || exit; done'
t 'a second make does nothing' 'build all >out && cat out && [ ! -s out ]'
t 'other flags compile again, once' '
	build CPPFLAGS=-DOTHER build/librungs.a | grep num.c &&
	[ -z "$(build CPPFLAGS=-DOTHER build/librungs.a)" ]'
t 'a changed header compiles what includes it' '
	build build/librungs.a && sleep 0.01 && touch "$tree/lib/base/num.h" &&
	build build/librungs.a >out && cat out &&
	grep lib/base/num.c out && ! grep lib/wire/cksum.c out'
t 'a new source joins the library, a removed one leaves it' '
	echo "int extra(void); int extra(void) { return 0; }" >"$tree/lib/base/extra.c" &&
	build all && ar t "$tree/build/librungs.a" | grep extra.o &&
	rm "$tree/lib/base/extra.c" && build all && ! ar t "$tree/build/librungs.a" | grep extra.o'
t 'demo makes every name that it calls' '
	rm -rf "$tree/build/names" && make -C "$tree" -n run-demo >out &&
	for page in "$tree"/*/*.8.in; do
		name=${page##*/}
		grep "names/${name%.8.in}\$" out || exit
	done'
t 'install puts programs, manual pages and completions' '
	build install >/dev/null && for name in "$tree"/bin/*; do
		name=${name##*/}
		[ -x "$all/bin/$name" ] && [ -s "$all/share/man/man8/$name.8" ] &&
		[ -s "$all/share/bash-completion/completions/$name" ] &&
		[ -s "$all/share/zsh/site-functions/_$name" ] &&
		[ -s "$all/share/fish/vendor_completions.d/$name.fish" ] || exit
	done'
t 'the classic names are relative links that work' '
	build install-classic >/dev/null && mv "$all" elsewhere &&
	for link in elsewhere/libexec/rungs/classic/*; do
		[ -L "$link" ] && "$link" --help=usage | grep -q "${link##*/}" || exit
	done && mv elsewhere "$all"'
t 'uninstall leaves nothing' '
	build uninstall >/dev/null && find "$tree/dest" ! -type d >left && cat left &&
	[ ! -s left ] && [ ! -e "$all/libexec/rungs" ]'
finish
