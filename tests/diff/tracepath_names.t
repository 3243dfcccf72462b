#!/bin/sh
# Names of hops: long ones, none, and what a hostile or broken name server says.
. "${0%/*}/../tap.sh"
. "$TOP/tests/diff/tracepath_lab.sh"
dnsd=$BUILD/tests/lab/dnsd
[ -x "$dnsd" ] || skip_all "not built: $dnsd"
diff_at twin
R1=$(lab_addr r1) R2=198.18.2.2 R3=198.18.3.2
R1_6=$(lab_addr r1 6)
printf 'nameserver 127.0.0.1\noptions timeout:1 attempts:1\n' | lab_etc client resolv.conf
echo '127.0.0.1 localhost' | lab_etc client hosts

# dns RULE...: what the server says from now on (see dnsd)
dns() {
	[ ! -e "$tap_dir/dnsd" ] || kill "$(cat "$tap_dir/dnsd")"
	lab_bg twin "$dnsd" far.lab="$SERVER4" "$SERVER4=name:far.lab" "$@" >/dev/null
	echo $! >"$tap_dir/dnsd"
	lab_wait 5 lab_in twin grep -q '^ *[0-9]*: 0100007F:0035 ' /proc/net/udp || exit
}
x=xxxxxxxxxx
dns "$R1=nxdomain" "$R2=name:$x$x$x$x$x.a" "$R3=name:$x$x$x$x.$x$x$x$x$x$x.$x$x$x$x$x$x.lab" \
	"$R1_6=name:six.lab"
for a in '' -b -n '-n -b'; do
	# shellcheck disable=SC2086 # options
	same "no name, names of 52 and 168 bytes${a:+ with $a}" $a far.lab
done
dns "$R1=name:$x$x$x$x$x" "$R2=name:$x$x$x$x$x.x" "$R3=name:$x$x$x$x.$x"
same 'names of 50, 52 and 51 bytes' far.lab
same 'the names of a number' "$SERVER4"
dns "$R1=empty" "$R2=name:xn--bcher-kva.lab" \
	"$R3=name:$x$x$x$x$x$x.$x$x$x$x$x$x.$x$x$x$x$x$x.$x$x$x$x$x"
same 'an empty answer, a name in punycode, one of 233 bytes' -b far.lab
dns "$R1=name:evil\\1b[31m\\07x.lab" "$R2=name:a\\0ab.lab" "$R3=name:b\\c3\\bccher.lab"
same 'names that would act on a terminal' far.lab
same 'names that would act on a terminal, and addresses' -b far.lab
dns "$R1=servfail" "$R2=junk" "$R3=name:slow.lab@0.5"
but 'a server that fails, talks junk, is slow' far.lab <<'W'
# It shows ??? in place of the address.
| 1?: [LOCALHOST]                      pmtu 1500
| 1:  198.18.1.3                                            T.TTTms $
| 2:  198.18.2.2                                            T.TTTms $
| 3:  slow.lab                                              T.TTTms $
| 4:  far.lab                                               T.TTTms reached
|     Resume: pmtu 1500 hops 4 back 4 $
= 0
W
but 'a server that fails, and addresses' -b -m 1 far.lab <<'W'
# Likewise.
| 1?: [LOCALHOST]                      pmtu 1500
| 1:  198.18.1.3 (198.18.1.3)                               T.TTTms $
|     Too many hops: pmtu 1500
|     Resume: pmtu 1500 $
= 0
W

finish
