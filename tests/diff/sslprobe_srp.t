#!/bin/sh
# Passwords over the wire that are none (SRP, RFC 5054), beside openssl s_client and with s_server;
# the two crash with it, so they run mended (tests/lab/preload/srp_argument.c).

. "${0%/*}/../tap.sh"
need_tool openssl perl
found=$(command -v openssl)
mkdir "$tap_dir/mended" && cat >"$tap_dir/mended/openssl" <<EOT || exit
#!/bin/sh
LD_PRELOAD=$BUILD/tests/lab/preload/srp_argument.so exec $found "\$@"
EOT
chmod 755 "$tap_dir/mended/openssl" && PATH=$tap_dir/mended:$PATH
. "$TOP/tests/diff/tls_lab.sh"

# group NAME N G: a row for the file of verifiers, where numbers have a base 64 of their own.
group() {
	printf 'I\t%s\t%s\t%s\t\t\n' "$(perl -e 'print pack("H*", $ARGV[0])' "00$2" |
		openssl base64 -A | tr 'A-Za-z0-9+/' '0-9A-Za-z./' | sed 's/^0*//')" "0$3" "$1" \
		>>"$TLS/verifiers"
}
# user NAME GROUP PASSWORD: the tool forgets which of our own groups it is.
user() {
	openssl srp -srpvfile "$TLS/verifiers" -add -gn "$2" -passout "pass:$3" "$1" \
		</dev/null >/dev/null 2>&1 &&
		sed "s/	\*	/	$2	/" "$TLS/verifiers" >"$TLS/named" &&
		mv "$TLS/named" "$TLS/verifiers"
}
# Groups that RFC 5054 does not know. This is a safe prime; 2 makes all numbers, 4 half of them.
prime=ca70b810e0799639e726a0365342b4a2a17e5a071182910854d1bacab13825f89c9ce9cdbd950bb9d05518e4d1
prime=${prime}f86fc4713cbc3df0f495a9460c45babaa4f76e542dd69abb2fd8a2a3e1b4d56fa572257e97c9e29f76
prime=${prime}710e09aa19391232dc4190c84c94c3042dafb6fa83ec594800577b60cc081799cd96a8bdeeee723e6463
: >"$TLS/verifiers"
group safe "$prime" 2
group half "$prime" 4
group even "${prime%3}2" 2
for name in 1024 1536 2048 8192 safe half even; do
	user "user$name" "$name" secret || exit
done
echo secret >"$TLS/pass" || exit
set -- -srpvfile verifiers -tls1_2 -cipher SRP:@SECLEVEL=0 -rev
tls_server n 1 -nocert "$@" && tls_server n 2 -cert self.pem -key self.key "$@" &&
	tls_server n 3 -nocert "$@" -srpuserseed seed &&
	tls_server n 4 -nocert -srpvfile verifiers -cipher ALL:SRP:@SECLEVEL=0 -rev || exit

# One number in 256 begins with a zero, which is left out; so messages differ in length.
diff_chances=3

# run PORT USER OPTION...: both, with that user's password.
run() {
	port=$1 user=$2
	shift 2
	same "port $port, $user: $*" s_client -connect "127.0.0.1:$port" -cipher SRP:@SECLEVEL=0 \
		-srpuser "$user" -srppass pass:secret "$@"
}
for name in user1024 user1536 user2048 user8192; do
	run 1 $name -tls1_2 -brief
