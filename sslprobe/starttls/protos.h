/* The protocols that turn to TLS, a file each. */
#ifndef SSLPROBE_STARTTLS_PROTOS_H
#define SSLPROBE_STARTTLS_PROTOS_H

#include "starttls/starttls.h"

extern const struct starttls_proto starttls_smtp, starttls_lmtp, starttls_pop3, starttls_imap,
	starttls_ftp, starttls_xmpp, starttls_xmpp_server, starttls_telnet, starttls_irc,
	starttls_mysql, starttls_postgres, starttls_nntp, starttls_sieve, starttls_ldap;

#endif
