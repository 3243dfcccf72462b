#!/bin/sh
# sslprobe between hostile hands: answers before TLS that do not end or pretend, proxies likewise,
# names in certificates that would act, secrets that must not be told.
# shellcheck disable=SC2016 # what test bodies call by eval

. "${0%/*}/../tap.sh"
need_root
need_tool ip openssl perl
. "$TOP/tests/lab/lab.sh"
. "$TOP/tests/lab/tls.sh"
[ -x "$BIN/sslprobe" ] || skip_all "not built: $BIN/sslprobe"

lab_new && lab_node n && lab_ip n link set lo up && lab_etc n hosts <<-'EOT' || exit
	127.0.0.1 localhost one.test
EOT

# probe OPTION...: out, err and $rc; it ends by itself, and nothing that it says acts on a terminal.
probe() {
	lab_in n timeout -s KILL 10 "$BIN/sslprobe" "$@" </dev/null >out 2>err
	rc=$?
	echo "status $rc of: $*"
	head -c 3000 out | cat -v
	head -c 3000 err | cat -v
	[ $rc -le 3 ] && calm out && calm err
}
# Neither control characters of one byte, nor those of two, nor marks that turn text around.
calm() {
	perl -e 'local $/; $_ = <>; exit(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)|
		\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]|
		(?<![\xc2-\xf4\x80-\xbf])[\x80-\xbf]/x ? 1 : 0)' "$1"
}
t 'what acts on a terminal is found' '
	printf "a\302\240b\n\t\303\244\n" >good && calm good || exit
	for bytes in "\033[2J" "\302\233" "\342\200\256" "a\000b" "\233" "\177"; do
		printf "$bytes" >bad && ! calm bad || exit
	done'

# Answers before TLS, to each protocol.
tls_key self -algorithm EC -pkeyopt ec_paramgen_curve:P-256 && tls_ca self /CN=one.test &&
	tls_server n 1 -cert self.pem -key self.key -num_tickets 0 -rev || exit
protocols='smtp lmtp pop3 imap ftp xmpp xmpp-server telnet irc mysql postgres nntp sieve ldap'
listen() {
	tls_talk n "$@" || exit
}
# each WHAT: every protocol with the server that listens now fails, and TLS does not begin.
each() {
	t "$1, in each protocol" '
		for proto in $protocols; do
			probe -connect "127.0.0.1:$tls_port" -starttls "$proto" -brief &&
				[ $rc = 1 ] && [ -s err ] && ! grep ESTABLISHED err &&
				! grep "SSL routines" err || exit
		done'
}
x64=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
nul='\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00'
listen line endless:$x64
each 'a line without end'
listen nul "endless:$nul"
each 'NUL without end'
listen high 'endless:\ff\fd\2e\ff\fd\2e\ff\fd\2e\ff\fd\2e\ff\fd\2e'
each 'bytes without end'
listen close
each 'nothing'
listen half 'say:22'
each 'half an answer'
listen reset reset
each 'a reset'
listen escapes 'endless:554 \1b[2J\9b\c2\9b\e2\80\ae\00x\07\r\n'
each 'refusals that act on a terminal'
listen tls 'say:\16\03\01\00\02\01\00' stay
t 'TLS at once, in each protocol' '
	for proto in $protocols; do
		probe --timeout 0.2 -connect "127.0.0.1:$tls_port" -starttls "$proto" -brief &&
			[ $rc = 1 ] && ! grep ESTABLISHED err || exit
	done'

# A banner or list that goes on for ever, each in its own words.
banner() {
	listen "banner_$1" "$2" "$3"
	t "an endless banner: $1" '
		probe -connect "127.0.0.1:$tls_port" -starttls "$3" -brief &&
			[ $rc = 1 ] && grep "answer is too long" err' "$1"
}
banner smtp 'endless:220-hi\r\n' stay
banner lmtp 'endless:220-hi\r\n' stay
banner pop3 'say:+OK ' endless:$x64
banner imap 'say:* OK hi\r\n' 'endless:* CAPABILITY x\r\n'
banner ftp 'endless:220-hi\r\n' stay
banner xmpp 'say:<stream>' 'endless:<a/>'
banner xmpp-server 'say:<stream>' 'endless:<a/>'
banner irc 'endless::s 020 n :wait\r\n' stay
banner nntp 'say:200 hi\r\n' 'endless:x\r\n'
banner sieve 'endless:"x"\r\n' stay
banner mysql 'say:\ff\ff\ff\00\0a' endless:$x64
banner ldap 'say:\30\84\00\ff\ff\ff' endless:$x64

