#!/bin/sh
# The texts of a session beside openssl s_client: what was negotiated, the chain, verification.

. "${0%/*}/../tap.sh"
. "$TOP/tests/diff/tls_lab.sh"

tls_server n 1 -cert self.pem -key self.key -tls1_2 -rev &&
	tls_server n 2 -cert self.pem -key self.key -tls1_3 -num_tickets 0 -rev &&
	tls_server n 3 -cert self.pem -key self.key -Verify 1 -CAfile root.pem -rev \
		-num_tickets 0 &&
	tls_server n 4 -cert server.pem -key server.key -cert_chain chain.pem \
		-CAfile root.pem -rev -num_tickets 0 &&
	tls_server n 5 -cert server.pem -key server.key -rev -num_tickets 0 -alpn h2,smtp \
		-nextprotoneg x,y -servername other.test -cert2 self.pem -key2 self.key || exit

one='-connect 127.0.0.1:1' two='-connect 127.0.0.1:2'
# run SERVER OPTION...: both, with those options.
run() {
	port=$1
	shift
	same "port $port: $*" s_client -connect "127.0.0.1:$port" "$@"
}

run 1
run 2
run 1 -brief
run 2 -brief
run 1 -showcerts
run 4
run 4 -showcerts
run 4 -CAfile "$TLS/root.pem"
run 4 -CAfile "$TLS/root.pem" -brief -servername one.test
run 4 -CAfile "$TLS/root.pem" -verify_quiet
run 4 -CAfile "$TLS/server.pem" -partial_chain
run 4 -verify_quiet -no-CAfile -no-CApath -no-CAstore
run 4 -verifyCAfile "$TLS/root.pem" -brief
run 5 -brief
run 5 -alpn h2
run 5 -alpn 'x,,h2'
run 5 -nextprotoneg y -tls1_2
run 5 -nextprotoneg z -tls1_2
run 5 -servername other.test
run 5 -noservername
diff_chances=3
same -1 -x 'port 3' '(sleep 1) | openssl s_client -connect 127.0.0.1:3'
run 3 -tls1_2
run 3 -cert "$TLS/client.pem" -key "$TLS/client.key" -tls1_2
same -1 -x 'port 3: -brief' '(sleep 1) | openssl s_client -connect 127.0.0.1:3 -brief'
run 3 -cert "$TLS/client.pem" -key "$TLS/client.key" -brief
run 1 -reconnect
run 1 -prexit
run 1 -cipher DHE-RSA-AES128-SHA
run 1 -cipher AES128-SHA256
run 1 -cipher ECDHE-RSA-AES256-GCM-SHA384 -groups P-256
run 1 -tls1_3
run 2 -tls1_2
run 1 -tls1_2
run 1 -keymatexport label -keymatexportlen 5
run 1 -no_etm -cipher AES128-SHA
run 1 -no_ticket
run 1 -bugs
run 1 -legacy_renegotiation
run 1 -state
run 2 -state
run 1 -msg
run 2 -msg
run 1 -tlsextdebug
run 2 -tlsextdebug
run 5 -tlsextdebug -servername other.test -alpn smtp
run 1 -debug
run 1 -brief -debug -prexit
run 1 -quiet -no_ign_eof -debug -servername x -reconnect
run 1 -quiet -no_ign_eof -msg -servername x
run 1 -brief -trace
run 1 -brief -tlsextdebug -status -alpn x -showcerts
run 1 -tls1_3 -debug -prexit
run 1 -tls1_3 -brief -prexit
run 9 -prexit
run 2 -trace
run 1 -status
same -x 'port 1: -nbio' "openssl s_client $one -nbio | grep -v ' BLOCK'"
run 1 -security_debug
run 2 -security_debug_verbose
run 1 -serverinfo 5,18,700
run 1 -nameopt multiline
run 1 -nameopt RFC2253
run 1 -nameopt compat
run 1 -nameopt 'oneline,-space_eq,sep_semi_plus_space'
run 1 -maxfraglen 512
run 1 -attime 1000000000
run 1 -attime 4000000000
run 4 -CAfile "$TLS/root.pem" -verify_depth 0
run 4 -CAfile "$TLS/root.pem" -x509_strict
run 4 -CAfile "$TLS/root.pem" -purpose sslclient
run 4 -CAfile "$TLS/root.pem" -policy_check -policy 1.2.3 -explicit_policy
run 4 -CAfile "$TLS/root.pem" -verify_hostname one.test
run 4 -CAfile "$TLS/root.pem" -verify_ip 127.0.0.1
run 1 -verify_return_error
run 4 -verify_return_error -no-CAfile -no-CApath
run 1 -verify_return_error -brief
same 'an address of IPv6 in brackets' s_client -connect '[::1]:1' -brief
same 'a name, IPv4 only' s_client -connect both.test:1 -4 -brief
same 'a name, IPv6 only' s_client -connect both.test:1 -6 -brief
same -x 'both streams in one file' 'openssl s_client '"$one"' 2>&1'
same -x 'likewise, and all messages' 'openssl s_client '"$one"' -msg -state 2>&1'
same -x 'likewise, TLS 1.3' 'openssl s_client '"$two"' -tlsextdebug -state 2>&1'
finish
