#!/bin/sh
# A system without the files of /etc and without a database of terminals: the same answers.

. "${0%/*}/../tap.sh"
need_root
need_tool unshare mount ip
for program in ping capture tcpprobe tracepath; do
	[ -x "$BIN/$program" ] || skip_all "not built: $program"
done
# A debugger's and a sanitizer's own needs have nothing to do with it.
without_leak_check

# bare COMMANDS: where those folders are empty, and loopback is the whole network.
bare() {
	unshare --mount --net sh -c 'for dir in /etc /lib/terminfo /usr/lib/terminfo \
			/usr/share/terminfo; do
			[ ! -d "$dir" ] || mount -t tmpfs none "$dir" || exit
		done
		ip link set lo up && eval "$1"' sh "$1"
}

t 'they are empty there, and only there' '
	bare "ls -A /etc /usr/share/terminfo" >list && cat list && [ "$(grep -c . list)" = 2 ] &&
	[ -e /etc/passwd ]'
t 'localhost is this host' '
	bare "$BIN/ping -4 -c 1 localhost && $BIN/ping -6 -c 1 localhost" >out && cat out &&
	grep "^PING localhost (127.0.0.1) 56(84) bytes of data.$" out &&
	grep "^PING localhost(.*::1.*) 56 data bytes$" out'
t 'another name is none, and that is said' '
	! bare "$BIN/ping -c 1 nowhere" 2>err && cat err && grep "^ping: nowhere: .*name" err'
t 'ports have names, on the way in' '
	bare "$BIN/tcpprobe -z 127.0.0.1 smtp,imap,https" >out; cat out
	[ "$(cut -d " " -f 1-3 out | tr "\n" ";")" = \
		"127.0.0.1 25 closed;127.0.0.1 143 closed;127.0.0.1 443 closed;" ]'
t 'a name that no port has is refused' '
	! bare "$BIN/tcpprobe -z 127.0.0.1 smt" 2>err && cat err &&
	grep "no such port or service: .smt." err'
t 'telnet takes names of ports' '
	ln -s "$BIN/tcpprobe" telnet && ! bare "./telnet localhost smtp" >out 2>&1 &&
	cat out && grep "Trying 127.0.0.1" out && grep "Connection refused" out'
t 'filters know ports, protocols and this host' '
	"$BIN/capture" -y EN10MB -d tcp port 25 >want &&
	"$BIN/capture" -y EN10MB -d tcp port smtp >a &&
	bare "$BIN/capture -y EN10MB -d tcp port smtp" >b && cmp a want && cmp b want &&
	"$BIN/capture" -y EN10MB -d ip proto 89 >want &&
	bare "$BIN/capture -y EN10MB -d ip proto ospf" >b && cmp b want &&
	bare "$BIN/capture -y EN10MB -d host localhost" | grep 0x7f000001'
t 'filters refuse what is none' '
	! bare "$BIN/capture -y EN10MB -d ip proto nosuch" 2>err && grep "unknown ip proto" err &&
	! bare "$BIN/capture -y EN10MB -d port nosuch" 2>err && grep "unknown port" err'
t 'packets are shown with names of ports' '
	{ printf "\324\303\262\241\2\0\4\0\0\0\0\0\0\0\0\0\0\0\4\0\145\0\0\0"
		printf "\0\0\0\0\0\0\0\0\50\0\0\0\50\0\0\0"
		printf "\105\0\0\50\0\1\0\0\100\6\0\0\300\0\2\1\300\0\2\2"
		printf "\300\0\0\31\0\0\0\1\0\0\0\0\120\2\0\100\0\0\0\0"; } >file &&
	"$BIN/capture" -r file >want && bare "$BIN/capture -r $PWD/file" >got &&
	cat got && cmp want got && grep "> 192.0.2.2.smtp: Flags" got'
t 'traceroute takes names of protocols and ports' '
	ln -s "$BIN/tracepath" traceroute &&
	bare "./traceroute -T -p smtp 127.0.0.1 && ./traceroute -P gre -q 1 127.0.0.1" >out &&
	cat out && [ "$(grep -c "^ 1  127.0.0.1" out)" = 2 ]'
if command -v script >/dev/null; then
	t 'the live screen knows common terminals, and says which it does not' '
		ln -s "$BIN/tracepath" mtr &&
		bare "TERM=xterm-256color timeout 20 script -qec \"./mtr -n -c 2 127.0.0.1\" out" &&
		grep "My traceroute" out &&
		bare "TERM=unheard timeout 20 script -qec \"./mtr -n -c 2 127.0.0.1\" out";
		cat out && grep "Error opening terminal: unheard" out'
else
	skip 'the live screen knows common terminals' 'needs script'
fi
finish
