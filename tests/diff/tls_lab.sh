# The world of the comparisons with openssl s_client; source tests/tap.sh first.
#
# Node n: s_server on port 1 (TLS 1.2 at most, RSA), 2 (TLS 1.3, no tickets, echo backwards), 3
# (wants a client certificate), 4 (a chain of three, -www), 5 (status, ALPN, NPN, names). Where byte
# counts are compared, signatures are RSA's: they are all of one length.
# shellcheck shell=sh

need_root
need_tool ip openssl
. "$TOP/tests/lab/lab.sh"
. "$TOP/tests/lab/tls.sh"
. "$TOP/tests/diff/diff.sh"
diff_tool openssl sslprobe

lab_new && lab_node n && lab_ip n link set lo up && lab_etc n hosts <<-'EOT' || exit
	127.0.0.1 localhost one.test
	::1 localhost
	127.0.0.1 both.test
	::1 both.test
EOT
lab_etc n resolv.conf <<-'EOT' || exit
	nameserver 127.0.0.1
EOT
diff_at n

tls_key server -algorithm RSA -pkeyopt rsa_keygen_bits:2048 &&
	tls_ca root /O=Test/CN=Root &&
	tls_cert middle root /O=Test/CN=Middle 'basicConstraints=critical,CA:true' &&
	tls_cert server middle /O=Test/CN=one.test 'subjectAltName=DNS:one.test,IP:127.0.0.1' &&
	cp "$TLS/server.key" "$TLS/self.key" && tls_ca self /O=Test/OU=Self/CN=system.lan &&
	cp "$TLS/server.key" "$TLS/client.key" && tls_cert client root /CN=client &&
	cat "$TLS/server.pem" "$TLS/middle.pem" >"$TLS/chain.pem" ||
	exit

# run PORT OPTION...: both, with those options.
run() {
	port=$1
	shift
	same "port $port: $*" s_client -connect "127.0.0.1:$port" "$@"
}
