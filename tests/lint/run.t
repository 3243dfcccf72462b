#!/bin/sh
# tests/run: what fails beside others and passes alone is no failure, all else is.

. "${0%/*}/../tap.sh"

# file NAME RUNS: a test that passes from its RUNS-th run on
file() {
	mkdir -p "${1%/*}" && cat >"$1" <<-EOT && chmod 755 "$1"
		#!/bin/sh
		echo >>"\$0.runs"
		[ "\$(wc -l <"\$0.runs")" -ge $2 ] || printf 'not '
		echo "ok 1 - \$0"
		echo 1..1
	EOT
}
run() {
	"$TOP/tests/run" "$@" >out 2>&1
}
runs() {
	wc -l <"$1.runs"
}

t 'what passes runs once' '
	file tests/lab/a.t 1 && file tests/unit/b 1 && run tests/lab/a.t tests/unit/b &&
	[ "$(runs tests/lab/a.t)" = 1 ] && ! grep "once more" out'
t 'a lab test may fail beside others' '
	file tests/lab/a.t 2 && file tests/diff/b.t 2 && file tests/lab/c.t 1 &&
	run tests/lab/a.t tests/diff/b.t tests/lab/c.t &&
	grep "^== failed beside others, passed alone: tests/lab/a.t tests/diff/b.t$" out ||
	grep "^== failed beside others, passed alone: tests/diff/b.t tests/lab/a.t$" out &&
	grep "Failed 1/1" out && [ "$(runs tests/lab/c.t)" = 1 ]'
t 'but not alone' '
	file tests/lab/a.t 3 && ! run tests/lab/a.t && [ "$(runs tests/lab/a.t)" = 2 ] &&
	! grep "passed alone" out'
t 'a test without times may not fail' '
	file tests/unit/a 2 && file tests/lab/b.t 2 && ! run tests/unit/a tests/lab/b.t &&
	[ "$(runs tests/unit/a)" = 1 ] && [ "$(runs tests/lab/b.t)" = 1 ]'
t 'four failures are no accident' '
	for i in a b c d; do file tests/lab/$i.t 2; done && ! run tests/lab/?.t &&
	[ "$(runs tests/lab/a.t)" = 1 ]'
t 'a test that dies is a failure' '
	file tests/lab/a.t 1 && echo "exit 3" >>tests/lab/a.t && ! run tests/lab/a.t'
finish
