/* Protocols that speak in lines: HTTP and its kin. */
#include "lines.h"

#include <strings.h>

#define TOKEN 128

/* Can it be read, and is it promised? */
static bool has(const struct view *v, size_t at)
{
	return view_has(v, at, 1) && at < v->len;
}

/*
 * The word at that place, and where the next one begins. 0: there is none, or it is no text, or it
 * has no end.
 */
static size_t token(const struct view *v, size_t at, char *word, size_t room)
{
	size_t n = 0;

	for (; has(v, at) && v->p[at] != ' ' && v->p[at] != '\t'; at++) {
		uint8_t c = v->p[at];

		if (c == '\r' || c == '\n')
			break;
		if (c < 0x21 || c > 0x7e)
			return 0;
		if (n + 1 < room)
			word[n++] = (char)c;
		else
			return 0;
	}
	/* the capture ends with it, the message does not */
	if (!n || (!has(v, at) && at < v->len))
		return 0;
	word[n] = '\0';
	while (has(v, at) && v->p[at] == ' ')
		at++;
	return at;
}

/* A request begins with a known word, an answer has a number of three digits behind its first. */
static bool recognized(const struct view *v, const char *const *words)
{
	char word[TOKEN];
	size_t at = token(v, 0, word, sizeof(word));

	if (!at)
		return false;
	for (; *words; words++)
		if (!strcasecmp(word, *words))
			return true;
	if (!token(v, at, word, sizeof(word)) || strlen(word) != 3)
		return false;
	for (int i = 0; i < 3; i++)
		if (word[i] < '0' || word[i] > '9')
			return false;
	return true;
}

/* The capture ends here; -x shows that with the link header. */
static void ends(struct pkt *pk)
{
	pk->whole = true;
	pkt_cut(pk);
}

/* One line with that before it; where the next begins. 0: it is no text, or the last. */
static size_t line(struct pkt *pk, const struct view *v, size_t at, const char *before,
		   struct obuf *o)
{
	size_t end = at;
	bool whole = false;

	for (; has(v, end); end++) {
		uint8_t c = v->p[end];

		if (c == '\n') {
			whole = true;
			break;
		}
		if (c == '\r') {
			if (!view_has(v, end + 1, 1) && end + 1 < v->len)
				ends(pk);
			if (!has(v, end + 1) || v->p[end + 1] != '\n')
				return 0;
			whole = true;
			break;
		}
		if ((c < 0x20 && c != '\t') || c > 0x7e)
			return 0;
	}
	/* a line that the capture cuts is not shown; one that the message ends in is */
	if (!whole && end < v->len) {
		ends(pk);
		return 0;
	}
	ob_str(o, before);
	ob_mem(o, v->p + at, end - at);
	if (!whole) {
		pkt_mark(pk, o);
		return 0;
	}
	return end + (v->p[end] == '\r' ? 2 : 1);
}

void lines_print(struct pkt *pk, struct view v, const char *title, const char *const *words,
		 struct obuf *o)
{
	size_t at = 0;

	ob_str(o, title);
	if (words && !recognized(&v, words))
		return;
	if (!pk->show->v) {
		line(pk, &v, 0, ": ", o);
		return;
	}
	ob_num(o, ", length: ", v.len, "");
	while (at < v.len && pkt_step(pk)) {
		at = line(pk, &v, at, "\n\t", o);
		if (!at)
			break;
	}
}
