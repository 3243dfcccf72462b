#!/bin/sh
# telnet's command line, good and bad, and connections that fail.
. "${0%/*}/../tap.sh"
. "$TOP/tests/diff/telnet_lab.sh"

same 'an unknown option' -Z
same 'an unknown long option' --foo
same 'a long option cut too short' --ipv
same 'an option without its argument' -e
same 'an argument where there is none' --binary=3 x
same 'a port that begins with a dash, read as an option' 127.0.0.1 -23
same 'too many words' a b c
same 'an empty host' '' 25
for port in 0 65536 99999 25x 0x19 99999999999999999999 nosuch; do
	same "port $port" 127.0.0.1 "$port"
done
same 'a name that nobody knows' nobody.invalid
same 'a name that nobody knows, and a port' nobody.invalid 25
same 'an address with its port' 127.0.0.1:25
same 'an address of the other family' -4 ::1 25
same 'likewise' -6 127.0.0.1 25
same 'a local address that is not here' -b 198.51.100.1 127.0.0.1 25
same 'a local address of the other family' -b ::1 127.0.0.1 25
same 'a local name that nobody knows' -b nobody.invalid 127.0.0.1 25
same 'no word at all, standard input at its end'
same 'an escape character of several letters' -e ab 127.0.0.1 25
same 'a trace file that cannot be' -n /nonexistent/x 127.0.0.1 25

# The guide: a service that is not there.
same 'refused' localhost 26
same 'refused, the default port' 127.0.0.1
same 'refused, over IPv6' six.lab 26
same 'refused by two addresses' two.lab 26
same 'refused, options before and behind' -4 localhost -a 26 -K
same 'refused, with all that needs no connection' -8 -L -c -d -E -r -l joe -e '^X' localhost 26
same 'refused, a service by name' localhost smtp
same 'refused, a port with a sign' 127.0.0.1 +26
same 'refused, a port that asks for negotiation' -- 127.0.0.1 -26
same 'refused, an address of scope' fe80::1%lo 25

ours 'option -x is refused' -x 127.0.0.1 <<'W'
# Nothing may look encrypted that is not.
!telnet: -x: Kerberos and encryption are not supported; use ssh(1)
= 64
W
ours 'option -k is refused' -k REALM 127.0.0.1 <<'W'
# Likewise.
!telnet: -k: Kerberos and encryption are not supported; use ssh(1)
= 64
W
ours 'option -X is refused' --disable-auth=KERBEROS_V5 127.0.0.1 <<'W'
# Likewise.
!telnet: -X: Kerberos and encryption are not supported; use ssh(1)
= 64
W
ours 'with -V' -V <<'W'
# It names itself.
|telnet from rungs 0.1
= 0
W
t 'differs: each address is named with the reason' '
	lab_in ours "$BIN/tcpprobe" two.lab 26 >out 2>err; [ $? = 1 ] && cat out err &&
	printf "Trying %s...\n" 127.0.0.1 127.0.0.2 | cmp - out && printf "tcpprobe: %s\n" \
		"connect to address 127.0.0.1: Connection refused" \
		"connect to address 127.0.0.2: Connection refused" \
		"Unable to connect to remote host: Connection refused" | cmp - err'
finish
