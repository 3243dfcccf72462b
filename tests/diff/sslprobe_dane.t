#!/bin/sh
# DANE beside openssl s_client: records that fit, records that do not, records that are none.

. "${0%/*}/../tap.sh"
. "$TOP/tests/diff/tls_lab.sh"

tls_server n 1 -cert self.pem -key self.key -rev -num_tickets 0 &&
	tls_server n 2 -cert server.pem -key server.key -cert_chain chain.pem -rev -num_tickets 0 &&
	tls_server n 3 -cert server.pem -key server.key -cert_chain middle.pem -rev -tls1_2 || exit

# digest NAME KIND WHAT: the hexadecimal digits of a certificate or its key, hashed or whole.
digest() {
	case $2 in
	cert) openssl x509 -in "$TLS/$1.pem" -outform DER ;;
	key) openssl x509 -in "$TLS/$1.pem" -noout -pubkey | openssl pkey -pubin -outform DER ;;
	esac | case $3 in
	whole) od -An -v -tx1 | tr -d ' \n' ;;
	*) openssl dgst "-$3" -r | cut -d ' ' -f 1 ;;
	esac
}
own=$(digest self cert sha256) own_key=$(digest self key sha256) &&
	leaf=$(digest server cert sha512) &&
	leaf_key=$(digest server key sha256) && middle=$(digest middle cert sha256) &&
	root=$(digest root cert sha256) && whole=$(digest middle cert whole) || exit
zero=$(printf '%064d' 0)

# dane PORT NAME RECORD [OPTION...]: both, with that record. What was asked for and fails is no
# success: then it is fails().
dane() {
	with '' "$@"
}
fails() {
	with 's/^= 0/= 1/' "$@"
}
with() {
	differs=$1 port=$2 name=$3 record=$4
	shift 4
	same ${differs:+-d "$differs"} "$port, $name, $(printf %.24s "$record") $*" \
		s_client -connect "127.0.0.1:$port" \
		-dane_tlsa_domain "$name" -dane_tlsa_rrdata "$record" "$@"
}
dane 1 system.lan "3 0 1 $own"
dane 1 system.lan "3 1 1 $own_key" -brief
fails 1 other.test "3 1 1 $own_key" -brief
dane 1 other.test "3 1 1 $own_key" -dane_ee_no_namechecks
dane 1 other.test "3 1 1 $own_key" -dane_ee_no_namechecks -brief -verify 3
dane 1 other.test "3 1 1 $own_key" -dane_ee_no_namechecks -verify_return_error
fails 1 system.lan "3 1 1 $zero"
fails 1 system.lan "3 1 1 $zero" -brief
dane 1 system.lan "3 1 1 $zero" -verify_return_error
dane 1 system.lan "3 1 1 $zero" -dane_tlsa_rrdata "3 1 1 $own_key"
fails 2 one.test "2 0 1 $root" -CAfile "$TLS/root.pem"
dane 2 one.test "2 0 1 $middle" -brief
dane 2 one.test "2 0 0 $whole" -brief
dane 3 one.test "2 0 0 $whole" -brief
dane 3 one.test "2 1 0 $(digest root key whole)" -brief
dane 3 one.test "2 1 0 $(digest middle key whole)" -brief
fails 2 two.test "2 0 1 $middle" -brief
fails 2 two.test "3 1 1 $zero" -CAfile "$TLS/root.pem" -verify 3 -brief
dane 2 one.test "0 0 1 $root" -CAfile "$TLS/root.pem" -brief
fails 2 one.test "0 0 1 $root" -brief
dane 2 one.test "1 0 2 $leaf" -CAfile "$TLS/root.pem" -brief
fails 2 one.test "1 0 2 $leaf" -brief
dane 2 one.test "3 1 1 $leaf_key" -msg
dane 2 one.test "3 1 1 $leaf_key" -verify_hostname two.test -brief
# Records that are none, or not usable.
for record in '' x '3' '3 1' '3 1 1' '3 1 1 0x00' "3 1 1 ${zero}0" '3 1 1 xyz' \
	'256 1 1 00' '-1 1 1 00' '3 9 1 00' '4 1 1 00' '3 1 9 00' '3 0 0 00' "3 0 0 $own" \
	'3,1,1,00' "  3	1	1 $own_key" "3 1 1 $(echo "$own_key" | sed 's/..../& /g')" \
	"3 1 1	$own_key " '2 0 0 3000' '2 1 0 3000' "03 01 01 $own_key" "3 1 1 ${own_key}zz"; do
	dane 1 system.lan "$record" -brief
	dane 1 system.lan "$record" -brief -dane_tlsa_rrdata "3 0 1 $own"
done
for record in '3 1 1 ' '3 1 1 0'; do
	with "s/^!.*hexdecode$/!s_client: warning: bad TLSA data field in: ${record% }$(
		[ "$record" = "${record% }" ] || echo ' $')\\
!s_client: Failed to import any TLSA records./" 1 system.lan "$record"
done
same 'no records' s_client -connect 127.0.0.1:1 -dane_tlsa_domain x
same 'no domain' s_client -connect 127.0.0.1:1 -dane_tlsa_rrdata "3 0 1 $own"
same 'no names without records' s_client -connect 127.0.0.1:1 -brief -dane_ee_no_namechecks
same -d 's/^= 0/= 1/' 'a name of our own' s_client -connect 127.0.0.1:1 \
	-dane_tlsa_domain a.test -servername b.test \
	-dane_tlsa_rrdata "3 0 1 $own" -tlsextdebug
same 'a domain that is too long' s_client -connect 127.0.0.1:1 -dane_tlsa_domain \
	"$(printf %0300d 0)" -dane_tlsa_rrdata "3 0 1 $own" -brief

finish
