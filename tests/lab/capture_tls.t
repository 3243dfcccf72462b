#!/bin/sh
# capture --tls: what TLS says in the clear, of real handshakes; nothing of it without the option.

. "${0%/*}/../tap.sh"
. "$TOP/tests/lab/lab.sh"
need_root
need_tool ip openssl perl tcpdump
without_leak_check
[ -x "$BIN/capture" ] || skip_all 'nothing is built'
lab_new && lab_node box || exit 1
. "$TOP/tests/lab/tls.sh"
openssl=$(command -v openssl)
tls_ca root /CN=Root &&
	tls_cert web root /CN=first.example \
		'subjectAltName=DNS:first.example,DNS:*.second.example' &&
	tls_server box 443 -cert web.pem -key web.key -alpn h2 || exit 1

# seen PORT SNAPLEN OPTION...: what s_client's handshake with these looks like, in the file out
seen() {
	port=$1
	lab_bg box tcpdump -Z root --immediate-mode -i lo -U -s "$2" -w hand.pcap \
		tcp port "$port" 2>heard
	watcher=$!
	shift 2
	lab_wait 10 grep -q 'listening on' heard
	lab_in box "$openssl" s_client -connect 127.0.0.1:"$port" "$@" </dev/null >said 2>&1
	sleep 0.3
	kill "$watcher" && wait "$watcher"
	"$BIN/capture" -n -t -r hand.pcap --tls 2>err >out
	cat out err
}

t 'TLS 1.3: versions, server name, ALPN' '
	seen 443 0 -servername first.example -alpn h2,http/1.1 -tls1_3 &&
	grep ": TLS ClientHello TLS 1.3, SNI first.example, ALPN h2 http/1.1$" out &&
	grep ": TLS ServerHello TLS 1.3, cipher 0x13[0-9a-f]*; ChangeCipherSpec 1; data " out &&
	! grep "second" out'
t 'TLS 1.2: the names of the certificate' '
	seen 443 0 -tls1_2 && grep ": TLS ClientHello TLS 1.2" out &&
	grep "ServerHello TLS 1.2, cipher 0x" out &&
	grep "Certificate first.example first.example \*.second" out &&
	grep "ServerHelloDone" out && grep "ClientKeyExchange; ChangeCipherSpec 1; Handshake" out'
t 'an alert by its name' '
	tls_server box 444 -cert web.pem -key web.key -tls1_3 && seen 444 0 -tls1_2 &&
	grep ": TLS Alert fatal protocol version$" out'
t 'the classic text without the option' '
	seen 443 0 -tls1_2 && tcpdump -n -t -r hand.pcap 2>/dev/null >want && [ -s want ] &&
	"$BIN/capture" -n -t -r hand.pcap 2>/dev/null >got && diff want got &&
	sed "s/: TLS.*//" out | diff want -'
t 'of what was not captured it says that, and no half name' '
	for length in 150 250 300 400 420; do
		# a server says "TLS 1.2" of later versions, too, and what it means behind it
		seen 443 $length -tls1_2 && grep "TLS ServerHello .*cipher .* \.\.\.$" out || exit
		for name in $(sed -n "s/.*Certificate\([^;]*\).*/\1/p" out); do
			case $name in
			first.example | "*.second.example" | ...) ;;
			*) exit 1 ;;
			esac
		done
	done'
t 'QUIC is decrypted in a live capture, where no file can be opened any more' '
	hex=$(sed -n "s/.* 443 .*hex \(c.00000001.*\)/\1/p" "$TOP/tests/diff/capture.packets" |
		head -n 1) && [ "$hex" ] &&
	lab_bg box "$BIN/capture" -n -t -l -c 1 --tls -i lo udp port 443 >quic 2>heard
	watcher=$!
	lab_wait 10 grep -q "listening on" heard
	lab_in box perl -MIO::Socket::INET -e "IO::Socket::INET->new(Proto => q(udp),
		PeerAddr => q(127.0.0.1:443))->send(pack(q(H*), shift))" "$hex" &&
	wait "$watcher" && cat quic heard && grep ", TLS ClientHello TLS 1.3, SNI example.com" quic'
finish
