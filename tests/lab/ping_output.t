#!/bin/sh
# Output that cannot be written, signals, and what ping may still do once it runs.
# shellcheck disable=SC2317 # what the test bodies call is called by eval
. "${0%/*}/../tap.sh"
need_root
need_tool ip nft setpriv setcap
. "$TOP/tests/lab/lab.sh"
. "$TOP/tests/lab/ping.sh"
jsonlines=$BUILD/tests/lab/jsonlines
lab_new && lab_node client && raw client || exit
T4=$(lab_target)

# shell 'COMMAND': in the node, with $ping; out, err, $rc; not longer than 3 seconds
shell() {
	lab_in client env ping="$ping_dir/ping" timeout -s KILL 3 sh -c "$1" >out 2>err
	rc=$?
	cat out err
}
for how in '-c 2 -i 0.1' '-q -c 2 -i 0.1' '-f -c 2' -f '-f -i 0.1' '--json -c 2' -V --help \
	--help=man '-N help'; do
	t "a full disk is an error: $how" '
		shell "\$ping $how 127.0.0.1 >/dev/full" && rc 1 &&
		warns "^ping: write error: No space left on device$"'
done
t 'a full disk for the messages: the status tells' '
	shell "\$ping -h 2>/dev/full" && rc 2 && shell "\$ping nosuch.lab 2>/dev/full" && rc 2'
t 'a pipe that nobody reads ends it, by the signal or with an error' '
	for how in "-i 0.1" -f "--json -f" "-q -c 20 -i 0.02"; do
		shell "{ \$ping $how 127.0.0.1; echo \$? >status; } | true" && rc 0 &&
		grep -x 141 status && shell "trap \"\" PIPE
			{ \$ping $how 127.0.0.1; echo \$? >status; } | true" && rc 0 &&
		grep -x 1 status && warns "^ping: write error: Broken pipe$" || exit
	done'
t 'a pipe that is stuck does not hold it: a signal ends it' '
	shell "{ \$ping -f --json 127.0.0.1 & p=\$!; sleep 0.3; kill -INT \$p; wait \$p
		echo \$? >status; date +%s%N >ended; } | { sleep 1.5; date +%s%N >closed; }"
	cat status && [ "$(cat status)" -le 1 ] && [ "$(cat ended)" -lt "$(cat closed)" ]'
t 'a closed stream is an error, and the output does not go elsewhere' '
	shell "\$ping -c 1 127.0.0.1 >&-" && rc 1 &&
	warns "^ping: write error: Bad file descriptor$" && for stream in "2>" "<"; do
		shell "\$ping -c 1 127.0.0.1 $stream&-" && rc 0 && says "^64 bytes" 1 || exit
	done'
t 'nothing that was meant for a closed stream goes into the network' '
	sim client -n 2 && shell "\$ping -C -c 2 -i 0.1 $T4 >&-" && rc 1 &&
	shell "\$ping -v -C -c 1 $T4 2>&-" && rc 0 && sim_stop client && cat log &&
	within 1 "$(logged " in hop=0 .*type=8 ")" 3 &&
	[ "$(logged " in hop=0 ")" = "$(logged " in hop=0 .*type=8 ")" ]'
t 'lines reach a pipe at once' '
	lab_in client "$ping_dir/ping" -c 4 -i 0.2 127.0.0.1 | while read -r line; do
		echo "$(($(date +%s%N) / 1000000)) $line"
	done >timed
	cat timed && awk "
		/PING/ { start = \$1 }
		/seq=1/ { first = \$1 }
		/seq=4/ { last = \$1 }
		END { exit first - start > 100 || last - first < 500 || last - first > 800 }" timed'

t 'SIGINT: the summary, also into a pipe' '
	lab_in client timeout 10 sh -c "{ \"$ping_dir/ping\" -i 0.05 127.0.0.1 & p=\$!; sleep 0.3
		kill -INT \$p; wait \$p; echo \$? >status; } | cat >out" && cat out &&
	grep -x 0 status && says "packets transmitted" 1 && says "^rtt min/avg/max/mdev" 1'
t 'SIGINT ends it also where it was ignored at the start' '
	finally "kill -KILL \$(cat pid) 2>/dev/null" &&
	{ (trap "" INT; starts client -i 0.05 127.0.0.1; echo $ping_pid >pid; wait) & } &&
	lab_wait 5 test -s pid && runs 2 && kill -INT "$(cat pid)" &&
	lab_wait 2 lab_gone "$(cat pid)" && says "packets transmitted" 1'
