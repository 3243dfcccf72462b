#!/bin/sh
# The command line of s_client, good and bad: both take and refuse the same, and say the same.

. "${0%/*}/../tap.sh"
. "$TOP/tests/diff/tls_lab.sh"

tls_server n 1 -cert self.pem -key self.key -rev -num_tickets 0 &&
	tls_server n 4433 -cert self.pem -key self.key -rev -num_tickets 0 &&
	tls_key client2 && tls_ca client2 /CN=client2 &&
	openssl pkey -in "$TLS/client.key" -aes128 -passout pass:secret -out "$TLS/locked.key" &&
	openssl pkcs12 -export -in "$TLS/client.pem" -inkey "$TLS/client.key" -passout pass:secret \
		-out "$TLS/p12" &&
	openssl x509 -in "$TLS/client.pem" -outform DER -out "$TLS/der" &&
	cat "$TLS/client.pem" "$TLS/client.key" >"$TLS/both.pem" && echo junk >"$TLS/junk" &&
	printf 'secret\nother\n' >"$TLS/pass" || exit

# Words alone; none of them gets as far as a connection.
set -f
for args in -foo --foo --foo=bar -brief=x '-port x' '-port -1' '-port 0' '-port 99999999999' \
	'-port 99999999999999999999999' -connect -xmpphost - '-4 -6' '127.0.0.1:1 -brief' \
	'127.0.0.1:1 x' '-connect 127.0.0.1:1 127.0.0.1:1' '-connect 127.0.0.1:1 -unix /x' \
	'-unix /x -4' '-4 -unix /x' '-verify x' '-verify -1' '-connect ::1:1' '-connect a:b:c' \
	'-connect [::1' '-tls1 -tls1_2' '-tls1_2 -no_tls1' '-no_tls1 -tls1_2' '-tls1 -tls1' \
	'-starttls foo' '-certform FOO' '-certform NSS' '-keyform P12' '-keyform X' '-CRLform P12' \
	'-xkeyform ENGINE' '-mtu 0' '-mtu 20x' '-max_send_frag 1' \
	'-max_pipelines 33' '-split_send_frag 20000' '-attime x' '-purpose x' '-policy x' \
	'-verify_depth x' '-verify_depth 99999999999' '-verify_name x' '-sigalgs x' '-cipher x' \
	'-ciphersuites x' '-groups x' '-min_protocol x' '-alpn ,' '-record_padding 70000' \
	'-use_srtp x' '-servername x -noservername' '-dane_tlsa_domain x -noservername' \
	'-dane_tlsa_rrdata x' '-dane_tlsa_domain x' '-dane_tlsa_domain a -dane_tlsa_rrdata x' \
	'-nextprotoneg x -tls1_3' '-proxy 127.0.0.1:1' '-CApath nofile' '-proxy a:b:c -connect x' \
	'-pass x' '-pass foo:x' '-pass env:NOPE' '-pass file:nofile' '-pass fd:99' \
	'-proxy_pass foo' '-ssl_config x' '-verify 3 -x' '-quiet -verify 3 -x' \
	'-brief -verify 3 -x' \
	'-serverpref=1' '-dtls -tls1' '-keymatexportlen 0' '-help=5' '-srp_strength 5 -x' \
	'-msgfile /nodir/x' '-keylogfile /nodir/x' '-rand nofile' '-provider x' '-propquery a=b' \
	'-provider legacy' '-srppass foo' '-ct' '-ctlogfile nofile -ct' '-ssl3' '-no_ssl2' \
	'-connect=[::1'; do
	# shellcheck disable=SC2086 # words
	same "bad: $args" s_client $args
done
set +f

# Each of its options is ours, takes an argument or none as there, and is compared somewhere.
options=$(openssl s_client -help 2>&1 | sed -n 's/^ -\([^ ]*\) .*/\1/p')
t 'what it tells of options is read' '[ "$(echo "$options" | wc -l)" -ge 180 ]'
# What s_client does before it has read all of them is not looked at here.
eager='help|engine|ssl_client_engine|provider|writerand|msgfile|verify_ip'
same -x 'an option without its argument, or with one that it does not take' "
	for name in $(echo "$options" | grep -vxE "$eager" | tr '\n' ' '); do
		openssl s_client -proxy 127.0.0.1:9 -\$name
		openssl s_client -\$name= -foo
	done 2>&1"
t 'each option is compared' '
	for name in $options; do
		grep -Eq -e "(^|[[:space:]\"'\''(=])-$name([][:space:]\"'\''=);:,|[]|\$)" \
			"$TOP"/tests/diff/sslprobe_*.t || { echo "$name" && missed=1; }
	done
	[ -z "$missed" ]'

# run OPTION...: a short session with these.
run() {
	same "with: $*" s_client -connect 127.0.0.1:1 -brief "$@"
}
for args in '' -- '-connect=' '-port 1' '-host 127.0.0.1 -port 1' '-connect :1' '-connect *:1' \
	'-connect 127.0.0.1' '-host 127.0.0.9 -port 9 -connect 127.0.0.1:1' '-port 0x1' '-port 01' \
	'-host ::1 -connect :1' '-connect localhost:1' '-connect one.test:1 -4' '-connect []:1' \
	'-connect 127.0.0.1:9' '-connect 127.0.0.1:nosuch' '-connect nosuch.test:1' \
	'-connect [::1]:9' '-4 -connect [::1]:1' '-unix /nosuch' '-bind 127.0.0.1 -connect :1' \
	'-bind 127.0.0.2:0 -connect 127.0.0.1:1' '-bind 198.18.0.9 -connect 127.0.0.1:1' \
	'-bind 127.0.0.1:x -connect 127.0.0.1:1' '-bind a:b:c -connect 127.0.0.1:1' \
	'--connect 127.0.0.1:1' '--connect=127.0.0.1:1 --noservername' \
	'-proxy 127.0.0.1:9 -connect x:1' '-proxy nosuch.test:9 -connect x:1'; do
	set -f
	# shellcheck disable=SC2086 # words
	same "where: $args" s_client -brief $args
	set +f
