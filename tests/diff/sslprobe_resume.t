#!/bin/sh
# Sessions kept in files, keys known beforehand, early data, beside openssl s_client.

. "${0%/*}/../tap.sh"
. "$TOP/tests/diff/tls_lab.sh"

key=0123456789abcdef0123456789abcdef
tls_server n 1 -cert self.pem -key self.key -tls1_2 -rev &&
	tls_server n 2 -cert self.pem -key self.key -tls1_3 -rev &&
	tls_server n 4 -nocert -psk $key -psk_identity me -psk_hint us -rev &&
	tls_server n 5 -cert self.pem -key self.key -tls1_2 -no_ticket -rev &&
	tls_input=$TLS/silence tls_server n 3 -cert self.pem -key self.key -tls1_3 -early_data &&
	tls_input=$TLS/silence tls_server n 6 -cert self.pem -key self.key -tls1_3 \
		-max_early_data 100 || exit

# A machine under load is late with a ticket; whose run it is says $who.
diff_chances=3
diff_world=who=@

# again TITLE FIRST SECOND: a run with -sess_out and these, then one with -sess_in and those.
again() {
	same -1 -x "$1" "(sleep 0.3) | openssl s_client $2 -brief -sess_out \$who.pem
		echo \"= \$?\"; (sleep 0.3) | openssl s_client $3 -sess_in \$who.pem"
}
one='-connect 127.0.0.1:1' two='-connect 127.0.0.1:2' three='-connect 127.0.0.1:3'
same -1 -x 'a ticket, TLS 1.3' "(sleep 0.5) | openssl s_client $two"
same -1 -x 'a ticket, TLS 1.3, -brief' "(sleep 0.5) | openssl s_client $two -brief"
same -1 -x 'a ticket, TLS 1.3, -prexit -state' "(sleep 0.5) | openssl s_client $two -prexit -state"
again 'a ticket of TLS 1.2' "$one" "$one"
again 'a ticket of TLS 1.2, -brief' "$one" "$one -brief"
again 'a session of TLS 1.2 without tickets' '-connect 127.0.0.1:5' '-connect 127.0.0.1:5'
again 'TLS 1.3' "$two" "$two"
again 'TLS 1.3, -brief' "$two" "$two -brief"
again 'TLS 1.3 without Diffie-Hellman' "$two" "$two -allow_no_dhe_kex -brief"
again 'TLS 1.3, once more' "$two" "$two -sess_out \$who.pem -msg"
again 'a session of TLS 1.2 for TLS 1.3' "$one" "$two"
again 'a session of another server' "$two" '-connect 127.0.0.1:3 -brief'
again 'a session of TLS 1.3 for TLS 1.2' "$two" "$one"
again 'no ticket' "$one" "$one -no_ticket -brief"
again 'a session that was verified' "$one -CAfile $TLS/self.pem" "$one -brief -verify 1"
same -1 -x 'what the file says' "(sleep 0.3) | openssl s_client $one -sess_out \$who.pem -brief
	$(command -v openssl) sess_id -in \$who.pem -noout -text"
same -d 's/^= 0/= 1/' 'a file that cannot be written' s_client -connect 127.0.0.1:5 \
	-sess_out /nodir/x -brief
for args in "$one" "$one -brief" "$one -tls1_2 -sess_out x" "-connect 127.0.0.1:5 -showcerts" \
	"$one -quiet -no_ign_eof -servername x"; do
	# shellcheck disable=SC2086 # words
	same -1 "reconnect: $args" s_client $args -reconnect
done
same -1 -x 'reconnect, TLS 1.3' "(sleep 0.3) | openssl s_client $two -reconnect"

# Pre-shared keys.
psk='-connect 127.0.0.1:4'
for args in "-psk $key" "-psk $key -tls1_2" "-psk $key -tls1_2 -psk_identity you" \
	"-psk $key -brief" "-psk $key -psk_identity me -brief" "-psk $key -psk_identity you" \
	"-psk 00 -tls1_2" "-psk 00" "-psk $key$key -brief" \
	"-psk $key -tls1_2 -cipher DHE-PSK-AES128-CBC-SHA256" \
	"-psk $key -tls1_2 -cipher PSK-AES128-CBC-SHA -brief" \
	"-psk $key -psk_identity $key$key$key$key$key$key$key$key$key -tls1_2 -brief"; do
	# shellcheck disable=SC2086 # words
	same -1 "PSK: $args" s_client $psk $args
done
# A key that is none may be one all the same: it is not shown.
for bad in 0 xyz; do
	same -1 -d "s/number '.*/number after -psk/; s/ key '.*' to/ key to/" "PSK: -psk $bad" \
		s_client -connect 127.0.0.1:4 -psk $bad -tls1_2
done
same -1 -x 'a session as a PSK' "(sleep 0.3) | openssl s_client $two -brief -sess_out \$who.pem
	openssl s_client $two -psk_session \$who.pem -brief"
same -1 -x 'a session of TLS 1.2 as a PSK' "(sleep 0.3) | openssl s_client $one -brief \
	-sess_out \$who.pem; openssl s_client $two -psk_session \$who.pem -brief"

# Early data.
echo hello >"$TLS/early" && : >"$TLS/nothing" && head -c 20000 /dev/zero >"$TLS/much"
again 'early data' "$three" "$three -early_data $TLS/early"
again 'early data, -brief' "$three" "$three -early_data $TLS/early -brief"
again 'early data, no file' "$three" "$three -early_data /nosuch"
again 'early data, empty' "$three" "$three -early_data $TLS/nothing"
again 'early data, too much' "$three" "$three -early_data $TLS/much"
again 'early data, -msg' "$three" "$three -early_data $TLS/early -msg -state"
again 'early data that is refused' '-connect 127.0.0.1:6' "-connect 127.0.0.1:6 -brief \
	-early_data $TLS/early"
again 'early data, a session without' "$two" "$two -early_data $TLS/early"
same -1 -x 'early data without a session' \
	"(sleep 0.5) | openssl s_client -connect 127.0.0.1:2 -early_data $TLS/early"
finish
