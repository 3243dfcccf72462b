# Certificates and TLS servers for tests; source tests/lab/lab.sh first, and have a node made.
#
#	tls_key NAME [ALGORITHM...]	NAME.key; EC unless the words for `openssl genpkey` say else
#	tls_ca NAME [SUBJECT]		a root: NAME.key, NAME.pem
#	tls_cert NAME CA SUBJECT [EXTENSIONS [OPTION...]]
#					NAME.pem, signed by CA; its key is NAME.key, or that of all
#					(key.key). EXTENSIONS in lines as in a configuration file;
#					OPTIONs for `openssl x509`; tls_from= and tls_to=, as
#					YYYYMMDDHHMMSSZ, say when it is valid (now, 30 days)
#	tls_server NODE PORT OPTION...	openssl s_server there, and waits until it listens
#	tls_input=$TLS/silence		what such a server reads: a pipe into which nobody writes;
#					else /dev/null
#	tls_loud=-no_comp		an option in the place of -quiet, with which it takes no
#					commands from its input
#	tls_talk NODE NAME ACTION...	talkd there (tests/lab/talkd); its port goes to $tls_port,
#					and what it hears to NAME.heard
#	tls_stop			ends all of these servers
#
# Files are in $TLS, a folder made for them.
# shellcheck shell=sh

TLS=${tap_dir:?source tests/tap.sh first}/tls
TLS_TALKD=$BUILD/tests/lab/talkd
tls_openssl=$(command -v openssl) || skip_all 'needs openssl'
[ -x "$TLS_TALKD" ] || skip_all "not built: $TLS_TALKD"
mkdir -p "$TLS"
: >"$TLS/pids"
[ -p "$TLS/silence" ] || mkfifo "$TLS/silence" || exit
exec 9<>"$TLS/silence"
at_exit tls_stop

tls_key() {
	tls_file=$TLS/$1.key
	shift
	[ $# -gt 0 ] || set -- -algorithm EC -pkeyopt ec_paramgen_curve:P-256
	"$tls_openssl" genpkey "$@" -out "$tls_file" 2>/dev/null
}

tls_ca() {
	[ -e "$TLS/$1.key" ] || tls_key "$1" || return
	"$tls_openssl" req -x509 -new -key "$TLS/$1.key" -subj "${2:-/O=Test/CN=$1}" -days 3650 \
		-out "$TLS/$1.pem"
}

tls_cert() {
	tls_name=$1 tls_issuer=$2 tls_subject=$3 tls_extensions=${4:-}
	shift 3
	[ $# = 0 ] || shift
	[ -e "$TLS/key.key" ] || tls_key key || return
	tls_own=$TLS/$tls_name.key
	[ -e "$tls_own" ] || cp "$TLS/key.key" "$tls_own" || return
	printf '%s\n' "$tls_extensions" >"$TLS/ext"
	"$tls_openssl" req -new -utf8 -key "$tls_own" -subj "$tls_subject" -out "$TLS/csr" || return
	if [ -n "${tls_from:-}${tls_to:-}" ]; then
		tls_dated "$@"
	else
		"$tls_openssl" x509 -req -in "$TLS/csr" -CA "$TLS/$tls_issuer.pem" \
			-CAkey "$TLS/$tls_issuer.key" -CAcreateserial -days 30 \
			-extfile "$TLS/ext" "$@" -out "$TLS/$tls_name.pem" 2>/dev/null
	fi
}

# Dates of one's choice only `openssl ca` sets.
tls_dated() {
	: >"$TLS/index"
	cat >"$TLS/ca.cnf" <<-EOT
		[ca]
		default_ca = it
		[it]
		database = $TLS/index
		new_certs_dir = $TLS
		rand_serial = yes
		unique_subject = no
		policy = any
		default_md = sha256
		[any]
		commonName = supplied
	EOT
	"$tls_openssl" ca -batch -notext -config "$TLS/ca.cnf" -cert "$TLS/$tls_issuer.pem" \
		-keyfile "$TLS/$tls_issuer.key" -in "$TLS/csr" -extfile "$TLS/ext" \
		-startdate "${tls_from:-20200101000000Z}" -enddate "${tls_to:-20491231000000Z}" \
		-preserveDN "$@" -out "$TLS/$tls_name.pem" 2>/dev/null
}

tls_server() {
	tls_node=$1 tls_at=$2
	shift 2
	# The shell gives what goes to the background no input unless it is named here.
	(cd "$TLS" && {
		lab_become "$tls_node" "$tls_openssl" s_server -accept "$tls_at" \
			"${tls_loud:--quiet}" "$@" \
			<"${tls_input:-/dev/null}" >>"$TLS/server.log" 2>&1 &
		echo $! >>"$TLS/pids"
	})
	lab_wait 10 lab_listens "$tls_node" "${tls_at##*:}"
}

tls_said() {
	[ -s "$1" ]
}

tls_talk() {
	tls_node=$1 tls_name=$2
	shift 2
	: >"$TLS/$tls_name.heard"
	lab_bg "$tls_node" "$TLS_TALKD" "$@" >"$TLS/$tls_name.heard"
	echo $! >>"$TLS/pids"
	lab_wait 10 tls_said "$TLS/$tls_name.heard" || return
	read -r tls_port <"$TLS/$tls_name.heard"
}

tls_stop() {
	while read -r tls_pid; do
		kill "$tls_pid" 2>/dev/null
	done <"$TLS/pids"
	: >"$TLS/pids"
}
