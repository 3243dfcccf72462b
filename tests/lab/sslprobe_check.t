#!/bin/sh
# The checker's verdicts beside servers with one known fault each: a matrix with its truth column.

. "${0%/*}/../tap.sh"
need_root
need_tool ip openssl
. "$TOP/tests/lab/lab.sh"
. "$TOP/tests/lab/tls.sh"
[ -x "$BIN/sslprobe" ] || skip_all "not built: $BIN/sslprobe"

lab_new && lab_node n && lab_ip n link set lo up && lab_etc n hosts <<-'EOT' || exit
	127.0.0.1 localhost one.test
	127.0.0.1 both.test
	::1 both.test
EOT

san='subjectAltName=DNS:one.test,DNS:both.test,IP:127.0.0.1'
v3='basicConstraints=critical,CA:true'
tls_ca root && tls_cert middle root /CN=Middle "$v3" -days 3000 &&
	tls_ca other && tls_ca self /CN=one.test &&
	tls_cert good middle /CN=one.test "$san" -days 90 &&
	tls_cert short middle /CN=one.test "$san" &&
	tls_cert named middle /CN=elsewhere.test 'subjectAltName=DNS:elsewhere.test' -days 90 &&
	tls_cert foreign other /CN=one.test "$san" -days 90 &&
	tls_cert sha1 middle /CN=one.test "$san" -sha1 -days 90 &&
	tls_cert second middle /CN=one.test "$san" -days 90 &&
	tls_key weak -algorithm RSA -pkeyopt rsa_keygen_bits:1024 &&
	tls_cert weak middle /CN=one.test "$san" -days 90 || exit
tls_from=20200101000000Z tls_to=20210101000000Z
tls_cert expired middle /CN=one.test "$san" && tls_cert oldmiddle root /CN=OldMiddle "$v3" || exit
tls_from=20400101000000Z tls_to=20410101000000Z
tls_cert early middle /CN=one.test "$san" || exit
tls_from='' tls_to=''
tls_cert below oldmiddle /CN=one.test "$san" -days 90 &&
	tls_cert hostile middle "$(printf '/CN=\033[2J\342\200\256evil.test')" \
		"subjectAltName=DNS:$(printf 'x\033[2J.test')" -days 90 || exit

# The revoked one: in a CRL, and in an OCSP response.
revoke() {
	cd "$TLS" || return
	serial=$(openssl x509 -in good.pem -noout -serial | sed 's/.*=//')
	printf 'R\t490101000000Z\t260101000000Z\t%s\tunknown\t/CN=one.test\n' "$serial" >revoked.idx
	openssl ocsp -issuer middle.pem -cert good.pem -no_nonce -reqout ocsp.req &&
		openssl ocsp -index revoked.idx -CA middle.pem -rsigner middle.pem \
			-rkey middle.key -reqin ocsp.req -respout revoked.der -ndays 30 || return
	cp revoked.idx index &&
		printf '[ca]\ndefault_ca=it\n[it]\ndatabase=%s/index\n' "$TLS" >crl.cnf &&
		openssl ca -config crl.cnf -gencrl -crldays 30 -md sha256 -cert middle.pem \
			-keyfile middle.key -out crl.pem
}
(revoke >/dev/null 2>&1) || exit
openssl x509 -in "$TLS/middle.pem" -outform DER -out "$TLS/middle.der" || exit
der=$(od -An -v -tx1 "$TLS/middle.der" | tr -d '\n' | sed 's/ /\\/g')
tls_talk n aia "until:$(printf '\r\n\r')" line \
	'say:HTTP/1.0 200 OK\r\nContent-Type: application/pkix-cert\r\n\r\n' "say:$der" &&
	tls_cert aia middle /CN=one.test "$san
authorityInfoAccess=caIssuers;URI:http://127.0.0.1:$tls_port/middle.der" -days 90 || exit

serve() {
	port=$1 name=$2
	shift 2
	tls_server n "$port" -cert "$name.pem" -key "$name.key" -num_tickets 0 "$@" || exit
}
with="-cert_chain $TLS/middle.pem"
# shellcheck disable=SC2086 # options
{
	serve 11 good $with -alpn h2,http/1.1 -WWW
	serve 12 expired $with
	cat "$TLS/oldmiddle.pem" >"$TLS/oldchain.pem" && serve 13 below -cert_chain oldchain.pem
	serve 14 named $with
	cat "$TLS/root.pem" "$TLS/middle.pem" >"$TLS/order.pem" &&
		serve 15 good -cert_chain order.pem
	serve 16 good
	serve 17 aia
	serve 18 sha1 $with -cipher DEFAULT@SECLEVEL=0
	serve 19 weak $with -cipher DEFAULT@SECLEVEL=0
	serve 20 good $with -status_file "$TLS/revoked.der"
	serve 21 good $with -Verify 1 -tls1_2
	serve 22 good $with -Verify 1 -tls1_3
	serve 23 good $with -tls1 -cipher DEFAULT@SECLEVEL=0
	serve 24 good $with -tls1_3
	serve 25 early $with
	serve 26 self
	serve 27 foreign -cert_chain "$TLS/other.pem"
	serve 28 short $with
	serve 29 hostile $with
	serve 31 good $with -verify 1
	serve '[::1]:32' second $with
	serve 127.0.0.1:32 good $with
	serve 33 good $with -tls1_2 -cipher PSK -psk 12 -nocert
}

