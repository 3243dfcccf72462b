/* The standard display. */
#include "verbs.h"

static int display_read(struct linkinfo *l, char **words, void *facts)
{
	(void)l;
	(void)words;
	(void)facts;
	return 0;
}
static void display_text(struct linkinfo *l, const void *facts, struct obuf *o)
{
	(void)l;
	(void)o;
	(void)facts;
}
static void display_json(struct linkinfo *l, const void *facts, struct json *j)
{
	(void)l;
	(void)j;
	(void)facts;
}
const struct verb verb_display = {
	.name = "", .size = 1, .read = display_read, .text = display_text, .json = display_json
};
