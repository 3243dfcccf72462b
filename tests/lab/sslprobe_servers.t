#!/bin/sh
# sslprobe talks to real servers, as Debian has them: HTTPS (nginx), IMAP (dovecot), SMTP (postfix);
# beside openssl s_client, and with its own verdict.
# shellcheck disable=SC2016,SC2086 # what test bodies call by eval; $at is words
. "${0%/*}/../tap.sh"
need_root
need_tool ip openssl unshare
. "$TOP/tests/lab/lab.sh"
. "$TOP/tests/lab/tls.sh"
. "$TOP/tests/lab/servers.sh"
. "$TOP/tests/diff/diff.sh"
diff_tool openssl sslprobe
lab_new && lab_node box && lab_ip box link set lo up && lab_etc box hosts <<-'EOT' || exit
	127.0.0.1 localhost box.test
EOT
diff_at box
tls_key self -algorithm RSA -pkeyopt rsa_keygen_bits:2048 &&
	tls_ca self '/C=CA/L=Toronto/CN=box.test/emailAddress=noreply@localhost' || exit

# typed TITLE TEXT OPTION...: both, and what is typed, a line each half second
typed() {
	title=$1 text=$2
	shift 2
	same -1 -x -d "${script:-}" "$title" "$(typing "$text") | openssl s_client $*"
}
typing() {
	echo "($(echo "$1" | sed "s/.*/sleep 0.3; printf '%s\\\\r\\\\n' '&';/") sleep 0.5)"
}
# finds STATUS CODES TARGET: the verdict
finds() {
	t "$3: $2" 'lab_in box timeout 30 "$BIN/sslprobe" --check --json "$5" >out 2>&1
		rc=$?
		cat out
		found=$(grep -o "\"code\":\"[a-z_]*\"" out |
			sed "s/.*:\"//; s/\"//" | sort | tr "\n" " ")
		[ "$rc $found" = "$3 $4" ]' "$@"
}

quiet='/^!Can.t use/d'
at='-connect 127.0.0.1'
if server_has nginx; then
	t 'nginx listens' 'server nginx box box.test self'
	same 'nginx: the session' s_client $at:443 -tls1_2 -servername box.test -alpn h2,http/1.1
	same -x -1 'nginx: TLS 1.3' "(sleep 0.3) | openssl s_client $at:443 -brief \
		-CAfile $TLS/self.pem -verify_hostname box.test -verify 1"
	typed 'nginx: a request' 'GET / HTTP/1.1
Host: box.test
Connection: close
' $at:443 -quiet -servername box.test "| grep -v ^Date:"
	typed 'nginx: plain HTTP is told' 'GET / HTTP/1.0
' $at:443 -brief -ign_eof "| grep -v ^Date:"
	finds 2 'self_signed ' box.test
else
	skip 'HTTPS' 'needs nginx (nginx-light)'
fi

if server_has dovecot; then
	t 'dovecot listens' 'server dovecot box box.test self'
	# How long a command took is in its answer.
	secs="| sed 's/ ([0-9. +secs]*)\.//'"
	guide='a1 LOGIN testuser asdfqwerQWER
a2 LIST "" "*"
a3 EXAMINE INBOX
a4 LOGOUT'
	t 'dovecot: a mailbox, made by the first who looks into it' '
		eval "$(typing "$guide")" | lab_in box "$BIN/sslprobe" $at:993 -quiet >out 2>err
		cat out err
		grep "^a3 OK \[READ-ONLY\]" out && grep "^a4 OK" out'
	script=$quiet
	typed 'the guide: IMAP over TLS' "$guide" $at:993 -quiet "$secs"
	typed 'the guide, through STARTTLS' "$guide" $at:143 -quiet -starttls imap "$secs"
	script=
	t 'the guide: what precedes the session, word by word' '
		lab_in box "$BIN/sslprobe" $at:993 -quiet -no_ign_eof </dev/null >out 2>err
		cat >want <<-W
			depth=0 C = CA, L = Toronto, CN = box.test, emailAddress = noreply@localhost
			verify error:num=18:self-signed certificate
			verify return:1
			depth=0 C = CA, L = Toronto, CN = box.test, emailAddress = noreply@localhost
			verify return:1
			DONE
		W
		diff -U9 want err'
	same -1 'dovecot: the session through STARTTLS' s_client $at:143 -starttls imap -tls1_2
	same -1 'dovecot: the bytes before TLS' s_client $at:143 -starttls imap -tls1_2 -debug \
		-servername box.test
	typed 'dovecot: letters are commands' 'a1 LOGIN testuser wrong
Q' $at:993 -brief "$secs"
	finds 2 'self_signed ' box.test:imaps
	finds 2 'self_signed ' box.test:imap
else
	skip 'IMAP' 'needs dovecot (dovecot-imapd)'
fi

if server_has postfix; then
	t 'postfix listens' 'server postfix box box.test self'
	same -1 'postfix: the session' s_client $at:25 -starttls smtp -tls1_2
	same -1 'postfix: the bytes before TLS' s_client $at:25 -starttls smtp -name me.test \
		-tls1_2 -servername box.test -debug
	typed 'postfix: a session' 'EHLO me.test
NOOP
QUIT' $at:25 -starttls smtp -quiet -servername box.test
	typed 'postfix: Q of QUIT is a command' 'EHLO me.test
QUIT' $at:25 -starttls smtp -brief
	finds 2 'self_signed ' box.test:smtp
else
	skip 'SMTP' 'needs postfix'
fi
finish