t 'SIGALRM is SIGINT; SIGTERM, SIGUSR1 are deaths' '
	starts client -i 0.05 127.0.0.1 && runs 2 && kill -ALRM $! && ends && rc 0 &&
	says "packets transmitted" 1 && for how in TERM:143 USR1:138; do
		starts client -i 0.05 127.0.0.1 && runs 2 && kill -${how%:*} $! && ends
		rc ${how#*:} && never "packets transmitted" || exit
	done'
t 'SIGQUIT: a line on standard error, and it goes on' '
	starts client -i 0.05 127.0.0.1 && runs 2 && kill -QUIT $! && runs 6 &&
	kill -QUIT $! && runs 10 && kill -INT $! && ends && cat out err && rc 0 &&
	[ "$(tr "\r" ">" <err | grep -c "^>\([0-9]*\)/\1 packets, 0% loss, min/avg/")" = 2 ] &&
	[ "$(wc -l <err)" = 2 ] && never ewma && says "packets transmitted" 1'

# What it may still do after its start: nothing.
# powerless: of the running ping: no capability in any set that counts, and none to come
powerless() {
	grep -e ^Cap -e ^NoNew -e ^Uid "/proc/$ping_pid/status" >powers && cat powers || return
	for set in Prm Eff Inh Amb; do
		grep -q "^Cap$set:	0000000000000000$" powers || return
	done
	grep -q '^NoNewPrivs:	1$' powers
}
user="^Uid:	65534	65534	65534	65534$"
# gives_up WHO: while it runs; and it works. One socket is left.
gives_up() {
	starts_as "$1" client -i 0.05 -c 8 127.0.0.1 && runs 2 && powerless || return
	[ "$1" = root ] || grep -q "$user" powers || return
	[ "$(readlink "/proc/$ping_pid/fd"/* | grep -c ^socket:)" = 1 ] && ends && rc 0 &&
		says '^64 bytes' 8
}
t 'root, raw socket: no capability is left' 'raw client && gives_up root'
t 'root, datagram socket' 'datagram client && gives_up root'
t 'a file capability: neither' 'raw client && gives_up cap'
t 'an ordinary user with a datagram socket' 'datagram client && gives_up nobody'
t 'set-user-ID root: it is the user again' '
	raw client && cp "$ping_dir/ping" setuid && chmod 4755 setuid &&
	{ lab_user client "$PWD/setuid" -i 0.05 -c 8 127.0.0.1 >out 2>err & } && runs 2 &&
	ping_pid=$(ip netns pids "$(lab_ns client)" | head -n 1) && powerless &&
	grep "$user" powers && wait && cat out err && says "^64 bytes" 8'
t 'a strange environment changes nothing for it' '
	raw client && lab_in client env -i LC_ALL=xx_XX LANG=tr_TR.UTF-8 POSIXLY_CORRECT=1 \
		HOSTALIASES=/x LD_LIBRARY_PATH=/x RES_OPTIONS=debug \
		"$ping_dir/ping" -c 1 -i 0.5 127.0.0.1 >out &&
	says "^64 bytes from 127.0.0.1: icmp_seq=1 ttl=64 time=0\." 1'
if localedef -i de_DE -f UTF-8 "$PWD/de_DE.UTF-8" >/dev/null 2>&1; then
	locales=$PWD
	german() {
		lab_in client env LOCPATH="$locales" LC_ALL=de_DE.UTF-8 "$@"
	}
	t 'numbers have a point also where others write a comma' '
		sim client -n 2 hop=1,lose=2 && german env printf %.1f 1,5 | grep -x 1,5 &&
		german "$ping_dir/ping" -c 3 -i 0.05 $T4 >out && cat out &&
		says " time=[0-9]*\.[0-9]* ms$" 2 && says "^rtt .* = [0-9]*\.[0-9]*/[0-9]*\." 1 &&
		says " 33\.3333% packet loss" 1 &&
		german "$ping_dir/ping" -i 0,5 -c 1 127.0.0.1; [ $? = 2 ]'
else
	skip 'numbers have a point also where others write a comma' 'needs the sources of de_DE'
fi
finish
