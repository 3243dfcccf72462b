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
	perl -e 'local $/; $_ = <>; exit(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]|
		(?<![\xc2-\xf4\x80-\xbf])[\x80-\xbf]/x ? 1 : 0)' "$1"
}
t 'what acts on a terminal is found' '
	printf "a\302\240b\n\t\303\244\n" >good && calm good || exit
	for bytes in "\033[2J" "\302\233" "\342\200\256" "a\000b" "\233" "\177"; do
		printf "$bytes" >bad && ! calm bad || exit
	done'

# Names of certificates: made to act, to begin a line of ours, to end where they do not (NUL, patched
# into what is signed), and too long.
v3='basicConstraints=critical,CA:true'
tls_ca root && tls_cert middle root /CN=Middle "$v3" || exit
# nul NAME: each @ becomes a NUL
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
			$tbs =~ tr/@/\0/;
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
		probe -connect 127.0.0.1:$port -brief -CAfile "$TLS/root.pem" -verify_hostname one.test &&
			[ $rc = 1 ] && grep "num=62:hostname mismatch" err &&
			! grep "^Verified peername" err || exit
	done
	probe -connect 127.0.0.1:13 && [ $rc = 0 ] && grep "CN = one.test\\\\00evil.test" out'
t 'names of 64 KB, and a thousand of them' '
	for port in 15 16 17; do
		for args in "" -brief "-CAfile $TLS/root.pem -verify_hostname one.test -verify 1"; do
			probe -connect 127.0.0.1:$port $args && [ $rc = 0 ] &&
				[ "$(wc -c <out)" -lt 400000 ] || exit
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
finish
