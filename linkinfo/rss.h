/*
 * A change of receive side scaling as words, and the table and key that they ask for; struct
 * ethtool_rxfh of linux/ethtool.h. Pure: no device.
 */
#ifndef LINKINFO_RSS_H
#define LINKINFO_RSS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct rss_change {
	uint32_t equal;		/* spread over so many queues; 0: not asked for */
	uint32_t start;		/* the first of the queues */
	char **weights;		/* the words of the weights; NULL: not asked for */
	size_t n_weights;
	bool reset, del;	/* "default", "delete" */
	const char *key, *function;
	uint32_t context;	/* 0: the default one; ETH_RXFH_CONTEXT_ALLOC: a new one */
};

/* What rss_read() and rss_fill() return: NULL, RSS_USAGE or a message. */
#define RSS_USAGE ""

const char *rss_read(char **words, struct rss_change *c);

/* The table of `size` entries for equal or weights. */
const char *rss_fill(const struct rss_change *c, uint32_t *table, uint32_t size);

enum rss_key {
	RSS_KEY_OK,
	RSS_KEY_SYNTAX,		/* not pairs of hexadecimal digits between colons */
	RSS_KEY_SHORT,
	RSS_KEY_LONG,
};

/* Reads a key of `size` bytes; *got is how many there were, size + 1 if more. */
enum rss_key rss_key_read(const char *text, uint8_t *key, size_t size, size_t *got);

#endif
