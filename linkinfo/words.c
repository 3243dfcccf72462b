/* The words of a change, read by tables; see words.h. */
#include "words.h"

#include <string.h>

#include "base/num.h"
#include "base/prog.h"

int words_invalid(const char *verb, const char *name, const char *text)
{
	warn_bare("%s (%s): invalid value '%s' for parameter '%s'", prog_name(), verb, text, name);
	return -1;
}

int words_u32(const char *verb, const char *name, const char *text, uint32_t max, uint32_t *to)
{
	bool hex = text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
	int64_t v;

	if ((hex ? num_any : num_int)(text, 0, max, &v) != NUM_OK)
		return words_invalid(verb, name, text);
	*to = (uint32_t)v;
	return 0;
}

int words_pick(const char *verb, const char *name, const struct word_pick *picks, const char *text,
	       uint32_t *to)
{
	for (const struct word_pick *p = picks; p->name[0]; p++)
		if (strcmp(p->name, text) == 0) {
			*to = p->value;
			return 0;
		}
	return words_invalid(verb, name, text);
}

/* The value of one word. */
static int value(const char *verb, const struct word *w, const char *text, void *at)
{
	static const struct word_pick onoff[] = { { "off", 0 }, { "on", 1 }, { "", 0 } };
	uint32_t v = 0;
	int rc;

	if (w->kind == WORD_ONOFF)
		rc = words_pick(verb, w->name, onoff, text, &v);
	else if (w->kind == WORD_PICK)
		rc = words_pick(verb, w->name, w->picks, text, &v);
	else
		rc = words_u32(verb, w->name, text, w->kind == WORD_U8 ? UINT8_MAX : UINT32_MAX,
			       &v);
	if (rc < 0)
		return -1;
	if (w->kind == WORD_U8 || w->kind == WORD_ONOFF)
		*(uint8_t *)at = (uint8_t)v;
	else
		*(uint32_t *)at = v;
	return 0;
}

static const struct word *find(const struct word *table, const char *name)
{
	for (; table->name[0]; table++)
		if (strcmp(table->name, name) == 0)
			return table;
	return NULL;
}

int words_read(const char *verb, const struct word *table, char **words, void *to)
{
	while (*words) {
		const char *name = *words++;
		const struct word *w = find(table, name);
		bool *given;

		if (!w) {
			warn_bare("%s (%s): unknown parameter '%s'", prog_name(), verb, name);
			return -1;
		}
		given = (bool *)((char *)to + w->given);
		if (*given) {
			warn_bare("%s (%s): duplicate parameter '%s'", prog_name(), verb, name);
			return -1;
		}
		*given = true;
		if (!*words) {
			warn_bare("%s (%s): no value for parameter '%s'", prog_name(), verb, name);
			return -1;
		}
		if (w->kind == WORD_CALL) {
			if (w->call(verb, w, &words, (char *)to + w->at) < 0)
				return -1;
		} else if (value(verb, w, *words++, (char *)to + w->at) < 0) {
			return -1;
		}
	}
	return 0;
}

int words_none(char **words)
{
	if (!*words)
		return 0;
	warn("unexpected parameter '%s'", *words);
	return -1;
}

int words_some(const char *verb, char **words)
{
	if (*words)
		return 0;
	warn_bare("%s (%s): parameters missing", prog_name(), verb);
	return -1;
}