done
same 'where: a target behind the options' s_client -brief 127.0.0.1:1
same 'where: behind two dashes' s_client -brief -- 127.0.0.1:1

client=$TLS/client.pem key=$TLS/client.key
for args in "-cert $client -key $key" "-cert $client" "-cert $key -key $key" \
	"-cert $TLS/junk -key $key" "-key $TLS/junk" "-key $key" "-cert nofile" "-key nofile" \
	"-cert $client -key nofile" "-cert $client -key $TLS/client2.key" \
	"-cert $client -key $TLS/locked.key -pass pass:wrong" \
	"-cert $client -key $TLS/locked.key -pass pass:secret" \
	"-cert $client -key $TLS/locked.key -pass file:$TLS/pass" "-cert $TLS/both.pem" \
	"-cert $TLS/p12 -pass pass:secret" "-cert $TLS/p12 -pass pass:bad" \
	"-cert $TLS/der -key $key" "-cert $client -key $key -cert_chain $TLS/junk" \
	"-cert $client -key $key -cert_chain nofile" \
	"-cert $client -key $key -cert_chain $TLS/root.pem" \
	"-cert $client -key $key -build_chain" \
	"-cert $client -key $key -build_chain -chainCAfile $TLS/root.pem" \
	"-cert_chain $TLS/root.pem" "-xkey $key -xcert $client" "-xkey nofile" "-xcert $client" \
	"-xcert nofile" "-xkey $key -xkey $key" "-xcert $client -xkey $key -xchain nofile" \
	"-xcert $client -xkey $key -xchain_build" "-xcert $client -xkey nofile" \
	"-CRL $TLS/junk" "-CRL nofile" "-CAfile nofile" "-CAfile $TLS/junk" "-CAfile $key" \
	"-CAstore nofile" "-CAstore $TLS/self.pem" "-CApath /" "-CAfile $TLS/self.pem" \
	"-requestCAfile nofile" "-requestCAfile $TLS/root.pem" "-chainCAfile nofile" \
	"-verifyCAfile nofile" "-verifyCAstore nofile" "-psk_session nofile" \
	"-psk_session $TLS/junk" "-sess_in nofile" "-sess_in $TLS/junk" \
	"-keyform DER -key $key -cert $client" "-keyform PEM -key $key -cert $client" \
	"-engine dynamic" "-engine nosuch" "-ssl_client_engine nosuch" \
	"-provider legacy -provider default" "-rand $client:$key" \
	"-keyform ENGINE -engine dynamic -key x"; do
	# shellcheck disable=SC2086 # words
	run $args
done

cp "$key" "$TLS/private.key" && chmod 600 "$TLS/private.key" || exit
same -u none 'a key that may not be read' s_client -connect 127.0.0.1:1 -brief -cert "$client" \
	-key "$TLS/private.key"
same -u none 'a file of CAs that may not be read' s_client -connect 127.0.0.1:1 -brief \
	-CAfile "$TLS/private.key"

# What is not copied.
same -d '/^!No filename/d; /^! client cert/d' 'a key of no engine' s_client -keyform ENGINE -key x
same -d 's/^= 0/= 1/' 'a CRL that was asked for and is not there' s_client \
	-connect 127.0.0.1:1 -brief -crl_check
but 'a -verify_ip that is none' s_client -verify_ip x <<'W'
# s_client ends without a word.
!s_client: no IP address: x
= 1
W
but 'a -nameopt that is none' s_client -nameopt x <<'W'
# Likewise.
!s_client: unknown word in -nameopt: x
= 1
W
but 'a key known beforehand that is none' s_client -psk hunter2 <<'W'
# It may be one all the same.
!Not a hex number after -psk
= 1
W
but 'port 99999' s_client -connect 127.0.0.1:99999 <<'W'
# s_client takes 16 bits of it.
!s_client: port 99999 is not between 1 and 65535
= 1
W
but 'a -maxfraglen that is none' s_client -maxfraglen 3 <<'W'
# s_client forgets the end of the line.
!s_client: Max Fragment Len 3 is out of permitted values
!s_client: Use -help for summary.
= 1
W
same -d 's/^= 0/= 1/' 'a wrong name that was asked for fails' s_client -connect 127.0.0.1:1 -brief \
	-CAfile "$TLS/self.pem" -verify_hostname foo.test
same -d 's/^= 0/= 1/' 'a verification that was asked for fails' s_client \
	-connect 127.0.0.1:1 -verify 1
same 'a verification that was asked for succeeds' s_client -connect 127.0.0.1:1 -brief \
	-CAfile "$TLS/self.pem" -verify 1 -verify_hostname system.lan
same -d '/^!Can.t use/d' 'no such line under -quiet' s_client \
	-connect 127.0.0.1:1 -quiet -no_ign_eof
finish
