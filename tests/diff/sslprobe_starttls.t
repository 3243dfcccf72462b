#!/bin/sh
# STARTTLS in all its protocols, and HTTP proxies, beside openssl s_client: what is said to the
# server, what the user reads, and what becomes of refusals.

. "${0%/*}/../tap.sh"
. "$TOP/tests/diff/tls_lab.sh"

tls_server n 1 -cert self.pem -key self.key -rev -num_tickets 0 || exit

# talk NAME ACTION...: the next server, on port $tls_port.
talk() {
	tls_talk n "$@" || exit
}

# What the two said to the server: each line of one is a line of the other.
alike() {
	sed 1d "$TLS/$1.heard" | sort | uniq -c |
		awk '{ print } $1 % 2 { odd = 1 } END { exit odd }'
}

# good NAME PROTOCOL [OPTION...] -- ACTION...: both are led to TLS.
good() {
	name=$1
	shift
	words=
	while [ "$1" != -- ]; do
		words="$words $1"
		shift
	done
	shift
	talk "$name" "$@" relay:1
	# shellcheck disable=SC2086 # words
	same -1 "$name" s_client -connect "127.0.0.1:$tls_port" -brief -starttls $words
	t "$name: both say the same to the server" 'alike "$name"'
	# shellcheck disable=SC2086 # words
	same -1 "$name: -debug" s_client -connect "127.0.0.1:$tls_port" -debug -starttls $words
}

good 'smtp' smtp -- 'say:220-a\r\n220 hi\r\n' line 'say:250-x\r\n250 STARTTLS\r\n' line \
	'say:220 go\r\n'
good 'smtp, a name of ours' smtp -name me.test -- 'say:220 hi\r\n' line \
	'say:250-STARTTLS\r\n250 x y\r\n' line 'say:220 go\r\n'
good 'smtp, not offered' smtp -- 'say:220 hi\r\n' line 'say:250 x\r\n' line 'say:220 go\r\n'
good 'lmtp' lmtp -- 'say:220 hi\r\n' line 'say:250-STARTTLS\r\n250 x\r\n' line 'say:220 go\r\n'
good 'imap' imap -- 'say:* OK hi\r\n' line 'say:* CAPABILITY IMAP4rev1 STARTTLS\r\n. OK done\r\n' \
	line 'say:. OK go\r\n'
good 'imap, not offered' imap -- 'say:* OK hi\r\n' line 'say:* CAPABILITY IMAP4rev1\r\n. OK\r\n' \
	line 'say:. OK go\r\n'
good 'ftp' ftp -- 'say:220-a\r\n220 hi\r\n' line 'say:234 go\r\n'
good 'xmpp' xmpp -- 'until:>' \
	'say:<stream><features><starttls xmlns="urn:ietf:params:xml:ns:xmpp-tls"/></features>' \
	'until:>' 'say:<proceed/>'
good 'xmpp-server' xmpp-server -xmpphost a.test -- "until:'1.0'>" \
	"say:<a><b><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></b>" 'until:/>' \
	'say:<proceed/>'
good 'telnet' telnet -- 'say:\ff\fd\2e' bytes:9 'say:\ff\fa\2e\01\ff\f0'
good 'irc' irc -- line 'say::s 020 n :wait\r\n:s 670 n :go\r\n'
mysql='\0a5.7.1\00\08\00\00\00abcdefgh\00\ff\ff\08\02\00\ff\c1\15\00\00\00\00\00\00\00\00\00\00'
mysql="$mysql"'abcdefghijkl\00mysql_native_password\00'
good 'mysql' mysql -- 'say:\49\00\00\00'"$mysql" bytes:36
good 'postgres' postgres -- bytes:8 say:S
good 'nntp' nntp -- 'say:200 hi\r\n' line 'say:101 cap\r\nSTARTTLS\r\n.\r\n' line 'say:382 go\r\n'
good 'sieve' sieve -- 'say:"IMPL" "x"\r\n"STARTTLS"\r\nOK "first"\r\n' line 'say:OK "second"\r\n'
good 'ldap' ldap -- bytes:31 'say:\30\0c\02\01\01\78\07\0a\01\00\04\00\04\00'

talk pop3 'say:+OK hi\r\n' line 'say:+OK\r\n' relay:1
same -1 -d 's/^!+OK.*/!+OK hi^M\
!DONE/' 'pop3, whose greeting comes whole' s_client \
	-connect "127.0.0.1:$tls_port" -brief -starttls pop3