hello='\16\03\03\00\2a\02\00\00\26\03\03AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\00\c0\2f\00'
tls_talk n smtp 'say:220 mail.test ESMTP\r\n' stay && smtp=$tls_port &&
	tls_talk n http hello 'say:HTTP/1.1 400 Bad Request\r\n\r\n' stay && http=$tls_port &&
	tls_talk n silent stay && silent=$tls_port &&
	tls_talk n reset hello reset && reset=$tls_port &&
	tls_talk n closes hello && closes=$tls_port &&
	tls_talk n drip drip:1000:11 && drip=$tls_port &&
	tls_talk n endless hello "say:$hello" 'endless:\16\03\03\00\04\00\00\00\00' &&
	endless=$tls_port &&
	tls_talk n huge hello "say:$hello" 'say:\16\03\03\40\00\0b\98\96\80' fill:16380 stay &&
	huge=$tls_port && tls_talk n cut cut:500:11 && cut=$tls_port &&
	tls_talk n alert hello 'say:\15\03\03\00\02\02\70' stay && alert=$tls_port &&
	tls_talk n starttls 'say:220 hi\r\n' line 'say:250 STARTTLS\r\n' line \
		'say:220 go\r\n' relay:11 &&
	starttls=$tls_port && tls_talk n refuses 'say:220 hi\r\n' line 'say:250 x\r\n' line \
		'say:454 no\r\n' && refuses=$tls_port &&
	tls_talk n names hello bytes:1 && names=$tls_port &&
	tls_talk n hears bytes:390 && hears=$tls_port || exit

# check STATUS CODES WHAT TARGET OPTION...: the exit status, and the findings, sorted, with blanks.
check() {
	status=$1 codes=$2 what=$3
	shift 3
	t "$what: $codes" '
		shift 3
		lab_in n timeout -s KILL 30 "$BIN/sslprobe" --check --json --timeout "${wait:-10}" \
			-CAfile "$TLS/root.pem" "$@" >out 2>err
		rc=$?
		cat out err
		found=$(grep -o "\"code\":\"[a-z_]*\"" out |
			sed "s/.*:\"//; s/\"//" | sort | tr "\n" " ")
		echo "status $rc, found: $found"
		[ "$rc" = "$status" ] && [ "${found% }" = "$codes" ] && [ ! -s err ] &&
		"$BUILD/tests/lab/jsonlines" <out' - "$@"
}

# The truth: exit status, findings, fault.
check 0 '' 'nothing wrong' one.test:11
check 0 '' 'nothing wrong, by address' 127.0.0.1:11
check 2 'expired' 'the leaf has expired' one.test:12
check 2 'expired' 'an intermediate has expired' one.test:13
check 2 'wrong_name' 'another name' one.test:14
check 2 'wrong_name' 'no name for the address' 127.0.0.1:14
check 1 'wrong_order' 'the chain in another order' one.test:15
check 2 'incomplete_chain' 'an intermediate is missing' one.test:16
check 2 'incomplete_chain' 'missing, but AIA has it' one.test:17
check 2 'weak_signature' 'signed with SHA-1' one.test:18
check 2 'weak_key' 'RSA of 1024 bits' one.test:19
check 2 'revoked' 'revoked, stapled' one.test:20
check 2 'revoked' 'revoked, in a CRL' -CRL "$TLS/crl.pem" -crl_check one.test:11
check 3 'no_crl' 'no CRL where one is asked for' -crl_check one.test:11
check 2 'client_certificate' 'a client certificate, TLS 1.2' one.test:21
check 2 'client_certificate' 'a client certificate, TLS 1.3' one.test:22
check 0 '' 'a client certificate, not needed' one.test:31
check 2 'old_protocol' 'only TLS 1.0' one.test:23
check 0 '' 'only TLS 1.3' one.test:24
check 2 'protocol_refused' 'only TLS 1.3, and we offer 1.2' -tls1_2 one.test:24
check 2 'not_yet_valid' 'not yet valid' one.test:25
check 2 'self_signed' 'self-signed' one.test:26
check 2 'unknown_ca' 'a root that nobody trusts' one.test:27
check 0 '' 'expires in 29 days: the limit is 28' one.test:28
check 1 'expires_soon' 'expires in 29 days, warned of' --warn 40 one.test:28
check 2 'expires_soon' 'expires in 29 days, critical' --crit 40 one.test:28
check 2 'wrong_name' 'hostile names' one.test:29
check 1 'other_certificate' 'two addresses, two certificates' both.test:32
check 2 'protocol_refused' 'no cipher in common' one.test:33
check 2 'plain_text' 'plain SMTP' "one.test:$smtp"
check 2 'plain_text' 'plain HTTP' "one.test:$http"
check 2 'cut' 'a reset behind the ClientHello' "one.test:$reset"
check 2 'cut' 'closed behind the ClientHello' "one.test:$closes"
check 2 'cut' 'closed in the middle' "one.test:$cut"
check 2 'alert' 'an alert' "one.test:$alert"
check 2 'no_connection' 'nobody there' one.test:9
check 2 'tls_error' 'a certificate message of 10 MB' "one.test:$huge"
check 0 '' 'STARTTLS' -starttls smtp "one.test:$starttls"
check 2 'starttls_refused' 'STARTTLS refused' -starttls smtp "one.test:$refuses"
check 3 'no_address' 'no such host' nosuch.test
check 3 'no_address' 'no target' one.test:x:y
wait=2
check 2 'timeout' 'silent' "one.test:$silent"
check 2 'timeout' 'one byte a second' "one.test:$drip"
check 2 'timeout' 'an endless handshake' "one.test:$endless"
check 2 'expired timeout' 'several targets: the worst of all' one.test:11 \
	"one.test:$silent" one.test:12
