#!/bin/sh
# What few ask for, beside openssl s_client: SRP of a server that does not know it, stapled answers,
# CRLs from the network, certificates asked for later, engines, asynchronous work.

. "${0%/*}/../tap.sh"
need_tool perl
. "$TOP/tests/diff/tls_lab.sh"

# differs PORT SCRIPT OPTION...: like run, but for what the script makes of the oracle's words.
differs() {
	port=$1 script=$2
	shift 2
	same ${script:+-d "$script"} "port $port: $*" s_client -connect "127.0.0.1:$port" "$@"
}
failed='s/^= 0/= 1/'

# Passwords over the wire that are none (RFC 5054), for a server that has not heard of it.
tls_server n 1 -cert self.pem -key self.key -tls1_2 -rev || exit
for args in '-srpuser user -srppass pass:secret' '-srpuser user' '-srppass pass:secret' \
	'-srpuser user -srppass pass:secret -srp_strength 2048 -srp_moregroups' \
	'-srpuser user -srppass pass:secret -srp_lateuser' '-srpuser user -srppass env:NOPE'; do
	# shellcheck disable=SC2086 # words
	run 1 $args -cipher SRP-AES-256-CBC-SHA:@SECLEVEL=0 -tls1_2
	# shellcheck disable=SC2086 # words
	run 1 $args -cipher ALL:SRP:@SECLEVEL=0 -brief
done
run 1 -srpuser user -srppass pass:secret -tls1_3
run 1 -srpuser user -srppass pass:secret -cipher ALL:SRP:@SECLEVEL=0 -trace

hex() {
	od -An -v -tx1 | tr -d ' \n'
}

# Stapled answers (OCSP, RFC 6960).
(
	cd "$TLS" && serial=$(openssl x509 -in server.pem -noout -serial) &&
		printf 'V\t490101000000Z\t\t%s\tunknown\t/CN=one.test\n' "${serial#*=}" >ok.idx &&
		printf 'R\t490101000000Z\t260101000000Z\t%s\tunknown\t/CN=one.test\n' \
			"${serial#*=}" >revoked.idx || exit
	for kind in ok revoked; do
		openssl ocsp -issuer middle.pem -cert server.pem -no_nonce -reqout ocsp.req &&
			openssl ocsp -index $kind.idx -CA middle.pem -rsigner middle.pem \
				-rkey middle.key -reqin ocsp.req -respout $kind.der -ndays 30 ||
			exit
	done >/dev/null 2>&1
	printf '\060\003\012\001\003' >later.der
) || exit
set -- -cert server.pem -key server.key -cert_chain chain.pem -num_tickets 0 -rev
tls_server n 6 "$@" -status_file ok.der && tls_server n 7 "$@" -status_file revoked.der -tls1_2 &&
	tls_server n 8 "$@" -status_file later.der || exit
for port in 4 6 7 8; do
	run $port -status
done
run 6 -status -brief
run 7 -status -quiet -no_ign_eof -servername one.test
run 6 -status -tlsextdebug
run 7 -status -msg
run 6 -status -trace
run 6 -status -reconnect -tls1_2
run 7 -status -CAfile "$TLS/root.pem" -verify_return_error -brief