t 'pop3: both say the same to the server' 'alike pop3'
same -1 -d 's/^!+OK.*/!+OK hi^M\
!DONE/' 'pop3: -debug' s_client \
	-connect "127.0.0.1:$tls_port" -debug -starttls pop3

# Refused alike.
talk irc 'line' 'say:ERROR :x\r\n'
same -1 -d 's/STARTTLS\.$/STARTTLS: ERROR :x/' 'irc without it' s_client \
	-connect "127.0.0.1:$tls_port" -starttls irc -brief
talk mysql9 'say:\49\00\00\00\09'"${mysql#???}"
same -1 'mysql of another version' s_client -connect "127.0.0.1:$tls_port" -starttls mysql -brief
talk mysql0 "say:$(printf '%s' '\49\00\00\00'"$mysql" | sed 's/\\ff\\ff/\\ff\\f7/')"
same -1 'mysql without it' s_client -connect "127.0.0.1:$tls_port" -starttls mysql -brief
talk mysqls say:a
same -1 'mysql that ends at once' s_client -connect "127.0.0.1:$tls_port" -starttls mysql -brief
talk nntp 'say:200 hi\r\n' line 'say:101 cap\r\n.\r\n' line 'say:580 no\r\n'
same -1 -d 's/\^M$//' 'nntp refuses' s_client -connect "127.0.0.1:$tls_port" -starttls nntp -brief
talk sieve 'say:"IMPL" "x"\r\nOK\r\n' line 'say:NO\r\n'
same -1 -d 's/^!\(.*\)\^M$/!\1/' 'sieve refuses: -debug' s_client -debug -prexit \
	-connect "127.0.0.1:$tls_port" -starttls sieve
same -1 -d 's/\^M$//' 'sieve refuses' s_client -connect "127.0.0.1:$tls_port" -starttls sieve -brief
talk ldap2 bytes:31 'say:\30\0c\02\01\01\78\07\0a\01\02\04\00\04\00'
same -1 'ldap refuses' s_client -connect "127.0.0.1:$tls_port" -starttls ldap -brief
same -1 'ldap refuses: -debug' s_client -connect "127.0.0.1:$tls_port" -starttls ldap -debug
talk ldap3 bytes:31 'say:\30\0c\02\01\01\79\07\0a\01\00\04\00\04\00'
same -1 -d '/parse failed/d' 'ldap, something else' s_client -connect "127.0.0.1:$tls_port" \
	-starttls ldap -brief

# s_client begins TLS all the same, or ends without a word: ours says what the server said.
refused() {
	name=$1 proto=$2 text=$3
	shift 3
	talk "$name" "$@" stay
	ours "refused: $name" s_client -connect "127.0.0.1:$tls_port" -starttls "$proto" -brief <<-W
		# TLS does not begin behind a refusal.
		$text
		= 1
	W
}
refused 'smtp 454' smtp '!STARTTLS failed: 454 no' 'say:220 hi\r\n' line 'say:250 STARTTLS\r\n' \
	line 'say:454 no\r\n'
refused 'smtp 554' smtp '!The server refused: 554 go away' 'say:554 go away\r\n'
refused 'imap BAD' imap '!STARTTLS failed: . BAD x' 'say:* OK hi\r\n' line \
	'say:* CAPABILITY STARTTLS\r\n. OK\r\n' line 'say:. BAD x\r\n'
refused 'imap BYE' imap '!The server refused: * BYE x' 'say:* BYE x\r\n'
refused 'pop3 -ERR' pop3 '!STARTTLS failed: -ERR no' 'say:+OK hi\r\n' line 'say:-ERR no\r\n'
refused 'ftp 500' ftp '!STARTTLS failed: 500 no' 'say:220 hi\r\n' line 'say:500 no\r\n'
refused 'postgres N' postgres '!The server does not offer TLS.' bytes:8 say:N
refused 'xmpp failure' xmpp '!STARTTLS failed.' 'until:>' \
	"say:<a><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>" 'until:/>' 'say:<failure/>'
refused 'telnet WONT' telnet '!The server does not ask for START_TLS.' 'say:\ff\fc\2e'
refused 'irc 691' irc '!STARTTLS negotiation failed: :s 691 n :no' line 'say::s 691 n :no\r\n'
refused 'escapes' smtp '!The server refused: 554 \033[2J\234' 'say:554 \1b[2J\9c\r\n'
refused 'a line without end' smtp "!The server's answer is too long." fill:8200
refused 'plain text behind the go-ahead' pop3 \
	"!Plain text comes behind the server's word that TLS begins." 'say:+OK hi\r\n' line \
	'say:+OK go\r\n+OK injected\r\n'

