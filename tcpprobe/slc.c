/* Special characters of LINEMODE: both sides agree on what a character means (RFC 1184, 2.4). */
#include "telnet.h"

enum { NOSUPPORT = 0, CANTCHANGE = 1, VARIABLE = 2, DEFAULT = 3, LEVEL = 3 };
enum { FLUSHOUT = 32, FLUSHIN = 64, ACK = 128 };
#define NONE CHARS	/* not a character that is kept here */

#define LM_SLC 3
#define TRIPLET 3

/* What each function is here, by its number; those without a name are not told to the server. */
static const struct {
	const char *name;
	enum special is;
	uint8_t flags;
	bool told;
} functions[SLC_FUNCTIONS + 1] = {
	{ "0", NONE, 0, false },	{ "SYNCH", NONE, 0, true },
	{ "BRK", NONE, 0, false },	{ "IP", CH_INTERRUPT, FLUSHIN | FLUSHOUT, true },
	{ "AO", CH_FLUSH, 0, true },	{ "AYT", CH_AYT, 0, true },
	{ "EOR", NONE, 0, false },	{ "ABORT", CH_QUIT, FLUSHIN | FLUSHOUT, true },
	{ "EOF", CH_EOF, 0, true },	{ "SUSP", CH_SUSP, FLUSHIN, true },
	{ "EC", CH_ERASE, 0, true },	{ "EL", CH_KILL, 0, true },
	{ "EW", CH_WERASE, 0, true },	{ "RP", CH_REPRINT, 0, true },
	{ "LNEXT", CH_LNEXT, 0, true }, { "XON", CH_START, 0, true },
	{ "XOFF", CH_STOP, 0, true },	{ "FORW1", CH_FORW1, 0, true },
	{ "FORW2", CH_FORW2, 0, true },
};

const char *slc_name(uint8_t function)
{
	return function <= SLC_FUNCTIONS ? functions[function].name : NULL;
}

/* As the terminal has them now. */
static struct slc local(const struct telnet *t, int function)
{
	enum special which = functions[function].is;
	struct slc s = { NOSUPPORT, 0 };

	if (which != NONE && which != CH_AYT && t->chars[which] != CHAR_OFF)
		s = (struct slc){ VARIABLE | functions[function].flags, t->chars[which] };
	return s;
}

void slc_open(struct telnet *t)
{
	for (int i = 0; i <= SLC_FUNCTIONS; i++)
		t->slc[i] = t->slc_default[i] = local(t, i);
	t->slc_source = SLC_LOCAL;
}

/* A list of triplets that grows; it is sent when it is whole. */
static void list_begin(struct queue *list)
{
	static const uint8_t head[] = { TO_LINEMODE, LM_SLC };

	queue_open(list);
	queue_add(list, head, sizeof(head));
}

static void list_add(struct queue *list, uint8_t function, uint8_t flags, uint8_t value)
{
	const uint8_t triplet[TRIPLET] = { function, flags, value };

	queue_add(list, triplet, sizeof(triplet));
}

static void list_send(struct telnet *t, struct queue *list)
{
	const uint8_t *bytes = (const uint8_t *)list->b.p;

	if (list->b.len > 2 && t->fd >= 0 && t->proto.ours[TO_LINEMODE].want) {
		proto_send_sub(&t->proto, bytes, list->b.len);
		trace_sub(t, true, bytes, list->b.len);
	}
	ob_close(&list->b);
}

static void ask(struct telnet *t, uint8_t level)
{
	struct queue list;

	list_begin(&list);
	list_add(&list, 0, level, 0);
	list_send(t, &list);
}

void slc_export(struct telnet *t)
{
	struct queue list;

	t->slc_source = SLC_LOCAL;
	list_begin(&list);
	for (int i = 1; i <= SLC_FUNCTIONS; i++) {
		t->slc[i] = local(t, i);
		if (functions[i].told)
			list_add(&list, (uint8_t)i, t->slc[i].flags, t->slc[i].value);
	}
	list_send(t, &list);
}

void slc_import(struct telnet *t, bool defaults)
{
	t->slc_source = defaults ? SLC_REMOTE_DEFAULT : SLC_REMOTE;
	ask(t, defaults ? DEFAULT : VARIABLE);
}

void slc_check(struct telnet *t)
{
	slc_import(t, false);
}

void slc_begin(struct telnet *t)
{
	if (t->slc_source == SLC_LOCAL)
		slc_export(t);
	else
		ask(t, DEFAULT);
}

/* What the user sets is told to the server. */
void slc_changed(struct telnet *t, enum special which)
{
	struct queue list;

	list_begin(&list);
	for (int i = 1; i <= SLC_FUNCTIONS; i++) {
		if (functions[i].is != which || !t->proto.ours[TO_LINEMODE].is)
			continue;
		t->slc[i] = local(t, i);
		list_add(&list, (uint8_t)i, t->slc[i].flags, t->slc[i].value);
	}
	list_send(t, &list);
}

/* The terminal gets the character that was agreed on. */
static void use(struct telnet *t, int function)
{
	enum special which = functions[function].is;
	const struct slc *s = &t->slc[function];

	if (which != NONE)
		t->chars[which] = (s->flags & LEVEL) == NOSUPPORT ? CHAR_OFF : s->value;
}

static void one(struct telnet *t, struct queue *reply, uint8_t function, uint8_t flags,
		uint8_t value)
{
	struct slc *s;

	if (!function)
		return;
	if (function > SLC_FUNCTIONS) {
		if ((flags & LEVEL) != NOSUPPORT)
			list_add(reply, function, NOSUPPORT, 0);
		return;
	}
	s = &t->slc[function];
	if ((s->flags & ~ACK) == (flags & ~ACK) && s->value == value)
		return;
	if ((flags & LEVEL) == DEFAULT) {
		*s = t->slc_default[function];
		list_add(reply, function, s->flags, s->value);
	} else {
		*s = (struct slc){ (uint8_t)(flags & ~ACK), value };
		if (!(flags & ACK))
			list_add(reply, function, flags | ACK, value);
	}
	use(t, function);
}

void slc_sub(struct telnet *t, const uint8_t *p, size_t n)
{
	struct queue reply;

	list_begin(&reply);
	for (; n >= TRIPLET; p += TRIPLET, n -= TRIPLET)
		one(t, &reply, p[0], p[1], p[2]);
	list_send(t, &reply);
	term_mode(t);
}
