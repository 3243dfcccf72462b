/* As much DER (X.690) as names need: tags of one byte, lengths of at most three. */
#include "tlscert.h"

#include <stdbool.h>
#include <string.h>

#define SEQUENCE 0x30
#define SET 0x31
#define OBJECT 0x06
#define OCTETS 0x04
#define BOOLEAN 0x01
#define VERSION 0xa0		/* [0] of a certificate */
#define EXTENSIONS 0xa3		/* [3] */
#define DNS_NAME 0x82		/* [2] of a general name */
#define NAMES_MAX 8

static const uint8_t common_name[] = { 0x55, 4, 3 }, alternative_names[] = { 0x55, 0x1d, 0x11 };

/* The next element and its tag, 0 where there is none. */
static struct cur element(struct cur *c, uint8_t *tag)
{
	uint8_t n;
	size_t len;

	*tag = cur_left(c) ? cur_u8(c) : 0;
	n = *tag ? cur_u8(c) : 0;
	len = n;
	if (n & 0x80) {
		n &= 0x7f;
		len = n > 3 ? SIZE_MAX : 0;
		for (; n && n <= 3; n--)
			len = len << 8 | cur_u8(c);
	}
	if (!cur_ok(c) || len > c->len) {
		*tag = 0;
		return (struct cur){ 0 };
	}
	return cur_take(c, len);
}

/* The contents of the next element, which is to have that tag; empty if it has not. */
static struct cur inside(struct cur *c, uint8_t want)
{
	uint8_t tag;
	struct cur e = element(c, &tag);

	return tag == want ? e : (struct cur){ 0 };
}

static bool is(const struct cur *c, const uint8_t *oid, size_t n)
{
	return cur_left(c) == n && !memcmp(c->p, oid, n);
}

static void name(const struct cur *c, struct obuf *o)
{
	/* half a name is another one */
	if (cur_left(c) < c->len)
		return;
	ob_c(o, ' ');
	ob_esc(o, c->p, cur_left(c));
}

static void subject_name(struct cur subject, struct obuf *o)
{
	while (cur_left(&subject)) {
		struct cur set = inside(&subject, SET), pair = inside(&set, SEQUENCE);
		struct cur oid = inside(&pair, OBJECT);
		uint8_t tag;
		struct cur value = element(&pair, &tag);

		if (is(&oid, common_name, sizeof(common_name)) && cur_left(&value))
			name(&value, o);
	}
}

static void dns_names(struct cur extensions, struct obuf *o)
{
	struct cur list = inside(&extensions, SEQUENCE);
	int left = NAMES_MAX;

	while (cur_left(&list)) {
		struct cur one = inside(&list, SEQUENCE), oid = inside(&one, OBJECT), names;
		uint8_t tag;
		struct cur value = element(&one, &tag);

		if (tag == BOOLEAN)
			value = element(&one, &tag);
		if (tag != OCTETS || !is(&oid, alternative_names, sizeof(alternative_names)))
			continue;
		names = inside(&value, SEQUENCE);
		while (cur_left(&names) && left) {
			struct cur n = element(&names, &tag);

			if (tag == DNS_NAME && left--)
				name(&n, o);
		}
		if (cur_left(&names))
			ob_str(o, " ...");
	}
}

void tlscert_names(struct cur cert, struct obuf *o)
{
	struct cur c = inside(&cert, SEQUENCE), tbs = inside(&c, SEQUENCE), subject;
	uint8_t tag = cur_left(&tbs) ? *tbs.p : 0;

	if (tag == VERSION)
		element(&tbs, &tag);
	/* serial number, algorithm, issuer, validity */
	for (int i = 0; i < 4; i++)
		element(&tbs, &tag);
	subject = inside(&tbs, SEQUENCE);
	subject_name(subject, o);
	element(&tbs, &tag);
	while (cur_left(&tbs)) {
		struct cur e = element(&tbs, &tag);

		if (tag == EXTENSIONS)
			dns_names(e, o);
	}
}
