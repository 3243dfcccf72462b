/* A change of receive side scaling read from words; see rss.h. */
#include "rss.h"

#include <linux/ethtool.h>
#include <string.h>

#include "base/num.h"

static bool number(const char *text, int64_t min, int64_t max, uint32_t *to)
{
	int64_t v;

	if (!text || num_any(text, min, max, &v) != NUM_OK)
		return false;
	*to = (uint32_t)v;
	return true;
}

/* Takes the weights off the words: all that begin with a digit. */
static bool take_weights(char ***words, struct rss_change *c)
{
	uint32_t weight;

	if (c->weights)
		return false;
	c->weights = *words;
	while (**words && ***words >= '0' && ***words <= '9') {
		if (!number(*(*words)++, 0, UINT32_MAX, &weight))
			return false;
		c->n_weights++;
	}
	return c->n_weights > 0;
}

static bool take_text(char ***words, const char **to)
{
	*to = **words;
	*words += *to != NULL;
	return *to;
}

static bool take_context(char ***words, uint32_t *to)
{
	const char *text;

	if (!take_text(words, &text))
		return false;
	if (strcmp(text, "new") != 0)
		return number(text, 1, ETH_RXFH_CONTEXT_ALLOC - 1, to);
	*to = ETH_RXFH_CONTEXT_ALLOC;
	return true;
}

static bool take_number(char ***words, int64_t min, uint32_t *to)
{
	const char *text;

	return take_text(words, &text) && number(text, min, INT32_MAX, to);
}

static bool take_word(char ***words, struct rss_change *c)
{
	const char *name = *(*words)++;

	if (strcmp(name, "equal") == 0)
		return take_number(words, 1, &c->equal);
	if (strcmp(name, "start") == 0)
		return take_number(words, 0, &c->start);
	if (strcmp(name, "weight") == 0)
		return take_weights(words, c);
	if (strcmp(name, "hkey") == 0)
		return take_text(words, &c->key);
	if (strcmp(name, "hfunc") == 0)
		return take_text(words, &c->function);
	if (strcmp(name, "context") == 0)
		return take_context(words, &c->context);
	if (strcmp(name, "default") == 0)
		return c->reset = true;
	if (strcmp(name, "delete") == 0)
		return c->del = true;
	return false;
}

/* What does not go together, in the order in which it is told. */
static const char *conflict(const struct rss_change *c)
{
	if (c->equal && c->weights)
		return "Equal and weight options are mutually exclusive";
	if (c->equal && c->reset)
		return "Equal and default options are mutually exclusive";
	if (c->weights && c->reset)
		return "Weight and default options are mutually exclusive";
	if (c->start && c->reset)
		return "Start and default options are mutually exclusive";
	if (c->reset && c->context)
		return "Default and context options are mutually exclusive";
	if (c->start && !c->equal && !c->weights)
		return "Start must be used with equal or weight options";
	if (c->del && !c->context)
		return "Delete option requires context option";
	if (c->del && c->weights)
		return "Delete and weight options are mutually exclusive";
	if (c->del && c->equal)
		return "Delete and equal options are mutually exclusive";
	if (c->del && c->key)
		return "Delete and hkey options are mutually exclusive";
	return NULL;
}

const char *rss_read(char **words, struct rss_change *c)
{
	*c = (struct rss_change){ 0 };
	if (!*words)
		return RSS_USAGE;
	while (*words)
		if (!take_word(&words, c))
			return RSS_USAGE;
	return conflict(c);
}

/* Each queue gets the part of the table that its weight is of all. */
static const char *fill_weights(const struct rss_change *c, uint32_t *table, uint32_t size)
{
	uint64_t sum = 0, part = 0, i = 0;
	uint32_t weight = 0;

	for (size_t w = 0; w < c->n_weights; w++) {
		number(c->weights[w], 0, UINT32_MAX, &weight);
		sum += weight;
	}
	if (!sum)
		return "At least one weight must be non-zero";
	if (sum > size)
		return "Total weight exceeds the size of the indirection table";
	for (size_t w = 0; w < c->n_weights; w++) {
		number(c->weights[w], 0, UINT32_MAX, &weight);
		part += weight;
		while (i < size * part / sum)
			table[i++] = c->start + (uint32_t)w;
	}
	return NULL;
}

const char *rss_fill(const struct rss_change *c, uint32_t *table, uint32_t size)
{
	if (c->weights)
		return fill_weights(c, table, size);
	for (uint32_t i = 0; i < size; i++)
		table[i] = c->start + i % c->equal;
	return NULL;
}

enum rss_key rss_key_read(const char *text, uint8_t *key, size_t size, size_t *got)
{
	*got = 0;
	do {
		if (*got == size) {
			*got = size + 1;
			return RSS_KEY_LONG;
		}
		if (num_hex(text[0]) < 0 || num_hex(text[1]) < 0 || (text[2] && text[2] != ':'))
			return RSS_KEY_SYNTAX;
		key[(*got)++] = (uint8_t)(num_hex(text[0]) << 4 | num_hex(text[1]));
		/* a colon may end it */
		text += text[2] ? 3 : 2;
	} while (*text);
	return *got < size ? RSS_KEY_SHORT : RSS_KEY_OK;
}
