#!/bin/sh
# telnet talks to real servers, as Debian has them: SMTP (exim4), IMAP (dovecot), SSH (openssh).
# shellcheck disable=SC2016 # what test bodies call by eval
. "${0%/*}/../tap.sh"
need_root
need_tool ip unshare
. "$TOP/tests/lab/lab.sh"
[ -x "$BIN/tcpprobe" ] || skip_all "not built: $BIN/tcpprobe"
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
mkdir bin && ln -s "$BIN/tcpprobe" bin/telnet && telnet=$PWD/bin/telnet || exit
lab_new && lab_node box || exit
chmod 755 .

# serve COMMAND: in the box, with a /run of its own
serve() {
	lab_bg box unshare -m sh -c "mount -t tmpfs tmpfs /run && mkdir /run/sshd /run/dovecot &&
		exec $1" >log 2>&1
}
# greets PORT PATTERN SEND PATTERN: it does so, and answers
greets() {
	lab_wait 10 lab_in box "$telnet" 127.0.0.1 "$1" </dev/null >/dev/null 2>&1
	{ sleep 1; printf '%s\r\n' "$3"; } |
		lab_in box timeout 20 "$telnet" 127.0.0.1 "$1" >out 2>&1
	cat out log
	grep '^Connected to 127.0.0.1.$' out && grep "$2" out && grep "$4" out &&
		grep '^Connection closed by foreign host.$' out
}

if command -v sshd >/dev/null; then
	t 'SSH' '
		ssh-keygen -q -t ed25519 -N "" -f key && : >conf &&
		serve "$(command -v sshd) -D -f $PWD/conf -h $PWD/key -o ListenAddress=127.0.0.1" &&
		greets 22 "^SSH-2.0-" nonsense "nvalid SSH identification\|Connection closed"'
else
	skip 'SSH' 'needs sshd (openssh-server)'
fi
if command -v exim4 >/dev/null; then
	t 'SMTP' '
		printf "%s\n" "primary_hostname = box.example.com" "local_interfaces = 127.0.0.1" \
			"spool_directory = $PWD/spool" "log_file_path = $PWD/%slog" >conf &&
		chmod 644 conf && mkdir spool && chmod 777 . spool &&
		serve "$(command -v exim4) -C $PWD/conf -bdf -oX 25 -oP $PWD/pid" &&
		greets 25 "^220 box.example.com ESMTP" QUIT "^221 "'
else
	skip 'SMTP' 'needs exim4 (exim4-daemon-light)'
fi
if command -v dovecot >/dev/null; then
	t 'IMAP' '
		printf "%s\n" "protocols = imap" "listen = 127.0.0.1" "ssl = no" \
			"base_dir = /run/dovecot" "log_path = $PWD/mail.log" \
			"passdb {" "driver = static" "args = password=secret" "}" \
			"userdb {" "driver = static" "args = uid=65534 gid=65534" "}" >conf &&
		chmod 777 . && serve "$(command -v dovecot) -F -c $PWD/conf" &&
		greets 143 "^\* OK .*IMAP4" "a LOGOUT" "^a OK"'
else
	skip 'IMAP' 'needs dovecot (dovecot-imapd)'
fi
finish
