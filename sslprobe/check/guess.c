/* Protocols by their first words. */
#include "check/guess.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

bool guess_tls(const void *p, size_t n)
{
	const uint8_t *b = p;

	/* alert or handshake; version 3.x, or DTLS */
	return n >= 2 && (b[0] == 21 || b[0] == 22) && (b[1] == 3 || b[1] == 254);
}

static bool begins(const char *p, size_t n, const char *word)
{
	return n >= strlen(word) && strncasecmp(p, word, strlen(word)) == 0;
}

static bool holds(const char *p, size_t n, const char *word)
{
	size_t len = strlen(word);

	for (size_t i = 0; i + len <= n; i++)
		if (strncasecmp(p + i, word, len) == 0)
			return true;
	return false;
}

/* A greeting of three digits: several protocols have it. */
static struct guess greeting(const char *p, size_t n)
{
	if (holds(p, n, "LMTP"))
		return (struct guess){ "LMTP", "lmtp" };
	if (holds(p, n, "SMTP") || holds(p, n, "mail"))
		return (struct guess){ "SMTP", "smtp" };
	if (begins(p, n, "200 ") || begins(p, n, "201 "))
		return (struct guess){ "NNTP", "nntp" };
	if (holds(p, n, "FTP"))
		return (struct guess){ "FTP", "ftp" };
	return (struct guess){ "SMTP or FTP", "smtp" };
}

static bool mysql(const char *p, size_t n)
{
	const uint8_t *b = (const uint8_t *)p;

	return n >= 6 && !b[2] && !b[3] && b[4] == 10 && b[5] >= '0' && b[5] <= '9';
}

struct guess guess_protocol(const char *p, size_t n)
{
	static const struct {
		const char *word;
		struct guess guess;
	} words[] = {
		{ "* OK", { "IMAP", "imap" } },
		{ "* BYE", { "IMAP", "imap" } },
		{ "* PREAUTH", { "IMAP", "imap" } },
		{ "+OK", { "POP3", "pop3" } },
		{ "-ERR", { "POP3 or Redis", "pop3" } },
		{ "SSH-", { "SSH", NULL } },
		{ "HTTP/", { "HTTP", NULL } },
		{ "<!DOCTYPE", { "HTTP", NULL } },
		{ "<html", { "HTTP", NULL } },
		{ "<?xml", { "XMPP", "xmpp" } },
		{ "<stream", { "XMPP", "xmpp" } },
		{ "\"IMPLEMENTATION\"", { "ManageSieve", "sieve" } },
		{ "RFB 00", { "VNC", NULL } },
		{ "\xff\xfd", { "telnet", "telnet" } },
		{ "\xff\xfb", { "telnet", "telnet" } },
		{ ":", { "IRC", "irc" } },
		{ "NOTICE ", { "IRC", "irc" } },
		{ "ERROR :", { "IRC", "irc" } },
	};

	if (mysql(p, n))
		return (struct guess){ "MySQL", "mysql" };
	for (unsigned i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (begins(p, n, words[i].word))
			return words[i].guess;
	if (n >= 4 && p[0] >= '1' && p[0] <= '5' && p[1] >= '0' && p[1] <= '9' && p[2] >= '0' &&
	    p[2] <= '9' && (p[3] == ' ' || p[3] == '-'))
		return greeting(p, n);
	return (struct guess){ NULL, NULL };
}
