# Real servers, as Debian has them, in a node of a lab; source tests/lab/lab.sh first, and for their
# certificates tls.sh.
#
#	server_has KIND			is it installed, and could it run here?
#	server KIND NODE HOST [CERT]	begins, as HOST, with a certificate of $TLS, and listens:
#		ssh	22		openssh
#		postfix	25		its banner is "HOST ESMTP Postfix"
#		exim	25		its banner is "HOST ESMTP Exim"; no TLS
#		dovecot	143, 993	IMAP; testuser, whose password is asdfqwerQWER, has 3 mails
#		nginx	443		HTTPS
#
# Each has configuration, mails and queues in a folder of the test's own and a /run that nobody else
# sees; it listens on all addresses of the node. It ends with the lab.
# shellcheck shell=sh

servers=${tap_dir:?source tests/tap.sh first}/servers
mkdir -p "$servers" && chmod 755 "$servers" || exit
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin

# In a user namespace of one user none of them could become the users that it has for its parts.
server_has() {
	case $1 in
	ssh) command -v sshd && command -v ssh-keygen ;;
	exim) command -v exim4 ;;
	*) command -v "$1" ;;
	esac >/dev/null && setpriv --reuid 65534 --regid 65534 --clear-groups true 2>/dev/null
}

server() {
	server_kind=$1 server_node=$2 server_host=$3 server_cert=${4:-}
	server_home=$servers/$2-$1
	mkdir "$server_home" && "server_$1" && return
	cat "$server_home"/*log
	return 1
}

# server_run PORTS COMMAND...
server_run() {
	server_ports=$1
	shift
	lab_bg "$server_node" unshare -m sh -c 'umask 022 &&
		mount -t tmpfs -o mode=755 tmpfs /run &&
		mkdir /run/sshd /run/dovecot && exec "$@"' sh "$@" \
		>"$server_home/log" 2>&1 </dev/null || return
	for server_port in $server_ports; do
		lab_wait 20 lab_listens "$server_node" "$server_port" ||
			lab_die "$server_kind does not listen on port $server_port" || return
	done
}

server_ssh() {
	ssh-keygen -q -t ed25519 -N '' -f "$server_home/key" && : >"$server_home/conf" &&
		server_run 22 "$(command -v sshd)" -D -f "$server_home/conf" -h "$server_home/key"
}

server_nginx() {
	cat >"$server_home/conf" <<-EOT || return
		daemon off;
		pid /run/nginx.pid;
		error_log $server_home/nginx.log;
		events { }
		http {
			access_log off;
			client_body_temp_path $server_home/body;
			proxy_temp_path $server_home/proxy;
			fastcgi_temp_path $server_home/fastcgi;
			uwsgi_temp_path $server_home/uwsgi;
			scgi_temp_path $server_home/scgi;
			server {
				listen 443 ssl http2;
				ssl_certificate $TLS/$server_cert.pem;
				ssl_certificate_key $TLS/$server_cert.key;
				ssl_session_tickets off;
				location / { return 200 "hello\n"; }
			}
		}
	EOT
	server_run 443 nginx -e "$server_home/nginx.log" -c "$server_home/conf"
}

# Mails lie in folders of files, made here, those of the guide.
server_dovecot() {
	for server_box in '' 'Public folders' 'Public folders/All' Outbox 'Deleted Items' \
		'Sent Items' Drafts 'Junk E-mail'; do
		for server_part in new cur tmp; do
			mkdir -p "$server_home/mail/$server_box/$server_part" || return
		done
	done
	for server_mail in 1 2 3; do
		printf 'Subject: %s\n\nA mail.\n' "$server_mail" \
			>"$server_home/mail/new/$server_mail.M1P1.$server_host" || return
	done
	chown -R 65534:65534 "$server_home/mail" && cat >"$server_home/conf" <<-EOT || return
		protocols = imap
		listen = *
		base_dir = /run/dovecot
		state_dir = $server_home
		log_path = $server_home/dovecot.log
		mail_location = maildir:$server_home/mail:LAYOUT=fs
		first_valid_uid = 1
		ssl = no
		namespace inbox {
		  inbox = yes
		  separator = /
		}
		passdb {
		  driver = static
		  args = password=asdfqwerQWER
		}
		userdb {
		  driver = static
		  args = uid=65534 gid=65534 home=$server_home/mail
		}
	EOT
	[ -z "$server_cert" ] || cat >>"$server_home/conf" <<-EOT || return
		ssl = required
		ssl_cert = <$TLS/$server_cert.pem
		ssl_key = <$TLS/$server_cert.key
	EOT
	server_run "143${server_cert:+ 993}" dovecot -F -c "$server_home/conf"
}

server_postfix() {
	mkdir "$server_home/etc" "$server_home/spool" "$server_home/data" &&
		chown postfix "$server_home/data" && : >"$server_home/etc/dynamicmaps.cf" &&
		cat >"$server_home/etc/main.cf" <<-EOT &&
			compatibility_level = 3.6
			queue_directory = $server_home/spool
			data_directory = $server_home/data
			myhostname = $server_host
			inet_interfaces = all
			inet_protocols = ipv4
			alias_maps =
			maillog_file = /dev/stdout
			maillog_file_prefixes = /dev/stdout
		EOT
		cat >"$server_home/etc/master.cf" <<-'EOT' || return
			25 inet n - n - - smtpd
			postlog unix-dgram n - n - 1 postlogd
			tlsmgr unix - - n 1000? 1 tlsmgr
			rewrite unix - - n - - trivial-rewrite
			cleanup unix n - n - 0 cleanup
			anvil unix - - n - 1 anvil
			proxymap unix - - n - - proxymap
			proxywrite unix - - n - 1 proxymap
		EOT
	[ -z "$server_cert" ] || cat >>"$server_home/etc/main.cf" <<-EOT || return
		smtpd_tls_security_level = may
		smtpd_tls_cert_file = $TLS/$server_cert.pem
		smtpd_tls_key_file = $TLS/$server_cert.key
	EOT
	server_run 25 postfix -c "$server_home/etc" start-fg
}

# It writes as a user of its own.
server_exim() {
	mkdir -m 777 "$server_home/spool" && chmod 777 "$server_home" &&
		cat >"$server_home/conf" <<-EOT || return
			primary_hostname = $server_host
			smtp_banner = $server_host ESMTP Exim
			spool_directory = $server_home/spool
			log_file_path = $server_home/%slog
			keep_environment =
		EOT
	server_run 25 exim4 -C "$server_home/conf" -bdf -oX 25 -oP "$server_home/pid"
}
