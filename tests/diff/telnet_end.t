#!/bin/sh
# How telnet ends, over terminals and pipes; ~/.telnetrc, which may end it, too; nothing is lost.
# shellcheck disable=SC2016 # test bodies are for eval
. "${0%/*}/../tap.sh"
. "$TOP/tests/diff/telnet_lab.sh"

script <<'S'
listen 25
accept
say one\r\nb\rc\nd\0e\r\0f
see f
type x\n
hear x
settle
close
S
for kind in '' -p -o; do
	# shellcheck disable=SC2086 # an option or none
	talk "the server closes ${kind:--t}" $kind localhost 25
done
sed -i 's/^close$/reset/' "$telnet_script"
talk 'the server resets the connection' -p localhost 25
script <<'S'
listen 25
accept
type x\ny\rz\n
hear z
settle
eof
pause 1500
settle
S
talk 'standard input ends' -p localhost 25
talk 'standard input ends, output is a terminal' -i localhost 25
script <<'S'
listen 23
accept
hear <DO STATUS>
say <DO NAWS><DO TSPEED><SB TSPEED 1 SE><DO TTYPE><SB TTYPE 1 SE><DO LFLOW><SB LFLOW 0 SE>
settle
say <DO LINEMODE><SB LINEMODE 1 3 SE>hello\r\n
settle
type one\ntwo\n
hear two
settle
signal 2
hear <DO TM>
settle
close
S
talk 'all of TELNET over pipes' -p localhost
for end in close quit 'quit now' q; do
	script <<-EOT
		listen 25
		accept
		settle
		cmd $end
	EOT
	talk "by the command $end" localhost 25
done
script <<'S'
listen 25
accept
settle
type \x1d
see telnet>
type \x04
S
talk 'by the end of file at the prompt' localhost 25
script <<'S'
see telnet>
type \x04
S
talk 'by the end of file without a connection'
script <<'S'
see telnet>
type \x03
S
talk 'by an interrupt without a connection'
for signal in 1 15; do
	script <<-EOT
		listen 25
		accept
		settle
		signal $signal
	EOT
	talk "by signal $signal" localhost 25
done

mkdir "$tap_dir/home" && cat >"$tap_dir/home/.telnetrc" <<'RC'
# of one host, of another, of all
localhost toggle crmod
	toggle crlf
	 display escape
other toggle crmod
 display kill
DEFAULT set echo x

127.0.0.1
	display quit
	nosuch
	s
	close
localhost 25 display intr
	send ayt
	environ define A b
RC
script <<'S'
listen 25
accept
settle
close
S
diff_world="HOME=$tap_dir/home TERM=vt100 SHELL=/bin/sh"
talk '.telnetrc' localhost 25
talk '.telnetrc, an entry that closes' 127.0.0.1 25
talk '.telnetrc for all hosts' alias.lab 25
talk '.telnetrc is not read' -c localhost 25
diff_world='HOME=/nonexistent TERM=vt100 SHELL=/bin/sh'

# What only ours does. play [-p] ARGUMENTS: our transcript is in out
play() {
	lab_in ours env HOME=/nonexistent TERM=vt100 PATH="$diff_dir/ours:$PATH" \
		sh -c "$(telnet_line "$@")" >out 2>&1
	cat out
	! grep LATE out
}
for how in 'signal 15' 'signal 1' 'signal 10' close reset 'cmd quit'; do
	script <<-EOT
		listen 23
		accept
		hear <DO STATUS>
		say <WILL ECHO><WILL SGA>
		hear <DO ECHO>
		settle
		stty
		$how
	EOT
	t "the terminal is restored: $how" '
		lab_in ours env TERM=vt100 PATH="$diff_dir/ours:$PATH" "$TALK" "$telnet_script" \
			sh -c "trap : TERM HUP USR1; stty -g >a; telnet localhost; stty -g >b" >out
		cat out a b; grep "^stty i=0 " out && [ -s a ] && cmp a b'
done
script <<'S'
listen 25
accept
type QUIT\r\nlast
eof
hear last
pause 200
say 221 bye
say \r\n
close
S
t 'input that ends without a line end is sent, and the answer shown' '
	play -p localhost 25 && grep "^net \"QUIT.r.n\"" out && grep "^net \"last\"" out &&
	grep -F "out \"221 bye\n\"" out && grep "^= 0" out'
