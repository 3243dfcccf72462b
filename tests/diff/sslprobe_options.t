#!/bin/sh
# Options beside openssl s_client that no other of these files is about: verification's flags,
# files that are written, folders and stores.
# shellcheck disable=SC2016 # what test bodies call by eval

. "${0%/*}/../tap.sh"
. "$TOP/tests/diff/tls_lab.sh"

ca='basicConstraints=critical,CA:true'
tls_cert policy root /O=Test/CN=Policy "$ca
certificatePolicies=1.2.3
policyConstraints=requireExplicitPolicy:0" && cp "$TLS/server.key" "$TLS/with.key" &&
	tls_cert with policy /O=Test/CN=one.test 'certificatePolicies=1.2.3
subjectAltName=DNS:one.test,email:me@one.test' && cp "$TLS/server.key" "$TLS/odd.key" &&
	tls_cert odd root /O=Test/CN=one.test '1.2.3.4=critical,ASN1:NULL' &&
	tls_key p384 -algorithm EC -pkeyopt ec_paramgen_curve:P-384 && tls_ca p384 /CN=suiteb &&
	tls_key p256 && tls_ca p256 /CN=suiteb && cp "$TLS/server.key" "$TLS/old.key" &&
	tls_from=20200101000000Z tls_to=20210101000000Z tls_cert old root /CN=one.test &&
	cat "$TLS/with.pem" "$TLS/policy.pem" >"$TLS/all.pem" && mkdir "$TLS/folder" &&
	cat "$TLS/policy.pem" "$TLS/root.pem" >"$TLS/both.pem" &&
	cp "$TLS/root.pem" "$TLS/folder/$(openssl x509 -in "$TLS/root.pem" -noout -hash).0" ||
	exit
set -- -num_tickets 0 -rev
tls_server n 1 -cert self.pem -key self.key -tls1_2 "$@" &&
	tls_server n 2 -cert with.pem -key with.key -cert_chain policy.pem "$@" &&
	tls_server n 3 -cert odd.pem -key odd.key "$@" &&
	tls_server n 4 -cert p384.pem -key p384.key "$@" &&
	tls_server n 5 -cert p256.pem -key p256.key "$@" &&
	tls_server n 6 -cert old.pem -key old.key "$@" &&
	tls_server n 7 -cert self.pem -key self.key -Verify 1 -verify_return_error \
		-CAfile root.pem -tls1_2 "$@" &&
	tls_server n 8 -cert self.pem -key self.key -cipher ALL:@SECLEVEL=0 -tls1_1 "$@" || exit

# run PORT OPTION...: both, with those options, and our root.
run() {
	port=$1
	shift
	same "port $port: $*" s_client -connect "127.0.0.1:$port" -CAfile "$TLS/root.pem" "$@"
}
# fails: likewise; what was asked for fails, and is no success.
fails() {
	port=$1
	shift
	same -d 's/^= 0/= 1/' "port $port: $*" s_client -connect "127.0.0.1:$port" \
		-CAfile "$TLS/root.pem" "$@"
}
for args in -policy_print '-policy_print -policy 1.2.3' '-policy_print -policy 1.2.4' \
	'-policy 1.2.4 -explicit_policy' '-policy_check -inhibit_any -inhibit_map' \
	'-policy_print -brief' -check_ss_sig -trusted_first -no_alt_chains -issuer_checks \
	-allow_proxy_certs '-auth_level 1' '-auth_level 5' '-auth_level -1' '-auth_level 9' \
	'-verify_name ssl_server' '-verify_name smime_sign' '-purpose smimesign' \
	'-verify_email me@one.test' -x509_strict '-verify_depth 1' '-verify_hostname one.test'; do
	# shellcheck disable=SC2086 # words
	run 2 $args
done
fails 2 -verify_email you@one.test
fails 2 -verify_email ''
fails 2 -verify_ip ::1 -brief
run 2 -verify_ip ::1 -verify_return_error
run 3
run 3 -ignore_critical
run 3 -verify_return_error -state
for port in 4 5 1; do
	for args in -suiteB_128_only -suiteB_128 -suiteB_192; do
		run "$port" $args -CAfile "$TLS/p384.pem" -brief
	done
done
run 6
run 6 -no_check_time
fails 6 -attime 1600000000 -verify 2
fails 6 -attime 1500000000 -verify 2 -verify_quiet
run 8 -tls1_1
run 8 -tls1_1 -cipher ALL:@SECLEVEL=0
run 8 -tls1_1 -cipher ALL:@SECLEVEL=0 -no_tls1_1
run 8 -tls1 -cipher ALL:@SECLEVEL=0

