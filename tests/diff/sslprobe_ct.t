#!/bin/sh
# Certificate transparency (RFC 6962) beside openssl s_client: timestamps (SCTs) that come in an
# extension of TLS, in a stapled answer, and within the certificate; of a log that is known, with a
# good signature and a bad one, and of a log that is not.

. "${0%/*}/../tap.sh"
need_tool perl
. "$TOP/tests/diff/tls_lab.sh"

hex() {
	od -An -v -tx1 | tr -d ' \n'
}
bytes() {
	perl -e 'print pack("H*", $ARGV[0])' "$1"
}
# sized DIGITS HEX: a length of so many digits, and that.
sized() {
	printf "%0$1x%s" $((${#2} / 2)) "$2"
}
# sct KEY TIMESTAMP ENTRY: in hexadecimal, behind its length. ENTRY begins with its type.
sct() {
	sct_id=$(openssl pkey -in "$TLS/$1.key" -pubout -outform DER | openssl dgst -sha256 -r |
		cut -c 1-64)
	bytes "0000$2${3}0000" | openssl dgst -sha256 -sign "$TLS/$1.key" -out "$TLS/sct.sig"
	sized 4 "00$sct_id${2}00000403$(sized 4 "$(hex <"$TLS/sct.sig")")"
}
# Certificates as they are; and as they were before they had timestamps: with a digest of the
# issuer's key, and only what is signed of them.
entry() {
	echo "0000$(sized 6 "$(openssl x509 -in "$TLS/$1.pem" -outform DER | hex)")"
}
pre_entry() {
	echo "0001$(openssl x509 -in "$TLS/$2.pem" -noout -pubkey |
		openssl pkey -pubin -outform DER | openssl dgst -sha256 -r |
		cut -c 1-64)$(sized 6 "$(openssl asn1parse -in "$TLS/$1.pem" -strparse 4 -noout \
			-out /dev/stdout | hex)")"
}
# list SCT...: as it stands in certificates and stapled answers, an octet string
list() {
	printf '0482%s' "$(sized 4 "$(sized 4 "$(printf %s "$@")")")"
}
# info NAME SCTS: a file for -serverinfo; an extension of both Hello of 1.2 and Certificate of 1.3
info() {
	{
		echo '-----BEGIN SERVERINFOV2 FOR EXTENSION 18-----'
		bytes "000011800012$(sized 4 "$(sized 4 "$2")")" | openssl base64
		echo '-----END SERVERINFOV2 FOR EXTENSION 18-----'
	} >"$TLS/$1"
}
tls_key log && tls_key nolog && early=000001900000000f && later=0000ffffffffffff || exit
self=$(entry self)
good=$(sct log "$early" "$self") && strange=$(sct nolog "$early" "$self") || exit
bad=$(echo "$good" | sed 's/....$/0000/')
info scts "$good$strange$bad" && info one "$(sct log "$later" "$self")" || exit
{
	echo '-----BEGIN SERVERINFOV2 FOR EXTENSION 18-----'
	bytes 00001180001200060004deadbeef | openssl base64
	echo '-----END SERVERINFOV2 FOR EXTENSION 18-----'
} >"$TLS/junk"
{
	printf 'enabled_logs = a, b\n[a]\ndescription = a log\nkey = '
	openssl pkey -in "$TLS/log.key" -pubout -outform DER | openssl base64 -A
	printf '\n[b]\ndescription = another\nkey = AAAA\n'
} >"$TLS/logs"
sed 's/, b//' "$TLS/logs" >"$TLS/log"
tls_server n 2 -cert self.pem -key self.key -tls1_2 -serverinfo scts -rev &&
	tls_server n 3 -cert self.pem -key self.key -tls1_3 -num_tickets 0 -serverinfo scts -rev &&
	tls_server n 4 -cert self.pem -key self.key -num_tickets 0 -serverinfo one -rev &&
	tls_server n 5 -cert self.pem -key self.key -num_tickets 0 -serverinfo junk -rev || exit
for port in 2 3 4 5; do
	run $port -ct -ctlogfile "$TLS/log"
	run $port -ct
done
run 2 -ct -ctlogfile "$TLS/log" -brief
run 2 -ct -ctlogfile "$TLS/log" -CAfile "$TLS/self.pem"
run 2 -ct -ctlogfile "$TLS/logs"
run 2 -ct -ctlogfile "$TLS/self.pem"
run 2 -ct -noct
run 2 -noct -ct
run 2 -ctlogfile "$TLS/log"
run 2 -ct -serverinfo 18
run 2 -serverinfo 18,18,7,x

# Within the certificate: made twice, the first time without them, and else the same.
cp "$TLS/server.key" "$TLS/embedded.key" && cp "$TLS/server.key" "$TLS/junked.key" &&
	openssl req -new -key "$TLS/server.key" -subj /O=Test/CN=one.test -out "$TLS/names.csr" &&
	cat >"$TLS/same.cnf" <<-EOT || exit
		[ca]
		default_ca = it
		[it]
		database = $TLS/index
		new_certs_dir = $TLS
		serial = $TLS/serial
		policy = any
		default_md = sha256
		[any]
		organizationName = supplied
		commonName = supplied
	EOT
# make NAME [DER]: with that in the extension for timestamps
make() {
	: >"$TLS/index" && echo 77 >"$TLS/serial" &&
		printf 'subjectAltName=DNS:one.test,IP:127.0.0.1\n%s\n' \
			"${2:+1.3.6.1.4.1.11129.2.4.2=DER:$2}" >"$TLS/ext" &&
		openssl ca -batch -notext -config "$TLS/same.cnf" -cert "$TLS/middle.pem" \
			-keyfile "$TLS/middle.key" -in "$TLS/names.csr" -extfile "$TLS/ext" \
			-startdate 20260101000000Z -enddate 20491231000000Z -preserveDN \
			-out "$TLS/$1.pem" 2>/dev/null
}
make before && before=$(pre_entry before middle) && good=$(sct log "$early" "$before") &&
	strange=$(sct nolog "$early" "$before") || exit
bad=$(echo "$good" | sed 's/....$/0000/')
make embedded "$(list "$good" "$bad" "$strange")" || exit
make junked 0404deadbeef || exit

# In a stapled answer: of openssl's own making it cannot have them.
# staple FILE DER [AGE]: so many seconds old; good for a day
staple() {
	openssl ocsp -issuer "$TLS/middle.pem" -cert "$TLS/embedded.pem" -no_nonce \
		-reqout "$TLS/ocsp.req" &&
		openssl x509 -in "$TLS/middle.pem" -noout -pubkey |
		openssl pkey -pubin -outform DER >"$TLS/middle.pub" &&
		perl - "$TLS" "$2" "${3:-60}" <<-'EOT' && mv "$TLS/ocsp.new" "$TLS/$1"
			use Digest::SHA 'sha1';
			use POSIX 'strftime';
			our ($dir, $list, $age) = @ARGV;
			sub get { local (@ARGV, $/) = ("$dir/$_[0]"); binmode ARGV; <> }
			sub der {
				my $tag = shift;
				my $in = join '', @_;
				my $n = length $in;
				pack('C', $tag) . ($n < 128 ? pack('C', $n) :
					$n < 256 ? pack('CC', 0x81, $n) :
					pack('Cn', 0x82, $n)) . $in
			}
			my $id = substr get('ocsp.req'), 8;
			sub at { der(0x18, strftime('%Y%m%d%H%M%SZ', gmtime($_[0]))) }
			my ($now, $next) = (at(time - $age), at(time - $age + 86400));
			my $scts = der(0x30, pack('H*', '060a2b06010401d679020405'),
				der(4, pack('H*', $list)));
			my $key = der(0xa2, der(4, sha1(substr get('middle.pub'), -65)));
			my $one = der(0x30, $id, der(0x80), $now, der(0xa0, $next),
				der(0xa1, der(0x30, $scts)));
			my $data = der(0x30, $key, $now, der(0x30, $one));
			sub put {
				open(my $f, '>', "$dir/$_[0]") or die;
				binmode $f;
				print $f $_[1];
				close $f
			}
			put('ocsp.data', $data);
			system('openssl', 'dgst', '-sha256', '-sign', "$dir/middle.key", '-out',
				"$dir/ocsp.sig", "$dir/ocsp.data") and die;
			my $basic = der(0x30, $data, pack('H*', '300a06082a8648ce3d040302'),
				der(3, "\0", get('ocsp.sig')));
			put('ocsp.new', der(0x30, der(10, "\0"), der(0xa0, der(0x30,
				pack('H*', '06092b0601050507300101'), der(4, $basic)))));
		EOT
}
leaf=$(entry embedded)
stapled=$(sct log "$early" "$leaf") &&
	staple staple.der "$(list "$stapled" "$(sct nolog "$early" "$leaf")")" &&
	staple junk.der 0404deadbeef && staple old.der "$(list "$stapled")" 864000 &&
	info both "$stapled" || exit
set -- -cert embedded.pem -key embedded.key -cert_chain middle.pem -num_tickets 0 -rev
tls_server n 6 "$@" && tls_server n 7 "$@" -tls1_2 -status_file staple.der &&
	tls_server n 8 "$@" -status_file staple.der -serverinfo both &&
	tls_server n 9 "$@" -status_file junk.der &&
	tls_server n 11 "$@" -status_file old.der &&
	tls_server n 10 -cert junked.pem -key junked.key -cert_chain middle.pem -num_tickets 0 \
		-rev || exit
# s_client takes a bad timestamp in a chain that is good for an error of the
# session; ours tells of it.
trusted() {
	port=$1
	shift
	same -d '/CT routines.*list/d; s/^!.*CT routines.*/!DONE/; s/^= 1/= 0/' "port $port: $*" \
		s_client -connect "127.0.0.1:$port" -ct -CAfile "$TLS/root.pem" "$@"
}
for port in 6 7 8 9; do
	trusted $port -ctlogfile "$TLS/log"
	run $port -ct -ctlogfile "$TLS/log"
done
same -d 's/^!.*CT routines.*/!DONE/; s/^= 1/= 0/' 'port 10: junk in the certificate' s_client \
	-connect 127.0.0.1:10 -ct -ctlogfile "$TLS/log" -CAfile "$TLS/root.pem"
trusted 8 -ctlogfile "$TLS/log" -tls1_2 -status
trusted 7 -ctlogfile "$TLS/log" -showcerts
run 8 -ct -CAfile "$TLS/root.pem" -brief
run 6 -CAfile "$TLS/root.pem" -status
t 'what is compared holds all three' '
	lab_in n "$BIN/sslprobe" -connect 127.0.0.1:8 -ct -ctlogfile "$TLS/log" \
		-CAfile "$TLS/root.pem" </dev/null >out 2>&1
	cat out
	[ "$(grep -c "^SCT validation status: valid" out)" = 3 ] &&
	[ "$(grep -c "^SCT validation status: invalid" out)" = 1 ] &&
	[ "$(grep -c "^SCT validation status: unknown log" out)" = 2 ]'

# The checker: the same timestamps, and what it thinks of none.
check() {
	lab_in n timeout 30 "$BIN/sslprobe" --check -ct -ctlogfile "$TLS/log" \
		-CAfile "$TLS/root.pem" "$@" >out 2>&1
	rc=$?
	cat out
}
t '--check: timestamps from all three' '
	check one.test:8
	[ $rc = 0 ] && [ "$(grep -c "timestamp (tls), valid, a log, 2024-" out)" = 1 ] &&
	[ "$(grep -c "timestamp (ocsp), valid, a log, 2024-" out)" = 1 ] &&
	[ "$(grep -c "timestamp (ocsp), unknown log, 2024-" out)" = 1 ] &&
	[ "$(grep -c "timestamp (certificate), valid, a log, 2024-" out)" = 1 ] &&
	[ "$(grep -c "timestamp (certificate), invalid, a log, 2024-" out)" = 1 ]'
t '--check --json' '
	check --json one.test:6
	[ $rc = 0 ] && "$BUILD/tests/lab/jsonlines" <out && grep -F "\"scts\":[{" out &&
	tr -d "\"" <out | grep -F "{source:certificate,state:valid,log:a log,time:2024-"'
t '--check: a stapled answer counts as long as it is good' '
	check --json one.test:8 && grep "\"ocsp\":\"good\"" out || exit
	check --json one.test:11 && grep "\"ocsp\":\"bad\"" out'
t '--check: none that is valid is warned of' '
	check one.test:10; [ $rc = 1 ] && grep "WARNING no_sct: .*, of 0$" out'
t '--check: not asked for, not missed' '
	check -noct --json one.test:10; [ $rc = 0 ] && grep "\"scts\":null" out'
finish