# All answers at once, and one more: whoever stands between cannot put words into the session.
injected() {
	listen "injected_$1" "say:$2" relay:1
	t "words behind the consent: $1" '
		probe -connect "127.0.0.1:$tls_port" -starttls "$3" -brief
		[ $rc = 1 ] && grep "Plain text comes behind" err && ! grep injected out' "$1"
}
injected smtp '220 hi\r\n250 STARTTLS\r\n220 go\r\n250 injected\r\n'
injected lmtp '220 hi\r\n250 STARTTLS\r\n220 go\r\n250 injected\r\n'
injected pop3 '+OK hi\r\n+OK go\r\n+OK injected\r\n'
injected imap '* OK hi\r\n* CAPABILITY STARTTLS\r\n. OK\r\n. OK go\r\n* OK injected\r\n'
injected ftp '220 hi\r\n234 go\r\n230 injected\r\n'
xmpp='<stream><starttls xmlns="urn:ietf:params:xml:ns:xmpp-tls"/>'
injected xmpp "$xmpp<proceed/><injected/>"
injected xmpp-server "$xmpp<proceed/><injected/>"
injected telnet '\ff\fd\2e\ff\fa\2e\01\ff\f0injected'
injected irc ':s 670 n :go\r\n:s 001 n :injected\r\n'
mysql='\49\00\00\00\0a5.7.1\00\08\00\00\00abcdefgh\00\ff\ff\08\02\00\ff\c1\15'
mysql="$mysql"'\00\00\00\00\00\00\00\00\00\00abcdefghijkl\00mysql_native_password\00'
injected mysql "$mysql"injected
injected postgres Sinjected
injected nntp '200 hi\r\n101 c\r\nSTARTTLS\r\n.\r\n382 go\r\n200 injected\r\n'
injected sieve '"STARTTLS"\r\nOK\r\nOK\r\nOK "injected"\r\n'
injected ldap '\30\0c\02\01\01\78\07\0a\01\00\04\00\04\00injected'
# Later, they are no TLS.
listen late 'say:+OK hi\r\n' line 'say:+OK go\r\n' hello 'say:+OK injected\r\n' stay
t 'words in the place of TLS are none of the session' '
	probe -connect "127.0.0.1:$tls_port" -starttls pop3 -brief
	[ $rc = 1 ] && grep "SSL routines" err && ! grep injected out'

# Refused in the words that act, and no TLS behind it: those that tests/diff does not have.
refused() {
	listen "refused_$1" "say:$2" stay
	t "refused: $1" 'probe -connect "127.0.0.1:$tls_port" -starttls "$3" -brief &&
		[ $rc = 1 ] && grep -e "$4" err && ! grep ESTABLISHED err' "$1" "$3"
}
esc='\1b]0;x\07'
refused lmtp "220 hi\r\n250 x\r\n454 $esc\r\n" 'STARTTLS failed: 454 .033]0;x.007'
refused xmpp-server "$xmpp<failure/>" 'STARTTLS failed'
refused mysql '\0f\00\00\00\ff\10\04#08004'"$esc" 'The server refused: .*.033]0;x.007'
refused ldap '\30\0c\02\01\01\78\07\0a\01\34\04\00\04\00' 'LDAP Result Code: 52'
refused nntp "200 hi\r\n101 c\r\n.\r\n580 $esc\r\n" 'STARTTLS failed: 580 .033]0;x.007'
refused sieve "OK\r\nNO $esc\r\n" '.033]0;x.007'
listen told 'say:220 hi\r\n' line 'say:250-STARTTLS\r\n250 \1b[2J\00\e2\80\ae\r\n' line \
	'say:220 go\r\n' relay:1
t 'what the server said before TLS is shown, and does not act' '
	probe -connect "127.0.0.1:$tls_port" -starttls smtp -brief &&
		[ $rc = 0 ] && grep "^250 .033\[2J" err'

# Proxies.
proxy() {
	what=$1 words=$2
	shift 2
	listen proxy line line line "$@"
	t "a proxy: $what" 'probe -proxy "127.0.0.1:$tls_port" -connect x.test:1 -brief &&
		[ $rc = 1 ] && grep -e "$3" err' "$words"
}
proxy 'a line without end' 'too long' endless:$x64
proxy 'headers without end' 'endless answer' 'say:HTTP/1.1 200 OK\r\n' 'endless:X: y\r\n'
proxy 'NUL without end' 'too long' "endless:$nul"
proxy 'a reason that acts' 'reason= 407 .033\[2J' 'say:HTTP/1.1 407 \1b[2J\9b\r\n\r\n' stay
proxy 'half an answer' 'ended the connection' 'say:HTTP/1.1 200 OK\r\nX: y\r\n'
proxy 'no status' 'no status' 'say:HTTP/1.1\r\n\r\n' stay
t 'what a proxy is told is one line' '
	probe -proxy 127.0.0.1:9 -connect "$(printf "x\r\nY: z:1")" -brief
	[ $rc = 1 ] && grep "control character" err || exit
	probe -connect 127.0.0.1:9 -starttls smtp -name "$(printf "x\r\nRSET")" -brief
	[ $rc = 1 ] && grep "control character" err'

