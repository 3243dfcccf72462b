/*
 * The words behind a device, "rx 256 tx-push on", read by a table into a struct of the verb. The
 * kinds that only one verb has are read by a function of its own. A word may stand once.
 */
#ifndef LINKINFO_WORDS_H
#define LINKINFO_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum word_kind {
	WORD_U8,		/* uint8_t: decimal, or hexadecimal after 0x */
	WORD_U32,		/* uint32_t */
	WORD_ONOFF,		/* uint8_t: 1 or 0 */
	WORD_PICK,		/* uint32_t: the value of one of .picks */
	WORD_CALL,		/* .call takes what it wants of the words behind */
};

struct word_pick {
	char name[20];		/* "" ends the list */
	uint32_t value;
};

struct word {
	char name[20];		/* "" ends the table */
	enum word_kind kind;
	size_t at;		/* offset in the verb's struct: WORD_AT() */
	size_t given;		/* offset of the bool that says it was there: WORD_AT() */
	const struct word_pick *picks;
	/*
	 * *words is what follows the name, NULL at the end; it moves behind what it takes.
	 * Returns 0, or -1 after a message.
	 */
	int (*call)(const char *verb, const struct word *w, char ***words, void *to);
};

/* Offset of a field whose type is checked when it is compiled. */
#define WORD_AT(tag, type, field) \
	(offsetof(struct tag, field) + 0 * sizeof(&((struct tag *)0)->field == (type *)0))

/* The value of the one that is called so. Returns 0, or -1 after a message. */
int words_pick(const char *verb, const char *name, const struct word_pick *picks, const char *text,
	       uint32_t *to);

/* Reads all of them. Returns 0, or -1 after a message: the exit status is LINKINFO_FAIL then. */
int words_read(const char *verb, const struct word *table, char **words, void *to);

/* What follows that beginning of a word; NULL: it does not begin so. */
static inline const char *words_behind(const char *word, const char *begin)
{
	while (*begin && *word == *begin)
		word++, begin++;
	return *begin ? NULL : word;
}

/* For verbs without words: -1 after a message if there is one. */
int words_none(char **words);

/* For verbs that want one at least: -1 after a message if there is none. */
int words_some(const char *verb, char **words);

/* A number of the words' form: decimal, or hexadecimal after 0x. -1 after a message. */
int words_u32(const char *verb, const char *name, const char *text, uint32_t max, uint32_t *to);

/* "NAME (VERB): invalid value 'TEXT' for parameter 'WORD'"; returns -1. */
int words_invalid(const char *verb, const char *name, const char *text);

#endif
