/* The frame of all dialogues before TLS: lines and packets out of bytes, the list of protocols. */
#include "starttls/starttls.h"

#include <string.h>
#include <strings.h>

#include "starttls/protos.h"

const struct starttls_proto *const starttls_protos[] = {
	&starttls_smtp, &starttls_pop3, &starttls_imap, &starttls_ftp, &starttls_xmpp,
	&starttls_xmpp_server, &starttls_telnet, &starttls_irc, &starttls_mysql,
	&starttls_postgres, &starttls_lmtp, &starttls_nntp, &starttls_sieve, &starttls_ldap,
	NULL,
};

const struct starttls_proto *starttls_find(const char *name)
{
	for (unsigned i = 0; starttls_protos[i]; i++)
		if (strcmp(starttls_protos[i]->name, name) == 0)
			return starttls_protos[i];
	return NULL;
}

const struct starttls_proto *starttls_service(const char *name)
{
	for (unsigned i = 0; starttls_protos[i]; i++) {
		const struct starttls_proto *p = starttls_protos[i];

		if (strcasecmp(p->name, name) == 0)
			return p;
		for (unsigned k = 0; k < sizeof(p->also) / sizeof(p->also[0]); k++)
			if (p->also[k] && strcasecmp(p->also[k], name) == 0)
				return p;
	}
	return NULL;
}

bool starttls_says(const char *text, const char *word)
{
	return strcasestr(text, word) != NULL;
}

static void copy(char *to, size_t size, const char *from)
{
	size_t n = strlen(from);

	if (n >= size)
		n = size - 1;
	memcpy(to, from, n);
	to[n] = '\0';
}

enum starttls_state starttls_fail(struct starttls *s, const char *words, const char *line)
{
	copy(s->why, sizeof(s->why), words);
	if (line) {
		size_t n = strlen(s->why);

		copy(s->why + n, sizeof(s->why) - n, line);
	}
	return STARTTLS_FAILED;
}

void starttls_tell(struct starttls *s, const char *line, size_t n)
{
	if (n > sizeof(s->told))
		n = sizeof(s->told);
	memcpy(s->told, line, n);
	s->told_len = n;
}

void starttls_ask(struct starttls *s, struct obuf *say, const char *question)
{
	s->doubtful = !s->found;
	s->asked = true;
	ob_str(say, question);
}

void starttls_begin(struct starttls *s, const struct starttls_proto *proto, const char *name,
		    const char *host, struct obuf *say)
{
	s->proto = proto;
	s->name = name;
	s->host = host;
	s->step = 0;
	s->found = s->doubtful = s->asked = false;
	s->heard = s->len = s->told_len = 0;
	s->why[0] = '\0';
	if (proto->begin)
		proto->begin(s, say);
}

/* buf is one line; its end is cut off, and a NUL in it ends it for all who look at it. */
static enum starttls_state end_line(struct starttls *s, struct obuf *say)
{
	size_t n = s->len - 1;

	s->len = 0;
	if (n && s->buf[n - 1] == '\r')
		n--;
	s->buf[n] = '\0';
	return s->proto->line(s, s->buf, n, say);
}

static enum starttls_state take(struct starttls *s, uint8_t c, struct obuf *say)
{
	size_t whole;

	if (s->len == STARTTLS_LINE || ++s->heard > STARTTLS_ALL)
		return starttls_fail(s, "The server's answer is too long.", NULL);
	s->buf[s->len++] = (char)c;
	if (s->proto->line)
		return c == '\n' ? end_line(s, say) : STARTTLS_MORE;
	whole = s->proto->whole(s);
	if (whole > STARTTLS_LINE)
		return starttls_fail(s, "The server's answer is too long.", NULL);
	return whole && s->len >= whole ? s->proto->packet(s, say) : STARTTLS_MORE;
}

enum starttls_state starttls_feed(struct starttls *s, const void *p, size_t n, size_t *used,
				  struct obuf *say)
{
	const uint8_t *bytes = p;
	enum starttls_state state = STARTTLS_MORE;

	for (*used = 0; *used < n && state == STARTTLS_MORE; ++*used)
		state = take(s, bytes[*used], say);
	return state;
}

enum starttls_state starttls_end(struct starttls *s)
{
	const char *words = s->proto->ended;

	return starttls_fail(s, words ? words : "The server ended the connection before TLS.",
			     NULL);
}