# Names of certificates: made to act, to begin a line of ours, to end where they do not (NUL,
# patched into what is signed), and too long.
v3='basicConstraints=critical,CA:true'
tls_ca root && tls_cert middle root /CN=Middle "$v3" || exit
# nul NAME: each @ that is a name, or stands in one, becomes a NUL; keys and numbers have some too
nul() {
	openssl x509 -in "$TLS/$1.pem" -outform DER -out "$TLS/der" &&
		perl - "$TLS" <<-'EOT' && openssl x509 -inform DER -in "$TLS/new" -out "$TLS/$1.pem"
			my $dir = $ARGV[0];
			my $der = do { local (@ARGV, $/) = ("$dir/der"); <> };
			# an element of DER: its header, and what that says
			sub element {
				my $n = ord substr $_[0], 1;
				return substr $_[0], 0, 2 + $n if $n < 128;
				my $more = $n & 127;
				$n = hex unpack 'H*', substr $_[0], 2, $more;
				substr $_[0], 0, 2 + $more + $n
			}
			my $tbs = element(substr $der, 2 + (ord(substr $der, 1) & 127));
			$tbs =~ s/(?<=\x0c\x01|test|\/x)@/\0/g;
			open(my $f, '>', "$dir/tbs") or die; print $f $tbs; close $f;
			my $sign = `openssl dgst -sha256 -sign $dir/middle.key $dir/tbs`;
			my $rest = pack('H*', '300a06082a8648ce3d040302') .
				pack('CCC', 3, 1 + length $sign, 0) . $sign;
			open($f, '>', "$dir/new") or die;
			print $f pack('CCn', 0x30, 0x82, length($tbs . $rest)) . $tbs . $rest;
			close $f;
		EOT
}
long=$(printf %065536d 0) && many=DNS:one.test || exit
for i in 0 1 2 3 4 5 6 7 8 9; do
	for k in 0 1 2 3 4 5 6 7 8 9; do
		for l in 0 1 2 3 4 5 6 7 8 9; do
			many=$many,DNS:name$i$k$l.one.test
		done
	done
done
evil=$(printf 'a\033[2Jb\302\233c\342\200\256d\007e\rf')
tls_cert evil middle "/O=$evil/CN=one.test" "subjectAltName=DNS:one.test,DNS:$evil.test" &&
	tls_cert line middle "$(printf '/O=x\nVerify return code: 0 (ok)/CN=one.test')" \
		'subjectAltName=DNS:one.test' &&
	tls_cert nul middle '/O=@/CN=one.test@evil.test' \
		'subjectAltName=DNS:one.test@evil.test,DNS:other.test' && nul nul &&
	tls_cert nulcn middle '/CN=one.test@evil.test' && nul nulcn &&
	tls_cert long middle "/description=$long/CN=one.test" 'subjectAltName=DNS:one.test' &&
	tls_cert longname middle /CN=one.test "subjectAltName=DNS:one.test,DNS:$long" &&
	tls_cert many middle /CN=one.test "subjectAltName=$many" || exit
set -- -cert_chain middle.pem -num_tickets 0 -rev
port=10
for name in evil line nul nulcn long longname many; do
	port=$((port + 1))
	tls_server n $port -cert $name.pem -key $name.key "$@" || exit
done
# What -requestCAfile of a server does, -CAfile of s_server does for its CertificateRequest.
tls_ca evilca "/O=$evil/CN=CA" && tls_server n 20 -cert evil.pem -key evil.key -verify 1 \
	-CAfile evilca.pem "$@" -tls1_2 || exit

t 'names that act, in a session' '
	for port in 11 20; do
		for args in "" -brief -showcerts "-nameopt utf8" "-nameopt multiline" \
			"-nameopt compat" "-nameopt RFC2253,-esc_msb" "-nameopt utf8,-esc_ctrl" \
			-trace -tlsextdebug "-msg -state" -debug "-policy_print -prexit" \
			-security_debug_verbose "-CAfile $TLS/root.pem -verify_return_error"; do
			probe -connect "127.0.0.1:$port" $args && [ $rc = 0 ] && [ -s err ] || exit
		done
	done'
