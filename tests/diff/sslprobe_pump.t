#!/bin/sh
# The session itself beside openssl s_client: bytes both ways, letters that are commands, ends.

. "${0%/*}/../tap.sh"
. "$TOP/tests/diff/tls_lab.sh"

tls_server n 1 -cert self.pem -key self.key -tls1_2 -rev &&
	tls_server n 2 -cert self.pem -key self.key -tls1_3 -num_tickets 0 -rev &&
	tls_server n 3 -cert self.pem -key self.key -tls1_3 -num_tickets 0 -WWW &&
	tls_server n 4 -cert self.pem -key self.key -tls1_2 -client_renegotiation -rev || exit
echo body >"$TLS/page"

# A machine under load is late with an answer; and s_server serves one at a time.
diff_chances=3

# typed TITLE TEXT OPTION...: what is typed, in printf's form, a moment after the start.
typed() {
	title=$1 text=$2
	shift 2
	same -1 -x "$title" "(sleep 0.2; printf '$text'; sleep 0.3) | openssl s_client $*"
}
one='-connect 127.0.0.1:1' two='-connect 127.0.0.1:2' www='-connect 127.0.0.1:3'
typed 'lines, backwards' 'hello\nabc\n' "$two"
typed 'Q ends' 'Q\nabc\n' "$two"
typed 'Q in the middle is text' 'aQ\nabc\n' "$two"
typed 'k' 'k\nabc\n' "$two" -brief
typed 'K' 'K\n' "$two" -brief
typed 'R, refused' 'R\n' "$one" -brief
typed 'R in TLS 1.3' 'R\n' "$two" -brief
typed 'R, and the server agrees' 'R\n' -connect 127.0.0.1:4 -brief
typed 'letters are text' 'Q\nR\n' "$two" -nocommands -brief
typed 'CRLF' 'abc\n' "$two" -crlf -brief
typed 'brief' 'hello\n' "$two" -brief
typed 'the server ends' 'GET /page HTTP/1.0\r\n\r\n' "$www" -ign_eof
typed 'the server ends, -brief' 'GET /page HTTP/1.0\r\n\r\n' "$www" -ign_eof -brief
typed 'the server ends, -prexit' 'GET /page HTTP/1.0\r\n\r\n' "$www" -ign_eof -prexit
same -1 -x -d '/^!Can.t use/d' 'the server ends, -quiet' \
	"(sleep 0.3; printf 'GET /page HTTP/1.0\r\n\r\n'; sleep 1) | openssl s_client $www -quiet"
same -1 -x -d '/^!Can.t use/d' 'Q under -quiet -no_ign_eof' \
	"(sleep 0.3; printf 'Q\n'; sleep 0.3) | openssl s_client $two -quiet -no_ign_eof"

# Other commands go to the next openssl on PATH.
same 'another command' version
same 'another command, and its status' x509 -in /nosuch
same 'a command that is none' nosuch
t 'no other openssl: refused clearly' '
	mkdir bin && ln -s "$BIN/sslprobe" bin/openssl &&
	PATH=$PWD/bin bin/openssl version 2>err; rc=$?; cat err
	[ $rc = 127 ] && grep "no other openssl on PATH" err'
t 'a copy beside a link: the other one is found, no loop' '
	mkdir a b && ln -s "$BIN/sslprobe" a/openssl && cp "$BIN/sslprobe" b/openssl &&
	PATH=$PWD/a:$PWD/b:$PATH timeout 10 openssl version | grep "^OpenSSL "'
t 'a full disk is an error' '
	! lab_in n "$BIN/sslprobe" '"$one"' </dev/null >/dev/full 2>err; grep "write error" err'
finish
