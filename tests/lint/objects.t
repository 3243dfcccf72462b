#!/bin/sh
# What the compiled objects may hold and call: no state but main's, one clock, one way out.

. "${0%/*}/../tap.sh"
need_tool objdump nm cc

# Prints each variable of the objects "$@" that may change: not constant, nor so once relocated.
variables() {
	objdump -t "$@" | awk '
	/file format/ { file = $1 }
	/ O / {
		sub(/^[^ ]* +/, "")	# address and flags off: section, size, name
		sub(/^.* O +/, "")
		if ($1 == "*COM*" || ($1 ~ /^\.t?(data|bss)/ && $1 !~ /^\.data\.rel\.ro/))
			print file, $NF
	}'
}

# Prints each object of the rest that calls a function of the pattern "$1".
callers() {
	called=$1
	shift
	nm -A -u "$@" | sed 's/@.*//' |
	awk -v called="^($called)\$" '$NF ~ called { sub(/:$/, "", $1); print $1, $NF }'
}

clocks='clock_gettime|gettimeofday|time|timespec_get|clock|ftime|clock_nanosleep'
exits='exit|_exit|_Exit|quick_exit|abort|pthread_exit|v?errx?|error|raise'

compiled() {
	printf '%s\n' "$1" >wrong.c && cc -O1 -fPIE -fdata-sections -c wrong.c
}

sources() {
	(cd "$TOP" && for dir in lib */main.c; do
		find "${dir%/main.c}" -name '*.c'
	done)
}

# shellcheck disable=SC2046  # one word an object
set -- $(sources | sed "s,^,$BUILD/obj/,; s,c\$,o,")
for object; do
	[ -e "$object" ] || skip_all "not built: $object"
done

t 'no variable outlives a function' 'variables "$@" >found; cat found; [ ! -s found ]'
t 'the clock is asked in lib/base/clock.c only' '
	callers "$clocks" "$@" | grep -v "lib/base/clock.o" >found; cat found; [ ! -s found ]'
t 'only main.c and prog.c leave' '
	callers "$exits" "$@" | grep -v -e "/main.o" -e "lib/base/prog.o" >found
	cat found
	[ ! -s found ]'

t 'a counter in a function is caught' '
	compiled "int next(void) { static int n; return ++n; }" && [ -n "$(variables wrong.o)" ]'
t 'a table that is not const is caught' '
	compiled "const char *names[] = { \"a\", \"b\" };" && [ -n "$(variables wrong.o)" ]'
t 'a constant table of pointers is allowed' '
	compiled "const char *const names[] = { \"a\", \"b\" };" && [ -z "$(variables wrong.o)" ]'
t 'a second clock is caught' '
	compiled "#include <time.h>
		long now(void) { return time(0); }" && [ -n "$(callers "$clocks" wrong.o)" ]'
t 'an exit is caught' '
	compiled "#include <stdlib.h>
		void leave(void) { exit(1); }" && [ -n "$(callers "$exits" wrong.o)" ]'
finish