t 'names with a line feed begin no line' '
	for args in "" -brief "-nameopt utf8" "-nameopt compat" "-nameopt utf8,-esc_ctrl" \
		"-nameopt oneline,-esc_ctrl" "-nameopt multiline,-esc_ctrl" -trace; do
		probe -connect 127.0.0.1:12 $args && [ $rc = 0 ] &&
		! grep "^Verify return code: 0 (ok)" out err || exit
	done'
t 'a name ends where it ends: NUL' '
	for port in 13 14; do
		probe -connect 127.0.0.1:$port -brief -CAfile "$TLS/root.pem" \
			-verify_hostname one.test &&
			[ $rc = 1 ] && grep "num=62:hostname mismatch" err &&
			! grep "^Verified peername" err || exit
	done
	probe -connect 127.0.0.1:13 && [ $rc = 0 ] && grep "CN = one.test\\\\00evil.test" out'
t 'names of 64 KB, and a thousand of them' '
	for port in 15 16 17; do
		for args in "" -brief "-verify_hostname one.test -verify 1"; do
			probe -CAfile "$TLS/root.pem" -connect 127.0.0.1:$port $args &&
				[ $rc = 0 ] && [ "$(wc -c <out)" -lt 400000 ] || exit
		done
	done'
# check PORT STATUS CODES: the verdict, as text and as JSON, and that it is short
check() {
	for form in '' --json; do
		probe --check $form -CAfile "$TLS/root.pem" --warn 1 --crit 1 "one.test:$1" &&
			[ $rc = "$2" ] && [ "$(wc -c <out)" -lt 40000 ] || return
		[ -z "$form" ] || "$BUILD/tests/lab/jsonlines" <out || return
	done
	found=$(grep -o '"code":"[a-z_]*"' out | sed 's/.*:"//; s/"//' | tr '\n' ' ')
	echo "found: $found"
	[ "$found" = "$3" ]
}
t '--check: names that act' 'check 11 0 ""'
t '--check: names with a line feed' 'check 12 0 ""; [ "$(wc -l <out)" = 1 ]'
t '--check: NUL in a name' 'check 13 2 "wrong_name " && check 14 2 "wrong_name "'
t '--check: NUL: none of the names that are shown is that of the host' '
	probe --check -CAfile "$TLS/root.pem" one.test:13
	! grep "names.*one.test" out && grep "names.*other.test" out'
t '--check: names of 64 KB, and a thousand of them' '
	check 15 0 "" && check 16 0 "" && check 17 0 ""'

# Where the issuer is said to be: servers that answer junk, without end, nothing, or lead in
# circles; addresses with a line feed or a NUL in them are not even asked.
port=30
aia() {
	port=$((port + 1))
	tls_cert aia$port middle /CN=one.test "subjectAltName=DNS:one.test
authorityInfoAccess=$3" && { [ -z "$4" ] || nul aia$port; } &&
		tls_server n $port -cert aia$port.pem -key aia$port.key -num_tickets 0 -rev || exit
	t "--check: an issuer fetched from $1" '
		probe --check --json --timeout 2 -CAfile "$TLS/root.pem" --warn 1 --crit 1 \
			"one.test:$port" &&
		[ $rc = 2 ] && grep "\"code\":\"$3\"" out' "$2"
}
at() {
	listen "$@"
	where="caIssuers;URI:http://127.0.0.1:$tls_port/x"
}
at aiajunk 'say:HTTP/1.0 200 OK\r\n\r\njunk'
aia 'a server of junk' incomplete_chain "$where"
at aiaendless 'say:HTTP/1.0 200 OK\r\n\r\n\30\84\7f\ff\ff\ff' "endless:$x64"
aia 'a server without end' incomplete_chain "$where"
at aiaheader 'say:HTTP/1.0 200 OK\r\n' 'endless:X: y\r\n'
aia 'headers without end' incomplete_chain "$where"
at aiamute stay
aia 'a silent server' timeout "$where"
at aiacircle line line line "say:HTTP/1.0 302 Found\r\nLocation: /x\r\n\r\n"
aia 'circles' incomplete_chain "$where"
at aianone bytes:1
aia 'an address with a NUL' incomplete_chain "$where@y" nul
aia 'an address with a line feed' incomplete_chain \
	"DER:$(perl -e 'my $u = "http://127.0.0.1:$ARGV[0]/\r\nX: y";
		my $n = length $u; print unpack "H*", pack("C*", 0x30, $n + 14, 0x30, $n + 12, 6, 8,
			0x2b, 6, 1, 5, 5, 7, 0x30, 2, 0x86, $n) . $u' "$tls_port")"
