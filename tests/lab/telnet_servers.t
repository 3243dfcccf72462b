#!/bin/sh
# telnet talks to real servers, as Debian has them: SSH (openssh), SMTP (postfix, exim4), IMAP
# (dovecot).
# shellcheck disable=SC2016 # what test bodies call by eval
. "${0%/*}/../tap.sh"
need_root
need_tool ip unshare
. "$TOP/tests/lab/lab.sh"
. "$TOP/tests/lab/servers.sh"
[ -x "$BIN/tcpprobe" ] || skip_all "not built: $BIN/tcpprobe"
mkdir bin && ln -s "$BIN/tcpprobe" bin/telnet && telnet=$PWD/bin/telnet || exit

# greets KIND PORT PATTERN SEND PATTERN: in a node of its own the server does so, and answers
greets() {
	if ! server_has "$1"; then
		skip "$1" "needs $1"
		return
	fi
	t "$1" 'lab_new && lab_node box && server "$3" box box.example.com || exit
		{ sleep 1; printf "%s\r\n" "$6"; } |
			lab_in box timeout 20 "$telnet" 127.0.0.1 "$4" >out 2>&1
		cat out
		grep "^Connected to 127.0.0.1.$" out && grep "$5" out && grep "$7" out &&
		grep "^Connection closed by foreign host.$" out' "$@"
}

greets ssh 22 '^SSH-2.0-' nonsense 'nvalid SSH identification\|Connection closed'
greets postfix 25 '^220 box.example.com ESMTP Postfix' QUIT '^221 '
greets exim 25 '^220 box.example.com ESMTP Exim' QUIT '^221 '
greets dovecot 143 '^\* OK .*IMAP4' 'a LOGOUT' '^a OK'
finish
