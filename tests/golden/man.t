#!/bin/sh
# The examples of the manual pages: each command of an EXAMPLES section works as it stands there.

. "${0%/*}/../tap.sh"
. "$TOP/tests/golden/golden.sh"
without_leak_check

golden_net || skip_all 'a network of its own is not permitted here'

# Under the names that they are called by.
for page in "$TOP"/*/*.8.in; do
	name=${page##*/}
	name=${name%.8.in}
	tool=${page%/*}
	[ -x "$BIN/${tool##*/}" ] || skip_all "not built: ${tool##*/}"
	ln -s "$BIN/${tool##*/}" "$golden_dir/bin/$name"
done

# examples PAGE: the commands, one a line, as they are typed
examples() {
	sed -n '/^\.Sh EXAMPLES/,/^\.Sh [^E]/s/^\.Dl //p' "$1" | sed 's/\\-/-/g; s/\\e/\\/g'
}

# All at once, since most take their time; then one test each. A link is a page that was seen.
n=0
for page in "$TOP"/*/*.8.in; do
	[ ! -L "$page" ] || continue
	examples "$page" >list
	while IFS= read -r command; do
		n=$((n + 1))
		mkdir "run$n" && printf '%s\n' "$command" >"run$n/command" &&
			printf '%s\n' "${page##*/}" >"run$n/page" && (
			cd "run$n" && $golden_wrap timeout 20 sh -c \
				"ip link set lo up || exit; $command" >out 2>&1 </dev/null
			echo $? >rc
		) &
	done <list
done
wait
runs=$PWD

i=1
while [ -d "run$i" ]; do
	t "$(sed 's/.8.in//' "run$i/page"): $(cat "run$i/command")" '
		cat "$runs/run$i/out" && [ "$(cat "$runs/run$i/rc")" = 0 ]'
	i=$((i + 1))
done
t 'every page has examples' '
	for page in "$TOP"/*/*.8.in; do
		[ -n "$(examples "$page")" ] || { echo "${page##*/} has none"; missing=yes; }
	done
	[ -z "$missing" ]'
t 'an example is taken as it is shown' '
	printf ".Sh EXAMPLES\n.Dl ping \\\\-c 1 a\\\\eb\n.Sh NEXT\n.Dl not this\n" >page &&
	examples page >list && cat list && [ "$(cat list)" = "ping -c 1 a\\b" ]'
finish
