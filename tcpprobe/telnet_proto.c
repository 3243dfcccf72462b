/* The TELNET protocol (RFC 854, 855): see telnet_proto.h. */
#include "telnet_proto.h"

#include <string.h>

enum state { TEXT, CR, COMMAND, NEGOTIATE, SUB, SUB_IAC };

void proto_open(struct proto *p, const struct proto_user *user, struct queue *net)
{
	memset(p, 0, sizeof(*p));
	p->user = user;
	p->net = net;
}

void proto_send(struct proto *p, uint8_t verb, uint8_t option)
{
	const uint8_t bytes[] = { TC_IAC, verb, option };

	queue_add(p->net, bytes, sizeof(bytes));
	p->user->trace(p->user->arg, true, verb, option);
}

void proto_command(struct proto *p, uint8_t command)
{
	const uint8_t bytes[] = { TC_IAC, command };

	queue_add(p->net, bytes, sizeof(bytes));
	p->user->trace(p->user->arg, true, 0, command);
}

void proto_text(struct proto *p, const uint8_t *bytes, size_t n)
{
	while (n) {
		const uint8_t *iac = memchr(bytes, TC_IAC, n);
		size_t plain = iac ? (size_t)(iac - bytes) + 1 : n;

		queue_add(p->net, bytes, plain);
		if (iac)
			queue_add(p->net, iac, 1);
		bytes += plain;
		n -= plain;
	}
}

void proto_send_sub(struct proto *p, const uint8_t *bytes, size_t n)
{
	static const uint8_t begin[] = { TC_IAC, TC_SB }, end[] = { TC_IAC, TC_SE };

	queue_add(p->net, begin, sizeof(begin));
	proto_text(p, bytes, n);
	queue_add(p->net, end, sizeof(end));
}

static bool is_ours(uint8_t verb)
{
	return verb == TC_WILL || verb == TC_WONT;
}

static bool is_on(uint8_t verb)
{
	return verb == TC_WILL || verb == TC_DO;
}

static struct proto_side *side(struct proto *p, bool ours, uint8_t option)
{
	return ours ? &p->ours[option] : &p->theirs[option];
}

void proto_ask(struct proto *p, uint8_t verb, uint8_t option)
{
	struct proto_side *s = side(p, is_ours(verb), option);
	bool on = is_on(verb);

	if (option == TO_TM) {
		proto_send(p, verb, option);
		return;
	}
	if (s->want == on || (!s->open && s->is == on))
		return;
	s->want = on;
	if (s->open < UINT8_MAX)
		s->open++;
	proto_send(p, verb, option);
}

static void reply(struct proto *p, bool ours, bool on, uint8_t option)
{
	proto_send(p, ours ? (on ? TC_WILL : TC_WONT) : (on ? TC_DO : TC_DONT), option);
}

/*
 * They ask or answer. As long as requests of ours are open it is an answer, one to two at once if
 * it tells of a change; else they begin, and we answer only what changes something: so there is no
 * loop (RFC 1143 says why).
 */
static void negotiate(struct proto *p, uint8_t verb, uint8_t option)
{
	bool ours = verb == TC_DO || verb == TC_DONT, on = is_on(verb), changed = false;
	struct proto_side *s = side(p, ours, option);

	p->user->trace(p->user->arg, false, verb, option);
	if (option == TO_TM) {
		if (verb == TC_DO)
			proto_send(p, TC_WILL, option);
	} else {
		if (s->open)
			s->open--;
		if (s->open && s->is == on)
			s->open--;
		if (!s->open && s->want != on) {
			changed = !on || p->user->allows(p->user->arg, ours, option);
			if (changed)
				s->want = on;
			else
				s->open++;
			/* what was never on needs no word that it is off */
			if (on || s->is)
				reply(p, ours, s->want, option);
		}
	}
	s->is = on;
	p->user->spoken(p->user->arg, ours, option, on, changed);
}

static void text(struct proto *p, const uint8_t *bytes, size_t n)
{
	if (n && !p->synch)
		p->user->text(p->user->arg, bytes, n);
}

/*
 * What came behind a CR: LF makes one line end of both, NUL leaves CR alone; so does anything else,
 * but that is text of its own. Returns whether c is used up.
 */
static bool after_cr(struct proto *p, uint8_t c)
{
	static const uint8_t cr[] = { '\r', '\n' };

	if (c == '\n' && !p->echoing && !p->crmod)
		return false;
	text(p, cr, p->crmod && c ? 2 : 1);
	return c == '\0';
}

static void command(struct proto *p, uint8_t c)
{
	static const uint8_t iac = TC_IAC;

	p->state = TEXT;
	switch (c) {
	case TC_WILL:
	case TC_WONT:
	case TC_DO:
	case TC_DONT:
		p->verb = c;
		p->state = NEGOTIATE;
		break;
	case TC_SB:
		p->sub_len = 0;
		p->state = SUB;
		break;
	case TC_IAC:
		text(p, &iac, 1);
		break;
	case TC_DM:
		p->user->trace(p->user->arg, false, 0, c);
		p->synch = p->user->urgent(p->user->arg);
		break;
	default:
		p->user->trace(p->user->arg, false, 0, c);
		break;
	}
}

/* Inside a subnegotiation: what does not fit is read, but not kept. */
static void sub_byte(struct proto *p, uint8_t c)
{
	if (p->sub_len < PROTO_SUB)
		p->sub[p->sub_len++] = c;
}

static void sub_iac(struct proto *p, uint8_t c)
{
	p->state = SUB;
	if (c == TC_IAC) {
		sub_byte(p, c);
		return;
	}
	/* any other command ends it, too: a server that forgot SE is not waited for forever */
	p->state = TEXT;
	p->user->sub(p->user->arg, p->sub, p->sub_len);
	if (c != TC_SE)
		command(p, c);
}

/* Text up to the next byte that means something; returns how much. */
static size_t plain(struct proto *p, const uint8_t *bytes, size_t n)
{
	bool binary = p->theirs[TO_BINARY].want;
	size_t i = 0;

	while (i < n && bytes[i] != TC_IAC && (binary || bytes[i] != '\r'))
		i++;
	text(p, bytes, i);
	if (i < n)
		p->state = bytes[i] == TC_IAC ? COMMAND : CR;
	return i < n ? i + 1 : i;
}

void proto_receive(struct proto *p, const uint8_t *bytes, size_t n)
{
	size_t i = 0;

	while (i < n) {
		switch ((enum state)p->state) {
		case CR:
			p->state = TEXT;
			if (after_cr(p, bytes[i]))
				i++;
			break;
		case COMMAND:
			command(p, bytes[i++]);
			break;
		case NEGOTIATE:
			p->state = TEXT;
			negotiate(p, p->verb, bytes[i++]);
			break;
		case SUB:
			if (bytes[i] == TC_IAC)
				p->state = SUB_IAC;
			else
				sub_byte(p, bytes[i]);
			i++;
			break;
		case SUB_IAC:
			sub_iac(p, bytes[i++]);
			break;
		case TEXT:
			i += plain(p, bytes + i, n - i);
			break;
		}
	}
}

void proto_end(struct proto *p)
{
	if (p->state == CR)
		after_cr(p, '\0');
	p->state = TEXT;
}