t 'odd addresses are not asked' '
	cat "$TLS/aianone.heard" && [ "$(wc -l <"$TLS/aianone.heard")" = 1 ]'

# Secrets: of keys, words for them, keys known beforehand.
secret=hunter2hunter2
tls_key mine && openssl pkey -in "$TLS/mine.key" -aes128 -passout "pass:$secret" \
	-out "$TLS/locked.key" && tls_cert mine middle /CN=mine && echo "$secret" >"$TLS/word" &&
	cat "$TLS/mine.pem" "$TLS/mine.key" >"$TLS/both.pem" &&
	sed 's/^M/-/' "$TLS/mine.key" >"$TLS/broken.key" &&
	key=$(sed -n 2p "$TLS/mine.key" | cut -c 1-40) || exit
# mum OPTION...: nothing of them is told, whatever becomes of it
mum() {
	probe -connect 127.0.0.1:1 "$@" && ! grep -i -e hunter2 -e "$key" -e deadbeefdead out err
}
t 'secrets are not told' '
	cert="-cert $TLS/mine.pem"
	for args in "$cert -key $TLS/locked.key -pass pass:$secret" \
		"$cert -key $TLS/locked.key -pass pass:x$secret" "$cert -key $TLS/mine.key" \
		"$cert -key $TLS/locked.key -pass $secret" \
		"$cert -key $TLS/locked.key -pass foo:$secret" \
		"$cert -key $TLS/locked.key -pass file:$TLS/word" "-cert $TLS/mine.key" \
		"-cert $TLS/both.pem" "$cert -key $TLS/broken.key" "-key $TLS/both.pem" \
		"-cert $TLS/broken.key -key $TLS/mine.key" "-CAfile $TLS/mine.key" \
		"-CRL $TLS/mine.key" "-cert_chain $TLS/mine.key $cert -key $TLS/mine.key" \
		"-sess_in $TLS/mine.key" "-psk_session $TLS/mine.key" \
		"-ctlogfile $TLS/mine.key -ct" \
		"-xcert $TLS/mine.pem -xkey $TLS/broken.key" "-requestCAfile $TLS/mine.key" \
		"-psk deadbeefdeadbeef -brief" "-psk deadbeefdeadbeef0 -tls1_2" "-psk $secret" \
		"-psk deadbeefdeadbeef -msg" "-psk deadbeefdeadbeef -trace" \
		"-srpuser me -srppass pass:$secret -tls1_2" "-srpuser me -srppass $secret" \
		"-proxy 127.0.0.1:9 -proxy_user me -proxy_pass pass:$secret" \
		"-proxy 127.0.0.1:1 -proxy_user me -proxy_pass $secret" \
		"-keylogfile keys -brief" "-sess_out session -brief" "-writerand rand -brief"; do
		mum $args || exit
	done'
t 'nor by --check' '
	for args in "-cert $TLS/mine.pem -key $TLS/locked.key -pass pass:$secret" \
		"-cert $TLS/mine.pem -key $TLS/locked.key -pass pass:x$secret" \
		"-psk deadbeefdeadbeef" "-srpuser me -srppass pass:$secret" "-keylogfile keys"; do
		probe --check --json $args one.test:1 &&
			! grep -i -e hunter2 -e "$key" -e deadbeefdead -e secret -e master \
				out err || exit
	done'
t 'secrets of the session go where they were asked to go' '
	probe -connect 127.0.0.1:1 -brief -keylogfile keys -sess_out session -tls1_2 &&
	[ $rc = 0 ] && grep "^CLIENT_RANDOM " keys && grep "BEGIN SSL SESSION" session &&
	master=$(sed -n "s/^CLIENT_RANDOM [^ ]* //p" keys) && [ -n "$master" ] &&
	! grep -i "$master" out err'
t 'a key that may not be read' '
	chmod 600 "$TLS/mine.key" && chmod 755 . &&
	lab_in n setpriv --reuid 65534 --regid 65534 --clear-groups "$BIN/sslprobe" -brief \
		-connect 127.0.0.1:1 -cert "$TLS/mine.pem" -key "$TLS/mine.key" >out 2>&1 </dev/null
	rc=$?
	cat out
	[ $rc = 1 ] && grep "^Could not open .* client certificate private key" out &&
	grep "Permission denied" out'
finish