# CRLs: from a file, and from where the certificate says.
(
	cd "$TLS" && : >index && echo 01 >crlnumber && cat >crl.cnf <<-'EOT' || exit
		[ca]
		default_ca = it
		[it]
		database = index
		crlnumber = crlnumber
		default_md = sha256
		default_crl_days = 30
	EOT
	openssl ca -config crl.cnf -gencrl -cert root.pem -keyfile root.key -out empty.crl &&
		cp revoked.idx index &&
		openssl ca -config crl.cnf -gencrl -cert middle.pem -keyfile middle.key \
			-out revoked.crl &&
		openssl crl -in revoked.crl -outform DER -out revoked.crl.der &&
		openssl crl -in empty.crl -outform DER -out empty.crl.der &&
		cat empty.crl revoked.crl >both.crl
) 2>/dev/null || exit
set -f
# crl SCRIPT OPTION...: CAfile and files, and what the script makes of it
crl() {
	script=$1
	shift
	words=$(echo "$*" | sed "s,\([a-z]*\.\(crl\|pem\)\),$TLS/\1,g")
	# shellcheck disable=SC2086 # words
	differs 6 "$script" -CAfile "$TLS/root.pem" $words
}
crl "$failed" -CRL revoked.crl -crl_check
crl "$failed" -CRL revoked.crl.der -CRLform DER -crl_check
crl '' -CRL revoked.crl -CRLform DER -crl_check
crl '' -CRL revoked.crl.der -CRLform PEM -crl_check
crl "$failed" -CRL revoked.crl -crl_check_all
crl "$failed" -CRL empty.crl -crl_check
crl "$failed" -crl_check -brief
crl '' -CRL revoked.crl
crl '' -CRL revoked.crl -crl_check -verify_return_error
crl "$failed" -CRL revoked.crl -crl_check -verify 1 -extended_crl
crl "$failed" -CRL revoked.crl -crl_check -use_deltas
crl "$failed" -verifyCAfile root.pem -CRL revoked.crl -crl_check
crl "$failed" -crl_check -verifyCAfile both.crl
crl "$failed" -crl_check_all -CApath /

# From the network: one that fits, junk, an answer without one, no such address.
crl_at() {
	tls_talk n "$1" -p "$2" line line line "say:HTTP/1.0 $3\r\n\r\n$4" || exit
}
der=$(hex <"$TLS/revoked.crl.der" | sed 's/../\\&/g')
crl_at crl 8081 '200 OK\r\nContent-Type: application/pkix-crl' "$der"
crl_at crljunk 8082 '200 OK' junk
crl_at crlnone 8083 '404 Not Found' ''
port=10
for uri in http://127.0.0.1:8081/x http://127.0.0.1:8082/x http://127.0.0.1:8083/x \
	ftp://127.0.0.1/x 'http://[::1/x'; do
	port=$((port + 1))
	[ -e "$TLS/crl$port.key" ] || cp "$TLS/server.key" "$TLS/crl$port.key"
	tls_cert crl$port middle /O=Test/CN=one.test "crlDistributionPoints=URI:$uri" &&
		tls_server n $port -cert crl$port.pem -key crl$port.key -cert_chain middle.pem \
			-num_tickets 0 -rev || exit
	script=$failed
	[ "$port" -gt 11 ] || script=
	differs $port "$script" -CAfile "$TLS/root.pem" -crl_check -crl_download -brief
	run $port -CAfile "$TLS/root.pem" -crl_download -brief
done
(cd "$TLS" && printf 'R\t490101000000Z\t260101000000Z\t%s\tunknown\t/CN=one.test\n' "$(
	openssl x509 -in crl11.pem -noout -serial | cut -d = -f 2)" >index &&
	openssl ca -config crl.cnf -gencrl -cert middle.pem -keyfile middle.key 2>/dev/null |
	openssl crl -outform DER -out more.crl.der) || exit
# The next one is as good as the first, which s_client does not know.
crl_at again 8084 '200 OK' "$(hex <"$TLS/more.crl.der" | sed 's/../\\&/g')"
cp "$TLS/server.key" "$TLS/crl20.key" && tls_cert crl20 middle /O=Test/CN=one.test \
	"crlDistributionPoints=URI:ftp://x/,URI:http://127.0.0.1:8083/,URI:http://127.0.0.1:8084/" \
	-set_serial "0x$(openssl x509 -in "$TLS/crl11.pem" -noout -serial | cut -d = -f 2)" &&
	tls_server n 20 -cert crl20.pem -key crl20.key -cert_chain middle.pem -num_tickets 0 -rev ||
	exit