# Proxies.
proxied() {
	name=$1
	shift
	talk "$name" line line line "$@"
}
proxied 'proxy' 'say:HTTP/1.1 200 OK\r\nX: y\r\n\r\n' relay:1
same -1 'a proxy' s_client -proxy "127.0.0.1:$tls_port" -connect x.y:443 -brief
t 'a proxy: both say the same' 'alike proxy'
same -1 'a proxy: -debug' s_client -proxy "127.0.0.1:$tls_port" -connect x.y:443 -debug
same -1 'a proxy, an address' s_client -proxy "127.0.0.1:$tls_port" -connect '[::1]:443' -brief
talk auth line line line line 'say:HTTP/1.0 200 OK\r\n\r\n' relay:1
same -1 'a proxy that wants a password' s_client -proxy "127.0.0.1:$tls_port" -connect x.y:1 \
	-proxy_user u -proxy_pass pass:p -brief
t 'a proxy that wants a password: both say the same' 'alike auth'
same -1 'a proxy that wants a password: -debug' s_client -proxy "127.0.0.1:$tls_port" \
	-connect x.y:1 -proxy_user u -proxy_pass pass:p -debug
talk pieces 'say:220-a\r\n22' wait:0.2 'say:0 hi\r\n' line \
	'say:250-' wait:0.2 'say:STARTTLS\r\n' wait:0.2 'say:250 x\r\n' line \
	'say:220 go\r\n' relay:1
same -1 'bytes that come in pieces' s_client -connect "127.0.0.1:$tls_port" -debug -starttls smtp
proxied 'proxy407' 'say:HTTP/1.1 407 Auth\r\n\r\n'
same -1 'a proxy that refuses: -debug' s_client -proxy "127.0.0.1:$tls_port" -connect x.y:443 -debug
same -1 'a proxy that refuses' s_client -proxy "127.0.0.1:$tls_port" -connect x.y:443 -brief
proxied 'proxyhttp2' 'say:HTTP/2 200 OK\r\n\r\n'
same -1 -d 's/version 2 2.*/version 2 200 OK/' 'a proxy of another version' s_client \
	-proxy "127.0.0.1:$tls_port" -connect x.y:443 -brief
proxied 'proxyjunk' 'say:junk\r\n\r\n' stay
ours 'a proxy that answers junk' s_client -proxy "127.0.0.1:$tls_port" -connect x.y:443 -brief <<'W'
# s_client waits for ever.
!s_client: HTTP CONNECT failed, the answer is not HTTP: junk
= 1
W
proxied 'proxycut'
ours 'a proxy that ends' s_client -proxy "127.0.0.1:$tls_port" -connect x.y:443 -brief <<'W'
# s_client waits for ever.
!s_client: HTTP CONNECT failed, the proxy ended the connection
= 1
W
proxied 'proxysmtp' 'say:HTTP/1.1 200 OK\r\n\r\n220 hi\r\n' line 'say:250 STARTTLS\r\n' line \
	'say:220 go\r\n' relay:1
ours 'a greeting that comes with the answer of a proxy' s_client -proxy "127.0.0.1:$tls_port" \
	-connect x.y:25 -starttls smtp -brief <<'W'
# s_client loses it.
!depth=0 O = Test, OU = Self, CN = system.lan
!verify error:num=18:self-signed certificate
!CONNECTION ESTABLISHED
!Protocol version: TLSv1.3
!Ciphersuite: TLS_AES_256_GCM_SHA384
!Peer certificate: O = Test, OU = Self, CN = system.lan
!Hash used: SHA256
!Signature type: RSA-PSS
!Verification error: self-signed certificate
!Server Temp Key: X25519, 253 bits
!250 STARTTLS^M
!DONE
= 0
W

# The guide's step: a session over IMAP, both ways, and through STARTTLS.
talk guide 'say:* OK hi\r\n' line 'say:* CAPABILITY STARTTLS\r\n. OK\r\n' line 'say:. OK go\r\n' \
	relay:1
same -1 -x -d '/^!Can.t use/d' 'the guide: -quiet through STARTTLS, both ways' \
	"(sleep 0.3; echo 'a1 LOGIN x y'; sleep 0.2) |
	openssl s_client -connect 127.0.0.1:$tls_port -quiet -no_ign_eof -starttls imap"
finish
