#!/bin/sh
# DTLS beside openssl s_client: sessions over UDP, sizes of packets, packets that get lost.
# shellcheck disable=SC2016 # what test bodies call by eval

. "${0%/*}/../tap.sh"
. "$TOP/tests/diff/tls_lab.sh"

# A server serves one at a time, and is deaf for half a second behind each: so the two have servers
# of their own, and these have a twin (10 ports higher) that serves every other session.
lab_node m && lab_ip m link set lo up && diff_at n m || exit
tls_input=$TLS/silence
for node in n m; do
	for port in 1 11; do
		tls_server $node $port -cert self.pem -key self.key -dtls &&
			tls_server $node $((port + 1)) -cert self.pem -key self.key -dtls1 \
				-cipher ALL:@SECLEVEL=0 &&
			tls_server $node $((port + 2)) -cert self.pem -key self.key -dtls1_2 \
				-Verify 1 -CAfile root.pem -alpn x,y \
				-use_srtp SRTP_AES128_CM_SHA1_80:SRTP_AEAD_AES_256_GCM || exit
	done
done

# run PORT OPTION...: both.
twin=0
run() {
	port=$1
	shift
	same "port $port: $*" s_client -connect "127.0.0.1:$((port + twin))" "$@"
	twin=$((10 - twin))
}
run 1 -dtls
run 1 -dtls1_2 -brief
run 1 -dtls1_2 -timeout -trace
run 1 -dtls -state
run 1 -dtls -mtu 1200
run 1 -dtls -mtu 208 -brief
run 1 -dtls -mtu 207
run 1 -dtls -mtu 1
run 1 -dtls -debug -mtu 600
run 1 -dtls -mtu 300 -tlsextdebug
run 1 -dtls1 -brief
run 1 -dtls1_2 -tls1_2
run 1 -dtls -tls1_3
same 'a socket of Unix' s_client -dtls -unix /x
run 1 -dtls -min_protocol DTLSv1.2 -brief

run 1 -dtls -prexit
run 1 -dtls -4 -bind 127.0.0.2
run 1 -dtls -CAfile "$TLS/self.pem" -verify_hostname system.lan -brief
run 1 -dtls -keymatexport label -brief
run 2 -dtls1
run 2 -dtls1 -cipher ALL:@SECLEVEL=0 -msg
run 2 -dtls1 -cipher ALL:@SECLEVEL=0 -brief
run 2 -dtls1_2
run 3 -dtls -cert "$TLS/client.pem" -key "$TLS/client.key" -CAfile "$TLS/root.pem" -alpn y
run 3 -dtls -use_srtp SRTP_AEAD_AES_256_GCM:SRTP_AES128_CM_SHA1_80 -cert "$TLS/client.pem" \
	-key "$TLS/client.key"
run 3 -dtls
run 9 -dtls
run 9 -dtls -timeout -brief

ours 'STARTTLS over UDP' s_client -connect 127.0.0.1:1 -dtls -starttls smtp <<'W'
# s_client waits for ever.
!s_client: -proxy and -starttls do not go with DTLS
!s_client: Use -help for summary.
= 1
W

# That a message is of DTLS 1.2 s_client does not know.
filter='s/Not TLS data or unknown version (version=65277.*)\( \[\)/DTLS 1.2, \1/
	s/DTLS 1.2, .*\( \[.*\]\).*/X\1/'
same -x 'DTLS 1.2: -msg, but for the names of messages' \
	"openssl s_client -connect 127.0.0.1:1 -dtls -msg | sed '$filter'"
t 'DTLS 1.2: the names of messages' '
	lab_in n timeout 20 "$BIN/sslprobe" -connect 127.0.0.1:1 -dtls -msg </dev/null >out 2>err
	for name in ClientHello HelloVerifyRequest ServerHello Certificate ServerKeyExchange \
		ServerHelloDone ClientKeyExchange NewSessionTicket Finished; do
		grep "DTLS 1.2, Handshake \[length 00..\], $name$" out ||
		grep "DTLS 1.2, Handshake \[length 0...\], $name$" out || exit
	done
	grep "DTLS 1.2, ChangeCipherSpec \[length 0001\]$" out &&
		grep "DTLS 1.2, Alert \[length 0002\], warning close_notify$" out'

# One that wants a cookie first stays with its client: it serves one.
for node in n m; do
	tls_server $node 4 -cert self.pem -key self.key -dtls -listen &&
		tls_server $node 5 -cert self.pem -key self.key -dtls -listen || exit
done
run 4 -dtls
same -x 'letters and lines' '(sleep 0.3; printf "abc\nQ\n"; sleep 0.3) |
	openssl s_client -connect 127.0.0.1:5 -dtls -brief'

# Nobody answers: asked again after one second, and then after two.
for node in n m; do
	tls_server $node 6 -cert self.pem -key self.key -dtls &&
		kill -STOP "$(tail -n 1 "$TLS/pids")" || exit
done
at_exit "kill -CONT $(sed -n '$p;x;$p' "$TLS/pids" | tr '\n' ' ') 2>/dev/null"
diff_chances=3
for args in '' -timeout '-timeout -nbio'; do
	# shellcheck disable=SC2086 # words
	same -s '2 TERM' "silence: $args" s_client -connect 127.0.0.1:6 -dtls -state $args
done
finish