wait=''

run() {
	lab_in n timeout -s KILL 30 "$BIN/sslprobe" --check -CAfile "$TLS/root.pem" "$@"
}
t 'plain text names the -starttls to use' 'run "one.test:$smtp" | grep "SMTP: try -starttls smtp"'
t 'an alert by its name' 'run "one.test:$alert" | grep "alert unrecognized_name"'
t 'AIA completes the chain, and is told so' 'run one.test:17 | grep "AIA completes the chain"'
t 'the report is readable' '
	run one.test:11 >out; cat out
	grep "one.test port 11 at 127.0.0.1: OK" out &&
	grep "TLSv1.3, TLS_AES_256_GCM_SHA384" out &&
	grep "0 CN = one.test" out && grep "names  one.test, both.test, 127.0.0.1" out &&
	grep "issuer CN = Middle" out && grep "EC 256 bits" out && grep "89 days left" out'
t 'ALPN as agreed' 'run -alpn h2 one.test:11 | grep "ALPN h2"'
t 'names from certificates do not act on a terminal' '
	run one.test:29 >out; cat -v out; ! grep -q "$(printf "\033")" out &&
	grep -q "evil.test" out'
t '--pem writes the chain' '
	run --pem chain.pem one.test:11 >/dev/null && [ "$(grep -c BEGIN chain.pem)" = 2 ] &&
	cat "$TLS/good.pem" "$TLS/middle.pem" | grep -v "^ " | cmp - chain.pem'
t '--pem into nowhere' 'run --pem /nodir/x one.test:11; [ $? = 3 ]'
t 'an address is never sent as SNI, a name is' '
	run "127.0.0.1:$hears" --timeout 2 >/dev/null; run "one.test:$hears" --timeout 2 >/dev/null
	cat "$TLS/hears.heard"; grep -q one.test "$TLS/hears.heard" &&
	! grep -q "127.0.0.1" "$TLS/hears.heard"'
t 'both addresses are checked' '[ "$(run both.test:32 | grep -c " port 32 at ")" = 2 ]'
t 'IPv6 only' 'run -6 both.test:32 >out; cat out; ! grep "127.0.0.1:" out && grep "at ::1: OK" out'
t 'a full disk is an error' 'run one.test:11 >/dev/full; [ $? = 3 ]'
t 'a deadline holds inside the library' '
	start=$(date +%s)
	LD_PRELOAD=$BUILD/tests/lab/preload/spin_verify.so run --timeout 1 one.test:11 >out
	rc=$?; cat out; [ $rc = 2 ] && grep timeout out && [ $(($(date +%s) - start)) -le 10 ]'
t 'likewise for a session' '
	! LD_PRELOAD=$BUILD/tests/lab/preload/spin_verify.so lab_in n timeout -s KILL 20 \
		"$BIN/sslprobe" --timeout 1 -connect 127.0.0.1:11 -brief 2>err; cat err
	grep "time is up" err'
t 'without --check its options are refused' '
	! "$BIN/sslprobe" --json -connect 127.0.0.1:11 2>err && grep "go with --check" err'
t 'a host is needed' '! "$BIN/sslprobe" --check 2>err && grep "needs a host" err'
finish