script <<'S'
listen 25
accept
type a\0b\x1d!echo no\n\xff\r\nc
hear c
eof
S
t 'piped bytes are data: NUL, the escape character, 255' '
	play -p localhost 25 && ! grep "telnet>" out &&
	grep -F "net \"a\\x00b\\x1d!echo no\\r\\n\"" out && grep -F "net \"<IAC>\\r\\n\"" out'
script <<'S'
listen 25
accept
type a\r
hear a
settle
type \nb\r
settle
type c\r
eof
hear c
S
t 'piped CR LF in two pieces is one line end, a CR alone stays one' '
	play -p localhost 25 && ! grep "a.r" out | grep ^net &&
	grep -Fx "net \"\\r\\n\"" out && grep -F "net \"\\r\\x00c\\r\\x00\"" out'
t 'output that is slow loses nothing when the server closes' '
	seq 50000 >big && { cat big; } >pour && script <<-S
		listen 25
		accept
		pour $PWD/pour
		close
	S
	lab_in ours env PATH="$diff_dir/ours:$PATH" sh -c "
		\"$TALK\" $telnet_script \
			sh -c \"telnet localhost 25 2>/dev/null | (sleep 1; cat >got)\"
		" && sed 1,3d got | cmp - big'
t 'a closed pipe ends it with an error' '
	yes | head -c 3000000 >pour && script <<-S
		listen 25
		accept
		pour $PWD/pour
		settle
	S
	lab_in ours env PATH="$diff_dir/ours:$PATH" sh -c "\"$TALK\" $telnet_script \
		sh -c \"(telnet localhost 25; echo \\\$? >status) | head -c 10\"" >out
	cat out; [ "$(cat status)" = 1 ]'
t 'a full disk ends it with an error' '
	script <<-S
		listen 25
		accept
		say hello\r\n
	S
	lab_in ours env PATH="$diff_dir/ours:$PATH" "$TALK" $telnet_script \
		sh -c "telnet localhost 25 >/dev/full" >out; cat out; grep "= 1" out'
script <<'S'
listen 23
accept
hear <DO STATUS>
say <DO NEW-ENVIRON><DO XDISPLOC>
hear <WONT XDISPLOC>
say <SB NEW-ENVIRON 1 SE><SB XDISPLOC 1 SE><SB NEW-ENVIRON 1 0 'D 'I 'S 'P 'L 'A 'Y 3 'S SE>
settle
cmd environ export DISPLAY
say <DO XDISPLOC><SB XDISPLOC 1 SE><SB NEW-ENVIRON 1 SE>
settle
close
S
t 'no variable is told unless the user exports it' '
	lab_in ours env DISPLAY=h:0 PRINTER=lp S=secret HOME=/nonexistent \
		PATH="$diff_dir/ours:$PATH" "$TALK" "$telnet_script" telnet localhost >out
	cat out; ! grep -E "LATE|WILL XDISPLOC>.*WONT|.l .p|.s .e .c" out &&
	grep -F "<SB NEW-ENVIRON 0 SE>" out && grep -F "<SB XDISPLOC 0 .h 58 48 SE>" out ||
	grep "SB XDISPLOC 0 .h 58 48 SE" out'
script <<'S'
listen 25
accept
say 220 hello\r\n
see hello
type ehlo\r
hear ehlo
settle
cmd status
cmd quit
S
t 'under its own name it is the same client' '
	play localhost 25 && mv out a && lab_in ours env HOME=/nonexistent TERM=vt100 "$TALK" \
		"$telnet_script" "$BIN/tcpprobe" localhost 25 >b; diff -u a b && grep "220 hello" b'
# Both ways at once, 10 MB each.
t '10 MB each way over pipes, nothing lost' '
	seq 1400000 | head -c 10000000 >big && lines=$(wc -l <big) && script <<-S
		listen 25
		accept
		settle
		save net $PWD/net
		save out $PWD/shown
		pour $PWD/big
		feed $PWD/big
		saved out 10000000
		saved net $((10000000 + lines))
		eof
	S
	play -p localhost 25 && cmp shown big && tr -d "\r" <net | cmp - big'
t '10 MB over a terminal, nothing lost' '
	seq 1400000 | head -c 10000000 >big && script <<-S
		listen 25
		accept
		settle
		save tty $PWD/shown
		pour $PWD/big
		saved tty 10000000
		close
	S
	play localhost 25 && tr -d "\r" <shown | head -c 10000000 | cmp - big'
finish