# Stores by folder and by address, for them and for us.
own="-cert $TLS/with.pem -key $TLS/with.key"
for args in "-verifyCApath $TLS/folder" "-verifyCApath /nosuch" "-verifyCAstore file:$TLS/folder" \
	"-CAstore file:$TLS/root.pem" "-CApath $TLS/folder" "-no-CAfile -CApath $TLS/folder"; do
	# shellcheck disable=SC2086 # words
	same "port 2: $args" s_client -connect 127.0.0.1:2 $args
done
for args in '' -build_chain "-build_chain -chainCApath $TLS/folder" \
	"-cert_chain $TLS/policy.pem -build_chain -chainCApath $TLS/folder" \
	"-cert_chain $TLS/both.pem -build_chain" \
	"-cert_chain $TLS/policy.pem -build_chain -chainCAstore $TLS/root.pem" \
	"-chainCApath /nosuch" "-cert_chain $TLS/policy.pem" '-certform DER' \
	'-certform PEM -keyform PEM' \
	"-requestCAfile $TLS/root.pem"; do
	# shellcheck disable=SC2086 # words
	same "port 7: our own, $args" s_client -connect 127.0.0.1:7 -brief $own $args
	# shellcheck disable=SC2086 # words
	same "port 7: our own, -msg $args" s_client -connect 127.0.0.1:7 -msg $own $args
done
for args in '-xcertform DER' '-xcertform PEM -xkeyform DER' '-xcertform FOO' \
	"-xcert $TLS/p256.pem -xkey $TLS/p256.key" \
	"-xchain $TLS/policy.pem" -xchain_build "-xchain $TLS/policy.pem -xchain_build"; do
	# shellcheck disable=SC2086 # words
	same "port 7: $args" s_client -connect 127.0.0.1:7 -brief -xcert "$TLS/with.pem" \
		-xkey "$TLS/with.key" $args
done

# Files that are written.
diff_world=who=@
same -x 'a log of keys' 'openssl s_client -connect 127.0.0.1:2 -brief -keylogfile $who.keys
	openssl s_client -connect 127.0.0.1:1 -brief -keylogfile $who.keys
	sed "s/ [0-9a-f ]*$/ HEX/" $who.keys'
same -x 'messages in a file' 'openssl s_client -connect 127.0.0.1:1 -brief -msg -msgfile $who.msg
	cat $who.msg'
same -x 'a trace in a file' 'openssl s_client -connect 127.0.0.1:1 -trace -msgfile $who.msg
	cat $who.msg'
same -x 'a file for nothing' 'openssl s_client -connect 127.0.0.1:1 -brief -msgfile $who.msg
	wc -c <$who.msg'
same -x 'random data' 'openssl s_client -connect 127.0.0.1:1 -brief -writerand $who.rand
	wc -c <$who.rand'
same 'random data, nowhere' s_client -connect 127.0.0.1:1 -brief -writerand /nodir/x
same 'random data, and no connection' s_client -connect 127.0.0.1:9 -brief -writerand /nodir/x
same 'a folder of providers' s_client -connect 127.0.0.1:1 -brief -provider-path /nosuch \
	-provider default
same 'a folder that lacks it' s_client -connect 127.0.0.1:1 -brief -provider-path /nosuch \
	-provider legacy
same 'providers that are asked for' s_client -connect 127.0.0.1:1 -brief \
	-propquery provider=default -provider default
# Bits and pieces; how often a call falls short is chance. With a socket that blocks s_client hangs
# at times, and ours does not.
diff_chances=5
for port in 1 2; do
	at="-connect 127.0.0.1:$port -nbio -nbio_test"
	same -x "bits and pieces: $at" "openssl s_client $at | grep -v ' BLOCK$'"
	same -x "bits and pieces, -brief: $at" "openssl s_client $at -brief"
	same -x "which calls fall short: $at" "openssl s_client $at | grep ' BLOCK$' |
		grep -v '^read W' | sort -u"
	t "bits and pieces of a socket that blocks: $port" '
		for try in 1 2 3 4; do
			(sleep 0.1; echo hello; sleep 0.1) | lab_in n timeout 20 "$BIN/sslprobe" \
				-connect 127.0.0.1:$port -nbio_test -brief >out 2>err
			rc=$?
			cat out err
			[ $rc = 0 ] && grep "^CONNECTION ESTABLISHED$" err && grep "^olleh$" out &&
				grep "^DONE$" err || exit
		done'
done
t 'bits and pieces from a silent server: it waits, and does not spin' '
	tls_talk n mute stay || exit
	lab_in n timeout 2 "$BIN/sslprobe" -connect "127.0.0.1:$tls_port" -nbio -nbio_test >out 2>&1
	wc -l <out && [ "$(wc -l <out)" -lt 200 ]'
finish
