#!/bin/sh
# What tracepath shows of a path: hops, names, the path MTU, and where it ends.
. "${0%/*}/../tap.sh"
. "$TOP/tests/diff/tracepath_lab.sh"

for to in "$SERVER4" "$SERVER6"; do
	for a in '' -n -b '-n -b' '-m 1' '-m 3' '-m 4' '-n -l 1500' '-n -l 1400' '-n -l 100' \
		'-n -l 49' '-n -l 5000' '-n -p 50000'; do
		# shellcheck disable=SC2086 # options
		same -p fresh "a path to $to${a:+ with $a}" $a "$to"
	done
	same -p fresh "a path to $to and a port" -n "$to/50000"
	same -1 "a path to $to whose MTU is known" -n "$to"
done
same 'a path to a name' server.lab
same 'a path to a name over IPv4' -4 server.lab
same 'a path to a name that only has an IPv4 address' -b server4.lab
for node in client twin; do
	lab_ip "$node" route flush cache
done

# narrow MTU: the middle link, the last one, and the first one
narrow() {
	lab_mtu r2 r3 "$1" && lab_mtu r3 r2 "$1"
}
narrow 1400
for to in "$SERVER4" "$SERVER6"; do
	same -p fresh "a narrow link on the way to $to" "$to"
	same -p fresh "a narrow link beyond the last TTL on the way to $to" -n -m 2 "$to"
	same -p fresh "a narrow link behind the last TTL on the way to $to" -n -m 3 "$to"
	same -p fresh "a narrow link that -l fits, on the way to $to" -n -l 1400 "$to"
	same -p fresh "a link that is too narrow for -l by a byte, to $to" -n -l 1401 "$to"
done
lab_mtu r3 server 1300 && lab_mtu server r3 1300
for to in "$SERVER4" "$SERVER6"; do
	same -p fresh "two narrow links on the way to $to" -n "$to"
done
lab_mtu r3 server 1500 && lab_mtu server r3 1500 && narrow 1500
for node in client twin; do
	lab_mtu "$node" lan 1400
done
for to in "$SERVER4" "$SERVER6"; do
	same -p fresh "a narrow first link on the way to $to" -n "$to"
	same -p fresh "a narrow first link on the way to $to with -l" -n -l 1400 "$to"
done
for node in client twin; do
	lab_mtu "$node" lan 1500
done

# what routers and the server refuse with
for how in net-unreachable host-unreachable; do
	lab_reject r2 4 $how
	same "r2 refuses with $how" -n "$SERVER4"
	lab_open r2
	lab_reject server 4 $how
	same "the server refuses with $how" -n "$SERVER4"
	lab_open server
done
for how in no-route admin-prohibited addr-unreachable policy-fail reject-route; do
	lab_reject r2 6 $how
	same "r2 refuses IPv6 with $how" -n "$SERVER6"
	lab_open r2
	lab_reject server 6 $how
	same "the server refuses IPv6 with $how" -n "$SERVER6"
	lab_open server
done
# refused HOW MARK REASON: ours ends the line of r2, and of the server, with MARK
refused() {
	lab_reject r2 4 "$1"
	but "r2 refuses with $1" -n "$SERVER4" <<-W
		# $3
		| 1?: [LOCALHOST]                      pmtu 1500
		| 1:  198.18.1.3                                            T.TTTms \$
		| 2:  198.18.2.2                                            T.TTTms \$
		| 3:  198.18.2.2                                            T.TTTms $2
		|     Resume: pmtu 1500 \$
		= 0
	W
	lab_open r2
	lab_reject server 4 "$1"
	but "the server refuses with $1" -n "$SERVER4" <<-W
		# $3
		| 1?: [LOCALHOST]                      pmtu 1500
		| 1:  198.18.1.3                                            T.TTTms \$
		| 2:  198.18.2.2                                            T.TTTms \$
		| 3:  198.18.3.2                                            T.TTTms \$
		| 4:  198.18.4.2                                            T.TTTms $2
		|     Resume: pmtu 1500 \$
		= 0
	W
	lab_open server
}
refused prot-unreachable '!P' 'It calls that an error of the net, on standard error.'
refused net-prohibited '!A' 'It says that there is no such network.'
refused host-prohibited '!A' 'It says that there is no such host.'
refused admin-prohibited '!A' 'It says that there is no such host.'
quiet() {
	lab_nft "$1" <<-'EOT'
		add rule inet lab output icmp type time-exceeded drop
		add rule inet lab output icmpv6 type time-exceeded drop
	EOT
}
for to in "$SERVER4" "$SERVER6"; do
	family=4
	[ "$to" = "$SERVER4" ] || family=6
	lab_reject server $family port-unreachable
	same "the server refuses $to with port-unreachable" -n "$to"
	lab_open server
	lab_drop server $family
	same "the server is silent on $to" -n -m 4 "$to"
	lab_open server
	quiet r2
	same "r2 is silent on the way to $to" -n "$to"
	lab_open r2
done

finish