differs 20 "s/^!\(.*\)unable to get certificate CRL/!\1certificate revoked/; s/num=3/num=23/
	$failed" -CAfile "$TLS/root.pem" -crl_check -crl_download -brief

# A certificate that is asked for later (RFC 8446, section 4.6.2).
mkfifo "$TLS/later" && exec 8<>"$TLS/later" || exit
tls_input=$TLS/later tls_loud=-no_comp tls_server n 30 -cert self.pem -key self.key -tls1_3 \
	-num_tickets 0 -CAfile root.pem || exit
diff_chances=3
for args in '-enable_pha' '' "-enable_pha -cert $TLS/client.pem -key $TLS/client.key" \
	"-enable_pha -cert $TLS/client.pem -key $TLS/client.key -msg" \
	'-enable_pha -prexit -state'; do
	same -1 -x "a certificate later: $args" "(sleep 0.3; echo c >$TLS/later; sleep 0.4) |
		openssl s_client -connect 127.0.0.1:30 $args"
done

# The system's bundle, of which certificates are found by their subject: words and blanks between,
# another of the same name before, a name that is so long that the subject comes late, and one cut.
long=$(printf '%060d' 0)
tls_ca twin /O=Test/CN=Root && tls_ca long "/O=$long/OU=$long/OU=$long/OU=$long/CN=$long" &&
	tls_cert leaf long /CN=leaf &&
	tls_server n 50 -cert server.pem -key server.key -cert_chain chain.pem -rev &&
	tls_server n 51 -cert leaf.pem -key leaf.key -rev || exit
(
	cd "$TLS" && echo 'CAs: - all of them' && cat self.pem twin.pem && echo &&
		sed 's/$/\r/' root.pem && cat long.pem
) >"$TLS/bundle.pem" && sed '$d' "$TLS/bundle.pem" >"$TLS/cut.pem" || exit
for bundle in bundle cut twin none; do
	SSL_CERT_FILE=$TLS/$bundle.pem
	export SSL_CERT_FILE
	for port in 50 51; do
		[ $bundle = bundle ] && script= || script=$failed
		differs $port "$script" -brief -verify 3
	done
done
unset SSL_CERT_FILE

# Engines, work that is done elsewhere, and the way of records.
set -- -cert self.pem -key self.key -num_tickets 0 -rev
tls_server n 40 "$@" && tls_server n 41 "$@" -tls1_2 -client_renegotiation || exit
run 40 -engine loader_attic -brief
run 40 -engine dynamic -brief
run 40 -ssl_client_engine loader_attic -brief
run 40 -engine loader_attic -keyform ENGINE -key "$TLS/client.key" -cert "$TLS/client.pem" -brief
run 40 -engine loader_attic -key "$TLS/client.key" -cert "$TLS/client.pem" -brief
for port in 40 41; do
	for args in -async '-max_send_frag 512' '-split_send_frag 512' '-max_pipelines 2' \
		'-read_buf 20000' '-record_padding 512' -no_comp -comp -serverpref \
		-prioritize_chacha \
		-no_middlebox -strict -no_renegotiation -client_renegotiation \
		-no_resumption_on_reneg \
		-legacy_server_connect -no_legacy_server_connect -fallback_scsv -allow_no_dhe_kex \
		'-named_curve P-256' '-curves P-384' '-groups P-521:X25519' \
		'-sigalgs RSA+SHA512' '-client_sigalgs RSA+SHA512' \
		'-ciphersuites TLS_AES_128_GCM_SHA256' \
		-no_tls1_2 -no_tls1_3 '-no_ssl3 -no_tls1 -no_tls1_1' '-min_protocol TLSv1.3' \
		'-max_protocol TLSv1.2' -debug_broken_protocol -ignore_unexpected_eof; do
		# A sanitizer does not know of the stacks for that.
		[ "$args" != -async ] || ! sanitized "$BIN/sslprobe" || continue
		# shellcheck disable=SC2086 # words
		run $port $args -tlsextdebug
	done
done
finish