done
run 1 user2048 -tls1_2
run 1 user2048 -brief
run 1 user2048
run 1 user2048 -tls1_3
run 1 user2048 -tls1_2 -msg -state
run 1 user2048 -tls1_2 -srppass pass:wrong
run 1 user2048 -tls1_2 -srppass pass:wrong -brief
run 1 nobody -tls1_2 -brief
run 1 '' -tls1_2 -brief
run 1 user2048 -tls1_2 -reconnect
run 1 user2048 -tls1_2 -brief -debug
run 1 user2048 -tls1_2 -quiet -no_ign_eof -msg -servername x
run 1 "$(printf %0256d 0)" -tls1_2 -brief
run 1 "$(printf %0255d 0)" -tls1_2 -brief
run 1 user2048 -tls1_2 -srp_strength 1536 -brief
run 1 user1536 -tls1_2 -srp_strength 2048 -brief
run 1 user1536 -tls1_2 -srp_strength 2048 -srp_moregroups
run 1 user1024 -tls1_2 -srp_strength 1 -brief
# A password that is told late, and a user who is none: what is told of him is a sham.
run 1 user2048 -tls1_2 -srp_lateuser
run 1 user2048 -srp_lateuser -brief
run 3 nobody -tls1_2
run 3 user2048 -tls1_2 -brief
# With a certificate, too.
run 2 user2048 -tls1_2
run 2 user2048 -tls1_2 -brief -CAfile "$TLS/self.pem" -verify 1
run 2 user2048 -tls1_2 -cipher SRP-RSA-AES-128-CBC-SHA:@SECLEVEL=0 -brief
run 2 user2048 -tls1_2 -cipher SRP-AES-128-CBC-SHA:@SECLEVEL=0 -brief
run 4 user2048 -brief
# Groups that are not known are refused; with -srp_moregroups s_client takes all of them if it shows
# them, and else none. Ours takes those that prove to be good.
for name in usersafe userhalf usereven; do
	run 1 $name -tls1_2 -brief
	run 1 $name -tls1_2 -brief -msg
done
run 1 usersafe -tls1_2 -brief -msg -srp_moregroups
more() {
	but "port 1, $1: -srp_moregroups" s_client -connect 127.0.0.1:1 -cipher SRP:@SECLEVEL=0 \
		-srpuser "$1" -srppass pass:secret -tls1_2 -brief -srp_moregroups
}
more usersafe <<'W'
!Can't use SSL_get_servername
!CONNECTION ESTABLISHED
!Protocol version: TLSv1.2
!Ciphersuite: SRP-AES-256-CBC-SHA
!No peer certificate
!DONE
= 0
W
error='!THREAD:error:0A0000EA:SSL routines'
for name in userhalf usereven; do
	more $name <<-W
		!Can't use SSL_get_servername
		!SRP param N and g rejected.
		$error:srp_verify_server_param:callback failed:../ssl/tls_srp.c:381:
		= 1
	W
done
same 'a password from a file' s_client -connect 127.0.0.1:1 -cipher SRP:@SECLEVEL=0 -tls1_2 \
	-srpuser user2048 -srppass "file:$TLS/pass" -brief

# A password that is typed, or is not.
TALK=$BUILD/tests/lab/talk
typed() {
	printf '%s\n' 'see user:' settle "$2" >"$tap_dir/script"
	same -1 -x "$1" "$TALK $tap_dir/script \
		openssl s_client -connect 127.0.0.1:1 -cipher SRP:@SECLEVEL=0 -tls1_2 \
		-srpuser user2048 -brief </dev/null | sed 's/[0-9A-F]*:error/error/'"
}
typed 'a password that is typed' 'type secret\n
see No peer
type Q\n'
typed 'a wrong one' 'type wrong\n'
ui='!THREAD:error:1400006B:UI routines'
ours 'nobody to type a password' s_client -connect 127.0.0.1:1 -cipher SRP:@SECLEVEL=0 -tls1_2 \
	-srpuser user2048 -brief <<W
# s_client goes on without one.
!Can't use SSL_get_servername
!Enter pass phrase for SRP user:
!User interface error
$ui:UI_process:processing error:../crypto/ui/ui_lib.c:573:while reading strings
$error:srp_generate_client_master_secret:callback failed:../ssl/tls_srp.c:328:
= 1
W
same -d '/UI routines/d' 'a password of less than four letters is no error by itself' s_client \
	-connect 127.0.0.1:1 -cipher SRP:@SECLEVEL=0 -tls1_2 -srpuser user2048 -srppass pass:abc \
	-brief
finish
